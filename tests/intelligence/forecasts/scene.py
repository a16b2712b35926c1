"""Questions put to the members of Leith, and people who answer them."""

from datetime import date, datetime, timedelta

from articulator.identity.bodies.models import Body
from articulator.intelligence.forecasts import acts, tasks
from articulator.intelligence.forecasts.acts import Asked
from articulator.intelligence.forecasts.models import Question
from articulator.kernel import clock
from articulator.kernel.models import Person
from tests.intelligence.scene import unit
from tests.people import NOON, member, person

CLOSES = NOON + timedelta(days=10)
BY = date(2026, 3, 31)
VOTERS = ("cleo", "dev", "ewa", "finn", "gita", "hugo", "ines", "jon", "kofi", "lena")


def group() -> Body:
    return Body.objects.get(key="branch_group", unit=unit("leith"))


def asked(
    text: str = "Will the baths close?", closes: datetime = CLOSES, **changes: object
) -> Question:
    said = {
        "text": text, "criterion": "The council says so.", "resolver": group(),
        "happens_by": BY, "closes_at": closes,
    }  # fmt: skip
    return acts.ask(person("ben"), unit("leith"), Asked(**(said | changes)))


def people(number: int = len(VOTERS)) -> list[Person]:
    """So many members of Leith."""
    return [
        Person.objects.filter(email=f"{name}@example.org", memberships__isnull=False).first()
        or member(name, unit("leith"))
        for name in VOTERS[:number]
    ]


def said(question: Question, *chances: int) -> None:
    for who, chance in zip(people(len(chances)), chances, strict=True):
        acts.answer(who, question, chance)


def later(**span) -> str:
    """Some time passes, and the clock does what is due; what it says."""
    with clock.at(clock.now() + timedelta(**span)):
        return "; ".join(tasks.tick())


def resolved(question: Question, came: str = "yes") -> Question:
    """The group says what came when the answers are closed."""
    with clock.at(question.closes_at + timedelta(days=1)):
        return acts.resolve(person("ben"), question, Question.Came(came), "The minutes, page 3")
