"""Shares with one vote added to either side, and two tests of them, as Polis has them."""

from typing import Any

import numpy as np

from articulator.methods.opinion.votes import Flags, Reals, Wholes

Z_90 = 1.2816  # above this a share is above the other with 90 in 100 certainty, one-sided
_Z_95 = 1.959963984540054


def share(success: Wholes, trials: Wholes) -> Reals:
    return np.asarray((success + 1) / (trials + 2))


def above_half(success: Wholes, trials: Wholes) -> Reals:
    """How far a share lies above a half, in standard deviations."""
    return np.asarray(2 * np.sqrt(trials + 1) * ((success + 1) / (trials + 1) - 0.5))


def above_others(success: Wholes, others: Wholes, trials: Wholes, of_others: Wholes) -> Reals:
    """How far a share lies above that of the others, in standard deviations."""
    here, there = (success + 1) / (trials + 1), (others + 1) / (of_others + 1)
    both = (success + others + 2) / (trials + of_others + 2)
    spread = np.sqrt(np.maximum(both * (1 - both), 0) * (1 / (trials + 1) + 1 / (of_others + 1)))
    gap = here - there
    return np.asarray(np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0))


def certain(z: Any) -> Flags:
    return np.asarray(z > Z_90)


def interval(success: Wholes, trials: Wholes) -> tuple[Reals, Reals]:
    """Between what a share may lie, 19 times in 20; from 0 to 1 where nobody was asked.

    Source: Wilson, *Probable inference*, Journal of the American Statistical Association 22 (1927).
    """
    asked = np.maximum(trials, 1)
    found, doubt = success / asked, _Z_95**2 / asked
    middle = (found + doubt / 2) / (1 + doubt)
    reach = np.sqrt(doubt * (found * (1 - found) + doubt / 4)) / (1 + doubt)
    low = np.where(trials > 0, np.maximum(middle - reach, 0), 0)
    return low, np.where(trials > 0, np.minimum(middle + reach, 1), 1)
