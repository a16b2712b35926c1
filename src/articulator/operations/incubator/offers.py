"""An incubator evening hangs on the steps of its order: phones and the wall follow its stages."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.html import format_html

from articulator.kernel.acts import Actor
from articulator.operations.incubator.models import Round
from articulator.operations.incubator.queries import pulse, rounds, stage
from articulator.operations.incubator.rules import may_run
from articulator.operations.steps.hanging import Holder, Offer, hold, offer
from articulator.operations.steps.models import Order

NEAR = timedelta(days=1)
DO = {
    "writing": "Sit down at a table", "presenting": "Who presents now", "voting": "Vote",
    "decided": "Promise something",
}  # fmt: skip
SAY = {
    "writing": "Tables write. The code stands on the card in the middle of your table.",
    "presenting": "Tables present, each for the same time.",
    "voting": "The room votes. One slip, one vote; nobody sees a count before it is closed.",
    "decided": "The room has decided. What do you promise?",
}


def _found(order: Order) -> Iterable[Round]:
    near = (order.begins_at - NEAR, order.begins_at + NEAR)
    return rounds().filter(unit=order.unit, held_at__range=near).exclude(method=Round.Method.SHEETS)


def _stage(shown: Round) -> str:
    return stage(shown, list(shown.polls.order_by("number")))


def _to_do(shown: Round) -> str:
    return DO[_stage(shown)]


def _on_screen(shown: Round) -> str:
    """What the room does now; while tables present, which page it is."""
    now = shown.entries.filter(number=shown.presenting).select_related("dna").first()
    if now and _stage(shown) == "presenting":
        return format_html("<p>{}. <strong>{}</strong></p>", now.number, now)
    return format_html("<p>{}</p>", SAY[_stage(shown)])


def _mark(shown: Round) -> str:
    return pulse(shown, list(shown.polls.order_by("number")))


def _desk(shown: Round) -> str:
    return reverse("incubator:desk", args=[shown.pk])


def _runs(actor: Actor, shown: Round) -> bool:
    return actor is not None and may_run(actor, shown) is None


def _phones(shown: Round) -> str:
    return shown.order.get_absolute_url() if shown.order else shown.get_absolute_url()


hold(Holder("incubator", _runs, _phones, "The incubator evening"))
offer(
    Offer(
        key="incubator", model="incubator.round", words="An incubator evening",
        lead="Tables write a campaign’s DNA, present it, and the room votes.",
        found=_found, to_do=_to_do, on_screen=_on_screen, mark=_mark, desk=_desk,
    )
)  # fmt: skip
