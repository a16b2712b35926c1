"""Values in words: `"2/3"` is two thirds, `P6W` is six weeks, `npc` is a committee's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.constitution.measures import (
    Duration,
    MeasureError,
    fraction_words,
    majority_words,
    number_word,
    spoken_list,
)
from articulator.methods.constitution.wording.names import Names, plain


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value to be put into a phrase; the format says how: `{:every}`, `{:gbp}`."""

    value: Any
    names: Names

    def __format__(self, how: str) -> str:
        way, _, noun = how.partition(" ")
        told = _WAYS[way](self.value, self.names)
        return f"{told} {noun}{'' if self.value == 1 else 's'}" if noun else told


def in_words(value: Any, names: Names) -> str:
    """Any value in words; names of bodies, offices and groups in place of their ids."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "nothing"}[value]
    if isinstance(value, int):
        return number_word(value)
    if isinstance(value, str):
        return _text(value, names)
    if isinstance(value, Mapping):
        return ", ".join(f"{plain(key)}: {in_words(one, names)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return spoken_list([in_words(one, names) for one in value]) or "none"
    return str(value)


def _text(value: str, names: Names) -> str:
    for reading in (fraction_words, _duration):
        try:
            return reading(value)
        except MeasureError:
            continue
    return names.of(value)


def _duration(value: str) -> str:
    return Duration.parse(value).words()


def petitions(value: Any, names: Names) -> str:
    """Who may ask for something: `the National Political Committee or a fifth of the branches`."""
    askers = value if isinstance(value, list) else [value]
    return spoken_list([_petition(asker, names) for asker in askers], "or")


def _petition(asker: Any, names: Names) -> str:
    if isinstance(asker, str):
        return names.of(asker)
    return " from ".join(_signers(key, count, names) for key, count in asker.items())


def _signers(key: str, count: Any, names: Names) -> str:
    group = names.levels("branch") if "branches" in key else plain(key)
    if isinstance(count, str):
        return f"{fraction_words(count)} of the {group}"
    return f"{in_words(count, names)} {group}"


def _either(value: Any, names: Names) -> str:
    listed = value if isinstance(value, list) else [value]
    return spoken_list([in_words(one, names) for one in listed], "or")


def _people(value: Any, names: Names) -> str:
    listed = value if isinstance(value, list) else [value]
    return spoken_list([names.people(one) for one in listed])


def _plain(value: Any, names: Names) -> str:
    """Words of the file that are no names: `reach` is not looked up."""
    if isinstance(value, list):
        return spoken_list([_plain(one, names) for one in value])
    return plain(value) if isinstance(value, str) else in_words(value, names)


_WAYS: Mapping[str, Callable[[Any, Names], str]] = {
    "": in_words,
    "count": in_words,
    "or": _either,
    "plain": _plain,
    "people": _people,
    "petitions": petitions,
    "every": lambda value, _: Duration.parse(value).every(),
    "majority": lambda value, _: majority_words(value),
    "gbp": lambda value, _: f"£{value:,}",
    "level": lambda value, names: names.level(value),
    "levels": lambda value, names: names.levels(value),
    "raw": lambda value, _: str(value),
    "refs": lambda value, _: spoken_list([str(one) for one in value]) or "none",
}
