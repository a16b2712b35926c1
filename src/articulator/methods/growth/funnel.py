"""From an action to a training to a cell: what passes each stage, and whether the whole grows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scipy.stats import beta

from articulator.methods.growth.errors import GrowthError
from articulator.methods.growth.offspring import Offspring, offspring


@dataclass(frozen=True, slots=True)
class Rate:
    """How many went on, of how many who could: a share with the interval of what it may be."""

    went_on: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.went_on <= self.of:
            raise GrowthError(f"{self.went_on} of {self.of} cannot have gone on.")

    @property
    def share(self) -> float | None:
        """None where nobody could go on yet: that is not a share of nought."""
        return self.went_on / self.of if self.of else None

    @property
    def belief(self) -> tuple[float, float]:
        """The beta distribution of the true share, after Jeffreys' prior."""
        return self.went_on + 0.5, self.of - self.went_on + 0.5

    @property
    def between(self) -> tuple[float, float]:
        """The middle 95 % of that; all or nothing keeps its end (Brown, Cai and DasGupta 2001)."""
        low, high = beta.ppf((0.025, 0.975), *self.belief)
        return (
            0.0 if self.went_on == 0 else float(low),
            1.0 if self.went_on == self.of else float(high),
        )


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    people: int
    rate: Rate | None  # of the stage before; None for the first
    each: float  # per cell


@dataclass(frozen=True, slots=True)
class Funnel:
    """All stages, and the reproduction number of the whole: new cells per cell."""

    stages: tuple[Stage, ...]
    whole: Offspring

    @property
    def narrowest(self) -> Stage | None:
        """The stage that the smallest share goes on to."""
        shares = {
            stage.name: stage.rate.share
            for stage in self.stages
            if stage.rate is not None and stage.rate.share is not None
        }
        least = min(shares, key=lambda name: shares[name], default=None)
        return next((stage for stage in self.stages if stage.name == least), None)


def funnel(names: Sequence[str], sources: Collection[Sequence[int]]) -> Funnel:
    """The stages of a funnel from what each cell brought, e.g. newcomers, trained, new cells.

    Every cell that had its time counts, also one that brought nobody. What the cells bring
    scatters, and each stage thins it out; counts that are negative binomial stay so when thinned,
    so the last stage alone carries the whole funnel's number and its interval.
    """
    if len(names) < 2 or any(len(counts) != len(names) for counts in sources):
        raise GrowthError("A funnel has two stages at least, and a count for each of them.")
    for counts in sources:
        _never_more(names, counts)
    whole = offspring([counts[-1] for counts in sources])
    totals = [sum(counts[at] for counts in sources) for at in range(len(names))]
    return Funnel(
        tuple(
            Stage(name, total, Rate(total, totals[at - 1]) if at else None, total / len(sources))
            for at, (name, total) in enumerate(zip(names, totals, strict=True))
        ),
        whole,
    )


def _never_more(names: Sequence[str], counts: Sequence[int]) -> None:
    for at in range(1, len(counts)):
        if counts[at] > counts[at - 1]:
            raise GrowthError(
                f"More at “{names[at]}” than at “{names[at - 1]}” before it: "
                f"{counts[at]} of {counts[at - 1]}."
            )
