"""Who asks, who answers, who may read what was said."""

from articulator.identity.bodies.rules import needs
from articulator.intelligence.listening.models import LATE, Contact, Listener, Survey
from articulator.intelligence.listening.queries import reads
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit

LATER = "Look at the list of surveys: another one may be open."


def may_draft(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit asks in its name."""
    return Refusal(f"{unit} is closed.") if unit.closed_at else needs(actor, "keep_roll", unit)


def may_tend(actor: Actor, survey: Survey) -> Refusal | None:
    return may_draft(actor, survey.unit)


def may_write(actor: Actor, survey: Survey) -> Refusal | None:
    """Questions change while nobody has answered: all answers are to the same question."""
    if survey.stage() not in {"draft", "coming"}:
        return Refusal(
            "This survey has been opened, so its questions stay as they are.",
            appeal="Copy it, change the copy and open that.",
        )
    return may_tend(actor, survey)


def may_open(actor: Actor, survey: Survey) -> Refusal | None:
    if survey.stage() != "draft":
        return Refusal("This survey has been opened already.")
    if not survey.questions.exists():
        return Refusal("It asks nothing yet.", appeal="Add a question first.")
    return may_tend(actor, survey)


def may_close(actor: Actor, survey: Survey) -> Refusal | None:
    if survey.stage() not in {"open", "coming"}:
        return Refusal("This survey is not open.")
    return may_tend(actor, survey)


def may_receive(_actor: Actor, survey: Survey) -> Refusal | None:
    """While it is open, and a while after for devices that had no network.

    Who may hand in for others (a device, a paper) is a rule of the feature that has those.
    """
    now = clock.now()
    if survey.stage() in {"draft", "coming"}:
        return Refusal("This survey is not open yet.", appeal=LATER)
    if survey.closes_at and survey.closes_at + LATE <= now:
        return Refusal("This survey has been closed for more than two weeks.", appeal=LATER)
    return None


def may_answer(_actor: Actor, survey: Survey) -> Refusal | None:
    """On the web: anybody, while it is open."""
    if not survey.is_open:
        return Refusal("This survey is not open.", appeal=LATER)
    if not survey.web:
        return Refusal("This survey is answered at doors and at work, not on the web.")
    return None


def may_take_back(_actor: Actor, _survey: Survey) -> Refusal | None:
    """Whoever holds the key; always."""
    return None


def may_type_in(actor: Actor, survey: Survey) -> Refusal | None:
    """Papers: those who keep the roll, and those who were asked to read the answers."""
    if refusal := may_receive(actor, survey):
        return refusal
    return may_read(actor, survey)


def may_read(actor: Actor, survey: Survey) -> Refusal | None:
    """What people said, word by word: few do, and they are named."""
    return None if reads(actor, survey) else may_tend(actor, survey)


def may_confirm(_actor: Actor, _contact: Contact) -> Refusal | None:
    """Whoever holds the letter."""
    return None


def may_dismiss(actor: Actor, listener: Listener) -> Refusal | None:
    return None if actor == listener.person else may_tend(actor, listener.survey)
