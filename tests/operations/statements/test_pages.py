"""The pages as phones, the desk and those who owe an answer see them, without a script."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.operations.statements import acts
from articulator.operations.statements.models import Conversation, Follower, Voice, Vote
from tests.operations.statements.scene import (
    AGREE,
    DISAGREE,
    OVER,
    asked,
    closed,
    council,
    numbered,
    room,
    seated,
    url,
)
from tests.people import NOON, member, person


@pytest.fixture(autouse=True)
def _post(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"},
        "post": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }


@pytest.fixture
def of(federation) -> Conversation:
    return asked()


@pytest.fixture
def desk(of, client) -> Client:
    client.force_login(person("ada"))
    return client


def text(answer) -> str:
    plain = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return " ".join(plain.replace("&#x27;", "'").split())


def shown(answer) -> int:
    """The number of the statement that a phone is asked about."""
    return int(re.search(r"/vote/(\d+)", answer.content.decode())[1])


def queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked_:
        assert client.get(address).status_code == 200
    return len(asked_)


def test_a_newcomer_comes_by_the_link_votes_speaks_and_finds_it_again(of):
    phone, people = Client(), Person.objects.count()
    page = phone.get(of.get_absolute_url())
    assert "3 statements to vote on" in text(page)
    assert "Council , by 1 April 2026" in text(page)
    cookie = page.cookies["voice"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/operations/")
    page = phone.post(url("vote", of.pk, shown(page)), {"said": "1"}, follow=True)
    assert "You have voted on 1, 2 to go." in text(page)
    page = phone.post(url("say", of.pk), {"text": "Repairs in a month."}, follow=True)
    assert "Others vote on it now." in text(page)
    assert "“Repairs in a month.”" in text(phone.get(url("mine", of.pk)))
    assert Person.objects.count() == people
    assert cookie.value not in str(list(Voice.objects.by_rule("a test").values_list("mark")))


def test_another_phone_sees_nothing_of_it_and_no_counts(of):
    room(of, 9, AGREE)
    page = text(Client().get(of.get_absolute_url()))
    assert "9" not in page.partition("What is missing?")[0]
    assert "Nothing yet from this browser" in text(Client().get(url("mine", of.pk)))


def test_a_vote_is_changed_on_the_page_of_ones_own(of):
    phone = Client()
    number = shown(phone.get(of.get_absolute_url()))
    phone.post(url("vote", of.pk, number), {"said": "1"})
    page = phone.post(url("vote", of.pk, number), {"said": "-1", "mine": "1"}, follow=True)
    assert "you disagree" in text(page)
    assert [vote.said for vote in Vote.objects.by_rule("a test")] == [DISAGREE]


def test_with_a_script_only_the_next_statement_comes_back(of):
    phone = Client()
    number = shown(phone.get(of.get_absolute_url()))
    part = phone.post(url("vote", of.pk, number), {"said": "0"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert shown(part) != number


def test_a_form_that_is_sent_twice_is_one_vote(of):
    phone = Client()
    number = shown(phone.get(of.get_absolute_url()))
    key = "6f2c1f3e-6a8e-4b43-9c5b-0a4d7f0f3b11"
    for _ in range(2):
        phone.post(url("say", of.pk), {"text": "Only once, please.", "_key": key})
        phone.post(url("vote", of.pk, number), {"said": "1"})
    assert of.statements.count() == 4


def test_somebody_without_a_cookie_votes_all_the_same(of):
    answer = Client().post(url("vote", of.pk, 1), {"said": "1"})
    assert "voice" in answer.cookies
    assert Vote.objects.by_rule("a test").count() == 1


def test_what_was_typed_stays_and_the_page_says_what_is_wrong(of):
    answer = Client().post(url("say", of.pk), {"text": "Rents come first"})
    assert answer.status_code == 422
    assert "word for word" in text(answer)
    assert "Rents come first" in answer.content.decode()
    assert Client().post(url("say", of.pk), {"text": "x" * 141}).status_code == 422
    assert Client().post(url("vote", of.pk, 1), {"said": "2"}).status_code == 404


def test_nobody_says_more_than_a_dozen_things_in_ten_minutes(of):
    phone = Client()
    phone.get(of.get_absolute_url())
    codes = [
        phone.post(url("say", of.pk), {"text": f"Thought number {n}."}).status_code
        for n in range(13)
    ]
    assert codes == [302] * 12 + [429]


def test_members_of_the_unit_alone_speak_where_it_was_asked_so(federation):
    of, phone = asked(speakers="members"), Client()
    assert "among themselves" in text(phone.get(of.get_absolute_url()))
    assert phone.post(url("vote", of.pk, 1), {"said": "1"}).status_code == 403
    phone.force_login(member("ben", of.unit))
    assert "3 statements to vote on" in text(phone.get(of.get_absolute_url()))
    assert phone.post(url("vote", of.pk, 1), {"said": "1"}).status_code == 302


def test_while_the_room_votes_only_who_has_voted_reads_how_it_stands(of, desk):
    room(of, 9, AGREE, AGREE, DISAGREE)
    desk.post(url("release", of.pk))
    phone = Client()
    assert "First say what you think yourself." in text(phone.get(url("results", of.pk)))
    for number in (1, 2, 3):
        phone.post(url("vote", of.pk, number), {"said": "1"})
    assert "Every statement" in text(phone.get(url("results", of.pk)))
    assert "Every statement" in text(desk.get(url("results", of.pk)))


def test_the_result_is_words_first_and_a_table(of):
    room(of, 14, AGREE, DISAGREE)
    closed(of)
    page = Client().get(url("results", of.pk))
    said = text(page)
    assert said.index("What most share") < said.index("Every statement")
    assert "Rents come first. agree about 10 fewer than 8 fewer than 8" in said
    assert "<script" not in page.content.decode().partition("<main")[2]


def test_a_result_that_is_not_there_yet_is_announced(of):
    assert "Not told yet" in text(Client().get(url("results", of.pk)))
    room(of, 3, AGREE)
    closed(of)
    assert "Too few have voted" in text(Client().get(url("results", of.pk)))


# The desk


def test_the_desk_asks_a_room_from_the_branch(desk, of):
    form = {
        "question": "Where do we meet?", "answered_by": council().pk, "answer_due": "2026-04-01",
        "opens_at": "", "closes_at": "2026-03-05T20:00", "speakers": "anyone",
        "moderation": "after", "seeds": "In the hall.\nIn the park.",
    }  # fmt: skip
    page = desk.post(url("ask", "leith"), form, follow=True)
    assert "Open it now" in page.content.decode()
    made = Conversation.objects.get(question="Where do we meet?")
    assert [one.text for one in made.statements.all()] == ["In the hall.", "In the park."]
    assert "Close and count" in desk.post(url("open", made.pk), follow=True).content.decode()
    wrong = desk.post(url("ask", "leith"), {**form, "answer_due": "2026-03-01"})
    assert (wrong.status_code, "answer is due after" in text(wrong)) == (422, True)


def test_the_desk_types_in_a_pile_and_is_told_which_paper_cannot_be_read(desk, of):
    address = url("type_in", of.pk)
    page = desk.post(address, {"papers": "1a 2d\n1A, 3p\n\n2d"}, follow=True)
    assert "Typed in: 3 papers." in text(page)
    assert Vote.objects.by_rule("a test").count() == 5
    for wrong, words in (
        ("1a\n2x", "Paper 2 cannot be read"), ("1a 1d", "two crosses at one statement"),
        ("9a", "no statement 9"), ("", "nothing to type in"),
    ):  # fmt: skip
        answer = desk.post(address, {"papers": wrong})
        assert (answer.status_code, words in text(answer)) == (422, True)
    assert Vote.objects.by_rule("a test").count() == 5


def test_the_sheet_has_every_statement_with_its_number_and_boxes(of):
    page = text(Client().get(url("paper", of.pk)))
    assert "2 Buses after nine. ☐ ☐ ☐" in page
    assert "Council answers by 1 April 2026." in page


def test_at_the_desk_somebody_is_named_who_then_moderates(desk, of):
    person("ben")
    assert "Ben Castell sits at the desk now." in text(
        desk.post(url("steward", of.pk), {"email": "ben@example.org"}, follow=True)
    )
    ben = Client()
    ben.force_login(person("ben"))
    ruling = {"reason": "several", "note": "Two thoughts: rents, and first."}
    assert ben.post(url("rule", of.pk, 1), ruling).status_code == 302
    assert "Ben Castell, now : it holds several thoughts. Two thoughts" in text(
        Client().get(url("rulings", of.pk))
    )
    assert ben.post(url("steward", of.pk), {"email": "ben@example.org"}).status_code == 403


def test_an_author_is_told_and_asks_for_a_second_look(desk, of):
    phone = Client()
    phone.post(url("say", of.pk), {"text": "Mr Grey is a thief."})
    desk.post(url("rule", of.pk, 4), {"reason": "names", "note": ""})
    assert "Taken out by Ada Okafor, because it names a private person." in text(
        phone.get(url("mine", of.pk))
    )
    assert "Mr Grey" not in text(Client().get(url("rulings", of.pk)))
    assert phone.post(url("appeal", of.pk, 4), {"why": ""}).status_code == 422
    assert phone.post(url("appeal", of.pk, 4), {"why": "He is public."}).status_code == 302
    assert "Whoever said it: “He is public.”" in text(desk.get(url("desk", of.pk)))
    assert Client().post(url("appeal", of.pk, 4), {"why": "Mine!"}).status_code == 403


# Answers


def test_from_the_count_to_an_answer_that_the_one_who_spoke_finds(desk, of):
    phone = Client()
    phone.post(url("say", of.pk), {"text": "Repairs in a month."})
    room(of, 9, None, None, None, AGREE)
    desk.post(url("close", of.pk))
    chosen = {
        "statements": [numbered(of, 4).pk], "body": council().pk, "due": "2026-04-01",
    }  # fmt: skip
    assert "Council answers by 1 April 2026." in text(
        desk.post(url("pass_on", of.pk), chosen, follow=True)
    )
    seated(person("gita"), council())
    gita = Client()
    gita.force_login(person("gita"))
    assert "You owe a room an answer" in text(gita.get(url("index")))
    gita.post(url("answer", numbered(of, 4).outcome.pk), {"text": "Yes, **from May**."})
    page = phone.get(url("answers", of.pk))
    assert "you said this" in text(page)
    assert "<strong>from May</strong>" in page.content.decode()
    assert "you said this" not in text(Client().get(url("answers", of.pk)))


def test_an_address_is_left_confirmed_and_taken_back(of):
    phone = Client()
    phone.post(url("follow", of.pk), {"email": "Nell@Example.org"})
    link = re.search(r"https?://[^/]+(/operations/\S+)", mail.outbox[-1].body)[1]
    assert "Was it you?" in text(phone.get(link))
    assert not Follower.objects.by_rule("a test").get().confirmed_at
    assert "You hear of the answers" in text(phone.post(link, follow=True))
    assert "forgotten" in text(phone.post(f"{link}/end", follow=True))
    assert phone.get(link).status_code == 404


# How much is asked of the database


def test_a_phones_page_asks_as_much_for_one_statement_as_for_forty(federation):
    few, many = asked(seeds=["One.", "Another."]), asked(seeds=[f"Thought {n}." for n in range(40)])
    phone, asks = Client(), []
    for of in (few, many):
        phone.post(url("vote", of.pk, 1), {"said": "1"})
        asks.append(queries(phone, of.get_absolute_url()))
    assert asks[0] == asks[1] <= 12


def test_a_vote_that_a_script_sends_asks_little(of):
    phone = Client()
    phone.post(url("vote", of.pk, 1), {"said": "1"})
    with CaptureQueriesContext(connection) as asked_:
        phone.post(url("vote", of.pk, 2), {"said": "1"}, headers={"HX-Request": "true"})
    assert len(asked_) <= 26


def test_lists_ask_as_much_for_three_as_for_one(desk, of):
    pages = ("desk", "results", "answers", "rulings", "paper")
    for number in (1, 2):
        room(of, 9, AGREE, AGREE, AGREE)
        acts.rule_on(person("ada"), numbered(of, number), "fits")
    before = {page: queries(desk, url(page, of.pk)) for page in pages}
    acts.rule_on(person("ada"), numbered(of, 3), "fits")
    for n in range(3):
        acts.say(None, of, f"mark {n}", f"One more, {n}.")
        acts.rule_on(person("ada"), numbered(of, 4 + n), "fits")
    assert {page: queries(desk, url(page, of.pk)) for page in pages} == before
    asked(question="And then?")
    assert queries(desk, url("index")) == queries(desk, url("index")) <= 12


def test_empty_pages_teach(client, federation):
    assert "No room has been asked yet" in text(client.get(url("index")))
    of = asked(seeds=())
    assert "Nobody has said anything yet" in text(client.get(of.get_absolute_url()))
    with clock.at(OVER):
        assert "being counted" in text(client.get(url("results", of.pk)))
    assert "Nothing has been passed on yet" in text(client.get(url("answers", of.pk)))
    assert "Nothing has been taken out" in text(client.get(url("rulings", of.pk)))
    assert "No statements yet" in text(client.get(url("paper", of.pk)))
    assert clock.now() == NOON
