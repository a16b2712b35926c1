"""What each cell or trainer brings: intervals that hold, ends that are sure, funnels (R-157)."""

from math import exp, inf, isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.growth import (
    GrowthError,
    Rate,
    busiest,
    extinction,
    funnel,
    mature,
    offspring,
)

STAGES = ("newcomers", "trained", "cells")
counts = st.lists(st.integers(0, 30), min_size=1, max_size=60)


def simulated(rng, cells, reproduction, dispersion):
    """Newcomers by cell, unequally; two in five are trained; one in ten of those begins a cell."""
    mean = reproduction / (0.4 * 0.1)
    newcomers = rng.negative_binomial(dispersion, dispersion / (dispersion + mean), cells)
    trained = rng.binomial(newcomers, 0.4)
    return list(zip(newcomers, trained, rng.binomial(trained, 0.1), strict=True))


def test_the_interval_covers_the_truth_of_a_thousand_funnels():
    rng, inside, grows, shrinks = np.random.default_rng(2026), 0, 0, 0
    for run in range(1_000):
        cells = int(rng.integers(50, 121))
        truth = (0.6, 0.9, 1.0, 1.5, 2.5)[run % 5]
        dispersion = float(rng.uniform(0.3, 5))
        figure = funnel(STAGES, simulated(rng, cells, truth, dispersion)).whole.reproduction
        inside += figure.low <= truth <= figure.high
        grows += truth <= 1 and figure.verdict == "grows"
        shrinks += truth >= 1 and figure.verdict == "shrinks"
    assert 920 <= inside <= 970
    assert grows <= 15  # of 600 that do not grow
    assert shrinks <= 15  # of 600 that do not shrink


@pytest.mark.parametrize("dispersion", [0.3, 1.0])
def test_a_poisson_interval_would_claim_to_know_too_much(dispersion):
    rng, naive, ours = np.random.default_rng(9), 0, 0
    for _ in range(200):
        seen = rng.negative_binomial(dispersion, dispersion / (dispersion + 1), 50)
        reach = 1.96 * (seen.mean() / 50) ** 0.5
        naive += abs(seen.mean() - 1) <= reach
        figure = offspring(seen.tolist()).reproduction
        ours += figure.low <= 1 <= figure.high
    assert naive < 175
    assert ours > 180


def test_with_few_cells_nothing_is_said_of_growth():
    few = offspring([3, 4, 2, 5, 3, 4, 3, 6, 2])
    assert few.reproduction.low > 1
    assert few.reproduction.verdict == "cannot tell"
    assert few.reproduction.words == "Too few to tell growth from decline (counted: 9)."


def test_verdicts_are_told_in_words():
    grows = offspring([2, 3] * 20).reproduction
    assert grows.verdict == "grows"
    assert grows.words.startswith("It grows: each brings about 2.50 more, between ")
    assert offspring([0] * 30).reproduction.words == (
        "It shrinks: each brings about 0.00 more, between 0.00 and 0.10 (counted: 30)."
    )
    assert offspring([0, 1, 2] * 10).reproduction.verdict == "cannot tell"


def test_one_source_says_nothing_at_all():
    one = offspring([3]).reproduction
    assert (one.low, one.high, one.verdict) == (0, inf, "cannot tell")


def test_dispersion_is_found_again():
    rng = np.random.default_rng(4)
    assert (
        abs(offspring(rng.negative_binomial(0.5, 0.5 / 2.5, 4_000).tolist()).dispersion - 0.5)
        < 0.05
    )
    even = offspring([1, 2, 1, 2, 2, 1] * 10)
    assert even.dispersion == inf
    assert not even.overdispersed


@settings(max_examples=40, deadline=None)
@given(counts)
def test_the_interval_holds_its_mean_and_forgets_the_order(seen):
    figure = offspring(seen).reproduction
    assert figure.low <= figure.mean <= figure.high
    assert isclose(figure.mean, sum(seen) / len(seen))
    assert offspring(seen[::-1]).reproduction == figure


@settings(deadline=None)
@given(counts)
def test_the_busiest_bring_four_fifths(seen):
    number = round(busiest(seen) * len(seen))
    ranked = sorted(seen, reverse=True)
    assert sum(ranked[:number]) >= 0.8 * sum(seen)
    if number:
        assert sum(ranked[: number - 1]) < 0.8 * sum(seen)


def test_who_had_no_time_yet_is_not_counted():
    started = [("old", 0), ("ripe", 60), ("young", 61), ("new", 99)]
    assert mature(started, today=100, interval_mean=20) == ["old", "ripe"]


@settings(deadline=None)
@given(st.floats(1.0001, 50))
def test_a_geometric_line_dies_out_by_the_closed_form(reproduction):
    assert abs(extinction(reproduction, 1) - 1 / reproduction) < 1e-10


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0.05, 100))
def test_a_line_that_does_not_grow_dies_out(reproduction, dispersion):
    assert extinction(reproduction, dispersion) == 1


@settings(deadline=None)
@given(st.floats(1.05, 20), st.floats(0.05, 100))
def test_the_chance_of_dying_out_is_the_smallest_root(reproduction, dispersion):
    root = extinction(reproduction, dispersion)
    assert isclose((1 + reproduction * (1 - root) / dispersion) ** -dispersion, root, rel_tol=1e-9)
    assert root < 1
    assert extinction(reproduction, dispersion * 2) < root  # the more equal, the safer
    poisson = extinction(reproduction)
    assert isclose(exp(-reproduction * (1 - poisson)), poisson, rel_tol=1e-9)


def test_dying_out_is_what_simulated_lines_do():
    rng, ended = np.random.default_rng(6), 0
    for _ in range(2_000):
        alive = 1
        while 0 < alive < 200:
            alive = int(rng.negative_binomial(0.5 * alive, 0.5 / 2.0))
        ended += alive == 0
    assert abs(ended / 2_000 - extinction(1.5, 0.5)) < 0.035


def test_a_funnel_shows_each_stage_and_its_narrowest():
    shown = funnel(STAGES, [(10, 4, 1), (20, 8, 2), (0, 0, 0)])
    assert [(stage.name, stage.people) for stage in shown.stages] == [
        ("newcomers", 30), ("trained", 12), ("cells", 3),
    ]  # fmt: skip
    assert shown.stages[1].rate == Rate(12, 30)
    assert shown.narrowest.name == "cells"
    assert shown.whole.reproduction.mean == 1
    assert shown.whole.words == "67 % of them brought four in five of all."
    empty = funnel(STAGES, [(0, 0, 0)] * 3)
    assert empty.narrowest is None
    assert empty.whole.words == "None of them has brought anyone yet."


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_a_rate_lies_inside_its_interval(went_on, more):
    rate = Rate(went_on, went_on + more)
    low, high = rate.between
    assert 0 <= low < high <= 1
    if rate.share is not None:
        assert low <= rate.share <= high


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("at least one", lambda: offspring([])),
        ("below none", lambda: offspring([-1, 3])),
        ("two stages", lambda: funnel(["cells"], [(1,)])),
        ("a count for each", lambda: funnel(STAGES, [(1, 2)])),
        ("More at “trained” than at “newcomers”", lambda: funnel(STAGES, [(1, 2, 0)])),
        ("at least one", lambda: funnel(STAGES, [])),
        ("cannot have gone on", lambda: Rate(3, 2)),
        ("from 0 upwards", lambda: extinction(-1)),
        ("above 0", lambda: extinction(2, 0)),
        ("above 0", lambda: mature([], 3, 0)),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_in_words(words, run):
    with pytest.raises(GrowthError, match=words):
        run()
