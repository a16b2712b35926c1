"""A room chooses one of several proposals: approval, points, one cross, or ranks.

"None of these" (number 0) stands on every ballot. A proposal wins only if it beats it. Ties are
decided by a seed that was fixed before the vote. Sources: Brams and Fishburn, Approval Voting
(2nd ed. 2007); docs/methods/audience.md.
"""

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articulator.methods import stv

NONE = 0
NONE_OF_THESE = "None of these"
MOST_POINTS = 5

type Options = Mapping[int, str]  # the proposals by number, from 1; never NONE
type Ballot = Sequence[int] | Sequence[Sequence[int]]  # numbers; with points: (number, points)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a room decided. `winner` is NONE where no proposal beat "None of these"."""

    method: str
    ballots: int
    tally: Mapping[int, int]
    winner: int
    runoff: tuple[int, ...] = ()  # the two between whom the room decides now
    reasons: tuple[str, ...] = ()
    stages: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "ballots": self.ballots,
            "tally": {str(number): votes for number, votes in self.tally.items()},
            "winner": self.winner,
            "runoff": list(self.runoff),
            "reasons": list(self.reasons),
            "stages": dict(self.stages),
        }


# Ballots


def wrong(method: str, options: Options, ballot: Ballot) -> str:
    """What keeps a ballot from counting, in words; empty where nothing does."""
    if not ballot:
        return "Choose at least one line; “None of these” is one, too."
    faults = _faults_of_points if method == "score" else _faults_of_numbers
    return next(faults(method, options, ballot), "")


def _faults_of_numbers(method: str, options: Options, ballot: Ballot) -> Iterator[str]:
    numbers = [one for one in ballot if isinstance(one, int)]
    if len(numbers) != len(ballot) or len(set(numbers)) != len(numbers):
        yield "Each line counts once."
    if not set(numbers) <= {NONE, *options}:
        yield "One of these lines is not on the ballot."
    if method == "choice" and len(numbers) != 1:
        yield "Choose one line."
    if method.startswith("approval") and NONE in numbers and len(numbers) > 1:
        yield "Either some of them, or none of these."


def _faults_of_points(_method: str, options: Options, ballot: Ballot) -> Iterator[str]:
    pairs = [tuple(one) for one in ballot if not isinstance(one, int)]
    if len(pairs) != len(ballot) or any(len(pair) != 2 for pair in pairs):
        yield "Points belong to a line."
        return
    numbers = [number for number, _ in pairs]
    if len(set(numbers)) != len(numbers) or not set(numbers) <= {NONE, *options}:
        yield "Each line that is on the ballot gets points once."
    if not all(0 <= points <= MOST_POINTS for _, points in pairs):
        yield f"Points go from 0 to {MOST_POINTS}."


# Counting


def count(method: str, options: Options, ballots: Iterable[Ballot], seed: str) -> Outcome:
    """Count a box. Raises ValueError for a ballot or a method that cannot be counted."""
    papers: list[Any] = [list(ballot) for ballot in ballots]
    for paper in papers:
        if words := wrong(method, options, paper):
            raise ValueError(words)
    if method == "stv":
        return _ranked(options, papers, seed)
    if method not in {"approval", "approval_then_runoff", "choice", "score"}:
        raise ValueError(f"There is no method called {method!r}.")
    tally = _tally(method, options, papers)
    order = sorted(options, key=lambda one: (-tally[one], _lot(seed, one)))
    runoff = _runoff(method, tally, order, len(papers))
    winner = NONE if runoff else _winner(tally, order)
    reasons = tuple(_reasons(method, options, tally, order, winner, runoff))
    return Outcome(method, len(papers), tally, winner, runoff, reasons)


def _tally(method: str, options: Options, papers: Iterable[Any]) -> dict[int, int]:
    tally = dict.fromkeys((*options, NONE), 0)
    for paper in papers:
        for number, worth in paper if method == "score" else ((one, 1) for one in paper):
            tally[number] += worth
    return tally


def _winner(tally: Mapping[int, int], order: Sequence[int]) -> int:
    first = next(iter(order), NONE)
    return first if first and tally[first] > tally[NONE] else NONE


def _runoff(
    method: str, tally: Mapping[int, int], order: Sequence[int], ballots: int
) -> tuple[int, ...]:
    """The best two, if the constitution wants a runoff and nobody has more than half."""
    if method != "approval_then_runoff" or len(order) < 2 or not _winner(tally, order):
        return ()
    return () if 2 * tally[order[0]] > ballots else tuple(sorted(order[:2]))


def _reasons(
    method: str, options: Options, tally: Mapping[int, int], order: Sequence[int], winner: int,
    runoff: Sequence[int],
) -> Iterable[str]:  # fmt: skip
    unit = "points" if method == "score" else "votes"
    if runoff:
        yield "No proposal has the approval of more than half of those who voted."
        yield f"The room decides between {' and '.join(options[one] for one in runoff)}."
    elif winner:
        yield f"{options[winner]} has the most {unit}: {tally[winner]}, to {tally[NONE]} for none."
        if same := [one for one in order[1:] if tally[one] == tally[winner]]:
            names = " and ".join(options[one] for one in same)
            yield f"{names} had as many. The lot that was sealed before the vote decided."
    else:
        yield "No proposal has more than “None of these”, so nothing is launched."


def _ranked(options: Options, papers: Sequence[Any], seed: str) -> Outcome:
    """One seat by the Scottish rule, with “None of these” as a candidate."""
    numbers = [NONE, *options]
    names = [NONE_OF_THESE, *options.values()]
    place = {number: at for at, number in enumerate(numbers, 1)}
    firsts = Counter(paper[0] for paper in papers)
    tally = {number: firsts[number] for number in (*options, NONE)}
    if not papers:
        return Outcome("stv", 0, tally, NONE, (), ("Nobody voted, so nothing is launched.",))
    box = stv.papers(names, 1, [[place[one] for one in paper] for paper in papers])
    counted = stv.count(box, lots=seed)
    winner = numbers[counted.elected[0] - 1] if counted.elected else NONE
    why = f"{names[place[winner] - 1]} is chosen, after {len(counted.stages)} stages of the count."
    return Outcome("stv", len(papers), tally, winner, (), (why,), counted.to_json())


def _lot(seed: str, number: int) -> bytes:
    return hmac.digest(seed.encode(), f"tie {number}".encode(), "sha256")
