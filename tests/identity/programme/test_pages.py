"""The pages of a programme, click by click."""

import pytest
from django.urls import reverse

from articulator.identity.programme import acts, queries
from articulator.identity.programme.models import Deed, Demand, Version
from tests.identity.programme.scene import CARRIED, demanded, drafted, in_force, motion, unit
from tests.people import person


def url(page: str, *args) -> str:
    return reverse(f"programme:{page}", args=args)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_demand_is_raised_drafted_decided_and_acted_on(client, federation):
    client.force_login(person("ada"))
    asked = {"words": "Dry homes", "why": "Many said so.", "asked_of": unit().pk}
    client.post(url("raise", "leith"), asked)
    demand = Demand.objects.get()
    client.force_login(person("cleo"))
    client.post(url("begin", "federation"))
    draft = Version.objects.get()
    client.post(url("add", draft.pk), {"heading": "Homes", "wording": "Damp.",
                                       "demands": [demand.pk]})  # fmt: skip
    line = draft.lines.get()
    client.post(url("reword", draft.pk, line.pk), {"heading": "Homes", "wording": "Dry.",
                                                   "demands": [demand.pk]})  # fmt: skip
    client.post(url("adopt", draft.pk), CARRIED)
    client.post(url("record", line.item.pk), {
        "kind": "motion", "title": "Repairs", "where": "City council", "done_on": "2026-03-01",
        "mandate": "councillor",
    })  # fmt: skip
    deed = Deed.objects.get()
    client.post(url("outcome", deed.pk), {"outcome": "carried", "words": "By 31 to 14."})
    client.logout()
    assert "in the programme" in text(client.get(demand.get_absolute_url()))
    assert "Motion: Repairs" in text(client.get(line.item.get_absolute_url()))
    assert "By 31 to 14." in text(client.get(deed.get_absolute_url()))
    assert "4 for, 1 against" in text(client.get(url("of", "federation")))


def test_what_is_wrong_in_a_form_is_said_beside_it(client, federation):
    draft, demand = drafted(("Homes", "Dry.")), demanded()
    client.force_login(person("cleo"))
    for page, args, form in (
        ("add", [draft.pk], {"heading": ""}), ("adopt", [draft.pk], {"on": "2030-01-01"}),
        ("decline", [demand.pk], {"reason": ""}),
        ("reword", [draft.pk, draft.lines.get().pk], {"heading": ""}),
    ):  # fmt: skip
        assert client.post(url(page, *args), form).status_code == 422, page


def test_striking_twice_leads_back_to_the_draft(client, federation):
    draft = drafted(("Homes", "Dry."))
    page = url("strike", draft.pk, draft.lines.get().pk)
    client.force_login(person("cleo"))
    for _ in range(2):
        assert client.post(page).headers["Location"] == draft.get_absolute_url()


def test_a_no_is_read_by_everyone_with_its_reason(client, federation):
    demand = demanded()
    client.force_login(person("cleo"))
    client.post(url("decline", demand.pk), {"reason": "The landlord must."})
    client.logout()
    assert "The landlord must." in text(client.get(demand.get_absolute_url()))


def test_a_demand_that_waits_says_for_how_long_and_whose_turn_it_is(client, federation):
    said = text(client.get(demanded().get_absolute_url()))
    assert "It has waited 0 days. It is the turn of" in said
    assert ">Council</a>" in said


def test_an_empty_house_teaches(client, federation):
    assert "No demand waits" in text(client.get(url("index")))
    assert "No programme yet" in text(client.get(url("of", "federation")))


@pytest.mark.parametrize("page", ["index", "of"])
def test_three_take_no_more_questions_than_one(
    client, federation, django_assert_max_num_queries, page
):
    args = ["federation"] if page == "of" else []
    demanded("One")
    acts.adopt(person("cleo"), drafted(("Homes", "Dry.")), CARRIED)

    def questions() -> int:
        with django_assert_max_num_queries(60) as asked:
            client.get(url(page, *args))
        return len(asked)

    few = questions()
    for words in ("Two", "Three"):
        demanded(words)
    draft = acts.begin(person("cleo"), unit())
    for heading in ("Work", "Care"):
        acts.add(person("cleo"), draft, acts.Words(heading, "Ours."))
    acts.adopt(person("cleo"), draft, CARRIED)
    assert questions() <= few + 1  # the versions before this one are listed


def test_the_page_of_a_unit_shows_its_programme_and_what_waits(federation):
    in_force()
    demanded()
    assert [(knot.kind, knot.words) for knot in queries.alive(unit())] == [
        ("programme", "Programme of Federation, version 1"),
        ("waiting", "1 demand for the programme of Federation"),
    ]  # fmt: skip


def test_the_item_page_leads_to_what_serves_it(client, federation):
    item = in_force(demanded())
    made = acts.record(person("cleo"), item, motion())
    said = text(client.get(item.get_absolute_url()))
    assert made.get_absolute_url() in said
    assert "Dry homes" in said
