"""Ballot files in the BLT format, as they are found in the wild.

A BLT file (Hill, Wichmann and Woodall, Computer Journal 30 (1987) 277) holds a line with the
numbers of candidates and seats, lines of withdrawn candidates (-3), a line for each ranking (how
many papers, candidate numbers with the best first, 0), a line with 0, the names, and the title.

Accepted beyond that: names without quotes or with too many, a byte order mark, UTF-16 and
Windows-1252, commas between or after numbers (a CSV saved as .blt), blank lines, and comments
from # on. Blank papers stay, as papers that rank nobody. A ranking counts up to a skipped rank
(-), a rank given to two candidates (3=4) or a candidate named again: from there the voter's order
is not known ("in consecutive order": SSI 2007/42 article 2, "next available preference").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articulator.methods.stv.names import read_name, written_name
from articulator.methods.stv.papers import Papers, Ranking

_SHOWN = 40  # characters of a faulty line that the message repeats
_DIGITS = 12  # no election has more papers than such a number says


class BallotFileError(ValueError):
    """A file that cannot be counted; `line` says where (from 1). Nothing was taken from it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(slots=True)
class _Ballots:
    """What has been read so far; `number` turns what stands in the file into a candidate."""

    candidates: int
    seats: int
    number: dict[str, int]
    withdrawn: set[int] = field(default_factory=set)
    tally: dict[Ranking, int] = field(default_factory=dict)

    def add(self, many: int, ranking: Ranking) -> None:
        if len(set(ranking)) != len(ranking):
            ranking = _to_repeat(ranking)
        self.tally[ranking] = self.tally.get(ranking, 0) + many


def read_blt(data: str | bytes) -> Papers:
    """Read a ballot file. Raises BallotFileError with the line of the first fault."""
    lines = _text(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head, ballots = _head(lines)
    end = _read_ballots(lines, head + 1, ballots)
    names = _names(lines, end + 1, ballots.candidates, in_csv="," in lines[head])
    return Papers(
        candidates=names[: ballots.candidates],
        seats=ballots.seats,
        rankings=tuple([(many, ranking) for ranking, many in ballots.tally.items()]),
        title=names[ballots.candidates] if len(names) > ballots.candidates else "",
        withdrawn=frozenset(ballots.withdrawn),
    )


def write_blt(papers: Papers) -> str:
    """The papers as a strict BLT file that any program reads; `read_blt` gives them back."""
    lines = [
        f"{len(papers.candidates)} {papers.seats}",
        *(f"-{number}" for number in sorted(papers.withdrawn)),
        *(" ".join(map(str, (many, *ranking, 0))) for many, ranking in papers.rankings),
        "0",
        *map(written_name, (*papers.candidates, papers.title)),
    ]
    return "\n".join(lines) + "\n"


def _text(data: str | bytes) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cells(line: str) -> list[str]:
    return line.partition("#")[0].replace(",", " ").split()


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= _DIGITS


def _head(lines: Sequence[str]) -> tuple[int, _Ballots]:
    """The index of the line with the numbers of candidates and seats, and what it says."""
    for index, line in enumerate(lines):
        cells = _cells(line)
        if not cells:
            continue
        if len(cells) != 2 or not all(map(_is_number, cells)):
            raise BallotFileError(
                index + 1, "the file must begin with two numbers, of candidates and of seats"
            )
        candidates, seats = map(int, cells)
        if not candidates or not seats:
            raise BallotFileError(index + 1, "there must be at least one candidate and one seat")
        if candidates > len(lines):
            raise BallotFileError(
                index + 1, f"the file is too short to name {candidates} candidates"
            )
        number = {str(n): n for n in range(1, candidates + 1)}
        return index, _Ballots(candidates, seats, number)
    raise BallotFileError(1, "the file is empty")


def _read_ballots(lines: Sequence[str], start: int, ballots: _Ballots) -> int:
    """Read up to the line with 0; returns its index."""
    number, tally = ballots.number.__getitem__, ballots.tally
    for index in range(start, len(lines)):
        try:  # almost every line is plain: read those fast, and look closely at the others
            many, *cells, end = lines[index].split()
            papers = int(many) if many.isdigit() and len(many) <= _DIGITS else 0
            ranking = tuple(map(number, cells))
        except (ValueError, KeyError):
            papers, end, ranking = 0, "", ()
        if end == "0" and papers > 0 and len(set(ranking)) == len(ranking):
            tally[ranking] = tally[ranking] + papers if ranking in tally else papers
        elif _is_end(lines[index], index + 1, ballots):
            return index
    raise BallotFileError(len(lines), "the line with 0 that ends the ballots is missing")


def _is_end(line: str, number: int, ballots: _Ballots) -> bool:
    """Read a line that is no plain ballot: the end, blank, a withdrawal, or oddly marked."""
    cells = _cells(line)
    if cells == ["0"]:
        return True
    if cells and cells[0].startswith("-"):
        ballots.withdrawn.update(_withdrawn(cell, number, ballots) for cell in cells)
    elif cells:
        _odd_ballot(cells, number, ballots)
    return False


def _withdrawn(cell: str, number: int, ballots: _Ballots) -> int:
    if cell.removeprefix("-") not in ballots.number or not cell.startswith("-"):
        raise BallotFileError(
            number, f"{cell!r} withdraws nobody: candidates are -1 to -{ballots.candidates}"
        )
    return ballots.number[cell[1:]]


def _odd_ballot(cells: Sequence[str], number: int, ballots: _Ballots) -> None:
    if not _is_number(cells[0]):
        raise BallotFileError(
            number,
            f"{' '.join(cells)[:_SHOWN]!r} is neither a ballot nor the 0 that ends the ballots",
        )
    if int(cells[0]) < 1:
        raise BallotFileError(number, "a ballot begins with how many papers there are, at least 1")
    if cells[-1] != "0" or len(cells) == 1:
        raise BallotFileError(number, "a ballot must end with 0; is this line cut off?")
    marks = [mark for cell in cells[1:-1] for mark in (cell.split("=") if cell != "-" else ())]
    for mark in marks:
        if mark not in ballots.number:
            raise BallotFileError(
                number, f"there is no candidate {mark!r}: they are 1 to {ballots.candidates}"
            )
    ballots.add(int(cells[0]), _to_gap(cells[1:-1], ballots.number))


def _to_gap(cells: Sequence[str], number: dict[str, int]) -> Ranking:
    """Preferences up to a skipped rank or one given to two: after it nothing is known."""
    ranking: list[int] = []
    for cell in cells:
        if cell not in number:
            break
        ranking.append(number[cell])
    return tuple(ranking)


def _to_repeat(ranking: Ranking) -> Ranking:
    """Preferences up to a candidate named again."""
    kept = dict.fromkeys(ranking)
    first = next(at for at, number in enumerate(ranking) if number in ranking[:at])
    return tuple(kept)[:first]


def _names(lines: Sequence[str], start: int, candidates: int, *, in_csv: bool) -> tuple[str, ...]:
    """The names of all candidates and, where there is one, the title."""
    read = ((n, read_name(line, in_csv=in_csv)) for n, line in enumerate(lines[start:], start + 1))
    names = [(n, name) for n, name in read if name is not None]
    if len(names) < candidates:
        message = f"the file names {len(names)} of its {candidates} candidates"
        raise BallotFileError(len(lines), message)
    if len(names) > candidates + 1:
        at = names[candidates + 1][0]
        raise BallotFileError(at, "there is text after the candidates' names and the title")
    return tuple(name for _, name in names)
