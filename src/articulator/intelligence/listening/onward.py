"""What became of an answer: features above listening say so in their `ready`.

Listening knows none of them by name. Whoever holds the key of a slip reads it on the slip's page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articulator.intelligence.listening.models import Answer, AnswerSet, Text
from articulator.kernel.links import Knot


@dataclass(frozen=True, slots=True)
class Became:
    """What somebody said, what it was read as (empty: nothing yet), and the way on from there."""

    words: str
    read_as: str
    url: str
    knots: Sequence[Knot]
    waiting: str


type Asks = Callable[[Sequence[Text]], list[Became]]
_asked: list[Asks] = []


def tells(ask: Asks) -> None:
    """Let a feature say what became of texts; said twice, it is asked once."""
    if ask not in _asked:
        _asked.append(ask)


def became(sets: Sequence[AnswerSet]) -> list[Became]:
    """What became of what was said in words, for whoever said it."""
    own = Answer.objects.by_rule("whoever holds the key reads their own")
    said = own.filter(answer_set__in=sets, text__isnull=False).select_related("text__question")
    texts = [one.text for one in said.order_by("question__number", "pk") if one.text]
    return [each for ask in _asked for each in ask(texts)] if texts else []
