"""Making a record again from its own inputs, and saying where it differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from articulator.methods.constitution import Constitution, version_id
from articulator.methods.record.fill import FORMAT, FillError, assemble
from articulator.methods.record.inputs import Inputs, in_pool, member
from articulator.methods.sortition import (
    Lottery,
    Pool,
    PoolFileError,
    SeedError,
    sha256,
    verify_lottery,
)
from articulator.methods.stv import Papers

MOST = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the record is not what follows from its inputs."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def verify(record: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What is wrong with a record; nothing where it is whole.

    The election is counted again, the lot drawn again from the book, the pool and quotas derived
    again from the roll; the lottery's fairness is proved by its certificate, not solved again.
    """
    if record.get("format") != FORMAT:
        return (Difference("format", f"this is not {FORMAT!r}"),)
    found: list[Difference] = []
    try:
        found += _fingerprints(record)
        lottery = Lottery.from_json(record["lot"]["lottery"])
        made = assemble(_inputs(record), lottery, record["software"])
        found += [*_differences(made, record, ""), *_certificate(record, lottery)]
    except (FillError, SeedError, PoolFileError) as error:
        found.append(Difference("record", str(error)))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        words = f"something is missing or of the wrong kind: {error!r:.200}"
        found.append(Difference("record", words))
    return tuple(dict.fromkeys(found))[:MOST]


def _fingerprints(record: Mapping[str, Any]) -> Iterator[Difference]:
    """Inputs that were changed, each told by its own hash, before anything is made of them."""
    checks = {
        "constitution.version_id": (record["constitution"]["data"], "version_id", "constitution"),
        "roll.hash": (record["roll"]["members"], "hash", "roll"),
        "seed.hash": ([record["seed"]["value"], record["seed"]["source"]], "hash", "seed"),
        "election.hash": (record["election"]["ballots"], "hash", "election"),
    }
    for where, (data, key, section) in checks.items():
        if sha256(data) != record[section][key]:
            yield Difference(where, "the fingerprint does not fit what it stands for")
    lottery = record["lot"]["lottery"]
    if sha256(lottery["book"]) != lottery["book_hash"]:
        yield Difference("lot.lottery.book_hash", "the fingerprint does not fit the book")


def _inputs(record: Mapping[str, Any]) -> Inputs:
    data, ballots = record["constitution"]["data"], record["election"]["ballots"]
    return Inputs(
        constitution=Constitution(data, {}, version_id(data)),
        body=record["body"]["id"],
        members=tuple(member(kept) for kept in record["roll"]["members"]),
        papers=Papers(
            candidates=tuple(ballots["candidates"]),
            seats=record["election"]["seats"],
            rankings=tuple((many, tuple(ranking)) for many, ranking in ballots["rankings"]),
            title=record["election"]["result"]["title"],
            withdrawn=frozenset(ballots["withdrawn"]),
        ),
        seed=record["seed"]["value"],
        seed_source=record["seed"]["source"],
        on=date.fromisoformat(record["on"]),
    )


def _certificate(record: Mapping[str, Any], lottery: Lottery) -> Iterator[Difference]:
    inputs = _inputs(record)
    drawable = {m.id for m in inputs.members if in_pool(inputs, record["lot"]["pool"]["name"], m)}
    rows = {kind: dict(zip(lottery.features, t.values, strict=True)) for kind, t in
            enumerate(lottery.types)}  # fmt: skip
    ids = tuple(lottery.type_of)
    pool = Pool(ids, tuple(rows[lottery.type_of[person]] for person in ids))
    for sentence in verify_lottery(lottery, pool, lottery.quotas):
        yield Difference("lot.lottery.certificate", sentence)
    for person in sorted(set(ids) - drawable):
        yield Difference("lot.lottery", f"{person} is in the lottery and not in the pool")


def _differences(made: Any, found: Any, where: str) -> Iterator[Difference]:
    """Every leaf at which two trees of plain data differ."""
    if isinstance(made, Mapping) and isinstance(found, Mapping):
        for key in sorted(made.keys() | found.keys()):
            path = f"{where}.{key}" if where else key
            if key not in found or key not in made:
                yield Difference(path, "is missing" if key not in found else "should not be here")
            else:
                yield from _differences(made[key], found[key], path)
    elif isinstance(made, list) and isinstance(found, list):
        if len(made) != len(found):
            yield Difference(where, f"has {len(found)} entries; {len(made)} follow from the inputs")
        for number, (one, other) in enumerate(zip(made, found, strict=False)):
            yield from _differences(one, other, f"{where}[{number}]")
    elif made != found or type(made) is not type(found):
        yield Difference(where, f"is {found!r:.90}; the inputs give {made!r:.90}")
