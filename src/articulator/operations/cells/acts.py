"""Cells start, are joined, split, link and end. Who acts is a place, found by a secret."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db.models import F, Q

from articulator.identity.bodies.rules import by_law
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.operations.campaigns.models import Campaign
from articulator.operations.cells.models import FEWEST, Bond, Cell, Place, Week
from articulator.operations.cells.queries import mark_of
from articulator.operations.cells.rules import full, may_be, may_keep, may_start


@dataclass(frozen=True, slots=True)
class Sign:
    """What a cell says of itself."""

    name: str
    area: str
    does: str
    contact: str = ""
    listed: bool = False


def _place(cell: Cell, secret: str, *, keeps: bool = False) -> Place:
    mark = mark_of(cell, secret)
    place = Place(cell=cell, mark=mark, keeps=keeps, kept_from=_this_month())
    place.save()
    return place


def _this_month() -> datetime:
    """As much of today as is kept of anybody in a cell."""
    return clock.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@act(allow=may_start, secret=True)
def start(_actor: Actor, campaign: Campaign, sign: Sign, secret: str) -> Cell:
    """Start a cell of a campaign; whoever does keeps it, until somebody else does."""
    made = Cell.objects.create(campaign=campaign, started_at=clock.now(), **asdict(sign))
    _place(made, secret, keeps=True)
    return made


@act(allow=may_start, secret=True)
def join(_actor: Actor, campaign: Campaign, cell: Cell, secret: str) -> Place:
    """Take a place in a cell. The log does not even say in which."""
    now = Cell.objects.select_for_update().get(pk=cell.pk, campaign=campaign)
    if refusal := full(now):
        raise Refused(refusal)
    return _place(now, secret)


@act(allow=may_be, secret=True)
def leave(_actor: Actor, place: Place) -> None:
    """Leave the cell. If nobody keeps it any more, whoever was there longest can."""
    cell = Cell.objects.select_for_update().get(pk=place.cell_id)
    place.delete()
    there = Place.objects.by_rule("who keeps a cell that was left").filter(cell=cell)
    if not there.filter(keeps=True).exists() and (next_one := there.order_by("kept_from").first()):
        next_one.keeps = True
        next_one.save(update_fields=["keeps"])


@act(allow=may_be, secret=True)
def stay(_actor: Actor, place: Place) -> None:
    """Say that one is still there: a place of which nothing is heard for a year is forgotten."""
    place.kept_from = _this_month()
    place.save(update_fields=["kept_from"])


@act(allow=may_keep, secret=True)
def write_in(_actor: Actor, place: Place, number: int) -> None:
    """Those who joined on paper: places without a link, which count as any other."""
    cell = Cell.objects.select_for_update().get(pk=place.cell_id)
    for _ in range(number):
        if refusal := full(cell):
            raise Refused(refusal)
        _place(cell, f"on paper {uuid4()}")


@act(allow=may_keep, secret=True)
def change(_actor: Actor, place: Place, sign: Sign) -> None:
    """Say something else of the cell."""
    Cell.objects.filter(pk=place.cell_id).update(**asdict(sign))


@act(allow=may_keep, secret=True)
def renew(_actor: Actor, place: Place) -> None:
    """Make a new link to join by; the old one leads nowhere."""
    Cell.objects.filter(pk=place.cell_id).update(letter=F("letter") + 1)


@act(allow=may_keep, secret=True)
def split(_actor: Actor, place: Place, sign: Sign, secret: str) -> Cell:
    """Make two cells of one. Who goes over opens the new link; the line stays on record.

    Whoever splits holds the first place of the new cell until somebody else keeps it.
    """
    cell = Cell.objects.select_for_update().get(pk=place.cell_id)
    if cell.places.by_rule("whether it is large enough").count() < 2 * FEWEST:
        raise Refused(
            Refusal(
                f"A cell splits when it has {2 * FEWEST} people, so that both have {FEWEST}.",
                appeal="Invite a few more first, or start another cell by the campaign’s link.",
            )
        )
    made = Cell.objects.create(
        campaign=cell.campaign, split_from=cell, generation=cell.generation + 1,
        started_at=clock.now(), **asdict(sign),
    )  # fmt: skip
    _place(made, secret, keeps=True)
    links.join(made, "split from", cell)
    return made


@act(allow=may_keep, secret=True)
def reach_out(_actor: Actor, place: Place, other: Cell) -> None:
    """Ask a cell that wants to be found to work side by side. If it has asked, this is the yes."""
    if other.campaign_id != place.cell.campaign_id or other.ended_at or not other.listed:
        raise Refused(Refusal("Cells link to a cell of their campaign that wants to be found."))
    asked = Bond.objects.filter(one=other, other=place.cell).first()
    if asked:
        asked.agreed_at = asked.agreed_at or clock.now()
        asked.save()
    else:
        Bond.objects.get_or_create(one=place.cell, other=other, defaults={"asked_at": clock.now()})


@act(allow=may_keep, secret=True)
def agree(_actor: Actor, place: Place, bond: Bond) -> None:
    """Say yes to a cell that asked, also to one that is not listed."""
    Bond.objects.filter(pk=bond.pk, other=place.cell).update(agreed_at=clock.now())


@act(allow=may_keep, secret=True)
def let_go(_actor: Actor, place: Place, bond: Bond) -> None:
    """Say no, or work apart again."""
    Bond.objects.filter(Q(one=place.cell) | Q(other=place.cell), pk=bond.pk).delete()


@act(allow=may_keep, secret=True)
def count(_actor: Actor, place: Place, day: date, came: int, trained: int) -> None:
    """Write down what a week brought: numbers. Counting again replaces them."""
    monday = day - timedelta(days=day.weekday())
    if monday > clock.today():
        raise Refused(Refusal("This week has not begun."))
    if trained > came:
        raise Refused(
            Refusal("Of those who came, no more can have been trained.", appeal="Count them again.")
        )
    Week.objects.update_or_create(
        cell=place.cell, monday=monday, defaults={"came": came, "trained": trained}
    )


@act(allow=may_keep, secret=True)
def end_cell(_actor: Actor, place: Place, learned: str) -> None:
    """End the cell and say what was learned. Its places and its contact are forgotten."""
    cell = place.cell
    cell.ended_at, cell.learned, cell.contact, cell.listed = clock.now(), learned, "", False
    cell.save()
    Bond.objects.filter(Q(one=cell) | Q(other=cell)).delete()
    Place.objects.filter(cell=cell).delete()


@act(allow=by_law, facts=lambda ended: {"ended": ended})
def end_all(_actor: Actor, campaign: Campaign) -> int:
    """The campaign has ended, and its cells with it: places and contacts are forgotten."""
    ending = Cell.objects.open().filter(campaign=campaign)
    ended = ending.update(
        ended_at=clock.now(), contact="", listed=False, learned="The campaign ended."
    )
    Bond.objects.filter(one__campaign=campaign).delete()
    Place.objects.filter(cell__campaign=campaign).delete()
    return ended
