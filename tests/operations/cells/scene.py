"""Cells of a campaign, told through acts."""

from articulator.operations.campaigns.models import Campaign
from articulator.operations.cells import acts
from articulator.operations.cells.acts import Sign
from articulator.operations.cells.models import Cell, Place
from articulator.operations.cells.queries import place_behind


def secret(name: str, cell: str = "") -> str:
    return f"what {name} alone knows of {cell}".ljust(32, ".")


def sign(name: str, area: str = "Old Quay", *, listed: bool = False) -> Sign:
    contact = f"{name.lower()}@street.example" if listed else ""
    return Sign(name, area, "Visits the street.", contact, listed)


def started(campaign: Campaign, name: str, *others: str, area: str = "Old Quay",
            listed: bool = False) -> Cell:  # fmt: skip
    """A cell that Kofi keeps, and others who joined it."""
    made = acts.start(None, campaign, sign(name, area, listed=listed), secret("kofi", name))
    for other in others:
        acts.join(None, campaign, made, secret(other, name))
    return made


def place(cell: Cell, name: str = "kofi") -> Place:
    found = place_behind(cell, secret(name, cell.name))
    assert found, f"{name} is in {cell}"
    return found


def count(cell: Cell) -> int:
    return cell.places.by_rule("a test").count()
