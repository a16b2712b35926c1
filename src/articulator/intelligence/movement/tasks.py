"""What the clock asks of the map."""

from collections.abc import Iterable
from itertools import islice

from articulator.intelligence.movement import acts
from articulator.intelligence.movement.queries import to_refresh

AT_ONCE = 50  # letters in one round of the clock


def tick() -> Iterable[str]:
    """Ask groups twice a year whether what the map says of them still holds."""
    for spot in islice(list(to_refresh()[:AT_ONCE]), AT_ONCE):
        acts.ask_to_refresh(None, spot)
        yield f"{spot} asked whether its place on the map still holds"
