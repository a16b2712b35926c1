"""When a number is no longer ordinary: see docs/methods/bursts.md.

`watch` is the rule that ships, `silence` its other half. `ears` and `farrington` are the yardsticks
of public health, reproduced exactly.
"""

from articulator.methods.bursts.chance import at_least, quantile, usual
from articulator.methods.bursts.ears import Bound, ears
from articulator.methods.bursts.farrington import Settings, farrington
from articulator.methods.bursts.rule import SPIKE, Found, Verdict, watch
from articulator.methods.bursts.silence import Silence, silence
from articulator.methods.bursts.words import how_rare

__all__ = [
    "SPIKE", "Bound", "Found", "Settings", "Silence", "Verdict", "at_least", "ears", "farrington",
    "how_rare", "quantile", "silence", "usual", "watch",
]  # fmt: skip
