"""The ballot papers of one election, as every counting rule takes them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

type Ranking = tuple[int, ...]
type Bundle = tuple[int, Ranking]  # how many identical papers, candidate numbers best first


class PapersError(ValueError):
    """Papers that no rule can count: a seat too few, a candidate that does not exist."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Candidates, seats and rankings. A candidate's number is their place in `candidates`, from 1.

    `rankings` holds (how many identical papers, candidate numbers with the best first); a ranking
    names nobody twice, and an empty one is a blank paper. `withdrawn` candidates keep their number
    and receive no votes.
    """

    candidates: tuple[str, ...]
    seats: int
    rankings: tuple[Bundle, ...]
    title: str = ""
    withdrawn: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise PapersError("There must be at least one seat to fill.")
        if not self.candidates:
            raise PapersError("There must be at least one candidate.")

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all candidates who have not withdrawn."""
        return tuple(n for n in range(1, len(self.candidates) + 1) if n not in self.withdrawn)

    def name(self, number: int) -> str:
        return self.candidates[number - 1]


def papers(
    candidates: Sequence[str], seats: int, rankings: Iterable[Sequence[int]], title: str = ""
) -> Papers:
    """Papers from single rankings; identical ones are counted together.

    Raises PapersError where a ranking names a candidate twice or one who does not exist.
    """
    counted = Counter(tuple(ranking) for ranking in rankings)
    for ranking in counted:
        _refuse(ranking, len(candidates))
    merged = tuple((many, ranking) for ranking, many in sorted(counted.items()))
    return Papers(tuple(candidates), seats, merged, title)


def _refuse(ranking: Ranking, candidates: int) -> None:
    for number in ranking:
        if not 1 <= number <= candidates:
            raise PapersError(f"There is no candidate {number}: they are 1 to {candidates}.")
    if len(set(ranking)) != len(ranking):
        raise PapersError(f"The ranking {ranking} names a candidate twice.")
