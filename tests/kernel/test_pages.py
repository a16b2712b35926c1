"""Long lists are read once, as far as anybody reads."""

import pytest

from articulator.kernel.models import Person
from articulator.kernel.pages import MOST, LongList

pytestmark = pytest.mark.django_db


def listed(number: int, per_page: int = 10) -> LongList:
    Person.objects.bulk_create(Person(name=f"P{n:05}") for n in range(number))
    return LongList(
        Person.objects.order_by("name"),
        per_page,
        lambda keys: Person.objects.filter(pk__in=keys).order_by("name"),
    )


def test_pages_hold_the_rows_in_their_order():
    pages = listed(25)
    assert [str(p) for p in pages.page(3)] == ["P00020", "P00021", "P00022", "P00023", "P00024"]
    assert (pages.count, pages.num_pages, pages.more) == (25, 3, False)


def test_counting_stops_where_nobody_reads_on():
    pages = listed(MOST + 5)
    assert (pages.count, pages.more, pages.num_pages) == (MOST, True, MOST // 10)
    assert str(pages.page(MOST // 10)[-1]) == f"P{MOST - 1:05}"


def test_a_page_costs_two_queries_however_long_the_list(django_assert_num_queries):
    pages = listed(300)
    with django_assert_num_queries(2):
        assert len(list(pages.get_page(2))) == 10


def test_an_empty_list_has_one_empty_page():
    assert list(listed(0).get_page(7)) == []
