"""Lists of people: reading files of them, and telling whether two entries are one person."""

from articulator.methods.people.columns import (
    ATTRIBUTES,
    FIELDS,
    NEED_A_YES,
    PRESETS,
    Preset,
    doubled,
    grants_rights,
    guess,
    plain_header,
    recognise,
)
from articulator.methods.people.lines import Line, Lines, Unread
from articulator.methods.people.matching import Match, Someone, Verdict, compare, pairs
from articulator.methods.people.names import plain_name
from articulator.methods.people.reading import LARGEST, FileError, Row, Table, open_table

__all__ = [
    "ATTRIBUTES",
    "FIELDS",
    "LARGEST",
    "NEED_A_YES",
    "PRESETS",
    "FileError",
    "Line",
    "Lines",
    "Match",
    "Preset",
    "Row",
    "Someone",
    "Table",
    "Unread",
    "Verdict",
    "compare",
    "doubled",
    "grants_rights",
    "guess",
    "open_table",
    "pairs",
    "plain_header",
    "plain_name",
    "recognise",
]
