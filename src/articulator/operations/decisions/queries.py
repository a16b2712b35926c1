"""Which questions a room is asked, and what one's own voice has said."""

from django.db.models import QuerySet

from articulator.kernel import clock
from articulator.methods.suppression import SMALL
from articulator.operations.decisions.models import Answer, Question
from articulator.operations.statements.models import Conversation, Voice


def questions() -> QuerySet[Question]:
    return Question.objects.select_related("conversation__unit")


def of(conversation: Conversation) -> QuerySet[Question]:
    """The questions of a room, the latest first."""
    return questions().filter(conversation=conversation)


def due() -> QuerySet[Question]:
    """Questions whose time is over and that nobody has counted."""
    return questions().filter(closed_at=None, waits=False, closes_at__lte=clock.now())


def own(question: Question, voice: Voice | None) -> Answer | None:
    found = question.answers.by_rule("a voice sees what it has said")
    return found.filter(voice=voice).first() if voice else None


def said(question: Question) -> tuple[list[list[int]], list[str]]:
    """Every answer's choices, and the reasons in an order that tells nothing."""
    rows = list(question.answers.by_rule("the count").values_list("chosen", "reason"))
    return [chosen for chosen, _ in rows], sorted(reason for _, reason in rows if reason)


def answered(question: Question) -> int | None:
    """How many have answered, for the desk, if they are enough to be told of."""
    many = question.answers.by_rule("how many, not what").count()
    return many if many >= SMALL else None
