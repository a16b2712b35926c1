"""What can hang on a step, and what holds an order: higher features say so in their `ready`.

Steps know none of them by name. A thing hangs by key and id; what it can do there says its offer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.forms import BaseForm

from articulator.kernel.acts import Actor, attempt
from articulator.operations.steps.models import Order, Step

SHOWING = frozenset({"present", "harvest"})  # kinds of steps that show what came out, and open none


def _nothing(_thing: Any) -> None:
    """What most things do when nothing is asked of them."""


def _no_words(_thing: Any) -> str:
    return ""


def _none(_order: Order) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of thing that a step can lead to, as the feature offers it that has it."""

    key: str  # in addresses
    model: str  # as the log names it: `app.model`
    words: str  # what it is
    lead: str  # what people do with it
    found: Callable[[Order], Iterable[Any]] = _none  # what is there already for this order
    form: Callable[..., BaseForm] | None = None  # form(data, order=…, actor=…), to make a new one
    make: Callable[[Actor, Order, Any], Model] | None = None  # from the form, by the feature's acts
    begin: Callable[[Any], None] = _nothing  # its step begins
    end: Callable[[Any], None] = _nothing  # its step is over
    show: Callable[[Any], None] = _nothing  # a step begins that shows what came of it
    to_do: Callable[[Any], str] = _no_words  # the words of the button on a phone
    on_screen: Callable[[Any], str] = _no_words  # what the wall shows, instead of the step's words
    mark: Callable[[Any], str] = _no_words  # changes when what is shown does; asked at every pulse
    desk: Callable[[Any], str] = _no_words  # where those who run it look after it
    with_ticket: Callable[[Any, str], str] | None = None  # its address for who holds a ticket


@dataclass(frozen=True, slots=True)
class Holder:
    """What an order belongs to: who runs it beside those who may anyway, where phones look."""

    field: str  # the name of the holder on the order
    runs: Callable[[Actor, Any], bool]
    phones: Callable[[Any], str]
    words: str  # what its page is called at the desk
    go: Callable[[Any], str] | None = None  # leads a phone on to what hangs, with its ticket


OFFERS: dict[str, Offer] = {}
HOLDERS: dict[str, Holder] = {}


def offer(one: Offer) -> None:
    OFFERS[one.key] = one


def hold(one: Holder) -> None:
    HOLDERS[one.field] = one


def held_by(order: Order) -> tuple[Holder, Any] | None:
    """What the order belongs to, if anything."""
    for one in HOLDERS.values():
        if thing := getattr(order, one.field, None):
            return one, thing
    return None


def runs(actor: Actor, order: Order) -> bool:
    """Whether whoever runs what holds the order runs the order, too."""
    held = held_by(order)
    return held is not None and held[0].runs(actor, held[1])


def address(order: Order) -> str:
    """The one address that phones open for this evening."""
    held = held_by(order)
    return held[0].phones(held[1]) if held else order.get_absolute_url()


def way_on(order: Order, thing: "Hung") -> str:
    """Where the button leads that takes part in what is on."""
    held = held_by(order)
    return held[0].go(held[1]) if held and held[0].go else thing.get_absolute_url


def offer_of(step: Step) -> Offer | None:
    """What kind of thing hangs there, without asking for the thing."""
    return next((one for one in OFFERS.values() if one.model == step.what_kind), None)


class Hung:
    """A thing on a step, as pages show it; of a thing without an offer, what it says of itself."""

    def __init__(self, thing: Model) -> None:
        self.thing = thing
        label = thing._meta.label_lower  # noqa: SLF001 - documented
        self.offer = next((one for one in OFFERS.values() if one.model == label), None)

    def __str__(self) -> str:
        return str(self.thing)

    def __eq__(self, other: object) -> bool:
        return self.thing == (other.thing if isinstance(other, Hung) else other)

    def __hash__(self) -> int:
        return hash(self.thing)

    @property
    def get_absolute_url(self) -> str:
        found = getattr(self.thing, "get_absolute_url", None)
        return found() if found else ""

    @property
    def kind(self) -> str:
        return self.offer.words if self.offer else ""

    @property
    def to_do(self) -> str:
        return self.offer.to_do(self.thing) if self.offer else getattr(self.thing, "to_do", "")

    @cached_property
    def on_screen(self) -> str:
        if self.offer:
            return self.offer.on_screen(self.thing)
        return getattr(self.thing, "on_screen", "")

    @property
    def mark(self) -> str:
        return self.offer.mark(self.thing) if self.offer else str(getattr(self.thing, "mark", ""))

    @property
    def desk(self) -> str:
        return self.offer.desk(self.thing) if self.offer else ""

    def address(self, ticket: str) -> str:
        """Where a phone goes; with its ticket, if the thing can do something with that."""
        if ticket and self.offer and self.offer.with_ticket:
            return self.offer.with_ticket(self.thing, ticket)
        return self.get_absolute_url


def hung(step: Step | None) -> Hung | None:
    thing = step.what if step else None
    return Hung(thing) if thing else None


def pass_on(before: Step | None, after: Step | None) -> None:
    """Part of an act: what hung on a step closes, what hangs on the next one opens.

    What hangs on both stays open. An evening goes on even where a thing cannot.
    """
    was, comes = _opened(before), _opened(after)
    same = was is not None and comes is not None and was.thing == comes.thing
    if was and was.offer and not same:
        attempt("closed", was.offer.end, was.thing)
    if comes and comes.offer and not same:
        attempt("opened", comes.offer.begin, comes.thing)
    if after and after.kind in SHOWING and (shown := hung(after)) and shown.offer:
        attempt("shown", shown.offer.show, shown.thing)


def _opened(step: Step | None) -> Hung | None:
    return hung(step) if step and step.kind not in SHOWING else None
