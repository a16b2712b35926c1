"""The record of processing activities (GDPR, Article 30), written by the registers themselves."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.db import models

from articulator.identity.privacy.owners import is_ours
from articulator.identity.privacy.retention import Ends, ends
from articulator.kernel.personal import Registered, purpose, register, title

RECIPIENTS = "nobody outside the organisation, but for the mail server that carries its letters"
SAFEGUARDS = (
    "Pages fetch nothing from elsewhere: no analytics, no fonts, no scripts.",
    "Rows about people are read only by an officer within the data charter, or by a named rule.",
    "Every change is an act with a rule, in a log that cannot be edited and holds ids alone.",
    "Second factors and short sessions for whoever holds an office.",
    "Figures about fewer than eight people are not shown.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field about people."""

    field: str
    words: str
    kind: str
    basis: str
    keep: str
    audience: str
    ends: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """What one feature does with data about people, and why."""

    key: str
    title: str
    purpose: str
    tables: tuple[Table, ...]


def record() -> tuple[Activity, ...]:
    """Every feature that keeps something of people: ours as they are installed, then others'."""
    by_app: dict[str, dict[type[models.Model], list[Registered]]] = {}
    for one in sorted(register(), key=lambda one: not is_ours(one.model)):
        by_app.setdefault(_app(one.model), {}).setdefault(one.model, []).append(one)
    return tuple(
        Activity(
            key, title(apps.get_app_config(key)), purpose(apps.get_app_config(key)),
            tuple(_table(model, fields) for model, fields in tables.items()),
        )
        for key, tables in by_app.items()
    )  # fmt: skip


def as_data(activities: tuple[Activity, ...], controller: str) -> dict[str, Any]:
    return {
        "controller": controller,
        "recipients": RECIPIENTS,
        "transfers": "none to other countries",
        "safeguards": list(SAFEGUARDS),
        "activities": [asdict(one) for one in activities],
    }


def as_markdown(activities: tuple[Activity, ...], controller: str) -> str:
    return "\n".join([*_opening(controller), *(line for a in activities for line in _told(a))])


def _opening(controller: str) -> Iterator[str]:
    yield "# Record of processing activities\n"
    yield f"Controller: {controller}. Recipients: {RECIPIENTS}. Transfers: none."
    yield "\nSafeguards:\n"
    yield from (f"- {one}" for one in SAFEGUARDS)


def _told(activity: Activity) -> Iterator[str]:
    yield f"\n## {activity.title}\n\n{activity.purpose}"
    for table in activity.tables:
        yield f"\n### {table.name}\n\n{table.words}\n"
        yield "| what | field | class | basis | kept | who sees it | how it ends |"
        yield "|---|---|---|---|---|---|---|"
        for one in table.lines:
            told = (
                one.words, f"`{one.field}`", one.kind, one.basis, one.keep, one.audience, one.ends,
            )  # fmt: skip
            yield f"| {' | '.join(told)} |"


def _app(model: type[models.Model]) -> str:
    return model._meta.app_label  # noqa: SLF001 - documented


def _table(model: type[models.Model], fields: list[Registered]) -> Table:
    lines = tuple(
        Line(one.field, s.words, s.kind, s.basis, s.keep, s.audience, Ends(ends(one)))
        for one in fields
        if (s := one.says)
    )
    return Table(model._meta.label, words_of(model), lines)  # noqa: SLF001 - documented


def words_of(model: type[models.Model]) -> str:
    """What a row of the model is: the first line of what its author wrote about it."""
    first = (model.__doc__ or "").strip().partition("\n")[0]
    if is_ours(model) and not first.startswith(f"{model.__name__}("):
        return first
    return f"{model._meta.verbose_name}.".capitalize()  # noqa: SLF001 - documented
