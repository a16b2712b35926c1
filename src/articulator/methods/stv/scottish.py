"""The Scottish rule: weighted inclusive Gregory transfers in whole hundred-thousandths of a vote.

The Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45 to 52; since
2011 SSI 2011/399, the same rules with numbers one higher. Every step names its rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articulator.methods.stv import words
from articulator.methods.stv.holdings import Holdings
from articulator.methods.stv.lots import Votes, choose, lot_order
from articulator.methods.stv.papers import Papers
from articulator.methods.stv.result import UNIT, Count, Lot, Parcel, Stage


def count(papers: Papers, seats: int, lots: str) -> Count:
    """Fill `seats` by the Scottish rule; `lots` is the public seed for ties that need a lot."""
    counting = _Counting(papers, seats, lots)
    counting.run()
    return counting.result()


@dataclass
class _Counting:
    """The table of a count in progress; a stage begins with a move and ends with `_close`."""

    papers: Papers
    seats: int
    seed: str
    pending: list[int] = field(default_factory=list)  # elected, with a surplus to transfer
    elected: list[int] = field(default_factory=list)
    history: list[Votes] = field(default_factory=list)  # the votes after each stage
    stages: list[Stage] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # of the present stage
    parcels: dict[int, tuple[Parcel, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = lot_order({n: self.name(n) for n in self.papers.numbers}, self.seed)
        self.continuing = set(self.papers.numbers)
        self.held = Holdings.of(self.papers.numbers)
        self.lost = 0  # votes that are not transferable

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    @property
    def earlier(self) -> list[Votes]:
        """The votes after each stage before the latest, which is the one that shows the tie."""
        return self.history[:-1]

    def name(self, number: int) -> str:
        return self.papers.name(number)

    def run(self) -> None:
        self._first_stage()
        while self.vacancies and self.continuing:
            if self.pending:
                self._transfer_surplus()
            else:
                self._exclude()

    def _first_stage(self) -> None:
        """Rules 45 and 46: sort the papers by first preference, and work out the quota.

        Withdrawn candidates are passed over; a paper that then ranks nobody is not valid.
        """
        self.valid = self.held.give(self.papers.rankings, UNIT, self.continuing) // UNIT
        self.invalid = sum(many for many, _ in self.papers.rankings) - self.valid
        self.quota = self.valid // (self.seats + 1) + 1
        self.reasons.append(words.quota(self.valid, self.seats, self.quota))
        if self.invalid:
            self.reasons.append(words.invalid(self.invalid))
        if not self.valid:
            self.reasons.append(words.no_valid())
        self._close("first", None)

    def _transfer_surplus(self) -> None:
        """Rules 48 and 49: the largest surplus moves, every paper at its own transfer value."""
        most = max(self.held.votes[n] for n in self.pending)
        winner = self._choose((n for n in self.pending if self.held.votes[n] == most), "surplus")
        self.pending.remove(winner)
        total, keeps = self.held.votes[winner], self.quota * UNIT
        surplus = total - keeps
        # Rule 48(3): surplus times value, divided by the total, cut off after five places.
        given = sum(
            self.held.give(pile, surplus * value // total, self.continuing)
            for value, pile in self.held.take(winner)
        )
        self.held.votes[winner] = keeps
        self.reasons.append(words.surplus(self.name(winner), surplus, total))
        self._lose(surplus - given, with_fractions=True)
        self._close("surplus", winner)

    def _exclude(self) -> None:
        """Rules 50 and 51: the candidate with fewest votes goes, their papers keep their value."""
        fewest = min(self.held.votes[n] for n in self.continuing)
        loser = self._choose(
            (n for n in self.continuing if self.held.votes[n] == fewest), "exclude"
        )
        self.continuing.remove(loser)
        given = sum(
            self.held.give(pile, value, self.continuing) for value, pile in self.held.take(loser)
        )
        self.reasons.append(words.exclusion(self.name(loser), fewest))
        self._lose(fewest - given, with_fractions=False)
        self._close("exclude", loser)

    def _choose(self, tied: Iterable[int], purpose: str) -> int:
        """Rules 49(2), 49(3) and 51(2): between equal candidates look back, then draw the lot."""
        choice = choose(list(tied), self.earlier, self.order, most=purpose != "exclude")
        if len(choice.tied) > 1:
            self.reasons += words.tie(choice, purpose, self.history, self.name)
        if choice.by_lot:
            stage = len(self.stages) + 1
            self.lots.append(Lot(stage, purpose, choice.by_lot, choice.candidate))
        return choice.candidate

    def _lose(self, votes: int, *, with_fractions: bool) -> None:
        self.lost += votes
        if votes:
            self.reasons.append(words.lost(votes, with_fractions=with_fractions))

    def _close(self, action: str, candidate: int | None) -> None:
        """Rules 47 and 52: see who is deemed elected at the end of the stage, and record it."""
        self.history.append(dict(self.held.votes))
        elected = self._elect_those_with_quota()
        if self.vacancies and 0 < len(self.continuing) <= self.vacancies:
            elected += self._elect_the_rest()
        self._say_the_end()
        self.stages.append(
            Stage(
                number=len(self.history),
                action=action,
                candidate=candidate,
                votes=self.history[-1],
                non_transferable=self.lost,
                elected=tuple(elected),
                excluded=(candidate,) if action == "exclude" and candidate else (),
                reasons=tuple(self.reasons),
            )
        )
        self.reasons = []

    def _elect_those_with_quota(self) -> list[int]:
        """Rule 47: whoever has the quota is deemed elected, and receives no more papers."""
        keeps = self.quota * UNIT
        winners = self._in_order(n for n in self.continuing if self.held.votes[n] >= keeps)
        for winner in winners:
            self.reasons.append(words.reached(self.name(winner), self.held.votes[winner]))
            if self.held.votes[winner] > keeps:
                self.pending.append(winner)
            self._elect(winner)
        return winners

    def _elect_the_rest(self) -> list[int]:
        """Rule 52: as many candidates as vacancies; they are elected and nothing more moves."""
        rest = self._in_order(self.continuing)
        uncontested = len(self.papers.numbers) <= self.seats
        names = [self.name(n) for n in rest]
        self.reasons.append(words.remaining(names, self.vacancies, uncontested=uncontested))
        for winner in rest:
            self._elect(winner)
        return rest

    def _elect(self, winner: int) -> None:
        self.continuing.remove(winner)
        self.elected.append(winner)
        piles = sorted(self.held.piles[winner].items(), reverse=True)
        self.parcels[winner] = tuple(Parcel(value, tuple(pile)) for value, pile in piles)

    def _in_order(self, winners: Iterable[int]) -> list[int]:
        """Most votes first, equal ones as in rule 49: the statute sets no order within a stage."""
        left, ordered = set(winners), list[int]()
        while left:
            most = max(self.held.votes[n] for n in left)
            first = self._choose((n for n in left if self.held.votes[n] == most), "order")
            ordered.append(first)
            left.remove(first)
        return ordered

    def _say_the_end(self) -> None:
        if not self.vacancies:
            self.reasons.append(words.filled())
        elif not self.continuing:
            self.reasons.append(words.unfilled(self.vacancies))

    def result(self) -> Count:
        return Count(
            rule="scottish",
            title=self.papers.title,
            candidates=self.papers.candidates,
            withdrawn=tuple(sorted(self.papers.withdrawn)),
            seats=self.seats,
            valid=self.valid,
            invalid=self.invalid,
            quota=self.quota,
            elected=tuple(self.elected),
            stages=tuple(self.stages),
            lots=tuple(self.lots),
            seed=self.seed,
            lot_order=self.order,
            parcels=self.parcels,
        )
