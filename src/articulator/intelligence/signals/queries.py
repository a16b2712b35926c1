"""Which numbers are known, which alarms wait, and who answers them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count as Number
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from articulator.identity.bodies.models import Body, Term
from articulator.identity.bodies.queries import holders
from articulator.identity.constitution.queries import sight
from articulator.intelligence.ecology.queries import keepers
from articulator.intelligence.listening.models import AnswerSet
from articulator.intelligence.signals.kinds import KINDS, Counting, Kind
from articulator.intelligence.signals.models import Alarm, Count, Rung, Series
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.capacity import monday
from articulator.methods.suppression import SMALL

WEEK = timedelta(days=7)
KNOWN = 170  # weeks that the detectors are shown: a baseline, its gap, a year of evidence
SHOWN = 52  # weeks of the picture and the table


def this_week() -> date:
    return monday(clock.today())


def last_week() -> date:
    """The last week that is over: the one that can be judged."""
    return this_week() - WEEK


# Series


def series_of(unit: Unit) -> QuerySet[Series]:
    """What a unit counts, with what still waits for an answer."""
    waiting = Number("alarms", filter=Q(alarms__closed_at=None))
    found = Series.objects.filter(unit=unit, ended_at=None).select_related("unit")
    return found.annotate(ringing=waiting).order_by("key")


def to_judge() -> QuerySet[Series]:
    """Series with a number that the detectors have not seen, or not looked at this week."""
    new = Q(judged_at=None) | Q(changed_at__gte=F("judged_at"))
    due = grace()
    if due <= clock.now():
        new |= Q(judged_at__lt=due)
    return Series.objects.filter(new, ended_at=None, unit__closed_at=None).order_by("pk")


def grace() -> datetime:
    """Until then a number of last week may still come in; afterwards it is missing."""
    return a_moment(this_week() + timedelta(days=3))


def missed_until() -> date:
    """The last week whose number can be missing."""
    return last_week() if grace() <= clock.now() else last_week() - WEEK


def a_moment(day: date) -> datetime:
    """When a day begins here."""
    return timezone.make_aware(datetime.combine(day, time()))


def to_tally() -> list[tuple[Kind, Counting, date]]:
    """What the house has to count: the last week, and once more the one whose late news is in."""
    done = Count.objects.filter(counted_at__gte=a_moment(this_week()))
    counted = set(done.values_list("series__key", "week").distinct())
    return [
        (kind, kind.by, week)
        for kind in KINDS.values()
        for week in (last_week() - 2 * WEEK, last_week())
        if kind.by and (kind.key, week) not in counted
    ]


def ended_in(key: str) -> set[Any]:
    """The units in which somebody has ended the counting of a kind."""
    ended = Series.objects.filter(key=key).exclude(ended_at=None)
    return set(ended.values_list("unit", flat=True))


def answers_in(week: date) -> dict[Any, int]:
    """How many people answered a survey in a week, for each unit in which any ever did."""
    begins, ends = a_moment(week), a_moment(week + WEEK)
    asked = Q(survey__opens_at__lte=begins) & (
        Q(survey__closes_at=None) | Q(survey__closes_at__gte=ends)
    )
    found = AnswerSet.objects.by_rule("counts by unit and week").filter(asked)
    rows = found.values("unit").annotate(number=Number("pk", filter=Q(week=week)))
    return {row["unit"]: row["number"] for row in rows.filter(unit__closed_at=None).order_by()}


def numbers(series: Sequence[Series], until: date, weeks: int) -> dict[Any, list[int | None]]:
    """For each series its numbers up to a week, the oldest first; None where none was recorded."""
    since = until - (weeks - 1) * WEEK
    table: dict[Any, list[int | None]] = {one.pk: [None] * weeks for one in series}
    rows = Count.objects.filter(series__in=series, week__range=(since, until))
    for key, week, number in rows.values_list("series", "week", "number"):
        table[key][(week - since).days // 7] = number
    return table


@dataclass(frozen=True, slots=True)
class Told:
    """One week as it may be told: small numbers of people are not."""

    week: date
    number: int | None
    words: str


def weeks_of(series: Series) -> list[Told]:
    """The last year of a series, the oldest week first."""
    until = this_week()
    row = numbers([series], until, SHOWN)[series.pk]
    return [
        Told(until - (SHOWN - 1 - at) * WEEK, *_told(number, of_people=series.kind.of_people))
        for at, number in enumerate(row)
    ]


def told(series: Series, row: Sequence[int | None]) -> list[str]:
    """Some weeks of a series in words, as they may be told."""
    return [_told(number, of_people=series.kind.of_people)[1] for number in row]


def _told(number: int | None, *, of_people: bool) -> tuple[int | None, str]:
    if number is None:
        return None, "not recorded"
    return (None, f"fewer than {SMALL}") if of_people and 0 < number < SMALL else (
        number, str(number),
    )  # fmt: skip


# Alarms


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def followed(token: str) -> Alarm | None:
    """The alarm that a key follows; the key was shown once, to whoever raised it."""
    return alarms().filter(follow=hashed(token)).first() if token else None


def alarms() -> QuerySet[Alarm]:
    """All alarms: first those without an answer, then those under way; of these the oldest."""
    found = Alarm.objects.select_related("unit", "series__unit", "to__unit", "case")
    waiting = F("answered_at").asc(nulls_first=True)
    return found.order_by(F("closed_at").desc(nulls_first=True), waiting, "raised_at", "pk")


def open_alarms() -> QuerySet[Alarm]:
    return alarms().filter(closed_at=None)


def seats_of(actor: Actor) -> list[Any]:
    """The bodies that somebody sits in."""
    if actor is None:
        return []
    terms = Term.objects.current().filter(person=actor)
    return list(terms.values_list("seat__group__body", flat=True))


def seen_by(actor: Actor) -> QuerySet[Alarm]:
    """The alarms that somebody may read: those that have reached them, and those of their unit.

    What went past those who run a unit is read by those whom it has reached, and by nobody else.
    Where it has reached nobody, those who keep the roll stand in: of the unit, or above it.
    """
    seats = seats_of(actor)
    reached = Rung.objects.filter(body__in=seats).values("alarm")
    own = Q(past=False, unit__in=Body.objects.filter(pk__in=seats).values("unit"))
    stand_in = Q(pk__in=[])
    for grant in sight(actor).grants:
        stand_in |= Q(past=False, unit__path__startswith=grant.body.unit.path)
        stand_in |= Q(past=True, unit__parent__path__startswith=grant.body.unit.path)
        stand_in |= Q(unit__parent=None, unit=grant.body.unit)
    return alarms().filter(Q(pk__in=reached) | own | (Q(to=None) & stand_in))


def to_climb() -> QuerySet[Alarm]:
    """Alarms that nobody has answered in time."""
    late = Alarm.objects.filter(answered_at=None, closed_at=None, answer_by__lte=clock.now())
    return late.select_related("unit", "to__unit").order_by("answer_by", "pk")


def rungs(alarm: Alarm) -> QuerySet[Rung]:
    return alarm.rungs.select_related("body__unit").order_by("place")


def owners(alarm: Alarm) -> list[Person]:
    """Those who answer an alarm now; where nobody sits anywhere, those who keep the roll."""
    if alarm.to is None:
        above = alarm.unit.parent if alarm.past else None
        return keepers(above or alarm.unit)
    return [term.person for term in holders(alarm.to)]


def answering(alarm: Alarm) -> list[Person]:
    """Whoever may answer or act: those who sit at any level that it has reached."""
    bodies = rungs(alarm).filter(vacant=False).values("body")
    terms = Term.objects.current().filter(seat__group__body__in=bodies)
    found = list(Person.objects.filter(terms__in=terms).distinct().order_by("name"))
    return found or owners(alarm)


@dataclass(frozen=True, slots=True)
class Record:
    """How good the alarms have been: what people said in the end."""

    reviewed: int
    false: int
    took: timedelta | None  # from the alarm to the answer, in the middle of all

    @property
    def words(self) -> str:
        hours = round((self.took or timedelta()) / timedelta(hours=1))
        if hours < 48:
            return f"{hours} hour{'' if hours == 1 else 's'}" if hours else "less than an hour"
        return f"{round(hours / 24)} days"


def record(found: Sequence[str]) -> Record:
    """The verdicts on alarms of a kind, and how long answers took."""
    rows = Alarm.objects.filter(found__in=found, answered_at__isnull=False)
    times = rows.values_list("raised_at", "answered_at")
    took = sorted(answered - raised for raised, answered in times if answered)
    said = rows.exclude(closed_at=None).values_list("case__verdict", flat=True)
    false = sum(1 for one in said if one == "false")
    return Record(len(said), false, took[len(took) // 2] if took else None)


def alive(unit: Unit) -> list[Knot]:
    """For the page of a unit: the way to raise an alarm, and to what it counts."""
    raising = reverse("signals:raise", args=[unit.slug])
    counted = reverse("signals:unit", args=[unit.slug])
    return [
        Knot("one tap", f"Raise an alarm in {unit}", raising),
        Knot("numbers", f"What {unit} counts", counted),
    ]
