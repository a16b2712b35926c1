"""One cast of named members for every test."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
