"""Changing anything in a record shows, and where (the issue's E4)."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.methods.record import verify
from articulator.methods.sortition import sha256
from tests.methods.record.conftest import made, roll_of_trained_men

JUNK = st.none() | st.integers() | st.text(max_size=4) | st.lists(st.integers(), max_size=2)


def leaves(tree, path=()):
    """The path of every leaf."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list) and tree:
        for number, value in enumerate(tree):
            yield from leaves(value, (*path, number))
    else:
        yield path


def put(record, path, value):
    for step in path[:-1]:
        record = record[step]
    record[path[-1]] = value


def found(record, path):
    for step in path:
        record = record[step]
    return record


def test_a_whole_record_has_no_differences(record):
    assert verify(record) == ()


def test_a_record_with_relaxed_quotas_verifies_too():
    members = roll_of_trained_men()
    assert verify(json.loads(json.dumps(made(members=members)))) == ()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("seed", "value"), "ff" * 16, "seed.hash"),
        (("seed", "source"), "a friend", "seed.hash"),
        (("election", "ballots", "rankings", 0, 0), 99, "election.hash"),
        (("roll", "members", 7, "branch"), "Elsewhere", "roll.hash"),
        (("election", "result", "quota"), 1, "election.result.quota"),
        (("election", "result", "stages", 1, "votes", "3"), "0.00001",
         "election.result.stages[1].votes.3"),
        (("lot", "result", "ticket"), 5, "lot.result.ticket"),
        (("seats", 0, "member"), "M59", "seats[0].member"),
        (("constitution", "title"), "Ours", "constitution.title"),
        (("lot", "pool", "name"), "friends", "lot.pool.name"),
    ],
)  # fmt: skip
def test_a_change_is_found_where_it_is(record, path, value, where):
    put(record, path, value)
    assert where in {difference.where for difference in verify(record)}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_change_of_any_leaf_is_found(record, data):
    path = data.draw(st.sampled_from(sorted(leaves(record), key=str)))
    before = found(record, path)
    put(record, path, data.draw(JUNK.filter(lambda value: value != before)))
    differences = verify(record)
    put(record, path, before)
    assert differences != ()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_nothing_that_is_missing_or_of_the_wrong_kind_breaks_it(record, data):
    path = data.draw(st.sampled_from(sorted({p[:2] for p in leaves(record) if len(p) > 1})))
    before = found(record, path)
    put(record, path, data.draw(JUNK))
    told = [str(difference) for difference in verify(record)]
    put(record, path, before)
    assert all(told)


def test_somebody_who_makes_all_hashes_fit_again_still_cannot_change_who_won(record):
    record["election"]["result"]["elected"][0] = 8
    record["seats"][0]["member"] = "M07"
    record["record_hash"] = sha256({k: v for k, v in record.items() if k != "record_hash"})
    assert {d.where for d in verify(record)} >= {"election.result.elected[0]", "seats[0].member"}


def test_somebody_who_takes_a_member_off_the_roll_is_found_out_by_the_lottery(record):
    drawable = min(record["lot"]["lottery"]["type_of"])
    members = [m for m in record["roll"]["members"] if m["id"] != drawable]
    record["roll"] |= {"members": members, "count": len(members), "hash": sha256(members)}
    record["record_hash"] = sha256({k: v for k, v in record.items() if k != "record_hash"})
    assert verify(record) != ()


def test_a_lottery_with_other_chances_is_not_proved(record):
    lottery = record["lot"]["lottery"]
    tickets = lottery["book"]["tickets"]
    tickets[0], tickets[-1] = tickets[0] + tickets[-1] - 1, 1
    lottery["book_hash"] = sha256(lottery["book"])
    assert "lot.lottery.certificate" in {d.where for d in verify(record)}


@pytest.mark.parametrize("junk", [{}, {"format": "other"}, {"format": "articulator record 1"}])
def test_what_is_no_record_is_said_to_be_none(junk):
    (difference,) = verify(junk)
    assert difference.where in {"format", "record"}
