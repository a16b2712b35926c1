"""How many agreed, disagreed and saw each statement, in the whole room and in each group."""

from dataclasses import dataclass

import numpy as np

from articulator.methods.opinion.votes import AGREE, DISAGREE, Votes, Wholes


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts by statement, or groups x statements. `seen` includes passes."""

    agree: Wholes
    disagree: Wholes
    seen: Wholes

    @property
    def passed(self) -> Wholes:
        return self.seen - self.agree - self.disagree

    @property
    def rest(self) -> "Tally":
        """For every group the counts of all other groups together."""
        return Tally(*[all_of.sum(axis=0) - all_of for all_of in self.parts])

    @property
    def total(self) -> "Tally":
        return Tally(*[part.sum(axis=0) for part in self.parts])

    @property
    def parts(self) -> tuple[Wholes, Wholes, Wholes]:
        return self.agree, self.disagree, self.seen


def by_group(votes: Votes, groups: Wholes, many: int) -> Tally:
    """Counts of each group; `groups` gives every person's, and -1 for those in none."""
    group = groups[votes.who]
    inside = group >= 0
    cell = group[inside] * len(votes.statements) + votes.what[inside]
    said = votes.said[inside]
    shape = many, len(votes.statements)
    picks = [cell[said == AGREE], cell[said == DISAGREE], cell]
    counts = [np.bincount(pick, minlength=shape[0] * shape[1]) for pick in picks]
    return Tally(*[count.reshape(shape) for count in counts])


def overall(votes: Votes) -> Tally:
    """Counts of everybody."""
    picks = [votes.what[votes.said == AGREE], votes.what[votes.said == DISAGREE], votes.what]
    return Tally(*[np.bincount(pick, minlength=len(votes.statements)) for pick in picks])
