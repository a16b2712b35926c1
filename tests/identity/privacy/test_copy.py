"""Everyone takes with them what is kept of them, and nobody takes it for somebody else (R-47)."""

import io
import json
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import EmptyResultSet
from django.urls import reverse

from articulator.identity.imports.models import Import
from articulator.identity.membership.queries import membership_of
from articulator.identity.merges.models import Merge, Pair
from articulator.identity.privacy import acts
from articulator.identity.privacy.archive import archive, kept_of
from articulator.identity.privacy.listeners import make_copy
from articulator.identity.privacy.models import Copy
from articulator.identity.privacy.owners import about_people, owner, owners, rows, subject_of
from articulator.kernel import clock
from articulator.kernel.acts import Refused, once
from articulator.kernel.models import Event, Person
from tests.identity.elections import scene
from tests.identity.privacy.scene import UNREACHED, questions
from tests.people import NOON, member, person


def copy_of(who) -> Copy:
    return Copy.objects.seen_by(who).get()


def files(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def data(who) -> dict:
    return json.loads(files(archive(who, "Federation", NOON))["data.json"])["kept"]


def test_a_person_asks_and_gets_a_letter_and_a_file(ben, django_capture_on_commit_callbacks):
    acts.ask_for_copy(ben, ben)
    made = copy_of(ben)
    assert made.ready_at == NOON
    assert sorted(name for name in files(made.content) if "/" not in name) == [
        "data.json", "readme.html",
    ]  # fmt: skip
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([ben.email], "Your copy of your data is ready")
    assert reverse("privacy:index") in letter.body


def test_the_copy_holds_what_the_features_keep(ben):
    kept = data(ben)
    assert [row["name"] for row in kept["kernel.person"]["rows"]] == ["Ben Castell"]
    assert [row["unit"] for row in kept["membership.membership"]["rows"]] == ["Leith"]
    assert [row["value"] for row in kept["membership.attribute"]["rows"]] == ["man"]
    assert [row["number"] for row in kept["contacts.phone"]["rows"]] == ["+441310000000"]
    assert [row["channel"] for row in kept["contacts.optout"]["rows"]] == ["phone"]
    assert sorted(row["purpose"] for row in kept["contacts.consent"]["rows"]) == [
        "contact", "features",
    ]  # fmt: skip
    assert all(one["purpose"].startswith("So that") for one in kept.values())


def test_no_key_is_handed_out_but_it_is_said_that_there_is_one(ben):
    text = "".join(files(archive(ben, "Federation", NOON)).values())
    assert ben.password not in text
    assert "your password, scrambled" in text


def test_nothing_of_anybody_else_is_in_it(ben, cleo):
    text = "".join(files(archive(ben, "Federation", NOON)).values())
    assert "Cleo" not in text
    assert str(cleo.pk) not in text


def test_that_one_voted_is_in_it_and_how_is_not(federation):
    election = scene.opened(["ben", "cleo", "dev", "ewa"], candidates=3)
    ewa = person("ewa")
    scene.vote(election, ewa, [3, 1, 2])
    kept = data(ewa)
    assert [row["election"] for row in kept["elections.voter"]["rows"]] == [str(election)]
    assert [row["voter__election"] for row in kept["elections.mark"]["rows"]] == [str(election)]
    assert not [name for name in kept if "ballot" in name]
    assert "How you voted" in files(archive(ewa, "Federation", NOON))["readme.html"]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(leith):
    who = member("ben", leith)
    Person.objects.filter(pk=who.pk).update(name="=HYPERLINK(1)")
    who.refresh_from_db()
    tables = files(archive(who, "Federation", NOON))
    assert "'=HYPERLINK(1)" in tables["tables/kernel.person.csv"]
    assert json.loads(tables["data.json"])["kept"]["kernel.person"]["rows"][0]["name"] == (
        "=HYPERLINK(1)"
    )


def test_the_page_to_read_is_for_people_and_leaves_keys_to_the_tables(ben):
    read = files(archive(ben, "Federation", NOON))["readme.html"]
    assert "That you belong to the organisation" in read
    assert "Leith" in read
    assert str(membership_of(ben).pk) not in read


def test_the_same_person_at_the_same_time_is_the_same_file(ben):
    assert archive(ben, "Federation", NOON) == archive(ben, "Federation", NOON)


def test_sent_twice_with_one_key_one_copy_is_made(ben):
    key = uuid.uuid4()
    for _ in range(2):
        with once(key):
            acts.ask_for_copy(ben, ben)
    assert Event.objects.filter(kind="privacy.ask_for_copy").count() == 1
    assert Event.objects.filter(kind="privacy.fill").count() == 1


def test_a_task_that_is_run_again_after_a_crash_makes_no_second_file(ben):
    acts.ask_for_copy(ben, ben)
    before = copy_of(ben).content
    make_copy(Event.objects.get(kind="privacy.ask_for_copy"))
    assert (copy_of(ben).content, len(mail.outbox)) == (before, 1)


def test_within_an_hour_there_is_no_second_copy_and_later_the_new_one_replaces_the_old(ben):
    acts.ask_for_copy(ben, ben)
    with pytest.raises(Refused, match="within this hour"):
        acts.ask_for_copy(ben, ben)
    with clock.at(NOON + timedelta(hours=2)):
        acts.ask_for_copy(ben, ben)
        assert copy_of(ben).asked_at == NOON + timedelta(hours=2)


def test_nobody_asks_for_somebody_else(ben, cleo):
    with pytest.raises(Refused, match="Everyone asks for themselves"):
        acts.ask_for_copy(cleo, ben)
    with pytest.raises(Refused, match="made by the house"):
        acts.fill(ben, Copy.objects.create(person=ben))


def test_the_file_is_downloaded_by_its_person_alone_for_seven_days(client, ben, cleo):
    acts.ask_for_copy(ben, ben)
    url = reverse("privacy:download", args=[copy_of(ben).pk])
    client.force_login(cleo)
    assert client.get(url).status_code == 404
    client.force_login(ben)
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content == copy_of(ben).content
    with clock.at(NOON + timedelta(days=7, minutes=1)):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("lines", [1, 3])
def test_a_copy_asks_as_many_questions_for_many_rows_as_for_one(
    ben, lines, django_assert_num_queries
):
    from articulator.identity.membership.models import Standing

    for day in range(lines):
        Standing.objects.create(person=ben, kind="guild", since=NOON - timedelta(days=day))
    with django_assert_num_queries(questions() + 1):  # and one for numbers that asked for silence
        list(kept_of(ben))


def _asks_nothing(model, subject) -> bool:
    try:
        str(rows(model, subject).query)
    except EmptyResultSet:
        return True
    return False


def test_every_model_about_people_is_found_by_its_register(db):
    ben = subject_of(person("ben"))
    nowhere = [m._meta.label for m, _ in about_people() if _asks_nothing(m, ben)]
    assert set(nowhere) == UNREACHED
    assert {m._meta.label: owner(m) for m, _ in about_people()}.items() >= {
        "elections.Mark": "voter__person", "draws.Invitation": "entry__person",
        "training.CourseDone": "person", "doors.Guest": "by", "mfa.Authenticator": "user",
        "account.EmailConfirmation": "email_address__user",
    }.items()  # fmt: skip


def test_a_row_about_two_people_is_about_both_and_not_about_who_made_it():
    assert owners(Pair) == ("first", "second")
    assert owners(Merge) == ("kept",)
    assert owners(Import) == ("by",)
