"""What the clock asks of elections: the roll is frozen when nominations have closed."""

from collections.abc import Iterator

from articulator.identity.elections.acts import freeze_roll
from articulator.identity.elections.queries import waiting_for_their_roll
from articulator.kernel.acts import Refused


def tick() -> Iterator[str]:
    """Freeze every roll that is due; say what was done, and what could not be."""
    for election in waiting_for_their_roll():
        try:
            freeze_roll(None, election)
        except Refused as refused:
            yield f"{election}: {refused.refusal.reason}"
        else:
            yield f"{election}: the roll is frozen with {election.voters.count():,} voters."
