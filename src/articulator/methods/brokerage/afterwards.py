"""What came of it: whether two grew alike, and whether a thing travelled along ties.

Brokerage, attribution of similarity and diffusion are the mechanisms of mobilisation (Tilly and
Tarrow 2007); the first is measured in `burt`, the others here.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from articulator.methods.brokerage.network import Network

ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much two have in common: shares of all that either has; None where neither has any."""

    contacts: float | None  # the two themselves left out
    traits: float | None


def similarity(
    net: Network, one: str, other: str, traits: Mapping[str, AbstractSet[str]]
) -> Similarity:
    first, second = (_contacts(net, name) - {one, other} for name in (one, other))
    words = [set(traits.get(name, ())) for name in (one, other)]
    return Similarity(_shared(first, second), _shared(*words))


def _contacts(net: Network, name: str) -> set[str]:
    if name not in net.at:
        return set()
    start, end = net.weights.indptr[net.at[name] : net.at[name] + 2]
    return {net.names[row] for row in net.weights.indices[start:end]}


def _shared(one: AbstractSet[str], other: AbstractSet[str]) -> float | None:
    return len(one & other) / len(one | other) if one or other else None


@dataclass(frozen=True, slots=True)
class Diffusion:
    """How a thing (a demand, a way of doing things) was taken up, and how much of it along ties."""

    adopted: int
    along: int  # who took it up after a contact had
    expected: float  # how many of them chance alone would bring, were the order any other
    share_of_orders: float  # how many of the orders tried bring as many (small: it travels)

    @property
    def travels(self) -> bool:
        """Whether fewer than one order in twenty brings as many."""
        return self.adopted > 1 and self.share_of_orders < 0.05


def diffusion(net: Network, taken_up: Mapping[str, float], seed: int) -> Diffusion:
    """Whether a thing followed ties; `taken_up` says when each who took it up did.

    The times stay as they are in the orders that are tried; which of all in the network it was at
    each of them, does not.
    """
    known = sorted((when, name) for name, when in taken_up.items() if name in net.at)
    rows = np.array([net.at[name] for _, name in known], np.int64)
    times = np.array([when for when, _ in known], float)
    along = _along(net, rows, times)
    rng = np.random.default_rng(seed)
    many = len(net.names)
    others = np.array([_along(net, rng.choice(many, len(rows), replace=False), times)
                       for _ in range(ROUNDS if len(rows) else 0)])  # fmt: skip
    expected = float(others.mean()) if len(others) else 0.0
    share = float((1 + (others >= along).sum()) / (1 + len(others)))
    return Diffusion(len(rows), along, expected, share)


def _along(net: Network, rows: np.ndarray, times: np.ndarray) -> int:
    """How many of those who took it up have a contact who did before them."""
    when = np.full(len(net.names), np.inf)
    when[rows] = times
    earliest = np.full(len(net.names), np.inf)
    np.minimum.at(earliest, net.owners, when[net.contacts])
    return int((earliest[rows] < times).sum())


def reach(net: Network, start: Collection[str]) -> list[int]:
    """How many are reached after each step along ties: 0 steps, 1 step and so on to the end."""
    seen = np.zeros(len(net.names), bool)
    seen[[net.at[name] for name in start if name in net.at]] = True
    counts = [int(seen.sum())]
    while True:
        seen = seen | ((net.weights @ seen.astype(float)) > 0)
        counts.append(int(seen.sum()))
        if counts[-1] == counts[-2]:
            return counts[:-1]
