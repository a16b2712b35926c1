"""One letter, exactly once, to each contact who asked to hear of their own answer (R-89)."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from articulator.identity.contacts.acts import keep_silent
from articulator.identity.contacts.models import Channel, Consent
from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.queries import letter_token
from articulator.intelligence.loop import acts, tasks
from articulator.intelligence.loop.models import Told
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.intelligence.listening.scene import said
from tests.intelligence.loop import scene
from tests.intelligence.themes.scene import RENT
from tests.people import member, person


@pytest.fixture
def heard(federation):
    return scene.published()


def letters() -> list[str]:
    return sorted(one.to[0] for one in mail.outbox if one.subject.startswith("You said it"))


def report(name: str = "Damp"):
    return acts.report_back(person("ada"), scene.theme(name), "The council has carried it.")


def test_whoever_tied_their_address_hears_what_became_of_their_own_answer(heard):
    scene.left()
    made = report()
    [letter] = [one for one in mail.outbox if one.subject.startswith("You said it")]
    assert letter.to == ["tenant@example.org"]
    assert "The council has carried it." in letter.body
    assert reverse("loop:theme", args=[made.theme_id]) in letter.body


def test_a_letter_is_written_once_however_often_the_work_is_begun(heard):
    scene.left()
    made = report()
    tasks.write(made)
    acts.write(None, made)
    assert letters() == ["tenant@example.org"]
    told = Told.objects.by_rule("a test").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Told.objects.create(account=made, contact=told.contact)


def test_a_second_report_is_a_second_letter(heard):
    scene.left()
    report()
    report()
    assert letters() == ["tenant@example.org"] * 2


def test_nobody_else_is_written_to(heard):
    survey = heard.question.survey
    for key, words in (("r" * 20, RENT[0]), ("u" * 20, ""), ("p" * 20, ""), ("s" * 20, "")):
        listening.receive(None, said(survey, words or "Damp and black mould in the hall",
                                     thread=key))  # fmt: skip
    scene.left("not-tied@example.org", key="")
    scene.left("of-rents@example.org", key="r" * 20)
    scene.left("unconfirmed@example.org", key="u" * 20, confirmed=False)
    scene.left("other-purpose@example.org", key="p" * 20, purposes=[Consent.Purpose.CONTACT])
    scene.left("silent@example.org", key="s" * 20)
    keep_silent(Channel.MAIL, ["silent@example.org"], "a call")
    scene.left()
    report()
    assert letters() == ["tenant@example.org"]


def test_whoever_took_their_answer_back_is_not_written_to(heard):
    scene.left()
    listening.take_back(None, heard.question.survey, scene.KEY)
    report()
    assert letters() == []


def test_many_are_written_to_in_parts(heard, monkeypatch):
    monkeypatch.setattr(acts, "AT_ONCE", 1)
    listening.receive(None, said(heard.question.survey, "Damp and black mould in the hall",
                                 thread="h" * 20))  # fmt: skip
    scene.left()
    scene.left("hall@example.org", key="h" * 20)
    report()
    assert letters() == ["hall@example.org", "tenant@example.org"]


def test_one_tap_ends_the_letters_and_opening_the_page_does_nothing(client, heard):
    contact = scene.left()
    report()
    page = reverse("loop:stop", args=[letter_token(contact)])
    [letter] = [one for one in mail.outbox if one.subject.startswith("You said it")]
    assert page in letter.body
    assert page in letter.extra_headers["List-Unsubscribe"]
    client.get(page)
    assert Contact.objects.by_rule("a test").count() == 1
    client.post(page)
    assert Contact.objects.by_rule("a test").count() == 0
    assert client.get(page).status_code == 200
    report()
    assert letters() == ["tenant@example.org"]


def test_the_log_names_nobody_who_was_written_to(heard):
    scene.left()
    report()
    written = Event.objects.get(kind="loop.write")
    assert (written.actor, written.made, written.facts) == (None, "", {})


def test_only_an_office_of_the_unit_that_asked_reports_back(heard):
    member("dev", person("ada") and scene.unit())
    for actor in (None, person("dev")):
        with pytest.raises(Refused, match="hold a seat in Federation"):
            acts.report_back(actor, scene.theme(), "Done.")


def test_reporting_back_on_a_page(client, heard):
    client.force_login(person("ada"))
    page = reverse("loop:report", args=[scene.theme().pk])
    assert client.post(page, {"words": ""}).status_code == 422
    client.post(page, {"words": "It is carried."})
    shown = client.get(reverse("loop:theme", args=[scene.theme().pk])).content.decode()
    assert "It is carried." in shown
