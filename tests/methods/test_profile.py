"""Quotas that look like the membership."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.profile import profile_quotas, tenure_band
from articulator.methods.sortition import Quota

people = st.lists(
    st.fixed_dictionaries({"gender": st.sampled_from("mwn"), "region": st.sampled_from("abcd")}),
    min_size=1, max_size=40,
)  # fmt: skip


def test_shares_are_rounded_both_ways():
    members = [{"gender": "woman"}] * 5 + [{"gender": "man"}] * 3
    assert profile_quotas(members, ["gender"], 4) == (
        Quota("gender", "man", 1, 2), Quota("gender", "woman", 2, 3),
    )  # fmt: skip


def test_no_members_make_no_quotas():
    assert profile_quotas([], ["gender"], 4) == ()


@given(people, st.integers(1, 30))
def test_every_quota_holds_its_share_and_all_together_hold_the_seats(members, seats):
    quotas = profile_quotas(members, ["gender", "region"], seats)
    for feature in ("gender", "region"):
        own = [quota for quota in quotas if quota.feature == feature]
        assert sum(q.min for q in own) <= seats <= sum(q.max for q in own)
        for quota in own:
            has = sum(row[feature] == quota.value for row in members)
            assert quota.min <= Fraction(seats * has, len(members)) <= quota.max


def test_tenure_comes_in_four_bands():
    today = date(2026, 3, 2)
    joined = (date(2026, 1, 1), date(2024, 1, 1), date(2020, 1, 1), date(2010, 1, 1))
    assert [tenure_band(day, today) for day in joined] == [
        "under 1 year", "1 to 3 years", "3 to 10 years", "over 10 years",
    ]  # fmt: skip
