"""Calling reserves."""

from articulator.methods.sortition import Pool, Quota, next_reserve

QUOTAS = (Quota("gender", "man", 1, 1), Quota("gender", "woman", 2, 2))
POOL = Pool(
    ("ada", "ben", "cleo", "dev", "ewa", "finn"),
    tuple({"gender": g} for g in ("woman", "man", "woman", "man", "woman", "man")),
)


def test_a_woman_who_declines_is_followed_by_the_first_woman_of_the_lot():
    reserves = ("dev", "ewa", "finn")
    assert next_reserve(("ada", "ben", "cleo"), ("ada",), reserves, POOL, QUOTAS) == "ewa"


def test_among_equals_the_order_of_the_lot_decides():
    selected = ("ada", "ben", "cleo")
    assert next_reserve(selected, ("ben",), ("finn", "ewa", "dev"), POOL, QUOTAS) == "finn"
    assert next_reserve(selected, ("ben",), ("dev", "ewa", "finn"), POOL, QUOTAS) == "dev"


def test_somebody_called_before_is_not_called_again():
    selected, gone = ("ada", "ben", "cleo", "finn"), ("ben", "finn")
    assert next_reserve(selected, gone, ("finn", "ewa", "dev"), POOL, QUOTAS) == "dev"


def test_when_nobody_fits_the_nearest_is_called():
    assert next_reserve(("ada", "ben", "cleo"), ("ben",), ("ewa",), POOL, QUOTAS) == "ewa"


def test_when_nobody_is_left_nobody_is_called():
    assert next_reserve(("ada", "ben"), ("ada", "dev"), ("dev",), POOL, QUOTAS) is None
