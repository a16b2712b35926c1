"""Checking in, with a network and without: each person once, however desks reach us (check 3)."""

import json
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.desk import looks_like_a_ticket
from articulator.operations.gatherings.models import Attendance, Scan
from articulator.operations.gatherings.tickets import desk_key, ticket_of
from tests.operations.gatherings.scene import (
    DAY,
    EVENING,
    HOUR,
    announced,
    comes,
    leith,
    rows,
    scan,
    sync,
    there,
    undo,
    url,
    walk_in,
)
from tests.people import member, person


@pytest.fixture
def evening(gathering):
    with clock.at(EVENING):
        yield gathering


# Two desks


def test_two_desks_scan_one_person_and_sync_in_both_orders(client, evening):
    """Their clocks say what they like: no time is sent at all."""
    for first, second in (("A", "B"), ("B", "A")):
        row = comes(evening, first)
        seen = {"A": scan(row, "A", 90), "B": scan(row, "B", 2)}
        before = len(there(evening))
        for desk in (first, second, first):
            assert sync(client, evening, seen[desk]).json()["taken"] == [seen[desk]["id"]]
        assert len(there(evening)) == before + 1


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[
    HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=4), st.integers(1, 6))
def test_every_interleaving_ends_in_the_same_room(client, evening, order, again, size):
    Scan.objects.all().delete()
    Attendance.objects.filter(gathering=evening).delete()
    people = rows(evening) or [comes(evening, name) for name in ("Nell", "Omari")]
    seen = [scan(people[0], "A", 5), scan(people[0], "B", 1), scan(people[1], "B", 2)]
    seen += [walk_in("Joe", "A", 6), undo(seen[2], "B", 3)]
    seen += [undo(seen[0], "A", 7)]
    sent = [seen[n] for n in (*order, *again)]
    for at in range(0, len(sent), size):
        sync(client, evening, *sent[at : at + size])
    assert {one.subject for one in there(evening)} == {people[0].mark, seen[3]["id"]}
    assert sorted(one.name for one in there(evening)) == ["", "Joe"]


def test_an_undo_that_arrives_before_what_it_takes_back_still_counts(client, evening):
    mistake = scan(comes(evening), "A", 1)
    for sent in permutations([mistake, undo(mistake, "A", 2)]):
        for one in sent:
            sync(client, evening, one)
        assert there(evening) == []


def test_what_is_sent_again_is_answered_and_is_no_second_act(client, evening):
    one = scan(comes(evening), "A", 1)
    answers = [sync(client, evening, one).json() for _ in range(3)]
    assert (answers[0] == answers[2], Event.objects.filter(kind="gatherings.take").count()) == (
        True, 1,
    )  # fmt: skip


def test_a_thousand_operations_of_a_lost_connection_are_each_once(client, evening):
    sent = [walk_in(f"W{n}", "A", n) for n in range(1, 401)]
    for at in (0, 150, 100, 300, 250):
        assert sync(client, evening, *sent[at : at + 150]).status_code == 200
    assert (len(there(evening)), there(evening)[0].registration) == (400, None)


def test_the_answer_holds_marks_and_no_name(client, evening):
    row = comes(evening, "Nell the Unmistakable", "nell@example.org")
    said = sync(client, evening, scan(row, "A", 1)).json()
    assert (said["known"], said["inside"], said["there"], said["number"]) == (
        [row.mark[:16]], [row.mark[:16]], 1, 1,
    )  # fmt: skip
    assert "Unmistakable" not in json.dumps(said)
    assert ticket_of(row) not in json.dumps(said)


# Whom the desk believes


def test_a_ticket_of_another_gathering_is_named_and_nothing_is_written(client, evening):
    other = announced(title="Another")
    one = scan(comes(other), "A", 1)
    assert sync(client, evening, one).json()["unknown"] == [one["id"]]
    assert (there(evening), there(other)) == ([], [])


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"operations": 3}', '{"operations": [3]}', '{"operations": [{}]}',
             '{"operations": [{"id": "x", "device": "y", "number": 1}]}']
)  # fmt: skip
def test_what_no_desk_sends_is_refused_whole(client, evening, body):
    address = url("sync", evening.pk, desk_key(evening))
    assert client.post(address, body, content_type="application/json").status_code == 400
    assert Scan.objects.by_rule("a test").count() == 0


def test_numbers_beyond_all_desks_are_refused(client, evening):
    one = walk_in("Joe", "A", 10**9)
    assert sync(client, evening, one).status_code == 400
    assert sync(client, evening, *[walk_in("Joe", "A", n) for n in range(501)]).status_code == 400


def test_a_key_opens_one_desk_until_there_is_a_new_one(client, evening):
    old = desk_key(evening)
    other = announced(title="Another")
    assert client.get(url("desk", other.pk, old)).status_code == 404
    assert client.get(url("desk", evening.pk, old)).status_code == 200
    acts.renew_key(person("ada"), evening)
    evening.refresh_from_db()
    assert client.get(url("desk", evening.pk, old)).status_code == 404
    assert client.get(url("desk", evening.pk, desk_key(evening))).status_code == 200


def test_the_desk_is_closed_long_before_and_long_after(client, gathering):
    for at in (EVENING - 25 * HOUR, EVENING + 10 * DAY):
        with clock.at(at):
            assert sync(client, gathering, walk_in("Joe", "A", 1)).status_code == 403
    assert there(gathering) == []


def test_the_camera_is_open_at_the_desk_and_nowhere_else(client, evening):
    desk = client.get(url("desk", evening.pk, desk_key(evening)))
    assert "camera=(self)" in desk["Permissions-Policy"]
    assert "camera=()" in client.get(evening.get_absolute_url())["Permissions-Policy"]


def test_the_worker_may_open_the_pages_of_this_gathering_alone(client, evening):
    answer = client.get(url("worker", evening.pk, desk_key(evening)))
    assert answer["Service-Worker-Allowed"] == f"{evening.get_absolute_url()}/"
    assert answer["Content-Type"].startswith("text/javascript")


# Without scripts, and from paper


def typed(client, gathering, said: str):
    return client.post(url("desk", gathering.pk, desk_key(gathering)), {"said": said})


def test_the_desk_works_without_scripts(client, evening):
    row = comes(evening)
    for said in (ticket_of(row), ticket_of(row).upper(), "Anybody", ""):
        assert typed(client, evening, said).status_code == 302
    assert sorted((one.registration == row, one.name) for one in there(evening)) == [
        (False, ""), (False, "Anybody"), (True, ""),
    ]  # fmt: skip


def test_letters_that_are_no_ticket_are_not_taken_for_a_name(client, evening):
    assert typed(client, evening, "2222-3333-4444-5555").status_code == 422
    assert there(evening) == []


@pytest.mark.parametrize(
    ("said", "is_one"),
    [("aaaa-bbbb-cccc-dddd", True), ("AAAA BBBB CCCC DDDD", True), ("aaaabbbbccccdddd", True),
     ("https://ours.example/ticket/z3ps-2kky-75bz-735h", True), ("Bea and the twins", False),
     ("Sam and Beth Hart", False), ("z3ps-2kky-75bz", False), ("", False)],
)  # fmt: skip
def test_a_ticket_is_told_from_a_name(said, is_one):
    assert looks_like_a_ticket(said) == is_one


def test_hosts_find_people_by_name_and_a_scan_beside_it_changes_nothing(client, evening):
    row = comes(evening)
    client.force_login(person("ada"))
    client.post(url("arrive", evening.pk, row.pk))
    sync(client, evening, scan(row, "A", 1))
    assert [one.registration for one in there(evening)] == [row]
    assert "Is here" not in client.get(url("people", evening.pk)).content.decode()


def test_a_list_from_paper_is_typed_in_once(client, evening):
    row = comes(evening)
    client.force_login(person("ada"))
    form = {"lines": f"Joe\n\n{ticket_of(row)}\nAnn", "unnamed": 3, "_key": row.pk}
    for _ in range(2):
        client.post(url("type_in", evening.pk), form)
    assert sorted(one.name for one in there(evening)) == ["", "", "", "", "Ann", "Joe"]
    assert [one.registration for one in there(evening) if one.registration] == [row]


def test_only_hosts_type_in_and_let_in_by_name(evening):
    row, ben = comes(evening), member("ben", leith())
    for deed in (
        lambda: acts.type_in(ben, evening, ["Joe"], 0), lambda: acts.arrive(ben, evening, row)
    ):  # fmt: skip
        with pytest.raises(Refused, match="Only the hosts"):
            deed()


def test_whoever_waited_and_came_anyway_is_in(client, evening):
    full = announced(capacity=8, title="Small")
    people = [comes(full, f"P{n}") for n in range(9)]
    sync(client, full, scan(people[8], "A", 1))
    assert [one.registration for one in there(full)] == [people[8]]
