"""Foretelling numbers; asking what is coming, answering, putting together, saying what came."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.identity.bodies.rules import by_law
from articulator.intelligence.forecasts.models import Answer, Outlook, Question
from articulator.intelligence.forecasts.queries import pooled
from articulator.intelligence.forecasts.rules import (
    may_annul,
    may_answer,
    may_ask,
    may_pool,
    may_resolve,
)
from articulator.intelligence.signals.models import Series
from articulator.intelligence.signals.queries import WEEK
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.kernel.models import Unit
from articulator.methods.forecasting import Forecast, Hits
from articulator.methods.suppression import SMALL

type Said = tuple[Series, Forecast, Hits]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, how one can tell, who says so; and how often it came in the past, if known."""

    text: str
    criterion: str
    resolver: Body
    happens_by: date
    closes_at: datetime
    base_yes: int | None = None
    base_of: int | None = None


@act(allow=by_law, facts=lambda made: {"series": made})
def foresee(_actor: Actor, _root: Unit, week: date, said: Sequence[Said]) -> int:
    """Keep what is said of the weeks after this one, as it was said. Repeats do nothing."""
    made = [
        Outlook(
            series=series, week=week, why=_why(series, told), past=hits.words, made_at=clock.now(),
            steps=[
                {
                    "week": (week + step.ahead * WEEK).isoformat(), "median": step.median,
                    "half": list(step.half), "most": list(step.most),
                }
                for step in told.steps
            ],
        )
        for series, told, hits in said
    ]  # fmt: skip
    Outlook.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _why(series: Series, told: Forecast) -> str:
    """Its reasons, without a number of people below eight."""
    if series.kind.of_people and round(told.level) < SMALL:
        return f"Lately there were fewer than {SMALL} a week. {told.why.partition('. ')[2]}"
    return told.why


@act(allow=may_ask)
def ask(_actor: Actor, unit: Unit, asked: Asked) -> Question:
    """Ask the members of a unit how likely something is."""
    if refusal := _senseless(unit, asked):
        raise Refused(refusal)
    said = {**asdict(asked), "resolver": asked.resolver}
    made = Question.objects.create(unit=unit, asked_at=clock.now(), **said)
    join(made, "asks", asked.resolver)
    return made


def _senseless(unit: Unit, asked: Asked) -> Refusal | None:
    if asked.closes_at <= clock.now():
        return Refusal("A question closes later than now.")
    if asked.happens_by < asked.closes_at.date():
        return Refusal(
            "Answers close before the day by which it happens: afterwards everybody knows."
        )
    if not around(unit).filter(pk=asked.resolver.pk).exists():
        return Refusal(f"{asked.resolver} does not answer to {unit}.")
    return None


@act(allow=may_answer, secret=True)
def answer(actor: Actor, question: Question, chance: int) -> None:
    """How likely somebody thinks it is. Said again, it takes the place of what they said before."""
    Answer.objects.by_rule("a person's own answer").update_or_create(
        question=question, person=actor, defaults={"chance": chance, "said_at": clock.now()}
    )


@act(allow=may_pool)
def put_together(_actor: Actor, question: Question) -> Question:
    """The time is over: what all think together, if they are eight or more."""
    found = pooled(question)
    question.people, question.pool, question.middle = found.people, found.pool, found.middle
    question.counted_at = clock.now()
    question.save(update_fields=["people", "pool", "middle", "counted_at"])
    return question


@act(allow=may_resolve, facts=lambda question: {"came": question.came})
def resolve(actor: Actor, question: Question, came: Question.Came, source: str) -> Question:
    """Say what came, and by what everybody can tell."""
    if not question.counted_at:
        put_together(None, question)
    question.came, question.source = came, source
    question.resolved_at, question.resolved_by = clock.now(), actor
    question.save(update_fields=["came", "source", "resolved_at", "resolved_by"])
    return question


@act(allow=may_annul)
def annul(actor: Actor, question: Question, why: str) -> Question:
    """It cannot be told, or it was asked badly: it counts for nobody, and says why."""
    question.annulled, question.resolved_at, question.resolved_by = why, clock.now(), actor
    question.save(update_fields=["annulled", "resolved_at", "resolved_by"])
    return question
