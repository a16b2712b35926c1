"""Cells of a table as text that a spreadsheet takes for text."""

# What a spreadsheet would run (CWE-1236); it takes the full-width signs for the same.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
HIDING = " \"'\u00a0\u3000\ufeff"  # some programs strip these first


def runs(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, blanks and quotes before it or not.

    One apostrophe before it has been dealt with: that is what `harmless` puts there.
    """
    if text.startswith("'") and text[1:].lstrip(HIDING).startswith(FORMULA):
        return False
    return text.startswith(FORMULA) or text.lstrip(HIDING).startswith(FORMULA)


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if runs(text) else text
