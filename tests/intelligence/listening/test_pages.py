"""Answering without an account, the slip, letters, and the desk at which a survey is built."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articulator.intelligence.listening import acts
from articulator.intelligence.listening.models import Contact, Survey
from articulator.intelligence.listening.queries import counted, new_key, spaced
from articulator.kernel.acts import Refused
from tests.intelligence.listening import scene
from tests.people import person

DATA = Path(__file__).parents[2] / "data" / "xlsform"


def url(page: str, *args) -> str:
    return reverse(f"listening:{page}", args=args)


def sheet(client, of: Survey, **answers) -> dict[str, object]:
    """The form of a survey as a browser would send it."""
    page = client.get(of.get_absolute_url()).content.decode()
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("sheet", "slip")
    }
    return {**hidden, **answers}


def test_anybody_answers_without_an_account_and_gets_a_slip(client, federation):
    survey = scene.opened()
    sent = sheet(client, survey, q1="Damp", q3=["1", "2"], postcode="EH6 5QD")
    response = client.post(survey.get_absolute_url(), sent)
    page = client.get(response.url)
    assert "Damp" in page.content.decode()
    assert "Buses; A park" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    [made] = scene.sets(survey)
    assert (made.mode, made.place) == ("web", "EH6")
    assert client.cookies.get("sessionid") is None


def test_a_form_sent_twice_is_one_answer_and_the_first_slip_is_good(client, federation):
    survey = scene.opened()
    sent = sheet(client, survey, q1="Damp")
    urls = {client.post(survey.get_absolute_url(), sent).url for _ in range(2)}
    assert len(urls) == len(scene.sets(survey)) == 1


def test_an_empty_sheet_is_not_taken_in(client, federation):
    survey = scene.opened()
    assert client.post(survey.get_absolute_url(), sheet(client, survey)).status_code == 422
    assert scene.sets(survey) == []


def test_a_slip_takes_the_answer_back(client, federation):
    survey = scene.opened()
    response = client.post(survey.get_absolute_url(), sheet(client, survey, q1="Damp"))
    client.post(f"{response.url}/take-back")
    assert scene.sets(survey) == []
    assert client.get(response.url).status_code == 404


def test_a_key_is_typed_in_as_it_stands_on_the_slip(client, federation):
    survey, key = scene.opened(), new_key()
    scene.heard(survey, "Damp", thread=key)
    response = client.get(url("slip"), {"key": spaced(key).upper()})
    assert "Damp" in client.get(response.url).content.decode()
    assert client.get(url("slip"), {"key": ""}).status_code == 422


def test_an_address_is_confirmed_by_a_letter_and_forgotten_by_a_click(client, federation):
    survey = scene.opened()
    response = client.post(survey.get_absolute_url(), sheet(client, survey, q1="Damp"))
    client.post(f"{response.url}/contact", {"email": "jon@example.org", "purposes": ["results"]})
    [letter] = [one for one in mail.outbox if one.to == ["jon@example.org"]]
    page = re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]
    assert client.get(page).status_code == 200
    found = Contact.objects.by_rule("a test")
    assert found.get().confirmed_at is None
    client.post(page)
    assert found.get().confirmed_at
    client.post(f"{page}/forget")
    assert not found.exists()


def test_numbers_are_told_in_tens_and_for_eight_or_more(federation):
    survey = scene.opened()
    for number in range(26):
        acts.receive(None, scene.said(survey, answers={"q2": "1" if number < 20 else "2"}))
    [housing] = counted(survey)
    assert housing.rows == [("I rent", 20), ("I own", None), ("With others", None)]


# The desk


def test_the_questions_of_an_xlsform_become_a_draft_and_what_is_left_out_is_told(
    client, federation
):
    client.force_login(person("ada"))
    with (DATA / "doorstep.xlsx").open("rb") as file:
        sent = {"title": "Ours", "preset": "empty", "file": file}
        page = client.post(url("draft", "leith"), sent, follow=True)
    assert Survey.objects.get().questions.count() == 7
    assert "answers carry no name" in page.content.decode().lower()


def test_a_file_that_is_no_xlsform_makes_nothing_and_says_why(client, federation):
    client.force_login(person("ada"))
    file = SimpleUploadedFile("form.xlsx", b"PK nothing")
    page = client.post(url("draft", "leith"), {"title": "Ours", "preset": "empty", "file": file})
    assert page.status_code == 422
    assert "This workbook is damaged" in page.content.decode()
    assert Survey.objects.count() == 0


def test_a_survey_is_built_in_the_browser_and_then_stays(client, federation):
    client.force_login(person("ada"))
    made = client.post(url("draft", "leith"), {"title": "Ours", "preset": "ptb"})
    survey = Survey.objects.get(title="Ours")
    assert made.url == url("desk", survey.pk)
    first = survey.questions.get(number=1)
    assert first.kind == scene.K.OPEN  # nobody is led to what we expect
    question = {"kind": "choice", "text": "Which?", "options": "One\nTwo", "own": "on"}
    client.post(url("add", survey.pk), question)
    last = survey.questions.get(number=10)
    assert (last.key, last.options, last.own) == ("q10", ["One", "Two"], True)
    client.post(url("move", survey.pk, 10), {"to": "up"})
    client.post(url("drop", survey.pk, 1))
    client.post(url("open", survey.pk), {"closes_at": ""})
    survey.refresh_from_db()
    assert survey.is_open
    with pytest.raises(Refused, match="stay as they are"):
        acts.drop(person("ada"), survey, last)


def test_a_copy_asks_the_same_and_can_be_changed(federation):
    survey = scene.opened()
    made = acts.copy(person("ada"), survey)
    texts = [[one.text for one in each.questions.order_by("number")] for each in (survey, made)]
    assert texts[0] == texts[1]
    assert made.stage() == "draft"


def test_a_choice_offers_at_least_two_answers(client, federation):
    survey = scene.drafted()
    client.force_login(person("ada"))
    sent = {"kind": "choice", "text": "Which?", "options": "One"}
    assert client.post(url("add", survey.pk), sent).status_code == 422


def test_only_who_keeps_the_roll_builds_and_only_who_was_asked_reads(client, federation):
    survey = scene.opened()
    client.force_login(person("dev"))
    assert client.get(url("draft", "leith")).status_code == 403
    assert client.get(url("desk", survey.pk)).status_code == 403
    acts.ask_to_listen(person("ada"), survey, person("dev"))
    assert client.get(url("desk", survey.pk)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_surveys_asks_the_database_as_often_for_one_as_for_three(
    client, federation, django_assert_num_queries, number
):
    for _ in range(number):
        scene.opened()
    client.get(url("index"))
    with django_assert_num_queries(5):
        client.get(url("index"))
