"""What is foretold, how right it was, and what many people's chances make together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from articulator.intelligence.forecasts.models import Answer, Outlook, Question
from articulator.intelligence.forecasts.wording import chance, score
from articulator.intelligence.signals.models import Count, Series
from articulator.intelligence.signals.queries import KNOWN, WEEK, missed_until, numbers
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.forecasting import FEWEST
from articulator.methods.pooling import Band, brier, calibration, middle, pool, weight
from articulator.methods.suppression import SMALL

AHEAD = 4  # weeks of an outlook
AT_ONCE = 100  # series of one tick: the others wait for the next
LOOKED_BACK = 26  # outlooks of which it is counted how often they held
ENOUGH = 10  # resolved questions, before somebody is shown how well they are calibrated

type Row = list[int | None]


# Outlooks


def seen_from() -> date:
    """The last week whose number is known, or will not come any more."""
    return missed_until()


def to_foresee() -> QuerySet[Series]:
    """Series of which nothing is said yet of the weeks to come, and enough is known."""
    said = Outlook.objects.filter(series=OuterRef("pk"), week__gte=seen_from())
    found = Series.objects.filter(ended_at=None, unit__closed_at=None).filter(~Exists(said))
    looked_at = (seen_from() - (KNOWN - 1) * WEEK, seen_from())
    number = Number("counts", filter=Q(counts__week__range=looked_at))
    known = found.annotate(known=number).filter(known__gte=FEWEST)
    return known.select_related("unit").order_by("pk")


def rows(series: Sequence[Series], until: date) -> dict[Series, Row]:
    """The weeks of each series from its first number on."""
    known = numbers(series, until, KNOWN)
    return {one: _begun(known[one.pk]) for one in series}


def _begun(row: Row) -> Row:
    first = next((at for at, number in enumerate(row) if number is not None), len(row))
    return row[first:]


def latest(series: Series) -> Outlook | None:
    return series.outlooks.first()


def recorded(series: Series) -> int:
    return series.counts.count()


@dataclass(frozen=True, slots=True)
class Kept:
    """How what was really said fared."""

    tried: int
    half: int
    most: int

    @property
    def words(self) -> str:
        if not self.tried:
            return "Nothing that was said here has come due yet."
        weeks = "week has" if self.tried == 1 else "weeks have"
        return (
            f"{self.tried} foretold {weeks} come: {self.most} ended in the wide range, "
            f"{self.half} in the narrow one."
        )


def kept(series: Series) -> Kept:
    """Weeks that were foretold here and have been counted since."""
    last = seen_from()
    earlier = series.outlooks.filter(week__lt=last)[:LOOKED_BACK]
    said = [step for one in earlier for step in one.steps]
    counted = Count.objects.filter(
        series=series, week__lte=last, week__gte=last - LOOKED_BACK * WEEK
    )
    came = dict(counted.values_list("week", "number"))
    due = [(step, came.get(date.fromisoformat(step["week"]))) for step in said]
    fared = [(_inside(s["half"], n), _inside(s["most"], n)) for s, n in due if n is not None]
    return Kept(len(fared), sum(half for half, _ in fared), sum(most for _, most in fared))


def _inside(ends: Sequence[int], number: int) -> bool:
    return ends[0] <= number <= ends[1]


def moving(unit: Unit) -> list[Outlook]:
    """The latest outlooks of all series of a unit and the units in it."""
    since = seen_from() - WEEK
    inside = Q(series__unit__path__startswith=unit.path)
    found = Outlook.objects.filter(inside, series__ended_at=None, week__range=(since, seen_from()))
    newest: dict[Any, Outlook] = {}
    for one in found.select_related("series__unit").order_by("-week", "series__key"):
        newest.setdefault(one.series_id, one)
    return list(newest.values())


# Questions


def questions() -> QuerySet[Question]:
    return Question.objects.select_related("unit", "resolver__unit")


def open_questions(unit: Unit | None = None) -> QuerySet[Question]:
    found = questions().filter(resolved_at=None, closes_at__gt=clock.now())
    return found.filter(unit=unit) if unit else found


def over() -> QuerySet[Question]:
    """Those that nobody answers any more, the latest first."""
    found = questions().exclude(resolved_at=None, closes_at__gt=clock.now())
    return found.order_by("-closes_at", "pk")


def to_pool() -> QuerySet[Question]:
    """Closed, and not put together yet."""
    return questions().filter(resolved_at=None, counted_at=None, closes_at__lte=clock.now())


def answer_of(question: Question, person: Person) -> Answer | None:
    own = Answer.objects.by_rule("a person sees what they said themselves")
    return own.filter(question=question, person=person).first()


@dataclass(frozen=True, slots=True)
class Pooled:
    """What eight or more people think together; empty for fewer."""

    people: int | None = None
    pool: float | None = None
    middle: float | None = None


def pooled(question: Question) -> Pooled:
    """Put the answers together, those who were nearer in the past weighing a little more.

    Nothing of the weights is kept: they are counted from answers that are still there, here alone.
    """
    said = Answer.objects.by_rule("put together for eight or more").filter(question=question)
    chances = dict(said.values_list("person", "chance"))
    if len(chances) < SMALL:
        return Pooled()
    weights = _weights(list(chances))
    shares = [one / 100 for one in chances.values()]
    heavy = [weights[key] for key in chances]
    return Pooled(len(shares), pool(shares, heavy), middle(shares))


def _weights(people: Sequence[Any]) -> dict[Any, float]:
    past: dict[Any, list[float]] = defaultdict(list)
    rows = Answer.objects.by_rule("weighs a pool; nothing of it is kept").exclude(question__came="")
    for person, said, came in rows.values_list("person", "chance", "question__came"):
        past[person].append(brier(said / 100, came == Question.Came.YES))
    scores = [one for own in past.values() for one in own]
    usual = sum(scores) / len(scores) if scores else 0.0
    return {key: weight(past[key], usual) if usual else 1.0 for key in people}


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody sees of themselves, and nobody else does."""

    answers: list[Answer]
    resolved: int
    score: float | None
    weight: float
    bands: tuple[Band, ...]

    @property
    def score_words(self) -> str:
        return "" if self.score is None else score(self.score)

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        return [(chance(one.said), chance(one.came), one.number) for one in self.bands]


def own(person: Person) -> Own:
    """Somebody's answers of the year, how near they were, how much their word weighs by now."""
    mine = Answer.objects.by_rule("a person sees what they said themselves").filter(person=person)
    answers = list(mine.select_related("question__unit").order_by("-question__closes_at"))
    said = [(one.chance / 100, one.question.happened) for one in answers if one.question.came]
    mean = sum(brier(*one) for one in said) / len(said) if said else None
    bands = calibration(said) if len(said) >= ENOUGH else ()
    return Own(answers, len(said), mean, _weights([person.pk])[person.pk], bands)


def alive(unit: Unit) -> list[Knot]:
    """The open questions of a unit, and the way to ask one, for its page."""
    found = [Knot("asked", str(one), one.get_absolute_url()) for one in open_questions(unit)[:5]]
    return [*found, Knot("ask", "Ask what is coming", reverse("forecasts:ask", args=[unit.slug]))]
