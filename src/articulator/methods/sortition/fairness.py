"""Computing the lottery.

Aim at the fairest chances, attain them by panels, cut off what panels cannot attain, aim again.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from articulator.methods.sortition.certificate import Cut
from articulator.methods.sortition.decompose import Mixture, decompose
from articulator.methods.sortition.leximin import Target, leximin
from articulator.methods.sortition.lottery import Certificate, Composition, Lottery, Method
from articulator.methods.sortition.panels import AllPanels
from articulator.methods.sortition.relax import (
    InfeasibleQuotas,
    infeasible,
    remedy,
    smallest_relaxation,
)
from articulator.methods.sortition.tickets import issue
from articulator.methods.sortition.types import (
    Pool,
    PoolFileError,
    Problem,
    Quota,
    TypedPool,
    canonical_quotas,
    problem_of,
    typed,
)


def lottery(
    pool: Pool, quotas: Iterable[Quota], seats: int, *, method: Method = "leximin"
) -> Lottery:
    """The fairest lottery over the panels of `seats` people which satisfy the quotas.

    `leximin` makes the lowest chance as high as possible, then the second lowest, and so on;
    `maximin` stops after the lowest. The answer depends on who is in the pool and on nothing
    else: not on the order of the rows, not on a seed.

    Raises PoolFileError (a value without a quota, ids twice) and InfeasibleQuotas.
    Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens'
    assemblies", Nature 596 (2021), here by type of person; see docs/methods/sortition.md.
    """
    if seats < 1:
        raise PoolFileError(0, "A panel needs at least one seat.")
    ordered = canonical_quotas(quotas)
    people = typed(pool, ordered)
    problem = problem_of(people, ordered, seats)
    every = AllPanels(problem)
    if problem.sizes.sum() < seats or every.best(np.zeros(len(problem.sizes))) is None:
        raise infeasible(problem, people, ordered)
    target, mixture, cuts = _solve(problem, every, stop_early=method == "maximin")
    book = issue(problem, target.chances * problem.sizes, mixture)
    return Lottery(
        method=method,
        seats=seats,
        quotas=ordered,
        features=people.features,
        types=people.types,
        type_of=people.type_of,
        compositions=tuple(_composition(counts) for counts in book),
        tickets=tuple(book.values()),
        certificate=Certificate(tuple(map(float, target.chances)), target.levels, tuple(cuts)),
        reasons=_reasons(problem, people, ordered, target),
    )


def _solve(
    problem: Problem, every: AllPanels, *, stop_early: bool
) -> tuple[Target, Mixture, list[Cut]]:
    """Aim, try to attain, and where panels cannot attain it, cut the aim off and aim again."""
    cuts: list[Cut] = []
    while True:
        target = leximin(problem, cuts, stop_early=stop_early)
        assert target is not None, "a panel exists and satisfies every cut"
        outcome = decompose(problem, target.chances * problem.sizes, every)
        if isinstance(outcome, Mixture):
            return target, outcome, cuts
        cuts.append(outcome)


def _composition(counts: Sequence[int]) -> Composition:
    return tuple((kind, count) for kind, count in enumerate(counts) if count)


def _reasons(
    problem: Problem, people: TypedPool, quotas: tuple[Quota, ...], target: Target
) -> dict[int, str]:
    return {
        int(kind): _reason(problem, people, quotas, int(kind))
        for kind in np.flatnonzero(target.chances < 1e-9)
    }


def _reason(problem: Problem, people: TypedPool, quotas: tuple[Quota, ...], kind: int) -> str:
    pairs = zip(people.features, people.types[kind].values, strict=True)
    who = ", ".join(f"{feature} = {value}" for feature, value in pairs)
    changes = smallest_relaxation(problem, quotas, needed=kind)
    return f"No panel that satisfies the quotas has anybody with {who}. {remedy(changes)}"


def fair_lottery(
    pool: Pool, quotas: Iterable[Quota], seats: int, method: Method = "leximin"
) -> tuple[Lottery, tuple[str, ...]]:
    """As `lottery`; quotas that no panel can satisfy give way by the smallest relaxation.

    Also returns what was changed, in sentences (empty when nothing was). The lottery holds the
    quotas by which it was made. Raises InfeasibleQuotas when no relaxation helps.
    """
    wanted = tuple(quotas)
    try:
        return lottery(pool, wanted, seats, method=method), ()
    except InfeasibleQuotas as error:
        if not error.changes:
            raise
        changed = {change.quota: change.relaxed for change in error.changes}
        notes = (*error.reasons, *(f"Therefore: {c.sentence()}." for c in error.changes))
        relaxed = tuple(changed.get(quota, quota) for quota in wanted)
        return lottery(pool, relaxed, seats, method=method), notes
