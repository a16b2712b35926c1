"""The pages of a table on a phone without an account, with and without scripts (R-144, R-160)."""

import pytest
from django.test import Client
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.cookies import Cookie
from articulator.kernel.models import Unit
from articulator.operations.dna import acts
from articulator.operations.dna.catalogue import shipped, starters
from articulator.operations.dna.models import LEASE, Dna, Draft, Seat
from articulator.operations.dna.tokens import code
from tests.operations.dna.scene import begun, filled, handed_in, mark, number_of, text_of
from tests.people import NOON, member, person


@pytest.fixture
def page(federation):
    return begun(phones=0)


def seated(page) -> Client:
    """A phone that has typed the code on the card."""
    phone = Client()
    answer = phone.post(reverse("dna:join"), {"code": page.code})
    assert answer["Location"] == page.get_absolute_url()
    return phone


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def at(name, page, *args):
    return reverse(f"dna:{name}", args=[page.pk, *args])


def test_a_phone_sits_down_by_the_code_however_it_is_typed(page, client):
    typed = f" {page.code[:3].lower()}-{page.code[3:].lower()} "
    assert "Sit down at this table" in text(client.get(reverse("dna:join"), {"code": typed}))
    assert client.post(reverse("dna:join"), {"code": typed}).status_code == 302
    assert Seat.objects.count() == 1


def test_a_wrong_code_says_so_and_seats_nobody(page, client):
    answer = client.post(reverse("dna:join"), {"code": "AAAAAA"})
    assert (answer.status_code, Seat.objects.count()) == (422, 0)
    assert "No open table has this code" in text(answer)


def test_the_cookie_is_for_these_pages_alone_and_only_its_hash_is_kept(page):
    phone = seated(page)
    cookie = phone.cookies["table"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/operations/dna/", True, "Lax", 7 * 24 * 3600,
    )  # fmt: skip
    kept = Seat.objects.get().mark
    assert cookie.value not in kept
    assert kept == Cookie("table", "", 1).hashed(cookie.value)


def test_codes_have_no_letters_that_are_taken_for_others():
    assert not set("".join(code() for _ in range(200))) & set("01OIL")


def test_without_scripts_a_phone_writes_a_field_and_is_back_on_the_page(page):
    phone = seated(page)
    assert phone.post(at("take", page, "want"))["Location"] == at("write", page, "want")
    assert 'name="base" value="0"' in text(phone.get(at("write", page, "want")))
    answer = phone.post(at("write", page, "want"), {"text": "Dry homes.", "base": 0})
    assert answer["Location"] == f"{page.get_absolute_url()}#want"
    assert "Dry homes." in text(phone.get(page.get_absolute_url()))


def test_two_phones_at_once_see_both_texts_side_by_side_and_choose(page):
    first, second = seated(page), seated(page)
    first.post(at("write", page, "want"), {"text": "Dry homes.", "base": 0})
    answer = second.post(at("write", page, "want"), {"text": "Warm homes.", "base": 0})
    both = second.get(answer["Location"])
    assert all(
        words in text(both) for words in ("Dry homes.", "Warm homes.", "Both texts are safe")
    )
    second.post(answer["Location"], {"text": "Dry and warm homes.", "base": 1})
    assert text_of(page, "want") == "Dry and warm homes."


def test_a_script_is_told_what_stands_and_where_the_other_text_is(page):
    phone, json = seated(page), {"HTTP_ACCEPT": "application/json"}
    url, key = at("write", page, "want"), "2f1c3a52-2b1e-4c1a-9f43-6b6b6c0b7c11"
    sent = {"text": "Dry. ", "base": 0, "_key": key}
    for _ in range(2):
        assert phone.post(url, sent, **json).json() == {"base": 1, "text": "Dry.", "two": ""}
    assert Draft.objects.count() == 1
    late = seated(page).post(url, {"text": "Warm.", "base": 0}, **json).json()
    assert (late["base"], late["two"] != "") == (1, True)


def test_a_text_that_comes_too_late_stays_on_the_screen(federation):
    page = filled(begun())
    phone = seated(page)
    acts.hand_in(None, page, mark(page))
    answer = phone.post(at("write", page, "want"), {"text": "My long text", "base": 1})
    assert answer.status_code == 403
    assert "My long text" in text(answer)


def test_others_see_who_writes_where_and_may_write_elsewhere(page):
    first, second = seated(page), seated(page)
    first.post(at("take", page, "want"))
    assert "somebody writes here" in text(second.get(page.get_absolute_url()))
    assert second.post(at("take", page, "want")).status_code == 403
    with clock.at(NOON + LEASE + LEASE):
        assert second.post(at("take", page, "want")).status_code == 302


def test_a_live_page_is_sent_only_when_something_changed(page):
    phone = seated(page)
    fresh = phone.get(at("pulse", page))
    version = fresh.context["pulse"]
    assert phone.get(at("pulse", page), {"v": version}).status_code == 204
    phone.post(at("write", page, "want"), {"text": "Dry homes.", "base": 0})
    assert "Dry homes." in text(phone.get(at("pulse", page), {"v": version}))


def test_nobody_else_reads_along_before_it_is_handed_in(page, client):
    phone = seated(page)
    phone.post(at("write", page, "want"), {"text": "Dry homes.", "base": 0})
    outside = client.get(page.get_absolute_url())
    assert ("Dry homes." in text(outside), "still being written" in text(outside).lower()) == (
        False, True,
    )  # fmt: skip
    assert client.get(at("write", page, "want")).status_code == 403
    assert client.get(at("drafts", page, "want")).status_code == 403


def test_another_table_of_the_evening_reads_it_to_tell_it(federation):
    page, other = begun("evening", phones=0), begun("evening", phones=0)
    seated(page).post(at("write", page, "want"), {"text": "Dry homes.", "base": 0})
    teller = seated(other)
    assert "Dry homes." in text(teller.get(page.get_absolute_url()))
    assert teller.get(at("write", page, "want")).status_code == 403


def test_a_table_notes_what_was_missed_and_must_say_what_it_changes(federation):
    page = filled(begun())
    phone = seated(page)
    said = {"minutes": 6, "seconds": 0, "missed": ["want"]}
    answer = phone.post(at("teach_back", page), said)
    assert (answer.status_code, "write differently" in text(answer)) == (403, True)
    phone.post(at("teach_back", page), {**said, "change": "Shorter."})
    assert "not passed on yet" in text(phone.get(page.get_absolute_url()))


def test_a_table_gives_it_a_name_and_hands_it_in(federation):
    page = filled(begun())
    phone = seated(page)
    said = {"title": "Dry homes", "function": "building", "sphere": "social_relations",
            "was": "Dry homes"}  # fmt: skip
    assert phone.post(at("head", page), said).status_code == 302
    assert phone.post(at("head", page), {**said, "was": "Else", "title": "New"}).status_code == 403
    phone.post(at("hand_in", page))
    page.refresh_from_db()
    assert page.is_open is False
    assert "Take it further" in text(phone.get(page.get_absolute_url()))


def test_leaving_frees_the_seat(page):
    phone = seated(page)
    phone.post(at("leave", page))
    assert Seat.objects.count() == 0


def test_drafts_show_everything_that_was_ever_written(page):
    phone = seated(page)
    for number, words in enumerate(("One.", "Two.")):
        phone.post(at("write", page, "want"), {"text": words, "base": number})
    shown = text(phone.get(at("drafts", page, "want")))
    assert all(words in shown for words in ("One.", "Two.", "stands"))


def test_a_member_opens_a_table_at_home_and_types_in_from_paper(federation, client):
    leith = Unit.objects.get(slug="leith")
    client.force_login(member("ben", leith))
    client.post(reverse("dna:begin"), {"unit": leith.pk})
    page = Dna.objects.get()
    assert page.seats.count() == 1
    said = {"title": "Dry homes", "function": "building", "sphere": "social_relations",
            "writers": 4, "want": "Dry homes."}  # fmt: skip
    client.post(at("paper", page), said)
    assert (text_of(page, "want"), Dna.objects.get().writers) == ("Dry homes.", 4)


def test_an_example_is_read_and_taken_further(federation, client):
    page, _ = shipped(starters()[0])
    shown = text(client.get(page.get_absolute_url()))
    assert starters()[0].texts["want"] in shown
    assert starters()[0].sources[0][1] in shown
    client.force_login(person("ada"))
    client.post(at("descend", page), {"how": "copy", "unit": Unit.objects.get(slug="leith").pk})
    child = Dna.objects.get(how="copy")
    assert number_of(child, "want") == 1
    assert "examples from elsewhere" not in text(client.get(child.get_absolute_url()))


def test_a_page_shows_its_family_as_a_picture_and_as_a_table(federation, client):
    parent = handed_in()
    acts.descend(person("ada"), parent, parent.unit, Dna.How.SPLIT)
    shown = text(client.get(parent.get_absolute_url()))
    assert "<svg" in shown
    assert "part that split off" in shown
    assert "came of it" in shown


def test_the_empty_sheet_asks_all_ten_questions(federation, client):
    from articulator.operations.dna.catalogue import fields

    shown = text(client.get(reverse("dna:blank")))
    assert [f.key for f in fields() if f.title not in shown] == []


def test_every_page_has_something_to_say_when_nothing_is_there(federation, client):
    assert "No page has been handed in yet" in text(client.get(reverse("dna:index")))
    assert client.get(reverse("dna:index"), {"unit": "leith"}).status_code == 200
    assert client.get(at("dna", begun(phones=0))).status_code == 200
    unknown = reverse("dna:dna", args=["00000000-0000-0000-0000-000000000000"])
    assert client.get(unknown).status_code == 404


@pytest.mark.parametrize("pages", [1, 3])
def test_the_shelf_asks_as_many_questions_for_many_pages(
    federation, client, pages, django_assert_num_queries
):
    for _ in range(pages):
        handed_in()
    with django_assert_num_queries(4):
        client.get(reverse("dna:index"))
