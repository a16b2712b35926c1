"""Cells of a table as text that a spreadsheet takes for text."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run (CWE-1236)


def runs(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(FORMULA)


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if runs(text) else text
