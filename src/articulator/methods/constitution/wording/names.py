"""Names in place of ids, with the article and the number that a sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articulator.methods.constitution.groups import BUILT_IN_GROUPS

_PROPER = {"British", "English", "European", "Irish", "London", "National", "Scottish", "Welsh"}


@dataclass(frozen=True)
class Names:
    """What a constitution calls its bodies, offices, groups, pools and levels."""

    data: Mapping[str, Any]

    def of(self, key: str) -> str:
        """A name as it stands inside a sentence: `the National Political Committee`."""
        return self._named.get(key) or self._groups.get(key) or plain(key)

    def people(self, key: str) -> str:
        """A name where people are meant: those who vote, stand or are drawn."""
        if key in self._groups:
            return self._groups[key]
        name = self.of(key)
        return f"the members of {name}" if key in self._bodies else name

    def level(self, key: str) -> str:
        """`branch`, `English region`: a level's name without an article."""
        name = next((one["name"] for one in self.data["levels"] if one["id"] == key), plain(key))
        first, _, rest = str(name).partition(" ")
        return str(name) if first in _PROPER else f"{first.lower()} {rest}".strip()

    def levels(self, key: str) -> str:
        """`branches`: more than one unit of a level."""
        return plural(self.level(key))

    @cached_property
    def _bodies(self) -> Mapping[str, str]:
        return {body["id"]: with_article(body["name"]) for body in self.data["bodies"]}

    @cached_property
    def _named(self) -> Mapping[str, str]:
        others = [*self.data.get("offices", ()), *self.data.get("qualification_pools", ())]
        named = {one["id"]: with_article(one.get("name") or plain(one["id"])) for one in others}
        return {**self._bodies, **named}

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        declared = {one["id"]: one["name"] for one in self.data.get("electorates", ())}
        return {**BUILT_IN_GROUPS, **declared}


def plain(key: str) -> str:
    return key.replace("_", " ")


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def is_plural(name: str) -> bool:
    """Whether a name stands for several: `all members`, `the branches of the region`."""
    head = name.partition(" of ")[0].partition(" who ")[0].partition(" that ")[0].split()
    last = head[-1] if head else ""
    return last in {"people", "those"} or (last.endswith("s") and not last.endswith(("ss", "s'")))


def with_article(name: str) -> str:
    """`Steering Committee` becomes `the Steering Committee`; a plainer name loses its capital.

    An explanation in brackets is left out. Conference and `All ...` take no article.
    """
    short = _lowered(name.partition(" (")[0].strip())
    if short == "Conference" or short.split()[0].lower() in {"all", "the", "our", "anyone"}:
        return short
    return f"the {short}"


def _lowered(name: str) -> str:
    """Only the first word's capital goes, and only where the others have none either."""
    first, _, rest = name.partition(" ")
    title = first[1:] != first[1:].lower() or any(word[:1].isupper() for word in rest.split())
    return name if title or not rest else first.lower() + " " + rest
