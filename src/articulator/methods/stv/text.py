"""A count as plain text: who is elected, the table of votes, and each stage in sentences."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from articulator.methods.stv import words
from articulator.methods.stv.result import Count, Stage, decimal

WIDTH = 100
_CELL = 14  # a vote with five places, its mark, and room


def to_text(count: Count) -> str:
    """The whole count for a terminal or a plain mail, at most 100 columns wide."""
    lines = [*_summary(count), "", *_tables(count), *_stages(count)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _summary(count: Count) -> Iterator[str]:
    if count.title:
        yield count.title
    yield words.result(count)
    yield ""
    yield "Elected, in this order:" if count.elected else "Nobody is elected."
    for place, number in enumerate(count.elected, 1):
        yield f"{place:3}. {count.name(number)}"


def _tables(count: Count) -> Iterator[str]:
    """The table of votes, in blocks of as many stages as fit beside the names."""
    label = min(max(len("non-transferable"), *map(len, count.candidates)), 40)
    fit = (WIDTH - label) // _CELL
    for first in range(0, len(count.stages), fit):
        yield from _table(count, count.stages[first : first + fit], label)
        yield ""
    yield "+ elected at this stage   - excluded at this stage"
    yield ""


def _table(count: Count, stages: Sequence[Stage], label: int) -> Iterator[str]:
    yield " " * label + "".join(f"stage {stage.number} ".rjust(_CELL) for stage in stages)
    for number in count.stages[0].votes:
        cells = (f"{decimal(s.votes[number])}{_mark(s, number)}".rjust(_CELL) for s in stages)
        yield f"{count.name(number)[:label]:<{label}}{''.join(cells)}"
    lost = (f"{decimal(stage.non_transferable)} ".rjust(_CELL) for stage in stages)
    yield f"{'non-transferable':<{label}}{''.join(lost)}"


def _mark(stage: Stage, number: int) -> str:
    if number in stage.elected:
        return "+"
    return "-" if number in stage.excluded else " "


def _stages(count: Count) -> Iterator[str]:
    for stage in count.stages:
        yield f"Stage {stage.number}. {words.heading(stage, count.name)}"
        for reason in stage.reasons:
            yield from wrap(reason, WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield ""
    yield from wrap(words.lots(count), WIDTH)
