"""Letters wait in the database, leave by a task whole, and are forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, mailers, send_mail
from django.db import transaction
from django_ox.models import OxTask

from articulator.kernel import clock
from articulator.kernel.mail import deliver, forget, packed, unpacked
from articulator.kernel.models import Letter

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_ox.backend.OxBackend"}}
POST = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"}, "post": {"BACKEND": POST},
    }  # fmt: skip
    settings.TASKS = QUEUE


def write():
    send_mail("Your code", "ABCD-EFGH", None, ["ada@example.org"])


def test_a_letter_waits_and_its_task_names_no_one():
    write()
    letter, task = Letter.objects.get(), OxTask.objects.get()
    assert mail.outbox == []
    assert task.args == [str(letter.pk)]
    assert task.kwargs == {}


def test_the_task_sends_it_and_forgets_it():
    write()
    deliver.func(str(Letter.objects.get().pk))
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Your code", "ABCD-EFGH", ["ada@example.org"])
    assert Letter.objects.count() == 0


def test_a_task_that_runs_twice_sends_once():
    write()
    key = str(Letter.objects.get().pk)
    deliver.func(key)
    deliver.func(key)
    assert len(mail.outbox) == 1


def test_a_letter_stays_when_the_mail_server_refuses(settings):
    settings.MAILERS["post"] = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                                "OPTIONS": {"file_path": "/dev/null/nowhere"}}  # fmt: skip
    write()
    with pytest.raises(Exception, match="/dev/null/nowhere"):
        deliver.func(str(Letter.objects.get().pk))
    assert Letter.objects.count() == 1


def test_what_is_rolled_back_sends_nothing():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert (Letter.objects.count(), OxTask.objects.count()) == (0, 0)


def test_every_part_of_a_letter_survives():
    letter = EmailMultiAlternatives(
        "Minutes", "as text", "us@example.org", ["a@example.org"], cc=["c@example.org"],
        bcc=["b@example.org"], reply_to=["r@example.org"], headers={"List-Id": "council"},
    )  # fmt: skip
    letter.attach_alternative("<p>as a page</p>", "text/html")
    letter.attach("minutes.csv", "who,what\n", "text/csv")
    letter.attach("seal.bin", b"\x00\xff", "application/octet-stream")
    mailers["post"].send_messages([letter, unpacked(packed(letter))])
    first, second = (without_chance(one) for one in mail.outbox)
    assert first == second
    assert mail.outbox[1].bcc == ["b@example.org"]


def without_chance(letter) -> list[str]:
    """The letter as it goes over the wire, without its date, number and borders."""
    lines = letter.message().as_string().splitlines()
    return [one for one in lines if not one.startswith(("Date:", "Message-ID:", "--", " boundary"))
            and "boundary" not in one]  # fmt: skip


def test_letters_that_nobody_took_for_a_week_are_forgotten():
    write()
    forget()
    assert Letter.objects.count() == 1
    Letter.objects.update(written_at=clock.now() - timedelta(days=8))
    forget()
    assert Letter.objects.count() == 0
