"""The demo's past, told through acts: nothing here writes but the acts themselves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import timezone

from articulator.identity.bodies import acts as bodies
from articulator.identity.bodies.models import SeatGroup
from articulator.identity.constitution import acts as constitution
from articulator.identity.elections.models import Election
from articulator.identity.elections.queries import papers
from articulator.identity.units import acts as units
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.methods.stv import write_blt
from articulator.site.demo import (
    briefings,
    campaigns,
    care,
    doors,
    draws,
    elections,
    evening,
    exports,
    fieldwork,
    forecasts,
    gatherings,
    imports,
    incubator,
    listening,
    movement,
    neighbours,
    nextsteps,
    pools,
    privacy,
    programme,
    representation,
    rooms,
    scanning,
    signals,
    steps,
    training,
)
from articulator.site.demo.people import REGIONS, Row, as_csv, members
from articulator.site.demo.personas import NAMED, home_of, known

MEMBERS = 5200
ORGANISATION = "Federation of the Five Shores"
PRESET = Path(settings.CONSTITUTIONS) / "new-kind-of-party.yaml"

type Say = Callable[[str], object]


def tell(say: Say, size: int = MEMBERS) -> None:
    """Tell the story once; a demo that has been told is left as its visitors made it."""
    if Unit.objects.exists():
        say("The federation is there already (start afresh with: articulator demo --fresh).")
        return
    today = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with transaction.atomic(), _tasks_at_once():
        with clock.at(today - timedelta(days=200)):
            say("Founding the federation and adopting its constitution …")
            founder = _found()
            _open_branches(founder)
        with clock.at(today - timedelta(days=190)):
            say(f"Importing a roll of {size:,} members in 40 branches …")
            _import(founder, _roll(size, today.date()))
            _let_the_planner_look()
            _appoint(founder)
        training.tell(say, today)
        elections.tell(say, today)
        _example_files(_roll(size, today.date()))
        draws.tell(say, today)
        doors.tell(say, today)
        pools.tell(say, today)
        representation.tell(say, today)
        imports.tell(say, today)
        exports.tell(say, today)
        privacy.tell(say, today)
        movement.tell(say, today)
        care.tell(say, today)
        scanning.tell(say, today)
        steps.tell(say, today)
        rooms.tell(say, today)
        gatherings.tell(say, today)
        nextsteps.tell(say, today)
        evening.tell(say, today)
        incubator.tell(say, today)
        campaigns.tell(say, today)
        neighbours.tell(say, today)
        listening.tell(say, today)
        fieldwork.tell(say, today)
        signals.tell(say, today)
        programme.tell(say, today)
        forecasts.tell(say, today)
        briefings.tell(say, today)
        _let_the_planner_look()


def _let_the_planner_look() -> None:
    """So many rows in one transaction: PostgreSQL plans as if there were none until it looks."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _tasks_at_once() -> Iterator[None]:
    """A story has no time to wait for the worker."""
    immediate = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    with override_settings(TASKS=immediate):
        yield


def _found() -> Person:
    unit = Unit(level="party", name=ORGANISATION, slug="federation")
    founder = Person(name="Agnes Ferrar", email="agnes@demo.example")
    founder.set_unusable_password()
    bodies.found(None, unit, founder)
    version = constitution.draft(founder, unit, PRESET.read_text(encoding="utf-8"))
    decision = {"body": "Founding assembly", "votes_for": 312, "votes_against": 41}
    constitution.adopt(founder, version, decision)
    return founder


def _open_branches(founder: Person) -> None:
    root = Unit.objects.get(parent=None)
    for region, names in REGIONS.items():
        _let_the_planner_look()
        above = units.open_unit(founder, root, "region", region)
        for name in names:
            units.open_unit(founder, above, "branch", name)


def _roll(size: int, today: date) -> list[Row]:
    """The founding roll: invented members, and the personas among them."""
    rows = list(members(size, today))
    for row, persona in zip(_spread(rows), NAMED, strict=False):
        row |= {"name": persona.name, "email": persona.email}
        row |= {"trained_until": (today + timedelta(days=700)).isoformat(), "class": "member"}
        row |= {"joined": (today - timedelta(days=900)).isoformat(), "gender": "woman"}
    return rows


def _import(founder: Person, rows: list[Row]) -> None:
    root = Unit.objects.get(parent=None)
    imports.bring_in(founder, root, "founding roll.csv", as_csv(rows), imports.AGREED)


def _spread(rows: list[Row]) -> Iterator[Row]:
    """Rows far apart, so that the personas live in different branches."""
    return iter(rows[100 :: len(rows) // (len(NAMED) + 1)])


def _example_files(rows: list[Row]) -> None:
    """The same roll and the ballots of the counted election as files, to try the commands on."""
    folder = settings.VAR / "example"
    folder.mkdir(exist_ok=True)
    (folder / "members.csv").write_bytes(as_csv(rows))
    counted = Election.objects.exclude(declared_at=None).get()
    box = papers(counted)
    assert box is not None, "people stood in the counted election"
    (folder / "ballots.blt").write_text(write_blt(box), encoding="utf-8")


def _appoint(founder: Person) -> None:
    root = Unit.objects.get(parent=None)
    officer, secretary = known("officer"), known("secretary")
    bodies.appoint(founder, _office("returning_officer", root), officer)
    bodies.appoint(founder, _office("membership_secretary", root), founder)
    branch = home_of(secretary)
    bodies.appoint(founder, _office("branch_secretary", branch), secretary)


def _office(key: str, unit: Unit) -> SeatGroup:
    return SeatGroup.objects.get(body__key=key, body__unit=unit)
