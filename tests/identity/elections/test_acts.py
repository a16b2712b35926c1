"""What the acts of an election do, and what they refuse to do."""

import hashlib
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from articulator.identity.bodies import acts as bodies
from articulator.identity.bodies.models import Term
from articulator.identity.constitution.queries import in_force
from articulator.identity.elections import acts, tasks
from articulator.identity.elections.models import Ballot, Candidacy, Mark, Voter
from articulator.identity.elections.queries import papers, unsafe_database
from articulator.identity.membership.acts import leave
from articulator.identity.membership.queries import membership_of
from articulator.kernel import clock, links, log
from articulator.kernel.acts import Refused, once
from articulator.kernel.models import Event, Unit
from articulator.methods.stv import count, read_blt, write_blt
from tests.identity.elections import scene
from tests.identity.elections.scene import BEGIN, CLOSES, DATES, OPENS, OVER, VOTING, called, vote
from tests.people import member, person

DAY = timedelta(days=1)


def test_a_call_publishes_the_fingerprint_of_the_lots_and_keeps_the_seed(federation):
    election = called()
    assert hashlib.sha256(election.lots_seed.encode()).hexdigest() == election.lots_commitment
    event = Event.objects.get(kind="elections.call_election")
    assert event.facts == {"seats": 2, "lots_commitment": election.lots_commitment}
    assert election.constitution == in_force().fingerprint
    assert [knot.words for knot in links.origins(election)] == ["Council"]


def test_nobody_calls_an_election_for_more_seats_than_are_free(federation):
    with pytest.raises(Refused, match="3 of these seats can be filled"):
        called(seats=4)


def test_two_elections_do_not_fill_the_same_seats(federation):
    called(seats=2)
    with pytest.raises(Refused, match="1 of these seats can be filled"):
        called(seats=2)


def test_an_election_whose_roll_was_never_frozen_keeps_no_seats_for_ever(federation):
    called(seats=3)
    later = acts.Dates(*(moment + 60 * DAY for moment in _moments()))
    assert called(seats=3, dates=later).seats == 3


def test_nominations_and_voting_last_as_long_as_the_constitution_asks(federation):
    with pytest.raises(Refused, match="21 days of nominations") as refused:
        called(dates=replace(DATES, nominations_close=CLOSES - DAY))
    assert refused.value.refusal.clause == "8.election"
    with pytest.raises(Refused, match="14 days of voting"):
        called(dates=replace(DATES, closes=OVER - DAY))


def test_nominations_do_not_open_in_the_past(federation):
    with clock.at(OPENS + DAY), pytest.raises(Refused, match="in the past"):
        acts.call_election(scene.ada(), scene.council(), "Late", 1, DATES)


def test_dates_out_of_order_are_refused_by_the_database_too(federation):
    with pytest.raises(IntegrityError), transaction.atomic():
        called(dates=replace(DATES, terms_begin=OPENS))


def test_a_member_of_the_pool_stands_and_may_withdraw(federation):
    (ben,) = scene.join("ben")
    election = called()
    with clock.at(OPENS):
        candidacy = acts.nominate(ben, election, "Homes for all.")
        assert (candidacy.person, candidacy.statement) == (ben, "Homes for all.")
        acts.withdraw(ben, candidacy)
    candidacy.refresh_from_db()
    assert candidacy.withdrawn_at == OPENS


def test_freezing_fixes_who_may_vote_and_numbers_the_candidates(federation):
    people = scene.join("ben", "cleo", "dev", "ewa")
    election = called()
    scene.standing(election, people[:3])
    scene.frozen(election)
    assert {voter.person for voter in election.voters.all()} == set(people)
    assert sorted(c.number for c in election.candidacies.all()) == [1, 2, 3]
    facts = Event.objects.get(kind="elections.freeze_roll").facts
    assert facts == {"voters": 4, "roll_hash": election.roll_hash}


def test_the_order_of_the_ballot_follows_from_the_roll_and_the_candidacies(election):
    order = sorted(
        election.candidacies.all(),
        key=lambda c: hashlib.sha256(f"{election.roll_hash}{c.pk}".encode()).digest(),
    )
    assert [c.number for c in order] == [1, 2, 3]


def test_who_joined_too_late_is_not_on_the_roll(federation):
    scene.join("ben")
    leith = Unit.objects.get(slug="leith")
    member("cleo", leith, joined=date(2026, 1, 31))  # thirty days before nominations open, and one
    member("dev", leith, joined=date(2026, 2, 1))
    election = scene.frozen(called())
    assert sorted(str(v.person) for v in election.voters.all()) == ["Ben Castell", "Cleo Marsh"]


def test_the_roll_stays_as_it_was_frozen(election):
    member("gita", Unit.objects.get(slug="leith"))
    with clock.at(VOTING), pytest.raises(Refused, match="not on the roll"):
        acts.cast_ballot(person("gita"), election, [1])


def test_the_roll_is_frozen_once_and_not_before_nominations_close(election):
    with clock.at(CLOSES), pytest.raises(Refused, match="frozen already"):
        acts.freeze_roll(None, election)
    with clock.at(CLOSES - DAY), pytest.raises(Refused, match="when nominations have closed"):
        acts.freeze_roll(None, called(seats=1))


def test_the_clock_freezes_every_roll_that_is_due(federation):
    scene.join("ben")
    election = called()
    with clock.at(CLOSES - DAY):
        assert list(tasks.tick()) == []
    with clock.at(CLOSES):
        assert list(tasks.tick()) == ["Council, first half: the roll is frozen with 1 voters."]
        assert list(tasks.tick()) == []
    election.refresh_from_db()
    assert election.roll_frozen_at == CLOSES


def test_a_ballot_ticks_the_name_off_and_goes_into_the_box(election):
    vote(election, person("ewa"), [2, 1])
    assert [ballot.ranking for ballot in election.ballots.all()] == [[2, 1]]
    assert [mark.voter.person for mark in Mark.objects.all()] == [person("ewa")]


def test_nobody_votes_twice(election):
    vote(election, person("ewa"), [2])
    with pytest.raises(Refused, match="You have voted"):
        vote(election, person("ewa"), [1])
    assert [ballot.ranking for ballot in Ballot.objects.all()] == [[2]]


def test_a_vote_sent_twice_with_one_key_is_one_vote_and_no_error(election):
    key = uuid.uuid4()
    for _ in range(2):
        with once(key):
            vote(election, person("ewa"), [2])
    assert (Ballot.objects.count(), Mark.objects.count()) == (1, 1)


@pytest.mark.parametrize("ranking", [[], [1, 1], [4], [0], [1, 2, 3, 4]])
def test_a_ranking_that_is_none_changes_nothing(election, ranking):
    with pytest.raises(Refused, match="ranks at least one candidate"):
        vote(election, person("ewa"), ranking)
    assert (Ballot.objects.count(), Mark.objects.count()) == (0, 0)


def test_nobody_can_be_ranked_who_withdrew_after_the_roll_was_frozen(election):
    cleo = person("cleo")
    number = scene.number_of(election, cleo)
    with clock.at(CLOSES):
        acts.withdraw(cleo, Candidacy.objects.get(election=election, person=cleo))
    with pytest.raises(Refused):
        vote(election, person("ewa"), [number])


def test_whoever_leaves_the_organisation_leaves_the_ballot_and_votes_pass_on(
    election, django_capture_on_commit_callbacks
):
    cleo = person("cleo")
    first = scene.number_of(election, cleo)
    second = next(number for number in (1, 2, 3) if number != first)
    vote(election, person("ewa"), [first, second])
    with clock.at(VOTING), django_capture_on_commit_callbacks(execute=True):
        leave(cleo, membership_of(cleo))
    struck = Candidacy.objects.get(election=election, person=cleo)
    assert (struck.withdrawn_at, struck.person) == (VOTING, cleo)
    with pytest.raises(Refused):
        vote(election, person("finn"), [first])
    elected = scene.declared(election).result["elected"]
    assert (elected[0], first in elected) == (second, False)


def test_only_the_house_strikes_off_and_only_those_who_have_left(election):
    candidacy = Candidacy.objects.get(election=election, person=person("cleo"))
    with pytest.raises(Refused, match="by the house"):
        acts.strike_off(scene.ada(), candidacy)
    with pytest.raises(Refused, match="is a member, and stays"):
        acts.strike_off(None, candidacy)


def test_the_log_of_a_vote_names_neither_the_voter_nor_the_ranking(election):
    vote(election, person("ewa"), [3, 1])
    event = Event.objects.get(kind="elections.cast_ballot")
    assert (event.actor, event.facts, event.made) == (None, {}, "")
    assert event.subject == links.ref(election)
    assert list(log.stored_faults()) == []


def test_no_column_joins_a_ballot_to_a_person_or_a_time(election):
    assert [field.name for field in Ballot._meta.get_fields()] == ["id", "election", "ranking"]
    assert [field.name for field in Mark._meta.get_fields()] == ["voter"]


def test_a_voter_is_marked_once_whatever_the_code_does(election):
    vote(election, person("ewa"), [1])
    listed = Voter.objects.get(election=election, person=person("ewa"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(voter=listed)


def test_a_count_is_the_method_s_and_can_be_repeated_from_what_is_published(election):
    for name, ranking in (("ben", [1]), ("cleo", [1, 3]), ("dev", [3, 2]), ("ewa", [2, 3])):
        vote(election, person(name), ranking)
    scene.declared(election)
    again = count(read_blt(write_blt(papers(election))), lots=election.lots_seed).to_json()
    assert {**again, "roll": 5, "voted": 4} == election.result
    facts = Event.objects.get(kind="elections.declare").facts
    assert facts == {"elected": again["elected"], "quota": again["quota"]}


def test_the_winners_are_seated_for_the_term_of_the_constitution(election):
    first, second = person("cleo"), person("dev")
    for name in ("ben", "cleo", "ewa"):
        vote(election, person(name), [scene.number_of(election, first)])
    for name in ("dev", "finn"):
        vote(election, person(name), [scene.number_of(election, second)])
    scene.declared(election)
    terms = Term.objects.filter(seat__group=scene.council()).order_by("seat__number")
    assert [(term.person, term.route) for term in terms] == [
        (first, "elected"),
        (second, "elected"),
    ]
    assert {(term.since, term.until.date()) for term in terms} == {(BEGIN, date(2028, 4, 21))}
    assert [knot.kind for knot in links.outcomes(election)] == ["elected in", "elected in"]


def test_nothing_is_declared_while_voting_is_open_or_a_second_time(election):
    vote(election, person("ewa"), [1])
    with clock.at(OVER - DAY), pytest.raises(Refused, match="still open"):
        acts.declare(scene.ada(), election)
    scene.declared(election)
    with pytest.raises(Refused, match="declared already"):
        scene.declared(election)


def test_a_box_that_does_not_match_the_roll_is_not_counted(election):
    vote(election, person("ewa"), [1])
    Ballot.objects.create(election=election, ranking=[2])
    with pytest.raises(Refused, match="differ in number"):
        scene.declared(election)
    election.refresh_from_db()
    assert (election.result, Term.objects.filter(route="elected").count()) == (None, 0)


def test_where_nobody_stands_nobody_can_vote_and_the_seats_stay_empty(federation):
    scene.join("ben")
    election = scene.frozen(called())
    with pytest.raises(Refused, match="Nobody stands"):
        vote(election, person("ben"), [])
    result = scene.declared(election).result
    assert (result["elected"], result["unfilled"], result["stages"]) == ([], 2, [])


def test_where_nobody_voted_the_lot_does_not_fill_the_seats(election):
    with pytest.raises(Refused, match=r"Nobody voted, .* call this election again"):
        scene.declared(election)
    election.refresh_from_db()
    assert (election.declared_at, election.result) == (None, None)
    assert Term.objects.filter(route="elected").count() == 0


def test_the_seats_of_an_election_without_a_vote_can_be_filled_by_another(election):
    later = acts.Dates(*(moment + 60 * DAY for moment in _moments()))
    assert called(seats=3, dates=later).seats == 3


def test_where_every_candidate_withdraws_the_seats_stay_empty(election):
    for candidacy in election.candidacies.all():
        with clock.at(CLOSES):
            acts.withdraw(candidacy.person, candidacy)
    result = scene.declared(election).result
    assert (result["elected"], result["unfilled"], result["stages"]) == ([], 2, [])


def test_a_member_who_took_a_seat_in_between_does_not_take_the_winners_seats(election):
    """Seats taken since the call: nothing is declared rather than someone left out."""
    vote(election, person("ewa"), [1])
    for seat in scene.council().seats.all():
        bodies.seat_person(None, seat, person("gita"), Term.Route.FOUNDING, BEGIN, BEGIN + DAY)
    with pytest.raises(Refused, match="Only 0 of these seats"):
        scene.declared(election)


@pytest.mark.django_db(transaction=True)
def test_no_roll_is_frozen_on_a_database_that_could_lose_a_vote():
    scene.found()
    election = called()
    assert unsafe_database() == ""
    lax, strict = {
        "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL"),
        "postgresql": ("SET synchronous_commit = off", "SET synchronous_commit = on"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(lax)
    try:
        with pytest.raises(Refused, match="could lose one"):
            scene.frozen(election)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(strict)
    assert Voter.objects.count() == 0


def _moments():
    return (OPENS, CLOSES, VOTING, OVER, BEGIN)
