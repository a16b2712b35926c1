"""Names in ballot files: with quotes, without, with too many, or with a program's own prefix."""

import re

_QUOTED_PARTS = re.compile(r'"[^"]*"(?:[\s,]*"[^"]*")*')
_PREFLIB = re.compile(r"^\s*# ALTERNATIVE NAME \d+:")


def read_name(line: str, *, in_csv: bool = False) -> str | None:
    """The name on a line, tidied; None for a line without one (blank, or a comment).

    Two quoted parts ("Ewa LIS" "Green Party") become one name with a comma between. `in_csv` says
    that commas outside quotes separate cells.
    """
    text = _PREFLIB.sub("", line).strip()
    if in_csv and '"' not in text:
        text = text.replace(",", " ").strip()
    if not text or text.startswith("#"):
        return None
    return " ".join(_unquoted(_without_csv(text.rstrip(","))).split())


def written_name(name: str) -> str:
    """A name as a strict BLT file has it: in quotes, those inside doubled, on one line."""
    inside = " ".join(name.split()).replace('"', '""')
    return f'"{inside}"'


def _without_csv(text: str) -> str:
    """Undo what a spreadsheet does to a cell with quotes in it: it doubles them and adds two."""
    if '""' in text and len(text) > 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"').strip()
    return text


def _unquoted(text: str) -> str:
    if not _QUOTED_PARTS.fullmatch(text):
        return text
    return ", ".join(" ".join(part.split()) for part in re.findall(r'"([^"]*)"', text))
