"""Telling a page, passing it on, and the tree of what came of it (R-152, R-153, R-159)."""

import pytest
from django.db import IntegrityError, transaction

from articulator.identity.constitution.queries import preset
from articulator.intelligence.movement.catalogue import FUNCTIONS, SPHERES
from articulator.kernel.acts import Refused
from articulator.kernel.links import origins, outcomes
from articulator.kernel.models import Unit
from articulator.methods.constitution import load
from articulator.methods.plain import FIVE_MINUTES, measure, words
from articulator.operations.dna import acts
from articulator.operations.dna.acts import Said
from articulator.operations.dna.catalogue import (
    fields,
    shipped,
    starters,
)
from articulator.operations.dna.models import Dna, TeachBack
from articulator.operations.dna.queries import changed_since, family, find, texts
from tests.operations.dna.scene import begun, filled, handed_in, mark, text_of
from tests.people import person


def split(parent, how=Dna.How.SPLIT):
    return acts.descend(person("ada"), parent, Unit.objects.get(slug="govan"), how)


# The examples


def test_there_are_six_examples_each_whole_within_the_limits_and_with_its_sources():
    assert len(starters()) == 6
    for one in starters():
        assert list(one.texts) == [f.key for f in fields()]
        long = {f.key for f in fields() if words(one.texts[f.key]) > f.words}
        assert (one.key, long) == (one.key, set())
        assert len(one.sources) >= 2
        assert all(url.startswith("http") and name for name, url in one.sources)
        assert (one.function in FUNCTIONS, one.sphere in SPHERES) == (True, True)


def test_every_example_can_be_told_in_five_minutes():
    slow = [
        one.key
        for one in starters()
        if measure("\n".join(one.texts.values())).seconds > FIVE_MINUTES
    ]
    assert slow == []


def test_the_examples_stand_in_different_places_of_the_map():
    assert {one.function for one in starters()} >= {"smashing", "taming", "building"}
    assert len({one.sphere for one in starters()}) >= 4


def test_the_page_asks_for_everything_that_the_preset_wants_of_a_campaign():
    said = load(preset("new-kind-of-party.yaml")).data["incubator"]
    assert set(said["dna_fields"]) == {one for f in fields() for one in f.answers}
    assert sum(f.words for f in fields()) <= said["dna_max_words"]


def test_the_example_beside_each_question_keeps_its_own_limit():
    assert [f.key for f in fields() if words(f.example) > f.words] == []


def test_an_example_is_found_before_anything_rests_on_it(federation):
    page, _ = shipped(starters()[0])
    assert Dna.objects.count() == 0
    assert find(page.pk).title == starters()[0].title
    assert texts(page) == dict(starters()[0].texts)


# Passing it on


def test_a_copy_has_all_texts_and_both_know_of_each_other(federation):
    parent = handed_in()
    child = split(parent, Dna.How.COPY)
    assert text_of(child, "want") == text_of(parent, "want")
    assert [(k.kind, k.words) for k in origins(child)] == [("copies", "Dry homes")]
    assert [(k.kind, k.words) for k in outcomes(parent)] == [("copies", "Dry homes")]
    acts.sit(None, child, "a phone")
    acts.write(None, child, "a phone", Said("want", 1, "Warm homes."))
    assert (text_of(child, "want") != text_of(parent, "want")) is True


def test_an_example_is_written_down_once_when_the_first_copy_is_made(federation):
    page, _ = shipped(starters()[0])
    for _ in range(2):
        split(find(page.pk), Dna.How.COPY)
    assert Dna.objects.filter(how="shipped").count() == 1
    assert [one.dna.how for one in family(Dna.objects.get(pk=page.pk)).kin] == [
        "shipped", "copy", "copy",
    ]  # fmt: skip


def test_the_tree_shows_who_came_before_and_what_came_of_it(federation):
    first = handed_in()
    change = split(first, Dna.How.CHANGE)
    other = split(first)
    for one in (change, other):
        for phone in "abc":
            acts.sit(None, one, phone)
        acts.hand_in(None, one, "a")
    last = split(change)
    seen = {one.dna.pk: one.relation for one in family(change).kin}
    assert seen == {
        first.pk: "came before", change.pk: "this page", last.pk: "came of it",
        other.pk: "a cousin",
    }  # fmt: skip
    assert {(a.dna.pk, b.dna.pk) for a, b in family(last).threads} == {
        (first.pk, change.pk), (first.pk, other.pk), (change.pk, last.pk),
    }  # fmt: skip


@pytest.mark.parametrize("children", [1, 3])
def test_a_family_is_read_in_one_question(federation, children, django_assert_num_queries):
    first = handed_in()
    for _ in range(children):
        split(first)
    with django_assert_num_queries(1):
        assert len(family(first).kin) == children + 1


def test_what_is_still_being_written_is_not_passed_on(federation):
    with pytest.raises(Refused, match="still being written"):
        split(begun())


def test_the_database_itself_wants_a_parent_for_a_descendant(federation):
    page = begun()
    with pytest.raises(IntegrityError), transaction.atomic():
        Dna.objects.filter(pk=page.pk).update(how="copy")
    with pytest.raises(IntegrityError), transaction.atomic():
        Dna.objects.filter(pk=page.pk).update(how="copy", parent=page)


# Telling it


@pytest.fixture
def evening(federation):
    """Two tables of one evening."""
    return filled(begun("an evening")), filled(begun("an evening"))


def test_told_in_five_minutes_without_missing_its_heart_it_is_passed_on(evening):
    page, other = evening
    made = acts.teach_back(None, page, mark(page), other, 280, ["care", "measure"])
    assert (made.passed, made.missed) == (True, ["measure", "care"])


@pytest.mark.parametrize(
    ("seconds", "missed"),
    [(301, []), (200, ["want"]), (200, ["care", "measure", "red_lines"]), (200, ["alone"])],
)
def test_otherwise_it_is_not_and_the_table_says_what_it_changes(evening, seconds, missed):
    page, other = evening
    with pytest.raises(Refused, match="write differently"):
        acts.teach_back(None, page, mark(page), other, seconds, missed)
    made = acts.teach_back(None, page, mark(page), other, seconds, missed, "Shorter.")
    assert (made.passed, made.change) == (False, "Shorter.")


def test_nobody_tells_their_own_page(evening):
    page, _ = evening
    with pytest.raises(Refused, match="another table tells it"):
        acts.teach_back(None, page, mark(page), page, 200, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        TeachBack.objects.create(dna=page, told_by=page, seconds=9, passed=True)


def test_a_page_that_was_changed_since_says_so(evening):
    from datetime import timedelta

    from articulator.kernel import clock
    from tests.people import NOON

    page, other = evening
    made = acts.teach_back(None, page, mark(page), other, 200, [])
    assert changed_since(page, made) is False
    with clock.at(NOON + timedelta(minutes=5)):
        acts.write(None, page, mark(page), Said("care", 1, "We rest."))
    assert changed_since(page, made) is True
