import numpy as np
import pytest

from articulator.methods.opinion import Tally, common_ground, enough, representative
from tests.methods.opinion.rooms import room

SHOWN = np.zeros(1, dtype=bool)


def counts(*groups):
    """Groups of (agree, disagree, seen) for each statement."""
    return Tally(*np.array(groups).transpose(2, 0, 1))


def test_the_example_of_the_documentation():
    tally = counts([(12, 1, 14)], [(4, 12, 20)])
    (one,), _ = representative(tally, ("rent",), SHOWN)
    assert (one.statement, one.agrees, one.best_agreed) == ("rent", True, True)
    figures = (one.share, one.share_test, one.ratio, one.ratio_test, one.weight)
    assert figures == pytest.approx((0.8125, 2.84019, 3.575, 3.71868, 30.6786), abs=1e-4)
    assert common_ground(tally) == pytest.approx([0.1206157])


def test_a_group_that_agrees_with_nothing_has_what_it_is_against():
    (first, _) = representative(counts([(0, 12, 14)], [(15, 2, 20)]), ("rent",), SHOWN)
    assert [(one.agrees, one.success, one.best_agreed) for one in first] == [(False, 12, False)]


def test_a_group_without_any_clear_statement_shows_the_one_on_which_it_differs_most():
    tally = counts([(2, 3, 9), (1, 4, 9)], [(5, 5, 12), (6, 4, 12)])
    (first, _) = representative(tally, ("rent", "bus"), np.zeros(2, dtype=bool))
    assert [(one.statement, one.agrees) for one in first] == [("bus", False)]


def test_what_is_hidden_from_one_group_alone_is_shown_for_the_other():
    tally = counts([(12, 1, 14)], [(4, 12, 20)])
    first, second = representative(tally, ("rent",), np.array([[True], [False]]))
    assert (first, [one.statement for one in second]) == ((), ["rent"])


def test_five_statements_are_shown_and_the_agreed_come_first():
    tally = counts([(1, 12, 14)] * 4 + [(12, 1, 14)] * 4, [(10, 10, 20)] * 8)
    first, _ = representative(tally, tuple("abcdefgh"), np.zeros(8, dtype=bool))
    sides = [one.agrees for one in first]
    assert sides == sorted(sides, reverse=True)
    assert (len(first), first[0].best_agreed) == (5, True)


def test_seven_votes_on_shown_statements_are_enough_to_be_placed():
    votes = room(ada="++++++++", ben="+++++++.", cleo="++++++..")
    assert enough(votes, votes.flags([])).tolist() == [True, True, False]
    assert enough(votes, votes.flags([1])).tolist() == [True, False, False]


def test_where_there_are_fewer_than_seven_statements_all_are_enough():
    votes = room(ada="+++", ben="++.")
    assert enough(votes, votes.flags([])).tolist() == [True, False]
