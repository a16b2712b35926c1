"""What the clock does: keys of lists that are over go, and what nobody decided about with them."""

from collections.abc import Iterator

from articulator.kernel.acts import attempt
from articulator.operations.fieldwork import acts
from articulator.operations.fieldwork.queries import to_shred


def tick() -> Iterator[str]:
    for packet in to_shred():
        yield attempt(f"the key of a list of “{packet.turf}” destroyed", acts.shred, None, packet)
