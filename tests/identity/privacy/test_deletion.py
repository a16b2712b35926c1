"""Whoever wishes to be deleted is, after seven days; what stays stays without their name (R-47)."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.signals import post_delete
from django.urls import reverse

from articulator.identity.bodies.models import Term
from articulator.identity.contacts.models import Channel, Consent, OptOut, Phone
from articulator.identity.contacts.queries import silent
from articulator.identity.draws.models import Invitation
from articulator.identity.elections.models import Ballot, Candidacy, Mark, Voter
from articulator.identity.imports.models import Import, Row
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import membership_of
from articulator.identity.merges.models import Pair
from articulator.identity.privacy import acts, tasks
from articulator.identity.privacy.erasure import NAMELESS, plan
from articulator.identity.privacy.models import Copy, Deletion
from articulator.identity.privacy.owners import about_people, rows, subject_of
from articulator.identity.privacy.queries import open_matters
from articulator.kernel import clock
from articulator.kernel.acts import Refused, once
from articulator.kernel.log import stored_faults
from articulator.kernel.models import Event, Person
from articulator.operations.training.models import CourseDone, Session
from tests.identity.constitution.test_sight import office
from tests.identity.elections import scene
from tests.identity.privacy.scene import questions
from tests.people import NOON, person

SEVEN = timedelta(days=7)


def deleted(who: Person, asked=NOON) -> Person:
    """Somebody asks, and seven days pass."""
    with clock.at(asked):
        acts.ask_to_be_deleted(who, who)
    with clock.at(asked + SEVEN):
        list(tasks.tick())
    return Person.objects.get(pk=who.pk)


def test_before_it_is_done_one_reads_what_goes_and_what_stays(ben):
    said = plan(ben)
    assert {one.words for one in said.goes} >= {
        "that you belong to the organisation", "your phone number", "what you have completed",
    }  # fmt: skip
    stays = {one.words: why for why, parts in said.stays.items() for one in parts}
    assert stays["what you agreed to"].startswith("Six years")
    assert "fingerprint" in stays["a fingerprint of an address that asked to be left alone"]
    assert said.name is False


def test_nothing_happens_for_seven_days_and_then_all_of_it(ben):
    acts.ask_to_be_deleted(ben, ben)
    with clock.at(NOON + SEVEN - timedelta(minutes=1)):
        assert list(tasks.tick()) == []
    assert membership_of(ben)
    with clock.at(NOON + SEVEN):
        assert list(tasks.tick()) == ["somebody was deleted, as they wished"]
        assert list(tasks.tick()) == []
    gone = Person.objects.get(pk=ben.pk)
    assert (gone.name, gone.email, gone.is_active, gone.has_usable_password()) == (
        NAMELESS, None, False, False,
    )  # fmt: skip
    for model in (Membership, Standing, Attribute, Phone):
        assert not model.objects.by_rule("a test").filter(person=ben).exists()


def test_whoever_changes_their_mind_stays_as_they_were(ben):
    wish = acts.ask_to_be_deleted(ben, ben)
    acts.change_mind(ben, wish)
    with clock.at(NOON + 2 * SEVEN):
        assert list(tasks.tick()) == []
    assert membership_of(ben)
    with pytest.raises(Refused, match="taken this back already"):
        acts.change_mind(ben, wish)


def test_nobody_wishes_it_for_somebody_else_nor_does_it_by_hand(ben, cleo):
    with pytest.raises(Refused, match="Everyone asks for themselves"):
        acts.ask_to_be_deleted(cleo, ben)
    wish = acts.ask_to_be_deleted(ben, ben)
    with pytest.raises(Refused, match="Everyone asks for themselves"):
        acts.change_mind(cleo, wish)
    with pytest.raises(Refused, match="The clock does this"):
        acts.delete_person(ben, wish)
    with pytest.raises(Refused, match="not over"):
        acts.delete_person(None, wish)


def test_asked_twice_with_one_key_it_is_one_wish(ben):
    key = uuid.uuid4()
    for _ in range(2):
        with once(key):
            acts.ask_to_be_deleted(ben, ben)
    assert Deletion.objects.by_rule("a test").count() == 1
    with pytest.raises(Refused, match="asked for it already"):
        acts.ask_to_be_deleted(ben, ben)


def test_letters_say_that_it_was_asked_and_that_it_is_done(ben):
    deleted(ben)
    assert [(one.subject, one.to) for one in mail.outbox] == [
        ("You asked to be deleted", ["ben@example.org"]), ("You are deleted", ["ben@example.org"]),
    ]  # fmt: skip


def test_opt_outs_outlive_it(ben):
    deleted(ben)
    assert OptOut.objects.count() == 1
    assert silent(Channel.PHONE, ["+441310000000"]) == {"+441310000000"}


def test_every_yes_is_taken_back_and_stays_as_proof(ben):
    deleted(ben)
    given = Consent.objects.by_rule("a test").filter(person=ben)
    assert {one.withdrawn_at for one in given} == {NOON + SEVEN}
    assert given.count() == 2


def test_a_copy_that_was_made_goes_too(ben):
    acts.ask_for_copy(ben, ben)
    deleted(ben)
    assert not Copy.objects.by_rule("a test").exists()


def test_of_whoever_held_a_seat_the_name_stays_beside_it_and_the_seat_falls_vacant(ben, leith):
    office(leith, ben, "keep_roll")
    assert any("You hold a seat" in one for one in open_matters(ben))
    assert plan(ben).name
    gone = deleted(ben)
    term = Term.objects.get(person=ben)
    assert (gone.name, gone.email, term.ended) == ("Ben Castell", None, NOON + SEVEN)


def test_a_candidate_leaves_the_ballot(federation):
    election = scene.called()
    stands, *_ = people = scene.join("ben", "cleo", "dev")
    scene.standing(election, people)
    assert any("You stand in" in one for one in open_matters(stands))
    deleted(stands)
    assert Candidacy.objects.get(person=stands).withdrawn_at == NOON + SEVEN
    assert Candidacy.objects.filter(withdrawn_at=None).count() == 2


def test_a_vote_stays_in_the_box_and_the_result_stands(federation):
    election = scene.opened(["ben", "cleo", "dev", "ewa", "finn"], candidates=3)
    ewa, finn = person("ewa"), person("finn")
    scene.vote(election, ewa, [3, 1, 2])
    with clock.at(scene.VOTING):
        assert open_matters(ewa) == [f"You have voted in “{election}”. Your vote counts; nobody "
                                     "can find it."]  # fmt: skip
        assert open_matters(finn) == [f"You can still vote in “{election}”. Once you are deleted "
                                      "you cannot."]  # fmt: skip
    deleted(ewa, scene.VOTING)
    assert (Ballot.objects.count(), Mark.objects.count(), Voter.objects.count()) == (1, 1, 5)


def test_who_was_taught_keeps_the_course_when_the_trainer_goes(ben, cleo, leith):
    taught = Session.objects.create(
        course="basics", unit=leith, starts_at=NOON, place="Hall", trainer=ben
    )
    CourseDone.objects.create(
        person=cleo, course="basics", at=NOON, route="in_person", session=taught, recorded_by=ben
    )
    deleted(ben)
    assert CourseDone.objects.by_rule("a test").filter(person=cleo).count() == 1
    assert Session.objects.get().trainer.name == NAMELESS


def test_nothing_of_anybody_else_goes(ben, cleo):
    before = {m: rows(m, subject_of(cleo)).count() for m, _ in about_people()}
    deleted(ben)
    assert {m: rows(m, subject_of(cleo)).count() for m, _ in about_people()} == before


def test_the_log_stays_whole_and_holds_no_name(ben):
    deleted(ben)
    assert list(stored_faults()) == []
    done = Event.objects.get(kind="privacy.delete_person")
    assert (done.actor, list(done.facts)) == (None, ["rows deleted"])
    told = "".join(str(event.facts) for event in Event.objects.all())
    assert "Ben" not in told
    assert "ben@example.org" not in told


def test_after_it_there_is_nothing_left_to_delete(ben):
    gone = deleted(ben)
    assert plan(gone).goes == ()


def test_whoever_is_deleted_is_signed_out(client, ben):
    client.force_login(ben)
    assert client.get(reverse("privacy:index")).status_code == 200
    deleted(ben)
    assert client.get(reverse("privacy:index")).status_code == 302


def test_on_the_page_a_box_is_ticked_first(client, ben):
    client.force_login(ben)
    url = reverse("privacy:delete")
    assert "What stays, and why" in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    assert not Deletion.objects.by_rule("a test").exists()
    assert client.post(url, {"sure": "yes"}).status_code == 302
    page = client.get(url).content.decode()
    assert "Take it back" in page
    wish = Deletion.objects.seen_by(ben).get()
    client.post(reverse("privacy:stay", args=[wish.pk]))
    wish.refresh_from_db(from_queryset=Deletion.objects.by_rule("a test"))
    assert wish.withdrawn_at == NOON


def test_somebody_elses_wish_is_not_found(client, ben, cleo):
    wish = acts.ask_to_be_deleted(ben, ben)
    client.force_login(cleo)
    assert client.post(reverse("privacy:stay", args=[wish.pk])).status_code == 404


def test_a_letter_of_the_lot_goes_on_to_a_reserve(told):
    asked = Invitation.objects.filter(answer="open").first()
    who = asked.entry.person
    with clock.at(clock.now() - SEVEN):
        wish = acts.ask_to_be_deleted(who, who)
    acts.delete_person(None, wish)
    asked.refresh_from_db()
    assert asked.answer == "declined"


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_asks_as_many_questions_for_many_rows_as_for_one(
    client, ben, lines, django_assert_num_queries
):
    for day in range(lines):
        Standing.objects.create(person=ben, kind="guild", since=NOON - timedelta(days=day))
    client.force_login(ben)
    client.get(reverse("privacy:delete"))
    with django_assert_num_queries(questions() + 10):
        client.get(reverse("privacy:delete"))


def test_whoever_signed_in_long_ago_shows_first_that_it_is_still_them(client, ben):
    acts.ask_for_copy(ben, ben)
    client.force_login(ben)
    session = client.session
    session["signed_in"] = 0
    session.save()
    copy = Copy.objects.seen_by(ben).get()
    for url in (reverse("privacy:delete"), reverse("privacy:download", args=[copy.pk])):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (
            302, reverse("account_again"),
        )  # fmt: skip


def test_a_line_of_an_imported_file_goes_with_whom_it_names(ben, cleo, leith):
    of = Import.objects.create(
        unit=leith, file_name="a.csv", file_hash="0" * 64, size=1, source="csv"
    )
    for number, who in enumerate((ben, cleo)):
        Row.objects.create(of=of, line=number, effect="new", who=who.pk, facts={"name": who.name})
    Pair.objects.create(unit=leith, first=cleo, second=ben, score=0.9, reason="the same street")
    deleted(ben)
    assert [row.facts["name"] for row in Row.objects.all()] == ["Cleo Marsh"]
    assert not Pair.objects.exists()


def test_broken_off_in_the_middle_nothing_is_deleted_and_the_next_round_does_it_all(ben):
    def pull_the_plug(**_rest):
        raise RuntimeError("the power is gone")

    acts.ask_to_be_deleted(ben, ben)
    before = {m: rows(m, subject_of(ben)).count() for m, _ in about_people() if m is not Event}
    with clock.at(NOON + SEVEN):
        post_delete.connect(pull_the_plug, sender=Phone)
        with pytest.raises(RuntimeError, match="the power is gone"):
            list(tasks.tick())
        post_delete.disconnect(pull_the_plug, sender=Phone)
        assert {m: rows(m, subject_of(ben)).count() for m in before} == before
        assert list(stored_faults()) == []
        assert list(tasks.tick()) == ["somebody was deleted, as they wished"]
    assert not Phone.objects.by_rule("a test").exists()
