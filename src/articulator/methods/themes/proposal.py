"""Themes proposed: a graph of neighbours, cut into communities (Leiden). No text is dropped."""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from articulator.methods.themes.embedding import Embedder, Points, Row, light
from articulator.methods.themes.naming import names
from articulator.methods.themes.texts import Said, Statement, statements

NEIGHBOURS = 15
COARSE = 0.5  # the resolution of Leiden: more makes more and smaller themes
TRIES = 8  # partitions, of which the one of highest modularity is taken
LEAST = 3  # statements of a theme; fewer join their nearest one
BLOCK = 512  # rows whose similarities are held at once
MOST = 20_000  # statements in the graph; more are brought to the nearest theme
TOO_NEAR = 0.8  # of two quotes: the second tells nothing new


@dataclass(frozen=True, slots=True)
class Theme:
    """Texts that belong together: its words, and its texts' keys, the most typical first."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    supporters: int
    telling: tuple[str, ...]  # keys of texts that say it best and do not repeat one another


@dataclass(frozen=True, slots=True)
class Proposal:
    """Themes, the largest first. Every text is in one; `sure` says how near it is to its middle."""

    themes: tuple[Theme, ...]
    of: Mapping[str, int]
    sure: Mapping[str, float]


def find(
    texts: Iterable[Said], embed: Embedder = light, *, fineness: float = COARSE, seed: int = 1
) -> Proposal:
    """Propose themes. The order of the texts and repeats of one text change nothing."""
    said = statements(texts)
    if not said:
        return Proposal((), {}, {})
    points = embed([one.words for one in said])
    label = _labels(points, fineness, seed)
    near = _nearness(points, label)
    order = _by_size(said, label)
    return _proposal(said, label, near, order, _telling(said, points, label, near))


def _labels(points: Points, fineness: float, seed: int) -> Row:
    """The theme of each point: communities of the graph; what is too small joins what is near."""
    inside = _in_graph(len(points), seed)
    label = np.full(len(points), -1)
    label[inside] = _communities(points[inside], fineness, seed)
    kept = [one for one, size in _sizes(label).items() if size >= LEAST]
    if not kept:
        return np.zeros(len(points), dtype=int)
    lost = np.flatnonzero(~np.isin(label, kept))
    if len(lost):
        middles = [points[np.flatnonzero(label == one)].middle() for one in kept]
        near = np.hstack([points[lost].like(one) for one in middles])
        label[lost] = np.array(kept)[near.argmax(axis=1)]
    return label


def _in_graph(number: int, seed: int) -> Row:
    """All, or so many by lot that their graph fits into memory."""
    if number <= MOST:
        return np.arange(number)
    return np.sort(np.random.default_rng(seed).choice(number, MOST, replace=False))


def _sizes(label: Row) -> dict[int, int]:
    values, counts = np.unique(label[label >= 0], return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


# The graph


def _communities(points: Points, fineness: float, seed: int) -> list[int]:
    """The best of some partitions by Leiden, which is random: its generator is ours alone."""
    import igraph  # noqa: PLC0415 - heavy

    edges = neighbours(points)
    graph = igraph.Graph(n=len(points), edges=list(edges))
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret
    try:
        tries = [
            graph.community_leiden(
                objective_function="modularity", weights=list(edges.values()),
                resolution=fineness, n_iterations=-1,
            )
            for _ in range(TRIES)
        ]  # fmt: skip
    finally:
        igraph.set_random_number_generator(random)
    return list(max(tries, key=lambda one: round(one.quality, 9)).membership)


def neighbours(points: Points) -> dict[tuple[int, int], float]:
    """Edges to the nearest neighbours of each point, with their similarity as weight."""
    number = len(points)
    most = min(NEIGHBOURS, number - 1)
    edges: dict[tuple[int, int], float] = {}
    if most < 1:
        return edges
    for start in range(0, number, BLOCK):
        near = points[start : start + BLOCK].like(points)
        for row, similar in enumerate(near, start):
            similar[row] = -1
            for other in np.argpartition(-similar, most - 1)[:most].tolist():
                if similar[other] > 0:
                    edges[min(row, other), max(row, other)] = round(float(similar[other]), 6)
    return dict(sorted(edges.items()))


# What is told of them


def _nearness(points: Points, label: Row) -> Row:
    """How near each point is to the middle of its own theme."""
    near = np.zeros(len(points))
    for one in _sizes(label):
        mine = np.flatnonzero(label == one)
        near[mine] = points[mine].like(points[mine].middle()).ravel()
    return near


def _by_size(said: Sequence[Statement], label: Row) -> list[int]:
    sizes: dict[int, int] = {}
    for one, of in zip(label.tolist(), said, strict=True):
        sizes[one] = sizes.get(one, 0) + of.supporters
    first = {one: said[int(np.argmax(label == one))].same for one in sizes}
    return sorted(sizes, key=lambda one: (-sizes[one], first[one]))


def _telling(
    said: Sequence[Statement], points: Points, label: Row, near: Row
) -> dict[int, list[int]]:
    return {
        one: telling(said, points, np.flatnonzero(label == one).tolist(), near)
        for one in sorted(_sizes(label))
    }


def telling(
    said: Sequence[Statement], points: Points, mine: Sequence[int], near: Row,
    most: int = 5,
) -> list[int]:  # fmt: skip
    """The texts that say it best: near the middle, said by many, of a length that can be read.

    One that is almost another one already chosen is passed over.
    """
    value = {i: float(near[i]) * (1 + math.log(said[i].supporters)) * _readable(said[i].words)
             for i in mine}  # fmt: skip
    chosen: list[int] = []
    for i in sorted(mine, key=lambda one: (-round(value[one], 6), said[one].same)):
        if all(_alike(points, i, other) < TOO_NEAR for other in chosen):
            chosen.append(i)
        if len(chosen) == most:
            break
    return chosen


def _readable(words: str) -> float:
    """Four words say little, sixty are not read."""
    number = len(words.split())
    return min(1.0, number / 6) * min(1.0, 40 / max(number, 1))


def _alike(points: Points, one: int, other: int) -> float:
    return float(points[[one]].like(points[[other]])[0, 0])


def _proposal(
    said: Sequence[Statement], label: Row, near: Row,
    order: Sequence[int], best: Mapping[int, Sequence[int]],
) -> Proposal:  # fmt: skip
    called = names([
        [(said[i].words, said[i].supporters) for i in np.flatnonzero(label == one).tolist()]
        for one in order
    ])  # fmt: skip
    themes: list[Theme] = []
    of: dict[str, int] = {}
    sure: dict[str, float] = {}
    for place, one in enumerate(order):
        mine = sorted(
            np.flatnonzero(label == one).tolist(),
            key=lambda i: (-round(float(near[i]), 6), said[i].same),
        )
        keys = tuple(key for i in mine for key in said[i].keys)
        told = tuple(said[i].keys[0] for i in best[one])
        supporters = sum(said[i].supporters for i in mine)
        themes.append(Theme(called[place], keys, supporters, told))
        of |= dict.fromkeys(keys, place)
        sure |= {key: round(float(near[i]), 4) for i in mine for key in said[i].keys}
    return Proposal(tuple(themes), of, sure)
