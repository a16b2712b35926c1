from articulator.identity.bodies.rules import needs
from articulator.identity.constitution.queries import sight
from articulator.identity.membership.queries import membership_of
from articulator.identity.merges.models import Merge, Pair
from articulator.identity.merges.queries import KEPT, rooted
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_look(actor: Actor, unit: Unit) -> Refusal | None:
    return needs(actor, "keep_roll", unit)


def may_note(actor: Actor, _unit: Unit) -> Refusal | None:
    """The organisation itself, for an officer who has asked it to look."""
    return Refusal("Ask for a look instead.") if actor else None


def may_tell_apart(actor: Actor, pair: Pair) -> Refusal | None:
    """Whoever keeps the rolls of both and sees their names."""
    for person in (pair.first, pair.second):
        line = membership_of(person)
        if line is None:
            return Refusal(f"{person} is on no roll now.")
        if refusal := needs(actor, "keep_roll", line.unit):
            return refusal
        if not sight(actor).sees_names(line.unit):
            return Refusal(
                f"The names of {line.unit} stay there, as the data charter says.",
                appeal="Ask those who keep its roll.",
            )
    return None


def may_merge(actor: Actor, pair: Pair) -> Refusal | None:
    """Only an entry that nobody uses is merged away: an account, a vote, a seat always stays."""
    if pair.apart_at:
        return Refusal("Somebody has said that these are two people.")
    if rooted(pair.first) and rooted(pair.second):
        return Refusal(
            "Both have signed in, stand on the roll of an election or a draw, have done something "
            "here, or were merged in the last thirty days: neither is merged away.",
            appeal="Ask them which entry they use; the other one leaves by itself.",
        )
    if actor in (pair.first, pair.second):
        return Refusal("Nobody merges their own entry. Ask another officer.")
    return may_tell_apart(actor, pair)


def may_undo(actor: Actor, merge: Merge) -> Refusal | None:
    if merge.undone_at:
        return Refusal("This was undone already.")
    if clock.now() - merge.at > KEPT:
        return Refusal("After thirty days the rows needed to undo it are deleted.")
    return needs(actor, "keep_roll", merge.unit)


def may_forget(actor: Actor, _merge: Merge) -> Refusal | None:
    return Refusal("This is for the clock alone.") if actor else None
