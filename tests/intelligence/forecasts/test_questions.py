"""Questions about what is coming: sealed answers, a pool of eight, scores that nobody else sees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articulator.identity.privacy.retention import jobs_of
from articulator.intelligence.forecasts import acts
from articulator.intelligence.forecasts.models import Answer, Question
from articulator.intelligence.forecasts.queries import own, to_pool
from articulator.intelligence.forecasts.wording import chance, score
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.links import outcomes
from articulator.kernel.models import Event
from articulator.kernel.personal import NEVER
from articulator.kernel.scope import Unscoped
from articulator.methods.pooling import pool
from tests.intelligence.forecasts.scene import (
    BY,
    CLOSES,
    asked,
    group,
    later,
    people,
    resolved,
    said,
)
from tests.intelligence.scene import unit
from tests.intelligence.signals.bells import seated
from tests.people import NOON, member, person

EIGHT = (60, 70, 80, 70, 60, 90, 70, 50)


# Asking


def test_whoever_sits_in_the_unit_asks_and_others_do_not(federation):
    question = asked()
    assert question.stage() == "open"
    assert [knot.words for knot in outcomes(group())] == ["Will the baths close?"]
    with pytest.raises(Refused, match="keep the roll"):
        acts.ask(person("gita"), unit("leith"), acts.Asked("?", "", group(), BY, CLOSES))


def test_a_question_closes_later_than_now_and_before_it_is_known(federation):
    with pytest.raises(Refused, match="later than now"):
        asked(closes=NOON)
    with pytest.raises(Refused, match="before the day"):
        asked(happens_by=NOON.date())


def test_who_says_what_came_answers_to_the_unit(federation):
    elsewhere = group().__class__.objects.get(key="branch_group", unit=unit("govan"))
    with pytest.raises(Refused, match="does not answer to Leith"):
        asked(resolver=elsewhere)


# Answering


def test_members_answer_and_may_change_their_mind(federation):
    question = asked()
    ada, *_ = people(1)
    acts.answer(ada, question, 30)
    acts.answer(ada, question, 40)
    assert Answer.objects.by_rule("a test").get().chance == 40


def test_the_log_knows_that_somebody_answered_and_neither_who_nor_what(federation):
    said(asked(), 30)
    event = Event.objects.latest("number")
    assert (event.kind, event.actor, event.facts) == ("forecasts.answer", None, {})


def test_who_is_no_member_or_comes_too_late_does_not_answer(federation):
    question = asked()
    with pytest.raises(Refused, match="members of Leith"):
        acts.answer(person("ada"), question, 30)
    with pytest.raises(Refused, match="members of Leith"):
        acts.answer(member("mia", unit("govan")), question, 30)
    (cleo,) = people(1)
    with clock.at(CLOSES), pytest.raises(Refused, match="closed"):
        acts.answer(cleo, question, 30)


def test_the_database_holds_one_answer_of_each_between_0_and_100(federation):
    question, (cleo,) = asked(), people(1)
    acts.answer(cleo, question, 30)
    rows = Answer.objects.by_rule("a test")
    for row in ({"chance": 40}, {"chance": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.create(
                question=question, person=cleo if row["chance"] == 40 else person("ben"), **row
            )


def test_answers_are_read_under_a_name(federation):
    with pytest.raises(Unscoped):
        list(Answer.objects.all())


# Together


def test_eight_answers_are_put_together_when_it_closes(federation):
    question = asked()
    said(question, *EIGHT)
    assert later(days=9) == ""
    assert later(days=11) == "answers to “Will the baths close?” put together"
    question.refresh_from_db()
    assert question.people == 8
    assert question.pool == pytest.approx(pool([one / 100 for one in EIGHT]))
    assert question.middle == pytest.approx(0.7)
    assert not to_pool().exists()


def test_of_seven_nothing_is_told(federation):
    question = asked()
    said(question, *EIGHT[:7])
    later(days=11)
    question.refresh_from_db()
    assert (question.people, question.pool, question.middle) == (None, None, None)
    assert question.counted_at


def test_nothing_is_put_together_before_the_close_and_nothing_twice(federation):
    question = asked()
    with pytest.raises(Refused, match="nothing to put together"):
        acts.put_together(None, question)
    later(days=11)
    with clock.at(CLOSES + timedelta(days=1)), pytest.raises(Refused, match="nothing to put"):
        acts.put_together(None, question)


def test_the_database_tells_no_pool_of_seven(federation):
    question = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(pool=0.5, middle=0.5, people=7)


def test_whoever_was_nearer_five_times_weighs_more(federation):
    for number in range(5):
        earlier = asked(f"Will it rain on day {number}?")
        said(earlier, 98, *[20] * 7)
        resolved(earlier)
    with clock.at(CLOSES + timedelta(days=2)):
        question = asked(closes=CLOSES + timedelta(days=5))
        said(question, 90, *[10] * 7)
    with clock.at(CLOSES + timedelta(days=6)):
        made = acts.put_together(None, question)
    assert made.pool > pool([0.9] + [0.1] * 7)


# What came


def test_the_named_office_says_what_came_and_by_what_one_can_tell(federation):
    question = asked()
    said(question, *EIGHT)
    made = resolved(question)
    assert (made.came, made.source, made.resolved_by) == (
        "yes",
        "The minutes, page 3",
        person("ben"),
    )
    assert made.pool_score == pytest.approx((1 - made.pool) ** 2)
    assert made.base_score == 0.25  # nothing recorded of the past: one half


def test_a_base_rate_adds_one_for_yes_and_for_no(federation):
    assert asked(base_yes=2, base_of=8).base == 0.3
    with pytest.raises(IntegrityError), transaction.atomic():
        asked("And again?", base_yes=3, base_of=2)


def test_nobody_says_what_came_before_the_close_or_twice_or_without_the_office(federation):
    question = asked()
    with pytest.raises(Refused, match="still answer"):
        acts.resolve(person("ben"), question, Question.Came.YES, "x")
    with clock.at(CLOSES + timedelta(days=1)):
        with pytest.raises(Refused, match="Branch group, Leith says"):
            acts.resolve(person("gita"), question, Question.Came.YES, "x")
        acts.resolve(person("ben"), question, Question.Came.NO, "x")
        with pytest.raises(Refused, match="has been recorded"):
            acts.resolve(person("ben"), question, Question.Came.YES, "x")


def test_while_the_office_is_empty_who_keeps_the_roll_says_it(federation):
    council = group().__class__.objects.get(key="audit_panel")
    question = asked(resolver=council)
    with clock.at(CLOSES + timedelta(days=1)):
        assert acts.resolve(person("ada"), question, Question.Came.NO, "x").came == "no"


def test_when_the_office_is_no_longer_in_force_who_keeps_the_roll_says_it(federation):
    question, office = asked(), group()
    office.__class__.objects.filter(pk=office.pk).update(in_force=False)
    with pytest.raises(Refused, match="keep the roll"):
        resolved(question)
    with clock.at(CLOSES + timedelta(days=1)):
        made = acts.resolve(person("ada"), question, Question.Came.NO, "The minutes")
    assert made.resolved_by == person("ada")


def test_the_database_holds_no_outcome_before_the_close_or_without_a_source(federation):
    question = asked()
    for wrong in (
        {"came": "yes", "source": "x", "resolved_at": NOON},
        {"came": "yes", "source": "", "resolved_at": CLOSES},
        {"came": "yes", "source": "x", "annulled": "y", "resolved_at": CLOSES},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(**wrong)


def test_a_question_is_annulled_with_a_reason_and_counts_for_nobody(federation):
    question = asked()
    said(question, *EIGHT)
    made = acts.annul(person("ben"), question, "Both are true.")
    assert made.stage() == "annulled"
    assert made.pool_score is None
    assert own(people(1)[0]).resolved == 0
    assert later(days=11) == ""


# One's own record


def test_everybody_sees_their_own_error_and_their_weight(federation):
    question = asked()
    said(question, *EIGHT)
    resolved(question)
    mine = own(people(1)[0])
    assert mine.score == pytest.approx(0.16)
    assert mine.score_words == "0.16: nearer than guessing"
    assert (mine.weight, mine.bands) == (1, ())
    assert own(person("ben")).score is None


def test_from_ten_questions_on_one_sees_how_one_judges_chances(federation):
    for number in range(10):
        question = asked(f"Will it rain on day {number}?")
        said(question, 70)
        resolved(question, "yes" if number < 6 else "no")
    assert own(people(1)[0]).rows == [("7 in 10", "6 in 10", 10)]


def test_what_somebody_thought_is_gone_a_year_after_the_close(federation):
    question = asked()
    said(question, 30)
    (job,) = jobs_of(Answer)
    assert not job.due(CLOSES + timedelta(days=364)).exists()
    assert job.due(CLOSES + timedelta(days=366)).count() == 1


def test_the_files_of_the_house_hold_no_chance_that_somebody_said():
    assert Answer.sealed == {"chance": NEVER}


def test_no_column_holds_a_score_of_a_person():
    fields = {field.name for field in Answer._meta.get_fields()}
    assert fields == {"id", "question", "person", "chance", "said_at"}


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.3, "3 in 10"),
        (0.04, "4 in 100"),
        (0.97, "97 in 100"),
        (0.0, "1 in 100"),
        (1.0, "99 in 100"),
    ],
)
def test_a_chance_is_told_in_plain_words(share, words):
    assert chance(share) == words


def test_an_error_is_told_with_what_it_means():
    assert [score(one).split(": ")[1] for one in (0.05, 0.15, 0.25, 0.5)] == [
        "very near", "nearer than guessing", "about as good as guessing",
        "further off than guessing",
    ]  # fmt: skip


def test_an_office_says_what_came_by_whoever_sits_there(federation):
    cleo = seated("cleo", "council")
    council = group().__class__.objects.get(key="council")
    question = asked(resolver=council)
    with clock.at(CLOSES + timedelta(days=1)):
        assert acts.resolve(cleo, question, Question.Came.YES, "x").resolved_by == cleo
