"""A decision hangs on a step: the room is asked when it begins, and counted when it ends."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articulator.kernel.acts import Actor
from articulator.operations.decisions import acts
from articulator.operations.decisions.forms import HangForm
from articulator.operations.decisions.models import Question
from articulator.operations.steps.hanging import Offer, offer
from articulator.operations.steps.models import Order


def _found(order: Order) -> Iterable[Question]:
    """What was prepared in the unit, and what the room is asked now."""
    found = Question.objects.filter(conversation__unit=order.unit, closed_at=None)
    here = [one.what_id for one in order.steps.filter(what_kind="decisions.question")]
    counted = Question.objects.filter(pk__in=here)
    return (found | counted).select_related("conversation").order_by("-asked_at")[:20]


def _form(data: object, *, order: Order, actor: Actor) -> HangForm:
    del actor
    return HangForm(data, order=order)


def _make(actor: Actor, order: Order, form: HangForm) -> Question:
    del order
    said = form.cleaned_data
    return acts.prepare(actor, said["conversation"], said["way"], said["words"], said["options"])


def _begin(question: Question) -> None:
    acts.open_with(None, question)


def _end(question: Question) -> None:
    acts.close_with(None, question)


def _to_do(question: Question) -> str:
    return "What was decided" if question.closed_at else "Decide"


def _on_screen(question: Question) -> str:
    """The question and its choices; once it is counted, what was decided, in words."""
    asked = format_html("<p><strong>{}</strong></p>", question.words)
    if question.closed_at:
        return asked + format_html("<p>{}</p>", question.result["words"])
    rows = format_html_join("", "<li>{}</li>", ((one,) for one in question.choices))
    return asked + format_html("<ol>{}</ol>", rows)


def _mark(question: Question) -> str:
    return f"{question.waits} {question.closed_at}"


def _desk(question: Question) -> str:
    return reverse("decisions:question", args=[question.pk])


offer(
    Offer(
        key="decisions", model="decisions.question", words="A decision",
        lead="A temperature, an approval, a consent or a ranking; counted when the step ends.",
        found=_found, form=_form, make=_make, begin=_begin, end=_end, to_do=_to_do,
        on_screen=_on_screen, mark=_mark, desk=_desk,
    )
)  # fmt: skip
