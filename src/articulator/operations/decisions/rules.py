from articulator.kernel.acts import Actor, Refusal
from articulator.operations.decisions.models import Question
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.rules import may_be_heard, may_tend


def may_pose(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The desk of a conversation that has begun asks its room."""
    if conversation.stage() == "coming":
        return Refusal("This conversation has not begun.", appeal="Open it at the desk first.")
    return may_tend(actor, conversation)


def may_prepare(actor: Actor, conversation: Conversation) -> Refusal | None:
    """The desk prepares questions before the evening."""
    return may_tend(actor, conversation)


def may_answer(actor: Actor, question: Question) -> Refusal | None:
    if question.waits:
        return Refusal(
            "This has not been asked yet.", appeal="It opens when the evening comes to it."
        )
    if not question.is_open:
        return Refusal("This question is closed.")
    return may_be_heard(actor, question.conversation)


def may_type_in(actor: Actor, question: Question) -> Refusal | None:
    """Papers are typed in until it has been counted."""
    if question.closed_at:
        return Refusal("This question has been counted.")
    return may_tend(actor, question.conversation)


def may_close(actor: Actor, question: Question) -> Refusal | None:
    """The desk, or the clock when its time is over."""
    if question.closed_at:
        return Refusal("This question has been counted.")
    if actor is None:
        return Refusal("Its time is not over.") if question.is_open else None
    return may_tend(actor, question.conversation)
