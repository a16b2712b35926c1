"""Single transferable vote: papers in, every stage of the count out.

One module per rule; `RULES` names them. The same papers, seats and seed give the same count, byte
for byte, on any machine.
"""

from collections.abc import Callable

from articulator.methods.stv import scottish
from articulator.methods.stv.blt import BallotFileError, read_blt, write_blt
from articulator.methods.stv.html import to_html
from articulator.methods.stv.papers import Papers, PapersError, Ranking, papers
from articulator.methods.stv.result import UNIT, Count, Lot, Parcel, Stage, decimal
from articulator.methods.stv.text import to_text

__all__ = [
    "RULES",
    "UNIT",
    "BallotFileError",
    "Count",
    "Lot",
    "Papers",
    "PapersError",
    "Parcel",
    "Ranking",
    "Stage",
    "count",
    "decimal",
    "papers",
    "read_blt",
    "to_html",
    "to_text",
    "write_blt",
]

RULES: dict[str, Callable[[Papers, int, str], Count]] = {"scottish": scottish.count}


def count(
    papers: Papers, *, seats: int | None = None, rule: str = "scottish", lots: str = ""
) -> Count:
    """Count papers by a named rule.

    `seats` overrides the number in the papers; `lots` is the public seed that decides ties which
    looking back does not. Raises PapersError for an unknown rule or fewer than one seat.
    """
    if rule not in RULES:
        raise PapersError(f"There is no rule called {rule!r}; known: {', '.join(RULES)}.")
    fill = papers.seats if seats is None else seats
    if fill < 1:
        raise PapersError("There must be at least one seat to fill.")
    return RULES[rule](papers, fill, lots)
