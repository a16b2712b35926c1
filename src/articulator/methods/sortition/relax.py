"""The smallest change of the quotas that makes a panel possible.

A lowered minimum weighs 1 + 2/minimum and a raised maximum 1, so that a minimum of one person is
given up last (the weights of the Sortition Foundation's software).
"""

from dataclasses import dataclass

import numpy as np

from articulator.methods.sortition.programme import Programme
from articulator.methods.sortition.types import Floats, Problem, Quota, TypedPool


@dataclass(frozen=True, slots=True)
class Change:
    """One quota and what it would have to be."""

    quota: Quota
    min: int
    max: int

    @property
    def weight(self) -> float:
        lowered = self.quota.min - self.min
        return (lowered * (1 + 2 / self.quota.min) if lowered else 0.0) + self.max - self.quota.max

    @property
    def relaxed(self) -> Quota:
        return Quota(self.quota.feature, self.quota.value, self.min, self.max)

    def sentence(self) -> str:
        parts = []
        if self.min < self.quota.min:
            parts.append(
                f"lower the minimum of {self.quota.label} from {self.quota.min} to {self.min}"
            )
        if self.max > self.quota.max:
            parts.append(
                f"raise the maximum of {self.quota.label} from {self.quota.max} to {self.max}"
            )
        return " and ".join(parts)


class InfeasibleQuotas(ValueError):  # noqa: N818 - the name says what is wrong
    """No panel satisfies the quotas. `changes` is the smallest relaxation (empty: none helps)."""

    def __init__(self, reasons: tuple[str, ...], changes: tuple[Change, ...]) -> None:
        self.reasons, self.changes = reasons, changes
        super().__init__(" ".join([*reasons, remedy(changes)]).strip())


def remedy(changes: tuple[Change, ...]) -> str:
    if not changes:
        return ""
    return f"The smallest change that helps: {'; '.join(c.sentence() for c in changes)}."


def infeasible(problem: Problem, people: TypedPool, quotas: tuple[Quota, ...]) -> InfeasibleQuotas:
    """The error to raise when there is no panel, with its reasons and the smallest relaxation."""
    if people and problem.sizes.sum() < problem.seats:
        count = int(problem.sizes.sum())
        return InfeasibleQuotas(
            (f"The pool has {count} people, fewer than the {problem.seats} seats.",), ()
        )
    changes = smallest_relaxation(problem, quotas)
    reasons = tuple(_plain_reasons(problem, people, quotas))
    whole = "No panel satisfies all the quotas at once."
    return InfeasibleQuotas(reasons or (whole,), changes)


def _plain_reasons(problem: Problem, people: TypedPool, quotas: tuple[Quota, ...]) -> list[str]:
    """Contradictions which can be seen with the naked eye."""
    found = []
    for quota, row in zip(quotas, problem.matrix, strict=False):
        there = int(row @ problem.sizes)
        if there < quota.min:
            found.append(
                f"{quota.label} needs at least {quota.min} people, but the pool has {there}."
            )
    for feature in people.features:
        least = sum(quota.min for quota in quotas if quota.feature == feature)
        most = sum(quota.max for quota in quotas if quota.feature == feature)
        if least > problem.seats:
            found.append(
                f"The minima of {feature} add up to {least}, more than the {problem.seats} seats."
            )
        if most < problem.seats:
            found.append(
                f"The maxima of {feature} add up to {most}, fewer than the {problem.seats} seats."
            )
    return found


def smallest_relaxation(
    problem: Problem, quotas: tuple[Quota, ...], needed: int | None = None
) -> tuple[Change, ...]:
    """The quotas to change, by least total weight; with `needed`, so that this type has a seat.

    Variables: the composition, then how far each minimum falls, then how far each maximum rises.
    """
    kinds, rows = len(problem.sizes), len(quotas)
    least = np.zeros(kinds + 2 * rows)
    if needed is not None:
        least[needed] = 1
    minima = problem.lower[:-1]
    programme = Programme(
        least,
        np.concatenate([problem.sizes, minima, np.full(rows, float(problem.seats))]),
        _relaxed_rows(problem, rows),
        np.concatenate([minima, np.full(rows, -np.inf), problem.lower[-1:]]),
        np.concatenate([np.full(rows, np.inf), problem.upper]),
        integer=True,
    )
    lowering = 1 + 2 / np.maximum(minima, 1)
    programme.cost(-np.concatenate([np.zeros(kinds), lowering, np.ones(rows)]))
    solution = programme.solve()
    if solution is None:
        return ()
    down, up = np.split(np.round(solution.variables[kinds:]).astype(int), 2)
    return tuple(
        Change(quota, quota.min - int(d), quota.max + int(u))
        for quota, d, u in zip(quotas, down, up, strict=True)
        if d or u
    )


def _relaxed_rows(problem: Problem, rows: int) -> Floats:
    matrix, one, zero = problem.matrix[:-1], np.eye(rows), np.zeros((rows, rows))
    at_least = np.hstack([matrix, one, zero])
    at_most = np.hstack([matrix, zero, -one])
    seats = np.hstack([problem.matrix[-1:], np.zeros((1, 2 * rows))])
    return np.vstack([at_least, at_most, seats])
