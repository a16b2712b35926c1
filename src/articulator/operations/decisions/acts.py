"""Asking a room a small question, answering it, counting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from articulator.identity.bodies.rules import by_law
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.operations.decisions.counting import result
from articulator.operations.decisions.models import Answer, Question
from articulator.operations.decisions.queries import said
from articulator.operations.decisions.rules import (
    may_answer,
    may_close,
    may_pose,
    may_prepare,
    may_type_in,
)
from articulator.operations.statements.models import Conversation, Voice
from articulator.operations.statements.queries import mark_of_paper

FEWEST, MOST = 2, 12
W = Question.Way


@dataclass(frozen=True, slots=True)
class Choice:
    """What one voice says: numbers of choices, and a reason where it objects or worries."""

    chosen: tuple[int, ...]
    reason: str = ""


@act(allow=may_pose)
def pose(
    _actor: Actor, conversation: Conversation, way: Question.Way, words: str,
    options: Sequence[str] = (), minutes: int | None = None,
) -> Question:  # fmt: skip
    """Ask the room now, for some minutes or until the desk closes it."""
    closes = clock.now() + timedelta(minutes=minutes) if minutes else None
    return _posed(conversation, way, words, options, closes_at=closes)


@act(allow=may_prepare)
def prepare(
    _actor: Actor, conversation: Conversation, way: Question.Way, words: str,
    options: Sequence[str] = (),
) -> Question:  # fmt: skip
    """A question for later: the step of a running order on which it hangs asks it."""
    return _posed(conversation, way, words, options, waits=True)


def _posed(
    conversation: Conversation, way: Question.Way, words: str, options: Sequence[str], **more: Any
) -> Question:
    asks = not W(way).cards
    if asks and not FEWEST <= len(set(options)) == len(options) <= MOST:
        raise Refused(Refusal(f"Give {FEWEST} to {MOST} options that are all different."))
    made = Question.objects.create(
        conversation=conversation, way=way, words=words, options=list(options) if asks else [],
        **more,
    )  # fmt: skip
    join(made, "decided-in", conversation)
    return made


@act(allow=by_law)
def open_with(_actor: Actor, question: Question) -> None:
    """The step begins: the room is asked. What has been counted stays as it was counted."""
    if question.waits:
        question.waits, question.asked_at = False, clock.now()
        question.save(update_fields=["waits", "asked_at"])


@act(allow=by_law)
def close_with(_actor: Actor, question: Question) -> None:
    """The step is over: it is counted."""
    if question.is_open:
        question.closes_at = clock.now()
        question.save(update_fields=["closes_at"])
        close(None, question)


@act(allow=may_answer, secret=True)
def answer(_actor: Actor, question: Question, mark: str, choice: Choice) -> None:
    """Say it; said again, it takes the old answer's place. The log does not say who, nor what."""
    voices = question.conversation.voices.by_rule("one voice of a mark")
    voice, _ = voices.get_or_create(conversation=question.conversation, mark=mark)
    _keep(question, voice, choice)


@act(allow=may_type_in, facts=lambda many: {"papers": many})
def type_in(_actor: Actor, question: Question, papers: Sequence[Choice]) -> int:
    """Papers from a pile, each a voice of its own."""
    for paper in papers:
        voice = Voice.objects.create(
            conversation=question.conversation, mark=mark_of_paper(), paper=True
        )
        _keep(question, voice, paper)
    return len(papers)


def _keep(question: Question, voice: Voice, choice: Choice) -> None:
    if refusal := _senseless(question, choice):
        raise Refused(refusal)
    reason = choice.reason if question.way == W.CONSENT and choice.chosen != (1,) else ""
    there = Answer.objects.by_rule("one answer of a voice")
    there.update_or_create(
        question=question, voice=voice,
        defaults={"chosen": list(choice.chosen), "reason": reason},
    )  # fmt: skip


def _senseless(question: Question, choice: Choice) -> Refusal | None:
    chosen, many = choice.chosen, len(question.choices)
    if not chosen or not all(1 <= number <= many for number in chosen):
        return Refusal(f"Choose among the numbers 1 to {many}.")
    if len(set(chosen)) < len(chosen):
        return Refusal("Nothing can be chosen twice.")
    if W(question.way).cards and len(chosen) > 1:
        return Refusal("Choose one.")
    if question.way == W.CONSENT and chosen == (many,) and not choice.reason:
        return Refusal("An objection needs its reason: it is what the room can work with.")
    return None


@act(allow=may_close, facts=lambda made: {"way": made.way, "told": made.result["told"]})
def close(_actor: Actor, question: Question) -> Question:
    """Count it; from now on nobody answers, and everybody reads the result."""
    question.closed_at = clock.now()
    question.result = result(question, *said(question))
    question.save(update_fields=["closed_at", "result"])
    return question
