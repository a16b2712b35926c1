"""How a mapping becomes sentences: one phrase for each key, and none is left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.constitution.wording.names import Names, capital, plain
from articulator.methods.constitution.wording.spoken import Spoken, in_words

# Shown beside the clause, not in its sentences.
LABELS = ("id", "ref", "basis", "enforce", "name")


@dataclass(frozen=True, slots=True)
class Own:
    """A part that is a clause of its own, or a list of such parts, with its phrases."""

    title: str
    phrases: "Phrases | Telling"


type Telling = Callable[[Mapping[str, Any], Names], Iterable[str]]
# A phrase with {} for the value; one phrase for true and one for false; phrases of the parts;
# or a function of the value.
type Phrase = str | tuple[str, str] | Mapping[str, Phrase] | Own | Callable[[Any, Names], str]
type Phrases = Mapping[str, Phrase]


_RESTS = {"default": "This was chosen by the drafters.", "law": "This is required by law."}
SEEN_TO = {
    "platform": "The platform sees to it.",
    "recorded": "A breach is recorded in public.",
    "human": "People see to it.",
}


def tell(part: Mapping[str, Any], phrases: Phrases, names: Names) -> list[str]:
    """A sentence for every key of the part but its labels; its notes and own wording come last."""
    last = ("note", "text")
    keys = [key for key in part if key not in LABELS and key not in last]
    told = [one for key in keys for one in _told(key, part[key], phrases.get(key), names)]
    return told + [one for key in last if key in part for one in _told(key, part[key], None, names)]


def _told(key: str, value: Any, phrase: Phrase | None, names: Names) -> list[str]:
    if isinstance(phrase, Own):
        return []  # told elsewhere
    if isinstance(phrase, Mapping) and isinstance(value, Mapping):
        return [*tell(value, phrase, names), *_labels(value)]
    return [_sentence(key, value, phrase, names)]


def _labels(part: Mapping[str, Any]) -> list[str]:
    """The labels of a part inside a clause: it may rest on another source than the whole."""
    basis = part.get("basis", "")
    told = [
        f"This is cited as {part['ref']}." if "ref" in part else "",
        _RESTS.get(basis, f"This comes from the source {basis}." if basis else ""),
        SEEN_TO[part["enforce"]] if "enforce" in part else "",
    ]
    return [sentence for sentence in told if sentence]


def _sentence(key: str, value: Any, phrase: Phrase | None, names: Names) -> str:
    if isinstance(phrase, tuple):
        return phrase[0] if value else phrase[1]
    if isinstance(phrase, str):
        return capital(phrase.format(Spoken(value, names)))
    if callable(phrase):
        return phrase(value, names)
    if key in {"note", "text"}:
        return full_stop(capital(value))
    return f"{capital(plain(key))}: {in_words(value, names)}."


def full_stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
