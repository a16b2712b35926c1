"""The Scottish rule a second time, slowly: every paper by itself, exact fractions, no look ahead.

Written from SSI 2007/42 and not from the package, which it must agree with at every stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

PLACES = 100_000


@dataclass
class Paper:
    ranking: tuple[int, ...]
    holder: int | None = None
    value: Fraction = field(default=Fraction(1))


def cut(value: Fraction) -> Fraction:
    return Fraction(floor(value * PLACES), PLACES)


def naive_count(
    candidates: Sequence[int], seats: int, rankings: Sequence[tuple[int, ...]], lot: Sequence[int]
) -> tuple[list[int], list[dict[int, Fraction]]]:
    """Who is elected, in order, and the votes after every stage."""
    papers = [Paper(ranking) for ranking in rankings]
    elected: list[int] = []
    out: set[int] = set()
    moved: set[int] = set()
    stages: list[dict[int, Fraction]] = []

    def votes(n: int) -> Fraction:
        held = sum((p.value for p in papers if p.holder == n), Fraction(0))
        return Fraction(quota) if n in moved else held

    def hopeful(n: int) -> bool:
        return n not in out and n not in elected

    def move(paper: Paper) -> None:
        paper.holder = next((n for n in paper.ranking if hopeful(n)), None)

    def key(n: int, past: list[dict[int, Fraction]]) -> tuple[Fraction, ...]:
        return tuple(stage[n] for stage in reversed(past))

    def close() -> None:
        stages.append({n: votes(n) for n in candidates})
        ranked = sorted(filter(hopeful, candidates), key=lot.index)
        ranked.sort(key=lambda n: key(n, stages), reverse=True)
        elected.extend([n for n in ranked if stages[-1][n] >= quota])
        rest = [n for n in ranked if hopeful(n)]
        if len(rest) <= seats - len(elected):
            elected.extend(rest)

    for paper in papers:
        move(paper)
    quota = sum(p.holder is not None for p in papers) // (seats + 1) + 1
    close()
    while len(elected) < min(seats, len(candidates)):
        over = [n for n in elected if votes(n) > quota]
        if over:
            over.sort(key=lot.index)
            winner = max(over, key=lambda n: key(n, stages))
            total = votes(winner)
            for paper in [p for p in papers if p.holder == winner]:
                paper.value = cut((total - quota) * paper.value / total)
                move(paper)
            moved.add(winner)
        else:
            losers = sorted(filter(hopeful, candidates), key=lot.index, reverse=True)
            loser = min(losers, key=lambda n: key(n, stages))
            out.add(loser)
            for paper in [p for p in papers if p.holder == loser]:
                move(paper)
        close()
    return elected, stages
