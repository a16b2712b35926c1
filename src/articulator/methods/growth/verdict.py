"""Does it grow? An estimate with its interval, and the three things one may say of it."""

from dataclasses import dataclass
from typing import Literal

type Verdict = Literal["grows", "shrinks", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How many each one brings: the best guess, the 95 % interval, and what it rests on."""

    mean: float
    low: float
    high: float
    rests_on: int  # how many were counted
    enough: bool  # whether so many are enough to say anything

    @property
    def verdict(self) -> Verdict:
        """Growth only where the whole interval lies above one, decline only where below."""
        if self.enough and self.low > 1:
            return "grows"
        if self.enough and self.high < 1:
            return "shrinks"
        return "cannot tell"

    @property
    def words(self) -> str:
        """The verdict as a sentence that tells its own doubt."""
        between = f"between {self.low:.2f} and {self.high:.2f} (counted: {self.rests_on})"
        match self.verdict:
            case "grows":
                return f"It grows: each brings about {self.mean:.2f} more, {between}."
            case "shrinks":
                return f"It shrinks: each brings about {self.mean:.2f} more, {between}."
            case _ if not self.enough:
                return f"Too few to tell growth from decline (counted: {self.rests_on})."
            case _:
                return f"Growth cannot be told from decline: each brings {between}."
