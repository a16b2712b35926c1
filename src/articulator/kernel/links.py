"""Joining things to what they came from, and following the thread both ways."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

from articulator.kernel.models import Link


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing on the thread, as a page shows it."""

    kind: str
    words: str
    url: str | None


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


def join(source: models.Model, kind: str, target: models.Model) -> None:
    """Record that `source` came from `target` (an election *fills* a body). Repeats do nothing."""
    Link.objects.get_or_create(source=ref(source), kind=kind, target=ref(target))


def origins(thing: models.Model) -> list[Knot]:
    return [
        _knot(link.kind, link.target)
        for link in Link.objects.filter(source=ref(thing)).order_by("pk")
    ]


def outcomes(thing: models.Model) -> list[Knot]:
    return [
        _knot(link.kind, link.source)
        for link in Link.objects.filter(target=ref(thing)).order_by("pk")
    ]


def _knot(kind: str, reference: str) -> Knot:
    thing = find(reference)
    url = getattr(thing, "get_absolute_url", None)
    return Knot(kind, str(thing) if thing else "no longer kept", url() if url else None)
