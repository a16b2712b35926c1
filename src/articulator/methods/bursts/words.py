"""How rare something is, as one would say it."""

A_YEAR = 52.1775  # weeks
NUMBERS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def how_rare(chance: float) -> str:
    """`once in six years`, of something that may come by chance every week."""
    weeks = 1 / max(chance, 1e-12)
    if weeks < 1.5:
        return "every week"
    if weeks < 26:
        return f"once in {_number(weeks)} weeks"
    years = weeks / A_YEAR
    if years < 1.5:
        return "once a year" if years > 0.75 else "twice a year"
    return f"once in {_number(years)} years" if years < 100 else "less than once in a hundred years"


def _number(value: float) -> str:
    whole = round(value) if value < 20 else 10 * round(value / 10)
    return NUMBERS[whole] if whole < len(NUMBERS) else str(whole)
