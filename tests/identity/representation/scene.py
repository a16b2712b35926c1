"""A consultation of three statements, and a council that somebody sits in."""

from datetime import timedelta

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import Body, Term
from articulator.identity.membership.models import Attribute
from articulator.identity.representation import acts
from articulator.identity.representation.models import (
    Consultation,
)
from articulator.identity.representation.queries import (
    results,
)
from articulator.kernel.models import Person, Unit
from tests.people import NOON, member, person

TEXTS = ["Rents first.", "Stand everywhere.", "Meet online."]
CAST = ("ben", "cleo", "dev", "ewa", "finn", "gita", "hugo", "ines", "jon", "kofi")
OVER = NOON + timedelta(days=10)
YES = {1: 1, 2: 1, 3: 1}
NO = {1: -1, 2: -1, 3: -1}


def ask(unit: Unit, **changes) -> Consultation:
    said = {"scale": "three", "opens": NOON, "closes": OVER, "statements": TEXTS} | changes
    return acts.open_consultation(person("ada"), unit, "Next year", "To plan it.", **said)


def say(asked: Consultation, people, answers=YES) -> None:
    for one in people:
        acts.answer(one, asked, answers, consents=True)


def crowd(unit: Unit, number: int) -> list[Person]:
    return [member(f"member{n}", unit) for n in range(number)]


def sit(body: Body, people, since=NOON - timedelta(days=30), days=365) -> list[Term]:
    group = body.groups.get(key="elected")
    made = []
    free = group.seats.filter(terms__ended=None, terms__until__gt=since).count() + 1
    for number, one in enumerate(people, free):
        seat, _ = group.seats.get_or_create(number=number)
        made.append(
            seat_person(None, seat, one, Term.Route.ELECTED, since, since + timedelta(days=days))
        )
    return made


def tell(people, *values, name="gender") -> None:
    for n, one in enumerate(people):
        Attribute.objects.create(person=one, name=name, value=values[n % len(values)])


def cells(asked: Consultation) -> list:
    return [one.cells for one in results(asked)]
