"""Counting a room's vote, sharing a pot, a family as a tree, a page in figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.audience import NONE, count, wrong
from articulator.methods.awards import rating, share_out
from articulator.methods.lineage import ancestors, descendants, tree
from articulator.methods.plain import measure, passed_on, words

THREE = {1: "Buses", 2: "Food", 3: "Repairs"}
approvals = st.lists(st.sets(st.sampled_from([1, 2, 3]), min_size=1).map(sorted) | st.just([NONE]))
SEED = "00" * 32


@given(approvals)
def test_approval_counts_every_cross_and_the_winner_has_most_and_more_than_none(box):
    found = count("approval", THREE, box, SEED)
    assert found.tally == {n: sum(n in paper for paper in box) for n in (1, 2, 3, NONE)}
    best = max(found.tally[n] for n in THREE)
    if best > found.tally[NONE]:
        assert found.tally[found.winner] == best
    else:
        assert found.winner == NONE


@given(approvals, st.randoms())
def test_the_order_in_which_ballots_lie_in_the_box_changes_nothing(box, random):
    mixed = list(box)
    random.shuffle(mixed)
    for method in ("approval", "approval_then_runoff"):
        assert count(method, THREE, box, SEED) == count(method, THREE, mixed, SEED)


@given(approvals)
def test_a_runoff_is_between_the_best_two_and_only_without_more_than_half(box):
    found = count("approval_then_runoff", THREE, box, SEED)
    plain = count("approval", THREE, box, SEED)
    if found.runoff:
        assert (found.winner, 2 * plain.tally[plain.winner] <= len(box)) == (NONE, True)
        assert min(found.tally[n] for n in found.runoff) >= max(
            found.tally[n] for n in THREE if n not in found.runoff
        )
    else:
        assert found.winner == plain.winner


@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4)))
def test_points_are_added_up(box):
    papers = [list(zip((1, 2, 3, NONE), points, strict=True)) for points in box]
    found = count("score", THREE, papers, SEED)
    assert found.tally == {n: sum(p[at] for p in box) for at, n in enumerate((1, 2, 3, NONE))}


def test_the_lot_decides_a_tie_and_says_so():
    winners = {count("approval", THREE, [[1], [2]], f"{n}").winner for n in range(40)}
    assert winners == {1, 2}
    assert "sealed before the vote" in count("approval", THREE, [[1], [2]], SEED).reasons[1]


def test_as_many_for_none_of_these_as_for_the_best_begins_nothing():
    assert count("approval", THREE, [[1], [NONE]], SEED).winner == NONE
    assert count("approval", THREE, [], SEED).winner == NONE


def test_ranks_are_counted_by_the_scottish_rule_with_none_as_a_candidate():
    box = [[1, 2]] * 4 + [[2, 1]] * 3 + [[3, 2]] * 2
    found = count("stv", THREE, box, SEED)
    assert (found.winner, found.tally[1]) == (2, 4)
    assert count("stv", THREE, [[NONE, 1]] * 5 + [[1]] * 2, SEED).winner == NONE
    assert count("stv", THREE, [], SEED).winner == NONE


@pytest.mark.parametrize(
    ("method", "ballot", "words_of_it"),
    [
        ("approval", [], "Choose at least one"), ("approval", [4], "not on the ballot"),
        ("approval", [1, 1], "counts once"), ("approval", [0, 1], "or none of these"),
        ("choice", [1, 2], "Choose one line"), ("score", [[1, 6]], "from 0 to 5"),
        ("score", [[1, 2], [1, 3]], "once"), ("score", [1], "belong to a line"),
        ("score", [[4, 1]], "on the ballot"), ("approval", [[1, 2]], "counts once"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_says_why(method, ballot, words_of_it):
    assert words_of_it in wrong(method, THREE, ballot)
    with pytest.raises(ValueError, match=r"."):
        count(method, THREE, [ballot], SEED)


def test_a_method_that_nobody_knows_is_not_counted():
    with pytest.raises(ValueError, match="no method"):
        count("applause", THREE, [[1]], SEED)


# A pot

ratings = st.dictionaries(
    st.integers(1, 40), st.fractions(0, 10, max_denominator=12), min_size=1, max_size=12
)


@given(st.integers(0, 10**7), st.integers(0, 10**5), st.integers(0, 10**6), ratings)
def test_no_penny_is_lost_and_nobody_gets_more_than_the_most(pot, base, most, rated):
    given_out = share_out(pot, base, most, rated)
    assert sum(given_out.pence.values()) + given_out.left == pot
    assert all(0 <= pence <= most for pence in given_out.pence.values())
    assert given_out.left >= 0


@given(st.integers(0, 10**7), ratings)
def test_whoever_is_rated_better_never_gets_a_penny_less_but_for_one(pot, rated):
    given_out = share_out(pot, 0, pot, rated).pence
    for a in given_out:
        for b in given_out:
            assert rated[a] < rated[b] or given_out[a] >= given_out[b] - 1


def test_the_base_goes_to_the_best_while_the_pot_lasts():
    rated = {1: Fraction(2), 2: Fraction(8), 3: Fraction(5)}
    assert share_out(250, 100, 1000, rated).pence == {2: 131, 3: 119}
    assert share_out(250, 100, 120, rated).left == 11
    assert share_out(50, 100, 1000, rated) == share_out(50, 100, 1000, {})


def test_a_rating_is_the_mean_of_the_readers_means():
    assert rating([[10, 10], [4]]) == 7
    assert rating([]) == 0


# A family


@st.composite
def families(draw):
    size = draw(st.integers(1, 12))
    return {
        str(n): str(draw(st.integers(0, n - 1))) if n and draw(st.booleans()) else None
        for n in range(size)
    }


@given(families())
def test_everyone_has_a_place_of_their_own_to_the_right_of_their_parent(parents):
    places = {one.key: one for one in tree(parents)}
    assert places.keys() == parents.keys()
    assert len({(one.depth, one.line) for one in places.values()}) == len(places)
    for key, parent in parents.items():
        assert places[key].depth == (places[parent].depth + 1 if parent else 0)


@given(families())
def test_whoever_came_before_counts_this_among_what_came_of_them(parents):
    places = tree(parents)
    for key in parents:
        for elder in ancestors(parents, key):
            assert key in descendants(places, elder)


# A page


def test_words_as_people_count_them():
    assert (words("Well-set, isn’t it? 3 – yes."), words(" – ")) == (5, 0)


def test_a_text_in_figures():
    found = measure("One two three. Four five!\n\nSix")
    assert (found.words, found.longest_sentence, found.seconds) == (6, 3, 3)
    assert measure("word " * 26).has_long_sentence is True
    assert measure("").words == 0


@pytest.mark.parametrize(
    ("seconds", "missed", "passed"),
    [(300, [], True), (301, [], False), (9, ["a", "b"], True), (9, ["a", "b", "c"], False),
     (9, ["want"], False)],
)  # fmt: skip
def test_passed_on_in_five_minutes_with_its_heart(seconds, missed, passed):
    assert passed_on(seconds, missed, {"want"}) is passed
