"""The running order of a gathering is run by its hosts; phones open one address for the evening."""

from django.urls import reverse

from articulator.operations.gatherings.models import Gathering
from articulator.operations.gatherings.queries import hosts
from articulator.operations.steps.hanging import Holder, hold


def _now(gathering: Gathering) -> str:
    return reverse("gatherings:now", args=[gathering.pk])


def _go(gathering: Gathering) -> str:
    return reverse("gatherings:go", args=[gathering.pk])


hold(Holder("gathering", hosts, _now, "The gathering", _go))
