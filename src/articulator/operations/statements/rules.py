from articulator.identity.bodies.models import Body, Term
from articulator.identity.bodies.rules import needs
from articulator.identity.membership.queries import members
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.methods.suppression import SMALL
from articulator.operations.statements.models import (
    Conversation,
    Follower,
    Outcome,
    Release,
    Ruling,
    Statement,
)
from articulator.operations.statements.queries import PATIENCE, changed_since, last_told

LATER = "Come back when it opens; the address stays the same."


def may_ask(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit asks its rooms, as they open its doors."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    return needs(actor, "keep_roll", unit)


def may_tend(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Those named for the desk, and whoever asks the rooms of the unit."""
    if actor and conversation.stewards.filter(person=actor).exists():
        return None
    return needs(actor, "keep_roll", conversation.unit)


def may_name(actor: Actor, conversation: Conversation) -> Refusal | None:
    return may_ask(actor, conversation.unit)


def may_open(actor: Actor, conversation: Conversation) -> Refusal | None:
    if conversation.stage() != "coming":
        return Refusal("This conversation has been opened already.")
    return may_tend(actor, conversation)


def may_close(actor: Actor, conversation: Conversation) -> Refusal | None:
    if not conversation.is_open:
        return Refusal("This conversation is not open.")
    return may_tend(actor, conversation)


def may_wind_up(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The clock does it once, when the time is over."""
    if conversation.stage() != "closed" or conversation.releases.filter(final=True).exists():
        return Refusal("There is nothing to count.")
    return None if actor is None else may_tend(actor, conversation)


def may_speak(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Anyone while it is open, or the members of the unit, as it was asked."""
    if conversation.stage() == "coming":
        return Refusal("This conversation has not begun.", appeal=LATER)
    if conversation.stage() == "closed":
        return Refusal("This conversation is closed.", appeal="Read what the room said.")
    return may_be_heard(actor, conversation)


def may_put(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The desk, before it closes: what comes later nobody votes on."""
    if conversation.stage() == "closed":
        return Refusal("This conversation is closed.", appeal="Read what the room said.")
    return may_tend(actor, conversation)


def may_be_heard(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Who belongs to the room, whatever is going on in it."""
    if conversation.speakers == Conversation.Speakers.ANYONE:
        return None
    if actor and members(conversation.unit).filter(pk=actor.pk).exists():
        return None
    return Refusal(
        f"Here the members of {conversation.unit} speak among themselves.",
        appeal="Sign in, or ask the desk for a paper if you are one of them.",
    )


def may_type_in(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Papers of the evening are typed in until the result has been counted."""
    if conversation.stage() == "coming":
        return Refusal("This conversation has not begun.", appeal=LATER)
    if conversation.releases.filter(final=True).exists():
        return Refusal("The result has been counted; papers cannot be added any more.")
    return may_tend(actor, conversation)


def may_release(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Two results close to one another would tell what the few in between have said."""
    if refusal := may_tend(actor, conversation):
        return refusal
    if conversation.stage() == "coming" or conversation.releases.filter(final=True).exists():
        return Refusal("There is nothing new to tell.")
    if conversation.releases.filter(made_at=None).exists():
        return Refusal("A count is under way. It takes a few seconds.")
    if changed_since(conversation, last_told(conversation)) < SMALL:
        return Refusal(
            f"Fewer than {SMALL} people have voted since the last result, so the difference would "
            "tell what they said.",
            appeal="Wait until more have voted.",
        )
    return None


def may_publish(_actor: Actor, release: Release) -> Refusal | None:
    return Refusal("This was counted already.") if release.made_at else None


def may_rule(actor: Actor, statement: Statement) -> Refusal | None:
    """Somebody at the desk; of an appeal somebody else than who took the statement out."""
    if actor is None:
        return Refusal("Named people moderate. Sign in.")
    if statement.conversation.releases.filter(final=True).exists():
        return Refusal("The result has been counted; what was shown then stays.")
    last = statement.rulings.first()
    if statement.state == Statement.State.OUT and last and last.by_id == actor.pk:
        return Refusal(
            "You took this statement out yourself.",
            appeal="Ask somebody else at the desk to look at it.",
        )
    return may_tend(actor, statement.conversation)


def may_appeal(_actor: Actor, statement: Statement) -> Refusal | None:
    """Whoever said it; the act checks by the mark of their browser."""
    if statement.state != Statement.State.OUT:
        return Refusal("This statement has not been taken out.")
    if statement.appeal:
        return Refusal("Your appeal is with the desk. Somebody else looks at it.")
    if statement.rulings.filter(reason=Ruling.Reason.FITS).exists():
        return Refusal("Two people have looked at it.", appeal="Say it in other words.")
    return None


def may_harvest(actor: Actor, conversation: Conversation) -> Refusal | None:
    if not conversation.releases.filter(final=True, made_at__isnull=False).exists():
        return Refusal("First the room is counted; then what it said is passed on.")
    return may_tend(actor, conversation)


def may_take_away(actor: Actor, conversation: Conversation) -> Refusal | None:
    """Those at the desk, once the room is counted: before that a table would tell too much."""
    if not conversation.releases.filter(final=True, made_at__isnull=False).exists():
        return Refusal("The tables are made when the room has been counted.")
    return may_tend(actor, conversation)


def sits_in(actor: Actor, body: Body) -> bool:
    held = Term.objects.current().filter(seat__group__body=body)
    return actor is not None and held.filter(person=actor).exists()


def may_answer(actor: Actor, outcome: Outcome) -> Refusal | None:
    """Whoever sits in the body that owes the answer; the desk while nobody sits there."""
    if sits_in(actor, outcome.body):
        return None
    seated = Term.objects.current().filter(seat__group__body=outcome.body)
    if seated.exists():
        return Refusal(
            f"{outcome.body} answers this, by somebody who sits there.",
            appeal="Ask one of them; their names stand on the page of the body.",
        )
    return may_tend(actor, outcome.statement.conversation)


def may_follow(_actor: Actor, _conversation: Conversation) -> Refusal | None:
    """Anyone who leaves an address; a letter asks whether it was them."""
    return None


def may_confirm(_actor: Actor, follower: Follower) -> Refusal | None:
    if not follower.confirmed_at and follower.asked_at <= clock.now() - PATIENCE:
        return Refusal("This letter is too old, and the address is forgotten.")
    return None


def may_unfollow(_actor: Actor, _follower: Follower) -> Refusal | None:
    """Whoever holds the letter."""
    return None
