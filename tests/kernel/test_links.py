"""The thread joins things both ways, knows when, and survives what is gone."""

from datetime import timedelta

import pytest

from articulator.kernel import clock, links
from articulator.kernel.links import Knot, find, join, origins, outcomes, ref
from articulator.kernel.models import Link, Unit
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    with clock.at(NOON):
        root = Unit.objects.create(level="party", name="Federation", slug="all")
        yield root, Unit.objects.create(parent=root, level="branch", name="Leith", slug="leith")


def grown(root: Unit, *names: str) -> list[Unit]:
    """A chain of units, each from the one before, a day later each."""
    chain = [root]
    for day, name in enumerate(names, 1):
        made = Unit.objects.create(parent=root, level="branch", name=name, slug=name.lower())
        with clock.at(NOON + timedelta(days=day)):
            join(made, "grew from", chain[-1])
        chain.append(made)
    return chain


def test_a_thing_is_found_by_its_reference(units):
    root, _ = units
    assert find(ref(root)) == root


def test_what_is_gone_or_unknown_is_not_found(units):
    assert [find("kernel.unit:00000000-0000-0000-0000-000000000000"), find("no.such:1")] == [
        None
    ] * 2


def test_the_thread_is_followed_both_ways(units):
    root, leith = units
    join(leith, "grew from", root)
    assert origins(leith) == [Knot("grew from", "Federation", "/units/all", NOON)]
    assert outcomes(root) == [Knot("grew from", "Leith", "/units/leith", NOON)]


def test_joining_twice_is_joining_once_and_the_first_moment_stays(units):
    root, leith = units
    join(leith, "grew from", root)
    with clock.at(NOON + timedelta(days=3)):
        join(leith, "grew from", root)
    assert [link.made_at for link in Link.objects.all()] == [NOON]


def test_an_end_that_is_gone_is_said_to_be_gone(units):
    root, leith = units
    join(leith, "grew from", root)
    leith.delete()
    assert outcomes(root) == [Knot("grew from", "no longer kept", None, NOON)]


def test_the_whole_way_on_is_told_with_the_days_at_each_arrow(units):
    root, _ = units
    grown(root, "Govan", "Muirhouse", "Granton")
    found = links.descendants(root, since=NOON)
    assert [(one.words, one.after) for one in found] == [
        ("Govan", "1 day later"), ("Muirhouse", "1 day later"), ("Granton", "1 day later"),
    ]  # fmt: skip


def test_the_whole_way_back_is_told_nearest_first(units):
    root, _ = units
    granton = grown(root, "Govan", "Muirhouse", "Granton")[-1]
    assert [one.words for one in links.ancestors(granton)] == ["Muirhouse", "Govan", "Federation"]


def test_what_came_of_a_thing_is_counted_from_the_last_arrow_before_it(units):
    root, leith = units
    join(leith, "grew from", root)
    for day, name in ((4, "Govan"), (9, "Granton")):
        later = Unit.objects.create(parent=root, level="branch", name=name, slug=name)
        with clock.at(NOON + timedelta(days=day)):
            join(later, "grew from", leith)
            if day == 4:
                join(leith, "serves", later)
    found = links.outcomes(leith, origins(leith))
    assert [(one.words, one.days) for one in found] == [("Govan", 0), ("Granton", 5)]


def test_a_circle_ends_and_nothing_is_told_twice(units):
    root, leith = units
    join(leith, "grew from", root)
    join(root, "grew from", leith)
    assert [one.words for one in links.descendants(root)] == ["Leith"]


def test_only_the_asked_kinds_of_arrows_are_followed(units):
    root, leith = units
    join(leith, "grew from", root)
    assert links.descendants(root, kinds=["serves"]) == []


def test_a_way_that_never_ends_is_told_for_eight_steps(units):
    root, _ = units
    grown(root, *"abcdefghij")
    assert len(links.descendants(root)) == links.DEEP


def test_a_wide_thread_takes_no_more_questions_than_a_narrow_one(units, django_assert_num_queries):
    root, leith = units
    join(leith, "grew from", root)
    with django_assert_num_queries(3):  # its arrows, what follows on those, the things
        links.descendants(root)
    for name in ("Govan", "Granton"):
        join(Unit.objects.create(parent=root, level="branch", name=name, slug=name), "grew from",
             root)  # fmt: skip
    with django_assert_num_queries(3):
        links.descendants(root)
    with django_assert_num_queries(2):
        outcomes(root)


def test_what_was_made_before_moments_were_noted_has_no_days_rather_than_none(units):
    root, leith = units
    join(leith, "grew from", root)
    Link.objects.update(made_at=None)
    [knot] = links.descendants(root, since=NOON)
    assert (knot.at, knot.days, knot.after) == (None, None, "")


def test_days_are_midnights_and_the_same_day_is_said_so(units):
    assert links.days_between(NOON, NOON + timedelta(hours=13)) == 1
    assert Knot("x", "y", None, NOON, 0).after == "on the same day"
