"""When a place that used to speak says nothing: absent data is news, never a zero.

How often somebody reported is a share that we know from the weeks before, no better than those many
weeks tell (uniform prior, Beta-binomial). The chance of so many silent weeks in a row follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SILENT = 0.005  # a silence that comes by chance once in two hundred
HEARD = 6  # reports without which nobody counts as one who reports
LOOKED = 52  # weeks before the silence that tell how often somebody reports


@dataclass(frozen=True, slots=True)
class Silence:
    """The silent weeks up to now, and how likely they are for one who reported as before."""

    weeks: int
    reported: int
    of: int
    chance: float

    @property
    def rings(self) -> bool:
        return self.reported >= HEARD and self.chance <= SILENT


def silence(reported: Sequence[bool]) -> Silence:
    """Of the weeks up to now, whether something was reported in each."""
    weeks = next((at for at, was in enumerate(reversed(reported)) if was), len(reported))
    before = list(reported[: len(reported) - weeks])[-LOOKED:]
    times, of = sum(before), len(before)
    chance = 1.0
    for passed in range(weeks):
        chance *= (of - times + 1 + passed) / (of + 2 + passed)
    return Silence(weeks, times, of, chance)
