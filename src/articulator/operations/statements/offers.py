"""A conversation hangs on a step: it opens with it, closes with it, and its result is told."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.operations.statements import acts
from articulator.operations.statements.drawing import Line, drawn
from articulator.operations.statements.forms import HangForm
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.queries import last_told
from articulator.operations.steps.hanging import Offer, offer
from articulator.operations.steps.models import Order

MOST = 3  # statements of a kind that the wall shows


def _found(order: Order) -> Iterable[Conversation]:
    """The unit's conversations that are not closed, and those that hang on this order already."""
    here = [one.what_id for one in order.steps.filter(what_kind="statements.conversation")]
    open_ones = Q(unit=order.unit, closes_at__gt=clock.now())
    return Conversation.objects.filter(open_ones | Q(pk__in=here)).distinct()[:20]


def _form(data: object, *, order: Order, actor: Actor) -> HangForm:
    del actor
    return HangForm(data, order=order)


def _make(actor: Actor, order: Order, form: HangForm) -> Conversation:
    return acts.ask(actor, order.unit, form.plan)


def _begin(of: Conversation) -> None:
    acts.open_with(None, of)


def _end(of: Conversation) -> None:
    acts.close_with(None, of)


def _to_do(of: Conversation) -> str:
    return "What the room said" if of.stage() == "closed" else "Say it, and vote"


def _on_screen(of: Conversation) -> str:
    """While it is open, the question; then the result in words, as its page tells it."""
    asked, told = format_html("<p><strong>{}</strong></p>", of.question), last_told(of)
    if of.stage() != "closed":
        return asked + format_html("<p>{}</p>", "Say what you think, and vote on what others say.")
    if told is None or told.told.get("level") == "nothing":
        words = "Being counted." if told is None else "Fewer than eight voted; nothing is told."
        return asked + format_html("<p>{}</p>", words)
    said = drawn(of, told)
    most = said.shared or tuple(one for one in said.lines if one.verdict == "agree")
    split = said.divided or tuple(one for one in said.lines if one.verdict == "split")
    return asked + _told("Most agree", most) + _told("The room is divided on", split)


def _told(words: str, lines: Iterable[Line]) -> str:
    rows = format_html_join(
        "", "<li>{}</li>", ((one.statement.text,) for one in tuple(lines)[:MOST])
    )
    return format_html("<p>{}</p><ul>{}</ul>", words, rows) if rows else format_html("{}", "")


def _mark(of: Conversation) -> str:
    told = last_told(of)
    return f"{of.stage()} {told.pk if told else 0}"


def _desk(of: Conversation) -> str:
    return reverse("statements:desk", args=[of.pk])


offer(
    Offer(
        key="statements", model="statements.conversation", words="Statements and votes",
        lead="Everyone says what they think in a sentence, votes on what others say, and is "
        "answered by somebody who was named before.",
        found=_found, form=_form, make=_make, begin=_begin, end=_end, to_do=_to_do,
        on_screen=_on_screen, mark=_mark, desk=_desk,
    )
)  # fmt: skip
