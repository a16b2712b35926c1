"""What follows from all calls at one place, in whatever order phones bring them in.

“Never again” is for ever; “we spoke” outlives later knocking in vain; of the others the latest
counts. So the order in which calls arrive, repeats and late phones make no difference.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

NEVER, SPOKE = "never", "spoke"
STRENGTH = {NEVER: 2, SPOKE: 1}


class Call(NamedTuple):
    """Somebody called at a place: when, what came of it, and the id that the phone gave it."""

    at: datetime
    outcome: str
    id: str


class Standing(NamedTuple):
    """How a place stands."""

    outcome: str
    last_at: datetime


def standing(calls: Iterable[Call]) -> Standing | None:
    """None where nobody has called."""
    known = {call.id: call for call in sorted(calls)}
    if not known:
        return None
    strongest = max(known.values(), key=lambda call: (STRENGTH.get(call.outcome, 0), call))
    return Standing(strongest.outcome, max(call.at for call in known.values()))
