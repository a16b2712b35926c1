"""Ballot files in the BLT format, as they are found in the wild.

A BLT file (Hill, Wichmann, Woodall, Computer Journal 30 (1987)) holds a line with the numbers of
candidates and seats, lines of withdrawn candidates (-3), a line for each ranking (how many papers,
candidate numbers with the best first, 0), a line with 0, then the names and the title.

Accepted beyond that: names without quotes or with doubled ones, a byte order mark, UTF-16 and
Windows-1252, commas at the ends of lines (a CSV saved as .blt), comments after #, blank lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articulator.methods.stv.papers import Papers, Ranking


class BallotFileError(ValueError):
    """A file that cannot be counted; `line` says where (from 1). Nothing was taken from it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line
        self.message = message


@dataclass
class _Box:
    """What has been read so far."""

    candidates: int
    seats: int
    withdrawn: set[int] = field(default_factory=set)
    rankings: dict[Ranking, int] = field(default_factory=dict)

    def add(self, many: int, ranking: Ranking) -> None:
        self.rankings[ranking] = self.rankings.get(ranking, 0) + many


def read_blt(data: str | bytes) -> Papers:
    """Read a ballot file. Raises BallotFileError with the line of the first fault."""
    lines = _text(data).splitlines()
    start, box = _head(lines)
    end = _ballots(lines, start, box)
    names = [(n, line) for n, line in enumerate(lines[end:], end + 1) if line.strip(" ,\t")]
    if len(names) < box.candidates:
        at = len(lines)
        raise BallotFileError(
            at, f"the file names {len(names)} of its {box.candidates} candidates"
        )
    if len(names) > box.candidates + 1:
        at = names[box.candidates + 1][0]
        raise BallotFileError(at, "there is text after the candidates and the title")
    cleaned = [_name(line) for _, line in names]
    title = cleaned[box.candidates] if len(names) > box.candidates else ""
    return Papers(
        candidates=tuple(cleaned[: box.candidates]),
        seats=box.seats,
        rankings=tuple((many, ranking) for ranking, many in box.rankings.items()),
        title=title,
        withdrawn=frozenset(box.withdrawn),
    )


def write_blt(papers: Papers) -> str:
    """The papers as a strict BLT file that any program reads; `read_blt` gives them back."""
    quoted = ['"' + name.replace('"', "'") + '"' for name in (*papers.candidates, papers.title)]
    lines = [
        f"{len(papers.candidates)} {papers.seats}",
        *(f"-{number}" for number in sorted(papers.withdrawn)),
        *(" ".join(map(str, (many, *ranking, 0))) for many, ranking in papers.rankings),
        "0",
        *quoted,
    ]
    return "\n".join(lines) + "\n"


def _text(data: str | bytes) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _head(lines: Sequence[str]) -> tuple[int, _Box]:
    for index, line in enumerate(lines):
        cells = _cells(line)
        if not cells:
            continue
        if len(cells) != 2 or not all(cell.isdigit() for cell in cells):
            raise BallotFileError(
                index + 1, "the first line must hold two numbers: candidates and seats"
            )
        candidates, seats = map(int, cells)
        if not candidates or not seats:
            raise BallotFileError(index + 1, "there must be at least one candidate and one seat")
        return index + 1, _Box(candidates, seats)
    raise BallotFileError(1, "the file is empty")


def _ballots(lines: Sequence[str], start: int, box: _Box) -> int:
    """Read up to the line with 0; returns the index of the line after it."""
    most, add = box.candidates, box.add
    for index in range(start, len(lines)):
        try:  # almost every line is plain numbers: read those fast
            many, *ranking, end = map(int, lines[index].split())
        except ValueError:
            if _odd_line(lines[index], index + 1, box):
                return index + 1
            continue
        if end or not ranking or many < 1:
            raise BallotFileError(index + 1, _complaint(many, ranking, end))
        if max(ranking) > most or min(ranking) < 1:
            raise BallotFileError(index + 1, f"there is no such candidate: they are 1 to {most}")
        add(many, tuple(ranking) if len(set(ranking)) == len(ranking) else _to_repeat(ranking))
    raise BallotFileError(len(lines), "the line with 0 that ends the ballots is missing")


def _complaint(many: int, ranking: Sequence[int], end: int) -> str:
    if end:
        return "a ballot must end with 0; this line does not (is it cut off?)"
    if not ranking and many > 0:
        return f"{many} papers rank nobody; leave blank papers out"
    return "a ballot begins with the number of papers, at least 1"


def _odd_line(line: str, number: int, box: _Box) -> bool:
    """A line that is not a plain ballot: its end, blank, a withdrawal, or marked oddly."""
    cells = _cells(line)
    if cells == ["0"]:
        return True
    if not cells:
        return False
    if all(cell.startswith("-") and cell[1:].isdigit() for cell in cells):
        for cell in cells:
            _withdraw(int(cell[1:]), number, box)
        return False
    if not cells[0].isdigit() or not int(cells[0]):
        raise BallotFileError(number, f"{line.strip()[:60]!r} is neither a ballot nor the 0 after")
    if cells[-1] != "0":
        raise BallotFileError(number, "a ballot must end with 0; this line does not")
    _marked(cells, number, box)
    return False


def _withdraw(candidate: int, number: int, box: _Box) -> None:
    if not 1 <= candidate <= box.candidates:
        raise BallotFileError(number, f"there is no candidate {candidate} to withdraw")
    box.withdrawn.add(candidate)


def _marked(cells: Sequence[str], number: int, box: _Box) -> None:
    """A ballot with a skipped rank (-): the preferences after the gap do not count (rule 45)."""
    ranking: list[int] = []
    for cell in cells[1:-1]:
        if cell == "-":
            break
        if "=" in cell:
            raise BallotFileError(number, f"{cell} ranks candidates equally; no rule here does")
        if not cell.isdigit() or not 1 <= int(cell) <= box.candidates:
            raise BallotFileError(
                number, f"{cell!r} is no candidate: they are 1 to {box.candidates}"
            )
        ranking.append(int(cell))
    if ranking:
        box.add(int(cells[0]), _to_repeat(ranking))


def _to_repeat(ranking: Sequence[int]) -> Ranking:
    """Preferences up to a candidate named twice: from there the voter's order is not clear."""
    seen: list[int] = []
    for candidate in ranking:
        if candidate in seen:
            break
        seen.append(candidate)
    return tuple(seen)


def _cells(line: str) -> list[str]:
    return line.partition("#")[0].replace(",", " ").split()


def _name(line: str) -> str:
    """A name without the quotes and commas that programs put around it."""
    name = line.strip().rstrip(",").strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('""', '"')
    return " ".join(name.replace(",", " ").split()) if '"' not in name else name.strip()
