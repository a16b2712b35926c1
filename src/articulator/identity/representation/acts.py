"""Asking what people think, answering, publishing as an office-holder, taking it all back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from articulator.identity.contacts.acts import agree
from articulator.identity.contacts.models import Consent
from articulator.identity.contacts.queries import agreed
from articulator.identity.representation.models import (
    Consultation,
    OpenTrait,
    Position,
    Published,
    Skill,
    Statement,
)
from articulator.identity.representation.rules import (
    may_answer,
    may_drop,
    may_forget,
    may_open,
    may_open_trait,
    may_publish,
    may_take_back,
    may_tell_skills,
    may_unpublish,
)
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.kernel.models import Person, Unit

FEWEST, MOST = 3, 12


@act(allow=may_open)
def open_consultation(
    _actor: Actor,
    unit: Unit,
    title: str,
    why: str,
    scale: Consultation.Scale,
    opens: datetime,
    closes: datetime,
    statements: Sequence[str],
) -> Consultation:
    """Put a few statements to everybody in a unit."""
    if not FEWEST <= len(statements) <= MOST:
        raise Refused(Refusal(f"A consultation has {FEWEST} to {MOST} statements."))
    made = Consultation.objects.create(
        unit=unit, title=title, why=why, scale=scale, opens=opens, closes=closes
    )
    Statement.objects.bulk_create(
        Statement(consultation=made, number=number, text=text)
        for number, text in enumerate(statements, 1)
    )
    join(made, "asks", unit)
    return made


@act(allow=may_answer, secret=True)
def answer(
    actor: Actor, consultation: Consultation, answers: Mapping[int, int], consents: bool = False
) -> None:
    """Say what one thinks, by number of the statement; said again, it takes the old one's place.

    The log says that somebody answered, not who. Without a consent nothing is kept.
    """
    assert actor, "the rule has refused visitors"
    purpose = Consent.Purpose.POSITIONS
    if consents:
        agree(actor, actor, purpose, purpose.words, f"the consultation “{consultation}”"[:80])
    elif not agreed(purpose).filter(person=actor).exists():
        raise Refused(
            Refusal(
                "What you think about politics is kept only if you agree to it.",
                appeal="Tick the sentence under the statements. You can take it back at any time.",
            )
        )
    asked = {one.number: one for one in consultation.statements.all()}
    said = {asked[number]: value for number, value in answers.items() if number in asked}
    if not said:
        raise Refused(Refusal("You have not answered any statement yet."))
    Position.objects.filter(person=actor, statement__in=said).delete()
    Position.objects.bulk_create(
        Position(person=actor, statement=statement, value=value)
        for statement, value in said.items()
    )


@act(allow=may_take_back, secret=True)
def take_back(actor: Actor, consultation: Consultation) -> None:
    """Delete one's own answers to a consultation."""
    Position.objects.filter(person=actor, statement__consultation=consultation).delete()
    Published.objects.filter(person=actor, consultation=consultation).delete()


@act(allow=may_publish)
def publish(actor: Actor, consultation: Consultation) -> None:
    """As an office-holder, let everybody know what one answered."""
    rows = Published.objects.by_rule("published once")
    rows.get_or_create(person=actor, consultation=consultation)


@act(allow=may_unpublish)
def unpublish(actor: Actor, consultation: Consultation) -> None:
    Published.objects.filter(person=actor, consultation=consultation).delete()


@act(allow=may_open_trait, secret=True)
def count_openly(_actor: Actor, person: Person, names: Sequence[str]) -> None:
    """Which of the things one told may be counted openly in the bodies one sits in; no others."""
    OpenTrait.objects.filter(person=person).exclude(name__in=names).delete()
    there = OpenTrait.objects.by_rule("one's own switches").filter(person=person)
    known = set(there.values_list("name", flat=True))
    OpenTrait.objects.bulk_create(
        OpenTrait(person=person, name=name) for name in names if name not in known
    )


@act(allow=may_tell_skills)
def tell_skills(_actor: Actor, person: Person, names: Sequence[str]) -> None:
    """Say what one can do, for everybody to see; what is not named any more is taken back."""
    told = [name for name in Skill.Name if name in names]
    Skill.objects.filter(person=person).exclude(name__in=told).delete()
    Skill.objects.bulk_create(
        (Skill(person=person, name=name) for name in told), ignore_conflicts=True
    )


@act(allow=may_drop, secret=True)
def drop(_actor: Actor, person: Person) -> None:
    """Delete all answers of somebody who took the consent back."""
    Position.objects.filter(person=person).delete()
    Published.objects.filter(person=person).delete()


@act(allow=may_drop, secret=True)
def close_traits(_actor: Actor, person: Person) -> None:
    """Nothing of somebody is counted openly who took the consent back."""
    OpenTrait.objects.filter(person=person).delete()


@act(allow=may_forget)
def forget(_actor: Actor, consultation: Consultation) -> None:
    """Delete everybody's answers: two years after the end they say little of what people think."""
    Position.objects.filter(statement__consultation=consultation).delete()
    Published.objects.filter(consultation=consultation).delete()
