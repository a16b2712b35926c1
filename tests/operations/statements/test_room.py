"""Asking a room, speaking, voting, the next statement, papers (R-137, R-143, R-144)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.links import outcomes
from articulator.kernel.models import Event, Person
from articulator.operations.statements import acts
from articulator.operations.statements.models import Conversation, Statement, Voice, Vote, Weights
from articulator.operations.statements.queries import (
    alive,
    mark_of,
    mark_of_member,
    own_votes,
    turn,
    voice_of,
)
from tests.operations.statements.scene import (
    AGREE,
    DISAGREE,
    DUE,
    HOUR,
    OVER,
    PASS,
    asked,
    council,
    leith,
    numbered,
    phone,
    plan,
    room,
    votes,
)
from tests.people import NOON, member, person


@pytest.fixture
def of(federation) -> Conversation:
    return asked()


def refused(deed, *args, **more) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args, **more)
    return caught.value.refusal.reason


def said(of: Conversation) -> list[tuple[int, int]]:
    rows = Vote.objects.by_rule("a test").filter(voice__conversation=of)
    return sorted(rows.values_list("statement__number", "said"))


# Asking


def test_a_room_is_asked_when_somebody_will_answer_it_and_the_thread_begins_there(of):
    assert (of.answered_by, of.answer_due) == (council(), DUE)
    assert [(knot.kind, knot.words) for knot in outcomes(council())] == [("asks", of.question)]
    assert [one.text for one in of.statements.all()] == [
        "Rents come first.", "Buses after nine.", "A hall for the young ones.",
    ]  # fmt: skip


def test_only_those_who_keep_the_roll_ask(federation):
    ben = member("ben", leith())
    assert "keep the roll" in refused(acts.ask, ben, leith(), plan())


def test_bodies_around_the_unit_answer_and_no_electorate_does(federation):
    names = {body.key for body in around(leith())}
    assert names == {"council", "returning_officer"}
    everyone = Body.objects.get(key="membership")
    assert "cannot answer" in refused(acts.ask, person("ada"), leith(), plan(answered_by=everyone))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"closes_at": NOON}, "closes after it opens"),
        ({"opens_at": OVER + HOUR}, "closes after it opens"),
        ({"answer_due": (NOON - timedelta(days=1)).date()}, "answer is due after"),
    ],
)
def test_a_senseless_plan_is_refused(federation, wrong, words):
    assert words in refused(acts.ask, person("ada"), leith(), plan(**wrong))


def test_a_conversation_is_opened_by_hand_or_by_the_clock(federation):
    by_hand = asked(opens_at=None)
    assert by_hand.stage() == "coming"
    assert refused(acts.say, None, by_hand, phone(1, by_hand), "Here I am.").startswith("This con")
    acts.open_now(person("ada"), by_hand)
    assert by_hand.is_open
    later = asked(opens_at=NOON + HOUR)
    assert [later.stage(NOON), later.stage(NOON + HOUR), later.stage(OVER)] == [
        "coming", "open", "closed",
    ]  # fmt: skip


def test_the_page_of_the_unit_shows_what_is_open(of):
    asked(opens_at=None)
    assert [knot.words for knot in alive(leith())] == [of.question]


# Speaking


def test_whoever_says_something_agrees_with_it_and_nobody_is_named(of):
    before = Person.objects.count()
    made = acts.say(None, of, phone("nell", of), "  Repairs   in a month. ")
    assert (made.text, made.number) == ("Repairs in a month.", 4)
    assert numbered(of, 4).seen == 1
    assert said(of) == [(4, AGREE)]
    assert Person.objects.count() == before
    event = Event.objects.filter(kind="statements.say").get()
    assert (event.actor, event.facts) == (None, {})


def test_the_same_thought_is_not_said_twice(of):
    assert "already" in refused(acts.say, None, of, phone(1, of), "rents COME first!")
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(conversation=of, number=9, text="x", same="rents come first")


def test_before_somebody_has_looked_at_it_nobody_sees_it_where_it_was_asked_so(federation):
    of = asked(moderation="before", seeds=())
    made = acts.say(None, of, phone(1, of), "Look at me first.")
    assert (made.state, said(of)) == ("waiting", [])
    assert turn(of, None, phone(2, of)).statement is None


def test_members_have_one_voice_on_every_device_and_strangers_none(federation):
    of = asked(speakers="members")
    ben, stranger = member("ben", leith()), person("zoe")
    for _ in range(2):
        acts.vote(ben, of, mark_of_member(ben, of), numbered(of, 1), AGREE)
    assert said(of) == [(1, AGREE)]
    assert "among themselves" in refused(
        acts.vote, stranger, of, mark_of_member(stranger, of), numbered(of, 1), AGREE
    )
    assert "among themselves" in refused(acts.say, None, of, "x", "I am nobody.")


# Voting


def test_a_vote_can_be_changed_and_is_counted_once(of):
    votes(of, "nell", AGREE, PASS)
    votes(of, "nell", DISAGREE)
    assert said(of) == [(1, DISAGREE), (2, PASS)]
    assert [numbered(of, number).seen for number in (1, 2, 3)] == [1, 1, 0]
    voice = voice_of(of, phone("nell", of))
    assert [(one.number, value) for one, value in own_votes(of, voice)] == [(1, -1), (2, 0)]


def test_the_same_vote_twice_is_no_news(of):
    votes(of, 1, AGREE)
    version = of.version
    votes(of, 1, AGREE)
    assert of.version == version == 1


def test_the_database_holds_one_vote_of_a_voice_and_no_fourth_answer(of):
    votes(of, 1, AGREE)
    voice, first, other = voice_of(of, phone(1, of)), numbered(of, 1), numbered(of, 2)
    for wrong in ({"statement": first, "said": 1}, {"statement": other, "said": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.create(voice=voice, version=1, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(conversation=of, mark=voice.mark)


def test_a_browser_leaves_another_mark_in_every_conversation(of):
    other = asked(question="And then?")
    assert len({mark_of("token", of), mark_of("token", other), mark_of("tokem", of)}) == 3
    assert "token" not in mark_of("token", of)


def test_the_log_says_that_somebody_voted_not_who_nor_on_what(of):
    votes(of, "nell", AGREE)
    event = Event.objects.get(kind="statements.vote")
    assert (event.actor, event.facts, event.made) == (None, {}, "")
    assert event.subject.endswith(str(of.pk))


def test_after_the_close_nobody_votes(of):
    with clock.at(OVER):
        assert "closed" in refused(acts.vote, None, of, phone(1, of), numbered(of, 1), AGREE)


def test_a_statement_of_another_room_is_not_voted_on_here(of):
    other = asked(question="And then?")
    assert "cannot be voted on" in refused(
        acts.vote, None, of, phone(1, of), numbered(other, 1), AGREE
    )


# One at a time


def test_everybody_is_led_through_all_statements_once_each_in_an_order_of_their_own(of):
    orders = set()
    for name in range(12):
        order = []
        while (shown := turn(of, voice_of(of, phone(name, of)), phone(name, of))).statement:
            order.append(shown.statement.number)
            acts.vote(None, of, phone(name, of), shown.statement, PASS)
        assert sorted(order) == [1, 2, 3]
        orders.add(tuple(order))
    assert len(orders) > 1


def test_loading_the_page_again_shows_the_same_statement(of):
    mark = phone("nell", of)
    assert len({turn(of, None, mark).statement for _ in range(8)}) == 1


def test_no_statement_is_starved_of_votes(federation):
    of = asked(seeds=[f"Thought number {n}." for n in range(1, 13)])
    for name in range(30):
        for _ in range(4):
            mark = phone(name, of)
            shown = turn(of, voice_of(of, mark), mark).statement
            acts.vote(None, of, mark, shown, AGREE)
    seen = [one.seen for one in of.statements.all()]
    assert sum(seen) == 120
    assert min(seen) >= 7


def test_weights_are_counted_by_a_worker_as_votes_come_in(of):
    room(of, 6, AGREE, DISAGREE, PASS)
    assert not Weights.objects.exists()
    room(of, 1, AGREE, DISAGREE, PASS, first=6)
    weights = Weights.objects.get(conversation=of)
    assert weights.version == 20
    assert weights.of[str(numbered(of, 1).pk)] > weights.of[str(numbered(of, 3).pk)]
    assert of.weigh_at == 40


# Paper


def test_papers_from_a_pile_are_voices_like_any_other(of):
    pile = [{1: AGREE, 3: DISAGREE}, {2: PASS}]
    acts.type_in(person("ada"), of, pile, ["Written in by hand."])
    assert said(of) == [(1, 1), (2, 0), (3, -1)]
    papers = Voice.objects.by_rule("a test").filter(conversation=of, paper=True)
    assert papers.count() == 2
    assert numbered(of, 4).text == "Written in by hand."


def test_a_pile_with_one_wrong_paper_is_typed_in_not_at_all(of):
    assert "no statement 7" in refused(acts.type_in, person("ada"), of, [{1: AGREE}, {7: AGREE}])
    assert said(of) == []


def test_papers_of_the_evening_are_typed_in_after_the_close_until_it_is_counted(of):
    with clock.at(OVER + HOUR):
        acts.type_in(person("ada"), of, [{1: AGREE}])
        acts.wind_up(None, of)
        assert "counted" in refused(acts.type_in, person("ada"), of, [{1: AGREE}])
    assert said(of) == [(1, 1)]
