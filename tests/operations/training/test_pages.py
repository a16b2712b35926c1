"""The pages: read, answer, print and take along, without a script; forms keep what was typed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Event, Unit
from articulator.operations.training import acts
from articulator.operations.training.catalogue import in_force
from articulator.operations.training.models import Curriculum, Session
from articulator.operations.training.queries import learner
from tests.operations.training.scene import completed, finish, held, standings
from tests.people import NOON, member, person

POWER = ["basics", 1, "power"]
RIGHT = {"q1": "1", "q2": ["0", "1"]}


@pytest.fixture
def ben(federation, client):
    who = member("ben", Unit.objects.get(name="Leith"), trained=False)
    client.force_login(who)
    return who


@pytest.fixture
def ada(federation):
    return person("ada")


def text(answer) -> str:
    """What a page says, without its signs."""
    plain = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return " ".join(plain.replace("&nbsp;", " ").replace("&#x27;", "'").split())


def get(client, page, *args):
    return client.get(reverse(f"training:{page}", args=args))


def answer(client, given, args=POWER):
    return client.post(reverse("training:module", args=args), given)


def test_the_first_page_says_how_long_what_it_opens_and_the_next_step(client, ben):
    page = get(client, "index")
    assert "2 courses, about 15 minutes in all; the constitution allows 1 hour at most" in text(
        page
    )
    assert "can stand for election and be drawn by lot for three years. § 3" in text(page)
    assert reverse("training:module", args=POWER) in page.content.decode()


def test_a_course_shows_its_modules_and_what_is_left(client, ben):
    finish(ben, "basics", "power")
    page = get(client, "course", "basics")
    assert "About 4 minutes left" in text(page)
    assert "1. Power About 9 minutes. done" in text(page)
    assert Event.objects.filter(kind="training.install").count() == 1


def test_a_module_is_read_by_anyone_and_asks_a_visitor_to_sign_in(client, federation):
    page = get(client, "module", *POWER)
    assert "Module 1 of 2, about 9 minutes." in text(page)
    assert "<strong>what people do together</strong>" in page.content.decode()
    assert "Sign in to check your answers" in text(page)
    assert answer(client, RIGHT)["Location"].startswith(reverse("account_login"))
    assert Curriculum.objects.count() == 0


def test_a_wrong_answer_has_its_reply_and_the_right_one_does_not_give_itself_away(client, ben):
    page = answer(client, {"q1": "0", "q2": ["0", "1"]})
    assert "1 of 2 questions is not right yet" in text(page)
    assert "Why the chair is not it." in text(page)
    assert "Why the many is it." not in text(page)
    assert "Yes: work that stops." in text(page)
    assert learner(ben).modules == {}


def test_what_is_missing_is_said_in_words(client, ben):
    page = answer(client, {"q2": "0"})
    assert "Choose an answer." in text(page)
    assert "Right so far, but there is more to choose." in text(page)


def test_answers_that_are_none_are_not_chosen(client, ben):
    page = answer(client, {"q1": ["9", "x", "-1"], "q2": ["0", "1", "7"]})
    assert "1 of 2 questions is not right yet" in text(page)


def test_right_answers_finish_the_module_and_lead_to_the_next(client, ben):
    page = answer(client, RIGHT)
    assert "Right, and this module is done." in text(page)
    assert "Why the many is it." in text(page)
    assert "Why the crown is not it." in text(page)
    assert reverse("training:module", args=["basics", 1, "money"]) in page.content.decode()
    assert learner(ben).modules == {"basics": {"power"}}


def test_the_last_module_says_what_it_has_opened(client, ben):
    finish(ben, "rules")
    finish(ben, "basics", "power")
    page = answer(client, {"q1": "1", "q2": "1"}, ["basics", 1, "money"])
    assert "You have completed the course. You are in: leadership pool." in text(page)
    assert "You are in it until 2 March 2029" in text(get(client, "index"))
    assert len(standings(ben)) == 1


def test_the_same_form_sent_twice_is_one_step(client, ben):
    given = RIGHT | {"_key": "0b9ad0a1-3f0d-4a51-9b8e-6b6a4f0f2b11"}
    assert [answer(client, given).status_code for _ in range(2)] == [200, 200]
    assert Event.objects.filter(kind="training.finish_module").count() == 1


def test_the_whole_course_is_on_one_page_with_an_answer_sheet(client, federation):
    said = text(get(client, "whole", "basics"))
    assert said.index("1. Power") < said.index("2. Money") < said.index("Answer sheet")
    assert "1.2 ☐ A ☐ B ☐ C" in said
    assert "Right: the many Why the many is it." in said[said.index("Answers, and why") :]


def test_the_file_to_take_along_needs_nothing_else(client, federation):
    page = get(client, "download", "basics")
    html = page.content.decode()
    assert page["Content-Disposition"] == 'attachment; filename="basics.html"'
    assert re.findall(r"<(?:script|link|img|iframe)|\ssrc=|@import|url\(", html) == []
    assert set(re.findall(r'href="([^"]*)"', html)) == {"http://testserver/identity/constitution/"}
    assert "Why the crown is not it." in html


@pytest.mark.parametrize(
    ("page", "args"),
    [("course", ["weather"]), ("course", ["basics", 7]), ("module", ["basics", 7, "power"]),
     ("module", ["basics", 1, "weather"]), ("whole", ["facilitation"]), ("texts", ["weather"])],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, federation, page, args):
    assert get(client, page, *args).status_code == 404


def test_a_course_without_a_text_says_how_it_is_taught(client, ben):
    assert "Taught in person" in text(get(client, "course", "facilitation"))


def test_a_member_proposes_by_form(client, ben):
    current = in_force("basics").files["course.md"]
    page = client.get(reverse("training:propose", args=["basics"]) + "?file=course.md")
    assert "Nothing is needed before." in text(page)
    said = {"name": "course.md", "text": current.replace("Welcome", "Hello"), "reason": "Warmer."}
    sent = client.post(reverse("training:propose", args=["basics"]), said)
    made = Curriculum.objects.get(number=2)
    assert sent["Location"] == made.get_absolute_url()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "<del>Welcome.</del><ins>Hello.</ins>" in page
    assert get(client, "course", "basics", 2).status_code == 404


def test_faults_are_shown_with_their_lines_and_the_text_is_kept(client, ben):
    said = {"name": "course.md", "text": "---\ntitle: X\n---\nMy words.", "reason": "Shorter."}
    page = client.post(reverse("training:propose", args=["basics"]), said)
    assert page.status_code == 422
    assert "course.md, line 1: The head does not say lead." in text(page)
    assert "My words." in text(page)


def test_a_proposal_over_the_hours_shows_the_figures_and_keeps_the_text(client, ben):
    current = in_force("basics").files["01-power.md"]
    said = {
        "name": "01-power.md", "text": current.replace("minutes: 5", "minutes: 50"), "reason": "M",
    }  # fmt: skip
    page = client.post(reverse("training:propose", args=["basics"]), said)
    assert page.status_code == 422
    assert "The basics: 57 minutes, and the constitution allows 30 minutes." in text(page)
    assert "exercise_minutes: 50" in text(page)


def test_a_module_is_taken_out_by_a_tick(client, ben):
    said = {"name": "02-money.md", "text": "", "take_out": "on", "reason": "Dull."}
    client.post(reverse("training:propose", args=["basics"]), said)
    assert sorted(Curriculum.objects.get(number=2).files) == ["01-power.md", "course.md"]


def test_the_decision_of_the_body_is_recorded_by_form(client, ada, ben):
    made = acts.propose(ben, in_force("basics"), "02-money.md", "", "Dull.")
    client.force_login(ada)
    page = client.get(made.get_absolute_url())
    assert "Council decides. More votes for it than against" in text(page)
    said = {"decided_on": "2026-03-01", "votes_for": 4, "votes_against": 1}
    url = reverse("training:decide", args=[made.pk])
    assert client.post(url, said | {"decided_on": "2026-03-09"}).status_code == 422
    assert client.post(url, said)["Location"] == made.get_absolute_url()
    assert in_force("basics").decision == {
        "body": "Council", "decided_on": "2026-03-01", "votes_for": 4, "votes_against": 1,
    }  # fmt: skip


def test_a_trainer_plans_and_records_by_form(client, ada, ben):
    cleo = member("cleo", Unit.objects.get(name="Leith"), trained=False)
    client.force_login(ada)
    said = {
        "course": "basics", "unit": str(Unit.objects.get(name="Leith").pk), "place": "Hall",
        "starts_at": "2026-03-10T19:00", "capacity": 12,
    }  # fmt: skip
    client.post(reverse("training:plan"), said)
    made = Session.objects.get()
    acts.sign_up(ben, made)
    assert "Ben Castell" in text(client.get(made.get_absolute_url()))
    with clock.at(NOON + timedelta(days=9)):
        sent = {"came": [str(ben.pk)], "addresses": "Cleo@Example.org\n"}
        client.post(reverse("training:record", args=[made.pk]), sent)
    assert [len(completed(who)) for who in (ben, cleo)] == [1, 1]


def test_an_unknown_address_records_nobody(client, ada, ben):
    made = acts.plan_session(ada, Unit.objects.get(name="Leith"), "basics", NOON, "Hall")
    acts_url = reverse("training:record", args=[made.pk])
    client.force_login(ada)
    page = client.post(acts_url, {"addresses": "ben@example.org nobody@example.org"})
    assert page.status_code == 422
    assert "Not on the roll of Leith: nobody@example.org." in text(page)
    assert completed(ben) == []
    assert client.post(acts_url, {}).status_code == 422


def test_names_on_the_list_are_seen_by_whoever_leads_and_nobody_else(client, ada, ben):
    cleo = member("cleo", Unit.objects.get(name="Leith"))
    made = acts.plan_session(
        ada, Unit.objects.get(name="Leith"), "basics", NOON + timedelta(days=7), "Hall"
    )
    acts.sign_up(cleo, made)
    assert "Cleo" not in text(client.get(made.get_absolute_url()))
    client.force_login(ada)
    assert "Cleo Marsh" in text(client.get(made.get_absolute_url()))
    client.logout()
    assert client.get(made.get_absolute_url()).status_code == 302


def test_a_member_comes_and_steps_back_by_button(client, ada, ben):
    made = acts.plan_session(
        ada, Unit.objects.get(name="Leith"), "basics", NOON + timedelta(days=7), "Hall"
    )
    assert "I want to come" in text(client.get(made.get_absolute_url()))
    client.post(reverse("training:sign_up", args=[made.pk]))
    assert "you are on the list" in text(client.get(made.get_absolute_url()))
    client.post(reverse("training:step_back", args=[made.pk]))
    assert "I want to come" in text(client.get(made.get_absolute_url()))


def test_a_training_is_called_off_by_button(client, ada, federation):
    made = acts.plan_session(ada, federation, "basics", NOON + timedelta(days=7), "Hall")
    client.force_login(ada)
    client.post(reverse("training:call_off", args=[made.pk]))
    assert "called off" in text(client.get(made.get_absolute_url()))


def test_a_training_in_a_course_that_was_dropped_is_still_told(client, ada, federation):
    made = acts.plan_session(ada, federation, "basics", NOON + timedelta(days=7), "Hall")
    Session.objects.filter(pk=made.pk).update(course="quilting")
    client.force_login(ada)
    assert "The constitution in force has no such course" in text(
        client.get(made.get_absolute_url())
    )


def test_whoever_does_not_train_plans_nothing(client, ben):
    assert get(client, "plan").status_code == 403


def test_evil_in_a_text_is_shown_as_it_is_written(client, ada, ben):
    said = in_force("basics").files["course.md"].replace("Welcome", "`<script>` Welcome")
    acts.decide(ada, acts.propose(ben, in_force("basics"), "course.md", said, "<b>x</b>"), {
        "body": "Council", "decided_on": "2026-03-01", "votes_for": 1, "votes_against": 0,
    })  # fmt: skip
    for page in (get(client, "course", "basics"), get(client, "whole", "basics")):
        assert "<code>&lt;script&gt;</code>" in page.content.decode()
    assert (
        "&lt;b&gt;x&lt;/b&gt;" in client.get(in_force("basics").get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("page", "args", "asked"),
    [("index", [], 18), ("course", ["basics"], 9), ("sessions", [], 7), ("texts", ["basics"], 8)],
)
def test_pages_ask_the_same_of_the_database_for_any_number(
    client, ada, ben, many, page, args, asked, django_assert_num_queries
):
    leith = Unit.objects.get(name="Leith")
    for number in range(many):
        acts.plan_session(ada, leith, "basics", NOON + timedelta(days=number + 1), "Hall")
        acts.propose(ben, in_force("basics"), f"0{number + 3}-new.md", (
            in_force("basics").files["02-money.md"]), "More.")  # fmt: skip
    held(ada, "rules", *[member(name, leith) for name in ("cleo", "dev", "ewa")[:many]])
    with django_assert_num_queries(asked):
        get(client, page, *args)


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_of_names_asks_the_same_for_any_number(
    client, ada, federation, many, django_assert_num_queries
):
    made = acts.plan_session(ada, federation, "basics", NOON + timedelta(days=1), "Hall")
    for name in ("cleo", "dev", "ewa")[:many]:
        acts.sign_up(person(name), made)
    client.force_login(ada)
    with django_assert_num_queries(22):
        client.get(made.get_absolute_url())
