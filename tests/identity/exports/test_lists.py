"""Officers take lists of people out: with a reason, in office, within their sight (R-43)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from articulator.identity.contacts.acts import keep_silent
from articulator.identity.contacts.models import Channel
from articulator.identity.exports import acts
from articulator.identity.exports.columns import COLUMNS, chosen, offered
from articulator.identity.exports.models import Export
from articulator.identity.exports.tasks import tick
from articulator.identity.membership.models import Membership
from articulator.identity.membership.queries import Sought
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Person, Unit
from articulator.kernel.personal import Audience, Personal
from tests.identity.constitution.test_sight import adopt
from tests.identity.exports.scene import LATER, WHY, asked, leaves, pieces, read, worked
from tests.people import NOON, crowd, member, person

pytestmark = pytest.mark.usefixtures("term")


def taken(client, of: Export, **form: str):
    return client.post(reverse("exports:take", args=[of.pk]), form)


def body(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


# What a list holds


def test_a_list_holds_the_people_of_the_roll_and_the_columns_asked_for(dev, leith):
    made = asked(dev, leith, "number", "name", "branch", "trained")
    since = (NOON - timedelta(days=100)).date().isoformat()
    assert read(made) == [
        ["Name", "Number", "Branch", "Trained since"],
        ["Ben Castell", "M-ben", "Leith", since],
        ["Cleo Marsh", "M-cleo", "Leith", ""],
        ["Dev Patel", "M-dev", "Leith", since],
    ]
    assert (made.state, made.rows) == ("ready", 3)


def test_a_list_can_be_narrowed_down_as_the_roll_can(dev, leith):
    assert read(asked(dev, leith, sought=Sought(pool="out"))) == [["Name"], ["Cleo Marsh"]]


def test_no_cell_is_a_formula(dev, leith):
    Person.objects.filter(email="ben@example.org").update(name='=HYPERLINK("http://x","Ben")')
    assert read(asked(dev, leith))[1:] == [
        ["'=HYPERLINK(\"http://x\",\"Ben\")"], ["Cleo Marsh"], ["Dev Patel"],
    ]  # fmt: skip


def test_whoever_asked_to_be_left_alone_is_on_the_list_without_their_address(dev, leith, phones):
    keep_silent(Channel.MAIL, ["ben@example.org"], "a test")
    keep_silent(Channel.PHONE, ["+447700900002"], "a test")
    assert read(asked(dev, leith, "name", "email", "phone"))[1:3] == [
        ["Ben Castell", "", "'+447700900001"],
        ["Cleo Marsh", "cleo@example.org", ""],
    ]


def test_the_charter_decides_whom_a_list_names(leith, federation):
    member("ewa", federation)
    assert len(read(asked(person("ada"), federation))) == 6
    adopt("counts")
    assert read(asked(person("ada"), federation)) == [["Name"], ["Ewa Nowak"]]


def test_only_columns_that_the_register_opens_to_officers_are_on_offer(monkeypatch, dev, leith):
    assert offered() == list(COLUMNS)
    closed = {**Membership.personal}
    said = closed["district"]
    closed["district"] = Personal(said.words, said.kind, said.basis, said.keep, Audience.SELF)
    monkeypatch.setattr(Membership, "personal", closed)
    assert [one.key for one in chosen(["name", "district"])] == ["name"]
    with pytest.raises(Refused, match="at least one column"):
        acts.ask(dev, leith, WHY, ["district"], Sought())


def test_a_column_that_there_is_not_is_not_asked_for(dev, leith):
    assert asked(dev, leith, "name", "password").columns == ["name"]


# Who may


def test_only_who_keeps_the_roll_asks_for_a_list(leith):
    with pytest.raises(Refused, match="keep the roll"):
        asked(person("ben"), leith)
    with pytest.raises(Refused, match="keep the roll"):
        asked(person("dev"), Unit.objects.get(name="Govan"))


def test_a_list_without_a_reason_is_not_made(dev, leith):
    with pytest.raises(Refused, match="what the list is for"):
        asked(dev, leith, why="  ")


def test_a_queued_list_of_an_ex_officer_is_not_made_and_says_so(dev, leith, term, settings, client):
    settings.TASKS = LATER
    waiting = asked(dev, leith)
    assert waiting.state == "waiting"
    leaves(term)
    done = worked(waiting)
    assert (done.state, done.rows, pieces(done)) == ("refused", 0, 0)
    assert "keep the roll of members" in done.words
    client.force_login(dev)
    page = client.get(done.get_absolute_url()).content.decode()
    assert "This list was not made." in page
    assert "Nobody got anything." in page
    assert taken(client, done).status_code == 403


def test_an_ex_officer_does_not_download_what_was_ready(dev, leith, term, client):
    made = asked(dev, leith)
    leaves(term)
    client.force_login(dev)
    assert taken(client, made).status_code == 403
    assert "keep the roll" in client.get(made.get_absolute_url()).content.decode()


def test_the_form_of_an_earlier_download_does_not_open_the_file_again(dev, leith, term, client):
    made, key = asked(dev, leith), "0b7e0d5e-53a5-4a6f-8f3c-6d1f2ad8f0aa"
    client.force_login(dev)
    assert taken(client, made, _key=key).status_code == 200
    leaves(term)
    assert taken(client, made, _key=key).status_code == 403


def test_a_list_is_not_downloaded_once_the_charter_shows_less(leith, federation):
    ada = person("ada")
    made = asked(ada, federation)
    adopt("counts")
    with pytest.raises(Refused, match="has changed since"):
        acts.take(ada, made)


def test_nobody_else_downloads_a_list_not_even_who_keeps_the_roll_above(dev, leith, client):
    made = asked(dev, leith)
    for name, status in (("ada", 403), ("ben", 404)):
        client.force_login(person(name))
        assert taken(client, made).status_code == status


def test_everyone_who_keeps_the_roll_sees_that_a_list_was_taken_and_why(dev, leith, client):
    asked(dev, leith)
    client.force_login(person("ada"))
    page = client.get(reverse("exports:index")).content.decode()
    assert WHY in page
    assert "Dev Patel" in page
    client.force_login(person("ben"))
    assert WHY not in client.get(reverse("exports:index")).content.decode()


# The file


def test_a_download_is_a_file_that_no_cache_keeps_and_stands_in_the_log(dev, leith, client):
    made = asked(dev, leith)
    client.force_login(dev)
    answer = taken(client, made)
    assert body(answer).splitlines() == ["Name", "Ben Castell", "Cleo Marsh", "Dev Patel"]
    assert answer["Content-Disposition"] == 'attachment; filename="people-leith-2026-03-02.csv"'
    assert answer["Cache-Control"] == "private, no-store"
    assert list(Event.objects.filter(kind__startswith="exports").values_list("kind", "facts")) == [
        ("exports.ask", {"columns": ["name"]}),
        ("exports.prepare", {"state": "ready"}),
        ("exports.take", {}),
    ]


def test_a_file_is_there_for_seven_days_and_then_deleted_by_the_clock(dev, leith):
    made = asked(dev, leith)
    with clock.at(NOON + timedelta(days=7) - timedelta(seconds=1)):
        assert list(tick()) == []
        acts.take(dev, made)
    with clock.at(NOON + timedelta(days=7)), pytest.raises(Refused, match="There is no file here"):
        acts.take(dev, made)
    with clock.at(NOON + timedelta(days=7, seconds=1)):
        assert list(tick()) == ["list of people of Leith deleted"]
        assert list(tick()) == []
    made.refresh_from_db()
    assert (made.state, pieces(made), made.reason) == ("gone", 0, WHY)


def test_who_asked_can_delete_the_file_even_when_out_of_office(dev, leith, term, client):
    made = asked(dev, leith)
    leaves(term)
    client.force_login(dev)
    client.post(reverse("exports:delete", args=[made.pk]))
    assert pieces(made) == 0


# Repeats and broken workers


def test_a_list_is_prepared_once_however_often_the_task_runs(dev, leith):
    made = asked(dev, leith)
    ready = made.ready_at
    with clock.at(NOON + timedelta(minutes=5)):
        assert worked(worked(made)).ready_at == ready
    assert Event.objects.filter(kind="exports.prepare").count() == 1


def test_a_worker_that_dies_leaves_no_half_a_list_and_another_takes_it_up(
    dev, leith, settings, monkeypatch
):
    settings.TASKS = LATER
    waiting = asked(dev, leith)
    with monkeypatch.context() as broken:
        broken.setattr(acts, "tell", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            worked(waiting)
    assert (pieces(waiting), Export.objects.get().state) == (0, "waiting")
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    with clock.at(NOON + timedelta(minutes=11)):
        assert list(tick()) == ["list of people of Leith taken up again"]
    assert Export.objects.get().state == "ready"


def test_a_form_sent_twice_asks_once(dev, leith, client):
    client.force_login(dev)
    form = {"reason": WHY, "columns": ["name"], "_key": "5a7c4c3e-6f0d-4b65-a1a5-38a2bb3b7f10"}
    first, second = (client.post(reverse("exports:new", args=["leith"]), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Export.objects.count() == 1


def test_a_second_list_of_the_same_roll_waits_for_the_first(dev, leith, settings):
    settings.TASKS = LATER
    asked(dev, leith)
    with pytest.raises(Refused, match="being prepared for you already"):
        asked(dev, leith)


# Letters and pages


def test_a_letter_says_that_a_list_is_ready_and_never_carries_it(dev, leith):
    made = asked(dev, leith)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["dev@example.org"], "Your list is ready")
    assert made.get_absolute_url() in letter.body
    assert ("Ben Castell" in letter.body, letter.attachments) == (False, [])


def test_a_letter_says_why_a_list_was_not_made(dev, leith, term, settings):
    settings.TASKS = LATER
    waiting = asked(dev, leith)
    leaves(term)
    worked(waiting)
    (letter,) = mail.outbox
    assert letter.subject == "Your list was not made"
    assert "Nobody got anything." in letter.body


def test_the_empty_page_says_what_comes_here(client, dev):
    client.force_login(dev)
    assert "Nobody has taken a list" in client.get(reverse("exports:index")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_one_list_as_for_many(
    client, dev, leith, many, django_assert_num_queries
):
    for _ in range(many):
        asked(dev, leith)
    client.force_login(dev)
    with django_assert_num_queries(13):
        client.get(reverse("exports:index"))


@pytest.mark.parametrize("many", [1, 900])
def test_preparing_asks_as_often_for_one_person_as_for_a_batch(
    dev, leith, many, settings, django_assert_num_queries
):
    crowd(leith, many)
    settings.TASKS = LATER
    waiting = asked(dev, leith, "name", "email", "phone", "trained")
    with django_assert_num_queries(28):
        worked(waiting)


def test_what_was_searched_for_on_the_roll_is_already_chosen(client, dev, term):
    client.force_login(dev)
    roll = client.get(reverse("membership:roll", args=["leith"]), {"pool": "out"})
    new = reverse("exports:new", args=["leith"]) + "?pool=out"
    assert f'href="{new}"' in roll.content.decode()
    assert '<option value="out" selected>' in client.get(new).content.decode()
