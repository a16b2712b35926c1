"""Officers are led to a second key; where the house is strict, their powers rest until then."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.bodies.queries import grants, holds, officer
from articulator.identity.bodies.rules import needs
from articulator.kernel import clock
from tests.people import NOON, member, person
from tests.site.ways_in import PASSWORD, by_password, digits, with_authenticator, with_password

pytestmark = pytest.mark.django_db
LED = reverse("account_second_factor")


@pytest.fixture
def cleo(federation):
    """A member of Leith in the office of returning officer."""
    cleo = with_password(member("cleo", federation.children.get(name="Leith")))
    group = SeatGroup.objects.get(body__key="returning_officer")
    seat = group.seats.first() or group.seats.create(number=1)
    Term.objects.create(
        seat=seat, person=cleo, route="appointed", since=NOON, until=NOON.replace(year=2027)
    )
    return cleo


def led(answer) -> bool:
    return answer.redirect_chain[-1][0].startswith(LED)


def test_an_office_with_powers_makes_an_officer_while_it_lasts(cleo):
    ben = member("ben", cleo.memberships.by_rule("a test looks").get().unit)
    assert (officer(cleo), officer(ben)) == (True, False)
    with clock.at(NOON.replace(year=2028)):
        assert officer(cleo) is False


def test_an_officer_without_a_second_key_is_led_to_it_and_may_go_on(client, cleo):
    form = {"login": cleo.email, "password": PASSWORD, "next": "/log"}
    page = client.post(reverse("account_login"), form, follow=True)
    assert led(page)
    assert page.context["onward"] == "/log"
    assert "You can see other people’s data" in page.content.decode()


def test_later_never_leads_out_of_the_house(client, cleo):
    client.force_login(cleo)
    assert client.get(f"{LED}?next=https://evil.example/").context["onward"] == "/"


def test_a_member_is_left_alone(client, federation):
    ben = with_password(member("ben", federation.children.get(name="Leith")))
    assert by_password(client, ben).redirect_chain[-1][0] == "/"


def test_an_officer_with_a_second_key_is_left_alone(client, cleo):
    with_authenticator(cleo)
    by_password(client, cleo)
    answer = client.post(reverse("mfa_authenticate"), {"code": digits()}, follow=True)
    assert answer.redirect_chain[-1][0] == "/"


def test_the_start_page_reminds_until_it_is_done(client, cleo):
    client.force_login(cleo)
    words = "Your office needs a second key."
    assert words in client.get("/").content.decode()
    assert words in client.get(reverse("mfa_index")).content.decode()
    with_authenticator(cleo)
    assert words not in client.get("/").content.decode()


def test_powers_do_not_rest_unless_the_house_is_strict(cleo):
    assert holds(cleo, "run_elections") is not None
    assert needs(cleo, "run_elections") is None


def test_a_strict_house_lets_powers_rest_until_the_second_key_is_there(cleo, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    assert (holds(cleo, "run_elections"), grants(cleo, "run_elections")) == (None, [])
    assert needs(cleo, "run_elections").reason == (
        "The powers of your office rest until your sign-in has a second factor."
    )
    with_authenticator(cleo)
    assert holds(cleo, "run_elections") is not None
    assert len(grants(cleo, "run_elections")) == 1


def test_a_strict_house_does_not_talk_of_offices_to_those_who_have_none(federation, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    ben = member("ben", federation.children.get(name="Leith"))
    assert needs(ben, "run_elections").reason.startswith("Only those whom the constitution allows")


def test_the_names_of_a_branch_are_closed_to_an_officer_without_a_second_key(
    client, federation, settings
):
    """Ada, who founded it, keeps the roll."""
    ada, roll = person("ada"), reverse("membership:roll", args=["leith"])
    client.force_login(ada)
    assert client.get(roll).status_code == 200
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    closed = client.get(roll)
    assert closed.status_code == 403
    assert "rest until your sign-in has a second factor" in closed.content.decode()
    with_authenticator(ada)
    assert client.get(roll).status_code == 200


def test_a_lenient_house_asks_the_database_nothing_more(cleo, settings):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            holds(cleo, "run_elections")
        return len(asked)

    lenient = questions()
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    with_authenticator(cleo)
    assert questions() == lenient + 1


def test_an_officer_hears_of_a_device_that_is_new_and_only_then(client, cleo):
    by_password(client, cleo)
    assert [letter.subject for letter in mail.outbox] == ["A new device has signed in"]
    client.post(reverse("account_logout"))
    by_password(client, cleo)
    assert len(mail.outbox) == 1
    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    client.cookies.clear()
    by_password(client, cleo)
    assert len(mail.outbox) == 2


def test_the_mark_of_a_device_is_good_for_its_officer_alone(client, cleo):
    by_password(client, cleo)
    client.post(reverse("account_logout"))
    mail.outbox.clear()
    by_password(client, with_password(person("ada")))
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


def test_members_get_no_letter_for_signing_in(client, federation):
    by_password(client, with_password(member("ben", federation.children.get(name="Leith"))))
    assert mail.outbox == []
