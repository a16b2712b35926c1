"""Chances in plain words."""

CHANCES = (
    (2, "Almost certainly not (2 in 100)"), (5, "Hardly (1 in 20)"), (10, "1 in 10"),
    (20, "2 in 10"), (30, "3 in 10"), (40, "4 in 10"), (50, "As likely as not (5 in 10)"),
    (60, "6 in 10"), (70, "7 in 10"), (80, "8 in 10"), (90, "9 in 10"),
    (95, "Very likely (19 in 20)"), (98, "Almost certainly (98 in 100)"),
)  # fmt: skip


def chance(share: float) -> str:
    """`3 in 10`; near the ends `4 in 100`."""
    if 0.075 <= share <= 0.925:
        return f"{round(10 * share)} in 10"
    return f"{min(max(round(100 * share), 1), 99)} in 100"


def score(value: float) -> str:
    """A Brier score with what it means: 0 is perfect, .25 is “I do not know”."""
    if value <= 0.1:
        words = "very near"
    elif value <= 0.2:
        words = "nearer than guessing"
    elif value <= 0.3:
        words = "about as good as guessing"
    else:
        words = "further off than guessing"
    return f"{value:.2f}: {words}"
