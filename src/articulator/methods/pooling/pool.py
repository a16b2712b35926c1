"""Putting chances together."""

import math
from collections.abc import Sequence
from statistics import median

LEAST, MOST = 0.01, 0.99  # nobody is surer than that: one who is would outweigh all others
LEAST_RESOLVED = 5  # questions of one person, before their word weighs more or less than others'
SHRINKS = 10  # questions' worth of "as good as all others", which each begins with
LIGHTEST, HEAVIEST = 0.5, 2.0


def middle(chances: Sequence[float]) -> float:
    """The median of chances in 0..1: half say less, half say more. Raises ValueError for none."""
    if not chances:
        raise ValueError("nobody has said anything")
    return float(median(chances))


def pool(
    chances: Sequence[float], weights: Sequence[float] | None = None, sharpen: float = 1.0
) -> float:
    """The weighted geometric mean of odds of chances in 0..1, clipped to .01 to .99; in 0..1.

    `sharpen` above 1 pushes the result away from one half, as in Satopaa et al. (2014),
    International Journal of Forecasting 30, 344-356, section 2: right where each knows something
    that the others do not. It is 1 unless somebody asks: among people who read the same papers it
    made forecasts worse (docs/methods/pooling.md). Raises ValueError for no chances, chances
    outside 0..1, weights of another length or weights that are not positive.
    """
    if not chances or any(not 0 <= one <= 1 for one in chances):
        raise ValueError("chances are between 0 and 1, and at least one")
    heavy = [1.0] * len(chances) if weights is None else list(weights)
    if len(heavy) != len(chances) or any(one <= 0 for one in heavy):
        raise ValueError("each chance has a weight above zero")
    odds = sum(w * _log_odds(p) for w, p in zip(heavy, chances, strict=True)) / sum(heavy)
    return 1 / (1 + math.exp(-sharpen * odds))


def _log_odds(chance: float) -> float:
    inside = min(max(chance, LEAST), MOST)
    return math.log(inside / (1 - inside))


def weight(own: Sequence[float], usual: float) -> float:
    """How much somebody's word weighs, from their own past Brier scores (0 is perfect, 1 worst).

    `usual` is the mean score of all on resolved questions. Below five questions everybody weighs
    1. From then on their mean is shrunk towards `usual` as if they had ten questions more at that
    (James and Stein 1961 in the form of Efron and Morris 1975, Journal of the American Statistical
    Association 70, 311-319), and the weight is usual over shrunk, between one half and two. Raises
    ValueError where `usual` is not above zero.
    """
    if usual <= 0:
        raise ValueError("the usual score is above zero")
    if len(own) < LEAST_RESOLVED:
        return 1.0
    shrunk = (sum(own) + SHRINKS * usual) / (len(own) + SHRINKS)
    return min(max(usual / shrunk, LIGHTEST), HEAVIEST)
