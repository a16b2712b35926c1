"""Branches full of members, some in the pool, some who agreed to be invited by lot."""

from datetime import date, timedelta

from articulator.identity.constitution import acts as constitution
from articulator.identity.contacts.models import Consent
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.pools import acts
from articulator.identity.pools.models import Round
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from tests.identity.elections.scene import CONSTITUTION
from tests.people import NOON, person

POOL = "leadership_pool"
DUE = NOON + timedelta(days=3)
DICE = "4 1 6 6 2 5"
RULES = CONSTITUTION.replace(
    "requires: [basics], free: true}", 'requires: [basics], free: true, min_coverage: "1/5"}'
).replace("candidates: leadership_pool,", "candidates: leadership_pool, WIDER")


def adopt(wider: str = "fallback_candidates: all_members,") -> None:
    """A fifth of the members is asked for; below it all members, or nobody else."""
    ada = person("ada")
    with clock.at(NOON - timedelta(days=1)):
        text = RULES.replace("WIDER", wider)
        version = constitution.draft(ada, Unit.objects.get(parent=None), text)
        constitution.adopt(ada, version, {"body": "Us", "votes_for": 9, "votes_against": 0})


def people(unit: Unit, inside: int, outside: int, **told: str) -> list[Person]:
    """So many members of a unit, the first of them in the pool, who told this of themselves."""
    there = Person.objects.count()
    made = Person.objects.bulk_create(
        Person(name=f"Member {n}", email=f"m{n}@example.org", password="!")
        for n in range(there, there + inside + outside)
    )
    Membership.objects.bulk_create(
        Membership(
            person=one, unit=unit, number=one.email, name=one.name, joined_on=date(2024, 1, 1)
        )
        for one in made
    )
    into_the_pool(made[:inside])
    Attribute.objects.bulk_create(
        Attribute(person=one, name=name, value=value)
        for one in made
        for name, value in told.items()
    )
    return made


def into_the_pool(some: list[Person]) -> None:
    since = clock.now() - timedelta(days=5)
    Standing.objects.bulk_create(Standing(person=one, kind=POOL, since=since) for one in some)


def willing(some: list[Person]) -> None:
    """They agreed to be invited by lot."""
    purpose = Consent.Purpose.INVITATIONS
    Consent.objects.bulk_create(
        Consent(
            person=one, purpose=purpose, wording=purpose.words, channel="a form",
            given_at=NOON - timedelta(days=400),
        )
        for one in some
    )  # fmt: skip


def announced(size: int = 10) -> Round:
    root = Unit.objects.get(parent=None)
    return acts.announce(person("ada"), root, POOL, size, "dice in the hall", DUE)


def drawn(size: int = 10) -> Round:
    made = announced(size)
    with clock.at(DUE):
        acts.draw(person("ada"), made, DICE)
    made.refresh_from_db()
    return made
