"""From the first module to the pool: what counts, for how long, and what is kept (R-59, R-61)."""

from datetime import timedelta

import pytest

from articulator.identity.membership.queries import in_pool
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.log import stored_faults
from articulator.kernel.models import Event, Unit
from articulator.methods.constitution import Duration
from articulator.operations.training import acts
from articulator.operations.training.catalogue import catalogue, in_force, version
from articulator.operations.training.models import CourseDone, Curriculum, ModuleDone
from articulator.operations.training.queries import learner, paths, progress
from tests.operations.training.scene import completed, finish, right, standings
from tests.people import NOON, member, person

THREE_YEARS = Duration.parse("P3Y")


@pytest.fixture
def ben(federation):
    return member("ben", Unit.objects.get(name="Leith"), trained=False)


def way(who):
    (only,) = paths(catalogue(), learner(who))
    return only


def test_courses_of_the_pool_come_first_then_the_others(federation):
    known = catalogue()
    assert [offer.key for offer in known.offers] == ["basics", "rules", "facilitation", "trainer"]
    assert [offer.title for offer in known.offers] == [
        "The basics", "The rules", "Facilitation", "Trainer",
    ]  # fmt: skip
    assert known.offer("basics").clause == "3.basics"
    assert known.offer("facilitation").text is None


def test_reading_writes_nothing(ben):
    assert progress(catalogue().offer("basics"), learner(ben)).text.title == "The basics"
    assert way(ben).next.next.slug == "power"
    assert Curriculum.objects.count() == 0


def test_the_first_step_writes_the_text_down_once(ben):
    finish(ben, "basics", "power")
    finish(person("cleo"), "basics", "power")
    assert [(c.course, c.number, c.state) for c in Curriculum.objects.all()] == [
        ("basics", 1, "shipped")
    ]
    assert Event.objects.filter(kind="training.install").count() == 1


def test_a_module_is_done_when_every_answer_is_right(ben):
    wrong = [frozenset({0}), *right("basics", "power")[1:]]
    for given in (wrong, [], right("basics", "power")[:1]):
        with pytest.raises(Refused, match="Not every answer is right yet"):
            acts.finish_module(ben, in_force("basics"), "power", given)
    assert learner(ben).modules == {}
    finish(ben, "basics", "power")
    assert learner(ben).modules == {"basics": {"power"}}


def test_no_module_is_done_that_is_not_there(ben):
    with pytest.raises(Refused, match="Not every answer is right yet"):
        acts.finish_module(ben, in_force("basics"), "weather", [])


def test_a_visitor_is_asked_to_sign_in(federation):
    with pytest.raises(Refused, match="Sign in"):
        acts.finish_module(None, in_force("basics"), "power", right("basics", "power"))


def test_the_log_says_that_a_step_was_taken_but_not_whose(ben):
    finish(ben, "basics", "power")
    event = Event.objects.get(kind="training.finish_module")
    assert (event.actor, event.made, event.facts) == (None, "", {})
    assert str(ben.pk) not in event.subject


def test_the_last_module_completes_the_course_and_the_steps_are_forgotten(ben):
    finish(ben, "basics")
    (done,) = completed(ben)
    assert (done.course, done.route, done.curriculum.number) == ("basics", "online", 1)
    assert (done.recorded_by, done.session) == (None, None)
    assert ModuleDone.objects.by_rule("a test").count() == 0
    assert standings(ben) == []


def test_the_last_course_opens_the_pool_for_as_long_as_the_constitution_says(ben, federation):
    finish(ben, "basics")
    assert not in_pool(ben, "leadership_pool", federation)
    with clock.at(NOON + timedelta(days=20)):
        finish(ben, "rules")
        (standing,) = standings(ben)
        assert standing.until == THREE_YEARS.after(NOON + timedelta(days=20))
        assert in_pool(ben, "leadership_pool", federation)
    with clock.at(standing.until + timedelta(minutes=1)):
        assert not in_pool(ben, "leadership_pool", federation)
    assert list(stored_faults()) == []


def test_one_course_twice_does_not_open_it(ben):
    finish(ben, "basics")
    with clock.at(NOON + timedelta(days=1)):
        finish(ben, "basics")
        assert standings(ben) == []


def test_a_course_that_has_run_out_does_not_count(ben):
    finish(ben, "basics")
    with clock.at(THREE_YEARS.after(NOON) + timedelta(days=1)):
        finish(ben, "rules")
        assert standings(ben) == []
        assert [one.state for one in way(ben).courses] == ["new", "done"]


def test_whoever_finishes_all_again_stays_longer_and_one_course_is_not_all(ben):
    finish(ben, "basics")
    finish(ben, "rules")
    later = NOON + timedelta(days=800)
    with clock.at(later):
        finish(ben, "rules")
        assert len(standings(ben)) == 1
    with clock.at(later + timedelta(days=1)):
        finish(ben, "basics")
        first, second = standings(ben)
    assert second.until == THREE_YEARS.after(later + timedelta(days=1))
    assert first.until < second.until


def test_whoever_was_in_the_pool_before_renews_in_the_same_way(federation):
    cleo = member("cleo", Unit.objects.get(name="Leith"))
    finish(cleo, "basics")
    finish(cleo, "rules")
    assert [standing.until for standing in standings(cleo)] == [None, THREE_YEARS.after(NOON)]


def test_somebody_who_is_no_member_may_learn_but_is_in_no_pool(federation):
    guest = person("zoe")
    finish(guest, "basics")
    finish(guest, "rules")
    assert len(standings(guest)) == 1
    assert not in_pool(guest, "leadership_pool", federation)


def test_how_far_somebody_is_with_the_time_left(ben):
    finish(ben, "basics", "power")
    at = way(ben).next
    assert (at.state, at.next.slug, at.time_left) == ("begun", "money", "4 minutes")
    finish(ben, "basics", "money")
    assert [one.state for one in way(ben).courses] == ["done", "new"]
    assert way(ben).time == "15 minutes"


def test_the_same_step_twice_is_one(ben):
    finish(ben, "basics", "power")
    finish(ben, "basics", "power")
    assert ModuleDone.objects.by_rule("a test").count() == 1


def test_without_a_constitution_courses_are_read_all_the_same(db, settings):
    from tests.operations.training.scene import COURSES

    settings.COURSES = COURSES
    known = catalogue()
    assert [offer.key for offer in known.offers] == ["basics", "rules"]
    assert paths(known, learner(None)) == []


def test_a_text_is_found_by_its_number(ben):
    assert version("basics", 1).title == "The basics"
    assert version("basics", 2) is None
    finish(ben, "basics", "power")
    assert version("basics", 1) == Curriculum.objects.get()


def test_the_database_knows_who_recorded_what(ben, federation):
    from django.db import IntegrityError, transaction

    text = acts.install(None, in_force("basics"))
    bad = (
        {"route": "online", "curriculum": None},
        {"route": "online", "curriculum": text, "recorded_by": person("ada")},
        {"route": "in_person", "recorded_by": person("ada")},
    )
    for fields in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            CourseDone.objects.create(person=ben, course="basics", at=NOON, **fields)


@pytest.mark.parametrize("many", [1, 3])
def test_progress_asks_the_same_of_the_database_for_any_number(
    ben, many, django_assert_num_queries
):
    for slug in ("power", "money")[:many]:
        finish(ben, "basics", slug)
    if many == 3:
        finish(ben, "rules")
    with django_assert_num_queries(5):
        paths(catalogue(), learner(ben))
