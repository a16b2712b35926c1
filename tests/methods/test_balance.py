"""Where the movement is thin, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, poisson

from articulator.methods.balance import at_most, balance

FUNCTIONS, SPHERES = ("tames", "heals"), ("work", "home", "nature")
PLACED = st.lists(st.tuples(st.sampled_from(FUNCTIONS), st.sampled_from(SPHERES)), max_size=40)


def test_the_empty_cell_of_a_full_map_is_a_certain_gap_and_comes_first():
    placed = [(f, s) for f in FUNCTIONS for s in SPHERES if (f, s) != ("heals", "work")] * 6
    told = balance(placed, FUNCTIONS, SPHERES)
    first = told.gaps[0]
    assert (first.function, first.sphere, first.here, first.meant) == ("heals", "work", 0, 5)
    assert first.certain


def test_with_few_groups_an_empty_cell_may_be_chance():
    told = balance([("tames", "work"), ("heals", "home")], FUNCTIONS, SPHERES)
    assert not any(cell.certain for cell in told.cells)


def test_a_target_moves_what_is_meant():
    told = balance([("tames", "work")] * 9, FUNCTIONS, SPHERES, {"heals": 2, "tames": 1})
    assert told.cell("heals", "home").meant == pytest.approx(2)
    assert told.gaps[0].function == "heals"


def test_an_empty_map_has_no_gaps_and_no_false_precision():
    told = balance([], FUNCTIONS, SPHERES)
    assert (told.total, told.gaps) == (0, ())
    assert told.functions[0].high - told.functions[0].low > 0.9


def test_whoever_stands_outside_of_the_grid_is_not_counted():
    assert balance([("sings", "work"), ("tames", "moon")], FUNCTIONS, SPHERES).total == 0


def test_a_target_below_nothing_is_refused():
    with pytest.raises(ValueError, match="weighs"):
        balance([], FUNCTIONS, SPHERES, {"heals": -1})


@given(st.integers(0, 60), st.floats(0.01, 80))
def test_chances_are_those_of_poisson(here, meant):
    assert at_most(here, meant) == pytest.approx(poisson.cdf(here, meant))


@given(PLACED)
def test_nothing_is_lost_and_shares_add_up(placed):
    told = balance(placed, FUNCTIONS, SPHERES)
    assert sum(cell.here for cell in told.cells) == told.total == len(placed)
    assert sum(cell.meant for cell in told.cells) == pytest.approx(len(placed))
    for shares in (told.functions, told.spheres):
        assert sum(one.many for one in shares) == len(placed)
        assert all(one.low <= one.high for one in shares)


@given(PLACED.filter(bool))
def test_intervals_are_those_of_the_dirichlet_with_jeffreys_prior(placed):
    one = balance(placed, FUNCTIONS, SPHERES).spheres[0]
    marginal = beta(one.many + 0.5, len(placed) - one.many + 1)
    assert (one.low, one.high) == pytest.approx((marginal.ppf(0.025), marginal.ppf(0.975)))
