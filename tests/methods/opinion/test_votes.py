import pytest

from articulator.methods.opinion import VotesError, gather, overall, pack
from tests.methods.opinion.rooms import dense, room


def test_people_and_statements_are_sorted_whatever_the_order_of_the_votes():
    votes = gather([("ben", 2, 1), ("ada", 10, -1), ("ben", 1, 0)])
    assert (votes.people, votes.statements) == (("ada", "ben"), (1, 2, 10))
    assert votes.cast.tolist() == [1, 2]


def test_statements_without_votes_are_there_when_they_are_named():
    votes = gather([("ada", 1, 1)], statements=[1, 2])
    assert votes.statements == (1, 2)
    assert overall(votes).seen.tolist() == [1, 0]


def test_of_two_packed_votes_of_a_person_on_a_statement_the_later_counts():
    votes = pack([0, 1, 0], [0, 0, 0], [1, 1, -1], ("ada", "ben"), ("rent",))
    assert dense(votes).tolist() == [[-1], [1]]


@pytest.mark.parametrize("vote", [2, -2, 0.5, -128, 300])
def test_another_vote_than_agree_pass_and_disagree_is_refused(vote):
    with pytest.raises(VotesError, match=r"1 \(agree\), 0 \(pass\) or -1 \(disagree\)"):
        gather([("ada", 1, vote)])


@pytest.mark.parametrize("place", [-1, 2])
def test_a_vote_by_nobody_known_is_refused(place):
    with pytest.raises(VotesError, match=f"place {place}: they are 0 to 1"):
        pack([place], [0], [1], ("ada", "ben"), ("rent",))


def test_an_empty_room_has_no_votes():
    votes = gather([])
    assert (votes.people, votes.statements, len(votes.who)) == ((), (), 0)


def test_a_room_is_read_as_it_is_written():
    assert dense(room(ada="+-", ben="0.")).tolist()[0] == [1, -1]
