"""One cast of named members for every test."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from articulator.identity.membership.models import Membership, Standing
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit

NAMES = (
    "Ada Okafor", "Ben Castell", "Cleo Marsh", "Dev Patel", "Ewa Nowak", "Finn Byrne",
    "Gita Rao", "Hugo Lind", "Ines Duarte", "Jon Adair", "Kofi Mensah", "Lena Vogt",
)  # fmt: skip
NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/London"))


def email(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def person(name: str) -> Person:
    """A person of the cast by first name (`person("ada")`), made when first asked for."""
    full = next((n for n in NAMES if n.split()[0].lower() == name), name.title())
    return Person.objects.filter(email=email(full)).first() or Person.objects.create_user(
        email(full), name=full
    )


def member(name: str, unit: Unit, *, trained: bool = True, joined: date | None = None) -> Person:
    """A member of a branch, trained unless told otherwise, who joined long ago."""
    who = person(name)
    Membership.objects.create(
        person=who, unit=unit, number=f"M-{name}", joined_on=joined or date(2024, 1, 1)
    )
    if trained:
        since = clock.now() - timedelta(days=100)
        Standing.objects.create(person=who, kind="leadership_pool", since=since)
    return who


def crowd(unit: Unit, number: int) -> None:
    """So many members without a face, every fourth in the pool: written by the database itself."""
    sqlite = connection.vendor == "sqlite"
    key = "printf('%%032x', i)" if sqlite else "lpad(to_hex(i), 32, '0')::uuid"
    name = "printf('Member %%06d', i)" if sqlite else "'Member ' || lpad(i::text, 6, '0')"
    home = unit.pk.hex if sqlite else str(unit.pk)
    false = "0" if sqlite else "false"
    rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < %s) "
    statements = (
        f"""insert into kernel_person (id, password, name, is_active, known_since)
        {rows} select {key}, '!', {name}, not {false}, %s from n""",
        f"""insert into membership_membership
        (id, person_id, unit_id, number, kind, joined_on, district, name)
        {rows} select {key}, {key}, %s, 'N' || i, 'member', '2025-01-01', '', '' from n""",
        f"""insert into membership_standing (id, person_id, kind, since)
        {rows} select {key}, {key}, 'leadership_pool', %s from n where i %% 4 = 0""",
    )
    values: tuple[datetime | str, ...] = (NOON, home, NOON)
    with connection.cursor() as cursor:
        for statement, value in zip(statements, values, strict=True):
            cursor.execute(statement, [number, value])
