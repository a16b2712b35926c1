"""A query about people that forgets for whom it reads stops before it reads."""

import pytest

from articulator.identity.membership.models import Membership
from articulator.kernel.models import Person
from articulator.kernel.scope import Unscoped

pytestmark = pytest.mark.django_db
FORGETFUL = {
    "list": lambda: list(Membership.objects.all()),
    "count": Membership.objects.count,
    "exists": Membership.objects.exists,
    "first": Membership.objects.first,
    "get": lambda: Membership.objects.get(number="1"),
    "values": lambda: list(Membership.objects.values("person")),
    "iterator": lambda: list(Membership.objects.iterator()),
    "aggregate": Membership.objects.aggregate,
    "filter": lambda: bool(Membership.objects.filter(kind="member")),
    "related": lambda: list(Person(name="Ada").memberships.all()),
}


@pytest.mark.parametrize("way", FORGETFUL)
def test_reading_without_saying_for_whom_raises(way):
    with pytest.raises(Unscoped, match="nobody said for whom"):
        FORGETFUL[way]()


def test_a_rule_of_the_house_or_a_person_who_looks_may_read():
    assert Membership.objects.by_rule("a test").count() == 0
    assert list(Membership.objects.seen_by(None)) == []


def test_the_name_stays_with_what_is_made_of_the_query():
    named = Membership.objects.by_rule("a test").filter(kind="member").order_by("number")
    assert list(named.exclude(number="2").values_list("number", flat=True)) == []


def test_inside_another_query_it_needs_no_name():
    held = Membership.objects.filter(kind="member")
    assert list(Person.objects.filter(pk__in=held.values("person"))) == []
