"""Which articles tell one story: agency copy that many papers print, cut or dressed up a little.

A text is the set of its runs of three words (shingles), as numbers. A quarter of the numbers is its
sample: two texts that share too little of it are not compared at all. Those that share enough are
one story if the shorter one's runs stand in the other by half or more (containment), which also
finds a text that was cut. Source: A. Broder, *On the resemblance and containment of documents*,
SEQUENCES 1997; why not simhash: docs/methods/stories.md.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

type Shingles = NDArray[np.uint32]

RUN = 3  # words
ONE_IN = 4  # shingles in the sample
LIKELY = 0.35  # of the smaller sample: worth comparing
SAME = 0.5  # of the smaller set of shingles: one story
_WORD = re.compile(r"[^\W_]+")


def shingles(text: str) -> Shingles:
    """The runs of three words of a text as sorted numbers without repeats.

    A text of one or two words is one run; a text without words is none.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} - {""}
    return np.array(sorted({zlib.crc32(run.encode()) for run in runs}), dtype=np.uint32)


def sampled(runs: Shingles) -> Shingles:
    """The numbers by which a text is looked up: the same of every text that has them."""
    chosen = runs[runs % ONE_IN == 0]
    return chosen if len(chosen) else runs[:1]


def contained(one: Shingles, other: Shingles) -> float:
    """How much of the smaller set stands in the other, from 0 to 1; 0 if one is empty."""
    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0


def one_story(one: Shingles, other: Shingles) -> bool:
    return contained(one, other) >= SAME


def stories(texts: Sequence[str]) -> list[int]:
    """For each text the place of the first text of its story.

    What is linked through a third text is one story, too, so the order of texts is no matter.
    """
    sets = [shingles(text) for text in texts]
    holders, heads = defaultdict[int, list[int]](list), list(range(len(texts)))
    for at, runs in enumerate(sets):
        sample = sampled(runs).tolist()
        for other in _likely(sample, holders, sets):
            if one_story(runs, sets[other]):
                _join(heads, at, other)
        for number in sample:
            holders[number].append(at)
    return [_head(heads, at) for at in range(len(texts))]


def _likely(
    sample: Sequence[int], holders: defaultdict[int, list[int]], sets: Sequence[Shingles]
) -> list[int]:
    shared = defaultdict[int, int](int)
    for number in sample:
        for other in holders.get(number, ()):
            shared[other] += 1
    return [
        other
        for other, many in shared.items()
        if many >= LIKELY * min(len(sample), len(sampled(sets[other])))
    ]


def _head(heads: list[int], at: int) -> int:
    while heads[at] != at:
        at = heads[at]
    return at


def _join(heads: list[int], one: int, other: int) -> None:
    first, second = sorted((_head(heads, one), _head(heads, other)))
    heads[second] = first
