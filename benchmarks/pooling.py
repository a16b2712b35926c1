"""Ways to put chances together, on people who partly know the same: mean Brier score.

    python benchmarks/pooling.py

Made up: each question has a chance; every person sees it through noise on the scale of log-odds, of
which a share is everybody's. In the second table some people see much better than others, and the
weights are learned from forty earlier questions.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402 - after the path is set

from articulator.methods.pooling import brier, middle, pool, weight  # noqa: E402

PAST = 40
type Way = Callable[[Sequence[float], Sequence[float]], float]
WAYS: dict[str, Way] = {
    "mean": lambda said, _: float(np.mean(said)),
    "median": lambda said, _: middle(said),
    "ours: mean of log-odds": lambda said, _: pool(said),
    "… sharpened by 1.7": lambda said, _: pool(said, sharpen=1.7),
    "… weighted by the past": pool,
}


def questions(
    number: int, noise: Sequence[float], shared: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Chances that people say (questions x people), and what happened."""
    odds = rng.normal(0, 1.5, number)
    common = rng.normal(0, 1, (number, 1)) * np.sqrt(shared)
    alone = rng.normal(0, 1, (number, len(noise))) * np.sqrt(1 - shared)
    said = 1 / (1 + np.exp(-(odds[:, None] + (common + alone) * np.asarray(noise))))
    return said, rng.random(number) < 1 / (1 + np.exp(-odds))


def compare(title: str, noise: Sequence[float], shared: float, rounds: int) -> None:
    rng = np.random.default_rng(5)
    scores: dict[str, list[float]] = {name: [] for name in WAYS}
    alone: list[float] = []
    for _ in range(rounds):
        said, came = questions(PAST + 20, noise, shared, rng)
        errors = (said - came[:, None]) ** 2
        usual = float(errors[:PAST].mean())
        heavy = [weight(errors[:PAST, who].tolist(), usual) for who in range(len(noise))]
        for row, happened in zip(said[PAST:].tolist(), came[PAST:], strict=True):
            alone.append(float(np.mean([brier(one, bool(happened)) for one in row])))
            for name, way in WAYS.items():
                scores[name].append(brier(way(row, heavy), bool(happened)))
    print(f"\n{title}\n{'one person alone':<28}{np.mean(alone):.4f}")
    for name, found in scores.items():
        print(f"{name:<28}{np.mean(found):.4f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    compare("20 people, half of the noise shared", [1.0] * 20, 0.5, rounds)
    compare("20 people, nothing shared", [1.0] * 20, 0.0, rounds)
    compare("20 people, five of whom see well", [0.4] * 5 + [1.6] * 15, 0.3, rounds)
