"""One letter in 90 days from all members together; silence is kept, and nobody is told (R-132)."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from articulator.identity.contacts.acts import keep_silent, opt_out
from articulator.identity.contacts.models import Channel, OptOut
from articulator.identity.contacts.queries import silent
from articulator.identity.doors import acts
from articulator.identity.doors.models import KEPT, REST, Guest
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.site.tick import tick
from tests.identity.doors.scene import come, link, nell, rows, say_yes, url
from tests.people import NOON, member, person

ADDRESS, LINE = "nell@example.org", "I keep you a chair."


@pytest.fixture
def ben(event):
    return member("ben", event.unit)


def invite(client, door, **more):
    return client.post(url("invite"), {"door": door.pk, "email": ADDRESS, "line": LINE, **more})


def test_a_member_invites_by_their_own_name_with_a_line(client, event, ben):
    client.force_login(ben)
    invite(client, event)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([ADDRESS], "Ben Castell invites you: Tenants meet")
    assert (LINE in letter.body, "one letter, not a list" in letter.body) == (True, True)


def test_of_the_address_only_a_fingerprint_is_kept(event, ben):
    acts.invite(ben, event, ADDRESS, LINE)
    (row,) = Guest.objects.values()
    assert [value for value in row.values() if "nell" in str(value)] == []
    assert Event.objects.get(kind="doors.invite").actor is None


def test_all_members_together_write_once_in_ninety_days(event, survey, ben):
    acts.invite(ben, event, ADDRESS, LINE)
    cleo = member("cleo", event.unit)
    with clock.at(NOON + REST / 2):
        acts.invite(cleo, survey, " Nell@Example.org", LINE)
    assert len(mail.outbox) == 1
    with clock.at(NOON + REST):
        acts.invite(cleo, survey, ADDRESS, LINE)
    assert (len(mail.outbox), Guest.objects.count()) == (2, 3)


def test_what_was_not_written_does_not_count_as_a_letter(event, ben):
    dev = person("dev")
    opt_out(dev, dev, Channel.MAIL, "a test")
    acts.invite(ben, event, "dev@example.org", LINE)
    assert (len(mail.outbox), Guest.objects.get().written) == (0, False)


def test_silence_is_kept_also_for_people_who_are_no_longer_known(event, ben):
    keep_silent(Channel.MAIL, ["gone@example.org"], "a file")
    acts.invite(ben, event, "Gone@example.org", LINE)
    assert mail.outbox == []


def test_the_member_is_answered_alike_whether_a_letter_went_or_not(client, event, ben):
    keep_silent(Channel.MAIL, ["quiet@example.org"], "a file")
    client.force_login(ben)
    pages = []
    for address in (ADDRESS, ADDRESS, "quiet@example.org"):
        answer = invite(client, event, email=address)
        shown = client.get(answer["Location"]).content.decode()
        pages.append((answer.status_code, shown.split('<div role="status">')[1][:300]))
    assert (len(set(pages)), len(mail.outbox)) == (1, 1)


def test_the_public_log_does_not_show_whether_a_letter_went(event, ben):
    keep_silent(Channel.MAIL, ["quiet@example.org"], "a file")
    for address in (ADDRESS, "quiet@example.org"):
        acts.invite(ben, event, address, LINE)
    told = Event.objects.filter(kind="doors.invite").values_list("facts", "subject", "actor")
    assert len({str(one) for one in told}) == 1


def test_the_invited_never_hear_again_after_one_click_without_a_session(event, survey, ben):
    acts.invite(ben, event, ADDRESS, LINE)
    headers = mail.outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    path = address.removeprefix(settings.ADDRESS)
    for _ in range(2):
        answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
        assert "will not write to you again" in answer.content.decode()
    assert (silent(Channel.MAIL, [ADDRESS]), OptOut.objects.count()) == ({ADDRESS}, 1)
    with clock.at(NOON + 2 * REST):
        acts.invite(ben, survey, ADDRESS, LINE)
    assert len(mail.outbox) == 1


def test_looking_at_the_invitation_refuses_nothing(client, event, ben):
    acts.invite(ben, event, ADDRESS, LINE)
    page = client.get(link()).content.decode()
    assert ("You are invited" in page, "Ben Castell" in page) == (True, True)
    assert client.get(f"{link()}/never").status_code == 405
    assert OptOut.objects.count() == 0


def test_whoever_comes_by_the_letter_is_an_arrival_like_any_other(client, event, ben):
    acts.invite(ben, event, ADDRESS, LINE)
    come(client, event, invited=link().rsplit("/", 1)[1])
    say_yes(client)
    (row,) = rows(event)
    assert (row.person, row.invited) == (nell(), Guest.objects.get())


def test_nobody_is_invited_straight_into_membership(event, joining, ben):
    with pytest.raises(Refused, match="Nobody can be invited there"):
        acts.invite(ben, joining, ADDRESS, LINE)


def test_only_members_invite(client, event):
    with pytest.raises(Refused, match="Members invite"):
        acts.invite(person("dev"), event, ADDRESS, LINE)
    client.force_login(person("dev"))
    assert "Members invite" in client.get(url("invite")).content.decode()


def test_many_letters_in_a_row_are_stopped(client, event, ben):
    client.force_login(ben)
    answers = [invite(client, event, email=f"p{n}@example.org").status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


def test_that_an_address_was_invited_is_forgotten_after_a_year(event, ben):
    acts.invite(ben, event, ADDRESS, LINE)
    with clock.at(NOON + KEPT):
        list(tick())
    assert Guest.objects.count() == 0
