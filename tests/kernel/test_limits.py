"""Limits that all processes share: exact, per address or per somebody, and forgotten in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from articulator.kernel.limits import Rate, TooManyError, allowed, forget, slow_down
from articulator.kernel.models import Cached

pytestmark = pytest.mark.django_db
THRICE = Rate(3, 600)


def visit(address="192.0.2.1"):
    return RequestFactory(REMOTE_ADDR=address).post("/")


def test_three_are_allowed_and_the_fourth_is_not():
    assert [allowed(visit(), "join", THRICE) for _ in range(5)] == [True] * 3 + [False] * 2


def test_another_address_another_form_and_another_somebody_count_for_themselves():
    for _ in range(3):
        allowed(visit(), "join", THRICE)
    assert allowed(visit(), "join", THRICE) is False
    assert allowed(visit("192.0.2.2"), "join", THRICE) is True
    assert allowed(visit(), "answer", THRICE) is True
    assert allowed(visit(), "join", THRICE, who="ada") is True


def test_a_household_of_ipv6_is_one_address():
    once = Rate(1, 600)
    assert allowed(visit("2001:db8:1:1::1"), "join", once) is True
    assert allowed(visit("2001:db8:1:1:ffff::2"), "join", once) is False
    assert allowed(visit("2001:db8:1:2::1"), "join", once) is True


def test_whoever_is_over_the_limit_is_told_for_how_long():
    for _ in range(3):
        slow_down(visit(), "join", THRICE)
    with pytest.raises(TooManyError) as told:
        slow_down(visit(), "join", THRICE)
    assert 590 <= told.value.wait <= 600


def test_a_place_is_free_again_when_its_time_is_over():
    once = Rate(1, 600)
    assert allowed(visit(), "join", once) is True
    Cached.objects.update(expires=timezone.now() - timedelta(seconds=2))
    assert allowed(visit(), "join", once) is True


def test_what_has_run_out_is_forgotten():
    cache.set("old", 1, timeout=600)
    Cached.objects.update(expires=timezone.now() - timedelta(seconds=2))
    cache.set("new", 1, timeout=600)
    forget()
    assert (Cached.objects.count(), cache.get("new")) == (1, 1)


def test_the_table_names_no_address():
    allowed(visit("192.0.2.77"), "join", THRICE)
    kept = [f"{row.cache_key} {row.value}" for row in Cached.objects.all()]
    assert len(kept) == 1
    assert "192.0.2.77" not in kept[0]


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_do_not_slip_through(on_disk):
    def ask(_number):
        try:
            return allowed(visit(), "join", THRICE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(ask, range(24)))
    assert answers.count(True) == 3
