"""Who may vote, what is in the box, what a page may show."""

import hashlib
from collections import Counter
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution.queries import law
from articulator.identity.elections.models import Ballot, Election, Mark, Voter
from articulator.identity.membership.queries import electorate, memberships
from articulator.kernel.models import Person
from articulator.methods.constitution import Duration
from articulator.methods.stv import Papers


def roll(election: Election, at: datetime) -> QuerySet[Person]:
    """The electorate that the constitution names, without those who joined too late to vote."""
    group = election.group
    people = electorate(group.electorate, group.body.unit, at)
    freeze = law().get("membership", {}).get("voting_freeze", {}).get("joined_before_notice_by")
    if not freeze:
        return people
    latest = Duration.parse(freeze).before(election.nominations_open).date()
    early = memberships(group.body.unit, at).filter(joined_on__lte=latest)
    return people.filter(memberships__in=early)


def roll_hash(election: Election) -> str:
    """SHA-256 over the ids on the frozen roll, sorted: the same roll, the same hash."""
    ids = sorted(str(pk) for pk in election.voters.values_list("person", flat=True))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def voter(election: Election, person: Person) -> Voter | None:
    return election.voters.filter(person=person).first()


def has_voted(election: Election, person: Person) -> bool:
    return Mark.objects.filter(voter__election=election, voter__person=person).exists()


def turnout(election: Election) -> tuple[int, int]:
    """How many have voted, of how many on the roll."""
    return Mark.objects.filter(voter__election=election).count(), election.voters.count()


def papers(election: Election) -> Papers:
    """The box as the method takes it: identical rankings counted together, in a fixed order."""
    rows = Ballot.objects.filter(election=election).values_list("ranking", flat=True)
    counted = Counter(tuple(ranking) for ranking in rows.iterator(5000))
    standing = election.candidacies.exclude(number=None).order_by("number")
    return Papers(
        candidates=tuple(str(candidacy.person) for candidacy in standing.select_related("person")),
        seats=election.seats,
        rankings=tuple((many, ranking) for ranking, many in sorted(counted.items())),
        title=election.title,
        withdrawn=frozenset(
            n for n in standing.exclude(withdrawn_at=None).values_list("number", flat=True) if n
        ),
    )


def terms_served(group: SeatGroup, person: Person) -> int:
    return Term.objects.filter(seat__group=group, person=person).count()


def last_term(group: SeatGroup, person: Person) -> Term | None:
    return Term.objects.filter(seat__group=group, person=person).order_by("-until").first()


def unsafe_database() -> str:
    """Why an acknowledged vote might be lost in a power cut; empty where it cannot be."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            level = cursor.fetchone()[0]
            return "" if level >= 2 else "SQLite's synchronous is below FULL."
        cursor.execute("SELECT name FROM pg_settings WHERE setting = 'off' AND name IN "
                       "('fsync', 'synchronous_commit', 'full_page_writes')")  # fmt: skip
        off = [name for (name,) in cursor.fetchall()]
        return f"PostgreSQL runs with {', '.join(off)} off." if off else ""
