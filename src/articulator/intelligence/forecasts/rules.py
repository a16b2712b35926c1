"""Who may ask what is coming, answer, and say what came."""

from articulator.identity.bodies.models import Term
from articulator.identity.bodies.rules import needs
from articulator.identity.membership.queries import members
from articulator.intelligence.forecasts.models import Question
from articulator.intelligence.signals.rules import may_count
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit

KEEPS = "keep_roll"


def may_ask(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever holds a seat in the unit, or keeps its roll: as with numbers."""
    return may_count(actor, unit)


def may_answer(actor: Actor, question: Question) -> Refusal | None:
    """Members of the unit, until it closes."""
    if question.stage() != "open":
        return Refusal(
            "This question is closed: what is said now would no longer be foresight.",
            appeal="Read what was thought, and what came of it.",
        )
    if actor and members(question.unit).filter(pk=actor.pk).exists():
        return None
    return Refusal(
        f"The members of {question.unit} answer this.",
        appeal="Ask the people of your own unit to put the same question.",
    )


def may_pool(_actor: Actor, question: Question) -> Refusal | None:
    """The clock does it once, when the time is over."""
    if question.stage() != "closed" or question.counted_at:
        return Refusal("There is nothing to put together.")
    return None


def may_resolve(actor: Actor, question: Question) -> Refusal | None:
    """The named office, once the answers are closed."""
    if question.resolved_at:
        return Refusal("What came of this question has been recorded.")
    if question.stage() == "open":
        return Refusal(
            "People can still answer. What came is recorded when that is over.",
            appeal="If the question makes no sense any more, it can be annulled.",
        )
    return _resolves(actor, question)


def may_annul(actor: Actor, question: Question) -> Refusal | None:
    """The named office, with a reason, as long as nothing is recorded."""
    if question.resolved_at:
        return Refusal("What came of this question has been recorded.")
    return _resolves(actor, question)


def _resolves(actor: Actor, question: Question) -> Refusal | None:
    sitting = Term.objects.current().filter(
        seat__group__body=question.resolver, seat__group__body__in_force=True
    )
    if actor and sitting.filter(person=actor).exists():
        return None
    if not sitting.exists():
        return needs(actor, KEEPS, question.unit)
    return Refusal(
        f"{question.resolver} says what came of this.", clause=question.resolver.clause,
        appeal="Tell somebody who sits there; their names stand on the page of the body.",
    )  # fmt: skip
