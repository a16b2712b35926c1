"""What the tests of the doors do again and again: come, and answer the letter."""

import re
from datetime import timedelta

from django.core import mail
from django.urls import reverse

from articulator.identity.constitution import acts as constitution
from articulator.identity.doors.models import Arrival, Door
from articulator.identity.membership.queries import membership_of
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from tests.identity.elections.scene import CONSTITUTION
from tests.people import NOON, person

DAY = timedelta(days=1)
CLASSES = "classes: [{id: member, dues: true, votes: true, stands: true}"
MORE = f"""{CLASSES}, {{id: participant, dues: false, votes: false, stands: false}},
    {{id: ally, dues: false, votes: false, stands: false}}"""


def adopt_classes() -> None:
    """Put in force a constitution that knows participants and allies beside members."""
    assert CLASSES in CONSTITUTION
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    with clock.at(NOON - 2 * DAY):
        text, root = CONSTITUTION.replace(CLASSES, MORE), Unit.objects.get(parent=None)
        constitution.adopt(person("ada"), constitution.draft(person("ada"), root, text), decision)


def come(client, door: Door, email: str = "nell@example.org", **more):
    """Fill in the form of a door as a visitor does."""
    form = {"name": "Nell Tarrant", "email": email, **more}
    return client.post(door.get_absolute_url(), form, follow=True)


def link() -> str:
    """The path in the letter that was sent last."""
    return re.search(r"https?://[^/]+(/identity/doors/\S+)", mail.outbox[-1].body)[1]


def say_yes(client):
    return client.post(link(), follow=True)


def nell() -> Person:
    return Person.objects.get(email="nell@example.org")


def kind_of(who: Person) -> str | None:
    held = membership_of(who)
    return held.kind if held else None


def rows(door: Door) -> list[Arrival]:
    return list(Arrival.objects.by_rule("a test").filter(door=door))


def url(name: str, *args) -> str:
    return reverse(f"doors:{name}", args=args)
