"""Real conversations, and small rooms with the named cast: see tests/data/opinion/README.md."""

import csv
import gzip
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from articulator.methods.opinion import Votes, gather

DATA = Path(__file__).parents[2] / "data" / "opinion"
FIXTURES = sorted(path.name.removesuffix(".json.gz") for path in (DATA / "polis").iterdir())
# One participant's votes are missing from this fixture, so what rests on all of them differs.
COMPLETE = [name for name in FIXTURES if name != "50ptpt-3gp-strict-no-meta"]


class Polis:
    """The votes of a conversation in the order in which they were cast, and what Polis computed."""

    def __init__(self, name: str) -> None:
        stored = json.loads(gzip.decompress((DATA / "polis" / f"{name}.json.gz").read_bytes()))
        self.cast = [(person, statement, vote) for person, statement, vote in stored["votes"]]
        self.math: dict[str, Any] = stored["math"]
        self.votes = gather(self.cast)
        self.hidden = self.votes.flags(self.math["mod-out"])
        self.row = {person: at for at, person in enumerate(self.votes.people)}

    def column(self, name: str) -> np.ndarray:
        """A figure of each statement, in our order."""
        return np.array([self.math[name][str(key)] for key in self.votes.statements])

    def groups(self) -> np.ndarray:
        """Everybody's group in Polis, -1 for those in none."""
        bases, groups = self.bases(), np.full(len(self.row), -1)
        for group in self.math["group-clusters"]:
            for base in group["members"]:
                groups[bases[base]] = group["id"]
        return groups

    def bases(self) -> dict[int, list[int]]:
        """Polis lays people who stand close together first: whose rows are in each such heap."""
        stored = self.math["base-clusters"]
        return {
            number: [self.row[person] for person in people if person in self.row]
            for number, people in zip(stored["id"], stored["members"], strict=True)
        }


polis = cache(Polis)


@cache
def conversation(name: str) -> tuple[Votes, dict[int, int], list[int]]:
    """The votes, the published group of each person in one, and the statements moderated out."""
    text = gzip.decompress((DATA / "conversations" / f"{name}.csv.gz").read_bytes()).decode()
    header, *lines = csv.reader(text.splitlines())
    first = next(at for at, title in enumerate(header) if title.isdigit())
    group, columns = header.index("group-id"), [int(title) for title in header[first:]]
    published = {int(line[0]): int(line[group]) for line in lines if line[group]}
    votes = gather(
        (int(line[0]), statement, int(said))
        for line in lines
        for statement, said in zip(columns, line[first:], strict=True)
        if said
    )
    out = json.loads((DATA / "conversations" / "moderated-out.json").read_text())
    return votes, published, out[name]


def room(**people: str) -> Votes:
    """A room like `room(ada="+-0.", ben="++..")`: agree, disagree, pass, not seen."""
    marks = {"+": 1, "-": -1, "0": 0}
    return gather(
        (person, number, marks[mark])
        for person, line in people.items()
        for number, mark in enumerate(line, 1)
        if mark in marks
    )


def crowd(camps: Iterable[str], people: int, noise: float, seed: int = 0) -> Votes:
    """People of several camps: each has the votes of its camp, some of them changed by chance."""
    rng, cast = np.random.default_rng(seed), []
    for camp, line in enumerate(camps):
        for number in range(people):
            for statement, mark in enumerate(line):
                said = 1 if mark == "+" else -1
                turned = rng.random() < noise
                cast.append((f"{camp} {number}", statement, -said if turned else said))
    return gather(cast)


def dense(votes: Votes) -> np.ndarray:
    """The plain table, nan where nothing was seen."""
    table = np.full((len(votes.people), len(votes.statements)), np.nan)
    table[votes.who, votes.what] = votes.said
    return table
