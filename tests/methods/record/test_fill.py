"""A constitution goes in, a filled body comes out (R-21, R-40, R-41, R-59)."""

import json

import pytest

from articulator.methods.record import FillError, fill
from tests.methods.record.conftest import (
    CAST,
    CONSTITUTION,
    ON,
    SEED,
    ballots,
    made,
    roll,
    roll_of_trained_men,
)


def test_the_council_is_filled_partly_by_vote_and_partly_by_lot(record):
    routes = [seat["route"] for seat in record["seats"]]
    people = [seat["member"] for seat in record["seats"]]
    assert routes == ["elected"] * 3 + ["allotted"] * 2
    assert len(set(people)) == 5
    assert set(people[:3]) <= {f"M{n:02}" for n in range(8)}


def test_the_lot_does_not_draw_those_who_are_elected(record):
    elected = {seat["member"] for seat in record["seats"][:3]}
    assert elected & set(record["lot"]["lottery"]["type_of"]) == set()
    assert record["lot"]["pool"]["count"] == 27


def test_the_record_names_nobody(record):
    text = json.dumps(record)
    assert [name for name in CAST if name in text] == []


def test_the_same_inputs_make_the_same_record_to_the_byte():
    assert json.dumps(made()) == json.dumps(made())


def test_the_order_of_the_roll_does_not_matter(record):
    header, *lines = roll().splitlines()
    shuffled = "\n".join([header, *reversed(lines)])
    assert made(members=shuffled)["record_hash"] == record["record_hash"]


def test_an_untrained_majority_makes_the_lot_fall_back_to_all_members():
    pool = made(members=roll(trained=10))["lot"]["pool"]
    assert (pool["name"], pool["count"]) == ("all_members", 57)
    assert pool["reason"] == (
        "10 of 60 members are in the leadership_pool, fewer than 1/5: all members instead."
    )


def test_strata_that_the_roll_does_not_hold_are_named(record):
    assert record["lot"]["notes"] == ["The roll says nothing about mood."]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body": "senate"}, "The constitution has no body 'senate'. It has: membership, council."),
        ({"body": "membership"}, "membership has 0 groups of elected seats"),
        ({"ballots": ballots((*CAST[:7], "Zoe Quist"))}, "'Zoe Quist' is not on the roll"),
        ({"members": roll().replace("Member 20", "Ada Okafor")}, "is the name of several"),
        ({"members": roll(trained=3)}, "The candidate M03 is not in the leadership_pool"),
        ({"members": roll().replace("M01,Ben Castell,Leith,North,member,2024",
                                    "M01,Ben Castell,Leith,North,member,2026")},
         "The candidate M01 joined on 2026-01-01, too late to stand"),
        ({"members": roll() + "M99,=cmd(),Leith\n"}, "roll, line 62: the column name begins with"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_says_why(changes, message):
    with pytest.raises(FillError) as refused:
        made(**changes)
    assert message in str(refused.value)


def test_candidates_may_stand_under_their_ids():
    ids = tuple(f"M{n:02}" for n in range(8))
    assert made(ballots=ballots(ids))["seats"] == made()["seats"]


def test_quotas_that_no_panel_can_meet_give_way_and_it_is_written_down():
    members = roll_of_trained_men()
    record = made(members=members)
    assert [note for note in record["lot"]["notes"] if "gender = woman" in note] != []
    assert fill(CONSTITUTION, "council", members.encode(), ballots().encode(), seed=SEED,
                seed_source="dice", on=ON) == record  # fmt: skip
