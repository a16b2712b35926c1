"""What is taught belongs to the members: proposed, checked, timed, decided, adopted (R-62)."""

import pytest

from articulator.identity.bodies.models import Term
from articulator.kernel.acts import Refused
from articulator.kernel.links import origins
from articulator.kernel.models import Event, Unit
from articulator.methods.course import CourseError
from articulator.operations.training import acts
from articulator.operations.training.catalogue import catalogue, changes, in_force, read, version
from articulator.operations.training.models import Curriculum
from articulator.operations.training.queries import learner, progress
from tests.operations.training.scene import completed, finish, right
from tests.people import member, person

MONEY = "02-money.md"
YES = {"body": "Council", "decided_on": "2026-03-02", "votes_for": 5, "votes_against": 2}
NO = YES | {"votes_for": 2, "votes_against": 2}


@pytest.fixture
def ben(federation):
    return member("ben", Unit.objects.get(name="Leith"))


@pytest.fixture
def ada(federation):
    return person("ada")


def proposed(who, name=MONEY, old="Follow it.", new="Follow it home.", course="basics"):
    text = in_force(course)
    said = text.files.get(name, "").replace(old, new)
    return acts.propose(who, text, name, said, "It reads better.")


def test_a_member_proposes_another_text_and_nothing_changes_yet(ben):
    made = proposed(ben)
    assert (made.number, made.state, made.changes) == (2, "proposed", MONEY)
    assert in_force("basics").number == 1
    assert "".join(piece.text for piece in changes(made) if piece.kind == "in") == "it home."
    assert [str(knot.words) for knot in origins(made)] == ["The basics, version 1"]


def test_only_members_propose(ada):
    with pytest.raises(Refused, match="Members propose what is taught"):
        proposed(person("zoe"))


def test_a_faulty_text_is_not_kept_and_its_faults_are_told(ben):
    with pytest.raises(CourseError) as caught:
        proposed(ben, old="- [x]", new="- [ ]")
    assert [(f.file, f.line) for f in caught.value.faults] == [(MONEY, 7), (MONEY, 18)]
    assert Curriculum.objects.filter(state="proposed").count() == 0


def test_a_text_that_changes_nothing_is_refused(ben):
    with pytest.raises(Refused, match="Nothing would change"):
        proposed(ben, new="Follow it.")


def test_a_course_over_its_hours_is_refused_with_the_figures(ben):
    with pytest.raises(Refused) as caught:
        proposed(ben, "01-power.md", "exercise_minutes: 5", "exercise_minutes: 24")
    assert caught.value.refusal.reason == (
        "The basics: 31 minutes, and the constitution allows 30 minutes."
    )
    assert caught.value.refusal.clause == "3.basics"


def test_courses_over_the_hours_of_the_pool_together_are_refused_too(ben):
    acts.decide(person("ada"), proposed(
        ben, "01-power.md", "exercise_minutes: 5", "exercise_minutes: 22"), YES)  # fmt: skip
    text = in_force("rules").files["01-deciding.md"]
    said = text.replace("exercise_minutes: 0", "exercise_minutes: 30")
    said = said.replace("We vote.", "We vote.\n\n## Exercise\n\nCount.")
    with pytest.raises(Refused) as caught:
        acts.propose(ben, in_force("rules"), "01-deciding.md", said, "More time.")
    assert caught.value.refusal.reason == (
        "All courses of the leadership pool together: 1 hour 2 minutes, and the constitution "
        "allows 1 hour."
    )
    assert caught.value.refusal.clause == "3"


def test_what_is_carried_is_taught_from_now_on(ada, ben):
    made = acts.decide(ada, proposed(ben), YES)
    assert (in_force("basics"), made.state) == (made, "adopted")
    assert "Follow it home." in read(made).modules[1].text
    assert version("basics", 1).state == "superseded"
    event = Event.objects.get(kind="training.decide")
    assert event.facts == {"state": "adopted", "fingerprint": made.fingerprint}


def test_what_is_not_carried_is_declined_and_stays_on_record(ada, ben):
    made = acts.decide(ada, proposed(ben), NO)
    assert (made.state, made.decision["votes_for"]) == ("declined", 2)
    assert in_force("basics").number == 1
    with pytest.raises(Refused, match="does not wait for a decision"):
        acts.decide(ada, made, YES)


def test_nobody_records_a_decision_without_the_power_to(ben):
    with pytest.raises(Refused, match="record that a curriculum was adopted"):
        acts.decide(ben, proposed(ben), YES)


def test_once_an_officer_holds_the_power_the_founders_do_not(ada, ben, federation):
    from articulator.identity.bodies.models import Body, Power, SeatGroup

    office = Body.objects.create(unit=federation, key="clerk", name="Clerk", clause="9")
    Power.objects.create(body=office, key="adopt_curriculum", clause="9")
    seat = SeatGroup.objects.create(body=office, key="one", method="appointed").seats.create(
        number=1
    )
    founding = Term.objects.get(person=ada)
    Term.objects.create(
        seat=seat, person=ben, route="appointed", since=founding.since, until=founding.until
    )
    made = proposed(ben)
    with pytest.raises(Refused, match="record that a curriculum was adopted"):
        acts.decide(ada, made, YES)
    assert acts.decide(ben, made, YES).state == "adopted"


def test_two_proposals_for_different_files_are_both_taught(ada, ben):
    one, two = proposed(ben), proposed(ben, "01-power.md", "Name three", "Name seven")
    acts.decide(ada, one, YES)
    acts.decide(ada, two, YES)
    taught = in_force("basics")
    assert taught == two
    assert "Follow it home." in taught.files[MONEY]
    assert "Name seven" in taught.files["01-power.md"]


def test_of_two_proposals_for_one_file_the_second_is_written_anew(ada, ben):
    one, two = proposed(ben), proposed(ben, new="Forget it.")
    acts.decide(ada, one, YES)
    with pytest.raises(Refused, match=r"02-money.md was changed by version 2"):
        acts.decide(ada, two, YES)
    assert in_force("basics") == one
    assert Curriculum.objects.get(pk=two.pk).state == "proposed"


def test_two_new_modules_of_one_name_do_not_both_come_in(ada, ben):
    text = in_force("basics").files[MONEY]
    one = acts.propose(ben, in_force("basics"), "03-care.md", text, "Care matters.")
    two = acts.propose(ben, in_force("basics"), "04-care.md", text, "Care matters.")
    acts.decide(ada, one, YES)
    with pytest.raises(Refused, match=r"04-care.md:1: 03-care.md has the same name"):
        acts.decide(ada, two, YES)


def test_a_module_is_taken_out(ada, ben):
    made = acts.propose(ben, in_force("basics"), MONEY, "", "It is dull.")
    acts.decide(ada, made, YES)
    assert [module.slug for module in read(in_force("basics")).modules] == ["power"]


def test_whoever_is_in_the_middle_goes_on_in_the_version_they_began(ada, ben):
    finish(ben, "basics", "power")
    acts.decide(ada, proposed(ben), YES)
    at = progress(catalogue().offer("basics"), learner(ben))
    assert (at.number, at.next.slug) == (1, "money")
    acts.finish_module(ben, version("basics", 1), "money", right("basics", "money"))
    assert [done.curriculum.number for done in completed(ben)] == [1]


def test_or_in_the_new_one_where_what_is_done_stays_done(ada, ben):
    finish(ben, "basics", "power")
    acts.decide(ada, proposed(ben), YES)
    finish(ben, "basics", "money")
    assert [done.curriculum.number for done in completed(ben)] == [2]


def test_nobody_begins_in_a_text_that_is_not_in_force(ada, ben):
    made = proposed(ben)
    with pytest.raises(Refused, match="This text is not in force"):
        acts.finish_module(ben, made, "power", right("basics", "power"))
    acts.decide(ada, made, YES)
    with pytest.raises(Refused, match="This text is not in force"):
        acts.finish_module(ben, version("basics", 1), "power", right("basics", "power"))


def test_one_text_of_a_course_is_in_force(ada, ben):
    from django.db import IntegrityError, transaction

    made = proposed(ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Curriculum.objects.filter(pk=made.pk).update(state="shipped")
