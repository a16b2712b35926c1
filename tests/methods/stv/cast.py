"""Elections written in words: how many papers rank whom."""

from hypothesis import strategies as st

from articulator.methods.stv import Count, Papers, Stage

CAST = ("ada", "ben", "cleo", "dev", "ewa", "finn")


def election(
    seats: int, piles: dict[str, int], standing: str = "", withdrawn: str = "", title: str = ""
) -> Papers:
    """`{"ada ben": 5}` is five papers with ada first and ben second."""
    named = {name for ranking in piles for name in ranking.split()} | set(standing.split())
    candidates = tuple(name for name in CAST if name in named)
    number = {name: n for n, name in enumerate(candidates, 1)}
    rankings = tuple((many, tuple(number[n] for n in who.split())) for who, many in piles.items())
    gone = frozenset(number[name] for name in withdrawn.split())
    return Papers(candidates, seats, rankings, title, gone)


def elected(count: Count) -> str:
    return " ".join(map(count.name, count.elected))


def excluded(count: Count) -> str:
    return " ".join(count.name(n) for stage in count.stages for n in stage.excluded)


def table(count: Count, stage: Stage) -> dict[str, str]:
    votes = count.to_json()["stages"][stage.number - 1]["votes"]
    return {count.name(int(n)): units for n, units in votes.items()}


@st.composite
def elections(draw: st.DrawFn) -> Papers:
    """Small elections with few papers, so that ties are common."""
    candidates = CAST[: draw(st.integers(1, 6))]
    numbers = list(range(1, len(candidates) + 1))
    ranking = st.permutations(numbers).flatmap(
        lambda order: st.integers(1, len(order)).map(lambda n: tuple(order[:n]))
    )
    rankings = draw(st.lists(st.tuples(st.integers(1, 9), ranking), max_size=9))
    return Papers(candidates, draw(st.integers(1, 4)), tuple(rankings))
