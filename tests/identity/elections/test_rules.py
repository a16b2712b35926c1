"""Who may call, stand, withdraw and vote, and in which words others are refused."""

from datetime import date, timedelta

import pytest

from articulator.identity.bodies import acts as bodies
from articulator.identity.bodies.models import Seat, SeatGroup, Term
from articulator.identity.elections import acts
from articulator.identity.elections.models import Candidacy
from articulator.identity.elections.rules import (
    may_call,
    may_declare,
    may_freeze,
    may_nominate,
    may_stand,
    may_vote,
    may_withdraw,
)
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.constitution import Duration
from tests.identity.elections import scene
from tests.identity.elections.scene import BEGIN, CLOSES, OPENS, OVER, VOTING, called
from tests.people import member, person

DAY = timedelta(days=1)
YEAR = timedelta(days=365)


def sat(who, since, years=2) -> Term:
    """A past or present term in a seat of the council that nobody has held then."""
    until = Duration.parse(f"P{years}Y").after(since)
    seat = Seat.objects.filter(group=scene.council(), terms=None).first()
    return bodies.seat_person(None, seat, who, Term.Route.ELECTED, since, until)


def test_only_those_who_run_elections_call_one(federation):
    (ben,) = scene.join("ben")
    assert may_call(scene.ada(), scene.council()) is None
    assert may_call(ben, scene.council()).clause == "powers.run_elections"
    assert may_call(None, scene.council()) is not None


def test_once_there_is_a_returning_officer_the_founder_no_longer_runs_elections(federation):
    (ben,) = scene.join("ben")
    office = SeatGroup.objects.get(body__key="returning_officer")
    seat = office.seats.get()
    now = clock.now()
    bodies.seat_person(None, seat, ben, Term.Route.APPOINTED, now - DAY, now + YEAR)
    assert may_call(ben, scene.council()) is None
    assert may_call(scene.ada(), scene.council()) is not None


def test_seats_filled_by_lot_are_not_elected(federation):
    allotted = SeatGroup.objects.get(body__key="council", key="allotted")
    assert (
        may_call(scene.ada(), allotted).reason == "These seats are filled by lot, not by election."
    )


def test_seats_that_the_constitution_no_longer_has_are_not_elected(federation):
    council = scene.council()
    council.in_force = False
    assert "no longer has these seats" in may_call(scene.ada(), council).reason


def test_anyone_in_the_pool_may_stand_while_nominations_are_open(federation):
    (ben,) = scene.join("ben")
    election = called()
    for moment, open_ in ((OPENS - DAY, False), (OPENS, True), (CLOSES, False)):
        with clock.at(moment):
            assert (may_nominate(ben, election) is None) == open_
    with clock.at(OPENS):
        assert may_nominate(None, election).reason == "Sign in to stand."


def test_nobody_stands_twice_nor_again_after_withdrawing(federation):
    (ben,) = scene.join("ben")
    election = called()
    with clock.at(OPENS):
        candidacy = acts.nominate(ben, election, scene.STATEMENT)
        assert may_nominate(ben, election).reason == "You stand in this election already."
        acts.withdraw(ben, candidacy)
        assert may_nominate(ben, election).reason == "You have withdrawn from this election."


def test_who_has_not_trained_is_told_how_to(federation):
    ben = member("ben", Unit.objects.get(slug="leith"), trained=False)
    with clock.at(OPENS):
        refusal = may_stand(ben, called())
    assert refusal.reason == "Candidates come from the leadership pool, and you are not in it."
    assert (refusal.clause, refusal.appeal.split(";")[0]) == (
        "3", "Finish the short free training to join it"
    )  # fmt: skip


def test_who_joined_less_than_six_months_ago_does_not_stand_yet(federation):
    leith = Unit.objects.get(slug="leith")
    election = called()
    with clock.at(OPENS):
        new = member("ben", leith, joined=date(2025, 9, 3))
        old = member("cleo", leith, joined=date(2025, 9, 2))
        assert may_stand(old, election) is None
        refusal = may_stand(new, election)
    assert refusal.reason == (
        "Candidates must have been members for six months; you joined on 3 September 2025."
    )
    assert refusal.clause == "2.standing"


def test_who_holds_a_seat_of_the_body_then_does_not_stand_for_another(federation):
    (ben,) = scene.join("ben")
    term = sat(ben, OPENS - DAY)
    election = called(seats=1)
    with clock.at(OPENS):
        assert may_stand(ben, election).reason == (
            "You hold a seat there until 1 March 2028, and nobody holds two."
        )
        bodies.resign(ben, term)
        assert may_stand(ben, election) is None


def test_after_two_terms_in_a_row_comes_a_rest(federation):
    (ben,) = scene.join("ben")
    last = BEGIN - timedelta(days=10)
    sat(ben, last - 4 * YEAR)
    term = sat(ben, last - 2 * YEAR)
    election = called(seats=1)
    with clock.at(OPENS):
        rested = Duration.parse("P2Y").after(term.until)
        assert may_stand(ben, election).reason == (
            f"After 2 terms you rest; you can take such a seat again from {rested:%-d %B %Y}."
        )


def test_one_term_or_a_long_enough_rest_leaves_the_way_open(federation):
    ben, cleo = scene.join("ben", "cleo")
    sat(ben, BEGIN - 3 * YEAR)
    for years in (9, 6):
        sat(cleo, BEGIN - years * YEAR)
    election = called(seats=2)
    with clock.at(OPENS):
        assert (may_stand(ben, election), may_stand(cleo, election)) == (None, None)


def test_without_a_rest_a_limit_holds_for_life(federation):
    (ben,) = scene.join("ben")
    for years in (20, 10):
        sat(ben, BEGIN - years * YEAR)
    election = called(seats=2)
    election.group.rest = ""
    with clock.at(OPENS):
        assert may_stand(ben, election).reason == "Nobody holds these seats more than 2 times."


def test_only_the_candidate_withdraws_and_only_until_voting_begins(election):
    candidacy = Candidacy.objects.get(person=person("ben"))
    with clock.at(VOTING - DAY):
        assert may_withdraw(person("ben"), candidacy) is None
        assert may_withdraw(person("cleo"), candidacy).reason == "Only the candidate can withdraw."
    with clock.at(VOTING):
        assert may_withdraw(person("ben"), candidacy) is not None


def test_the_roll_is_frozen_by_the_clock_or_the_officer_until_voting_is_over(federation):
    (ben,) = scene.join("ben")
    election = called()
    with clock.at(CLOSES):
        allowed = [may_freeze(who, election) is None for who in (None, scene.ada(), ben)]
        assert allowed == [True, True, False]
    with clock.at(OVER):
        assert "call this election again" in may_freeze(None, election).reason
        assert "call this election again" in may_declare(scene.ada(), election).reason


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (VOTING - timedelta(seconds=1), "Voting is not open."),
        (VOTING, None),
        (OVER - timedelta(seconds=1), None),
        (OVER, "Voting is not open."),
    ],
)
def test_voting_is_open_from_its_first_moment_to_its_last(election, moment, words):
    with clock.at(moment):
        refusal = may_vote(person("ewa"), election)
    assert (refusal.reason if refusal else None) == words


def test_who_may_vote_is_who_is_on_the_roll(election):
    with clock.at(VOTING):
        assert may_vote(None, election).reason == "Sign in to vote."
        stranger = may_vote(person("gita"), election)
    assert stranger.reason == "You are not on the roll of this election."
    assert "write to the returning officer" in stranger.appeal


def test_nobody_votes_before_the_roll_is_frozen(federation):
    (ben,) = scene.join("ben")
    election = called()
    with clock.at(VOTING):
        assert may_vote(ben, election).reason == "The roll of voters is not frozen yet."


def test_only_those_who_run_elections_declare(election):
    scene.vote(election, person("ewa"), [1])
    with clock.at(OVER):
        assert may_declare(scene.ada(), election) is None
        assert may_declare(person("ewa"), election).clause == "powers.run_elections"
        assert may_declare(None, election) is not None
