"""Which tags fit a text, from texts that people have tagged: naive Bayes over words.

Source: A. McCallum and K. Nigam, *A comparison of event models for naive Bayes text
classification*, AAAI workshop 1998 (the Bernoulli model over the words that are present). It
suggests; people decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

_WORD = re.compile(r"[^\W\d_]{3,}")


def suggested(text: str, tagged: Iterable[tuple[str, Sequence[str]]], most: int = 3) -> list[str]:
    """The likeliest tags, the best first; only those that speak for the text more than chance.

    `tagged` are texts with their tags. Ties go by the alphabet, so order is no matter.
    """
    texts = [(_words(one), set(tags)) for one, tags in tagged]
    whole = Counter(word for words, _ in texts for word in words)
    seen, words = Counter(tag for _, tags in texts for tag in tags), _words(text)
    inside = {tag: Counter(w for ws, tags in texts if tag in tags for w in ws) for tag in seen}
    points = {
        tag: sum(_speaks(inside[tag][w], seen[tag], whole[w], len(texts)) for w in words)
        for tag in seen
    }
    best = sorted((-value, tag) for tag, value in points.items() if value > 0)
    return [tag for _, tag in best[:most]]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _speaks(here: int, of: int, anywhere: int, among: int) -> float:
    """How much more often the word stands under the tag than anywhere; 0 for an unknown word."""
    if not anywhere:
        return 0.0
    return log((here + 0.5) / (of + 1)) - log((anywhere + 0.5) / (among + 1))
