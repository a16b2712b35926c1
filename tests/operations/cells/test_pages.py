"""Cells in a browser: joined without an account, opened by a secret, closed to everyone else."""

import re

import pytest
from django.urls import reverse

from articulator.kernel.models import Event, Person
from articulator.operations.campaigns import acts as campaigns
from articulator.operations.cells import acts, queries
from articulator.operations.cells.models import Cell, Week
from tests.operations.cells.scene import count, place, secret, started
from tests.people import person


def url(name, *words):
    return reverse(f"cells:{name}", args=words)


def fields(response):
    """What the page would send: its hidden fields."""
    page = response.content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


SAID = {"name": "Kettle", "area": "Old Quay", "does": "Tea.", "contact": "tea@street.example",
        "listed": "on"}  # fmt: skip


def start(client, campaign):
    at = url("start", queries.start_token(campaign))
    client.post(at, {**fields(client.get(at)), **SAID})
    return Cell.objects.get()


def join(client, cell):
    at = url("join", queries.join_token(cell))
    return client.post(at, fields(client.get(at)))


def test_a_cell_is_started_by_a_link_without_an_account(campaign, client):
    people = Person.objects.count()
    cell = start(client, campaign)
    page = client.get(url("cell", cell.pk)).content.decode()
    assert "<strong>1</strong> of at most 12 are in" in page
    assert Person.objects.count() == people
    assert Event.objects.get(kind="cells.start").actor is None


def test_the_key_is_a_cookie_that_no_script_reads_and_no_other_page_gets(campaign, client):
    cell = start(client, campaign)
    cookie = client.cookies[f"cell-{cell.pk.hex}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "/operations/cells/", True, "Lax",
    )  # fmt: skip
    assert queries.place_behind(cell, cookie.value).keeps


def test_the_form_to_join_sent_twice_takes_one_place(campaign, client):
    cell = started(campaign, "Kettle")
    at = url("join", queries.join_token(cell))
    sent = fields(client.get(at))
    assert client.post(at, sent)["Location"] == client.post(at, sent)["Location"]
    assert count(cell) == 2


def test_whoever_is_in_is_led_to_their_cell(campaign, client):
    cell = started(campaign, "Kettle")
    join(client, cell)
    assert client.get(url("join", queries.join_token(cell)))["Location"] == url("cell", cell.pk)
    assert "of at most 12 are in" in client.get(url("cell", cell.pk)).content.decode()


def test_a_member_who_is_signed_in_joins_without_a_name_too(campaign, client):
    cell = started(campaign, "Kettle")
    client.force_login(person("ben"))
    join(client, cell)
    assert count(cell) == 2
    assert Event.objects.filter(kind="cells.join", actor=None).count() == 1


def test_everyone_else_sees_what_a_cell_that_wants_to_be_found_says(campaign, client):
    cell = started(campaign, "Kettle", "lena", "jon", listed=True)
    page = client.get(url("cell", cell.pk)).content.decode()
    assert "kettle@street.example" in page
    assert "open to a few more" in page
    assert "of at most 12" not in page


def test_a_cell_that_does_not_want_to_be_found_is_shown_to_nobody(campaign, client):
    cell = started(campaign, "Kettle")
    assert client.get(url("cell", cell.pk)).status_code == 403
    assert "Kettle" not in client.get(url("campaign", "dry-homes")).content.decode()


@pytest.mark.parametrize("name", ["tend", "sheet", "change", "split"])
def test_its_own_pages_are_closed_without_the_key(campaign, client, name):
    cell = started(campaign, "Kettle", listed=True)
    assert client.get(url(name, cell.pk)).status_code == 403


def test_ones_own_link_leads_back_on_another_phone(campaign, client):
    cell = started(campaign, "Kettle")
    own = url("back", cell.pk, secret("kofi", "Kettle"))
    assert client.get(own)["Location"] == url("cell", cell.pk)
    assert client.get(url("tend", cell.pk)).status_code == 200
    assert client.get(url("back", cell.pk, "guessed")).status_code == 404


def test_a_week_is_counted_from_the_page(campaign, client):
    cell = start(client, campaign)
    client.post(url("count", cell.pk), {"day": "2026-03-02", "came": 9, "trained": 4})
    assert Week.objects.values_list("came", "trained").get() == (9, 4)
    wrong = client.post(url("count", cell.pk), {"day": "never", "came": 9, "trained": 4})
    assert (wrong.status_code, "Enter a valid date" in wrong.content.decode()) == (422, True)


def test_whoever_splits_a_cell_gets_the_key_to_the_new_one(campaign, client):
    cell = start(client, campaign)
    client.post(url("write_in", cell.pk), {"number": 5})
    sent = fields(client.get(url("split", cell.pk)))
    client.post(url("split", cell.pk), {**sent, **SAID, "name": "Chapel"})
    made = Cell.objects.get(name="Chapel")
    assert made.split_from == cell
    assert "It came of Kettle" in client.get(url("cell", made.pk)).content.decode()


def test_linking_renewing_and_ending_work_from_the_page(campaign, client):
    cell = start(client, campaign)
    other = started(campaign, "Ropewalk", listed=True)
    client.post(url("reach_out", cell.pk), {"other": other.pk})
    assert "You asked Ropewalk" in client.get(url("tend", cell.pk)).content.decode()
    acts.reach_out(None, place(other), cell)
    assert "Ropewalk, Old Quay" in client.get(url("cell", cell.pk)).content.decode()
    assert client.post(url("reach_out", cell.pk), {"other": "x"}).status_code == 404
    client.post(url("renew", cell.pk))
    client.post(url("end_cell", cell.pk), {"learned": "Tea helps."})
    assert "Tea helps." in client.get(url("cell", cell.pk)).content.decode()


def test_leaving_takes_the_key_away(campaign, client):
    cell = started(campaign, "Kettle")
    join(client, cell)
    client.post(url("leave", cell.pk))
    assert (count(cell), client.cookies[f"cell-{cell.pk.hex}"].value) == (1, "")


def test_saying_that_one_is_still_there_works(campaign, client):
    cell = start(client, campaign)
    assert client.post(url("stay", cell.pk))["Location"] == url("cell", cell.pk)


def test_the_sheet_holds_the_link_and_no_names(campaign, client):
    cell = start(client, campaign)
    page = client.get(url("sheet", cell.pk)).content.decode()
    assert url("join", queries.join_token(cell)) in page


def test_what_a_cell_says_can_be_changed(campaign, client):
    cell = start(client, campaign)
    client.post(url("change", cell.pk), {**fields(client.get(url("change", cell.pk))), **SAID,
                                         "does": "Soup."})  # fmt: skip
    assert "Soup." in client.get(url("campaign", "dry-homes")).content.decode()


def test_a_cell_that_wants_to_be_found_says_how(campaign, client):
    at = url("start", queries.start_token(campaign))
    answer = client.post(at, {**fields(client.get(at)), **SAID, "contact": ""})
    assert (answer.status_code, Cell.objects.count()) == (422, 0)


def test_links_that_were_renewed_or_made_up_lead_nowhere(campaign, client):
    old = queries.start_token(campaign)
    campaigns.renew_start(person("ben"), campaign)
    for token in (old, "made:up", "x"):
        assert client.get(url("start", token)).status_code == 404
        assert client.get(url("join", token)).status_code == 404


def test_the_start_link_is_shown_to_whoever_speaks_and_to_nobody_else(campaign, client):
    for name, shows in (("ada", False), ("ben", True)):
        client.force_login(person(name))
        page = client.get(url("campaign", "dry-homes")).content.decode()
        assert ("The link to start a cell" in page) == shows


QUERIES = 7
PLAN = {"day": "2026-03-09", "low": 80, "likely": 100, "high": 120, "places": 12, "trainers": 2,
        "a_week": 1}  # fmt: skip


def test_the_planner_answers_by_its_address_alone(campaign, client):
    at = url("plan", "dry-homes")
    assert "What must be ready" in client.get(at, {**PLAN, "of_hundred": 40}).content.decode()
    assert client.get(at, PLAN).status_code == 422  # nothing is counted, so it must be said
    wrong = client.get(at, {**PLAN, "of_hundred": 40, "low": 130})
    assert "between the least and the most" in wrong.content.decode()
    assert Event.objects.filter(kind__startswith="cells").count() == 0


def test_empty_pages_say_what_will_be_there(campaign, client):
    assert "There is no cell yet" in client.get(url("campaign", "dry-homes")).content.decode()
    page = client.get(url("growth", "dry-homes")).content.decode()
    assert "We cannot tell growth from decline" in page
    assert "Too little is counted" in page


def test_the_list_of_cells_takes_as_many_queries_for_three_as_for_one(
    campaign, client, django_assert_num_queries
):
    started(campaign, "Kettle", listed=True)
    with django_assert_num_queries(QUERIES):
        client.get(url("campaign", "dry-homes"))
    for name in ("Ropewalk", "Mill"):
        started(campaign, name, listed=True)
    with django_assert_num_queries(QUERIES):
        client.get(url("campaign", "dry-homes"))
