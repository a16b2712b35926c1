"""Joining things to what they came from, and following the thread both ways."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from articulator.kernel.models import Link

DEEP, WIDE = 8, 5_000  # arrows one after the other, and arrows from one step to the next


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing on the thread, as a page shows it; `days` lie between its arrow and the one before.

    A moment or a number of days that nobody noted is None, never zero.
    """

    kind: str
    words: str
    url: str | None
    at: datetime | None = None
    days: int | None = None

    @property
    def said(self) -> str:
        return self.kind.replace("-", " ")

    @property
    def after(self) -> str:
        """`12 days later`; empty where nobody noted it."""
        if self.days is None:
            return ""
        return f"{plural(self.days)} later" if self.days else "on the same day"


def plural(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def days_between(first: datetime | None, then: datetime | None) -> int | None:
    """Midnights between two moments; None where one is not known, or the second came before."""
    if first is None or then is None:
        return None
    days = (timezone.localtime(then).date() - timezone.localtime(first).date()).days
    return days if days >= 0 else None


def ref(thing: models.Model) -> str:
    """`app.model:id`, the name under which the log and the thread know a thing."""
    return f"{thing._meta.label_lower}:{thing.pk}"  # noqa: SLF001 - Django's public-private API


def find(reference: str) -> models.Model | None:
    """The thing behind a reference; None if it is gone or its feature is not installed."""
    label, _, key = reference.rpartition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    found: models.Model | None = model._base_manager.filter(pk=key).first()  # noqa: SLF001 - as above
    return found


def things(references: Iterable[str]) -> dict[str, models.Model]:
    """What is behind these references and still there: one question a kind of thing."""
    keys: dict[str, list[str]] = {}
    for reference in dict.fromkeys(references):
        label, _, key = reference.rpartition(":")
        keys.setdefault(label, []).append(key)
    found: dict[str, models.Model] = {}
    for label, wanted in keys.items():
        for one in _kept(label, wanted):
            found[ref(one)] = one
    return found


def _kept(label: str, keys: Collection[str]) -> Iterable[models.Model]:
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        return ()
    rows: models.QuerySet[models.Model] = model._base_manager.all()  # noqa: SLF001 - as above
    near = _near(model)
    return (rows.select_related(*near) if near else rows).filter(pk__in=keys)


def _near(model: type[models.Model], deep: int = 2) -> list[str]:
    """The lookups of what a thing always belongs to, and what that belongs to: words need them."""
    found = []
    for field in model._meta.concrete_fields:  # noqa: SLF001 - as above
        if isinstance(field, models.ForeignKey) and not field.null:
            found.append(field.name)
            further = _near(field.related_model, deep - 1) if deep > 1 else ()
            found += [f"{field.name}__{name}" for name in further]
    return found


def join(source: models.Model, kind: str, target: models.Model) -> None:
    """Record that `source` came from `target` (an election *fills* a body).

    Repeats do nothing: the first moment stays.
    """
    Link.objects.get_or_create(source=ref(source), kind=kind, target=ref(target))


def origins(thing: models.Model) -> list[Knot]:
    links = Link.objects.filter(source=ref(thing)).order_by("pk")
    return _knots([(link.kind, link.target, link.made_at, None) for link in links])


def outcomes(thing: models.Model, before: Collection[Knot] = ()) -> list[Knot]:
    """What came of a thing; days are counted from the last arrow of `before` that was there."""
    moments = [knot.at for knot in before if knot.at]
    told: list[Arrow] = []
    for link in Link.objects.filter(target=ref(thing)).order_by("pk"):
        at = link.made_at
        last = max((one for one in moments if at and one <= at), default=None)
        told.append((link.kind, link.source, at, days_between(last, at)))
    return _knots(told)


def below(starts: Iterable[str], kinds: Collection[str] = ()) -> list[Link]:
    """Every arrow by which something came of these, step by step: one question a step.

    Nothing is followed twice, so a circle ends; after eight steps it ends, too.
    """
    return _walk(starts, kinds, "target", "source")


def above(starts: Iterable[str], kinds: Collection[str] = ()) -> list[Link]:
    """Every arrow to what these came from, step by step, as `below`."""
    return _walk(starts, kinds, "source", "target")


def _walk(starts: Iterable[str], kinds: Collection[str], here: str, there: str) -> list[Link]:
    found: list[Link] = []
    edge = set(starts)
    known = set(edge)
    for _ in range(DEEP):
        arrows = Link.objects.filter(**{f"{here}__in": edge}).order_by("made_at", "pk")
        step = list((arrows.filter(kind__in=kinds) if kinds else arrows)[:WIDE])
        found += step
        edge = {getattr(link, there) for link in step} - known
        known |= edge
        if not edge:
            break
    return found


def descendants(
    thing: models.Model, kinds: Collection[str] = (), since: datetime | None = None
) -> list[Knot]:
    """The whole way on from a thing, with the days between each arrow and the one before it."""
    return _knots(_told(below([ref(thing)], kinds), {ref(thing): since}, "target", "source"))


def ancestors(thing: models.Model, kinds: Collection[str] = ()) -> list[Knot]:
    """The whole way back from a thing, nearest first."""
    return _knots(_told(above([ref(thing)], kinds), {}, "source", "target"))


type Arrow = tuple[str, str, datetime | None, int | None]


def _told(
    links: Iterable[Link], reached: Mapping[str, datetime | None], here: str, there: str
) -> list[Arrow]:
    """Each thing once, by the first arrow that reaches it."""
    seen, told = dict(reached), []
    for link in links:
        end = getattr(link, there)
        if end in seen:
            continue
        before = seen.get(getattr(link, here))
        seen[end] = link.made_at
        apart = days_between(*sorted((before, link.made_at))) if before and link.made_at else None
        told.append((link.kind, end, link.made_at, apart))
    return told


def _knots(arrows: Collection[Arrow]) -> list[Knot]:
    found = things(reference for _, reference, *_ in arrows)
    return [knot(kind, found.get(end), at, days) for kind, end, at, days in arrows]


def knot(
    kind: str, thing: models.Model | None, at: datetime | None = None, days: int | None = None
) -> Knot:
    url = getattr(thing, "get_absolute_url", None)
    words = str(thing) if thing else "no longer kept"
    return Knot(kind, words, url() if url else None, at, days)
