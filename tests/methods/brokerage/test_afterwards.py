"""Whether two grew alike, and whether a thing travelled along ties."""

import numpy as np
import pytest

from articulator.methods.brokerage import Similarity, diffusion, network, reach, similarity

CHAIN = [(f"{at:03}", f"{at + 1:03}", 1) for at in range(199)]


def test_two_are_alike_by_whom_they_know_and_what_they_work_on():
    net = network([("a", "c", 1), ("b", "c", 1), ("b", "d", 1), ("a", "b", 1)])
    words = {"a": {"rent"}, "b": {"rent", "food", "heat"}}
    assert similarity(net, "a", "b", words) == Similarity(0.5, pytest.approx(1 / 3))


def test_who_knows_nobody_and_said_nothing_is_alike_to_nobody_we_could_tell():
    assert similarity(network([], ["a", "b"]), "a", "b", {}) == Similarity(None, None)


def test_a_thing_that_goes_from_neighbour_to_neighbour_travels():
    told = diffusion(network(CHAIN), {f"{at:03}": float(at) for at in range(20)}, seed=1)
    assert (told.adopted, told.along, told.travels) == (20, 19, True)


def test_a_thing_taken_up_here_and_there_does_not():
    rng = np.random.default_rng(5)
    chosen = {f"{at:03}": float(at) for at in rng.choice(200, 20, replace=False)}
    assert not diffusion(network(CHAIN), chosen, seed=1).travels


def test_the_same_seed_says_the_same_and_nothing_taken_up_is_no_error():
    net, when = network(CHAIN), {"001": 1.0, "002": 2.0}
    assert diffusion(net, when, seed=3) == diffusion(net, when, seed=3)
    assert diffusion(net, {}, seed=3).travels is False


@pytest.mark.parametrize(("start", "counts"), [(["000"], [1, 2, 3]), ([], [0])])
def test_how_far_something_reaches_step_by_step(start, counts):
    assert reach(network(CHAIN[:2]), start) == counts


def test_a_tie_that_weighs_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="weighs"):
        network([("a", "b", -1)])
