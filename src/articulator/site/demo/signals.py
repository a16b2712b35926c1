"""The demo's alarms: numbers week by week, one that rang, one that somebody raised, one closed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from articulator.intelligence.signals import acts, tasks
from articulator.intelligence.signals.models import Alarm, Case, Series
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.methods.capacity import monday
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]
WEEK = timedelta(days=7)

# Evictions in the secretary's branch, week by week, the last one last week.
EVICTIONS = (*(3, 4, 3, 5, 2, 4, 4, 3, 6, 4, 3, 5, 4, 3, 4, 5, 3, 4, 6, 4) * 3, 4, 3, 12)
CALLS = (6, 8, 7, 9, 6, 7, 8, 10, 7, 6, 8, 9, 7, 8, 6, 7, 9, 8, 7, 8, 10, 7, 6, 8, 7, 9, 8, 7)
STREET = (1, 0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, *[None] * 4)


def tell(say: Say, today: datetime) -> None:
    say("Counting week by week, and ringing when a week is not ordinary …")
    secretary = known("secretary")
    home = home_of(secretary)
    _closed(secretary, home, today - timedelta(days=40))
    now = timezone.now()
    with clock.at(now - timedelta(hours=21)):
        last = monday(timezone.localdate(now)) - WEEK
        for key, numbers in (("evictions", EVICTIONS), ("calls", CALLS), ("far-right", STREET)):
            _count(secretary, home, key, numbers, last)
    _counted_by_the_house(now)
    with clock.at(now - timedelta(hours=20)):
        _tick()
    _raised(secretary, home, now)
    _tick()


def _counted_by_the_house(now: datetime) -> None:
    for back in range(12, -1, -1):
        with clock.at(now - back * WEEK):
            for _ in tasks.tally():
                pass


def _tick() -> None:
    for _ in tasks.tick():
        pass


def _count(
    secretary: Person, home: Unit, key: str, numbers: Sequence[int | None], last: date
) -> Series:
    made = acts.begin(secretary, home, key)
    for back, number in enumerate(reversed(numbers)):
        if number is not None:
            acts.count(secretary, made, last - back * WEEK, number)
    return made


def _closed(secretary: Person, home: Unit, when: datetime) -> None:
    """An alarm of last month, answered, acted upon and looked back on."""
    with clock.at(when):
        alarm = acts.raise_alarm(
            None, home, Alarm.Matter.POLICE,
            "Two vans outside the food bank in Quay Street since nine. People turn round.",
            "a key that nobody kept",
        )  # fmt: skip
    with clock.at(when + timedelta(hours=1)):
        case = acts.answer(
            secretary, alarm, "Two of us are there in twenty minutes, with the legal observers."
        )
        ring = acts.add_action(
            secretary, case, "Ring the duty sergeant and the councillor", secretary, when.date()
        )
    with clock.at(when + timedelta(hours=5)):
        acts.finish(secretary, ring)
    with clock.at(when + timedelta(days=1)):
        acts.review(
            secretary, case, Case.Verdict.OTHER,
            "A burst main next door; the vans were waiting for the water company. Nobody had told "
            "the food bank, and forty people went home hungry.",
            "Somebody known stood at the door and said so. Ask first what the vans are for.",
        )  # fmt: skip


def _raised(secretary: Person, home: Unit, now: datetime) -> None:
    """One that waits, and one under way."""
    with clock.at(now - timedelta(hours=30)):
        tired = acts.raise_alarm(
            None, home, Alarm.Matter.OVERLOAD,
            "The kitchen in Harbour Street: three people for eighty meals, for the third week.",
            "another key",
        )  # fmt: skip
    with clock.at(now - timedelta(hours=26)):
        case = acts.answer(
            secretary, tired, "You are right. We ask around for four more, and cut to fifty."
        )
        acts.add_action(
            secretary, case, "Find four people for Tuesdays", secretary,
            now.date() + timedelta(days=3),
        )  # fmt: skip
    with clock.at(now - timedelta(hours=2)):
        acts.raise_alarm(
            None, home, Alarm.Matter.EVICTION,
            "Mill Lane flats: letters from the agent to the whole stair, for next Thursday.",
            "a third key",
        )  # fmt: skip
