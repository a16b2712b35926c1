"""How long things are kept, and what ends them: from each field's `keep` to rows that are due.

Since when the time of a row runs is its own moment: the one it is given by itself when it is made,
or that of the row it belongs to. Where that is not what is meant, the model says so:
`kept_since = "election__closes"`. A row on which others hang is emptied, not deleted, unless it
says that they go with it: `goes_whole = True`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from articulator.identity.privacy.owners import about_people, owner
from articulator.kernel.personal import Keep, Register, Registered, declared

type Model = type[models.Model]
type Field = "models.Field[Any, Any]"


class Ends(StrEnum):
    CLOCK = "by the clock, when its time is over"
    PERSON = "with the person: two years after they left, or when they wish to be deleted"
    CONSENT = "when the person takes their yes back, or wishes to be deleted"
    NEVER = "not at all: it is the record of who held office, or of who wants to be left alone"
    HAND = "only by hand"


TIMED = (Keep.WEEK, Keep.SHORT, Keep.YEAR, Keep.CONTACT, Keep.PROOF)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that time does to a model: rows go, or some of their fields are emptied."""

    model: Model
    keep: Keep
    since: str
    fields: tuple[str, ...] = ()  # none: the whole row

    def __str__(self) -> str:
        return f"{self.model._meta.label} {'/'.join(self.fields) or 'rows'}"  # noqa: SLF001 - documented

    def due(self, now: datetime) -> QuerySet[models.Model]:
        assert self.keep.span, "only what has a time is due"
        over: Any = (now if _ours(self.model) else timezone.now()) - self.keep.span
        if not isinstance(_field(self.model, self.since), models.DateTimeField):
            over = over.date()
        rows = self.model._base_manager.filter(**{f"{self.since}__lt": over})  # noqa: SLF001 - as in kernel/links
        return (
            rows.filter(self._still_there()).order_by("pk") if self.fields else rows.order_by("pk")
        )

    def emptied(self) -> dict[str, Any]:
        return {name: empty(_field(self.model, name)) for name in self.fields}

    def _still_there(self) -> Q:
        return ~Q(**{
            name if value is not None else f"{name}__isnull": value if value is not None else True
            for name, value in self.emptied().items()
        })  # fmt: skip


def ends(one: Registered) -> Ends:
    """What carries out the retention of a field."""
    if one.says.keep == Keep.RECORD:
        return Ends.NEVER
    if one.says.keep == Keep.CONSENT:
        return Ends.CONSENT if owner(one.model) else Ends.HAND
    if one.says.keep == Keep.MEMBERSHIP:
        return Ends.PERSON if owner(one.model) else Ends.HAND
    in_time = (job for job in jobs_of(one.model) if job.keep == one.says.keep)
    by_clock = any(one.field in job.fields or not job.fields for job in in_time)
    return Ends.CLOCK if by_clock else Ends.HAND


def jobs() -> Iterator[Job]:
    """Everything that time does, what hangs on others first."""
    models_ = [model for model, _ in about_people()]
    for model in sorted(models_, key=lambda one: (-_depth(one), one._meta.label)):  # noqa: SLF001 - documented
        yield from jobs_of(model)


def jobs_of(model: Model) -> Iterator[Job]:
    """A row goes when the last of its fields may; a field that may go sooner is emptied sooner."""
    said, since = declared(model) or {}, since_when(model)
    if not since:
        return
    last = longest(said)
    alone = bool(owner(model)) or not model._meta.related_objects  # noqa: SLF001 - documented
    whole = last in TIMED and (alone or getattr(model, "goes_whole", False))
    if whole:
        yield Job(model, last, since)
    for keep in TIMED:
        fields = tuple(n for n, s in said.items() if s.keep == keep and can_be_empty(model, n))
        if fields and not (whole and keep == last):
            yield Job(model, keep, since, fields)


def longest(said: Register) -> Keep:
    """The longest time for which any field is kept; what no calendar can tell is longest."""
    return max((one.keep for one in said.values()), key=_order)


def since_when(model: Model) -> str:
    """The field since which a row's time runs; empty where nothing tells it."""
    if said := getattr(model, "kept_since", ""):
        return str(said)
    moments = [f for f in model._meta.concrete_fields if isinstance(f, models.DateField)]  # noqa: SLF001 - documented
    given = [f.name for f in moments if f.has_default() or getattr(f, "auto_now_add", False)]
    if len(moments) == 1 or given:
        return given[0] if given else moments[0].name
    return "" if moments else _through_its_whole(model)


def can_be_empty(model: Model, name: str) -> bool:
    return empty(_field(model, name)) is not Ellipsis


def empty(field: Field) -> Any:
    """What an emptied field holds; `...` if it cannot be empty."""
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else {}
    if isinstance(field, models.CharField | models.TextField) and not field.unique:
        return ""
    return ...


def _ours(model: Model) -> bool:
    """Other people's packages live by the real clock, whatever day a demo has moved on to."""
    return model.__module__.startswith("articulator.")


def _order(keep: Keep) -> tuple[int, float]:
    ranks = {Keep.CONSENT: 1, Keep.MEMBERSHIP: 2, Keep.RECORD: 3}
    return ranks.get(keep, 0), keep.span.total_seconds() if keep.span else 0


def _through_its_whole(model: Model) -> str:
    """Rows without a moment of their own are as old as the row that they are a part of."""
    for field in model._meta.concrete_fields:  # noqa: SLF001 - documented
        whole = field.related_model
        part = getattr(field.remote_field, "on_delete", None) is models.CASCADE and not field.null
        if part and isinstance(whole, type) and owner(model) != field.name:
            onward = since_when(whole)
            return f"{field.name}__{onward}" if onward else ""
    return ""


def _depth(model: Model, above: frozenset[Model] = frozenset()) -> int:
    """How many rows a row hangs on, one behind the other: the deepest go first."""
    on = {
        field.related_model
        for field in model._meta.concrete_fields  # noqa: SLF001 - documented
        if isinstance(field.related_model, type)
    }
    return 1 + max((_depth(one, above | {model}) for one in on - above - {model}), default=0)


def _field(model: Model, path: str) -> Field:
    first, _, rest = path.partition("__")
    field = model._meta.get_field(first)  # noqa: SLF001 - documented
    if not rest:
        return field  # type: ignore[return-value] # a concrete field: tests walk them all
    assert isinstance(field.related_model, type)
    return _field(field.related_model, rest)
