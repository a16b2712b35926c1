"""Courses in a room: who plans, who comes, who is recorded by whom (R-61, R-142, R-154, R-155)."""

from datetime import timedelta

import pytest

from articulator.identity.membership.queries import in_pool
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from articulator.methods.constitution import Duration
from articulator.operations.training import acts
from articulator.operations.training.models import Session, SignUp
from articulator.operations.training.queries import alive, around, near, trains_in
from tests.operations.training.scene import completed, finish, held, standings
from tests.people import NOON, member, person

SOON = NOON + timedelta(days=7)


@pytest.fixture
def leith(federation):
    return Unit.objects.get(name="Leith")


@pytest.fixture
def ada(federation):
    return person("ada")


@pytest.fixture
def ben(leith):
    return member("ben", leith, trained=False)


@pytest.fixture
def planned(ada, leith):
    return acts.plan_session(ada, leith, "basics", SOON, "Trades hall", capacity=2)


def listed(session):
    rows = session.sign_ups.by_rule("a test").select_related("person")
    return sorted(one.person.name for one in rows)


def test_a_training_is_on_the_page_of_its_branch_and_near_its_people(planned, ben, leith):
    assert [(knot.kind, knot.words) for knot in alive(leith)] == [("training", "The basics")]
    assert list(near(ben)) == [planned]
    assert list(near(member("dev", Unit.objects.get(name="Govan")))) == []
    assert around(leith) == ["/federation/", "/federation/leith/"]


def test_only_trainers_plan(ben, leith):
    with pytest.raises(Refused, match="record trainings"):
        acts.plan_session(ben, leith, "basics", SOON, "Hall")
    assert list(trains_in(ben)) == []


def test_nobody_plans_a_course_that_there_is_not(ada, leith):
    with pytest.raises(Refused, match="has no such course"):
        acts.plan_session(ada, leith, "weather", SOON, "Hall")


def test_people_sign_up_and_step_back_and_the_log_does_not_say_who(planned, ben):
    acts.sign_up(ben, planned)
    assert listed(planned) == ["Ben Castell"]
    with pytest.raises(Refused, match="signed up already"):
        acts.sign_up(ben, planned)
    acts.step_back(ben, planned)
    assert listed(planned) == []
    with pytest.raises(Refused, match="have not signed up"):
        acts.step_back(ben, planned)
    events = Event.objects.filter(kind__in=("training.sign_up", "training.step_back"))
    assert {(event.actor, event.made) for event in events} == {(None, "")}


def test_a_full_room_takes_nobody_more(planned, ben):
    for name in ("cleo", "dev"):
        acts.sign_up(person(name), planned)
    with pytest.raises(Refused, match="Every place is taken"):
        acts.sign_up(ben, planned)


def test_a_training_that_is_called_off_takes_and_records_nobody(planned, ada, ben):
    acts.call_off(ada, planned)
    with pytest.raises(Refused, match="sign up for this training any more"):
        acts.sign_up(ben, planned)
    with clock.at(SOON), pytest.raises(Refused, match="called off"):
        acts.record(ada, planned, [ben])
    with pytest.raises(Refused, match="cannot be called off any more"):
        acts.call_off(ada, planned)


def test_nobody_is_recorded_before_it_began(planned, ada, ben):
    with pytest.raises(Refused, match="once the training has begun"):
        acts.record(ada, planned, [ben])


def test_whoever_was_there_has_the_course_done_and_is_off_the_list(planned, ada, ben):
    acts.sign_up(ben, planned)
    with clock.at(SOON):
        acts.record(ada, planned, [ben])
    (done,) = completed(ben)
    assert (done.course, done.route, done.recorded_by, done.session) == (
        "basics", "in_person", ada, planned,
    )  # fmt: skip
    assert done.curriculum.number == 1
    assert SignUp.objects.by_rule("a test").count() == 0


def test_each_completion_is_an_event_of_its_own(ada, ben, leith):
    cleo = member("cleo", leith, trained=False)
    held(ada, "basics", ben, cleo)
    events = Event.objects.filter(kind="training.complete")
    assert sorted(event.subject for event in events) == sorted(
        f"kernel.person:{who.pk}" for who in (ben, cleo)
    )
    assert {event.actor for event in events} == {ada}


def test_a_course_in_a_room_and_one_on_the_screen_open_the_pool_together(ada, ben, federation):
    finish(ben, "basics")
    held(ada, "rules", ben)
    (standing,) = standings(ben)
    assert (standing.kind, standing.until) == (
        "leadership_pool", Duration.parse("P3Y").after(NOON),
    )  # fmt: skip
    assert in_pool(ben, "leadership_pool", federation)


def test_recording_twice_is_recording_once(ada, ben):
    made = held(ada, "basics", ben)
    acts.record(ada, made, [ben])
    assert len(completed(ben)) == 1


def test_a_stranger_to_the_branch_is_not_recorded_unless_they_signed_up(planned, ada, ben):
    dev = member("dev", Unit.objects.get(name="Govan"), trained=False)
    with clock.at(SOON), pytest.raises(Refused, match="is not on the roll of Leith"):
        acts.record(ada, planned, [ben, dev])
    assert completed(ben) == []
    acts.sign_up(dev, planned)
    with clock.at(SOON):
        acts.record(ada, planned, [ben, dev])
    assert len(completed(dev)) == 1


def test_nobody_records_themselves(ada, leith, planned):
    acts.sign_up(ada, planned)
    with clock.at(SOON), pytest.raises(Refused, match="Nobody records themselves"):
        acts.record(ada, planned, [ada])


def test_the_course_for_trainers_builds_on_facilitation(ada, ben):
    with pytest.raises(Refused, match="Trainer builds on the course facilitation"):
        held(ada, "trainer", ben)
    assert Session.objects.get().completions.by_rule("a test").count() == 0


def test_trainers_train_trainers_and_the_line_is_on_record(ada, ben, leith):
    held(ada, "facilitation", ben)
    held(ada, "trainer", ben)
    (standing,) = standings(ben)
    assert (standing.kind, standing.until) == ("trainer", Duration.parse("P6M").after(NOON))
    cleo = member("cleo", leith, trained=False)
    held(ben, "facilitation", cleo)
    held(ben, "trainer", cleo, unit="leith")
    assert [done.recorded_by.name for done in completed(cleo)] == ["Ben Castell"] * 2
    assert list(trains_in(cleo).order_by("path")) == list(Unit.objects.order_by("path"))


def test_a_trainer_whose_standing_has_run_out_records_nobody(ada, ben, leith):
    held(ada, "facilitation", ben)
    held(ada, "trainer", ben)
    made = acts.plan_session(ben, leith, "basics", SOON, "Hall")
    cleo = member("cleo", leith, trained=False)
    with clock.at(NOON + timedelta(days=300)), pytest.raises(Refused, match="record trainings"):
        acts.record(ben, made, [cleo])


def test_one_trainer_does_not_record_at_the_training_of_another(planned, ada, ben, leith):
    held(ada, "facilitation", ben)
    held(ada, "trainer", ben)
    with clock.at(SOON), pytest.raises(Refused, match="record trainings"):
        acts.record(ben, planned, [member("cleo", leith, trained=False)])
