"""Two shares are compared only as far as the numbers go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.two_shares import Share, Verdict, compared, difference

shares = st.integers(0, 400).flatmap(
    lambda of: st.integers(0, of).map(lambda yes: Share(yes, of))
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "interval"),
    [
        (Share(56, 70), Share(48, 80), (0.0524, 0.3339)),
        (Share(9, 10), Share(3, 10), (0.1705, 0.8090)),
        (Share(10, 10), Share(0, 20), (0.6791, 1.0)),
        (Share(10, 10), Share(0, 10), (0.6075, 1.0)),
    ],
)
def test_the_interval_is_that_of_newcombes_table(one, other, interval):
    """Newcombe 1998, table II, method 10, the contrasts (a), (b), (f) and (h)."""
    assert [round(end, 4) for end in difference(one, other)] == list(interval)


@given(shares, shares)
def test_the_interval_holds_what_was_found_and_turns_with_the_shares(one, other):
    low, high = difference(one, other)
    back = difference(other, one)
    assert low - 1e-9 <= one.value - other.value <= high + 1e-9 or not (one.of and other.of)
    assert (round(-high, 9), round(-low, 9)) == (round(back[0], 9), round(back[1], 9))


@given(shares, shares)
def test_the_verdict_turns_with_the_shares(one, other):
    turned = {Verdict.MORE: Verdict.LESS, Verdict.LESS: Verdict.MORE}
    said = compared(one, other)
    assert compared(other, one) == turned.get(said, said)


def test_nothing_can_be_told_of_nobody():
    assert compared(Share(0, 0), Share(5, 9)) == Verdict.UNSURE


def test_a_share_has_no_more_than_all():
    with pytest.raises(ValueError, match="3 of 2 is no share"):
        Share(3, 2)
