"""A map of groups and their ties, as files hold it; and what is wrong with a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LARGEST = 5_000_000  # bytes of a file
MOST_GROUPS, MOST_TIES = 20_000, 200_000
LONGEST = 1000  # signs of a text


class MapError(ValueError):
    """No map that can be read; the words are for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group. `key` names it in the file; people never stand here."""

    key: str
    label: str
    kind: str = ""
    about: str = ""
    function: str = ""
    sphere: str = ""
    place: str = ""
    reach: int | None = None
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie, by the keys of its ends."""

    one: str
    other: str
    kind: str = ""
    strength: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """What a file holds, what was left out of it because it is about people, what is odd."""

    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    people: int = 0
    faults: tuple[str, ...] = ()


# What files call things (lower case, no signs), and what it is here.
NAMES: Mapping[str, str] = {
    "label": "label", "name": "label", "title": "label", "organisation": "label",
    "organization": "label", "group": "label",
    "id": "key", "type": "kind", "kind": "kind", "elementtype": "kind",
    "description": "about", "about": "about", "function": "function", "lever": "function",
    "sphere": "sphere", "activitysphere": "sphere", "place": "place", "area": "place",
    "region": "place", "town": "place", "reach": "reach", "size": "reach", "tags": "tags",
    "needs": "needs", "gives": "gives", "offers": "gives", "themes": "themes", "theme": "themes",
    "from": "one", "source": "one", "to": "other", "target": "other",
    "strength": "strength", "weight": "strength", "since": "since", "start": "since",
}  # fmt: skip
PEOPLE = frozenset({"person", "people", "individual", "human", "contact", "member", "activist"})
MANY = ("tags", "needs", "gives", "themes")


def known_as(heading: str) -> str:
    """Our name for what a file calls so; empty if there is none."""
    return NAMES.get("".join(sign for sign in heading.casefold() if sign.isalnum()), "")


@dataclass
class Gathering:
    """A chart in the making: takes rows as they come, says what it did not take."""

    groups: dict[str, Group] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    by_label: dict[str, str] = field(default_factory=dict)

    def group(self, said: Mapping[str, str], where: str) -> None:
        label, key = _text(said, "label"), _text(said, "key") or _text(said, "label")
        label = label or key
        if not label:
            self.fault(f"{where}: a group without a name was left out.")
        elif _text(said, "kind").casefold() in PEOPLE:
            self.people |= {key, label.casefold()}
        elif key in self.groups:
            self.fault(f"{where}: “{_short(key)}” stands there twice; the first was taken.")
        elif len(self.groups) == MOST_GROUPS:
            raise MapError(f"There are more than {MOST_GROUPS:,} groups in this file.")
        else:
            self.groups[key] = _group(key, label, said)
            self.by_label.setdefault(label.casefold(), key)

    def tie(self, said: Mapping[str, str], where: str) -> None:
        ends = [_text(said, "one"), _text(said, "other")]
        if self.people & {ends[0], ends[1], ends[0].casefold(), ends[1].casefold()}:
            return  # a tie to somebody who is left out
        one, other = (self._end(end) for end in ends)
        if not one or not other:
            missing = ends[1] if one else ends[0]
            words = (
                f"“{_short(missing)}” is not a group of this file"
                if missing
                else "an end is missing"
            )
            self.fault(f"{where}: {words}; the tie was left out.")
        elif len(self.ties) == MOST_TIES:
            raise MapError(f"There are more than {MOST_TIES:,} ties in this file.")
        elif one != other:
            strength = _number(said, "strength")
            since = _day(_text(said, "since"))
            self.ties.append(Tie(one, other, _text(said, "kind"), strength, since))

    def _end(self, end: str) -> str:
        return end if end in self.groups else self.by_label.get(end.casefold(), "")

    def fault(self, words: str) -> None:
        if len(self.faults) < 50:
            self.faults.append(words)

    def chart(self) -> Chart:
        people = len({one.casefold() for one in self.people})
        return Chart(tuple(self.groups.values()), tuple(self.ties), people, tuple(self.faults))


def _group(key: str, label: str, said: Mapping[str, str]) -> Group:
    lists = {name: _list(said, name) for name in MANY}
    return Group(
        key, label[:120], _text(said, "kind")[:60], _text(said, "about")[:300],
        _text(said, "function")[:120], _text(said, "sphere")[:120], _text(said, "place")[:120],
        _number(said, "reach"), **lists,
    )  # fmt: skip


def _text(said: Mapping[str, str], name: str) -> str:
    """One line without signs that no name holds."""
    raw = str(said.get(name) or "")[:LONGEST]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in raw).split())


def _list(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Several in one cell stand between bars, as in Kumu."""
    parts = (" ".join(one.split())[:60] for one in _text(said, name).split("|"))
    return tuple(dict.fromkeys(one for one in parts if one))[:12]


def _number(said: Mapping[str, str], name: str) -> int | None:
    try:
        found = round(float(_text(said, name)))
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found <= 1_000_000_000 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
