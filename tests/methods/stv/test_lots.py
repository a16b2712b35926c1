"""The lot: an order that seed and names fix, whatever the numbers and the ballots."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.stv.lots import Look, choose, lot_order
from tests.methods.stv.cast import CAST

NAMES = dict(enumerate(CAST, 1))


def test_the_order_is_by_hash_of_seed_and_name():
    marks = {
        n: hashlib.sha256(f"articulator lot 1\nseed\n{name}".encode()).hexdigest()
        for n, name in NAMES.items()
    }
    assert lot_order(NAMES, "seed") == tuple(sorted(NAMES, key=marks.__getitem__))


def test_the_order_for_one_seed_never_changes():
    """Published counts must stay repeatable: this order is a promise."""
    order = [NAMES[n] for n in lot_order(NAMES, "2026-11-24")]
    assert order == ["ewa", "cleo", "ben", "ada", "finn", "dev"]


@settings(max_examples=50, deadline=None)
@given(st.permutations(CAST), st.text())
def test_the_order_does_not_depend_on_candidates_numbers(names, seed):
    renumbered = dict(enumerate(names, 1))
    order = [NAMES[n] for n in lot_order(NAMES, seed)]
    assert [renumbered[n] for n in lot_order(renumbered, seed)] == order


def test_every_place_in_the_order_is_equally_likely():
    first = [lot_order(NAMES, str(seed))[0] for seed in range(6000)]
    assert all(850 < first.count(n) < 1150 for n in NAMES)


def test_candidates_of_one_name_stand_in_order_of_number():
    assert lot_order({1: "ada", 2: "ada"}, "seed") == (1, 2)


def test_one_candidate_needs_no_choice():
    choice = choose([4], [], (4,), most=True)
    assert (choice.candidate, choice.looks, choice.by_lot) == (4, (), ())


def test_looking_back_keeps_those_at_the_extreme_and_asks_further_back():
    history = [{1: 3, 2: 2, 3: 9}, {1: 5, 2: 5, 3: 6}, {1: 7, 2: 7, 3: 7}]
    fewest = choose([1, 2, 3], history, (1, 2, 3), most=False)
    assert (fewest.candidate, fewest.looks) == (2, (Look(2, (1, 2)), Look(1, (2,))))
    most = choose([1, 2, 3], history, (1, 2, 3), most=True)
    assert (most.candidate, most.looks) == (3, (Look(2, (3,)),))


def test_the_lot_decides_between_those_whom_no_stage_tells_apart():
    history = [{1: 4, 2: 4, 3: 5}]
    choice = choose([3, 2, 1], history, (2, 3, 1), most=False)
    assert (choice.candidate, choice.tied, choice.by_lot) == (1, (1, 2, 3), (1, 2))
    assert choose([3, 2, 1], [], (2, 3, 1), most=True).candidate == 2
