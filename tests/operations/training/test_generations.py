"""Trainers who train trainers: observed, recertified, told by generation (R-155, H6)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from articulator.operations.training import acts
from articulator.operations.training.catalogue import awards
from articulator.operations.training.generations import fidelity, lineage
from articulator.operations.training.models import Observation
from tests.operations.training.scene import held, standings
from tests.people import NOON, member, person


@pytest.fixture
def leith(federation):
    return Unit.objects.get(name="Leith")


def trained(trainer, *names):
    """Trainers made by another, who has them in the course for trainers."""
    unit = Unit.objects.get(name="Leith")
    people = [member(name, unit, trained=False) for name in names]
    for course in ("facilitation", "trainer"):
        held(trainer, course, *people)
    return people


def taught(trainer, observer, given, planned=10):
    """A training of theirs, at which somebody sat in."""
    unit = Unit.objects.get(name="Leith")
    made = acts.plan_session(trainer, unit, "basics", clock.now(), "Hall")
    acts.observe(observer, made, given, planned)
    return made


@pytest.fixture
def line(leith):
    """Ada made Ben and Cleo trainers; Ben made Dev one."""
    ben, cleo = trained(person("ada"), "ben", "cleo")
    with clock.at(NOON + timedelta(days=1)):
        (dev,) = trained(ben, "dev")
    return ben, cleo, dev


def observed():
    return {one.number: one.observed.sessions for one in lineage().generations}


def test_what_a_training_gave_counts_for_the_generation_of_its_trainer(line):
    ben, cleo, dev = line
    with clock.at(NOON + timedelta(days=2)):
        taught(ben, cleo, 8)
        taught(dev, cleo, 5)
    assert observed() == {1: 1, 2: 1}


def test_figures_are_told_from_eight_trainings_on(line):
    ben, cleo, _ = line
    for day in range(2, 10):
        with clock.at(NOON + timedelta(days=day)):
            taught(ben, cleo, 6)
        told = lineage().generations[0].observed.mean
        assert told == (None if day < 9 else pytest.approx(0.6))
    assert lineage().kept.share == pytest.approx(0.6, abs=1e-4)


def test_fewer_than_eight_trainers_are_not_counted_out(line):
    with clock.at(NOON + timedelta(days=2)):
        found = lineage().generations
    assert [(one.number, one.trainers) for one in found] == [(1, None), (2, None)]


def test_whoever_teaches_enough_is_a_trainer_for_another_term(line):
    ben, cleo, dev = line
    with clock.at(NOON + timedelta(days=100)):
        taught(ben, cleo, 7)
        taught(dev, cleo, 6)
    award = next(one for one in awards() if one.standing == "trainer")
    assert standings(ben)[-1].until == award.until(NOON + timedelta(days=100))
    assert (len(standings(ben)), len(standings(dev))) == (2, 1)


def test_whoever_is_observed_and_good_enough_comes_up_to_who_sat_in(line):
    _, cleo, dev = line
    with clock.at(NOON + timedelta(days=2)):
        taught(dev, cleo, 9)
    with clock.at(NOON + timedelta(days=3)):
        taught(dev, cleo, 9)
    assert observed() == {1: 1, 2: 1}


def test_nobody_sits_in_on_themselves_or_on_who_made_them_a_trainer(line, leith):
    ben, _, dev = line
    with clock.at(NOON + timedelta(days=2)):
        made = acts.plan_session(ben, leith, "basics", clock.now(), "Hall")
        with pytest.raises(Refused, match="Nobody observes themselves"):
            acts.observe(ben, made, 9, 10)
        with pytest.raises(Refused, match="has trained you as a trainer"):
            acts.observe(dev, made, 9, 10)
        with pytest.raises(Refused, match="record trainings"):
            acts.observe(member("ewa", leith), made, 9, 10)


def test_a_training_to_come_is_not_observed(line, leith):
    ben, cleo, _ = line
    made = acts.plan_session(ben, leith, "basics", NOON + timedelta(days=9), "Hall")
    with pytest.raises(Refused, match="once it has begun"):
        acts.observe(cleo, made, 9, 10)


def test_the_log_says_neither_who_sat_in_nor_what_was_taught(line):
    ben, cleo, _ = line
    with clock.at(NOON + timedelta(days=2)):
        taught(ben, cleo, 9)
    event = Event.objects.get(kind="training.observe")
    assert (event.actor, event.facts) == (None, {})


def test_what_the_constitution_asks_of_trainers(federation):
    assert (fidelity().clause, fidelity().least, fidelity().generations) == (
        "3.trainers",
        0.7,
        None,
    )


def test_it_is_written_down_on_the_page_of_the_training(line, client):
    ben, cleo, _ = line
    with clock.at(NOON + timedelta(days=2)):
        made = held(ben, "basics")
        client.force_login(cleo)
        at = reverse("training:observe", args=[made.pk])
        assert client.post(at, {"given": 11, "planned": 10}).status_code == 422
        client.post(at, {"given": 9, "planned": 10})
    assert Observation.objects.by_rule("a test").get().share == 0.9


def test_the_page_of_trainers_tells_generations_and_nobody(line, client):
    page = client.get(reverse("training:trainers")).content.decode()
    assert "fewer than 8" in page
    assert "Ben" not in page
