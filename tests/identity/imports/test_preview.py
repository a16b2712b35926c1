"""A list is seen line by line before anybody comes in, by those alone who may (R-47)."""

from pathlib import Path

import pytest
from django.urls import reverse

from articulator.identity.contacts.models import OptOut, Phone
from articulator.identity.imports import acts
from articulator.identity.imports.forms import ColumnsForm
from articulator.identity.imports.queries import suggestion
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.methods.people import ATTRIBUTES, PRESETS
from articulator.methods.people.columns import COMMON
from tests.identity.constitution.test_sight import adopt, office
from tests.identity.imports.scene import (
    ROLL,
    WORDING,
    dump,
    lines,
    previewed,
    taken,
)
from tests.people import person

# The preview


def test_the_preview_says_line_by_line_what_would_happen(places):
    assert lines(previewed(ROLL, places, WORDING)) == [
        (2, "new", "Ines Duarte comes onto the roll of Leith"),
        (3, "new", "Jon Adair comes onto the roll of Govan"),
        (4, "unread", "there is no branch called Partick."),
        (5, "doubt", "Lena Vogt: perhaps Ben Castell, who is known: same mail address, but "
            "different names"),
        (6, "update", "Ben Castell: adds day of joining, number there, agreed to features, gender"),
        (7, "update", "Cleo Marsh: adds number there"),
    ]  # fmt: skip


def test_the_preview_changes_nothing(places):
    before = dump()
    previewed(ROLL, places, WORDING)
    assert dump() == before
    assert OptOut.objects.count() == 0


def test_a_duplicate_is_proposed_with_a_plain_reason(places):
    Phone.objects.create(person=person("ben"), number="+447700900001")
    file = b"name,phone,branch\nBen Castel,07700 900001,Leith\n"
    assert lines(previewed(file, places)) == [
        (2, "doubt", "Ben Castel: perhaps Ben Castell, who is known: same phone, and names that "
            "differ by one letter"),
    ]  # fmt: skip


def test_a_person_who_stands_twice_in_a_file_is_taken_once(places):
    file = b"name,email,branch\nIda Roy,ida@example.org,Leith\nIda Roy,ida@example.org,Leith\n"
    assert [row[1:] for row in lines(previewed(file, places))] == [
        ("new", "Ida Roy comes onto the roll of Leith"),
        ("unread", "line 2 says this person already"),
    ]


def test_columns_that_would_grant_rights_are_never_taken(places):
    of = taken(b"name,is_admin,Role,password\nIda Roy,1,boss,secret\n", places)
    assert suggestion(places, of.columns).mapping == ["name", "", "", ""]
    with pytest.raises(Refused, match="The column is_admin would grant rights"):
        acts.name_columns(person("ada"), of, ["name", "kind", "", ""], "member", places)


def test_the_meaning_of_columns_is_remembered_for_the_next_file_like_it(places):
    file = b"Wer,Wohin,Post\nIda Roy,Leith,ida@example.org\n"
    of = taken(file, places)
    assert suggestion(places, of.columns).mapping == ["", "", ""]
    acts.name_columns(person("ada"), of, ["name", "branch", "email"], "member", places)
    again = suggestion(places, ["wer", "WOHIN", "Post"])
    assert (again.mapping, again.remembered) == (["name", "branch", "email"], True)
    assert suggestion(places, ["wer", "post", "wohin"]).remembered is False


# What the data charter keeps from an officer above


@pytest.fixture
def above(places):
    """Numbers alone go up. Ben keeps Leith's roll; Ada, who keeps the whole one, sees no names."""
    adopt("counts")
    office(Unit.objects.get(name="Leith"), person("ben"), "keep_roll")
    office(places, person("ada"), "keep_roll")
    return places


def test_an_officer_above_sees_that_a_file_is_there_and_none_of_its_lines(client, above):
    of = previewed(b"name,branch\nIda Roy,Leith\n", Unit.objects.get(name="Leith"), who="ben")
    client.force_login(person("ada"))
    page = client.get(of.get_absolute_url()).content.decode()
    assert "people.csv" in page
    assert "shown to those who keep the roll of Leith" in page
    assert "Ida Roy" not in page
    with pytest.raises(Refused, match="The names of Leith stay there"):
        acts.carry_out(person("ada"), of)
    client.force_login(person("ben"))
    assert "Ida Roy comes onto" in client.get(of.get_absolute_url()).content.decode()


def test_a_file_tells_an_officer_no_name_that_the_charter_keeps_from_them(above):
    Phone.objects.create(person=person("cleo"), number="+447700900001")
    file = b"name,phone,branch\nCleo Mash,07700 900001,Leith\n"
    words = "Cleo Mash: perhaps {}, who is known: same phone, and names that differ by one letter"
    assert lines(previewed(file, above))[0][2] == words.format("somebody in Leith")
    leith = Unit.objects.get(name="Leith")
    assert lines(previewed(file, leith, who="ben"))[0][2] == words.format("Cleo Marsh")


# The page of the columns


def test_columns_that_are_known_come_first_and_the_rest_is_folded_away(client, places):
    of = taken(b"Wer,email,Mitglied\nIda Roy,ida@example.org,ja\n", places)
    form = ColumnsForm(of=of)
    assert [one.label for one in form.taken] == ["email"]
    assert [one.label for one in form.left] == ["Wer", "Mitglied"]
    client.force_login(person("ada"))
    page = client.get(reverse("imports:columns", args=[of.pk])).content.decode()
    assert "2 more columns, left out unless you choose" in page


def test_every_column_that_a_system_has_of_its_own_is_in_the_manual():
    manual = Path("docs/imports.md").read_text("utf-8").casefold()
    general = {*COMMON, *ATTRIBUTES}
    own = {
        column
        for one in PRESETS
        for column, field in one.means.items()
        if field and column not in general
    }
    assert [column for column in sorted(own) if f"`{column}`" not in manual] == []
