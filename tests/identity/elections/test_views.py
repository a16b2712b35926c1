"""The pages of an election, without JavaScript, as each person sees them."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.elections import acts
from articulator.identity.elections.models import Ballot, Candidacy, Election, Mark
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.methods.stv import count, read_blt
from tests.identity.elections import scene
from tests.identity.elections.scene import CLOSES, OPENS, OVER, VOTING, WARD, called, vote
from tests.methods.stv.wards import lines
from tests.people import person

HOUR = timedelta(hours=1)
CALL = {
    "title": "Council", "seats": "2",
    "nominations_open": "2026-03-02", "nominations_close": "2026-03-23",
    "opens": "2026-03-24", "closes": "2026-04-07", "terms_begin": "2026-04-21",
}  # fmt: skip


def page(client, name: str, *arguments, at=VOTING) -> str:
    with clock.at(at):
        answer = client.get(reverse(f"elections:{name}", args=arguments))
    assert answer.status_code == 200
    return words(answer)


def words(answer) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def send(client, name: str, *arguments, at=VOTING, **fields):
    with clock.at(at):
        return client.post(reverse(f"elections:{name}", args=arguments), fields)


@pytest.fixture
def ewa(client):
    """The client of Ewa, who has an account; made after the election that she votes in."""

    def signed_in(name: str = "ewa"):
        client.force_login(person(name))
        return client

    return signed_in


def test_the_list_says_where_one_can_vote_stand_and_see_results(client, election):
    assert "Vote now Council, first half" in page(client, "index")
    vote(election, person("ewa"), [1])
    scene.declared(election)
    assert "Results Council, first half" in page(client, "index", at=OVER)


def test_the_empty_list_says_how_an_election_comes_about(client, federation):
    assert "No elections yet" in page(client, "index")


def test_the_list_needs_as_many_queries_for_three_elections_as_for_one(
    client, federation, django_assert_num_queries
):
    scene.join("ben")
    with clock.at(OPENS):
        called(seats=1)
        client.get(reverse("elections:index"))
        with django_assert_num_queries(3) as counted:
            client.get(reverse("elections:index"))
        called(seats=1)
        called(seats=1)
        with django_assert_num_queries(len(counted)):
            client.get(reverse("elections:index"))


def test_the_officer_calls_an_election_on_the_dates_the_constitution_asks_for(ewa, federation):
    officer = ewa("ada")
    with clock.at(OPENS):
        form = officer.get(reverse("elections:call", args=[scene.council().pk])).context["form"]
    assert form.initial["title"] == "Council: 3 elected seats"
    assert form.initial["seats"] == 3
    assert str(form.initial["nominations_close"] - form.initial["nominations_open"]) == (
        "21 days, 0:00:00"
    )
    answer = send(officer, "call", scene.council().pk, at=OPENS - 24 * HOUR, **CALL)
    assert answer.status_code == 302
    assert Election.objects.get().opens == VOTING


def test_a_call_against_the_constitution_says_so_and_keeps_what_was_typed(ewa, federation):
    officer, group = ewa("ada"), scene.council()
    wrong = {**CALL, "nominations_close": "2026-03-22"}
    answer = send(officer, "call", group.pk, at=OPENS - 24 * HOUR, **wrong)
    assert answer.status_code == 422
    assert "The constitution asks for 21 days of nominations." in words(answer)
    assert 'value="2026-03-22"' in answer.content.decode()
    answer = send(officer, "call", group.pk, **{**CALL, "closes": "2026-03-24"})
    assert "The dates must follow each other in this order." in words(answer)


def test_a_member_who_may_not_call_sees_why(ewa, election):
    said = page(ewa(), "call", scene.council().pk)
    assert "call and count elections" in said
    assert "Call the election" not in said
    assert send(ewa(), "call", scene.council().pk, **CALL).status_code == 422


def test_a_member_stands_by_their_own_hand(ewa, federation):
    scene.join("ewa")
    election, member = called(), ewa()
    assert "Nobody has to propose or approve you" in page(member, "nominate", election.pk, at=OPENS)
    answer = send(member, "nominate", election.pk, at=OPENS, statement="Homes.", principles="on")
    assert answer.status_code == 302
    assert Candidacy.objects.get().statement == "Homes."
    assert "You stand. Your statement is below" in page(member, "election", election.pk, at=OPENS)
    send(member, "withdraw", election.pk, at=OPENS)
    assert "Nobody stands yet" in page(member, "election", election.pk, at=OPENS)


def test_a_statement_is_not_lost_when_nominations_close_meanwhile(ewa, federation):
    scene.join("ewa")
    election = called()
    answer = send(ewa(), "nominate", election.pk, at=CLOSES, statement="Homes.", principles="on")
    assert answer.status_code == 422
    assert "Nominations are not open." in words(answer)
    assert "Homes." in answer.content.decode()


def test_whoever_takes_office_accepts_the_principles(ewa, federation):
    scene.join("ewa")
    answer = send(ewa(), "nominate", called().pk, at=OPENS, statement="Homes.")
    assert answer.status_code == 422
    assert "Whoever takes office accepts the principles." in words(answer)


def test_too_few_candidates_are_pointed_out_while_someone_can_still_stand(client, federation):
    people = scene.join("ben", "cleo")
    election = called()
    scene.standing(election, people)
    assert "2 people stand for 2 seats" in page(client, "election", election.pk, at=OPENS)


def test_the_ballot_lists_the_candidates_in_their_order_with_what_they_say(ewa, election):
    said = page(ewa(), "vote", election.pk)
    names = [str(c.person) for c in election.candidacies.order_by("number")]
    assert sorted(names, key=said.index) == names
    assert said.count(scene.STATEMENT) == 3
    assert "It is not yet secret from whoever runs the server." in said


def test_a_vote_by_numbers_alone(ewa, election):
    voter = ewa()
    answer = send(voter, "vote", election.pk, c1="2", c3="1")
    assert (answer.status_code, answer.url) == (302, reverse("elections:voted", args=[election.pk]))
    assert Ballot.objects.get().ranking == [3, 1]
    said = page(voter, "voted", election.pk)
    assert "You ranked 2 candidates." in said
    assert not any(str(c.person) in said for c in election.candidacies.all())


def test_a_form_sent_twice_is_one_vote_and_says_the_same(ewa, election):
    voter, key = ewa(), str(uuid.uuid4())
    answers = [send(voter, "vote", election.pk, c1="1", _key=key) for _ in range(2)]
    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, reverse("elections:voted", args=[election.pk]))
    }
    assert (Ballot.objects.count(), Mark.objects.count()) == (1, 1)


def test_whoever_comes_back_to_the_ballot_is_told_that_they_have_voted(ewa, election):
    voter = ewa()
    send(voter, "vote", election.pk, c1="1")
    with clock.at(VOTING):
        assert voter.get(reverse("elections:vote", args=[election.pk])).status_code == 302
    again = send(voter, "vote", election.pk, c2="1")
    assert again.status_code == 403
    assert "You have voted. Thank you." in words(again)
    assert Ballot.objects.get().ranking == [1]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Put a 1 beside at least one name."),
        ({"c1": "1", "c2": "3"}, "The number 2 is missing. Number your choices 1, 2, 3"),
        ({"c2": "2"}, "The number 1 is missing."),
        ({"c1": "x"}, "Write a whole number from 1 to 3, or nothing."),
        ({"c1": "4"}, "Write a whole number from 1 to 3, or nothing."),
        ({"c1": "-1"}, "Write a whole number from 1 to 3, or nothing."),
    ],
)
def test_a_ballot_that_is_unclear_comes_back_as_it_was_with_a_reason(
    ewa, election, fields, message
):
    answer = send(ewa(), "vote", election.pk, **fields)
    assert answer.status_code == 422
    assert message in words(answer)
    for name, value in fields.items():
        assert f'name="{name}" value="{value}"' in answer.content.decode()
    assert Ballot.objects.count() == 0


def test_two_equal_numbers_are_named(ewa, election):
    answer = send(ewa(), "vote", election.pk, c1="1", c2="1")
    one, two = (election.candidacies.get(number=n).person for n in (1, 2))
    assert f"{one} and {two} have the same number, 1." in words(answer)


def test_who_is_not_on_the_roll_sees_why_and_whom_to_ask(ewa, election):
    said = page(ewa("gita"), "vote", election.pk)
    assert "You are not on the roll of this election." in said
    assert "Put it in the box" not in said


def test_visitors_read_everything_and_are_asked_to_sign_in_to_vote(client, election):
    assert "Sign in to vote." in page(client, "election", election.pk)
    assert send(client, "vote", election.pk, c1="1").url.startswith("/account/login/")


def test_before_the_count_no_page_knows_a_ballot_or_a_partial_result(client, ewa, election):
    vote(election, person("ben"), [2])
    for name in ("result", "result_json", "ballots"):
        for reader in (client, ewa("ada")):
            with clock.at(OVER - HOUR):
                url = reverse(f"elections:{name}", args=[election.pk])
                assert reader.get(url).status_code == 404


def test_the_seed_for_ties_is_on_no_page_before_the_count(ewa, election):
    vote(election, person("ben"), [2])
    reader = ewa("ada")
    for name in ("index", "election", "vote"):
        arguments = [] if name == "index" else [election.pk]
        with clock.at(VOTING):
            content = reader.get(reverse(f"elections:{name}", args=arguments)).content.decode()
        assert election.lots_seed not in content
    assert election.lots_commitment in reader.get(
        reverse("elections:election", args=[election.pk])
    ).content.decode()  # fmt: skip


def test_the_officer_freezes_the_roll_and_declares_the_result(ewa, federation):
    people = scene.join("ben", "cleo", "ewa")
    election, officer = called(), ewa("ada")
    scene.standing(election, people[:2])
    assert "Freeze the roll" in page(officer, "election", election.pk, at=CLOSES)
    send(officer, "freeze", election.pk, at=CLOSES)
    vote(election, person("ewa"), [1])
    assert "Count the votes and declare" in page(officer, "election", election.pk, at=OVER)
    answer = send(officer, "declare", election.pk, at=OVER)
    assert answer.url == reverse("elections:result", args=[election.pk])
    assert send(officer, "declare", election.pk, at=OVER).status_code == 403


def test_anyone_reads_the_result_and_counts_it_again(client, election):
    for name, ranking in (("ben", [1, 2]), ("cleo", [1]), ("dev", [2, 3]), ("ewa", [3])):
        vote(election, person(name), ranking)
    scene.declared(election)
    said = page(client, "result", election.pk, at=OVER)
    assert (
        "3 people stood for 2 seats. 4 of the 5 members on the roll voted (80 of every 100)" in said
    )
    assert f"--lots {election.lots_seed}" in said
    blt = client.get(reverse("elections:ballots", args=[election.pk]))
    told = json.loads(client.get(reverse("elections:result_json", args=[election.pk])).content)
    again = count(read_blt(blt.content), lots=election.lots_seed).to_json()
    assert {name: told[name] for name in again} == again


def test_a_real_scottish_election_is_published_stage_by_stage(client, real):
    expected = next(line for line in lines("scottish-expected.jsonl.gz") if line["blt"] == WARD)
    told = json.loads(client.get(reverse("elections:result_json", args=[real.pk])).content)
    assert (told["elected"], told["quota"]) == (expected["winners"], expected["quota"])
    assert [s["votes"] for s in told["stages"]] == [s["votes"] for s in expected["stages"]]
    said = page(client, "result", real.pk, at=OVER)
    stages = [said.index(f"Stage {number} ") for number in range(1, len(told["stages"]) + 1)]
    assert stages == sorted(stages)
    for stage in told["stages"]:
        for reason in stage["reasons"]:
            assert reason in said
    assert "No tie had to be decided by lot." in said


def test_a_tie_is_explained_with_what_is_needed_to_check_the_lot(client, election):
    for name, first in (("ben", 1), ("cleo", 2), ("dev", 3)):
        vote(election, person(name), [first])
    scene.declared(election)
    said = page(client, "result", election.pk, at=OVER)
    assert "were equal and always had been. To settle who is out, the lot chose" in said
    assert f"printf %s {election.lots_seed} | sha256sum" in said
    assert election.lots_commitment in said


def test_where_nobody_voted_the_page_says_so_and_offers_no_count(ewa, election):
    officer = ewa("ada")
    said = page(officer, "election", election.pk, at=OVER)
    assert "Nobody voted, and a lot alone fills no seat." in said
    assert "The returning officer calls it again." in said
    assert "Count the votes and declare" not in said
    answer = send(officer, "declare", election.pk, at=OVER)
    assert answer.status_code == 403
    assert "Nobody voted, and a lot alone fills no seat: call this election again." in words(answer)


def test_nothing_that_a_candidate_writes_becomes_markup(ewa, federation):
    people = scene.join("ben", "ewa")
    wicked = '<script>alert("1")</script><b onmouseover=x>\n\n</p>'
    election = called()
    with clock.at(OPENS):
        Person.objects.filter(pk=people[0].pk).update(name="<i>Ben</i>")
        people[0].refresh_from_db()
        acts.nominate(people[0], election, wicked)
    scene.frozen(election)
    reader = ewa()
    seen = []
    for name in ("election", "vote"):
        with clock.at(VOTING):
            seen.append(reader.get(reverse(f"elections:{name}", args=[election.pk])))
    vote(election, people[1], [1])
    scene.declared(election)
    seen.append(reader.get(reverse("elections:result", args=[election.pk])))
    for answer in seen:
        html = answer.content.decode()
        assert "&lt;i&gt;Ben&lt;/i&gt;" in html
        assert not any(tag in html for tag in ("<i>Ben", "<script>alert", "<b onmouseover"))
    assert all("&lt;script&gt;alert(" in a.content.decode() for a in seen[:2])


def test_who_withdrew_is_on_no_ballot_and_in_no_list(ewa, election):
    gone = election.candidacies.get(person=person("cleo"))
    assert send(ewa("cleo"), "withdraw", election.pk, at=CLOSES).status_code == 302
    reader = ewa()
    assert "Cleo Marsh" not in page(reader, "election", election.pk)
    assert "Cleo Marsh" not in page(reader, "vote", election.pk)
    answer = send(reader, "vote", election.pk, **{f"c{gone.number}": "1"})
    assert answer.status_code == 422


def test_a_result_without_candidates_says_so(client, federation):
    scene.join("ben")
    election = scene.declared(scene.frozen(called()))
    said = page(client, "result", election.pk, at=OVER)
    assert "Nobody stood, so nobody is elected and the seats stay empty." in said
    assert client.get(reverse("elections:ballots", args=[election.pk])).status_code == 404


def test_the_pages_of_an_election_do_not_need_more_queries_for_more_candidates(
    client, federation, django_assert_num_queries
):
    people = scene.join("ben", "cleo", "dev")
    election = called()
    scene.standing(election, people[:1])
    url = reverse("elections:election", args=[election.pk])
    with clock.at(OPENS):
        client.get(url)
        with django_assert_num_queries(13) as counted:  # five of them count the pool
            client.get(url)
    scene.standing(election, people[1:])
    with clock.at(OPENS), django_assert_num_queries(len(counted)):
        client.get(url)


def test_the_api_tells_what_is_public(client, election):
    vote(election, person("ewa"), [1])
    with clock.at(VOTING):
        listed = client.get("/api/elections/").json()
        one = client.get(f"/api/elections/{election.pk}").json()
        assert client.get(f"/api/elections/{election.pk}/result").status_code == 404
    assert [(e["title"], e["stage"], e["body"]) for e in listed] == [
        ("Council, first half", "voting", "Council")
    ]
    assert (one["roll"], one["voted"], len(one["candidates"])) == (5, 1, 3)
    assert "lots_seed" not in one
    scene.declared(election)
    told = client.get(f"/api/elections/{election.pk}/result").json()
    assert told["result"]["elected"] == election.result["elected"]
    assert told["lots_seed"] == election.lots_seed
