"""Gatherings as entries of a calendar."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse

from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.methods.ical import Meeting, calendar
from articulator.operations.gatherings.models import Gathering

PRODUCT = "-//Articulator//Gatherings//EN"


def one(gathering: Gathering) -> bytes:
    return calendar(str(gathering), [_meeting(gathering)], PRODUCT)


def of_unit(unit: Unit, gatherings: Iterable[Gathering]) -> bytes:
    return calendar(f"Gatherings of {unit}", map(_meeting, gatherings), PRODUCT)


def answer(made: bytes, name: str) -> HttpResponse:
    """A calendar as programs fetch it."""
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)


def _meeting(gathering: Gathering) -> Meeting:
    page = link(reverse("gatherings:gathering", args=[gathering.pk]))
    reason = f"Called off. {gathering.reason}".strip() if gathering.called_off_at else ""
    return Meeting(
        uid=f"{gathering.pk}@gatherings.articulator",
        starts=gathering.starts_at, ends=gathering.ends_at,
        title=gathering.title, place=gathering.place,
        text="\n\n".join(filter(None, (reason, gathering.text, gathering.way))),
        url=page, changed=gathering.changed_at, sequence=gathering.sequence,
        called_off=gathering.called_off_at is not None,
    )  # fmt: skip
