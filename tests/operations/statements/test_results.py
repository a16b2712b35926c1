"""What is told of a room, and what is not (R-48, R-138)."""

import random
from datetime import timedelta

import pytest

from articulator.identity.privacy import tasks as privacy
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.statements import acts, tasks
from articulator.operations.statements.drawing import drawn
from articulator.operations.statements.models import Conversation, Release, Voice, Vote
from articulator.operations.statements.queries import last_told
from tests.operations.statements.scene import (
    AGREE,
    DISAGREE,
    HOUR,
    OVER,
    PASS,
    asked,
    closed,
    numbered,
    room,
    row,
    told,
    votes,
)
from tests.people import person


@pytest.fixture
def of(federation) -> Conversation:
    return asked()


@pytest.fixture
def ada(of):
    return person("ada")


def may_not_release(ada, of) -> str:
    with pytest.raises(Refused) as caught:
        acts.release(ada, of)
    return caught.value.refusal.reason


def test_of_seven_nothing_is_told_and_of_eight_a_list(of):
    room(of, 7, AGREE, DISAGREE, PASS)
    closed(of)
    assert told(of)["level"] == "nothing"
    assert told(of)["rows"] == []
    other = asked(question="And then?")
    room(other, 8, AGREE, DISAGREE, PASS)
    closed(other)
    assert told(other)["level"] == "list"
    assert [row(other, n)["verdict"] for n in (1, 2, 3)] == ["agree", "disagree", "unsure"]
    assert told(other)["shared"] == []


def test_from_twelve_on_what_is_shared_and_what_divides(of):
    room(of, 9, AGREE, DISAGREE, AGREE)
    room(of, 9, AGREE, DISAGREE, DISAGREE, first=9)
    closed(of)
    said = drawn(of, last_told(of))
    assert told(of)["level"] == "points"
    assert [line.statement.number for line in said.shared] == [1]
    assert [line.statement.number for line in said.rejected] == [2]
    assert [line.statement.number for line in said.divided] == [3]
    assert "groups" not in told(of) or told(of)["groups"] == []


def test_counts_are_told_in_tens_and_a_few_are_not_told(of):
    room(of, 14, AGREE)
    room(of, 3, DISAGREE, first=14)
    closed(of)
    one = row(of, 1)
    assert (one["agree"], one["disagree"], one["passed"]) == (10, None, None)
    assert (one["low"], one["high"]) == (5, 10)
    line = drawn(of, last_told(of)).lines[0]
    assert (line.agree, line.disagree) == ("about 10", "fewer than 8")


def camps(of: Conversation, people: int = 48) -> None:
    """Two camps of like size that say the opposite on most, with a little noise."""
    draw = random.Random(4)
    rows = []
    for number in range(people):
        side = 1 if number % 2 else -1
        rows.append([side if draw.random() > 0.1 else -side for _ in range(11)] + [1])
    for number, said in enumerate(rows):
        votes(of, number, *said)


def test_groups_are_told_at_the_close_of_a_room_that_has_them(federation):
    of = asked(seeds=[f"Thought number {n}." for n in range(1, 13)])
    camps(of)
    acts.release(person("ada"), of)
    assert told(of)["level"] == "points"
    assert "groups" not in told(of)
    closed(of)
    said = drawn(of, last_told(of))
    assert told(of)["level"] == "groups"
    assert [circle.people for circle in said.circles] == [20, 20]
    assert 12 in [line.statement.number for line in said.ground]
    assert all(0 <= circle.x <= 640 and 0 <= circle.y <= 400 for circle in said.circles)
    assert abs(said.circles[0].x - said.circles[1].x) > 200


def test_a_large_room_without_camps_is_told_that_there_are_no_stable_groups(federation):
    of = asked(seeds=[f"Thought number {n}." for n in range(1, 11)])
    draw = random.Random(1)
    for number in range(44):
        votes(of, number, *[draw.choice([1, -1]) for _ in range(10)])
    closed(of)
    assert told(of)["level"] == "points"
    assert told(of)["why"].startswith("No stable groups")


def test_two_results_in_a_row_differ_by_eight_voters_or_the_second_is_refused(of, ada):
    room(of, 10, AGREE)
    acts.release(ada, of)
    room(of, 7, DISAGREE, first=10)
    assert "tell what they said" in may_not_release(ada, of)
    room(of, 1, DISAGREE, first=17)
    acts.release(ada, of)
    assert [one.told["voters"] for one in of.releases.all()] == [18, 10]


def test_a_statement_on_which_few_votes_are_new_stands_as_it_was_told(of, ada):
    room(of, 12, AGREE, AGREE)
    acts.release(ada, of)
    before = row(of, 2)
    room(of, 8, DISAGREE, first=12)
    votes(of, 12, DISAGREE, DISAGREE)
    acts.release(ada, of)
    assert row(of, 2) == before
    assert row(of, 1)["as_of"] > before["as_of"]
    assert told(of)["held"] == 1


def test_changing_votes_counts_as_news(of, ada):
    room(of, 8, AGREE)
    acts.release(ada, of)
    room(of, 8, DISAGREE)
    acts.release(ada, of)
    assert row(of, 1)["verdict"] == "disagree"


def test_if_few_have_voted_since_the_last_result_it_stands_at_the_close(of, ada):
    room(of, 10, AGREE)
    acts.release(ada, of)
    before = told(of)["rows"]
    room(of, 2, DISAGREE, first=10)
    closed(of)
    assert told(of)["rows"] == before
    assert told(of)["why"] == tasks.FEW


def test_nothing_is_told_before_anybody_asks(of):
    room(of, 20, AGREE)
    assert last_told(of) is None


def test_a_statement_that_was_taken_out_is_not_told(of, ada):
    room(of, 14, AGREE, AGREE)
    acts.rule_on(ada, numbered(of, 1), "names")
    closed(of)
    assert {line.statement.number for line in drawn(of, last_told(of)).lines} == {2, 3}
    assert str(numbered(of, 1).pk) not in str(told(of))


def test_the_clock_counts_what_is_over_once(of):
    room(of, 8, AGREE)
    with clock.at(OVER + HOUR):
        assert list(tasks.tick()) == [f"“{of}” is over and counted"]
        assert list(tasks.tick()) == []
    assert [one.final for one in of.releases.all()] == [True]


def test_a_count_that_a_worker_dropped_is_taken_up_again(of):
    room(of, 8, AGREE)
    dropped = Release.objects.create(conversation=of, asked_at=clock.now() - HOUR)
    assert list(tasks.tick()) == [f"{dropped} taken up again"]
    assert told(of)["voters"] == 8
    tasks.count.func(dropped.pk)
    assert Event.objects.filter(kind="statements.publish").count() == 1


def test_a_room_of_everybody_is_counted_the_same_in_any_order(federation):
    said = [(n, [AGREE if n % 3 else DISAGREE, PASS, AGREE]) for n in range(15)]
    one, other = asked(), asked(question="And then?")
    for name, row_ in said:
        votes(one, name, *row_)
    for name, row_ in reversed(said):
        votes(other, name, *row_)
    closed(one)
    closed(other)
    plain = [
        [(r["verdict"], r.get("low"), r.get("agree")) for r in told(of)["rows"]]
        for of in (one, other)
    ]
    assert plain[0] == plain[1]


def test_votes_are_forgotten_a_year_after_the_close_and_the_result_stays(of):
    room(of, 8, AGREE)
    before = told(closed(of))
    with clock.at(OVER + timedelta(days=366)):
        list(privacy.tick())
    assert not Vote.objects.by_rule("a test").exists()
    marks = Voice.objects.by_rule("a test").values_list("mark", flat=True)
    assert set(marks) == {""}
    assert told(of) == before
