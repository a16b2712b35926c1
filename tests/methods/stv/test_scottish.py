"""The Scottish rule on elections made by hand, one for each thing that real ones never show."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.stv import UNIT, Lot, Papers, count, lots
from tests.methods.stv.cast import elected, election, elections, excluded, table
from tests.methods.stv.naive import NaiveCount

SEEDS = [f"seed {n}" for n in range(20)]


def test_a_surplus_moves_at_a_transfer_value_cut_after_five_places():
    counted = count(
        election(2, {"ada ben": 6, "ada cleo": 3, "ada": 2, "ben": 3, "cleo": 4, "dev ben": 2})
    )
    # 20 papers: quota 7. Ada's surplus is 4 of 11, so 0.36363 a paper (not 0.36364).
    assert counted.quota == 7
    assert table(counted, counted.stages[1]) == {
        "ada": "7.00000", "ben": "5.18178", "cleo": "5.09089", "dev": "2.00000",
    }  # fmt: skip
    assert counted.stages[1].non_transferable == 72_733
    assert elected(counted) == "ada ben"
    assert counted.stages[2].excluded == (4,)


def test_papers_keep_their_own_value_when_they_move_in_a_second_surplus():
    counted = count(
        election(3, {"ada ben cleo": 16, "ben cleo": 3, "cleo": 2, "dev": 7}, standing="ewa")
    )
    # Quota 8. Ada's 8 over 16 move at 0.5; ben has 3 + 8 = 11, and 3 to pass on: a paper of his own
    # at 3/11 = 0.27272, one from ada at 0.5 x 3/11 = 0.13636: one cut of the exact product.
    assert table(counted, counted.stages[2])["cleo"] == "4.99992"
    own, from_ada = counted.parcels[2]
    assert [(own.value, own.many), (from_ada.value, from_ada.many)] == [(UNIT, 3), (50_000, 16)]


def test_someone_deemed_elected_receives_nothing_more():
    counted = count(election(3, {"ada ben cleo": 10, "ben": 9, "cleo": 4, "dev": 5}))
    assert [stage.elected for stage in counted.stages[:1]] == [(1, 2)]
    assert table(counted, counted.stages[1])["ben"] == "9.00000"
    assert table(counted, counted.stages[1])["cleo"] == "6.00000"


def test_the_largest_surplus_moves_first_whoever_was_elected_first():
    counted = count(election(3, {"ada cleo": 9, "ben dev": 12, "cleo": 4, "dev": 3, "ewa": 2}))
    surpluses = [stage.candidate for stage in counted.stages if stage.action == "surplus"]
    assert surpluses == [2, 1]


def test_exactly_the_quota_is_no_surplus():
    counted = count(election(2, {"ada ben": 5, "ben": 3, "cleo": 4, "dev": 2}))
    assert counted.quota == 5
    assert counted.stages[0].elected == (1,)
    assert [stage.action for stage in counted.stages] == ["first", "exclude", "exclude"]


def test_no_surplus_moves_once_the_seats_are_filled():
    counted = count(election(2, {"ada cleo": 9, "ben cleo": 8, "cleo": 1}))
    assert [stage.action for stage in counted.stages] == ["first"]
    assert elected(counted) == "ada ben"
    assert counted.stages[0].reasons[-1] == (
        "All seats are filled. The count ends here, and nothing more is transferred."
    )


def test_the_last_candidates_are_elected_before_a_pending_surplus_moves():
    counted = count(election(2, {"ada ben": 9, "ben": 1}))
    assert [stage.action for stage in counted.stages] == ["first"]
    assert elected(counted) == "ada ben"
    assert table(counted, counted.stages[0]) == {"ada": "9.00000", "ben": "1.00000"}


def test_a_tie_for_exclusion_is_settled_by_the_stage_before():
    papers = election(1, {"ada": 5, "ben": 3, "cleo ben": 2, "dev cleo ben": 1})
    for seed in SEEDS:
        counted = count(papers, lots=seed)
        assert excluded(counted) == "dev cleo"
        assert counted.lots == ()


def test_looking_back_asks_the_latest_unequal_stage_not_the_first():
    papers = election(
        1, {"ada": 7, "ben ada": 3, "cleo ben": 4, "dev cleo": 1, "dev ada": 2, "ewa ben": 2}
    )
    # Cleo 4, ben 3 at first; then ben 5, cleo 4; then 5 and 5. The latest counts: cleo goes.
    for seed in SEEDS:
        counted = count(papers, lots=seed)
        assert excluded(counted).startswith("ewa dev cleo")
        equal, back = counted.stages[3].reasons[:2]
        assert equal == (
            "ben and cleo have equal votes. To settle who is excluded, we look at earlier stages."
        )
        assert back == (
            "After stage 2, the latest at which they differ, they had: ben 5 and cleo 4. "
            "cleo had the fewest, which decides."
        )


def test_a_tie_of_three_narrows_stage_by_stage():
    papers = election(
        1,
        {"ada": 5, "ben": 3, "cleo": 2, "dev": 4, "ewa cleo": 1, "finn ben": 1, "finn cleo": 1},
    )
    # 4, 4 and 4 now; 3, 3 and 4 a stage ago, so dev is out of it; then 3 and 2: cleo goes.
    for seed in SEEDS:
        counted = count(papers, lots=seed)
        assert excluded(counted).startswith("ewa finn cleo")
        assert [lot.purpose for lot in counted.lots if lot.stage == 4] == []


def test_a_tie_of_three_may_need_the_lot_for_the_two_that_remain():
    papers = election(1, {"ada": 5, "ben": 2, "cleo": 2, "dev": 3, "ewa ben": 1, "ewa cleo": 1})
    # Ewa, ben and cleo have 2 each at first; the lot may take any of them. With ewa out: 3, 3, 3,
    # and dev had more a stage ago, so that the lot is between ben and cleo.
    seed = next(s for s in SEEDS if excluded(count(papers, lots=s)).startswith("ewa"))
    counted = count(papers, lots=seed)
    first, second = counted.lots[:2]
    assert (first.stage, first.between) == (2, (2, 3, 5))
    assert (second.stage, second.between) == (3, (2, 3))
    back, lot = counted.stages[2].reasons[1:3]
    assert back == (
        "After stage 1, the latest at which they differ, they had: ben 2, cleo 2 and dev 3. "
        "ben and cleo had the fewest and remain tied."
    )
    assert lot == (
        "No earlier stage tells ben and cleo apart, so the lot, fixed before the count, decides: "
        f"{counted.name(second.chosen)}."
    )


def test_the_lot_excludes_from_the_end_of_its_order_and_elects_from_its_beginning():
    for seed in SEEDS:
        counted = count(election(2, {"ada": 1, "ben": 1, "cleo": 1, "dev": 1}), lots=seed)
        first, second, third, fourth = counted.lot_order
        assert counted.stages[1].excluded == (fourth,)
        assert counted.stages[2].excluded == (third,)
        assert counted.elected == (first, second)
        assert counted.lots == (
            Lot(2, "exclude", (1, 2, 3, 4), fourth),
            Lot(3, "exclude", tuple(sorted((first, second, third))), third),
            Lot(3, "order", tuple(sorted((first, second))), first),
        )


def test_every_candidate_can_lose_a_lot():
    papers = election(1, {"ada": 1, "ben": 1, "cleo": 1})
    assert {elected(count(papers, lots=seed)) for seed in SEEDS} == {"ada", "ben", "cleo"}


def test_equal_surpluses_move_in_the_order_of_an_earlier_stage():
    papers = election(
        3, {"ada cleo": 6, "ben dev": 7, "cleo": 6, "dev": 6, "ewa ada cleo": 3, "ewa ben dev": 2}
    )
    for seed in SEEDS:
        counted = count(papers, lots=seed)
        assert counted.stages[1].elected == (2, 1)
        assert counted.stages[2].candidate == 2


def test_equal_surpluses_from_the_first_stage_on_move_in_the_order_of_the_lot():
    papers = election(3, {"ada cleo": 9, "ben dev": 9, "cleo": 4, "dev": 5, "ewa": 3})
    for seed in SEEDS:
        counted = count(papers, lots=seed)
        order = tuple(n for n in counted.lot_order if n in {1, 2})
        assert counted.stages[0].elected == order
        assert counted.stages[1].candidate == order[0]


def test_without_any_valid_paper_the_lot_decides_and_the_count_says_so():
    counted = count(election(1, {}, standing="ada ben"), lots="a seed")
    assert (counted.valid, counted.quota) == (0, 1)
    assert counted.elected == (counted.lot_order[0],)
    assert counted.stages[0].reasons[1] == (
        "There is no valid paper, so nothing but the lot can decide."
    )


def test_blank_papers_are_invalid_and_do_not_raise_the_quota():
    counted = count(election(1, {"ada": 3, "ben": 2, "": 4}))
    assert (counted.valid, counted.invalid, counted.quota) == (5, 4, 3)
    assert counted.stages[0].reasons[1] == (
        "4 papers rank nobody who stands and cannot be counted."
    )


def test_fewer_candidates_than_seats_leave_seats_empty():
    counted = count(election(4, {"ada ben": 5, "ben": 1}, standing="cleo"))
    assert elected(counted) == "ada ben cleo"
    assert counted.unfilled == 1
    assert len(counted.stages) == 1
    rest, empty = counted.stages[0].reasons[-2:]
    assert rest == (
        "There are no more candidates than seats, so ben and cleo are elected without having to "
        "reach the quota."
    )
    assert empty == "1 seat cannot be filled: there are no more candidates."


def test_as_many_candidates_as_seats_are_elected_without_a_transfer():
    counted = count(election(2, {"ada": 5}, standing="ada ben"))
    assert elected(counted) == "ada ben"
    assert counted.unfilled == 0
    assert len(counted.stages) == 1


def test_exhausted_papers_still_fill_the_seats():
    counted = count(election(2, {"ada": 4, "ben": 3, "cleo": 2, "dev": 1}))
    assert elected(counted) == "ada ben"
    assert counted.stages[-1].non_transferable == 3 * UNIT


def test_a_withdrawn_candidate_is_passed_over_from_the_first_stage():
    counted = count(election(1, {"ada ben": 5, "ben": 1, "cleo": 4, "ada": 2}, withdrawn="ada"))
    assert table(counted, counted.stages[0]) == {"ben": "6.00000", "cleo": "4.00000"}
    assert (counted.valid, counted.invalid) == (10, 2)
    assert elected(counted) == "ben"


def test_when_all_have_withdrawn_nobody_is_elected():
    counted = count(election(1, {"ada": 5}, withdrawn="ada"))
    assert counted.elected == ()
    assert counted.unfilled == 1


def test_winners_keep_the_parcels_that_they_held_when_elected():
    counted = count(election(2, {"ada ben": 9, "ben ada": 2, "cleo ben": 1}))
    assert {counted.name(n): parcels for n, parcels in counted.parcels.items()}.keys() == {
        "ada", "ben",
    }  # fmt: skip
    (first,) = counted.parcels[1]
    assert (first.value, first.papers) == (UNIT, ((9, (1, 2)),))
    own, from_ada = counted.parcels[2]
    assert (own.papers, from_ada.papers) == (((2, (2, 1)),), ((9, (1, 2)),))
    assert from_ada.value == 44_444


@settings(max_examples=150, deadline=None)
@given(elections())
def test_no_vote_is_made_or_lost_at_any_stage(papers):
    counted = count(papers)
    for stage in counted.stages:
        assert sum(stage.votes.values()) + stage.non_transferable == counted.valid * UNIT
        assert min(stage.votes.values()) >= 0


@settings(max_examples=150, deadline=None)
@given(elections())
def test_as_many_are_elected_as_there_are_seats_or_candidates(papers):
    counted = count(papers)
    assert len(set(counted.elected)) == min(papers.seats, len(papers.candidates))
    assert counted.elected == tuple(n for stage in counted.stages for n in stage.elected)


@settings(max_examples=150, deadline=None)
@given(elections())
def test_parcels_are_worth_the_votes_at_election(papers):
    counted = count(papers)
    for stage in counted.stages:
        for winner in stage.elected:
            worth = sum(parcel.value * parcel.many for parcel in counted.parcels[winner])
            assert worth == stage.votes[winner]


@settings(max_examples=300, deadline=None)
@given(elections(), st.text(max_size=3))
def test_a_second_slower_count_agrees_at_every_stage(papers, seed):
    order = lots.lot_order({n: papers.name(n) for n in papers.numbers}, seed)
    single = [ranking for many, ranking in papers.rankings for _ in range(many)]
    slow = NaiveCount(papers.numbers, papers.seats, single, order)
    counted = count(papers, lots=seed)
    assert list(counted.elected) == slow.elected
    assert [dict(stage.votes) for stage in counted.stages] == [
        {n: votes * UNIT for n, votes in stage.items()} for stage in slow.stages
    ]


@settings(max_examples=100, deadline=None)
@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_the_papers_does_not_matter(papers, random):
    single = [(1, ranking) for many, ranking in papers.rankings for _ in range(many)]
    random.shuffle(single)
    shuffled = Papers(papers.candidates, papers.seats, tuple(single))
    assert count(shuffled, lots="x").to_json() == count(papers, lots="x").to_json()


@settings(max_examples=150, deadline=None)
@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(papers, random):
    order = list(papers.numbers)
    random.shuffle(order)
    new = {old: place for place, old in enumerate(order, 1)}
    renumbered = Papers(
        tuple(papers.name(old) for old in order),
        papers.seats,
        tuple((many, tuple(new[n] for n in ranking)) for many, ranking in papers.rankings),
    )
    before, after = count(papers, lots="x"), count(renumbered, lots="x")
    assert elected(after) == elected(before)
    assert [table(after, stage) for stage in after.stages] == [
        table(before, stage) for stage in before.stages
    ]


@pytest.mark.parametrize("seed", ["", "2026-11-24 noon"])
def test_the_same_papers_and_seed_give_the_same_count(seed):
    papers = election(2, {"ada": 1, "ben": 1, "cleo": 1})
    assert count(papers, lots=seed) == count(papers, lots=seed)
