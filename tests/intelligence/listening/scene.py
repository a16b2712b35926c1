"""A survey in Leith: what people say at doors, in a few lines."""

import uuid

from articulator.intelligence.listening import acts
from articulator.intelligence.listening.acts import Asks
from articulator.intelligence.listening.models import Answer, AnswerSet, Question, Survey, Text
from articulator.intelligence.listening.queries import Submission
from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.people import person

K = Question.Kind
ASKS = (
    Asks(K.OPEN, "What worries you most here?"),
    Asks(K.CHOICE, "How do you live?", "Housing", ("I rent", "I own", "With others"), own=True),
    Asks(K.SEVERAL, "What is missing here?", "Nearby", ("Buses", "A park", "A doctor")),
    Asks(K.SCALE, "How safe do you feel?", "Nearby", ("not at all", "a little", "very")),
)


def unit(slug: str = "leith") -> Unit:
    return Unit.objects.get(slug=slug)


def drafted(*asks: Asks, of: str = "federation") -> Survey:
    return acts.draft(person("ada"), unit(of), "What matters here?", asks=asks or ASKS)


def opened(*asks: Asks, of: str = "federation") -> Survey:
    return acts.open_now(person("ada"), drafted(*asks, of=of))


def said(of: Survey, words: str = "", **more) -> Submission:
    """Something said at a door in Leith."""
    answers = more.pop("answers", {"q1": words})
    at = more.pop("at", clock.now())
    given = {"id": uuid.uuid4(), "unit": unit(), "mode": "doorstep", "place": "EH6", **more}
    return Submission(survey=of, at=at, answers=answers, **given)


def heard(of: Survey, *texts: str, **more) -> list[AnswerSet | None]:
    return [acts.receive(None, said(of, words, **more)) for words in texts]


def sets(of: Survey) -> list[AnswerSet]:
    return list(AnswerSet.objects.by_rule("a test").filter(survey=of))


def texts(of: Survey) -> dict[str, int]:
    rows = Text.objects.by_rule("a test").filter(question__survey=of)
    return {one.words: one.supporters for one in rows}


def answer(to: AnswerSet | None, key: str) -> Answer:
    assert to is not None
    return Answer.objects.by_rule("a test").get(answer_set=to, question__key=key)
