from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.bodies.rules import filled_by, needs
from articulator.identity.constitution.queries import law, pool_rules
from articulator.identity.elections.models import Candidacy, Election
from articulator.identity.elections.queries import (
    came_to_nothing,
    has_voted,
    stands_anyone,
    terms_in_a_row,
    voter,
)
from articulator.identity.membership.queries import membership_of
from articulator.identity.pools.queries import can_be_chosen
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person
from articulator.methods.constitution import Duration


def may_call(actor: Actor, group: SeatGroup) -> Refusal | None:
    return filled_by(SeatGroup.Method.STV, group) or needs(actor, "run_elections", group.body.unit)


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
    return may_stand(actor, election)


def may_stand(person: Person, election: Election) -> Refusal | None:
    """Whether a person can take a seat then: pool, time as a member, other seats, limit, rest."""
    return (
        _not_in_pool(person, election.group) or _too_new(person) or _sitting(person, election)
        or _limited(person, election)
    )  # fmt: skip


def _not_in_pool(person: Person, group: SeatGroup) -> Refusal | None:
    if can_be_chosen(person, group):
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


def _sitting(person: Person, election: Election) -> Refusal | None:
    body, then = election.group.body, election.terms_begin
    held = Term.objects.current(then).filter(person=person, seat__group__body=body).first()
    if held is None:
        return None
    return Refusal(
        f"You hold a seat there until {held.until:%-d %B %Y}, and nobody holds two.",
        clause=election.group.clause,
        appeal="If you would rather stand again, give up your seat first.",
    )


def _limited(person: Person, election: Election) -> Refusal | None:
    """After the most terms allowed in a row, a rest; after the rest a person may stand again."""
    group = election.group
    row = terms_in_a_row(group, person)
    if not group.term_limit or len(row) < group.term_limit:
        return None
    if not group.rest:
        return Refusal(
            f"Nobody holds these seats more than {group.term_limit} times.", clause=group.clause
        )
    rested = Duration.parse(group.rest).after(row[0].ended or row[0].until)
    if rested <= election.terms_begin:
        return None
    terms = "a term" if group.term_limit == 1 else f"{group.term_limit} terms"
    return Refusal(
        f"After {terms} you rest; you can take such a seat again from {rested:%-d %B %Y}.",
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


def has_left(actor: Actor, candidacy: Candidacy) -> Refusal | None:
    """Whoever leaves the organisation leaves the ballot, even while others vote."""
    if actor is not None:
        return Refusal("Names are struck off by the house, when a candidate has left.")
    if candidacy.withdrawn_at or candidacy.election.stage() == "declared":
        return Refusal("This candidate is not on the ballot any more.")
    if membership_of(candidacy.person):
        return Refusal("This candidate is a member, and stays on the ballot.")
    return None


def may_freeze(actor: Actor, election: Election) -> Refusal | None:
    if election.roll_frozen_at:
        return Refusal("The roll is frozen already.")
    if clock.now() < election.nominations_close:
        return Refusal("The roll is frozen when nominations have closed.")
    if clock.now() >= election.closes:
        return Refusal("Voting is over, and nobody could vote: call this election again.")
    if actor is None:  # the clock does what the call announced
        return None
    return may_run(actor, election)


def may_vote(actor: Actor, election: Election) -> Refusal | None:
    if election.stage() != "voting":
        return Refusal("Voting is not open.", clause=election.clause)
    if not election.roll_frozen_at:
        return Refusal(
            "The roll of voters is not frozen yet.",
            appeal="The returning officer freezes it with one click. Come back a little later.",
        )
    if not stands_anyone(election):
        return Refusal("Nobody stands, so there is nothing to vote on.", clause=election.clause)
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
    if why := came_to_nothing(election):
        return Refusal(f"{why}: call this election again.", clause=election.clause)
    return may_run(actor, election)
