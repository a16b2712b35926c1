"""Where people stand: the two directions in which votes differ most, and everybody's place.

Source: Small, Bjorkegren, Erkkilä, Shaw and Megill, *Polis: Scaling deliberation by mapping high
dimensional opinion spaces*, Recerca 26 (2021). An unseen vote counts as the mean of its statement.
After the mean has been taken off it is exactly nothing, so the matrix stays as sparse as the votes,
and the components are exact at any size.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

from articulator.methods.opinion.votes import Flags, Reals, Votes

AXES = 2
_DENSE = 128  # up to so many people or statements the plain matrix is quicker, and always exact
_ROUGH = 1e-3  # of the squared size of a component
_NOTHING = 1e-6  # a spread so far below the largest is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """`means` and `extremity` by statement, `axes` 2 x statements, `places` people x 2.

    Who agrees with what lies on the positive side of an axis has a positive place on it.
    """

    means: Reals
    axes: Reals
    places: Reals
    extremity: Reals


def space(votes: Votes, hidden: Flags | None = None, *, rough: bool = False) -> Space:
    """Principal components and everybody's place. `hidden` statements have no influence.

    As in Polis hidden statements stay, as if everybody had passed: this shortens the way of those
    who saw few others from the middle. `rough` components are right to some six places, and sooner
    there.
    """
    shape = len(votes.people), len(votes.statements)
    hidden = np.zeros(shape[1], dtype=np.bool_) if hidden is None else hidden
    means = np.where(hidden, 0.0, _means(votes))
    spread = _spread(votes, means, hidden)
    axes = _axes(spread, _ROUGH if rough else 0.0)
    seen = votes.cast + hidden.sum() - np.bincount(votes.who, hidden[votes.what], shape[0])
    stretch = np.sqrt(shape[1] / np.maximum(seen, 1))
    places = (spread @ axes.T) * stretch[:, None]
    extremity = np.sqrt(shape[1]) * np.abs(1 - means) * np.hypot(*axes)
    return Space(means, axes, places, extremity)


def _means(votes: Votes) -> Reals:
    many = len(votes.statements)
    total = np.bincount(votes.what, votes.said, many)
    return np.asarray(total / np.maximum(np.bincount(votes.what, minlength=many), 1))


def _spread(votes: Votes, means: Reals, hidden: Flags) -> csr_array:
    """Each vote less its statement's mean."""
    values = votes.said - means[votes.what]
    values[hidden[votes.what]] = 0
    starts = np.append(0, np.cumsum(votes.cast)).astype(np.int32)
    shape = len(votes.people), len(votes.statements)
    return csr_array((values, votes.what, starts), shape=shape)


def _axes(spread: csr_array, tolerance: float) -> Reals:
    """The two leading directions among statements, of length one; 0 where votes do not differ."""
    axes = np.zeros((AXES, spread.shape[1]))
    if 0 in spread.shape or not spread.data.any():
        return axes
    large = min(spread.shape) > _DENSE
    found, sizes = _by_iteration(spread, tolerance) if large else _by_matrix(spread)
    real = sizes > _NOTHING * sizes[0]
    axes[: real.sum()] = found[real] * _signs(found[real])[:, None]
    return axes


def _by_matrix(spread: csr_array) -> tuple[Reals, Reals]:
    """Through the products of all pairs, of people or of statements, whichever are fewer."""
    table = spread.toarray()
    few = table.shape[0] < table.shape[1]
    pairs = table @ table.T if few else table.T @ table
    squares, vectors = np.linalg.eigh(pairs)
    sizes = np.sqrt(np.maximum(squares[: -AXES - 1 : -1], 0))
    rows = vectors.T[: -AXES - 1 : -1]
    return (rows @ table / np.maximum(sizes, 1e-300)[:, None] if few else rows), sizes


def _by_iteration(spread: csr_array, tolerance: float) -> tuple[Reals, Reals]:
    """By Lanczos' iteration, from a fixed start so that every run gives the same."""
    start = np.random.default_rng(0).standard_normal(min(spread.shape))
    _, sizes, rows = svds(spread, AXES, tol=tolerance, v0=start, return_singular_vectors="vh")
    return rows[::-1], sizes[::-1]


def _signs(axes: Reals) -> Reals:
    """An axis points to where its largest entry lies; the first of equals."""
    largest = np.argmax(np.round(np.abs(axes), 9), axis=1)
    return np.asarray(np.sign(axes[np.arange(len(axes)), largest]))
