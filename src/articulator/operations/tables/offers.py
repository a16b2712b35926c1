"""Tables hang on a step: they open with it, and the wall shows in turn what they bring back."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articulator.kernel.acts import Actor, Refusal, Refused
from articulator.operations.gatherings.models import Gathering
from articulator.operations.steps.hanging import Offer, offer
from articulator.operations.steps.models import Order
from articulator.operations.tables import acts
from articulator.operations.tables.forms import LayForm
from articulator.operations.tables.models import Floor
from articulator.operations.tables.queries import harvests


def _found(order: Order) -> Iterable[Floor]:
    return Floor.objects.filter(gathering__order=order).select_related("gathering")


def _form(data: object, *, order: Order, actor: Actor) -> LayForm:
    del order, actor
    return LayForm(data)  # type: ignore[arg-type]


def _make(actor: Actor, order: Order, form: LayForm) -> Floor:
    gathering = Gathering.objects.filter(order=order).first()
    if gathering is None:
        raise Refused(
            Refusal(
                "Tables belong to a gathering: who is checked in there gets one.",
                appeal="Announce it first, and draw up its running order there.",
            )
        )
    return acts.lay(actor, gathering, form.laying)


def _begin(floor: Floor) -> None:
    acts.open_with(None, floor)


def _end(floor: Floor) -> None:
    acts.close_with(None, floor)


def _show(floor: Floor) -> None:
    acts.show_first(None, floor)


def _to_do(floor: Floor) -> str:
    if floor.is_open or floor.opened_at is None:
        return "Your table"
    return "What the tables bring back"


def _on_screen(floor: Floor) -> str:
    """The points of the table whose turn it is; before that, how one finds one's table."""
    told = next((one for one in harvests(floor) if one.table.number == floor.shown), None)
    if told:
        rows = format_html_join("", "<li>{}</li>", ((point,) for point in told.points))
        return format_html("<p>{} brings back</p><ul>{}</ul>", told.table, rows)
    if floor.opened_at and not floor.is_open:
        return format_html("<p>{}</p>", "Write down what your table brings back: 2 to 5 points.")
    asked = format_html("<p>{}</p>", floor.question) if floor.question else ""
    return format_html(
        "{}<p>{}</p>",
        asked,
        "Your table stands on your phone. Nobody has one yet? Ask at the desk.",
    )


def _mark(floor: Floor) -> str:
    return str(floor.version)


def _desk(floor: Floor) -> str:
    return reverse("tables:desk", args=[floor.pk])


def _with_ticket(floor: Floor, ticket: str) -> str:
    return reverse("tables:enter", args=[floor.pk, ticket])


offer(
    Offer(
        key="tables", model="tables.floor", words="Tables",
        lead="People are given a table, note what they say, and bring two to five points back.",
        found=_found, form=_form, make=_make, begin=_begin, end=_end, show=_show, to_do=_to_do,
        on_screen=_on_screen, mark=_mark, desk=_desk, with_ticket=_with_ticket,
    )
)  # fmt: skip
