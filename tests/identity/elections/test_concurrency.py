"""Many requests at once for one voter: one name ticked off, one ballot, whatever the database."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articulator.identity.elections import acts
from articulator.identity.elections.models import Ballot, Election, Mark
from articulator.identity.elections.queries import turnout
from articulator.kernel import clock, log
from articulator.kernel.acts import Refused, once
from articulator.kernel.models import Event
from tests.identity.elections import scene
from tests.people import person

THREADS = 8
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deed: Callable[[int], None]) -> list[str]:
    """Run the deed in all threads at the same moment; what became of each."""
    gate = Barrier(THREADS)

    def run(number: int) -> str:
        try:
            gate.wait(10)
            with clock.at(scene.VOTING):
                deed(number)
        except Refused as refused:
            return refused.refusal.reason
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return sorted(pool.map(run, range(THREADS)))


@pytest.fixture
def election(on_disk) -> Election:
    scene.found()
    return scene.opened(("ben", "cleo", "dev", "ewa", "finn", "gita", "hugo", "ines"))


def test_eight_requests_of_one_voter_are_one_vote(election):
    ewa = person("ewa")
    outcomes = at_once(lambda number: acts.cast_ballot(ewa, election, [1 + number % 3]))
    assert outcomes == ["You have voted. Thank you."] * 7 + ["done"]
    assert (Mark.objects.count(), Ballot.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="elections.cast_ballot").count() == 1


def test_eight_requests_with_one_key_are_one_vote_and_eight_thanks(election):
    ewa, key = person("ewa"), uuid.uuid4()

    def cast(_number: int) -> None:
        with once(key):
            acts.cast_ballot(ewa, election, [2, 1])

    assert at_once(cast) == ["done"] * 8
    assert (Mark.objects.count(), Ballot.objects.count()) == (1, 1)


def test_eight_voters_at_once_are_eight_votes_and_one_whole_log(election):
    voters = [voter.person for voter in election.voters.select_related("person")]
    assert at_once(lambda number: acts.cast_ballot(voters[number], election, [1])) == ["done"] * 8
    assert turnout(election) == (8, 8)
    assert Ballot.objects.count() == 8
    assert list(log.stored_faults()) == []


def test_a_result_declared_by_eight_requests_seats_each_winner_once(election):
    with clock.at(scene.VOTING):
        acts.cast_ballot(person("ewa"), election, [1])
    officer = scene.ada()

    def declare(_number: int) -> None:
        with clock.at(scene.OVER):
            acts.declare(officer, Election.objects.get(pk=election.pk))

    assert at_once(declare) == ["The result is declared already."] * 7 + ["done"]
    assert Event.objects.filter(kind="bodies.seat_person", at=scene.OVER).count() == 2
