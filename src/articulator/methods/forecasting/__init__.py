"""What the next weeks of a count may bring, and how right that was: docs/methods/forecasting.md.

`forecast` says it with intervals and reasons, `past_hits` holds the same rule against the past of
the same series, beside the naive forecast. `interval_score` is the yardstick.
"""

from articulator.methods.forecasting.past import Hits, naive, past_hits
from articulator.methods.forecasting.rule import FEWEST, FURTHEST, Forecast, Step, forecast
from articulator.methods.forecasting.scores import interval_score

__all__ = [
    "FEWEST", "FURTHEST", "Forecast", "Hits", "Step", "forecast", "interval_score", "naive",
    "past_hits",
]  # fmt: skip
