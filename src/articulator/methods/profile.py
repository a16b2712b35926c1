"""Quotas that make a panel look like the membership: each value's share, rounded both ways."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from articulator.methods.sortition import Quota


def profile_quotas(
    members: Iterable[Mapping[str, str]], features: Sequence[str], seats: int
) -> tuple[Quota, ...]:
    """One quota for every value of every feature: between floor and ceiling of its fair share.

    `members` are the features of everybody the panel should resemble (the whole membership, not
    the pool). A value that s of n members have gets between floor(seats * s / n) and
    ceil(seats * s / n) seats, as in Flanigan et al., Nature 596 (2021), whose pools set quotas
    around the population's shares. Values are in alphabetical order. No members, no quotas.
    """
    rows = list(members)
    return tuple(
        Quota(feature, value, floor(share), ceil(share))
        for feature in features
        for value, share in _shares(rows, feature, seats)
    )


def _shares(
    rows: Sequence[Mapping[str, str]], feature: str, seats: int
) -> list[tuple[str, Fraction]]:
    counted = Counter(row[feature] for row in rows)
    return [(value, Fraction(seats * n, len(rows))) for value, n in sorted(counted.items())]


def tenure_band(joined: date, today: date) -> str:
    """How long somebody has belonged, in four bands: newcomers need seats as much as veterans."""
    years = (today - joined).days / 365.25
    bands = ((1, "under 1 year"), (3, "1 to 3 years"), (10, "3 to 10 years"))
    return next((name for limit, name in bands if years < limit), "over 10 years")
