"""Two entries of one person become one, by an officer's decision, and can be parted again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Channel, Consent, Phone
from articulator.identity.contacts.queries import silent
from articulator.identity.elections.models import Voter
from articulator.identity.membership import acts as membership
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import membership_of
from articulator.identity.merges import acts, tasks
from articulator.identity.merges.models import Identifier, Merge, Pair
from articulator.identity.merges.queries import pairs_seen
from articulator.identity.privacy import acts as privacy
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Person, Unit
from tests.identity.constitution.test_sight import adopt, office
from tests.identity.elections import scene
from tests.people import NOON, member, person

TABLES = (Person, Membership, Standing, Attribute, Phone, Identifier, Consent)
PHONE = "+447700900001"


def dump():
    return [sorted(map(str, model._base_manager.values_list())) for model in TABLES]


@pytest.fixture
def leith(federation) -> Unit:
    """Ben is on the list twice: as himself, and with a letter missing and another address."""
    leith = Unit.objects.get(name="Leith")
    ben, again = member("ben", leith), member("hugo", leith, trained=False)
    Person.objects.filter(pk=again.pk).update(name="Ben Castel", email="benc@example.org")
    Person.objects.update(password="!")
    for one in (ben, again):
        Phone.objects.create(person=one, number=PHONE)
    Phone.objects.create(person=again, number="+447700900002")
    contacts.agree(None, again, Consent.Purpose.CONTACT, "Yes.", "a stall")
    contacts.agree(None, ben, Consent.Purpose.CONTACT, "Yes.", "a door")
    Attribute.objects.create(person=again, name="gender", value="man")
    Identifier.objects.create(person=again, scheme="civicrm", value="500")
    return leith


@pytest.fixture
def pair(leith) -> Pair:
    acts.look(person("ada"), leith)
    return Pair.objects.get()


def again() -> Person:
    return Person.objects.get(name="Ben Castel")


def merged(pair: Pair, *first: str) -> Merge:
    return acts.merge(person("ada"), pair, first or ("name", "email", "branch"))


def ben_first(pair: Pair) -> set[str]:
    """The choices by which Ben's own values stay, whichever of the two he is."""
    return {"name", "email", "branch"} if pair.first == person("ben") else set()


def test_a_look_through_the_roll_finds_the_pair_and_says_why(pair):
    assert {pair.first.name, pair.second.name} == {"Ben Castell", "Ben Castel"}
    assert pair.reason == (
        "same phone, and names that differ by one letter, but different mail addresses"
    )


def test_one_entry_stays_with_the_chosen_values_and_all_that_both_had(pair):
    acts.merge(person("ada"), pair, ben_first(pair))
    (ben,) = Person.objects.filter(name__startswith="Ben")
    assert (ben.name, ben.email) == ("Ben Castell", "ben@example.org")
    assert membership_of(ben).number == "M-ben"
    phones = Phone.objects.seen_by(ben).values_list("number", flat=True)
    assert sorted(phones) == [PHONE, "+447700900002"]
    assert Consent.objects.seen_by(ben).filter(withdrawn_at=None).count() == 1
    assert Attribute.objects.seen_by(ben).count() == Identifier.objects.seen_by(ben).count() == 1


def test_each_value_is_chosen_by_itself(pair):
    other = {"name", "email", "branch"} - ben_first(pair)
    acts.merge(person("ada"), pair, (other & {"email"}) | (ben_first(pair) & {"name", "branch"}))
    (ben,) = Person.objects.filter(name__startswith="Ben")
    assert (ben.name, ben.email) == ("Ben Castell", "benc@example.org")


def test_undoing_it_leaves_every_table_as_it_was_row_for_row(pair):
    before = dump()
    done = merged(pair)
    assert dump() != before
    acts.undo(person("ada"), done)
    assert dump() == before
    with pytest.raises(Refused, match="undone already"):
        acts.undo(person("ada"), done)


def test_the_entry_that_somebody_signs_in_with_is_the_one_that_stays(pair):
    Person.objects.filter(pk=again().pk).update(last_login=NOON)
    kept = again()
    email = {"email"} if pair.first == kept else set()
    done = acts.merge(person("ada"), pair, ben_first(pair) - {"email"} | email)
    assert done.kept == kept
    assert Person.objects.get(pk=kept.pk).email == "benc@example.org"


def test_an_address_that_somebody_signs_in_with_is_not_changed_by_a_merge(pair):
    Person.objects.filter(pk=again().pk).update(last_login=NOON)
    with pytest.raises(Refused, match="this address stays"):
        acts.merge(person("ada"), pair, ben_first(pair))


def test_of_two_that_are_both_used_neither_is_merged_away(pair):
    Person.objects.filter(name__startswith="Ben").update(last_login=NOON)
    with pytest.raises(Refused, match="neither is merged away"):
        merged(pair)


def test_an_entry_whose_person_has_asked_for_something_stays_whatever_it_was(pair):
    privacy.ask_to_be_deleted(again(), again())
    kept = again()
    email = {"email"} if pair.first == kept else set()
    assert acts.merge(person("ada"), pair, ben_first(pair) - {"email"} | email).kept == kept


def test_nobody_on_the_roll_of_an_election_is_merged_away(pair):
    election = scene.called()
    for who in (pair.first, pair.second):
        Voter.objects.create(election=election, person=who)
    with pytest.raises(Refused, match="stand on the roll of an election"):
        merged(pair)


def test_whoever_asked_to_be_left_alone_stays_so_even_after_an_undo(pair):
    contacts.opt_out(None, again(), Channel.MAIL, "a call")
    done = merged(pair)
    both = {"ben@example.org", "benc@example.org"}
    assert silent(Channel.MAIL, both) == both
    acts.undo(person("ada"), done)
    assert silent(Channel.MAIL, both) == both


def test_two_people_are_said_to_be_two_once(pair, leith):
    acts.tell_apart(person("ada"), pair)
    acts.look(person("ada"), leith)
    assert pairs_seen(person("ada")).count() == 0
    with pytest.raises(Refused, match="these are two people"):
        merged(pair)


def test_what_was_taken_back_since_does_not_come_back_by_an_undo(pair):
    done = merged(pair)
    Attribute.objects.filter(person=done.kept).delete()
    acts.undo(person("ada"), done)
    assert Attribute.objects.by_rule("a test").count() == 0


def test_who_has_moved_since_stays_where_they_went(pair):
    done = merged(pair)
    kept = done.kept
    membership.move(kept, membership_of(kept), Unit.objects.get(name="Govan"))
    with pytest.raises(Refused, match="has moved since"):
        acts.undo(person("ada"), done)


def test_while_a_merge_can_be_undone_its_entry_is_not_merged_away(pair, leith):
    kept, used = merged(pair).kept, member("ines", leith)
    Person.objects.filter(pk=used.pk).update(last_login=NOON)
    other = Pair.objects.create(unit=leith, first=used, second=kept, score=3, reason="?")
    with pytest.raises(Refused, match="neither is merged away"):
        merged(other)
    with clock.at(NOON + timedelta(days=31)):
        list(tasks.tick())
        merged(other)
    assert Merge.objects.filter(kept=used).count() == 2


def test_after_thirty_days_the_entries_are_forgotten(pair):
    done = merged(pair)
    with clock.at(NOON + timedelta(days=31)):
        assert len([*tasks.tick()]) == 1
        with pytest.raises(Refused, match="After thirty days"):
            acts.undo(person("ada"), done)
    done.refresh_from_db()
    assert done.before == {}


def test_the_secretary_of_another_branch_neither_sees_nor_merges_them(pair, leith):
    cleo, dev = member("cleo", Unit.objects.get(name="Govan")), member("dev", leith)
    office(Unit.objects.get(name="Govan"), cleo, "keep_roll")
    office(leith, dev, "keep_roll")
    assert pairs_seen(cleo).count() == 0
    with pytest.raises(Refused, match="keep the roll of members"):
        acts.merge(cleo, pair, ())
    assert acts.merge(dev, pair, ()).unit == leith


def test_nobody_merges_their_own_entry(pair, leith):
    office(leith, person("ben"), "keep_roll")
    with pytest.raises(Refused, match="Nobody merges their own entry"):
        acts.merge(person("ben"), pair, ())


def test_the_log_names_nobody(pair):
    merged(pair)
    assert "Castel" not in str(list(Event.objects.values()))


# Pages


def test_an_officer_sees_both_and_merges_them_by_a_form(client, pair):
    client.force_login(person("ada"))
    assert "Ben Castel" in client.get(reverse("merges:index")).content.decode()
    page = client.get(pair.get_absolute_url())
    assert "names that differ by one letter" in page.content.decode()
    said = {"name": "first", "email": "first", "branch": "first"}
    assert client.post(pair.get_absolute_url(), said).status_code == 302
    assert Person.objects.filter(name__startswith="Ben").count() == 1
    (done,) = Merge.objects.all()
    client.post(reverse("merges:undo", args=[done.pk]))
    assert Person.objects.filter(name__startswith="Ben").count() == 2


def test_without_pairs_the_page_says_how_they_are_found(client, federation):
    client.force_login(person("ada"))
    page = client.get(reverse("merges:index")).content.decode()
    assert "Press “Look through the roll”" in page


def test_an_officer_from_whom_names_are_kept_is_told_so_and_shown_no_merge_by_name(client, pair):
    done = merged(pair)
    adopt("counts")
    office(Unit.objects.get(parent=None), person("ada"), "keep_roll")
    client.force_login(person("ada"))
    page = client.get(reverse("merges:index")).content.decode()
    assert "Names stay in the branches." in page
    assert "That does not mean that there is none." in page
    assert done.kept.name not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_any_number(client, leith, count, django_assert_num_queries):
    people = [member(f"twin{n}", leith) for n in range(2 * count)]
    for n in range(count):
        Pair.objects.create(
            unit=leith, first=people[2 * n], second=people[2 * n + 1], score=0.5, reason="a test"
        )
    client.force_login(person("ada"))
    client.get(reverse("merges:index"))
    with django_assert_num_queries(22):
        client.get(reverse("merges:index"))
