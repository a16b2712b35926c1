"""A roll comes in from a file, line by line, and goes out again without a trace (R-47)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.membership import acts
from articulator.identity.membership.models import (
    Attribute,
    ImportRow,
    Membership,
    RollImport,
    Standing,
)
from articulator.identity.membership.queries import (
    coverage,
    in_pool,
    members,
    membership_of,
    pool,
)
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.log import stored_faults
from articulator.kernel.models import Person, Unit
from tests.people import NOON, member, person

TABLES = (Person, Membership, Standing, Attribute)
ROLL = """id,name,branch,email,joined,trained_until,gender
N1,Ines Duarte,Leith,ines@example.org,2025-01-05,2027-06-30,woman
N2,Jon Adair,Govan,jon@example.org,2025-02-05,,
N3,Kofi Mensah,Partick,kofi@example.org,2025-03-05,,
N4,Lena Vogt,Leith,ben@example.org,2025-03-05,,
M-ben,Ben Castell,Govan,ben@example.org,2024-01-01,2028-01-01,man
M-cleo,Cleo Marsh,Leith,cleo@example.org,,,
"""


@pytest.fixture
def ada(federation):
    for name in ("ben", "cleo", "dev"):
        member(name, Unit.objects.get(name="Leith"))
    return person("ada")


@pytest.fixture
def preview(ada, federation):
    return acts.preview_import(ada, federation, "roll.csv", ROLL.encode())


def dump():
    """Every row of every table that an import touches."""
    return [sorted(map(str, model._base_manager.values_list())) for model in TABLES]


def words(roll_import):
    return list(roll_import.rows.values_list("line", "effect", "words"))


def test_the_preview_says_line_by_line_what_would_happen(preview):
    assert words(preview) == [
        (2, "add", "Ines Duarte joins the roll of Leith"),
        (3, "add", "Jon Adair joins the roll of Govan"),
        (4, "refuse", "there is no branch called Partick."),
        (5, "refuse", "the address ben@example.org belongs to another person already"),
        (6, "change", "Ben Castell: new branch, trained until, attributes"),
        (7, "same", "Cleo Marsh is on the roll like this already"),
    ]


def test_the_preview_changes_nothing(ada, federation):
    before = dump()
    acts.preview_import(ada, federation, "roll.csv", ROLL.encode())
    assert dump() == before


def test_carrying_it_out_does_what_the_preview_says(ada, federation, preview):
    acts.carry_out(ada, preview)
    assert sorted(str(one) for one in members(federation)) == [
        "Ben Castell", "Cleo Marsh", "Dev Patel", "Ines Duarte", "Jon Adair",
    ]  # fmt: skip
    ines = Person.objects.get(name="Ines Duarte")
    assert membership_of(ines).unit.name == "Leith"
    assert list(ines.attributes.seen_by(ines).values_list("name", "value")) == [("gender", "woman")]
    assert in_pool(ines, "leadership_pool", federation)
    assert membership_of(person("ben")).unit.name == "Govan"
    assert not ines.has_usable_password()


def test_undoing_it_leaves_every_table_as_it_was_row_for_row(ada, preview):
    Standing.objects.update(since=NOON + timedelta(microseconds=123457) - timedelta(days=9))
    before = dump()
    acts.carry_out(ada, preview)
    assert dump() != before
    acts.undo(ada, preview)
    assert dump() == before
    preview.refresh_from_db()
    assert preview.state == RollImport.State.UNDONE


def test_nothing_is_carried_out_or_undone_twice(ada, preview):
    acts.carry_out(ada, preview)
    with pytest.raises(Refused, match="not waiting"):
        acts.carry_out(ada, preview)
    acts.undo(ada, preview)
    with pytest.raises(Refused, match="Only an import that was carried out"):
        acts.undo(ada, preview)


def test_an_import_on_which_another_builds_is_not_undone(ada, federation, preview):
    acts.carry_out(ada, preview)
    with clock.at(NOON + timedelta(hours=1)):
        later = acts.preview_import(
            ada, federation, "later.csv", b"id,name,branch\nN9,Hugo Lind,Leith\n"
        )
        acts.carry_out(ada, later)
    with pytest.raises(Refused, match="A later import builds on this one"):
        acts.undo(ada, preview)


def test_an_import_is_not_undone_when_someone_it_added_has_acted(ada, federation, preview):
    acts.carry_out(ada, preview)
    ines = Person.objects.get(name="Ines Duarte")
    other = acts.preview_import(ada, federation, "x.csv", b"id,name,branch\n")
    RollImport.objects.filter(pk=other.pk).update(by=ines)
    before = dump()
    with pytest.raises(Refused, match="has acted since"):
        acts.undo(ada, preview)
    assert dump() == before


def test_who_keeps_no_roll_imports_none(federation):
    ben = member("ben", Unit.objects.get(name="Leith"))
    with pytest.raises(Refused, match="keep the roll of members"):
        acts.preview_import(ben, federation, "roll.csv", ROLL.encode())
    assert ImportRow.objects.count() == 0


def test_a_roll_of_thousands_is_imported_in_seconds(ada, federation):
    lines = [
        f"B{n},Member {n},{'Leith' if n % 2 else 'Govan'},b{n}@example.org" for n in range(5000)
    ]
    file = "\n".join(["id,name,branch,email", *lines]).encode()
    made = acts.preview_import(ada, federation, "big.csv", file)
    assert acts.carry_out(ada, made) == {"added": 5000, "changed": 0}
    assert members(federation).count() == 5003
    assert list(stored_faults()) == []


def test_a_pool_is_a_standing_a_body_or_everyone(ada, federation):
    dev = person("dev")
    Standing.objects.filter(person=dev).delete()
    assert sorted(map(str, pool("leadership_pool", federation))) == ["Ben Castell", "Cleo Marsh"]
    assert pool("all_members", federation).count() == 3
    assert list(pool("council", federation)) == []
    assert coverage("leadership_pool", federation).share == pytest.approx(2 / 3)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_roll_asks_the_same_of_the_database_for_any_number(
    ada, client, count, django_assert_num_queries
):
    Membership.objects.exclude(person__in=Person.objects.order_by("name")[1 : 1 + count]).delete()
    client.force_login(ada)
    client.get(reverse("membership:roll", args=["federation"]))
    with django_assert_num_queries(16):
        answer = client.get(reverse("membership:roll", args=["federation"]))
    assert answer.content.decode().count("<tr>") == 1 + count


def test_a_file_that_is_no_roll_is_said_to_be_none_and_nothing_is_kept(ada, client):
    client.force_login(ada)
    file = pytest.importorskip("django.core.files.uploadedfile").SimpleUploadedFile(
        "x.csv", b"\0\1"
    )
    answer = client.post(reverse("membership:upload", args=["federation"]), {"file": file})
    assert answer.status_code == 422
    assert "The file is not text" in answer.content.decode()
    assert RollImport.objects.count() == 0
