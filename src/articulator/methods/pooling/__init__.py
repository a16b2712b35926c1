"""What many people's chances make together, and how good chances were: docs/methods/pooling.md."""

from articulator.methods.pooling.pool import LEAST_RESOLVED, middle, pool, weight
from articulator.methods.pooling.scores import (
    Band,
    Brier,
    brier,
    calibration,
    decomposed,
    skill,
)

__all__ = [
    "LEAST_RESOLVED", "Band", "Brier", "brier", "calibration", "decomposed", "middle", "pool",
    "skill", "weight",
]  # fmt: skip
