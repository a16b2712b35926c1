"""The demo's foresight: numbers foretold week by week, a question that came, one that is open."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from articulator.identity.bodies.models import Body
from articulator.identity.membership.queries import members
from articulator.intelligence.forecasts import acts, tasks
from articulator.intelligence.forecasts.acts import Asked
from articulator.intelligence.forecasts.models import Question
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]
WEEK = timedelta(days=7)
WEEKS = 4  # of outlooks that have come due since

CAME = (70, 80, 60, 90, 70, 50, 80, 40, 70, 95, 60)
OPEN = (20, 30, 10, 40, 20, 60, 30, 10, 5)


def tell(say: Say, today: datetime) -> None:
    say("Foretelling the next weeks, and asking what people think is coming …")
    for back in range(WEEKS, -1, -1):
        with clock.at(timezone.now() - back * WEEK):
            _tick()
    secretary = known("secretary")
    home = home_of(secretary)
    _resolved(secretary, home, today)
    _open(secretary, home, today)


def _tick() -> None:
    for _ in tasks.tick():
        pass


def _resolved(secretary: Person, home: Unit, today: datetime) -> None:
    with clock.at(today - timedelta(days=34)):
        asked = _asked(
            secretary, home, "Will the library of our district lose hours in the new budget?",
            "The budget that the council adopts names fewer opening hours than now.",
            today - timedelta(days=20), today - timedelta(days=12), (3, 8),
        )  # fmt: skip
    with clock.at(today - timedelta(days=30)):
        _say(asked, CAME)
    with clock.at(today - timedelta(days=19)):
        _tick()
    with clock.at(today - timedelta(days=11)):
        acts.resolve(secretary, asked, Question.Came.YES, "Minutes of the council, item 7, page 3.")


def _open(secretary: Person, home: Unit, today: datetime) -> None:
    with clock.at(today - timedelta(days=6)):
        asked = _asked(
            secretary, home, "Will Castle Lettings take back the rise of nine per cent?",
            "A letter to all tenants, or a word of the firm in one of the two papers.",
            today + timedelta(days=15), today + timedelta(days=40), (1, 11),
        )  # fmt: skip
    with clock.at(today - timedelta(days=3)):
        _say(asked, OPEN)


def _asked(
    secretary: Person, home: Unit, text: str, criterion: str, closes: datetime, by: datetime,
    base: tuple[int, int],
) -> Question:  # fmt: skip
    office = Body.objects.get(key="branch_secretary", unit=home)
    day = timezone.make_aware(datetime.combine(closes.date(), time(23, 59)))
    return acts.ask(secretary, home, Asked(text, criterion, office, by.date(), day, *base))


def _say(asked: Question, chances: Sequence[int]) -> None:
    """Members of the branch, but not those whom a visitor can be."""
    people = members(asked.unit).exclude(email__endswith="@demo.example").order_by("email", "name")
    for person, chance in zip(people, chances, strict=False):
        acts.answer(person, asked, chance)
