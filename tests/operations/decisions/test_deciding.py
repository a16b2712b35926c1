"""A room decides: temperature, approval, consent, ranking (R-137)."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.links import outcomes
from articulator.kernel.models import Event
from articulator.operations.decisions import acts, tasks
from articulator.operations.decisions.acts import Choice
from articulator.operations.decisions.counting import result
from articulator.operations.decisions.models import Answer, Question
from articulator.operations.statements.models import Conversation, Voice
from tests.operations.statements.scene import asked, phone
from tests.people import member, person

W = Question.Way
FOOD = ("Soup", "Bread", "Rice")


@pytest.fixture
def of(federation) -> Conversation:
    return asked()


def posed(of: Conversation, way: Question.Way, *options: str, **more) -> Question:
    return acts.pose(person("ada"), of, way, "What do we cook?", options, **more)


def say(question: Question, name: object, *chosen: int, reason: str = "") -> None:
    mark = phone(name, question.conversation)
    acts.answer(None, question, mark, Choice(chosen, reason))


def decided(question: Question, *heaps: tuple[int, tuple[int, ...]]) -> dict:
    """So many phones choose this, so many that; then it is counted."""
    name = 0
    for many, chosen in heaps:
        for _ in range(many):
            say(question, name, *chosen)
            name += 1
    return acts.close(person("ada"), question).result


def refused(deed, *args, **more) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args, **more)
    return caught.value.refusal.reason


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def url(page: str, *args) -> str:
    return reverse(f"decisions:{page}", args=args)


# The four ways


@pytest.mark.parametrize(
    ("heaps", "words"),
    [
        ([(9, (1,)), (2, (2,)), (1, (3,))], "The room is warm to it."),
        ([(1, (1,)), (9, (3,))], "The room is cold to it."),
        ([(2, (1,)), (9, (2,)), (2, (3,))], "The room is not sure. Talk about it first."),
        ([(8, (1,)), (8, (3,))], "The room is divided. Talk about it first."),
    ],
)
def test_a_temperature_is_told_in_words(of, heaps, words):
    assert decided(posed(of, W.TEMPERATURE), *heaps)["words"] == words


def test_approval_finds_what_most_could_live_with(of):
    told = decided(posed(of, W.APPROVAL, *FOOD), (6, (1, 2)), (6, (2, 3)), (8, (2,)), (3, (1,)))
    assert told["words"] == "Most could live with “Bread”."
    assert told["rows"] == [["Soup", 10], ["Bread", 20], ["Rice", None]]


def test_an_approval_of_two_alike_says_so(of):
    told = decided(posed(of, W.APPROVAL, *FOOD), (5, (1,)), (5, (2,)))
    assert told["best"] == ["Soup", "Bread"]
    assert "Ask once more between these" in told["words"]


def test_one_objection_with_its_reason_stops_a_consent(of):
    question = posed(of, W.CONSENT)
    assert "needs its reason" in refused(say, question, "omar", 3)
    say(question, "omar", 3, reason="We cannot pay for it.")
    say(question, "nell", 2, reason="It is late.")
    told = decided(question, (9, (1,)))
    assert told["carried"] is False
    assert told["reasons"] == ["It is late.", "We cannot pay for it."]
    assert told["rows"][2] == ["I object", None]


def test_a_consent_that_nobody_objects_to_is_carried(of):
    assert decided(posed(of, W.CONSENT), (9, (1,)))["words"] == "Carried: nobody objects."


def test_a_ranking_is_a_transferable_vote_for_one(of):
    told = decided(
        posed(of, W.RANKED, *FOOD), (5, (1, 2)), (4, (2, 1)), (3, (3, 2)),
    )  # fmt: skip
    assert told["words"] == "“Bread” is chosen."
    assert told["rounds"] == [
        "“Rice” had fewest, and leaves; its votes move on.",
        "“Bread” has more than half of the votes that are left.",
    ]


@given(some.lists(some.permutations([1, 2, 3]), min_size=8, max_size=60), some.integers(1, 3))
def test_whatever_more_than_half_rank_first_is_chosen(papers, best):
    question = Question(way=W.RANKED, options=list(FOOD))
    won = [[best], *[[best]] * len(papers), *papers]
    assert result(question, won)["best"] == [FOOD[best - 1]]


@given(some.lists(some.integers(1, 3), max_size=60), some.sampled_from([W.TEMPERATURE, W.CONSENT]))
def test_no_figure_is_of_fewer_than_eight(chosen, way):
    told = result(Question(way=way), [[one] for one in chosen])
    assert told["told"] is (len(chosen) >= 8)
    figures = [many for _, many in told.get("rows", []) if many is not None]
    assert all(many % 10 == 0 and many >= 10 for many in figures)


# Once, and in secret


def test_an_answer_can_be_changed_and_counts_once(of):
    question = posed(of, W.TEMPERATURE)
    say(question, "nell", 1)
    say(question, "nell", 3)
    rows = Answer.objects.by_rule("a test").filter(question=question)
    assert [one.chosen for one in rows] == [[3]]
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(question=question, voice=rows[0].voice, chosen=[1])


def test_the_log_says_that_somebody_answered_not_who_nor_what(of):
    say(posed(of, W.TEMPERATURE), "nell", 1)
    event = Event.objects.get(kind="decisions.answer")
    assert (event.actor, event.facts, event.made) == (None, {}, "")


@pytest.mark.parametrize("chosen", [(), (4,), (0,), (1, 2)])
def test_what_is_not_on_the_card_is_refused(of, chosen):
    assert refused(say, posed(of, W.TEMPERATURE), "nell", *chosen)


def test_of_seven_nothing_is_told(of):
    told = decided(posed(of, W.TEMPERATURE), (7, (1,)))
    assert (told["told"], "rows" in told) == (False, False)


def test_a_question_closes_by_the_clock_and_is_counted_once(of):
    question = posed(of, W.TEMPERATURE, minutes=5)
    say(question, "nell", 1)
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert "closed" in refused(say, question, "omar", 1)
        assert list(tasks.tick()) == ["“What do we cook?” counted"]
        assert list(tasks.tick()) == []
    assert "has been counted" in refused(acts.close, person("ada"), question)


def test_only_the_desk_asks_and_the_thread_leads_to_the_room(of):
    assert "allows" in refused(acts.pose, person("zoe"), of, W.CONSENT, "May we?")
    made = posed(of, W.CONSENT)
    assert [knot.words for knot in outcomes(of)] == [made.words]
    assert "options" in refused(posed, of, W.RANKED, "Only one")
    assert "options" in refused(posed, of, W.RANKED, "Twice", "Twice")


def test_where_members_speak_among_themselves_they_decide_among_themselves(federation):
    of = asked(speakers="members")
    question, phone_ = posed(of, W.TEMPERATURE), Client()
    assert phone_.post(url("question", question.pk), {"chosen": "1"}).status_code == 403
    phone_.force_login(member("ben", of.unit))
    assert phone_.post(url("question", question.pk), {"chosen": "1"}).status_code == 302
    assert Answer.objects.by_rule("a test").count() == 1


# The pages


def test_a_phone_without_an_account_answers_and_sees_only_its_own(of):
    question, phone_ = posed(of, W.CONSENT), Client()
    for name in range(9):
        say(question, name, 1)
    assert "I object" in text(phone_.get(url("question", question.pk)))
    page = phone_.post(url("question", question.pk), {"chosen": "3", "reason": ""})
    assert (page.status_code, "It is what the room can work with." in text(page)) == (422, True)
    page = phone_.post(
        url("question", question.pk), {"chosen": "3", "reason": "Too dear."}, follow=True
    )
    assert "Your answer counts." in text(page)
    assert "about" not in text(page).partition("How it is decided")[0]
    assert "have answered" not in text(page)
    assert 'value="3" required id="id_chosen_2" checked' in page.content.decode()


def test_ranking_and_approval_have_their_forms(of):
    phone_ = Client()
    ranked, approval = posed(of, W.RANKED, *FOOD), posed(of, W.APPROVAL, *FOOD)
    phone_.post(url("question", ranked.pk), {"c1": "2", "c2": "1"})
    phone_.post(url("question", approval.pk), {"chosen": ["1", "3"]})
    rows = Answer.objects.by_rule("a test").order_by("pk")
    assert [one.chosen for one in rows] == [[2, 1], [1, 3]]
    for wrong, words in (({"c1": "2"}, "Write 1"), ({"c1": "1", "c2": "1"}, "1 stands twice")):
        page = phone_.post(url("question", ranked.pk), wrong)
        assert (page.status_code, words in text(page)) == (422, True)


def test_the_desk_asks_types_in_papers_and_closes(of):
    desk = Client()
    desk.force_login(person("ada"))
    form = {"words": "What do we cook?", "way": "ranked", "options": "Soup\nBread", "minutes": ""}
    page = desk.post(url("pose", of.pk), form, follow=True)
    assert "Print the sheet" in text(page)
    question = Question.objects.get()
    assert "1 Soup ____ 2 Bread ____" in text(desk.get(url("paper", question.pk)))
    address = url("type_in", question.pk)
    assert "Paper 2 cannot be read" in text(desk.post(address, {"papers": "1 2\nsoup"}))
    assert "numbers 1 to 2" in text(desk.post(address, {"papers": "1 3"}))
    assert Voice.objects.by_rule("a test").count() == 0
    desk.post(address, {"papers": "\n".join(["2 1"] * 9)})
    page = desk.post(url("close", question.pk), follow=True)
    assert "“Bread” is chosen." in text(page)
    assert "“Bread” is chosen." in text(Client().get(url("index")))
    assert desk.post(url("pose", of.pk), {**form, "options": "Soup"}).status_code == 422


def test_a_page_asks_as_much_of_the_database_for_one_answer_as_for_many(of):
    question, phone_ = posed(of, W.TEMPERATURE), Client()
    phone_.post(url("question", question.pk), {"chosen": "1"}, follow=True)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asks:
            phone_.get(url("question", question.pk))
            phone_.get(url("room", of.pk))
        counts.append(len(asks))
        for name in range(9):
            say(question, name, 1)
    assert counts[0] == counts[1] <= 24


def test_empty_pages_teach(of):
    assert "No room has decided anything yet" in text(Client().get(url("index")))
    assert "Nothing yet" in text(Client().get(url("room", of.pk)))
