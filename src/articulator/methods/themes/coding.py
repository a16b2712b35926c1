"""What people coded, carried to the rest: ten examples a theme, and a classifier reads on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from articulator.methods.themes.embedding import Embedder, light
from articulator.methods.themes.texts import Said, Statement, statements

STRENGTH = 20.0  # C of the logistic regression, as measured for few examples
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What each text is about, by the classifier.

    `of`: the likeliest theme of every text, and `sure` its chance; `chances`: for the texts that
    people coded, the chance of each theme from a classifier that had not seen them; `f1`: how well
    it found their themes so (macro-averaged; None with too few); `ask`: which texts to code next.
    """

    themes: tuple[str, ...]
    of: Mapping[str, str]
    sure: Mapping[str, float]
    chances: Mapping[str, Mapping[str, float]]
    f1: float | None
    ask: tuple[str, ...]


def read(
    texts: Iterable[Said], codes: Mapping[str, str], embed: Embedder = light
) -> Reading | None:
    """Read all texts as the coded ones were read; None where fewer than two themes have a code."""
    said = statements(texts)
    coded = _coded(said, codes)
    themes = tuple(sorted(set(coded.values())))
    if len(themes) < 2:
        return None
    points = embed([one.words for one in said]).columns()
    rows = sorted(coded)
    found = np.array([themes.index(coded[row]) for row in rows])
    unseen = _unseen(points[rows], found, len(themes))
    chances = _chances(points[rows], found, points, len(themes))
    chances[rows] = unseen
    return _reading(said, themes, chances, rows, found)


def _coded(said: Sequence[Statement], codes: Mapping[str, str]) -> dict[int, str]:
    """Of each statement the code; one text coded in two ways under two keys counts by its first."""
    found = ((i, [codes[key] for key in one.keys if key in codes]) for i, one in enumerate(said))
    return {i: given[0] for i, given in found if given}


def _chances(known: Any, found: Any, points: Any, number: int) -> np.ndarray[Any, Any]:
    """The chance of each theme for each point, learned from the known ones."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - heavy

    chances = np.zeros((points.shape[0], number))
    seen = np.unique(found)
    if len(seen) == 1:
        chances[:, seen[0]] = 1
        return chances
    learned = LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced")
    chances[:, seen] = learned.fit(known, found).predict_proba(points)
    return chances


def _unseen(known: Any, found: Any, number: int) -> np.ndarray[Any, Any]:
    """For each coded text the chances from a classifier that learned from the others' folds.

    Rows stand in the order of their words, so each theme's are dealt out in turn, the same always.
    """
    fold = np.zeros(len(found), dtype=int)
    for theme in np.unique(found):
        mine = np.flatnonzero(found == theme)
        fold[mine] = np.arange(len(mine)) % FOLDS
    chances = np.zeros((len(found), number))
    for one in np.unique(fold):
        out = fold == one
        if out.all():
            break
        chances[out] = _chances(known[~out], found[~out], known[out], number)
    return chances


def _reading(
    said: Sequence[Statement], themes: tuple[str, ...], chances: Any, rows: Sequence[int],
    found: Any,
) -> Reading:  # fmt: skip
    first = chances.argmax(axis=1)
    coded = dict(zip(rows, found.tolist(), strict=True))
    of: dict[str, str] = {}
    sure: dict[str, float] = {}
    unseen: dict[str, dict[str, float]] = {}
    for i, one in enumerate(said):
        theme = coded.get(i, int(first[i]))
        chance = 1.0 if i in coded else round(float(chances[i, theme]), 4)
        of |= dict.fromkeys(one.keys, themes[theme])
        sure |= dict.fromkeys(one.keys, chance)
        if i in coded:
            by_theme = {name: float(chances[i, j]) for j, name in enumerate(themes)}
            unseen |= dict.fromkeys(one.keys, by_theme)
    ask = sorted((i for i in range(len(said)) if i not in coded), key=lambda i: _gap(chances[i]))
    return Reading(
        themes, of, sure, unseen, _f1(found, first[list(rows)]),
        tuple(said[i].keys[0] for i in ask),
    )  # fmt: skip


def _gap(chances: Any) -> float:
    """How far the likeliest theme is ahead of the second: small is worth asking a person about."""
    second, first = np.partition(chances, -2)[-2:]
    return round(float(first - second), 6)


def _f1(found: Any, guessed: Any) -> float | None:
    """Macro F1 over the themes that people used; None where a theme has a single text alone."""
    used, times = np.unique(found, return_counts=True)
    if times.min() < 2:
        return None
    scores = []
    for theme in used:
        both = int(((found == theme) & (guessed == theme)).sum())
        either = int((found == theme).sum()) + int((guessed == theme).sum())
        scores.append(2 * both / either)
    return round(float(np.mean(scores)), 4)
