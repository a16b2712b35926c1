"""Leximin without any cleverness: list every panel, solve plain linear programmes over them."""

import random
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from articulator.methods.sortition import Pool, Quota


def random_instance(number: int) -> tuple[Pool, tuple[Quota, ...], int]:
    """A small pool, quotas near one of its panels (not always attainable), and the seats.

    Every third pool hides an odd cycle: the linear programme then promises too much.
    """
    rng = random.Random(number)
    if number % 3 == 0:
        return _odd_cycle(rng)
    features = "abcdef"[: rng.choice((2, 3, 4, 5, 6))]
    people, seats = rng.randint(6, 10), rng.choice((2, 3, 4, 5))
    values = [rng.choice((2, 2, 3)) for _ in features]
    rows = [
        {f: str(rng.randrange(v)) for f, v in zip(features, values, strict=True)}
        for _ in range(people)
    ]
    sample = rng.sample(rows, seats) if rng.random() < 0.6 else rng.choices(rows, k=seats)
    quotas = []
    for feature, count in zip(features, values, strict=True):
        for value in map(str, range(count)):
            wanted = sum(row[feature] == value for row in sample)
            slack = rng.choice((0, 0, 1))
            quotas.append(Quota(feature, value, max(0, wanted - slack), wanted + slack))
    return _pool(rows), tuple(quotas), seats


def _odd_cycle(rng: random.Random) -> tuple[Pool, tuple[Quota, ...], int]:
    """Two seats, exactly one person with each bit: only opposite people fit together."""
    bits = rng.choice((3, 3, 4))
    cycle = ["110", "101", "011", "000", *rng.choice(("", ["111"], ["111"]))]
    others = ["".join(rng.choices("01", k=3)) for _ in range(rng.randint(0, 3))]
    flipped = "".join(rng.choices("01", k=3))
    rows = [
        {f: str(int(a) ^ int(b)) for f, a, b in zip("abc", vector, flipped, strict=True)}
        | ({"d": rng.choice("01")} if bits == 4 else {})
        for vector in cycle + others
    ]
    exact = [Quota(f, v, 1, 1) for f in "abc" for v in "01"]
    loose = [Quota("d", v, 0, 2) for v in "01"] if bits == 4 else []
    return _pool(rows), (*exact, *loose), 2


def _pool(rows: list[dict[str, str]]) -> Pool:
    return Pool(tuple(f"member-{i}" for i in range(len(rows))), tuple(rows))


def panels(pool: Pool, quotas: tuple[Quota, ...], seats: int) -> np.ndarray:
    """Every panel as a row of zeros and ones over the people."""
    found = []
    for chosen in combinations(range(len(pool.ids)), seats):
        rows = [pool.rows[i] for i in chosen]
        counts = [sum(row[q.feature] == q.value for row in rows) for q in quotas]
        if all(q.min <= c <= q.max for q, c in zip(quotas, counts, strict=True)):
            found.append([float(i in chosen) for i in range(len(pool.ids))])
    return np.array(found)


def smallest_relaxation_weight(pool: Pool, quotas: tuple[Quota, ...], seats: int) -> float:
    """The least weight by which the quotas must give way for some choice of people."""

    def weight(quota: Quota, count: int) -> float:
        lowered, raised = max(0, quota.min - count), max(0, count - quota.max)
        return raised + (lowered * (1 + 2 / quota.min) if lowered else 0)

    return min(
        sum(weight(q, sum(row[q.feature] == q.value for row in rows)) for q in quotas)
        for rows in combinations(pool.rows, seats)
    )


def leximin_by_panels(every: np.ndarray) -> np.ndarray:
    """The leximin chances of the people, by raising one level after the other."""
    people = every.shape[1]
    fixed: dict[int, float] = {}
    while len(fixed) < people:
        open_people = [i for i in range(people) if i not in fixed]
        level = -_best(every, fixed, open_people, None)
        for person in open_people:
            floor = dict.fromkeys(open_people, level - 1e-9)
            if -_best(every, fixed | floor, [], person) < level + 1e-6:
                fixed[person] = level
    return np.array([fixed[i] for i in range(people)])


def _best(every, at_least, raised, person):
    """Minimise -z (z below every raised chance), or minus one person's chance."""
    count = len(every)
    cost = np.zeros(count + 1)
    if person is None:
        cost[-1] = -1
    else:
        cost[:count] = -every[:, person]
    rows = [np.append(-every[:, i], 1.0) for i in raised]
    ends = [0.0] * len(raised)
    for i, floor in at_least.items():
        rows.append(np.append(-every[:, i], 0.0))
        ends.append(1e-9 - floor)
    result = linprog(
        cost, A_ub=np.array(rows), b_ub=ends, A_eq=[[1.0] * count + [0.0]], b_eq=[1.0],
        bounds=[(0, 1)] * (count + 1),
    )  # fmt: skip
    return result.fun
