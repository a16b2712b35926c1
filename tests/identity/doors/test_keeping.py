"""Who keeps the roll of a unit keeps its doors; names stay where people are (R-13, R-132)."""

import re
from dataclasses import replace

import pytest

from articulator.identity.doors import acts
from articulator.identity.doors.acts import Sign
from articulator.identity.doors.models import Door
from articulator.identity.doors.queries import Said, alive, arrivals, came, doors, kinds
from articulator.identity.doors.rules import may_tend
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from tests.identity.constitution.test_sight import HERE, adopt, office, places  # noqa: F401
from tests.identity.doors.scene import DAY, rows, url
from tests.people import NOON, person

SIGN = Sign("Hands", "Two hours on a Tuesday.")
EVENT, SURVEY = "?kind=event", "?kind=survey"
FORM = {"title": "Evening", "text": "Come.", "starts_at": "2026-03-20T19:00",
        "place": "Hall"}  # fmt: skip


@pytest.fixture
def lena(leith):
    """Who keeps the roll of Leith."""
    office(leith, person("lena"), "keep_roll")
    return person("lena")


def strangers(door: Door, number: int) -> None:
    for n in range(number):
        made = acts.knock(None, door, Said(f"Stranger {n}", f"s{n}@example.org"))
        acts.confirm(None, made)


def test_the_keeper_of_a_roll_opens_changes_and_closes_a_door(client, lena, leith):
    client.force_login(lena)
    assert "Survey" in client.get(url("open", leith.slug)).content.decode()
    client.post(url("open", leith.slug) + EVENT, FORM)
    made = Door.objects.get(title="Evening")
    assert (made.unit, made.closes, made.is_open) == (leith, made.starts_at, True)
    client.post(url("change", made.pk), {**FORM, "title": "A long evening"})
    client.post(url("close", made.pk))
    made.refresh_from_db()
    assert (made.title, made.is_open, made.closes) == ("A long evening", False, NOON)


def test_what_stood_on_a_closed_door_stays(client, lena, event):
    acts.close(lena, event)
    client.force_login(lena)
    assert client.get(url("change", event.pk)).status_code == 403
    assert client.get(url("arrivals", event.pk)).status_code == 200
    with pytest.raises(Refused, match="is closed"):
        acts.close(lena, event)


def test_questions_that_somebody_answered_are_not_changed_the_rest_is(lena, survey):
    sign = Sign("Two questions", survey.text, questions=tuple(survey.questions))
    acts.answer_unnamed(None, survey, Said(answers=["Damp", ""]))
    assert acts.change(lena, survey, sign).title == "Two questions"
    with pytest.raises(Refused, match="answered these questions already"):
        acts.change(lena, survey, replace(sign, questions=("What else?",)))


@pytest.mark.parametrize("when", ["starts_at", "closes"])
def test_no_door_opens_for_a_time_that_is_over(leith, when):
    with pytest.raises(Refused):
        acts.open_door(person("ada"), leith, Door.Kind.EVENT, replace(SIGN, **{when: NOON}))


def test_a_keeper_elsewhere_keeps_no_door_here(client, leith, event):
    govan = Unit.objects.get(name="Govan")
    office(govan, person("kofi"), "keep_roll")
    client.force_login(person("kofi"))
    for address in (url("tend", "leith"), url("open", "leith"), url("change", event.pk),
                    url("arrivals", event.pk)):  # fmt: skip
        assert client.get(address).status_code == 403
    with pytest.raises(Refused, match="keep the roll"):
        acts.open_door(person("kofi"), leith, Door.Kind.CAMPAIGN, SIGN)


@pytest.mark.parametrize(("kind", "wrong"), [
    (EVENT, {"starts_at": ""}), (EVENT, {"place": ""}), (EVENT, {"title": ""}),
    (EVENT, {"starts_at": "2020-01-01T10:00"}), (EVENT, {"closes": "2020-01-01T10:00"}),
    (SURVEY, {"questions": " "}),
    (SURVEY, {"questions": "1\n2\n3\n4\n5\n6"}), (SURVEY, {"questions": "?" * 161}),
])  # fmt: skip
def test_what_does_not_make_a_door_is_sent_back(client, lena, leith, kind, wrong):
    client.force_login(lena)
    answer = client.post(url("open", leith.slug) + kind, {**FORM, **wrong})
    assert (answer.status_code, Door.objects.count()) == (422, 0)


def test_a_form_asks_what_its_kind_needs_and_no_more(client, lena, leith):
    client.force_login(lena)
    asked = {
        kind: set(re.findall(r'name="([a-z]\w+)"', page.split("<main")[1]))
        for kind in (EVENT, SURVEY)
        for page in [client.get(url("open", leith.slug) + kind).content.decode()]
    }
    same = {"csrfmiddlewaretoken", "title", "text", "closes"}
    assert asked == {EVENT: same | {"starts_at", "place"}, SURVEY: same | {"questions"}}


def test_the_join_door_is_one_for_all(leith):
    with pytest.raises(Refused, match="by one door"):
        acts.open_door(person("ada"), leith, Door.Kind.JOIN, SIGN)
    assert [kinds(unit)[-1][0] for unit in (leith, leith.parent)] == ["invitation", "join"]


def test_a_closed_unit_opens_no_door_and_shows_none(leith, event):
    Unit.objects.filter(pk=leith.pk).update(closed_at=NOON)
    leith.refresh_from_db()
    assert "closed" in may_tend(person("ada"), leith).reason
    assert list(doors()) == []


def test_the_keeper_sees_who_confirmed_and_nobody_who_did_not(client, lena, event):
    strangers(event, 1)
    acts.knock(None, event, Said("Not Confirmed", "not@example.org"))
    client.force_login(lena)
    page = client.get(url("arrivals", event.pk)).content.decode()
    assert ("Stranger 0" in page, "Not Confirmed" in page, len(rows(event))) == (True, False, 2)


def test_answers_are_read_beside_their_questions(client, lena, survey):
    acts.answer_unnamed(None, survey, Said(answers=["Damp", ""]))
    client.force_login(lena)
    page = client.get(url("arrivals", survey.pk)).content.decode()
    for said in ("Without a name", "What hurts?", "Damp"):
        assert said in page
    assert "Who helps?" not in page


@pytest.mark.parametrize(("upward", "seen"), [("full", 2), ("office_holders", 0), ("counts", 0)])
def test_above_the_unit_names_are_seen_as_the_charter_says(client, places, upward, seen):  # noqa: F811
    adopt(upward)
    with clock.at(NOON):
        office(places["region"], person("hugo"), "keep_roll")
        door = acts.open_door(person("ada"), places["branch"], Door.Kind.CAMPAIGN, SIGN)
        strangers(door, 2)
        assert arrivals(person("hugo"), door).count() == seen
        client.force_login(person("hugo"))
        page = client.get(url("arrivals", door.pk)).content.decode()
        assert ("Fewer than 8" in page) == (seen == 0)
        listed = client.get(url("tend", "leith")).content.decode()
        assert ("fewer than 8" in listed) == (seen == 0)


def test_a_number_is_told_to_everyone_from_eight_on(client, event):
    strangers(event, 7)
    assert came(event) is None
    made = acts.knock(None, event, Said("Last", "last@example.org"))
    acts.confirm(None, made)
    assert came(event) == 8
    assert "8 people" in client.get(event.get_absolute_url()).content.decode()


# Lists


def test_open_doors_are_listed_soonest_first_and_by_unit(client, leith, event, survey, joining):
    acts.open_door(person("ada"), leith, Door.Kind.INVITATION, Sign("A quiet supper", "Soup."))
    page = client.get(url("index")).content.decode()
    assert ("Tenants meet" in page, "Three questions" in page) == (True, True)
    assert ("A quiet supper" in page, "Become a member</a></h2>" in page) == (False, False)
    govan = client.get(f"{url('index')}?unit=govan").content.decode()
    assert "No door stands open here now" in govan
    assert "Tenants meet" in client.get(f"{url('index')}?unit=federation").content.decode()
    with clock.at(NOON + 6 * DAY):
        assert "Tenants meet" not in client.get(url("index")).content.decode()


def test_the_page_of_the_unit_says_which_doors_are_open(client, leith, event):
    assert [(knot.kind, knot.words) for knot in alive(leith)] == [("event", "Tenants meet")]
    assert "Tenants meet" in client.get(leith.get_absolute_url()).content.decode()


def test_the_text_on_a_door_is_markdown_and_can_do_nothing(client, leith):
    sign = Sign("Hands", "**Two** hours <script>alert(1)</script>")
    made = acts.open_door(person("ada"), leith, Door.Kind.CAMPAIGN, sign)
    page = client.get(made.get_absolute_url()).content.decode()
    assert ("<strong>Two</strong>" in page, "<script>alert" in page) == (True, False)


@pytest.mark.parametrize("page", ["index", "tend", "arrivals", "you"])
def test_one_row_or_three_are_the_same_number_of_questions(
    client, lena, leith, event, page, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = {"tend": url("tend", "leith"), "arrivals": url("arrivals", event.pk)}.get(
        page, url(page) if page in {"index", "you"} else ""
    )
    client.force_login(lena)
    acts.arrive(person("lena"), event, Said())
    counts = []
    for more in (0, 2):
        for n in range(more):
            door = acts.open_door(person("ada"), leith, Door.Kind.CAMPAIGN, SIGN)
            acts.arrive(lena, door, Said())
            made = acts.knock(None, event, Said(f"S {n}", f"s{n}@example.org"))
            acts.confirm(None, made)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
