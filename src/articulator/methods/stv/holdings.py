"""Who holds which papers at which value: the table on which the papers of a count lie."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from articulator.methods.stv.papers import Bundle

type Pile = list[Bundle]


@dataclass(slots=True)
class Holdings:
    """Piles of papers by candidate and value, and the votes that they make."""

    piles: dict[int, dict[int, Pile]]
    votes: dict[int, int]

    @classmethod
    def of(cls, candidates: Iterable[int]) -> "Holdings":
        numbers = list(candidates)
        return cls({n: {} for n in numbers}, dict.fromkeys(numbers, 0))

    def give(self, bundles: Iterable[Bundle], value: int, to: AbstractSet[int]) -> int:
        """Lay each paper, at `value`, with the first on it who is among `to`.

        Returns the votes given; papers that name nobody of `to` are gone. No place in the ranking
        need be kept, for whoever is passed over once never comes back.
        """
        heaps: dict[int, Pile] = {number: [] for number in to}
        for bundle in bundles:
            for number in bundle[1]:
                if number in heaps:
                    heaps[number].append(bundle)
                    break
        return sum(self._lay(number, value, heap) for number, heap in heaps.items() if heap)

    def _lay(self, number: int, value: int, heap: Pile) -> int:
        self.piles[number].setdefault(value, []).extend(heap)
        votes = value * sum([many for many, _ in heap])
        self.votes[number] += votes
        return votes

    def take(self, number: int) -> list[tuple[int, Pile]]:
        """Take all papers from a candidate, who has no votes then; highest value first."""
        piles = sorted(self.piles[number].items(), key=_value, reverse=True)
        self.piles[number], self.votes[number] = {}, 0
        return piles


def _value(pile: tuple[int, Pile]) -> int:
    return pile[0]
