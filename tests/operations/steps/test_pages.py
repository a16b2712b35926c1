"""What phones, the wall and the desk show, and what they ask for."""

import re

import pytest
from django.urls import reverse

from articulator.kernel import clock
from articulator.operations.steps import acts
from articulator.operations.steps.models import Desk, Facilitator, Order
from tests.operations.steps.scene import after, evening, leith
from tests.people import member, person

pytestmark = pytest.mark.usefixtures("federation")


@pytest.fixture
def order():
    """On since seven; it is five past."""
    made = evening()
    with clock.at(after(0)):
        acts.start(person("ada"), made)
    with clock.at(after(5)):
        yield made


@pytest.fixture
def ada(client):
    client.force_login(person("ada"))
    return client


def at(name, order, *more):
    return reverse(f"steps:{name}", args=[order.pk, *more])


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def pulse(client, order, view="phone", seen=""):
    return client.get(at("pulse", order, view), {"seen": seen})


def press(client, order, do, at_step, **more):
    sent = {"do": do, "at": at_step, **more}
    return client.post(at("press", order), sent, follow=True)


# Looking


def test_a_phone_shows_what_is_on_what_comes_and_when_it_ends(client, order):
    said = text(client.get(at("order", order)))
    assert "The damp, step 1 of 5 Come in 5 min until 19:10 Say hello." in said
    assert "After this: Talk , at about 19:10" in said
    assert "It ends at about 20:00." in said
    assert "Smile." not in said  # notes are for whoever facilitates


def test_before_and_after_a_phone_says_so(client):
    order = evening()
    assert "It begins at 19:00 on Monday 2 March." in text(client.get(at("order", order)))
    with clock.at(after(0)):
        acts.start(person("ada"), order)
        acts.end(person("ada"), order, 1)
        assert "It is over" in text(client.get(at("order", order)))


def test_a_phone_offers_the_one_thing_that_hangs_on_the_step(client, order):
    acts.hang(person("ada"), order, order.steps.get(number=1), leith())
    page = client.get(at("order", order)).content.decode()
    assert f'<a class="button primary" href="{leith().get_absolute_url()}">Take part</a>' in page


def test_the_wall_shows_the_one_thing_to_do_and_the_way_to_the_phone_page(client, order):
    page = client.get(at("screen", order))
    assert "Come in 5 min until 19:10 Say hello. Then: Talk, 19:10" in text(page)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "There is soup" not in text(page)  # more than one paragraph is for phones


def test_pages_live_without_scripts_as_well(client, order):
    for view in ("order", "screen"):
        page = client.get(at(view, order)).content.decode()
        assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page


def test_nothing_is_sent_to_a_page_that_has_seen_it(client, order):
    first = pulse(client, order)
    assert (first.status_code, first["Cache-Control"]) == (200, "no-store")
    again = pulse(client, order, seen=first["X-Mark"])
    assert (again.status_code, again.content) == (204, b"")
    assert float(again["X-Clock"]) == after(5).timestamp()


def test_a_press_a_minute_and_what_hangs_there_are_new_things_to_see(client, order):
    marks = [pulse(client, order)["X-Mark"]]
    acts.give(person("ada"), order, 1, 5)
    marks.append(pulse(client, order)["X-Mark"])
    with clock.at(after(6)):
        marks.append(pulse(client, order)["X-Mark"])
    acts.hang(person("ada"), order, order.steps.get(number=1), leith())
    with clock.at(after(6)):
        marks.append(pulse(client, order)["X-Mark"])
    assert len(set(marks)) == 4


def test_a_pulse_asks_the_database_once(client, order, django_assert_num_queries):
    mark = pulse(client, order)["X-Mark"]
    with django_assert_num_queries(1):
        pulse(client, order, seen=mark)
    with django_assert_num_queries(1):
        assert pulse(client, order).status_code == 200


def test_there_is_no_other_view_and_no_other_order(client, order):
    assert pulse(client, order, "kitchen").status_code == 404
    order.pk = person("ada").pk
    assert pulse(client, order).status_code == 404


def test_paper_has_the_notes_for_those_who_run_the_room_alone(client, order):
    page = text(client.get(at("paper", order)))
    assert "19:00–19:10 1. Come in" in page
    assert "Smile." not in page
    client.force_login(person("ada"))
    assert "Smile." in text(client.get(at("paper", order)))


def test_the_list_asks_as_often_for_three_as_for_one(client, django_assert_max_num_queries):
    evening()
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("steps:index"))
    evening(title="Second"), evening(title="Third")
    with django_assert_max_num_queries(len(one)):
        said = text(client.get(reverse("steps:index")))
    assert all(title in said for title in ("The damp", "Second", "Third"))


def test_an_empty_list_teaches(client):
    assert "Nothing is on, and nothing is planned here" in text(client.get(reverse("steps:index")))


def test_a_kit_can_be_read_by_everyone(client):
    said = text(client.get(reverse("steps:kit", args=["fishbowl-60"])))
    assert "Do not use it to interrogate somebody." in said
    assert client.get(reverse("steps:kit", args=["dance"])).status_code == 404


# The desk


def test_the_desk_has_words_notes_roles_and_all_steps(ada, order):
    said = text(ada.get(at("desk", order)))
    for words in ("Next: Talk", "5 minutes more", "Stop the clock", "Smile.", "host, timekeeper"):
        assert words in said
    assert pulse(ada, order, "desk").status_code == 200


def test_somebody_without_office_has_no_desk_and_no_pulse_of_it(client, order):
    assert client.get(at("desk", order)).status_code == 302
    assert pulse(client, order, "desk").status_code == 403
    client.force_login(member("ben", leith()))
    assert client.get(at("desk", order)).status_code == 403
    assert press(client, order, "next", 1).status_code == 403


def test_presses_from_two_pages_of_the_same_moment_go_on_once(ada, order):
    assert "Step 1" not in text(press(ada, order, "next", 1))
    said = text(press(ada, order, "next", 1))
    assert "Somebody else went on already. What is on now is 2. Talk." in said
    assert Order.objects.get().on.number == 2


def test_every_button_of_the_desk_does_what_it_says(ada, order):
    press(ada, order, "give", 1, to=5)
    press(ada, order, "pause", 1)
    press(ada, order, "resume", 1)
    press(ada, order, "next", 1)
    press(ada, order, "back", 2)
    with clock.at(after(25)):
        press(ada, order, "save", 1)
    kept = Order.objects.get()
    assert (kept.on.number, kept.on.given, kept.paused_at) == (1, 5, None)
    assert kept.steps.get(number=4).minutes == 4
    assert "It ended at 19:05" in text(press(ada, order, "end", 1))


@pytest.mark.parametrize("sent", [{"do": "dance"}, {"do": "give"}, {"do": "next", "at": "x"}, {}])
def test_a_press_that_makes_no_sense_changes_nothing(ada, order, sent):
    said = text(ada.post(at("press", order), {"at": 1, **sent}, follow=True))
    assert "not understood" in said
    assert Order.objects.get().version == order.version


def test_a_late_desk_says_by_how_much_and_what_would_help(ada, order):
    with clock.at(after(18)):
        said = text(ada.get(at("desk", order)))
    assert "8 minutes late. At this pace it ends at 20:08; the room was told 20:00." in said
    assert "Two voices in 4 instead of 10 minutes" in said


# Helpers


def lend(client, order):
    page = client.post(at("lend", order), {"words": "The laptop"}).content.decode()
    return re.search(r"/operations/steps/by/([\w-]+)", page)[1]


def test_a_helper_without_an_account_runs_the_room_by_a_link_and_a_cookie(ada, order):
    token = lend(ada, order)
    ada.logout()
    answer = ada.get(reverse("steps:helper", args=[token]))
    assert answer["Location"] == at("desk", order)
    cookie = ada.cookies["helper_desk"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True, "Lax", "/operations/steps/",
    )  # fmt: skip
    said = text(ada.get(at("desk", order)))
    assert "You are at a helper’s desk." in said
    assert "Change the order" not in said
    assert "Smile." in text(ada.get(at("paper", order)))
    press(ada, order, "next", 1)
    assert Order.objects.get().on.number == 2
    assert ada.get(at("edit", order)).status_code == 302  # words are for those with an account
    other = evening(title="Another")
    assert ada.get(at("desk", other)).status_code == 302


def test_a_link_is_shown_once_and_only_its_fingerprint_is_kept(ada, order):
    token = lend(ada, order)
    assert token not in ada.get(at("helpers", order)).content.decode()
    assert token not in str(Desk.objects.values())


def test_the_form_of_a_desk_sent_twice_lends_one_and_shows_its_link_once(ada, order):
    sent = {"words": "The laptop", "_key": "6f1f9f0e-9a0a-4c43-8a43-2f6a2f7c0b11"}
    ada.post(at("lend", order), sent)
    assert "was lent already" in text(ada.post(at("lend", order), sent, follow=True))
    assert Desk.objects.count() == 1


def test_a_closed_or_invented_link_says_so(ada, order):
    token = lend(ada, order)
    ada.post(at("close", order, Desk.objects.get().pk))
    for link in (token, "invented"):
        answer = ada.get(reverse("steps:helper", args=[link]))
        assert (answer.status_code, "This desk is closed" in text(answer)) == (404, True)


def test_somebody_is_named_by_their_address_and_let_go_again(ada, order):
    ben = member("ben", leith())
    said = text(ada.post(at("name", order), {"address": "nobody@example.org"}))
    assert "Not on the roll of Leith." in said
    ada.post(at("name", order), {"address": "BEN@example.org"})
    assert "Ben Castell" in text(ada.get(at("helpers", order)))
    ada.post(at("let_go", order, ben.pk))
    assert not Facilitator.objects.by_rule("a test").exists()
    assert ada.post(at("let_go", order, ben.pk)).status_code == 404


# Changing, by its pages


def test_an_order_is_drawn_up_and_changed_by_forms(ada):
    sent = {"kit": "world-cafe-90", "title": "The rent", "unit": leith().pk,
            "begins_at": "2026-03-09T19:00"}  # fmt: skip
    assert "Draw it up" in text(ada.get(reverse("steps:draw_up"), {"kit": "world-cafe-90"}))
    assert ada.post(reverse("steps:draw_up"), {**sent, "kit": "dance"}).status_code == 422
    said = text(ada.post(reverse("steps:draw_up"), sent, follow=True))
    assert "10 steps, 90 minutes: from 19:00 to about 20:30 on Monday 9 March." in said
    order = Order.objects.get()
    first, second = order.steps.get(number=1), order.steps.get(number=2)
    said = {"kind": "talk", "title": "A song", "minutes": 4, "words": "Sing.", "notes": ""}
    ada.post(f"{at('add', order)}?at=2", said)
    ada.post(at("move", order, second.pk), {"to": 1})
    ada.post(at("change", order, first.pk), {**said, "title": "Soup"})
    assert list(order.steps.values_list("title", flat=True)[:3]) == [
        "How the café works", "Soup", "A song",
    ]  # fmt: skip
    ada.post(at("remove", order, first.pk))
    ada.post(at("plan", order), {"title": "The rent!", "begins_at": "2026-03-09T18:30"})
    assert "The rent!" in text(ada.get(at("edit", order)))
    ada.post(at("drop", order))
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minutes": 0}, "From 1 to 240."),
        ({"least": 9}, "No more than it has, and at least one."),
        ({"words": "a" * 200}, "180 can be read from the back of a hall"),
    ],
)
def test_a_step_that_does_not_fit_is_sent_back_with_a_reason(ada, order, wrong, said):
    sent = {"kind": "talk", "title": "A song", "minutes": 4, "words": "Sing.", **wrong}
    answer = ada.post(at("add", order), sent)
    assert (answer.status_code, said in text(answer)) == (422, True)


def test_what_is_over_cannot_be_changed_and_the_page_says_so(ada, order):
    acts.end(person("ada"), order, 1)
    assert "This is over; it stays as it was." in text(ada.get(at("edit", order)))
