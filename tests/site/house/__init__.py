"""The demo's people, and one of every thing that an address of the house can name."""

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.elections.models import Mark
from articulator.identity.membership.queries import memberships
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import who_is
from tests.site.house import evenings, identity, intelligence, operations
from tests.site.house.common import Args


def one_of_each() -> Args:
    """For every address that names things, the things: made here where the story tells of none."""
    parts = (
        identity.doors, identity.bodies, identity.own, identity.units, identity.lists,
        identity.pools, identity.elections, identity.draws, identity.representation,
        intelligence.ecology, operations.sprints, evenings.rooms, evenings.steps,
        evenings.gatherings, evenings.tables, evenings.incubators, operations.campaigns,
        operations.training, intelligence.care, evenings.nextsteps, intelligence.scanning,
        intelligence.signals, intelligence.movement, intelligence.heard, operations.fieldwork,
        identity.programme, intelligence.loop, intelligence.coming, intelligence.briefings,
    )  # fmt: skip
    found: Args = {}
    for part in parts:
        found |= part()
    return found


def people() -> dict[str, Person | None]:
    other = Unit.objects.filter(level="branch").exclude(
        memberships__person=who_is("secretary")
    )[0]  # fmt: skip
    stranger = Person.objects.create_user("stranger@example.org", name="Nobody We Know")
    late = Person.objects.create_user("late@example.org", name="Was Officer")
    office = SeatGroup.objects.get(body__key="returning_officer")
    term = office.seats.get().terms.get()
    seat = office.seats.create(number=2)
    open_now = Mark.objects.filter(voter__election__title__contains="second half")
    voted = open_now.values("voter__person")
    secretary = memberships(other).exclude(person__in=voted).first().person
    own = SeatGroup.objects.get(body__key="branch_secretary", body__unit=other).seats.get()
    Term.objects.create(
        seat=own, person=secretary, route="appointed", since=term.since, until=term.until
    )
    Term.objects.create(
        seat=seat, person=late, route="appointed", since=term.since, until=term.until,
        ended=term.since,
    )  # fmt: skip
    return {
        "visitor": None,
        "stranger": stranger,
        "returning officer of yesterday": late,
        "other secretary": secretary,
        "founder": Person.objects.get(email="agnes@demo.example"),
        "invited": identity.invited().person,
        **{
            key: who_is(key)
            for key in ("member", "drawn", "council", "secretary", "officer", "newcomer", "trainer")
        },
    }
