"""What cannot wait: a shorter path, and still nothing on a no or on silence (R-170)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Ask, Draws, Said
from articulator.intelligence.ecology.models import Need
from articulator.intelligence.ecology.queries import plan_of
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.operations.responses import acts
from articulator.operations.responses.models import Response
from articulator.operations.responses.queries import responses
from tests.intelligence.scene import SHIFTS, found, legal_team
from tests.people import NOON, person

DAY = timedelta(days=1)


@pytest.fixture
def federation(db) -> Unit:
    root = found()
    with clock.at(NOON):
        yield root


def called(*asks: Ask, days: int = 3) -> Response:
    today = clock.now().date()
    draws = Draws(today, today + days * DAY, asks, alone=not asks)
    return acts.call(person("ada"), Unit.objects.get(slug="leith"), "No eviction", "At six.", draws)


def test_those_who_would_carry_it_are_asked_to_answer_within_a_day(federation):
    shown = called(Ask(legal_team(), SHIFTS, 4))
    need = Need.objects.get(plan=plan_of(shown))
    assert need.answer_by == NOON + DAY
    with pytest.raises(Refused, match="has been asked, and answers by"):
        acts.start(person("ada"), shown)
    with clock.at(NOON + 2 * DAY), pytest.raises(Refused, match="silence is not a yes"):
        acts.start(person("ada"), shown)


def test_it_begins_with_their_yes_and_stays_refused_on_their_no(federation):
    shown = called(Ask(legal_team(), SHIFTS, 4))
    need = Need.objects.get(plan=plan_of(shown))
    ecology.answer(None, need, Said(Need.Answer.NO))
    with pytest.raises(Refused, match="said no"):
        acts.start(person("ada"), shown)
    ecology.answer(None, need, Said(Need.Answer.YES))
    assert acts.start(person("ada"), shown).state == "under way"
    with pytest.raises(Refused, match="under way"):
        acts.start(person("ada"), shown)


def test_it_lasts_for_two_weeks_at_most_where_the_constitution_says_nothing(federation):
    with pytest.raises(Refused, match="A rapid response lasts"):
        called(days=15)
    assert called(days=14).until == (NOON + 14 * DAY).date()


def test_nobody_calls_without_an_office(federation):
    with pytest.raises(Refused):
        acts.call(
            person("ben"), federation, "Ours", "Now.",
            Draws(NOON.date(), NOON.date(), alone=True),
        )  # fmt: skip


def test_what_ends_after_it_began_is_to_be_looked_back_on(federation):
    shown = called(Ask(legal_team(), SHIFTS, 4))
    plan = plan_of(shown)
    ecology.answer(None, Need.objects.get(plan=plan), Said(Need.Answer.YES))
    acts.start(person("ada"), shown)
    with clock.at(NOON + DAY):
        acts.end(person("ada"), shown)
    plan.refresh_from_db()
    assert (plan.ends, plan.dropped_at) == ((NOON + DAY).date(), None)
    assert [one.kind for one in links.outcomes(shown)] == ["prepares"]


def test_what_never_began_frees_what_was_promised(federation):
    shown = called(Ask(legal_team(), SHIFTS, 4))
    plan = plan_of(shown)
    acts.end(person("ada"), shown)
    plan.refresh_from_db()
    assert (shown.state, plan.dropped_at) == ("not begun", NOON)


def test_the_whole_path_on_its_pages(federation, client):
    client.force_login(person("ada"))
    team = legal_team()
    answer = client.post(reverse("responses:call", args=["leith"]), {
        "title": "No eviction", "why": "At six.", "begins": "2026-03-02", "ends": "2026-03-05",
        "partner": str(team.pk), "what": SHIFTS, "per_week": 4,
    })  # fmt: skip
    shown = Response.objects.get()
    assert answer["Location"] == shown.get_absolute_url()
    assert "has been asked" in client.get(shown.get_absolute_url()).content.decode()
    ecology.answer(None, Need.objects.get(), Said(Need.Answer.YES))
    assert "Begin it now" in client.get(shown.get_absolute_url()).content.decode()
    client.post(reverse("responses:start", args=[shown.pk]))
    client.post(reverse("responses:end", args=[shown.pk]))
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "Look back on it" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(federation, django_assert_num_queries, number):
    for _ in range(number):
        called()
    with django_assert_num_queries(1):
        assert [str(one.unit) for one in responses()] == ["Leith"] * number
