"""The Scottish rule: weighted inclusive Gregory transfers in whole hundred-thousandths of a vote.

The Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45 to 52; since
2011 SSI 2011/399, the same rules with numbers one higher. Every step names its rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articulator.methods.stv.lots import Choice, choose, lot_order
from articulator.methods.stv.papers import Papers, Ranking
from articulator.methods.stv.result import UNIT, Count, Lot, Parcel, Stage, decimal

# A pile is the papers of one value that a candidate holds: (how many, ranking, place of the
# candidate in it). Piles are keyed by value, so that a surplus needs one division per value.
type Slip = tuple[int, Ranking, int]
type Piles = dict[int, list[Slip]]


def count(papers: Papers, seats: int, lots: str) -> Count:
    """Fill `seats` by the Scottish rule; `lots` is the public seed for ties that need a lot."""
    counting = _Counting(papers, seats, lots)
    counting.run()
    return counting.result()


@dataclass
class _Counting:
    papers: Papers
    seats: int
    seed: str
    held: dict[int, Piles] = field(default_factory=dict)
    votes: dict[int, int] = field(default_factory=dict)
    history: list[dict[int, int]] = field(default_factory=list)
    continuing: set[int] = field(default_factory=set)
    pending: list[int] = field(default_factory=list)
    elected: list[int] = field(default_factory=list)
    lost: int = 0
    stages: list[Stage] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    parcels: dict[int, tuple[Parcel, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = {n: self.papers.name(n) for n in self.papers.numbers}
        self.order = lot_order(names, self.seed)
        self.continuing = set(names)
        self.held = {n: {} for n in names}
        self.votes = dict.fromkeys(names, 0)
        self.reasons: list[str] = []

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def run(self) -> None:
        self._first_stage()
        while self.vacancies and self.continuing:
            if self.pending:
                self._transfer_surplus()
            else:
                self._exclude()

    def _first_stage(self) -> None:
        """Rules 45 and 46: sort the papers by first preference, and work out the quota."""
        slips = [(many, ranking, -1) for many, ranking in self.papers.rankings]
        valid = self._give(slips, UNIT) // UNIT
        self.valid = valid
        self.quota = valid // (self.seats + 1) + 1
        self.reasons.append(
            f"{_many(valid, 'valid paper')}, {_many(self.seats, 'seat')}: the quota is "
            f"{valid} / ({self.seats} + 1), without its fraction, plus 1 = {self.quota}."
        )
        self._close_stage("first", None)

    def _give(self, slips: Iterable[Slip], value: int) -> int:
        """Give each slip to the next continuing candidate on it; returns the votes given."""
        continuing, held, votes = self.continuing, self.held, self.votes
        given = 0
        for many, ranking, place in slips:
            for at in range(place + 1, len(ranking)):
                if (candidate := ranking[at]) in continuing:
                    held[candidate].setdefault(value, []).append((many, ranking, at))
                    votes[candidate] += many * value
                    given += many * value
                    break
        return given

    def _transfer_surplus(self) -> None:
        """Rules 48 and 49: the largest surplus moves, every paper at its own transfer value."""
        winner = self._largest_surplus()
        self.pending.remove(winner)
        total, quota = self.votes[winner], self.quota * UNIT
        surplus = total - quota
        piles, self.held[winner] = self.held[winner], {}
        given = 0
        for value, slips in sorted(piles.items(), reverse=True):
            # Rule 48(4): surplus times value, divided by the total, cut off after five places.
            if transfer_value := surplus * value // total:
                given += self._give(slips, transfer_value)
        self.votes[winner] = quota
        self.lost += surplus - given
        self.reasons.append(
            f"{self._name(winner)} has {decimal(surplus)} votes more than the quota. Every paper "
            f"moves to its next choice at {surplus / total:.1%} of its value, so that the winner "
            "keeps exactly the quota."
        )
        self._close_stage("surplus", winner)

    def _largest_surplus(self) -> int:
        most = max(self.votes[n] for n in self.pending)
        tied = [n for n in self.pending if self.votes[n] == most]
        choice = choose(tied, self.history[:-1], self.order, most=True)
        self._explain(choice, "surplus", "whose equal surplus moves first")
        return choice.candidate

    def _exclude(self) -> None:
        """Rules 50 and 51: the candidate with fewest votes goes, their papers move on unchanged."""
        fewest = min(self.votes[n] for n in self.continuing)
        tied = sorted(n for n in self.continuing if self.votes[n] == fewest)
        choice = choose(tied, self.history[:-1], self.order, most=False)
        self._explain(choice, "exclude", "who of those with equally few votes is excluded")
        loser = choice.candidate
        self.continuing.remove(loser)
        piles, self.held[loser] = self.held[loser], {}
        for value, slips in sorted(piles.items(), reverse=True):
            self._give(slips, value)
        moved, self.votes[loser] = self.votes[loser], 0
        self.lost = self.valid * UNIT - sum(self.votes.values())
        self.reasons.append(
            f"{self._name(loser)} has the fewest votes ({decimal(moved)}) and is excluded. The "
            "papers move to their next choices at the value they had."
        )
        self._close_stage("exclude", loser)

    def _close_stage(self, action: str, candidate: int | None) -> None:
        """Rules 47 and 52: see who is deemed elected at the end of the stage, and record it."""
        self.history.append(dict(self.votes))
        reached = [n for n in self.continuing if self.votes[n] >= self.quota * UNIT]
        elected = self._in_order(reached)
        for winner in elected:
            self._elect(winner, f"{self._name(winner)} has reached the quota and is elected.")
        if self.vacancies and 0 < len(self.continuing) <= self.vacancies:
            elected += self._elect_the_rest()
        self.stages.append(
            Stage(
                len(self.history), action, candidate, dict(self.votes), self.lost, tuple(elected),
                (candidate,) if action == "exclude" and candidate else (), tuple(self.reasons),
            )
        )  # fmt: skip
        self.reasons = []

    def _elect_the_rest(self) -> list[int]:
        """Rule 52: as many candidates as vacancies; they are elected and nothing more moves."""
        rest = self._in_order(list(self.continuing))
        names = ", ".join(map(self._name, rest))
        words = "is elected without reaching it" if len(rest) == 1 else "are elected as they stand"
        self.reasons.append(f"Only {names} remained for the last vacancies and {words}.")
        for winner in rest:
            self._elect(winner, "")
        self.pending.clear()
        return rest

    def _elect(self, winner: int, reason: str) -> None:
        self.continuing.remove(winner)
        self.elected.append(winner)
        self.parcels[winner] = tuple(
            Parcel(value, tuple((many, ranking) for many, ranking, _ in slips))
            for value, slips in sorted(self.held[winner].items(), reverse=True)
        )
        if self.votes[winner] > self.quota * UNIT:
            self.pending.append(winner)
        if reason:
            self.reasons.append(reason)

    def _in_order(self, winners: list[int]) -> list[int]:
        """The order of election at one stage: most votes first; equal ones by looking back."""
        ordered: list[int] = []
        left = sorted(winners)
        while left:
            most = max(self.votes[n] for n in left)
            tied = [n for n in left if self.votes[n] == most]
            choice = choose(tied, self.history[:-1], self.order, most=True)
            ordered.append(choice.candidate)
            left.remove(choice.candidate)
        return ordered

    def _explain(self, choice: Choice, purpose: str, question: str) -> None:
        if len(choice.tied) == 1:
            return
        names = " and ".join(map(self._name, choice.tied))
        if choice.back_to:
            self.reasons.append(
                f"{names} have equal votes. To decide {question}, we look back to stage "
                f"{choice.back_to}, the latest at which they were not equal."
            )
        if choice.by_lot:
            self.lots.append(
                Lot(len(self.history) + 1, purpose, choice.by_lot, choice.candidate)
            )
            between = " and ".join(map(self._name, choice.by_lot))
            self.reasons.append(
                f"{between} were equal at every stage before: the lot drawn before the count "
                f"decides {question}: {self._name(choice.candidate)}."
            )

    def _name(self, number: int) -> str:
        return self.papers.name(number)

    def result(self) -> Count:
        return Count(
            "scottish", self.papers.title, self.papers.candidates,
            tuple(sorted(self.papers.withdrawn)), self.seats, self.valid, self.quota,
            tuple(self.elected), tuple(self.stages), tuple(self.lots), self.seed, self.order,
            self.parcels,
        )  # fmt: skip


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
