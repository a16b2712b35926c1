from articulator.identity.bodies.models import SeatGroup
from articulator.identity.bodies.rules import needs
from articulator.identity.constitution.queries import law, pool_rules
from articulator.identity.elections.models import Candidacy, Election
from articulator.identity.elections.queries import has_voted, last_term, terms_served, voter
from articulator.identity.membership.queries import in_pool, membership_of
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person
from articulator.methods.constitution import Duration


def may_call(actor: Actor, group: SeatGroup) -> Refusal | None:
    if group.method != SeatGroup.Method.STV:
        return Refusal(
            f"These seats are filled by {group.get_method_display()}, not by election.",
            clause=group.clause,
        )
    return needs(actor, "run_elections", group.body.unit)


def may_run(actor: Actor, election: Election) -> Refusal | None:
    return needs(actor, "run_elections", election.group.body.unit)


def may_nominate(actor: Actor, election: Election) -> Refusal | None:
    """Anyone in the pool may stand, by themselves: nobody selects the candidates (R-43)."""
    if election.stage() != "nominations":
        return Refusal("Nominations are not open.", clause=election.clause)
    if actor is None:
        return Refusal("Sign in to stand.")
    if election.candidacies.filter(person=actor, withdrawn_at=None).exists():
        return Refusal("You stand in this election already.")
    if election.candidacies.filter(person=actor).exists():
        return Refusal("You have withdrawn from this election.")
    return may_stand(actor, election.group)


def may_stand(person: Person, group: SeatGroup) -> Refusal | None:
    """Whether a person can hold a seat of this group: pool, time as a member, limit, rest."""
    return (
        _not_in_pool(person, group) or _too_new(person) or _limit(person, group)
        or _resting(person, group)
    )  # fmt: skip


def _not_in_pool(person: Person, group: SeatGroup) -> Refusal | None:
    if in_pool(person, group.candidates, group.body.unit):
        return None
    asked = group.candidates.replace("_", " ")
    return Refusal(
        f"Candidates come from the {asked}, and you are not in it.",
        clause=pool_rules(group.candidates).clause or group.clause,
        appeal="Finish the short free training to join it; your branch secretary can tell you how.",
    )


def _too_new(person: Person) -> Refusal | None:
    said = law().get("membership", {}).get("standing_for_office", {})
    membership = membership_of(person)
    if not said.get("member_for") or membership is None:
        return None
    needed = Duration.parse(said["member_for"])
    if needed.before(clock.now()).date() >= membership.joined_on:
        return None
    return Refusal(
        f"Candidates must have been members for {needed.words()}; you joined on "
        f"{membership.joined_on:%-d %B %Y}.",
        clause=said.get("ref", ""),
    )


def _limit(person: Person, group: SeatGroup) -> Refusal | None:
    if not group.term_limit or group.rest or terms_served(group, person) < group.term_limit:
        return None
    return Refusal(f"Nobody holds these seats more than {group.term_limit} times.", group.clause)


def _resting(person: Person, group: SeatGroup) -> Refusal | None:
    """After the most terms allowed, a rest; after the rest a person may stand again."""
    if not group.term_limit or not group.rest:
        return None
    last = last_term(group, person)
    if last is None or terms_served(group, person) % group.term_limit:
        return None
    rested = Duration.parse(group.rest).after(last.ended or last.until)
    if rested <= clock.now():
        return None
    return Refusal(
        f"After {group.term_limit} terms you rest; you can stand again from {rested:%-d %B %Y}.",
        clause=group.clause,
    )


def may_withdraw(actor: Actor, candidacy: Candidacy) -> Refusal | None:
    if actor != candidacy.person:
        return Refusal("Only the candidate can withdraw.")
    if candidacy.withdrawn_at:
        return Refusal("You have withdrawn already.")
    if candidacy.election.stage() in {"voting", "closed", "declared"}:
        return Refusal("Voting has begun: nobody can withdraw any more.")
    return None


def may_freeze(actor: Actor, election: Election) -> Refusal | None:
    if election.roll_frozen_at:
        return Refusal("The roll is frozen already.")
    if clock.now() < election.nominations_close:
        return Refusal("The roll is frozen when nominations have closed.")
    if actor is None:  # the clock does what the call announced
        return None
    return may_run(actor, election)


def may_vote(actor: Actor, election: Election) -> Refusal | None:
    if election.stage() != "voting":
        return Refusal("Voting is not open.", clause=election.clause)
    if not election.roll_frozen_at:
        return Refusal("The roll is not frozen yet; the returning officer has been asked to.")
    if actor is None:
        return Refusal("Sign in to vote.")
    if voter(election, actor) is None:
        return Refusal(
            "You are not on the roll of this election.",
            clause=election.clause,
            appeal="If you think you should be, write to the returning officer before voting ends.",
        )
    return Refusal("You have voted. Thank you.") if has_voted(election, actor) else None


def may_declare(actor: Actor, election: Election) -> Refusal | None:
    if election.declared_at:
        return Refusal("The result is declared already.")
    if clock.now() < election.closes:
        return Refusal("Voting is still open.")
    if not election.roll_frozen_at:
        return Refusal("The roll was never frozen, so nobody could vote.")
    return may_run(actor, election)
