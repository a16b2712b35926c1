"""The thread joins things both ways and survives what is gone."""

import pytest

from articulator.kernel.links import Knot, find, join, origins, outcomes, ref
from articulator.kernel.models import Link, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    root = Unit.objects.create(level="party", name="Federation", slug="all")
    return root, Unit.objects.create(parent=root, level="branch", name="Leith", slug="leith")


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
    assert origins(leith) == [Knot("grew from", "Federation", "/units/all")]
    assert outcomes(root) == [Knot("grew from", "Leith", "/units/leith")]


def test_joining_twice_is_joining_once(units):
    root, leith = units
    join(leith, "grew from", root)
    join(leith, "grew from", root)
    assert Link.objects.count() == 1


def test_an_end_that_is_gone_is_said_to_be_gone(units):
    root, leith = units
    join(leith, "grew from", root)
    leith.delete()
    assert outcomes(root) == [Knot("grew from", "no longer kept", None)]
