"""The evening's pages: the room's, the desk's, the slip, the ballot, the promise (R-162, R-163)."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from articulator.kernel.links import ref
from articulator.kernel.models import Unit
from articulator.operations.dna.models import Dna
from articulator.operations.incubator import acts
from articulator.operations.incubator.models import Ballot, Grant, Pledge, Poll, Round
from articulator.operations.incubator.queries import chosen, code_of, pledge_token
from tests.operations.dna.scene import handed_in
from tests.operations.incubator.scene import PLAN, announced, cast, declared, drawn, law, opened
from tests.people import member, person


@pytest.fixture
def ada(federation, client) -> Client:
    client.force_login(person("ada"))
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def at(name, *args):
    return reverse(f"incubator:{name}", args=args)


def voter(poll, number=1) -> Client:
    """A phone that has opened the link on a slip."""
    phone = Client()
    phone.get(at("slip"), {"code": code_of(poll.round, number)})
    return phone


def test_a_whole_evening_from_the_desk(ada):
    leith = Unit.objects.get(slug="leith")
    ada.post(at("announce", "leith"), {
        "title": "Winter", "held_at": "2026-03-20T18:00", "place": "Hall", "minutes": 5,
    })  # fmt: skip
    shown = Round.objects.get()
    run = lambda deed, **said: ada.post(at("run", shown.pk, deed), said)  # noqa: E731 - short
    run("tables", number=2)
    run("slips", number=9)
    for title in ("One", "Two"):
        handed_in(ref(shown), title)
    run("order", words="4 2 6")
    run("present", number=1)
    assert "Now speaks" in text(ada.get(shown.get_absolute_url()))
    run("open", number=9)
    poll = Poll.objects.get()
    for number in range(1, 10):
        assert voter(poll, number).post(at("vote", poll.pk), {"lines": ["1"]}).status_code == 302
    run("close")
    run("declare")
    page = text(ada.get(shown.get_absolute_url()))
    assert ("9 of 9 people in the room voted" in page, "The room chose" in page) == (True, True)
    assert leith.name in page
    assert run("nonsense").status_code == 404


def test_a_slip_opens_the_evening_and_stays_on_the_phone_for_a_night(federation):
    poll = opened()
    phone = Client()
    answer = phone.get(at("slip"), {"code": code_of(poll.round, 1)})
    assert answer["Location"] == poll.round.get_absolute_url()
    cookie = phone.cookies["slip"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == (
        "/operations/incubator/", True, 12 * 3600,
    )  # fmt: skip
    assert "Your slip is on this phone" in text(phone.get(answer["Location"]))
    assert "Not found" in text(Client().get(at("slip"), {"code": "AAAAA-AAAAA"}))


def test_a_phone_votes_once_and_reads_that_its_vote_is_in(federation):
    poll = opened()
    phone = voter(poll)
    phone.post(at("vote", poll.pk), {"lines": ["1", "3"]})
    assert "Your vote is in" in text(phone.get(at("vote", poll.pk)))
    again = phone.post(at("vote", poll.pk), {"lines": ["2"]})
    assert (again.status_code, Ballot.objects.count()) == (403, 1)


def test_without_the_cookie_the_ballot_asks_for_the_code(federation, client):
    poll = opened()
    assert "The code on your slip" in text(client.get(at("vote", poll.pk)))
    code = code_of(poll.round, 5).lower()
    client.post(at("vote", poll.pk), {"lines": ["0"], "slip": code})
    assert [one.choices for one in Ballot.objects.all()] == [[0]]
    assert "Your vote is in" in text(client.get(at("vote", poll.pk)))


def test_an_empty_ballot_is_asked_again_and_spends_nothing(federation):
    poll = opened()
    answer = voter(poll).post(at("vote", poll.pk), {})
    assert (answer.status_code, Ballot.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("method", "said", "kept"),
    [
        ("score", {"p1": 5, "p2": 3}, [[1, 5], [2, 3], [3, 0], [0, 0]]),
        ("stv", {"r2": 1, "r0": 2}, [2, 0]), ("approval", {"lines": ["1", "2"]}, [1, 2]),
    ],
)  # fmt: skip
def test_the_ballot_follows_the_method_of_the_constitution(federation, method, said, kept):
    law(method)
    poll = opened()
    phone = voter(poll)
    assert phone.get(at("vote", poll.pk)).status_code == 200
    phone.post(at("vote", poll.pk), said)
    assert Ballot.objects.get().choices == kept


def test_the_rooms_page_is_sent_only_when_something_changed(federation, client):
    poll = opened()
    url = at("pulse", poll.round_id)
    version = client.get(url).context["pulse"]
    assert client.get(url, {"v": version}).status_code == 204
    cast(poll, [1])
    assert client.get(url, {"v": version}).status_code == 204  # nobody sees that somebody voted
    acts.close(person("ada"), poll)
    assert client.get(url, {"v": version}).status_code == 200


def test_the_paper_box_is_typed_in_and_a_wrong_batch_stays_on_the_screen(ada):
    poll = opened()
    codes = "\n".join(code_of(poll.round, number) for number in (1, 2))
    wrong = ada.post(at("papers", poll.pk), {"slips": codes, "ballots": "1 2"})
    assert (wrong.status_code, "2 slips and 1 ballots" in text(wrong)) == (403, True)
    assert ada.post(at("papers", poll.pk), {"slips": codes, "ballots": "x"}).status_code == 422
    ada.post(at("papers", poll.pk), {"slips": codes, "ballots": "1 2\n0"})
    assert Ballot.objects.count() == 2


def test_slips_and_cards_are_printed_with_codes_for_a_camera(ada):
    shown = announced()
    acts.open_tables(person("ada"), shown, 2)
    acts.make_slips(person("ada"), shown, 3)
    slips, cards = text(ada.get(at("slips", shown.pk))), text(ada.get(at("cards", shown.pk)))
    assert (slips.count("data:image/svg+xml"), code_of(shown, 2) in slips) == (3, True)
    assert (cards.count("data:image/svg+xml"), Dna.objects.all()[0].code in cards) == (2, True)


def test_slips_are_not_shown_any_more_once_the_vote_has_begun(ada):
    poll = opened()
    page = text(ada.get(at("slips", poll.round_id)))
    assert (code_of(poll.round, 1) in page, "The vote has begun" in page) == (False, True)


def test_a_page_from_a_kitchen_table_is_let_in_from_the_desk(ada):
    shown, page = announced(), handed_in()
    assert "Let it present" in text(ada.get(at("desk", shown.pk)))
    ada.post(at("run", shown.pk, "enter"), {"dna": page.pk})
    assert [one.dna for one in shown.entries.all()] == [page]


@pytest.fixture
def won(federation):
    law()
    poll = opened()
    cast(poll, *[[1]] * 9)
    return chosen(declared(poll).round)[0]


def test_a_promise_in_the_room_needs_no_account_and_is_taken_back_by_the_letter(won, client):
    said = {"what": "money", "pence": "10.50", "name": "Nell", "email": "Nell@Example.org"}
    client.post(at("pledge", won.pk), said)
    made = Pledge.objects.get()
    assert (made.pence, made.email, len(mail.outbox)) == (1050, "nell@example.org", 1)
    url = at("promise", pledge_token(made))
    assert "£10.50" in text(client.get(url))
    assert "Taken back" in text(client.post(url))
    assert client.get(url).status_code == 404


def test_a_promise_without_its_amount_is_asked_again(won, client):
    answer = client.post(at("pledge", won.pk), {"what": "time", "name": "Nell"})
    assert (answer.status_code, "How many hours?" in text(answer)) == (422, True)
    other = won.round.entries.get(number=2)
    assert client.post(at("pledge", other.pk), {"what": "time"}).status_code == 403


def test_only_the_desk_reads_who_promised(won, client):
    client.post(at("pledge", won.pk), {"what": "time", "hours": 2, "name": "Nell Tarrant"})
    assert "Nell Tarrant" not in text(client.get(won.round.get_absolute_url()))
    client.force_login(person("ada"))
    assert "Nell Tarrant" in text(client.get(at("desk", won.round_id)))


def test_a_grant_is_proposed_and_released_from_the_desk(won, client):
    ben = member("ben", Unit.objects.get(slug="leith"))
    client.force_login(person("ada"))
    said = {"email": ben.email, "pence": "1000.01", "purpose": "Leaflets"}
    too_much = client.post(at("grant", won.pk), said)
    assert (too_much.status_code, "at most £1,000" in text(too_much)) == (403, True)
    mine = client.post(at("grant", won.pk), {**said, "email": "ada@example.org"})
    assert "for themselves" in text(mine)
    assert client.post(at("grant", won.pk), {**said, "email": "no@one.org"}).status_code == 422
    client.post(at("grant", won.pk), {**said, "pence": "450"})
    grant = Grant.objects.get()
    client.post(at("release", grant.pk))
    grant.refresh_from_db()
    assert (grant.pence, grant.released_by) == (45_000, person("ada"))
    assert "Grant: £450, released" in text(client.get(won.round.get_absolute_url()))


def test_a_member_reads_and_scores_at_home(ada):
    from articulator.operations.incubator.plans import Plan

    law()
    plan = Plan("Spring round", PLAN.held_at, "At home", sheets=True, pot_pence=90_000)
    poll = acts.open_poll(person("ada"), drawn(2, 0, plan), 1)
    entry = poll.round.entries.get(number=1)
    phone = Client()
    phone.force_login(member("ben", Unit.objects.get(slug="leith")))
    said = {"c0": 5, "c1": 6, "c2": 7, "c3": 8, "comment": "Say who looks after the children.",
            "not_mine": "on"}  # fmt: skip
    assert phone.post(at("score", entry.pk), {**said, "comment": ""}).status_code == 422
    assert phone.post(at("score", entry.pk), said).status_code == 302
    assert phone.post(at("score", entry.pk), said).status_code == 403
    assert entry.sheets.get().points == [5, 6, 7, 8]
    assert "Members read now" in text(phone.get(poll.round.get_absolute_url()))


def test_pages_teach_where_nothing_is_yet(ada):
    assert "No evening is announced" in text(ada.get(at("index")))
    shown = announced()
    assert "No table is open yet" in text(ada.get(at("desk", shown.pk)))
    assert "28 of 28 places are empty" in text(ada.get(at("map", shown.pk)))
    assert "No slips yet" in text(ada.get(at("slips", shown.pk)))
    assert "No table is open" in text(ada.get(at("cards", shown.pk)))


def test_how_the_room_votes_and_what_it_may_release_is_said_with_its_clause(ada):
    page = text(ada.get(at("announce", "leith")))
    assert "no fund for campaigns" in page
    law()
    page = text(ada.get(at("announce", "leith")))
    assert ("11.dna_event" in page, "11.fund" in page) == (True, True)


@pytest.mark.parametrize("pages", [1, 3])
def test_the_rooms_page_asks_as_many_questions_for_many_pages(
    federation, client, pages, django_assert_num_queries
):
    shown = drawn(pages)
    with django_assert_num_queries(7):
        client.get(at("pulse", shown.pk))
