"""Whose place a secret opens, and where the cells are. Never who is in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Q, QuerySet

from articulator.methods.suppression import SMALL
from articulator.operations.campaigns.models import Campaign
from articulator.operations.cells.models import FEWEST, MOST, Bond, Cell, Place

START, JOIN = "cells.start", "cells.join"


# Secrets. What stands in the database opens nothing.


def mark_of(cell: Cell, secret: str) -> str:
    """The mark of a secret in this cell: two cells of one person have nothing in common."""
    return sha256(f"{cell.pk.hex} {secret}".encode()).hexdigest()


def place_behind(cell: Cell, secret: str) -> Place | None:
    found = Place.objects.by_rule("whoever holds the secret holds the place")
    marked = found.filter(mark=mark_of(cell, secret)) if secret else found.none()
    return marked.select_related("cell__campaign__unit").first()


def start_token(campaign: Campaign) -> str:
    return Signer(salt=START).sign(f"{campaign.pk.hex}.{campaign.letter}")


def join_token(cell: Cell) -> str:
    return Signer(salt=JOIN).sign(f"{cell.pk.hex}.{cell.letter}")


def campaign_behind(token: str) -> Campaign | None:
    """The campaign whose link this is, as long as it was not renewed."""
    found = Campaign.objects.select_related("unit")
    return next(
        (one for one in found.filter(pk__in=_key(token, START)) if _newest(one, token)), None
    )


def cell_behind(token: str) -> Cell | None:
    found = Cell.objects.select_related("campaign__unit")
    return next(
        (one for one in found.filter(pk__in=_key(token, JOIN)) if _newest(one, token)), None
    )


def _key(token: str, salt: str) -> list[str]:
    """The key inside a link of ours; none of a link that somebody made up."""
    try:
        return [Signer(salt=salt).unsign(token).partition(".")[0]]
    except BadSignature:
        return []


def _newest(thing: Campaign | Cell, token: str) -> bool:
    """Whether the link was not renewed since: it says which one in the line it is."""
    return token.split(".", 1)[1].partition(":")[0] == str(thing.letter)


# Cells


def size(cell: Cell) -> int:
    """How many are in it: told to its own people alone."""
    return cell.places.by_rule("a cell knows itself").count()


def room(cell: Cell) -> str:
    """What everyone may know of its size: no number."""
    there = size(cell)
    if there >= MOST:
        return "full"
    return "forming" if there < FEWEST else "has room"


def listed(campaign: Campaign) -> QuerySet[Cell]:
    """The cells that want to be found, in the order of their places."""
    return Cell.objects.open().filter(campaign=campaign, listed=True).order_by("area", "name")


def bonds(cell: Cell) -> tuple[list[tuple[Bond, Cell]], list[Bond], list[Bond]]:
    """Those it works with, those that ask, those it asked."""
    rows = Bond.objects.filter(Q(one=cell) | Q(other=cell)).select_related("one", "other")
    agreed = [(b, b.other if b.one_id == cell.pk else b.one) for b in rows if b.agreed_at]
    waiting = [b for b in rows if not b.agreed_at]
    return (
        agreed,
        [b for b in waiting if b.other_id == cell.pk],
        [b for b in waiting if b.one_id == cell.pk],
    )


# Where they are


@dataclass(frozen=True, slots=True)
class Area:
    """A place with its cells: only where eight people or more are in them."""

    name: str
    cells: int
    people: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The places that may be shown, all others together, and nothing where that is too few."""

    areas: tuple[Area, ...]
    rest: Area | None


def spread(campaign: Campaign) -> Spread:
    rows = (
        Cell.objects.open()
        .filter(campaign=campaign)
        .values_list("area")
        .annotate(cells=Count("pk", distinct=True), people=Count("places"))
    )
    return shown(Area(*row) for row in rows)


def shown(areas: Iterable[Area]) -> Spread:
    """No place with fewer than eight people, and no rest from which one could be worked out.

    Where the rest is too small it takes the smallest of the shown, then the next, until it is not.
    """
    merged = sorted(_same_name(areas), key=lambda area: (-area.people, area.name))
    large = [area for area in merged if area.people >= SMALL]
    small = [area for area in merged if area.people < SMALL]
    while small and large and sum(area.people for area in small) < SMALL:
        small.append(large.pop())
    together = Area("Elsewhere", sum(a.cells for a in small), sum(a.people for a in small))
    rest = together if together.people >= SMALL else None
    return Spread(tuple(sorted(large, key=lambda area: area.name)), rest)


def _same_name(areas: Iterable[Area]) -> list[Area]:
    """`eh6` and `EH6 ` are one place."""
    found: dict[str, Area] = {}
    for area in areas:
        key = " ".join(area.name.split()).casefold()
        before = found.get(key, Area(" ".join(area.name.split()), 0, 0))
        found[key] = Area(before.name, before.cells + area.cells, before.people + area.people)
    return list(found.values())
