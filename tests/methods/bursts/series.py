"""The series of tests/data/surveillance, read once, and how good an alarm is on them."""

import csv
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "data" / "surveillance"
FIRST = 249  # from this week on R judged the made-up series


@cache
def salmonella() -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / "salmonella.csv").read_text().splitlines()))


def cases() -> list[int]:
    return [int(row["cases"]) for row in salmonella()]


@dataclass(frozen=True)
class Outbreaks:
    counts: np.ndarray  # series x weeks
    under_way: np.ndarray
    told: dict[str, np.ndarray]  # by method R's alarms, from week FIRST on

    @property
    def spells(self) -> list[tuple[int, int, int]]:
        """Each outbreak: its series, its first week, the week after its last."""
        return [
            (row, FIRST + start, FIRST + end)
            for row, line in enumerate(self.under_way[:, FIRST:])
            for start, end in _runs(line)
        ]

    def quality(self, alarms: np.ndarray) -> tuple[float, float]:
        """Of alarms from week FIRST on: how many quiet weeks ring, how many outbreaks are found."""
        quiet = ~self.under_way[:, FIRST:]
        found = [alarms[row, start - FIRST : end - FIRST].any() for row, start, end in self.spells]
        return float(alarms[quiet].mean()), float(np.mean(found))


def _runs(line: np.ndarray) -> Iterable[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(int), [0]])))
    return zip(edges[::2], edges[1::2], strict=True)


@cache
def outbreaks() -> Outbreaks:
    text = gzip.decompress((DATA / "outbreaks.csv.gz").read_bytes()).decode()
    rows = list(csv.DictReader(text.splitlines()))
    told = {
        name: np.array([row[name] == "1" for row in rows]).reshape(40, 400)[:, FIRST:]
        for name in ("C1", "C2", "C3", "flex")
    }
    return Outbreaks(
        np.array([float(row["cases"]) for row in rows]).reshape(40, 400),
        np.array([row["outbreak"] == "1" for row in rows]).reshape(40, 400),
        told,
    )
