"""Pages of consultations and of bodies, for members, officers and holders (R-46, R-48)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.identity.representation import acts
from articulator.identity.representation.models import (
    Consultation,
    OpenTrait,
    Published,
)
from articulator.identity.representation.queries import (
    own,
)
from articulator.kernel import clock
from tests.identity.representation.scene import NO, OVER, ask, crowd, say, sit, tell
from tests.people import person


def test_a_member_answers_on_a_page_without_scripts(client, cast, asked):
    client.force_login(cast[0])
    page = client.get(asked.get_absolute_url()).content.decode()
    assert page.count('type="radio"') == 9
    address = reverse("representation:answer", args=[asked.pk])
    said = client.post(address, {"s1": "1", "s2": "-1"})
    assert (said.status_code, own(cast[0], asked)) == (422, {})
    client.post(address, {"s1": "1", "s2": "-1", "consents": "on"})
    assert own(cast[0], asked) == {1: 1, 2: -1}
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "You have answered." in page
    assert 'name="consents"' not in page


def test_five_steps_are_offered_where_they_were_asked_for(client, cast, federation):
    asked = ask(federation, scale="five")
    client.force_login(cast[0])
    assert client.get(asked.get_absolute_url()).content.decode().count('type="radio"') == 15


def test_results_are_shown_after_the_end_and_not_before(client, cast, asked):
    say(asked, cast)
    assert "about 10" not in client.get(asked.get_absolute_url()).content.decode()
    with clock.at(OVER):
        page = client.get(asked.get_absolute_url()).content.decode()
    assert page.count("about 10") == 3
    assert page.count("fewer than 8") >= 6


def test_an_officer_asks_by_a_form_that_says_what_is_wrong(client, federation):
    client.force_login(person("ada"))
    address = reverse("representation:open")
    form = {"unit": federation.pk, "title": "Us", "why": "So.", "scale": "three",
            "opens": "2026-03-05", "closes": "2026-03-04", "statements": "One\nTwo"}  # fmt: skip
    said = client.post(address, form)
    assert (said.status_code, set(said.context["form"].errors)) == (422, {"statements", "closes"})
    said = client.post(address, {**form, "closes": "2026-03-09", "statements": "A\nB\n\nC"})
    assert said["Location"] == Consultation.objects.get().get_absolute_url()


def test_an_office_holder_publishes_and_hides_by_buttons(client, cast, asked, council):
    say(asked, cast)
    sit(council, cast[:1])
    client.force_login(cast[0])
    address = reverse("representation:publish", args=[asked.pk])
    client.post(address)
    assert Published.objects.seen_by(cast[0]).count() == 1
    assert "Hide my answers again" in client.get(asked.get_absolute_url()).content.decode()
    client.post(address, {"publish": "no"})
    assert Published.objects.seen_by(cast[0]).count() == 0


def test_an_office_holder_opens_a_trait_by_a_box(client, cast, council):
    tell(cast, "woman", "man")
    sit(council, cast[:1])
    client.force_login(cast[0])
    client.post(reverse("representation:count_openly"), {"name": ["gender", "other"]})
    assert [str(one) for one in OpenTrait.objects.seen_by(cast[0])] == ["gender"]
    assert " checked" in client.get(reverse("representation:index")).content.decode()


def test_the_page_of_a_body_never_names_what_a_holder_is_or_thinks(
    client, leith, cast, asked, council
):
    people = crowd(leith, 60)
    tell(people, "woman", "man")
    say(asked, people)
    sit(council, people[:10])
    with clock.at(OVER):
        page = client.get(reverse("representation:body", args=[council.pk])).content.decode()
    assert "As close to the members as a fair lot would be." in page
    assert "; there" not in page
    assert not any(one.name in page for one in people)


def test_empty_pages_teach(client, council):
    assert (
        "Nobody has been asked yet" in client.get(reverse("representation:index")).content.decode()
    )
    page = client.get(reverse("representation:body", args=[council.pk])).content.decode()
    assert page.count("Nobody sits in it yet") == 2
    assert "Nobody has been asked yet" in page


def test_the_api_says_what_the_page_says(client, leith, cast, asked, council):
    people = crowd(leith, 40)
    say(asked, people)
    say(asked, cast[:3], NO)
    tell([*people, *cast], "woman", "man")
    sit(council, cast[:3])
    for one in cast[:3]:
        acts.publish(one, asked)
    with clock.at(OVER):
        said = client.get(f"/api/representation/{council.pk}").json()
    assert (said["holders"], said["unit"]) == (3, "federation")
    assert said["looks"][0]["further_than_95_of_100_fair_lots"] is None
    assert said["thinks"]["lines"][0] == {
        "statement": "Rents first.", "members_disagree": None, "members_neither": None,
        "members_agree": 40, "holders_agree": 0, "holders_neither": 0, "holders_disagree": 3,
    }  # fmt: skip
    assert said["circulates"]["first_time"] == 3


@pytest.mark.parametrize("page", ["index", "body", "asked"])
def test_pages_ask_the_same_number_of_questions_for_one_and_for_three(
    client, federation, leith, cast, council, page
):
    def questions() -> int:
        address = {
            "index": reverse("representation:index"),
            "body": reverse("representation:body", args=[council.pk]),
            "asked": first.get_absolute_url(),
        }[page]
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    first = ask(federation)
    say(first, cast[:1])
    tell(cast, "woman", "man")
    sit(council, cast[:1])
    with clock.at(OVER):
        one = questions()
    ask(federation)
    ask(federation)
    say(first, cast)
    sit(council, cast[1:4])
    with clock.at(OVER):
        assert questions() == one


def test_an_office_holder_ticks_what_they_can_do(client, cast, council):
    sit(council, cast[:1])
    client.force_login(cast[0])
    client.post(reverse("representation:tell_skills"), {"name": ["law", "flying"]})
    page = client.get(reverse("representation:body", args=[council.pk])).content.decode()
    assert "Nobody here says: accounts and budgets" in page
    index = client.get(reverse("representation:index")).content.decode()
    assert 'value="law" checked' in index
