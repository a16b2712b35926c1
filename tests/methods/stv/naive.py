"""The Scottish rule a second time, slowly: every paper by itself, in exact fractions.

Written from SSI 2007/42 and not from the package, which it must agree with at every stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

PLACES = 100_000


@dataclass
class Paper:
    ranking: tuple[int, ...]
    holder: int | None = None
    value: Fraction = Fraction(1)


class NaiveCount:
    """`elected` in order, and the votes after each of `stages`."""

    def __init__(
        self,
        candidates: Sequence[int],
        seats: int,
        rankings: Sequence[tuple[int, ...]],
        lot: Sequence[int],
    ) -> None:
        self.candidates, self.seats, self.lot = candidates, seats, lot
        self.papers = [Paper(ranking) for ranking in rankings]
        self.elected: list[int] = []
        self.out: set[int] = set()
        self.settled: set[int] = set()  # their surplus has moved: they stand at the quota
        self.stages: list[dict[int, Fraction]] = []
        self.move(self.papers)
        self.quota = sum(p.holder is not None for p in self.papers) // (seats + 1) + 1
        self.close()
        while len(self.elected) < min(seats, len(candidates)):
            self.step()

    def votes(self, n: int) -> Fraction:
        if n in self.settled:
            return Fraction(self.quota)
        return sum((p.value for p in self.papers if p.holder == n), Fraction(0))

    def hopefuls(self) -> list[int]:
        return [n for n in self.lot if n not in self.out and n not in self.elected]

    def move(self, papers: Sequence[Paper]) -> None:
        to = self.hopefuls()
        for paper in papers:
            paper.holder = next((n for n in paper.ranking if n in to), None)

    def past(self, n: int) -> tuple[Fraction, ...]:
        return tuple(stage[n] for stage in reversed(self.stages))

    def close(self) -> None:
        self.stages.append({n: self.votes(n) for n in self.candidates})
        ranked = sorted(self.hopefuls(), key=self.past, reverse=True)
        self.elected += [n for n in ranked if self.stages[-1][n] >= self.quota]
        rest = [n for n in ranked if n not in self.elected]
        if len(rest) <= self.seats - len(self.elected):
            self.elected += rest

    def step(self) -> None:
        over = [n for n in self.lot if n in self.elected and self.votes(n) > self.quota]
        moving = max(over, key=self.past) if over else min(self.hopefuls()[::-1], key=self.past)
        total = self.votes(moving)
        papers = [p for p in self.papers if p.holder == moving]
        if over:
            for paper in papers:
                exact = (total - self.quota) * paper.value / total
                paper.value = Fraction(floor(exact * PLACES), PLACES)
            self.settled.add(moving)
        else:
            self.out.add(moving)
        self.move(papers)
        self.close()
