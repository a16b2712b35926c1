"""What changes from one text to another, word by word, with a little of what stays around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, cast

type Kind = Literal["same", "out", "in", "left out"]

MOST = 1_000  # lines or words; longer passages are shown as a whole, out and in


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stays, goes, comes, or is left out because nothing changes there."""

    kind: Kind
    text: str


def compare(old: str, new: str, around: int | None = 1) -> tuple[Piece, ...]:
    """The pieces from the old text to the new one; empty where nothing changes.

    `around` lines that stay are shown beside a change (None: all of them), so the pieces `same`
    and `out` give the old text, `same` and `in` the new one, apart from what is left out.
    """
    if old == new:
        return ()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    steps = list(_steps(before, after))
    pieces: list[Piece] = []
    for number, (out, into) in enumerate(steps, 1):
        if out == into:
            pieces += _kept(out, around, first=number == 1, last=number == len(steps))
        else:
            pieces += _words("".join(out), "".join(into))
    return tuple(pieces)


def _steps(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """What stays (twice the same) and what is put in the place of what, in order."""
    if max(len(before), len(after)) > MOST:
        yield before, after
        return
    for _, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        yield before[a:b], after[c:d]


def _kept(lines: Sequence[str], around: int | None, *, first: bool, last: bool) -> Iterator[Piece]:
    if around is None or len(lines) <= 2 * around:
        yield Piece("same", "".join(lines))
        return
    head, tail = (0 if first else around), len(lines) - (0 if last else around)
    for kind, part in (
        ("same", lines[:head]),
        ("left out", lines[head:tail]),
        ("same", lines[tail:]),
    ):
        if part:
            yield Piece(cast("Kind", kind), "".join(part))


def _words(old: str, new: str) -> Iterator[Piece]:
    for taken, put in _steps(re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)):
        out, into = "".join(taken), "".join(put)
        if out == into:
            yield Piece("same", out)
            continue
        if out:
            yield Piece("out", out)
        if into:
            yield Piece("in", into)
