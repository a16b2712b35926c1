"""Which places a text speaks of, offline: a dictionary of names, and evidence for each find.

A name is found as a whole, word by word, with a capital letter. Many names are ordinary words or
family names (Reading, Hope, Barking), so each find gets points for what speaks for a place; below
the line a person is asked. The points are set by judgement: docs/methods/gazetteer.md.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log10

LONGEST = 5  # words in a name
SURE = 2.0  # points from which nobody is asked
_TOKEN = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*|[.!?:]")
_ENDS = frozenset(".!?:")
_BEFORE = frozenset(("in", "at", "near", "from", "around", "outside", "across", "to", "of"))
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "sir", "lord", "lady", "cllr", "prof", "said"))
_TAIL = frozenset(("council", "hospital", "station", "university", "road", "street", "and", "city"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a gazetteer. `area` is where it lies; places of one area speak for each other."""

    key: str
    name: str
    area: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a text speaks of, the points for it, and how often it is named."""

    place: Place
    points: float
    named: int

    @property
    def sure(self) -> bool:
        return self.points >= SURE


@dataclass(frozen=True, slots=True)
class _Hit:
    name: str
    starts: bool  # a sentence, where every word has a capital
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name. Build it once and keep it: reading is quick, building is not."""

    places: Iterable[Place]
    words: frozenset[str] = frozenset()  # names that are ordinary words, in small letters
    _by_name: defaultdict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for place in self.places:
            self._by_name[place.name.casefold()].append(place)

    def read(self, text: str, home: str = "") -> list[Found]:
        """The places of a text, the surest first. `home` is the area of whoever published it."""
        hits = defaultdict[str, list[_Hit]](list)
        for hit in self._hits(text):
            hits[hit.name].append(hit)
        areas = Counter(p.area for name in hits for p in self._by_name[name] if p.area)
        found = [self._weigh(found, areas, home) for found in hits.values()]
        return sorted(found, key=lambda one: (-one.points, one.place.name, one.place.key))

    def _hits(self, text: str) -> Iterable[_Hit]:
        tokens = _TOKEN.findall(text)
        at = 0
        while at < len(tokens):
            length = self._longest(tokens, at)
            if length:
                yield _hit(tokens, at, length)
            at += length or 1

    def _longest(self, tokens: Sequence[str], at: int) -> int:
        """How many words the longest name has that begins here; 0 where none does."""
        if not tokens[at][0].isupper():
            return 0
        return next(
            (n for n in range(LONGEST, 0, -1) if " ".join(tokens[at : at + n]).casefold()
             in self._by_name and at + n <= len(tokens)), 0,
        )  # fmt: skip

    def _weigh(self, hits: Sequence[_Hit], areas: Counter[str], home: str) -> Found:
        """The likeliest place of this name."""
        said = max(self._said(hit) for hit in hits) + 0.3 * min(len(hits) - 1, 2)
        name, many = hits[0].name, self._by_name[hits[0].name]
        points, place = max(
            ((said + _fits(one, areas, home, len(many)), one) for one in many),
            key=lambda pair: (pair[0], pair[1].people, pair[1].key),
        )
        return Found(place, round(points - (1.5 if name in self.words else 0), 2), len(hits))

    def _said(self, hit: _Hit) -> float:
        """What the words around speak for a place."""
        points = 1.0 if not hit.starts else 0.0
        points += 1.0 if hit.before in _BEFORE else 0.0
        points += 0.5 if hit.after in _TAIL or " " in hit.name else 0.0
        return points - (2.0 if hit.before in _TITLES else 0.0)


def _hit(tokens: Sequence[str], at: int, length: int) -> _Hit:
    before = tokens[at - 1] if at else "."
    after = tokens[at + length] if at + length < len(tokens) else ""
    name = " ".join(tokens[at : at + length]).casefold()
    return _Hit(name, before in _ENDS, before.casefold(), after.casefold())


def _fits(place: Place, areas: Counter[str], home: str, many: int) -> float:
    """What speaks for this very place: near by, beside others, large, the only one."""
    near = 1.0 if home and place.area == home else 0.0
    beside = 0.5 if areas[place.area] > 1 else 0.0
    large = min(log10(max(place.people, 1)) / 6, 1)
    return near + beside + large - (0.5 if many > 1 and not near else 0.0)
