"""How good intervals were: narrow ones that hold."""

PARTS = (0.5, 0.1)  # alpha of the 50 % and of the 90 % interval


def interval_score(
    median: float, half: tuple[float, float], most: tuple[float, float], came: float
) -> float:
    """The weighted interval score of one forecast; lower is better, 0 is perfect.

    `half` and `most` are the 50 % and the 90 % interval, `came` what happened, all in the unit of
    the count. Bracher, Ray, Gneiting and Reich (2021), PLOS Computational Biology 17, e1008618,
    equation 1: it is near to the mean of the absolute error over all of the distribution.
    """
    total = abs(came - median) / 2
    for alpha, (low, high) in zip(PARTS, (half, most), strict=True):
        missed = max(low - came, 0) + max(came - high, 0)
        total += alpha / 2 * ((high - low) + 2 / alpha * missed)
    return total / (len(PARTS) + 0.5)
