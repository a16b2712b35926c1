"""Why chances are as low as they are, and how they are spread: for people, in plain sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulator.methods.sortition.lottery import Lottery
from articulator.methods.sortition.types import Quota

# Nothing about people is shown for fewer.
FEWEST = 8


@dataclass(frozen=True, slots=True)
class Binding:
    """A quota that holds the lowest chance down: its end (`maximum` or `minimum`) and its price.

    One place more (or fewer) lifts the lowest chance by at most `gain`: the shadow price.
    """

    quota: Quota
    end: str
    gain: float

    def sentence(self) -> str:
        raised = self.end == "maximum"
        verb, limit = ("Raising", self.quota.max) if raised else ("Lowering", self.quota.min)
        return (
            f"{verb} the {self.end} of {self.quota.label} ({limit}) by 1 would lift the lowest"
            f" chance by at most {100 * self.gain:.3f} percentage points."
        )


def binding_quotas(lottery: Lottery) -> tuple[Binding, ...]:
    """The quotas which keep the lowest positive chance from rising, the strongest first."""
    level = next((one for one in lottery.certificate.levels if one.value > 1e-9), None)
    prices = () if level is None else level.prices
    found = [
        Binding(lottery.quotas[row], "maximum" if price > 0 else "minimum", abs(price))
        for row, price in prices
        if row < len(lottery.quotas) and abs(price) > 1e-9
    ]
    return tuple(sorted(found, key=lambda binding: (-binding.gain, binding.quota)))


@dataclass(frozen=True, slots=True)
class Band:
    """`people` members have a chance of at least `low` and below `high` (the last: at most)."""

    low: float
    high: float
    people: int


def bands(lottery: Lottery, count: int = 10, fewest: int = FEWEST) -> tuple[Band, ...]:
    """The chances of all members in up to `count` bands, none with fewer people than `fewest`.

    Bands of equal width are merged with the next where they hold too few.
    """
    low, high = lottery.min_probability, lottery.max_probability
    if high - low < 1e-5:
        return (Band(low, high, len(lottery.type_of)),)
    width = (high - low) / count
    people = [0] * count
    for kind, chance in zip(lottery.types, lottery.chances, strict=True):
        people[min(count - 1, int((chance - low) / width))] += kind.size
    return tuple(
        _merged(
            [Band(low + i * width, low + (i + 1) * width, n) for i, n in enumerate(people)], fewest
        )
    )


def _merged(narrow: list[Band], fewest: int) -> list[Band]:
    found: list[Band] = []
    for band in narrow:
        if found and (found[-1].people < fewest or 0 < band.people < fewest):
            found[-1] = Band(found[-1].low, band.high, found[-1].people + band.people)
        else:
            found.append(band)
    while len(found) > 1 and found[-1].people < fewest:
        last = found.pop()
        found[-1] = Band(found[-1].low, last.high, found[-1].people + last.people)
    return found


def summary(lottery: Lottery) -> tuple[str, ...]:
    """What to know about a lottery before the draw, one sentence each."""
    return tuple(_sentences(lottery))


def _sentences(lottery: Lottery) -> Iterator[str]:
    people = len(lottery.type_of)
    yield (
        f"{lottery.seats} of {people} people will be drawn, who are of {len(lottery.types)}"
        f" different kinds as far as the quotas can tell."
    )
    yield (
        f"Chances go from {lottery.min_probability:.4%} to {lottery.max_probability:.4%}; without"
        f" quotas everybody would have {lottery.seats / people:.4%}."
    )
    yield (
        f"Gini coefficient {lottery.gini:.4f} (0 is equality), geometric mean"
        f" {lottery.geometric_mean:.4%}."
    )
    if lottery.excluded:
        yield f"{len(lottery.excluded)} people can be on no panel, because of the quotas."
    for binding in binding_quotas(lottery)[:5]:
        yield binding.sentence()
