"""How invented voters rank invented candidates: by closeness, by fame, and a little by chance."""

from collections.abc import Iterator
from random import Random

type Point = tuple[float, float]


def rankings(candidates: int, voters: int, seed: int) -> Iterator[list[int]]:
    """Candidate numbers, best first; most people rank three to eight of them."""
    luck = Random(seed)  # noqa: S311 - invented votes, not a lot
    places = [_point(luck) for _ in range(candidates)]
    fame = [luck.gauss(0, 0.3) for _ in range(candidates)]
    for _ in range(voters):
        here = _point(luck)
        liking = [
            fame[n] - _distance(here, place) + luck.gauss(0, 0.9) for n, place in enumerate(places)
        ]
        best = sorted(range(1, candidates + 1), key=lambda n: -liking[n - 1])
        yield best[: min(candidates, luck.randint(3, 8))]


def _point(luck: Random) -> Point:
    return luck.gauss(0, 1), luck.gauss(0, 1)


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
