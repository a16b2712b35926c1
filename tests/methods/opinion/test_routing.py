from collections import Counter
from random import Random

import numpy as np
import pytest

from articulator.methods.opinion import next_statement, overall, priorities
from tests.methods.opinion.rooms import room

KEYS = ("rent", "bus", "pool")


def test_a_statement_already_done_is_never_shown_again():
    draw = Random(1)
    weights, seen = np.ones(3), np.zeros(3, dtype=int)
    shown = {next_statement(KEYS, seen, weights, {"rent"}, draw) for _ in range(50)}
    assert shown == {"bus", "pool"}
    assert next_statement(KEYS, seen, weights, set(KEYS), draw) is None


def test_the_roulette_wheel_of_polis_draws_by_priority():
    draw = Random(1)
    weights, seen = np.array([1.0, 3.0, 6.0]), np.array([0, 5, 5])
    drawn = Counter(
        next_statement(KEYS, seen, weights, (), draw, fewest_first=0) for _ in range(10_000)
    )
    assert [drawn[key] / 10_000 for key in KEYS] == pytest.approx([0.1, 0.3, 0.6], abs=0.02)


def test_seven_draws_of_ten_go_to_the_statements_with_fewest_votes():
    draw = Random(1)
    weights, seen = np.array([0.0, 0.0, 1.0]), np.array([2, 2, 9])
    drawn = Counter(next_statement(KEYS, seen, weights, (), draw) for _ in range(10_000))
    assert [drawn[key] / 10_000 for key in KEYS] == pytest.approx([0.35, 0.35, 0.3], abs=0.02)


def test_fresh_statements_come_first_and_those_passed_over_last():
    votes = room(ada="++0", ben="++0", cleo="++0", dev=".+0")
    weights = priorities(overall(votes), np.zeros(3))
    assert weights[0] > weights[1] > weights[2]


def test_what_asks_who_one_is_weighs_49():
    votes = room(ada="++", ben="+-")
    weights = priorities(overall(votes), np.zeros(2), votes.flags([2]))
    assert weights[1] == 49
