"""Many small models of one series of counts, each weighed by how well it has foretold so far.

One model is the gamma-Poisson filter of Harvey and Fernandes (1989, Journal of Business & Economic
Statistics 7, 407-417, section 2): the level is known as a gamma distribution, each week forgets a
part of what was known (`discount`), each count teaches. Three things are added: a count teaches
less where counts jump more than by chance (`spread`, quasi-likelihood); the level may grow or fade
by a steady share a week (`growth`, damped ahead as in Gardner and McKenzie 1985, Management Science
31, 1237-1246); and it may follow a yearly wave. Which of these hold nobody knows, so all are
carried along and weighed by the chance that they gave to what happened, the older the less
(Raftery, Karny and Ettler 2010, Technometrics 52, 52-66, section 3).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

type Vector = NDArray[np.float64]

DISCOUNTS = (0.6, 0.8, 0.9, 0.96)  # what is kept of what was known, week by week
SPREADS = (1.0, 1.7, 3.0, 6.0)  # variance of a week over its mean
GROWTHS = ((-0.08, 0.05), (-0.03, 0.15), (0.0, 0.6), (0.03, 0.15), (0.08, 0.05))  # with its prior
DAMPED = 0.85  # what is left of the growth, a week further ahead
FORGETS = 0.98  # of how well a model has foretold
LEAST = 0.3  # of what is known: after a long silence not everything is forgotten
SEED = 0.05  # of what zeros leave of a level, so that it can rise again
NEVER = 1e-12  # no model is given up for ever


@dataclass(frozen=True, slots=True)
class Bank:
    """All models after the last week: what each knows of the level, and how much it counts."""

    shape: Vector
    rate: Vector
    discount: Vector
    spread: Vector
    growth: Vector
    wave: NDArray[np.bool_]
    weight: Vector

    @property
    def level(self) -> Vector:
        return self.shape / self.rate

    def ahead(self, step: int, season: float) -> tuple[Vector, Vector]:
        """Mean and variance over mean of each model, so many weeks ahead."""
        damped = (1 - DAMPED**step) / (1 - DAMPED)
        mean = self.level * np.exp(self.growth * damped) * np.where(self.wave, season, 1.0)
        unsure = (1 + step * (1 / self.discount - 1)) / self.shape
        return mean, self.spread + mean * unsure


def learned(counts: Vector, season: Vector | None) -> Bank:
    """Run all models over a series (n weeks; NaN where none was recorded).

    `season`: what the yearly wave makes of each of the n weeks, 1 on average; None without a wave.
    """
    bank, silent = _empty(counts, waves=season is not None), 0
    waves = np.ones(len(counts)) if season is None else season
    for number, factor in zip(counts, waves, strict=True):
        silent = silent + 1 if np.isnan(number) else 0
        bank = _week(bank, float(number), float(factor), silent)
    return bank


def _empty(counts: Vector, *, waves: bool) -> Bank:
    growths, priors = zip(*GROWTHS, strict=True)
    rows = list(product(DISCOUNTS, SPREADS, range(len(growths)), (False, True)[: 1 + waves]))
    discount, spread, at, wave = (np.array(column) for column in zip(*rows, strict=True))
    seen = counts[~np.isnan(counts)][:8]
    middle = float(np.mean(seen)) + 0.1 if len(seen) else 1.0
    weight = np.array(priors)[at]
    return Bank(
        np.ones(len(rows)), np.full(len(rows), 1 / middle), discount, spread,
        np.array(growths)[at], wave.astype(bool), weight / weight.sum(),
    )  # fmt: skip


def _week(bank: Bank, number: float, season: float, silent: int) -> Bank:
    """One week passes: a part is forgotten, then its number teaches, if there is one.

    Growth is damped in weeks without a number as it is ahead: nobody has seen it go on.
    """
    weight, fresh = bank.weight**FORGETS, np.exp(-bank.growth * DAMPED**silent)
    if np.isnan(number):
        kept = np.minimum(1.0, np.maximum(bank.discount, LEAST / bank.shape))
        shape, rate = bank.shape * kept, bank.rate * kept * fresh
    else:
        shape = np.maximum(bank.shape * bank.discount, SEED)
        rate = bank.rate * bank.discount * fresh
        factor = np.where(bank.wave, season, 1.0)
        mean = shape / rate * factor
        weight = weight * _chance(number, mean, bank.spread + mean / shape)
        shape, rate = shape + number / bank.spread, rate + factor / bank.spread
    weight = np.maximum(weight / weight.sum(), NEVER)
    return Bank(shape, rate, bank.discount, bank.spread, bank.growth, bank.wave, weight)


def _chance(number: float, mean: Vector, over: Vector) -> Vector:
    """Of this number under each model's negative binomial, relative to the likeliest model."""
    size = mean / (over - 1)
    logs = gammaln(number + size) - gammaln(size) - size * np.log(over)
    logs += number * np.log1p(-1 / over)
    found: Vector = np.exp(logs - logs.max())
    return np.maximum(found, NEVER)
