"""A room in Leith: a question, statements, phones that vote."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import Body, Term
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.statements import acts
from articulator.operations.statements.models import Conversation, Statement, Vote
from articulator.operations.statements.plans import Plan
from articulator.operations.statements.queries import mark_of
from tests.people import NOON, person

TEXTS = ("Rents come first.", "Buses after nine.", "A hall for the young ones.")
HOUR = timedelta(hours=1)
OVER = NOON + 3 * HOUR
DUE = (NOON + timedelta(days=30)).date()
AGREE, PASS, DISAGREE = Vote.Said.AGREE, Vote.Said.PASS, Vote.Said.DISAGREE


def council() -> Body:
    return Body.objects.get(key="council")


def leith() -> Unit:
    return Unit.objects.get(slug="leith")


def plan(**more) -> Plan:
    said = {
        "question": "What should we do first?", "closes_at": OVER, "answered_by": council(),
        "answer_due": DUE, "opens_at": NOON, "seeds": TEXTS,
    }  # fmt: skip
    return Plan(**{**said, **more})


def asked(**more) -> Conversation:
    """Ada, who founded it all, asks the room in Leith."""
    return acts.ask(person("ada"), leith(), plan(**more))


def numbered(of: Conversation, number: int) -> Statement:
    return of.statements.get(number=number)


def phone(name: object, of: Conversation) -> str:
    """The mark of a phone."""
    return mark_of(f"phone {name}", of)


def votes(of: Conversation, name: object, *said: int | None) -> None:
    """A phone votes on the statements in their order; None is not seen."""
    for one, value in zip(of.statements.order_by("number"), said, strict=False):
        if value is not None:
            acts.vote(None, of, phone(name, of), one, value)


def room(of: Conversation, people: int, *said: int | None, first: int = 0) -> None:
    for number in range(first, first + people):
        votes(of, number, *said)


def closed(of: Conversation) -> Conversation:
    acts.close(person("ada"), of)
    of.refresh_from_db()
    return of


def told(of: Conversation) -> dict:
    return of.releases.exclude(made_at=None)[0].told


def row(of: Conversation, number: int) -> dict:
    """What is told of a statement."""
    key = str(numbered(of, number).pk)
    return next(one for one in told(of)["rows"] if one["statement"] == key)


def seated(who: Person, body: Body) -> Person:
    group = body.groups.get(key="elected")
    seat, _ = group.seats.get_or_create(number=1 + group.seats.filter(terms__isnull=False).count())
    now = clock.now()
    seat_person(None, seat, who, Term.Route.ELECTED, now - HOUR, now + timedelta(days=700))
    return who


def url(page: str, *args) -> str:
    return reverse(f"statements:{page}", args=args)


def a_phone() -> Client:
    return Client()
