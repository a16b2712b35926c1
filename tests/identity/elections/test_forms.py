"""What the forms of an election accept, and in which words they send back the rest."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.identity.elections import acts
from articulator.identity.elections.acts import Dates
from articulator.identity.elections.forms import (
    LONGEST_STATEMENT,
    BallotForm,
    CallForm,
    NominationForm,
    first_call,
)
from articulator.identity.elections.models import Candidacy
from articulator.kernel import clock
from tests.identity.elections import scene
from tests.identity.elections.scene import CLOSES, OPENS, called
from tests.people import NOON, person

CALL = {
    "title": "Council", "seats": "2",
    "nominations_open": "2026-03-02", "nominations_close": "2026-03-23",
    "opens": "2026-03-24", "closes": "2026-04-07", "terms_begin": "2026-04-21",
}  # fmt: skip


def test_every_date_of_a_call_is_a_day_at_noon_summer_time_or_not():
    form = CallForm(CALL)
    assert form.is_valid()
    dates = form.cleaned_data["dates"]
    assert dates.nominations_open == NOON
    assert {moment.hour for _, *both in dates.periods() for moment in both} == {12}
    assert dates == Dates(
        *(datetime(2026, month, day, 12, tzinfo=NOON.tzinfo)
          for month, day in ((3, 2), (3, 23), (3, 24), (4, 7), (4, 21)))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "said"),
    [("nominations_close", "2026-03-02"), ("opens", "2026-03-22"), ("closes", "2026-03-24"),
     ("terms_begin", "2026-04-06")],
)  # fmt: skip
def test_dates_that_do_not_follow_each_other_are_sent_back(field, said):
    form = CallForm({**CALL, field: said})
    assert form.non_field_errors() == ["The dates must follow each other in this order."]
    assert form[field].value() == said


@pytest.mark.parametrize("said", ["", "soon", "2026-02-30"])
def test_a_date_that_is_none_is_the_only_thing_complained_of(said):
    assert list(CallForm({**CALL, "closes": said}).errors) == ["closes"]


def test_a_call_for_no_seat_is_sent_back():
    assert list(CallForm({**CALL, "seats": "0"}).errors) == ["seats"]


def test_the_proposed_call_is_one_that_can_be_sent_as_it_is(federation):
    with clock.at(OPENS):
        proposed = first_call(scene.council())
    said = {name: str(value) for name, value in proposed.items()}
    assert (said["title"], said["seats"]) == ("Council: 3 elected seats", "3")
    assert proposed["nominations_open"] == date(2026, 3, 3)
    assert CallForm(said).is_valid()


def test_a_statement_has_the_same_length_for_everyone():
    fits = {"statement": "a" * LONGEST_STATEMENT, "principles": "on"}
    assert NominationForm(fits).is_valid()
    assert list(NominationForm({**fits, "statement": "a" * 1501}).errors) == ["statement"]


def test_whoever_stands_says_why_and_accepts_the_principles():
    assert sorted(NominationForm({"statement": "  "}).errors) == ["principles", "statement"]


def test_the_ballot_has_a_place_for_each_candidate_who_did_not_withdraw(election):
    gone = Candidacy.objects.get(election=election, person=person("cleo"))
    with clock.at(CLOSES):
        acts.withdraw(person("cleo"), gone)
    rows = BallotForm(election).rows()
    assert [candidacy.number for candidacy, _ in rows] == sorted({1, 2, 3} - {gone.number})
    assert [bound.label for _, bound in rows] == [str(candidacy) for candidacy, _ in rows]


@pytest.mark.parametrize(
    ("ranks", "words"),
    [
        (["", "", ""], "Put a 1 beside at least one name."),
        (["2", "3", ""], "The number 1 is missing."),
        (["1", "3", ""], "The number 2 is missing."),
        (["1", "1", ""], "have the same number, 1."),
        (["2", "1", "2"], "have the same number, 2."),
    ],
)
def test_numbers_that_are_no_ranking_come_back_with_the_reason(election, ranks, words):
    form = BallotForm(election, {f"c{n}": rank for n, rank in enumerate(ranks, 1)})
    (error,) = form.non_field_errors()
    assert words in error
    assert [bound.value() for _, bound in form.rows()] == ranks


@pytest.mark.parametrize("rank", ["0", "4", "-1", "1.5", "one", "1e9"])
def test_a_number_that_is_no_rank_is_marked_at_its_name(election, rank):
    form = BallotForm(election, {"c1": "1", "c2": rank, "c3": ""})
    assert form.errors == {"c2": ["Write a whole number from 1 to 3, or nothing."]}


def test_numbers_beside_names_become_a_ranking_best_first(election):
    form = BallotForm(election, {"c1": "2", "c2": "3", "c3": " 1 "})
    assert form.is_valid()
    assert form.cleaned_data == {"ranking": [3, 1, 2]}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ranks=st.lists(st.sampled_from(["", "0", "1", "2", "3", "4", "x"]), min_size=3, max_size=3))
def test_a_ballot_is_taken_exactly_when_its_numbers_run_from_one_without_gaps(election, ranks):
    form = BallotForm(election, {f"c{n}": rank for n, rank in enumerate(ranks, 1)})
    given_ranks = sorted(rank for rank in ranks if rank)
    in_order = given_ranks == [str(n + 1) for n in range(len(given_ranks))] != []
    assert form.is_valid() == in_order


def test_there_is_no_call_where_every_seat_is_promised(federation):
    called(seats=3)
    with clock.at(OPENS):
        proposed = first_call(scene.council())
    assert proposed["seats"] == 0
