from articulator.identity.bodies.models import Term
from articulator.identity.bodies.rules import needs
from articulator.identity.membership.models import Attribute
from articulator.identity.membership.queries import members
from articulator.identity.representation.models import Consultation, Position, Published
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit

ASKS = "run_elections"  # whoever may call an election may ask what people think


def may_open(actor: Actor, unit: Unit) -> Refusal | None:
    return needs(actor, ASKS, unit)


def may_answer(actor: Actor, consultation: Consultation) -> Refusal | None:
    """Full members of the unit that is asked, between the two days."""
    stage = consultation.stage()
    if stage != "open":
        return Refusal(f"This consultation is {'not open yet' if stage == 'coming' else 'closed'}.")
    if actor is None or not members(consultation.unit).filter(pk=actor.pk).exists():
        return Refusal(
            f"This asks the full members of {consultation.unit}.",
            appeal="If you are one, ask those who keep your branch's roll to look at your line.",
        )
    return None


def may_take_back(actor: Actor, consultation: Consultation) -> Refusal | None:
    """Everyone their own answers, at any time."""
    mine = Position.objects.seen_by(actor).filter(statement__consultation=consultation)
    return None if mine.exists() else Refusal("You have no answers here.")


def may_publish(actor: Actor, consultation: Consultation) -> Refusal | None:
    """Only office-holders: what ordinary members think is shown of nobody, by no choice."""
    if actor is None or not holds_office(actor):
        return Refusal("Only people who hold an office publish what they answered.")
    return may_take_back(actor, consultation)


def may_unpublish(actor: Actor, consultation: Consultation) -> Refusal | None:
    """Everyone what they have published, also after their term."""
    mine = Published.objects.seen_by(actor).filter(consultation=consultation)
    return None if mine.exists() else Refusal("You have not published your answers.")


def may_open_trait(actor: Actor, person: Person) -> Refusal | None:
    if actor != person:
        return Refusal("Everyone decides this for themselves.")
    if not holds_office(person):
        return Refusal("Only people who hold an office are counted in a body.")
    if not Attribute.objects.seen_by(person).exists():
        return Refusal("You have told nothing of yourself that could be counted.")
    return None


def may_tell_skills(actor: Actor, person: Person) -> Refusal | None:
    if actor != person:
        return Refusal("Everyone says this for themselves.")
    if not holds_office(person):
        return Refusal("Only people who hold an office say here what they can do.")
    return None


def may_forget(_actor: Actor, consultation: Consultation) -> Refusal | None:
    old = clock.now() - consultation.closes > Consultation.KEPT
    return None if old else Refusal("These answers are not two years old yet.")


def may_drop(actor: Actor, person: Person) -> Refusal | None:
    """The house, when a consent was withdrawn (None)."""
    return None if actor in (None, person) else Refusal("Only the person takes this back.")


def holds_office(person: Person) -> bool:
    return Term.objects.current().filter(person=person).exists()
