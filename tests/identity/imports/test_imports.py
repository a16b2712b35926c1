"""Lists come over from other systems, are seen first, and go out again without a trace (R-47)."""

from datetime import timedelta

import pytest

from articulator.identity.contacts.models import Channel, Consent, OptOut
from articulator.identity.contacts.queries import fingerprint, silent
from articulator.identity.imports import acts, tasks
from articulator.identity.imports.models import Import, Part, Row
from articulator.identity.membership import acts as membership
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import in_pool, members, membership_of
from articulator.identity.merges.models import Identifier, Pair
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.log import stored_faults
from articulator.kernel.models import Event, Person, Unit
from tests.identity.imports.scene import (
    ROLL,
    WORDING,
    carried,
    dump,
    lines,
    previewed,
    sample,
    taken,
    undone,
)
from tests.people import NOON, member, person

SAMPLES = ("actionnetwork", "nationbuilder", "civicrm-contacts")


# Carrying out, and back


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_in_and_goes_out_without_a_trace(places, name):
    before = dump()
    of = carried(sample(name), places)
    assert (of.state, of.counts["new"]) == ("done", 60 - of.counts.get("unread", 0))
    assert Membership.objects.current().by_rule("a test").count() > 50
    undone(of)
    assert dump() == before
    assert list(stored_faults()) == []


def test_memberships_find_the_contacts_that_came_before_by_their_number(places):
    carried(sample("civicrm-contacts"), places)
    before = dump()
    of = carried(sample("civicrm-memberships"), places)
    kofi = Person.objects.get(email="kofi.evans0@example.org")
    assert membership_of(kofi).joined_on.isoformat() == "2025-03-30"
    assert of.counts["update"] > 20
    assert ("unread", "the membership does not run any more (Expired)") in {
        row[1:] for row in lines(of)
    }
    undone(of)
    assert dump() == before


def test_memberships_without_their_contacts_say_which_file_is_first(places):
    of = previewed(sample("civicrm-memberships"), places)
    assert lines(of)[0] == (
        2, "unread", "nobody has the number 500. Import the file with the names first",
    )  # fmt: skip


def test_the_same_file_again_changes_nothing(places):
    carried(sample("nationbuilder"), places)
    before = dump()
    again = carried(sample("nationbuilder"), places)
    assert (again.counts.get("new"), again.counts["same"]) == (None, 60)
    assert dump() == before


def test_carrying_it_out_does_what_the_preview_says(places):
    carried(ROLL, places, WORDING)
    ines = Person.objects.get(name="Ines Duarte")
    assert (membership_of(ines).unit.name, membership_of(ines).number) == ("Leith", "N1")
    assert list(Attribute.objects.seen_by(ines).values_list("name", "value")) == [
        ("gender", "woman")
    ]
    assert in_pool(ines, "leadership_pool", places)
    assert not ines.has_usable_password()
    assert not Person.objects.filter(name="Lena Vogt").exists()
    assert membership_of(person("ben")).joined_on.isoformat() == "2023-01-01"


def test_who_is_known_keeps_all_that_is_known_of_them(places):
    file = b"id,name,email,branch\nM-ben,Benjamin Castell,other@example.org,Govan\n"
    carried(file, places)
    ben = person("ben")
    assert (ben.name, ben.email, membership_of(ben).unit.name) == (
        "Ben Castell", "ben@example.org", "Leith",
    )  # fmt: skip


@pytest.mark.parametrize(("decision", "people"), [("same", 0), ("other", 1), ("", 0)])
def test_an_officer_decides_about_a_possible_duplicate(places, decision, people):
    before = dump()
    of = previewed(ROLL, places, WORDING)
    acts.decide(person("ada"), of, decision, 5)
    acts.carry_out(person("ada"), of)
    lena = Person.objects.filter(name="Lena Vogt")
    assert (lena.count(), lena.filter(email=None).count()) == (people, people)
    undone(of)
    assert dump() == before


def test_one_who_only_takes_part_becomes_a_member_with_history(places, monkeypatch):
    line = membership_of(person("dev"))
    Membership.objects.filter(pk=line.pk).update(kind="participant")
    before = dump()
    of = carried(b"id,name,branch,joined,class\nM-dev,Dev Patel,Leith,2025-01-01,Member\n", places)
    rows = Membership.objects.seen_by(person("dev")).filter(person=person("dev"))
    assert (membership_of(person("dev")).kind, rows.count()) == ("member", 2)
    undone(of)
    assert dump() == before


def test_undo_leaves_those_who_have_done_something_since_and_says_so(places):
    of = carried(ROLL, places, WORDING)
    ines = Person.objects.get(name="Ines Duarte")
    membership.move(ines, membership_of(ines), Unit.objects.get(name="Govan"))
    undone(of)
    assert of.counts["stay"] == 1
    assert membership_of(ines).unit.name == "Govan"
    assert not Person.objects.filter(name="Jon Adair").exists()


def test_undo_takes_those_who_resembled_another_and_the_pair_with_them(places):
    of = carried(ROLL, places, WORDING)
    for name in ("Ines Duarte", "Jon Adair"):
        one = Person.objects.get(name=name)
        Pair.objects.create(unit=places, first=one, second=person("dev"), score=3, reason="?")
    undone(of)
    assert of.counts["stay"] == 0
    assert not Pair.objects.exists()


def test_what_a_person_changed_since_is_not_taken_back(places):
    person("dev").__class__.objects.filter(email="dev@example.org").update(email=None)
    dev = Person.objects.get(name="Dev Patel")
    of = carried(b"id,name,email,branch\nM-dev,Dev Patel,dev@new.example,Leith\n", places)
    Person.objects.filter(pk=dev.pk).update(email="dev@own.example")
    undone(of)
    assert Person.objects.get(pk=dev.pk).email == "dev@own.example"


def test_an_import_on_which_another_builds_is_undone_after_it(places):
    first = carried(ROLL, places, WORDING)
    with clock.at(NOON + timedelta(hours=1)):
        later = carried(b"id,name,phone\nN1,Ines Duarte,07700 900002\n", places)
        with pytest.raises(Refused, match="changed the same people later"):
            acts.undo(person("ada"), first)
        undone(later)
        assert undone(first).state == "undone"


def test_after_thirty_days_the_rows_are_forgotten_and_nothing_is_undone(places):
    of = carried(ROLL, places, WORDING)
    with clock.at(NOON + timedelta(days=31)):
        assert [*tasks.tick()] == [f"rows of import “{of}” forgotten"]
        assert [*tasks.tick()] == []
        with pytest.raises(Refused, match="After thirty days"):
            acts.undo(person("ada"), of)
    assert Row.objects.count() == Part.objects.count() == 0


def test_the_file_is_deleted_when_it_is_carried_out_or_put_away(places):
    carried(ROLL, places, WORDING)
    acts.drop(person("ada"), previewed(ROLL, places, WORDING))
    assert Part.objects.count() == 0


# Silence and consent


def test_whoever_asked_for_silence_is_left_alone_even_after_an_undo(places):
    of = carried(sample("actionnetwork"), places)
    for address in ("ewan.jones2@example.org", "rosa.cole3@example.org"):
        assert silent(Channel.MAIL, [address]) == {address}
    assert silent(Channel.PHONE, ["+447700951750"]) == {"+447700951750"}
    kept = sorted(OptOut.objects.values_list("channel", "fingerprint"))
    undone(of)
    assert sorted(OptOut.objects.values_list("channel", "fingerprint")) == kept


def test_the_opt_outs_of_a_file_are_exactly_those_it_says(places):
    carried(sample("nationbuilder"), places)
    said = [line.split(",") for line in sample("nationbuilder").decode().splitlines()[1:]]
    no = {fields[9] for fields in said if fields[10] == "N"}
    assert set(OptOut.objects.filter(channel="mail").values_list("fingerprint", flat=True)) == set(
        map(fingerprint, no)
    )


def test_a_line_that_is_left_out_is_still_heard_where_it_asks_for_silence(places):
    file = (
        b"name,email,branch,unsubscribed,deceased\n"
        b"Ida Roy,ida@example.org,Nowhere,yes,\n"
        b"=cmd,max@example.org,Leith,1,\n"
        b"Ole Tun,ole@example.org,Leith,,yes\n"
    )
    of = carried(file, places)
    assert of.counts == {"unread": 3, "quiet": 3}
    said = {"ida@example.org", "max@example.org", "ole@example.org"}
    assert silent(Channel.MAIL, said) == said


def test_opt_outs_come_before_the_first_person(places):
    of = previewed(sample("actionnetwork"), places)
    Import.objects.filter(pk=of.pk).update(state="carrying")
    of.refresh_from_db()
    people = Person.objects.count()
    acts.go_on(None, of)
    assert OptOut.objects.count() > 10
    assert Person.objects.count() == people


def test_a_word_that_is_no_clear_yes_is_a_no(places):
    file = b"name,email,branch,email_opt_in\nIda Roy,ida@example.org,Leith,perhaps\n"
    carried(file, places)
    assert silent(Channel.MAIL, ["ida@example.org"])


def test_nobody_has_agreed_to_anything_unless_a_column_and_its_words_say_so(places):
    carried(sample("actionnetwork"), places)
    assert Consent.objects.by_rule("a test").count() == 0
    of = taken(b"name,branch,newsletter\nIda Roy,Leith,yes\n", places)
    with pytest.raises(Refused, match="Say to which words"):
        acts.name_columns(
            person("ada"), of, ["name", "branch", "consent:contact"], "member", places
        )


def test_a_yes_is_taken_over_with_its_words_and_never_against_an_opt_out(places):
    file = (
        b"name,email,branch,newsletter,unsubscribed\n"
        b"Ida Roy,ida@example.org,Leith,yes,no\n"
        b"Max Orr,max@example.org,Leith,yes,yes\n"
    )
    carried(file, places, WORDING, newsletter="consent:contact")
    assert list(
        Consent.objects.by_rule("a test").values_list(
            "person__name", "purpose", "wording", "channel"
        )
    ) == [("Ida Roy", "contact", WORDING, "the file people.csv")]


# Who may, and what survives


def test_who_keeps_no_roll_brings_nobody_in(places):
    with pytest.raises(Refused, match="keep the roll of members"):
        taken(ROLL, places, who="ben")
    assert Import.objects.count() == Part.objects.count() == 0


def test_people_land_in_the_branches_of_the_unit_alone(places):
    leith = Unit.objects.get(name="Leith")
    member("jon", Unit.objects.get(name="Govan"))
    file = (
        b"name,email,branch\nIda Roy,ida@example.org,Govan\n"
        b"Jon Adair,jon@example.org,Leith\nMax Orr,max@example.org,\n"
    )
    assert [row[1:] for row in lines(previewed(file, leith))] == [
        ("unread", "Govan is not part of Leith, whose roll you keep"),
        ("unread", "this address or number is known outside of Leith. Ask those who keep the roll "
            "above"),
        ("new", "Max Orr comes onto the roll of Leith"),
    ]  # fmt: skip


def test_who_has_left_is_not_brought_back(places):
    membership.leave(person("cleo"), membership_of(person("cleo")))
    of = carried(b"name,email,branch\nCleo Marsh,cleo@example.org,Leith\n", places)
    assert lines(of)[0][1:] == (
        "unread", "this person has left the organisation. No file brings anybody back",
    )  # fmt: skip


def test_nothing_is_carried_out_or_undone_twice(places):
    of = carried(ROLL, places, WORDING)
    with pytest.raises(Refused, match="not waiting"):
        acts.carry_out(person("ada"), of)
    undone(of)
    with pytest.raises(Refused, match="Only an import that was carried out"):
        acts.undo(person("ada"), of)


def test_a_worker_killed_between_two_pieces_goes_on_where_it_was(places, monkeypatch):
    monkeypatch.setattr(acts, "BATCH", 7)
    before = dump()
    of = previewed(sample("actionnetwork"), places)
    for state, after in (("carrying", "done"), ("undoing", "undone")):
        Import.objects.filter(pk=of.pk).update(state=state, done=0)
        of.refresh_from_db()
        while acts.go_on(None, of) and of.done < 30:
            of.refresh_from_db()
        with clock.at(clock.now() + timedelta(minutes=11)):
            assert [*tasks.tick()] == [f"import “{of}” taken up again"]
        of.refresh_from_db()
        assert of.state == after
    assert dump() == before


def test_a_reading_that_another_has_overtaken_writes_nothing(places):
    of = taken(ROLL, places)
    Import.objects.filter(pk=of.pk).update(state="reading")
    of.refresh_from_db()
    run = acts.begin_reading(None, of).run
    acts.begin_reading(None, of)
    with pytest.raises(Refused, match="Another worker"):
        acts.note(None, of, run, [Row(of=of, line=2, effect="new", words="x")])


def test_the_log_says_what_was_done_and_names_nobody(places):
    carried(sample("actionnetwork"), places)
    said = str(list(Event.objects.values_list("kind", "facts")))
    assert "imports.carry_out" in said
    assert "example.org" not in said
    assert "Kofi" not in said


def test_a_roll_of_thousands_comes_in_within_seconds(places):
    rows = [
        f"B{n},Member {n},{'Leith' if n % 2 else 'Govan'},b{n}@example.org" for n in range(5000)
    ]
    of = carried("\n".join(["id,name,branch,email", *rows]).encode(), places)
    assert of.counts["made"] == 5000
    assert members(places).count() == 5003
    assert Standing.objects.by_rule("a test").count() == 3
    assert Identifier.objects.by_rule("a test").count() == 5000
