"""What can be asked of an election; among it the story of a real count."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.identity.elections.models import Ballot, Mark, Voter
from articulator.identity.elections.queries import (
    life,
    on_ballot,
    papers,
    roll_hash,
    seats_to_fill,
    story,
    turnout,
    waiting_for_their_roll,
)
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.identity.elections import scene
from tests.identity.elections.scene import BEGIN, CLOSES, OPENS, OVER, VOTING, WARD, called, vote
from tests.methods.stv.wards import lines
from tests.people import person


def test_the_stage_of_an_election_follows_from_its_dates(federation):
    election = called()
    stages = [election.stage(at) for at in (OPENS - (VOTING - CLOSES), OPENS, CLOSES, VOTING, OVER)]
    assert stages == ["called", "nominations", "waiting", "voting", "closed"]


def test_the_life_of_an_election_says_what_is_done_and_what_comes(election):
    with clock.at(VOTING):
        assert [step["state"] for step in life(election)] == ["done", "done", "now", "next", "next"]


def test_the_order_of_the_ballot_is_random_until_it_is_drawn(federation):
    people = scene.join("ben", "cleo", "dev")
    election = called()
    scene.standing(election, people)
    assert [c.pk for c in on_ballot(election)] == sorted(c.pk for c in on_ballot(election))
    scene.frozen(election)
    assert [c.number for c in on_ballot(election)] == [1, 2, 3]


def test_two_rolls_of_the_same_people_have_the_same_fingerprint(election):
    before = roll_hash(election)
    Voter.objects.filter(election=election, person=person("ewa")).delete()
    assert roll_hash(election) != before
    Voter.objects.create(election=election, person=person("ewa"))
    assert roll_hash(election) == before


def test_only_the_number_of_those_who_voted_is_known_while_voting_is_open(election):
    vote(election, person("ewa"), [1])
    assert turnout(election) == (1, 5)


def test_a_roll_waits_from_the_close_of_nominations_to_the_close_of_voting(federation):
    election = called()
    for moment, waiting in ((OPENS, []), (CLOSES, [election]), (OVER, [])):
        with clock.at(moment):
            assert list(waiting_for_their_roll()) == waiting


def test_seats_that_winners_will_take_are_not_free(election):
    vote(election, person("ewa"), [1])
    assert seats_to_fill(scene.council(), BEGIN) == 1
    scene.declared(election)
    assert seats_to_fill(scene.council(), BEGIN) == 1


def test_the_box_is_told_in_an_order_that_tells_nothing(election):
    for name, ranking in (("ewa", [3]), ("ben", [1, 2]), ("cleo", [3]), ("dev", [1])):
        vote(election, person(name), ranking)
    assert papers(election).rankings == ((1, (1,)), (1, (1, 2)), (2, (3,)))


def test_a_real_scottish_election_counts_here_as_it_counted_there(real):
    expected = next(line for line in lines("scottish-expected.jsonl.gz") if line["blt"] == WARD)
    assert [real.result[name] for name in ("seats", "valid", "quota", "elected")] == [
        expected[name] for name in ("seats", "valid", "quota", "winners")
    ]
    assert [stage["votes"] for stage in real.result["stages"]] == [
        stage["votes"] for stage in expected["stages"]
    ]


def test_the_story_of_a_real_count_can_be_followed_by_anyone(real):
    told = story(real)
    assert told.summary == [
        "8 people stood for 3 seats. 1,075 of the 1,075 members on the roll voted "
        "(100 of every 100).",
        "269 votes are enough for a seat. That is the quota: the smallest number that no more "
        "than 3 can reach.",
        "Graham SINCLAIR (Ind) was elected at once, by first choices alone.",
        "2 others were elected as votes moved on, in 8 stages.",
        "80 of every 100 votes helped to elect someone.",
    ]
    assert told.winners == [
        "Graham SINCLAIR (Ind)", "Kevin WOODBRIDGE (Ind)", "Stephen CLACKSON (Ind)",
    ]  # fmt: skip
    assert [stage.title for stage in told.stages][:3] == [
        "First choices",
        "Votes that Graham SINCLAIR (Ind) does not need move on",
        "Billy MUIR (Ind) is out, and these votes move on",
    ]
    assert [row["text"] for row in told.stages[1].rows][:3] == ["269", "261.35", "200.62"]
    assert [row["tone"] for row in told.stages[2].rows] == ["won", "won", *[""] * 5, "out"]
    assert [row["name"] for row in told.table][-1] == "Cannot move further"


def test_a_tie_that_the_lot_decided_is_told_in_words(election):
    ben, cleo, dev = (scene.number_of(election, person(name)) for name in ("ben", "cleo", "dev"))
    for name, first in (("ben", ben), ("cleo", cleo), ("dev", dev)):
        vote(election, person(name), [first])
    told = story(scene.declared(election))
    lot = election.result["lots"]["used"][0]
    names = election.result["candidates"]
    assert told.lots[0] == (
        f"At stage 2, {names['1']}, {names['2']} and {names['3']} were equal and always had been. "
        f"To settle who is out, the lot chose {names[str(lot['chosen'])]}."
    )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ben", "cleo", "dev", "ewa", "finn", "gita"]),
            st.lists(st.integers(0, 4), max_size=4),
        ),
        max_size=12,
    )
)
def test_whatever_is_sent_names_ticked_off_and_ballots_stay_equal(election, attempts):
    Ballot.objects.all().delete()
    Mark.objects.all().delete()
    before = Event.objects.filter(kind="elections.cast_ballot").count()
    done = []
    for name, ranking in attempts:
        try:
            vote(election, person(name), ranking)
        except Refused:
            continue
        done.append(name)
    assert len(set(done)) == len(done) == Ballot.objects.count() == Mark.objects.count()
    assert Event.objects.filter(kind="elections.cast_ballot").count() == before + len(done)
