"""What the package offers, and what it refuses."""

import json

import pytest

from articulator.methods import stv
from articulator.methods.stv import Papers, PapersError, count, decimal, papers
from tests.methods.stv.cast import election

QUOTA = (
    "There are 3 valid papers for 1 seat. The quota, the number of votes that is enough for a "
    "seat, is 3 ÷ (1 + 1), cut to a whole number, plus 1: 2."
)


def test_the_package_offers_exactly_this():
    assert sorted(stv.__all__, key=str.lower) == [
        "BallotFileError", "Count", "count", "decimal", "Lot", "Papers", "papers", "PapersError",
        "Parcel", "Ranking", "read_blt", "RULES", "Stage", "to_html", "to_text", "UNIT",
        "write_blt",
    ]  # fmt: skip
    assert all(hasattr(stv, name) for name in stv.__all__)
    assert list(stv.RULES) == ["scottish"]


def test_the_json_has_its_documented_fields():
    counted = count(election(1, {"ada": 2, "ben": 1}, title="Leith"), lots="seed").to_json()
    assert json.loads(json.dumps(counted)) == {
        "rule": "scottish",
        "title": "Leith",
        "candidates": {"1": "ada", "2": "ben"},
        "withdrawn": [],
        "seats": 1,
        "valid": 3,
        "invalid": 0,
        "quota": 2,
        "elected": [1],
        "unfilled": 0,
        "stages": [
            {
                "number": 1,
                "action": "first",
                "candidate": None,
                "votes": {"1": "2.00000", "2": "1.00000"},
                "non_transferable": "0.00000",
                "elected": [1],
                "excluded": [],
                "reasons": [
                    QUOTA,
                    "ada has 2 votes, at least the quota, and is elected.",
                    "All seats are filled. The count ends here, and nothing more is transferred.",
                ],
            }
        ],
        "lots": {"seed": "seed", "order": counted["lots"]["order"], "used": []},
        "parcels": {"1": [{"value": "1.00000", "papers": 2}]},
    }


def test_a_lot_in_the_json_says_between_whom_and_for_what():
    counted = count(election(1, {"ada": 1, "ben": 1}), lots="seed").to_json()
    winner, loser = counted["lots"]["order"]
    assert counted["lots"]["used"] == [
        {"stage": 2, "purpose": "exclude", "between": [1, 2], "chosen": loser}
    ]
    assert counted["elected"] == [winner]


def test_seats_can_be_set_for_the_count():
    assert count(election(1, {"ada": 3, "ben": 2, "cleo": 1}), seats=2).elected == (1, 2)


def test_an_unknown_rule_is_refused_with_those_known():
    with pytest.raises(PapersError, match=r"no rule called 'borda'; known: scottish\."):
        count(election(1, {"ada": 1}), rule="borda")


def test_no_seats_are_refused():
    with pytest.raises(PapersError, match="at least one seat"):
        count(election(1, {"ada": 1}), seats=0)
    with pytest.raises(PapersError, match="at least one seat"):
        Papers(("ada",), 0, ())


def test_no_candidates_are_refused():
    with pytest.raises(PapersError, match="at least one candidate"):
        Papers((), 1, ())


def test_papers_counts_identical_rankings_together():
    made = papers(["ada", "ben"], 1, [(1, 2), [2], (1, 2)], "Leith")
    assert made == Papers(("ada", "ben"), 1, ((2, (1, 2)), (1, (2,))), "Leith")


@pytest.mark.parametrize(
    ("ranking", "message"),
    [
        ((3,), r"There is no candidate 3: they are 1 to 2\."),
        ((0,), r"There is no candidate 0: they are 1 to 2\."),
        ((1, 2, 1), r"The ranking \(1, 2, 1\) names a candidate twice\."),
    ],
)
def test_rankings_that_make_no_sense_are_refused(ranking, message):
    with pytest.raises(PapersError, match=message):
        papers(["ada", "ben"], 1, [ranking])


def test_votes_are_written_with_five_places():
    assert [decimal(units) for units in (0, 1, 99_999, 100_000, 12_345_678)] == [
        "0.00000", "0.00001", "0.99999", "1.00000", "123.45678",
    ]  # fmt: skip
