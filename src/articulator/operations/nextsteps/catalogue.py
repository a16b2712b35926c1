"""Steps that are ready to be offered: a host ticks them, and changes what is different here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from articulator.operations.nextsteps.models import Offer

MORNING, EVENING = 10, 18


@dataclass(frozen=True, slots=True)
class Kit:
    """One ready step: what it is, how long it takes, when it suits, how many hands it wants."""

    kind: Offer.Kind
    title: str
    text: str
    minutes: int
    wanted: int
    weekday: int  # Monday is 0
    hour: int
    where: str = ""  # empty: where the gathering was

    @property
    def key(self) -> str:
        return self.kind.value


KITS = (
    Kit(
        Offer.Kind.LEAFLETS, "Hand out leaflets",
        "Two by two, along three streets. Leaflets and a map are there; afterwards there is tea.",
        90, 6, 5, MORNING,
    ),
    Kit(
        Offer.Kind.CALLS, "Call five neighbours",
        "From home, with a sheet that says what to ask. Five calls, and you write down what you "
        "heard.",
        45, 8, 2, EVENING, "At home, by phone",
    ),
    Kit(
        Offer.Kind.DOORS, "Knock on doors with somebody who has done it",
        "Half an hour to learn it, an hour in pairs. You listen more than you talk.",
        90, 6, 6, 14,
    ),
    Kit(
        Offer.Kind.KITCHEN, "Cook for the next evening",
        "Shopping is paid back. The recipe for forty is on the wall, and somebody has made it "
        "before.",
        150, 4, 3, 16,
    ),
    Kit(
        Offer.Kind.CHILDREN, "Be in the children’s room",
        "Always two of you, one of whom is known here. Paper, pens and juice are there.",
        120, 3, 3, EVENING,
    ),
    Kit(
        Offer.Kind.WELCOME, "Stand at the door and smile",
        "You come half an hour early, know where everything is, and sit with whoever is alone.",
        60, 2, 3, 17,
    ),
    Kit(
        Offer.Kind.NOTES, "Write up what the tables said",
        "From the sheets on the wall, in plain sentences, with one other. It goes to those who "
        "answer.",
        60, 2, 1, EVENING, "At home, or in the library",
    ),
)  # fmt: skip


def when(kit: Kit, after: datetime) -> datetime:
    """The first day of its kind that leaves a night to sleep over it."""
    day = timezone.localtime(after).replace(hour=kit.hour, minute=0, second=0, microsecond=0)
    day += timedelta(days=(kit.weekday - day.weekday()) % 7)
    return day if day - after >= timedelta(hours=10) else day + timedelta(days=7)
