"""The pages of questions: nobody sees a number before the close, nobody ever sees another's."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articulator.intelligence.forecasts.models import Answer, Question
from articulator.kernel import clock
from tests.intelligence.forecasts.scene import CLOSES, asked, later, people, resolved, said
from tests.people import person

INDEX, MINE = "/intelligence/forecasts/", "/intelligence/forecasts/mine"
ASK = "/intelligence/forecasts/of/leith/ask"
EIGHT = (60, 70, 80, 70, 60, 90, 70, 50)


def page(client, url: str) -> str:
    return re.sub(r"<[^>]+>", "", " ".join(client.get(url).content.decode().split()))


@pytest.fixture
def cleo(client, federation):
    """A member of Leith, signed in."""
    client.force_login(people(1)[0])
    return client


@pytest.fixture
def ben(client, federation):
    client.force_login(person("ben"))
    return client


def test_a_visitor_signs_in_first(client, federation):
    assert client.get(INDEX).status_code == 302


def test_an_empty_page_says_what_will_be_there(cleo):
    assert "No question is open" in page(cleo, INDEX)
    assert "You have not answered anything yet" in page(cleo, MINE)


def test_a_question_is_asked_answered_and_resolved(ben):
    form = {
        "text": "Will the baths close?", "criterion": "The council says so.",
        "happens_by": "2026-03-31", "closes": "2026-03-12", "base_yes": "1", "base_of": "4",
    }  # fmt: skip
    assert ben.post(ASK, form).status_code == 422
    offered = ben.get(ASK).content.decode()
    group = re.search(r'<option value="([0-9a-f-]+)">Branch group, Leith', offered)
    url = ben.post(ASK, form | {"resolver": group[1]}).url
    assert "1 of 4 times" in page(ben, url)
    assert "Branch group, Leith" in page(ben, url)
    with clock.at(CLOSES.replace(day=20)):
        assert ben.post(f"{url}/resolve", {"came": "yes"}).status_code == 422
        ben.post(f"{url}/resolve", {"came": "yes", "source": "https://example.org/minutes"})
        assert "It happened. https://example.org/minutes" in page(ben, url)
        assert "Fewer than eight answered" in page(ben, url)


@pytest.mark.parametrize(
    "wrong", [{"base_yes": "3"}, {"base_yes": "3", "base_of": "2"}, {"closes": "2026-03-01"},
              {"happens_by": "2026-03-03"}],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_asked_again(ben, wrong):
    group = asked().resolver_id
    form = {
        "text": "Will it?", "criterion": "So.", "happens_by": "2026-03-31",
        "closes": "2026-03-12", "resolver": group,
    }  # fmt: skip
    assert ben.post(ASK, form | wrong).status_code == 422
    assert Question.objects.count() == 1


def test_while_it_is_open_nobody_sees_a_number_of_others(cleo):
    question = asked()
    said(question, *EIGHT)
    shown = page(cleo, question.get_absolute_url())
    assert "You said: 6 in 10. Say it again to change it." in shown
    assert "together" not in shown.split("Who sees what you say?")[0].replace("How likely", "")
    assert "8 people" not in shown


def test_an_answer_is_kept_and_changed_and_one_without_a_number_is_asked_again(cleo):
    url = f"{asked().get_absolute_url()}/answer"
    assert cleo.post(url, {}).status_code == 422
    assert cleo.post(url, {"chance": "33"}).status_code == 422
    for number in ("30", "95"):
        cleo.post(url, {"chance": number})
    assert Answer.objects.by_rule("a test").get().chance == 95
    assert "You said 95 of 100." in page(cleo, MINE)


def test_who_may_not_answer_reads_why(ben):
    assert "The members of Leith answer this." in page(ben, asked().get_absolute_url())


def test_after_the_close_everybody_reads_what_was_thought_and_how_near_it_was(cleo):
    question = asked()
    said(question, *EIGHT)
    later(days=11)
    with clock.at(CLOSES.replace(day=14)):
        shown = page(cleo, question.get_absolute_url())
        assert "7 in 10" in shown
        assert "8 people answered" in shown
        assert "Not recorded yet. Branch group, Leith says so" in shown
        assert "We said 7 in 10. What came is not recorded yet." in page(cleo, INDEX)
        resolved(question)
        assert "It happened. Error 0.09: very near." in page(cleo, INDEX)


def test_nobody_s_page_names_another_one(cleo):
    question = asked()
    said(question, *EIGHT)
    resolved(question)
    for url in (INDEX, MINE, question.get_absolute_url()):
        shown = page(cleo, url)
        assert not [one.name for one in people(8)[1:] if one.name in shown]


def test_a_question_is_annulled_with_a_reason(ben):
    url = asked().get_absolute_url()
    assert ben.post(f"{url}/annul", {}).status_code == 422
    ben.post(f"{url}/annul", {"why": "Both are true."})
    assert "It counts no more: Both are true." in page(ben, url)
    assert "Annulled: Both are true." in page(ben, INDEX)


def test_before_the_close_the_office_reads_that_it_is_too_early(ben):
    assert "People can still answer." in page(ben, f"{asked().get_absolute_url()}/resolve")


def test_the_page_of_a_unit_leads_to_its_questions(client, federation):
    asked()
    shown = client.get("/units/leith/intelligence").content.decode()
    assert "Will the baths close?" in shown
    assert ASK in shown


def test_lists_cost_as_much_for_three_as_for_one(cleo):
    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as told:
            cleo.get(url)
        return len(told)

    for number in range(2):
        said(asked(f"Open {number}?"), 30)
        gone = asked(f"Closed {number}?")
        said(gone, 30)
        resolved(gone)
        if not number:
            queries(INDEX)
            before = queries(INDEX), queries(MINE)
    assert (queries(INDEX), queries(MINE)) == before
