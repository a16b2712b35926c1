"""Whether two entries are one person: how likely, and why, in words.

The weights are those of Fellegi and Sunter (1969): for each feature the logarithm (base 2) of how
much more often it agrees between entries of one person than between entries of two. They add up;
the sum is turned into a probability. Names are compared by Jaro-Winkler and by single edits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz.distance import OSA, JaroWinkler

from articulator.methods.people.names import plain_name

PRIOR = -12.0  # of 4,000 pairs that share something, about one is one person
MAIL = (16.5, -3.3)  # weights of the same and of another address
PHONE = (13.0, -2.0)
PLACE = (3.0, -2.0)
ALIKE = 0.93  # Jaro-Winkler; below it names are different
SURE, POSSIBLE = 0.995, 0.05
BLOCK = 50  # more entries than this with one key (a switchboard) say nothing of single people


class Verdict(StrEnum):
    SAME = "same"
    DOUBT = "doubt"
    OTHER = "other"


class Names(StrEnum):
    SAME = "the same name"
    LETTER = "names that differ by one letter"
    INITIAL = "names that differ by an initial"
    ALIKE = "names that are alike"
    OTHER = "different names"
    UNKNOWN = "a name that is missing"


WEIGHTS: Mapping[Names, float] = {
    Names.SAME: 9.0, Names.LETTER: 6.0, Names.INITIAL: 5.0, Names.ALIKE: 3.0,
    Names.OTHER: -8.0, Names.UNKNOWN: 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Someone:
    """What is known of an entry. What is empty says nothing, for or against."""

    name: str
    mail: str = ""
    phones: frozenset[str] = frozenset()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two entries are one person, between 0 and 1, and what speaks for and against."""

    score: float
    verdict: Verdict
    reason: str


def compare(one: Someone, other: Someone) -> Match:
    """The same whichever comes first."""
    names = compare_names(one.name, other.name)
    mail = _agreement(frozenset(filter(None, [one.mail])), frozenset(filter(None, [other.mail])))
    phone = _agreement(one.phones, other.phones)
    place = _agreement(frozenset(filter(None, [one.place])), frozenset(filter(None, [other.place])))
    score = _probability(
        WEIGHTS[names] + _weight(MAIL, mail) + _weight(PHONE, phone) + _weight(PLACE, place)
    )
    return Match(score, _verdict(score, names, mail), _reason(names, mail, phone, place))


def compare_names(one: str, other: str) -> Names:
    first, second = sorted((plain_name(one), plain_name(other)))
    if not first:
        return Names.UNKNOWN
    if first == second:
        return Names.SAME
    if OSA.distance(first, second, score_cutoff=1) <= 1 and min(len(first), len(second)) > 3:
        return Names.LETTER
    if _initials(first.split(), second.split()):
        return Names.INITIAL
    return Names.ALIKE if JaroWinkler.similarity(first, second) >= ALIKE else Names.OTHER


def pairs(entries: Mapping[str, Someone]) -> Iterator[tuple[str, str, Match]]:
    """The pairs that may be one person, each once: those that share a mail, phone, or name."""
    seen: set[tuple[str, str]] = set()
    for keys in _blocks(entries).values():
        if not 1 < len(keys) <= BLOCK:
            continue
        for first, second in combinations(sorted(keys), 2):
            if (first, second) in seen:
                continue
            seen.add((first, second))
            match = compare(entries[first], entries[second])
            if match.verdict != Verdict.OTHER:
                yield first, second, match


def _blocks(entries: Mapping[str, Someone]) -> Mapping[str, list[str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, entry in entries.items():
        for shared in _keys(entry):
            blocks[shared].append(key)
    return blocks


def _keys(entry: Someone) -> Iterable[str]:
    if entry.mail:
        yield f"mail {entry.mail}"
    for phone in entry.phones:
        yield f"phone {phone}"
    if name := plain_name(entry.name):
        yield f"name {entry.place} {name}"


def _agreement(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether they share something; None where either says nothing."""
    return bool(one & other) if one and other else None


def _weight(weights: tuple[float, float], agree: bool | None) -> float:
    return 0.0 if agree is None else weights[0] if agree else weights[1]


def _probability(weight: float) -> float:
    return float(1 / (1 + 2 ** -(weight + PRIOR)))


def _verdict(score: float, names: Names, mail: bool | None) -> Verdict:
    """Only the same name is taken for one person unasked, or one alike with the same address.

    Families share phones and mail, and brothers' names differ by a letter.
    """
    close = names == Names.SAME or (bool(mail) and names not in (Names.OTHER, Names.UNKNOWN))
    if score >= SURE and close:
        return Verdict.SAME
    return Verdict.DOUBT if score >= POSSIBLE else Verdict.OTHER


def _initials(one: list[str], other: list[str]) -> bool:
    """Whether all words but one are the same, and that one is the beginning of the other."""
    shared = set(one) & set(other)
    left, right = ([word for word in words if word not in shared] for words in (one, other))
    if not shared or len(left) != 1 or len(right) != 1:
        return False
    short, long = sorted((left[0], right[0]), key=len)
    return len(short) == 1 and long.startswith(short)


def _reason(names: Names, mail: bool | None, phone: bool | None, place: bool | None) -> str:
    """`same phone, and names that differ by one letter, but different mail addresses`."""
    agree = [words for words, same in (("same mail address", mail), ("same phone", phone)) if same]
    differ = [
        words
        for words, same in (("different mail addresses", mail), ("different phones", phone))
        if same is False
    ]
    said = " and ".join(agree)
    said = f"{said}, {'but' if names == Names.OTHER else 'and'} {names}" if said else str(names)
    if place and not agree:
        said += " in the same branch"
    return f"{said}, but {' and '.join(differ)}" if differ else said
