"""Cells of tables that are opened in a spreadsheet: none may be taken for a formula."""

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width signs are taken for formulas too


def inert(value: object) -> str:
    """The cell as text that no spreadsheet runs: an apostrophe before what looks like a formula.

    Blanks before the sign do not hide it, nor does a quotation mark: some programs strip both.
    """
    text = "" if value is None else str(value)
    bare = text.lstrip(" \"'\u00a0\u3000\ufeff")
    return f"'{text}" if text[:1] in FORMULA or bare[:1] in FORMULA else text
