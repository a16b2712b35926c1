"""Nobody signs in to a cell: whoever acts holds a place in it."""

from articulator.kernel.acts import Actor, Refusal
from articulator.operations.campaigns.models import Campaign
from articulator.operations.campaigns.rules import runs, speaks
from articulator.operations.cells.models import MOST, Cell, Place

__all__ = ["full", "may_be", "may_keep", "may_start", "runs", "speaks"]


def may_start(_actor: Actor, campaign: Campaign) -> Refusal | None:
    """Whoever holds the campaign's link."""
    return runs(campaign)


def full(cell: Cell) -> Refusal | None:
    """The refusal of one more in a cell that has ended or has no room."""
    if cell.ended_at:
        return Refusal("This cell has ended.", appeal="Look for another one near you.")
    if cell.places.by_rule("whether there is room").count() >= MOST:
        return Refusal(
            f"This cell is full: a cell has at most {MOST} people.",
            appeal="Ask whoever gave you the link to split it. Then there are two with room.",
        )
    return None


def may_be(_actor: Actor, _place: Place) -> Refusal | None:
    """Whoever holds the secret of a place leaves it, or says that they are still there."""
    return None


def may_keep(_actor: Actor, place: Place) -> Refusal | None:
    """Whoever acts for a cell; anyone in it, once the place of who did has been forgotten."""
    there = place.cell.places.by_rule("whether anybody keeps it")
    if not place.keeps and there.filter(keeps=True).exists():
        return Refusal("Whoever keeps this cell does that.", appeal="Ask them at the next meeting.")
    if place.cell.ended_at:
        return Refusal("This cell has ended.")
    return runs(place.cell.campaign)
