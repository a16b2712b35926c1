"""A table's pad: lines arrive once and stay; two to five points go back to the room."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.operations.gatherings.tickets import ticket_of
from articulator.operations.tables import acts
from articulator.operations.tables.models import Floor, Harvest
from tests.operations.gatherings.scene import DAY, attended, comes
from tests.operations.tables.scene import (
    EVENING,
    POINTS,
    brought,
    guests,
    laid,
    noted,
    people,
    table,
    url,
)
from tests.people import person

BY_SCRIPT = {"Accept": "application/json"}
KEY = UUID("00000000-0000-4000-8000-000000000007")


@pytest.fixture
def floor(gathering) -> Floor:
    """Two tables at which six people sit and talk."""
    with clock.at(EVENING):
        made = laid(gathering, 2, question="What hurts?")
        people(gathering, 6)
        acts.open_now(person("ada"), made)
        yield made


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def at_table(client, floor):
    """A phone that has typed the code on the card of the first table."""
    answer = client.get(url("sit", floor.pk), {"code": table(floor).code.lower()})
    assert answer.url == table(floor).get_absolute_url()
    return client


def test_opening_the_pads_gives_out_tables_where_nobody_has(floor):
    assert floor.allotted_at == EVENING
    assert sorted(one.table.number for one in guests(floor)) == [1, 1, 1, 2, 2, 2]


def test_a_line_that_is_sent_twice_stands_on_the_pad_once(at_table, floor):
    line = {"key": KEY, "text": "The stairs are dark."}
    for _ in range(2):
        answer = at_table.post(
            url("note", floor.pk, 1), line, headers={"Accept": "application/json"}
        )
        assert answer.json() == {"taken": True}
    assert noted(table(floor)) == ["The stairs are dark."]
    assert "The stairs are dark." in at_table.get(url("pad", floor.pk, 1)).text


def test_a_line_works_without_scripts(at_table, floor):
    answer = at_table.post(url("note", floor.pk, 1), {"key": uuid4(), "text": "  Two   spaces. "})
    assert answer.url == table(floor).get_absolute_url()
    assert noted(table(floor)) == ["Two spaces."]


def test_an_empty_line_is_sent_back(at_table, floor):
    assert at_table.post(url("note", floor.pk, 1), {"key": uuid4(), "text": ""}).status_code == 422
    assert noted(table(floor)) == []


def test_the_pad_of_another_table_is_closed_to_a_phone(at_table, floor):
    assert at_table.get(url("pad", floor.pk, 2)).status_code == 404
    line = {"key": uuid4(), "text": "Mine."}
    assert at_table.post(url("note", floor.pk, 2), line).status_code == 404
    assert noted(table(floor, 2)) == []


def test_a_wrong_code_is_sent_back_in_words(client, floor):
    answer = client.get(url("sit", floor.pk), {"code": "WRONG"})
    assert answer.status_code == 422
    assert "No table here has this code." in answer.text


def test_when_the_pads_are_closed_a_line_is_refused_and_points_still_come(at_table, floor):
    acts.close_now(person("ada"), floor)
    answer = at_table.post(
        url("note", floor.pk, 1), {"key": uuid4(), "text": "Late."},
        headers=BY_SCRIPT,
    )  # fmt: skip
    assert (answer.status_code, answer.json()) == (403, {"refused": "The pads are closed now."})
    at_table.post(url("bring", floor.pk, 1), {"points": "\n".join(POINTS)})
    assert brought(table(floor)) == list(POINTS)


def test_points_said_again_take_the_place_of_the_old_ones(at_table, floor):
    at_table.post(url("bring", floor.pk, 1), {"points": "One.\nTwo.\nThree."})
    at_table.post(url("bring", floor.pk, 1), {"points": "\n".join(POINTS)})
    assert brought(table(floor)) == list(POINTS)


@pytest.mark.parametrize("said", ["Only one.", "1\n2\n3\n4\n5\n6", "Short.\n" + "long " * 40])
def test_fewer_than_two_or_more_than_five_or_long_points_are_sent_back(at_table, floor, said):
    assert at_table.post(url("bring", floor.pk, 1), {"points": said}).status_code == 422
    with pytest.raises(Refused, match="Bring 2 to 5 points"):
        acts.bring(None, table(floor), said.splitlines())
    assert brought(table(floor)) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"first": "One."}, "a_table_brings_two_points_at_least"),
        ({"first": "One.", "second": "Two.", "fourth": "Four."}, "points_stand_without_a_gap"),
    ],
)
def test_the_database_wants_two_points_without_a_gap(floor, said, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Harvest.objects.create(table=table(floor), **said)


def test_a_phone_without_anything_is_given_the_table_that_needs_it(client, floor):
    page = client.get(url("floor", floor.pk)).text
    assert "Give me a table" in page
    answer = client.post(url("come", floor.pk), follow=True)
    mine = guests(floor)[-1].table
    assert str(mine) in answer.text
    assert client.get(url("pad", floor.pk, mine.number)).status_code == 200
    client.post(url("come", floor.pk))
    assert len(guests(floor)) == 7


def test_a_ticket_leads_its_phone_to_the_table_of_whoever_was_checked_in(client, gathering):
    nell = comes(gathering, "Nell")
    with clock.at(EVENING):
        attended(gathering, nell)
        floor = laid(gathering, 1, places=("by the window",))
        acts.shuffle(person("ada"), floor)
        answer = client.get(url("enter", floor.pk, ticket_of(nell)))
        assert answer.url == floor.get_absolute_url()
        assert "Table 1, by the window" in client.get(answer.url).text
        assert len(guests(floor)) == 1


def test_a_page_asks_and_hears_nothing_while_nothing_has_changed(client, floor):
    address = url("pulse", floor.pk)
    assert client.get(f"{address}?seen={floor.version}").status_code == 204
    answer = client.get(f"{address}?seen=0", headers={"HX-Request": "true"})
    assert 'id="mine"' in answer.text


def test_wishes_are_kept_and_shown_again(client, gathering):
    with clock.at(EVENING):
        floor = laid(gathering, 2, by="interest", topics=("Rent", "Buses"))
        client.post(url("wish", floor.pk), {"wish1": "2", "is_new": "yes"})
        (one,) = guests(floor)
        assert (one.wishes, one.is_new, one.table) == ([2], True, None)
        assert (
            '<option value="2" selected>2: Buses</option>'
            in client.get(url("floor", floor.pk)).text
        )


def test_hosts_type_in_what_stood_on_paper(floor):
    ada = signed_in(person("ada"))
    said = {"table": table(floor, 2).pk, "notes": "Dark.\n\nCold.", "points": "\n".join(POINTS)}
    ada.post(url("type_in", floor.pk), said)
    assert noted(table(floor, 2)) == ["Dark.", "Cold."]
    assert brought(table(floor, 2)) == list(POINTS)
    assert ada.post(url("type_in", floor.pk), {"table": table(floor).pk}).status_code == 422


def test_hosts_show_one_table_after_the_other(floor):
    ada = signed_in(person("ada"))
    for number in (1, 2):
        acts.bring(None, table(floor, number), POINTS)
    acts.show_first(None, floor)
    assert "Table 2, please" in ada.get(url("desk", floor.pk)).text
    ada.post(url("show", floor.pk), {"number": "2"})
    floor.refresh_from_db()
    assert floor.shown == 2


def test_hosts_pin_add_and_print_at_the_desk(floor):
    ada, who = signed_in(person("ada")), guests(floor)[0]
    ada.post(url("pin", floor.pk, who.pk), {"table": "2"})
    ada.post(url("add", floor.pk), {"place": "in the yard"})
    ada.post(url("way", floor.pk), {"by": "mixing", "question": "What now?"})
    ada.post(url("run", floor.pk, "shuffle"))
    floor.refresh_from_db()
    assert (guests(floor)[0].pinned, guests(floor)[0].table.number) == (True, 2)
    assert (floor.by, floor.question, floor.tables.count()) == ("mixing", "What now?", 3)
    assert "Table 3, in the yard" in ada.get(url("cards", floor.pk)).text
    assert "Somebody 0" in ada.get(url("desk", floor.pk)).text


def test_nobody_but_hosts_comes_to_the_desk(floor, client):
    assert signed_in(person("ben")).get(url("desk", floor.pk)).status_code == 403
    assert client.get(url("desk", floor.pk)).status_code == 302


def test_what_was_brought_back_stands_for_everyone(client, floor):
    assert "No table has brought anything back yet" in client.get(url("harvest", floor.pk)).text
    acts.bring(None, table(floor), POINTS)
    for address in (url("harvest", floor.pk), url("index")):
        assert client.get(address).status_code == 200
    assert POINTS[0] in client.get(url("harvest", floor.pk)).text
    assert floor.gathering.title in client.get(url("index")).text


def test_an_evening_that_is_over_gives_out_no_tables(client, floor):
    with clock.at(EVENING + 2 * DAY):
        assert client.post(url("come", floor.pk)).status_code == 403
    with clock.at(EVENING + 9 * DAY), pytest.raises(Refused, match="closed a week after"):
        acts.shuffle(person("ada"), floor)


def test_the_desk_asks_as_often_for_three_tables_as_for_one(
    gathering, django_assert_max_num_queries
):
    counts = []
    with clock.at(EVENING):
        floor = laid(gathering, 1)
        people(gathering, 6)
        acts.open_now(person("ada"), floor)
        ada = signed_in(person("ada"))
        for _ in range(2):
            acts.bring(None, table(floor), POINTS)
            ada.get(url("desk", floor.pk))
            with django_assert_max_num_queries(60) as found:
                ada.get(url("desk", floor.pk))
            counts.append(len(found))
            for _ in range(2):
                added = acts.add_table(person("ada"), floor)
                acts.bring(None, added, POINTS)
    assert counts[0] == counts[1]
