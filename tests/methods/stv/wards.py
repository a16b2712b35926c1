"""The real elections of tests/data/elections, read once."""

import gzip
import json
import tarfile
from functools import cache
from pathlib import Path

from articulator.methods.stv import Count, Papers, count, read_blt

FOLDER = Path(__file__).parents[2] / "data" / "elections"


@cache
def files() -> dict[str, bytes]:
    with tarfile.open(FOLDER / "scottish-blt.tar.gz") as archive:
        members = [member for member in archive if member.name.endswith(".blt")]
        return {Path(m.name).name: archive.extractfile(m).read() for m in members}


@cache
def papers() -> dict[str, Papers]:
    return {name: read_blt(data) for name, data in files().items()}


@cache
def counts() -> dict[str, Count]:
    return {name: count(ward) for name, ward in papers().items()}


def lines(name: str) -> list[dict]:
    with gzip.open(FOLDER / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
