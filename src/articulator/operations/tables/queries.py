"""Who sits where, what tables noted, what they bring back."""

from collections.abc import Mapping

from django.db.models import Count, Prefetch, QuerySet

from articulator.kernel import clock
from articulator.operations.gatherings.models import Attendance, Gathering
from articulator.operations.tables.models import Floor, Guest, Harvest, Note, Table

SOMEBODY = "somebody without a name"


def floors() -> QuerySet[Floor]:
    return Floor.objects.select_related("gathering__unit", "gathering__order")


def coming() -> QuerySet[Floor]:
    """Tables of what is on or to come, soonest first."""
    found = floors().filter(gathering__ends_at__gt=clock.now(), gathering__called_off_at=None)
    return found.order_by("gathering__starts_at", "pk")


def harvested() -> QuerySet[Floor]:
    """Tables that have brought something back, the latest first."""
    found = floors().filter(tables__harvest__isnull=False, gathering__starts_at__lt=clock.now())
    return found.distinct().order_by("-gathering__starts_at", "pk")


def guests(floor: Floor, why: str) -> QuerySet[Guest]:
    return Guest.objects.by_rule(why).filter(floor=floor)


def guest(floor: Floor, subject: str) -> Guest | None:
    """Whoever holds the token or the ticket."""
    found = guests(floor, "whoever holds the token").select_related("table")
    return found.filter(subject=subject).first() if subject else None


def checked_in(gathering: Gathering) -> list[str]:
    """The marks of those who are there."""
    found = Attendance.objects.by_rule("everyone who is there gets a table")
    return list(found.filter(gathering=gathering).values_list("subject", flat=True))


def anybody(floor: Floor) -> bool:
    """Whether there is somebody to give a table to."""
    return guests(floor, "whether anybody is here").exists() or bool(checked_in(floor.gathering))


def names(floor: Floor) -> Mapping[str, str]:
    """For hosts, who see the list at the door anyway: under which name somebody came."""
    found = Attendance.objects.by_rule("hosts find people at their tables")
    rows = found.filter(gathering=floor.gathering).values_list(
        "subject", "name", "registration__name"
    )
    return {subject: name or said or SOMEBODY for subject, name, said in rows}


def tables(floor: Floor) -> list[Table]:
    """All tables with how many sit there and what they bring back."""
    found = floor.tables.select_related("harvest").annotate(people=Count("guests"))
    return list(found.order_by("number"))


def seated(floor: Floor) -> list[tuple[Table, list[tuple[Guest, str]]]]:
    """For hosts: each table with its guests and their names."""
    said = names(floor)
    rows = floor.tables.prefetch_related(
        Prefetch("guests", Guest.objects.by_rule("hosts seat people").order_by("pk"))
    )
    return [
        (table, [(one, said.get(one.subject, SOMEBODY)) for one in table.guests.all()])
        for table in rows
    ]


def waiting(floor: Floor) -> int:
    return guests(floor, "how many wait for a table").filter(table=None).count()


def notes(table: Table) -> QuerySet[Note]:
    return Note.objects.by_rule("whoever sits at the table, and hosts").filter(table=table)


def harvests(floor: Floor) -> list[Harvest]:
    """What the tables bring back, in the order of their numbers."""
    found = Harvest.objects.filter(table__floor=floor).select_related("table__floor")
    return list(found.order_by("table__number"))


def table_of_code(floor: Floor, code: str) -> Table | None:
    """The table on whose card the code stands, however it was typed."""
    plain = code.replace("-", "").replace(" ", "").upper()
    return floor.tables.filter(code=plain).first() if plain else None
