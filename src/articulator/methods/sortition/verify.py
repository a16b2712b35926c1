"""Checking a lottery without making it again."""

from collections.abc import Iterable

import numpy as np

from articulator.methods.sortition.certificate import dense, faults
from articulator.methods.sortition.draw import TICKETS
from articulator.methods.sortition.leximin import rows_of
from articulator.methods.sortition.lottery import Lottery
from articulator.methods.sortition.panels import AllPanels
from articulator.methods.sortition.types import (
    Floats,
    Pool,
    Problem,
    Quota,
    TypedPool,
    canonical_quotas,
    problem_of,
    typed,
)


def verify_lottery(
    lottery: Lottery, pool: Pool, quotas: Iterable[Quota], *, prove_cuts: bool = True
) -> tuple[str, ...]:
    """Check the certificate against pool and quotas; returns what is wrong, in sentences.

    Nothing is optimised, except that each cut is proved again by one integer programme
    (`prove_cuts`): tickets and compositions are added up, optimality follows by weak duality.
    """
    ordered = canonical_quotas(quotas)
    people = typed(pool, ordered)
    found = _changed(lottery, people, ordered)
    if found:
        return found
    problem = problem_of(people, ordered, lottery.seats)
    return (
        *_book_faults(lottery, problem),
        *_aim_faults(lottery, problem),
        *(_cut_faults(lottery, problem) if prove_cuts else ()),
    )


def _changed(lottery: Lottery, people: TypedPool, quotas: tuple[Quota, ...]) -> tuple[str, ...]:
    checks = {
        "The quotas are not those of the lottery.": lottery.quotas == quotas,
        "The types of people in the pool, or their numbers, have changed.":
            (lottery.features, lottery.types) == (people.features, people.types),
        "The people in the pool are not those of the lottery.":
            dict(lottery.type_of) == dict(people.type_of),
    }  # fmt: skip
    return tuple(sentence for sentence, holds in checks.items() if not holds)


def _book_faults(lottery: Lottery, problem: Problem) -> tuple[str, ...]:
    found = []
    if sum(lottery.tickets) != TICKETS or min(lottery.tickets) < 1:
        found.append(f"The tickets add up to {sum(lottery.tickets)} instead of {TICKETS}.")
    for number, composition in enumerate(lottery.compositions, start=1):
        counts = dense(composition, len(problem.sizes))
        if not problem.admits(counts.astype(np.int64)):
            found.append(f"Composition {number} breaks a quota or the number of seats.")
    off = np.abs(np.array(lottery.chances) - lottery.certificate.chances)
    found.extend(
        f"Type {kind + 1} has a chance of {lottery.chances[kind]:.7f} by the tickets, but"
        f" {lottery.certificate.chances[kind]:.7f} by the certificate."
        for kind in np.flatnonzero(off > _allowed(lottery))
    )
    return tuple(found)


def _allowed(lottery: Lottery) -> float:
    """Rounding may move a chance by less than half a ticket per composition, 5 at most."""
    return min(5, 1 + len(lottery.tickets) / 2) / TICKETS


def _aim_faults(lottery: Lottery, problem: Problem) -> tuple[str, ...]:
    aim, proof = np.array(lottery.certificate.chances), lottery.certificate
    complete = lottery.method == "leximin"
    found = list(faults(proof.levels, *rows_of(problem, proof.cuts), complete=complete))
    if abs(aim @ problem.sizes - lottery.seats) > 1e-6:
        found.append("The chances do not add up to the number of seats.")
    for number, level in enumerate(proof.levels, start=1):
        if (np.abs(aim[list(level.blocked)] - level.value) > 1e-7).any():
            found.append(f"Level {number}: the chances differ from the value it proves.")
    lowest = max((level.value for level in proof.levels), default=0.0)
    beyond = np.setdiff1d(np.arange(len(aim)), [k for v in proof.levels for k in v.blocked])
    if (aim[beyond] < lowest - 1e-7).any():
        found.append("Somebody's chance is below the lowest chance that is proved.")
    return tuple(found)


def _cut_faults(lottery: Lottery, problem: Problem) -> tuple[str, ...]:
    if not lottery.certificate.cuts:
        return ()
    every, found = AllPanels(problem), []
    for number, cut in enumerate(lottery.certificate.cuts, start=1):
        weights: Floats = cut.row(len(problem.sizes))
        best = every.best(weights)
        if best is None or best @ weights > cut.limit + 1e-7:
            found.append(f"Cut {number} is not valid: some panel exceeds its limit.")
    return tuple(found)
