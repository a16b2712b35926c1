"""From codes to what may be told: corrected shares, intervals, places, masked quotes."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from articulator.intelligence.themes.models import Codebook, Theme
from articulator.intelligence.themes.queries import codes, drawn, places, progress, said, themes
from articulator.methods.suppression import SMALL
from articulator.methods.themes import (
    Reading,
    Said,
    Share,
    best,
    known_words,
    masked,
    prevalence,
    read,
)

LEAST = 20  # texts read by lot; fewer say nothing about all
QUOTES = 5


def counted(codebook: Codebook) -> tuple[dict[str, Any], dict[str, tuple[str, float]]]:
    """What is told of a codebook as it is now, and what each text is taken for."""
    texts, read_as = said(codebook), codes(codebook)
    agreed = {text: one for text, by in read_as.items() if (one := _agreed(by)) is not None}
    found = read(texts, agreed, best())
    if found is None:
        return {"themes": [], "coded": len(read_as)}, {}
    guesses = {key: (found.of[key], found.sure[key]) for key in found.of}
    by_lot = drawn(codebook) & set(read_as)
    people = sum(one.supporters for one in texts)
    told: dict[str, Any] = {
        "coded": len(by_lot), "texts": len(texts), "people": _round(people), "f1": found.f1,
        "agreement": f"Two readers: {progress(codebook).agreement}.", "themes": [],
    }  # fmt: skip
    if len(by_lot) < LEAST or people < SMALL:
        return told, guesses
    known = known_words([one.words for one in texts])
    for theme in themes(codebook):
        share = _share(str(theme.pk), texts, read_as, by_lot, found)
        if share and share.share * people >= SMALL:
            told["themes"].append(_told(codebook, theme, share, texts, found, known))
    told["themes"].sort(key=lambda one: -one["share"])
    return told, guesses


def _agreed(by: Mapping[str, str]) -> str | None:
    """What all readers of a text took it for; None where they differ."""
    taken = set(by.values())
    return taken.pop() if len(taken) == 1 else None


def _share(
    theme: str, texts: Sequence[Said], read_as: Mapping[str, Mapping[str, str]],
    by_lot: set[str], found: Reading,
) -> Share | None:  # fmt: skip
    """The share of people, weighed by how many said each text."""
    hand = [one for one in texts if one.key in by_lot and one.key in found.of]
    rest = [one for one in texts if one.key not in by_lot]
    return prevalence(
        [_fraction(read_as[one.key], theme) for one in hand],
        [_guessed(one.key, found) == theme for one in hand],
        [_guessed(one.key, found) == theme for one in rest],
        weights=[one.supporters for one in hand], rest_weights=[one.supporters for one in rest],
    )  # fmt: skip


def _fraction(by: Mapping[str, str], theme: str) -> float:
    return sum(one == theme for one in by.values()) / len(by)


def _guessed(key: str, found: Reading) -> str:
    """What the classifier takes a text for without having been told."""
    chances = found.chances.get(key)
    return max(chances, key=lambda one: (chances[one], one)) if chances else found.of[key]


def _told(
    codebook: Codebook, theme: Theme, share: Share, texts: Sequence[Said], found: Reading,
    known: frozenset[str],
) -> dict[str, Any]:  # fmt: skip
    return {
        "theme": str(theme.pk), "name": theme.name, "memo": theme.memo,
        "within": theme.parent.name if theme.parent else "",
        "share": round(share.share, 3), "low": round(share.low, 3), "high": round(share.high, 3),
        "percent": round(100 * share.share), "least": math.floor(100 * share.low),
        "most": math.ceil(100 * share.high), "anchor": f"t{theme.pk.hex}",
        "places": places(codebook, str(theme.pk)),
        "quotes": _quotes(str(theme.pk), texts, found, known),
    }  # fmt: skip


def _quotes(theme: str, texts: Sequence[Said], found: Reading, known: frozenset[str]) -> list[str]:
    """What says it best, without names, numbers and addresses."""
    mine = [one for one in texts if found.of.get(one.key) == theme]
    ranked = sorted(mine, key=lambda one: (-_weight(one, found), one.key))
    return list(dict.fromkeys(masked(one.words, known) for one in ranked))[:QUOTES]


def _weight(one: Said, found: Reading) -> float:
    words = len(one.words.split())
    readable = min(1.0, words / 6) * min(1.0, 40 / max(words, 1))
    return found.sure[one.key] * (1 + math.log(one.supporters)) * readable


def _round(people: int) -> int:
    return people // 10 * 10
