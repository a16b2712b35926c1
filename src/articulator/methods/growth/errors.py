"""What cannot be reckoned with, in words."""

from math import isfinite


class GrowthError(ValueError):
    """A figure outside of what it can mean; the message says which and why."""


def within_one(what: str, share: float) -> None:
    if not 0 <= share <= 1:  # also false for what is not a number
        raise GrowthError(f"{what} lies between 0 and 1, not at {share}.")


def not_negative(what: str, number: float) -> None:
    if not (isfinite(number) and number >= 0):
        raise GrowthError(f"{what} is a number from 0 upwards, not {number}.")


def positive(what: str, number: float) -> None:
    if not (isfinite(number) and number > 0):
        raise GrowthError(f"{what} is a number above 0, not {number}.")
