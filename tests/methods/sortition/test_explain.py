"""What people are told about a lottery."""

import re

import pytest

from articulator.methods.sortition import (
    Pool,
    Quota,
    bands,
    binding_quotas,
    draw,
    lottery,
    summary,
)
from articulator.methods.sortition.html import page
from tests.methods.sortition.pools import FIVE, ONE_OF_EACH, stored

SEED = "00" * 32


def two_to_one():
    """Four women and two men, one seat each: the quota halves the women's chance."""
    women, men = ("ada", "cleo", "ewa", "gita"), ("ben", "dev")
    rows = ({"gender": "woman"},) * 4 + ({"gender": "man"},) * 2
    return Pool(women + men, rows), (Quota("gender", "man", 1, 2), Quota("gender", "woman", 0, 2))


def test_the_quota_that_holds_the_lowest_chance_down_is_named_with_its_price():
    pool, quotas = two_to_one()
    result = lottery(pool, quotas, 2)
    assert result.probabilities["ada"] == pytest.approx(1 / 4)
    (binding,) = binding_quotas(result)
    assert binding.sentence() == (
        "Lowering the minimum of gender = man (1) by 1 would lift the lowest chance by at most"
        " 25.000 percentage points."
    )


def test_a_price_is_never_less_than_what_one_more_place_brings():
    pool, quotas, seats = stored("sf_fixture_150")
    result = lottery(pool, quotas, seats)
    strongest = binding_quotas(result)[0]
    old = strongest.quota
    change = (0, 1) if strongest.end == "maximum" else (-1, 0)
    new = Quota(old.feature, old.value, old.min + change[0], old.max + change[1])
    relaxed = tuple(new if quota == old else quota for quota in quotas)
    lifted = lottery(pool, relaxed, seats).min_probability - result.min_probability
    assert -1e-6 <= lifted <= strongest.gain + 2e-6


def test_bands_hold_everybody_once_and_never_a_handful():
    result = lottery(*stored("sf_fixture_150"))
    assert [band.people for band in bands(result)] == [64, 37, 49]
    assert [band.people for band in bands(result, fewest=1)] == [64, 37, 44, 2, 2, 1]
    assert bands(result)[0].low == result.min_probability
    assert bands(result)[-1].high == pytest.approx(result.max_probability)
    assert len(bands(lottery(*stored("example_small_20")))) == 1


def test_the_summary_says_who_can_be_on_no_panel():
    lines = summary(lottery(FIVE, ONE_OF_EACH, 2))
    assert lines[3] == "3 people can be on no panel, because of the quotas."


def test_the_page_stands_alone_and_escapes_names():
    pool = Pool(("<script>alert(1)</script>", "ben"), ({"a": "1"}, {"a": "1"}))
    result = lottery(pool, (Quota("a", "1", 1, 1),), 1)
    html = page(result, draw(result, pool, SEED), title="Council & lot")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<title>Council &amp; lot</title>" in html
    assert re.findall(r"(?:src|href)=", html) == []
