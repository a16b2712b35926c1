"""The pools in tests/data/sortition, and a small one with the named cast."""

import json
from pathlib import Path

from articulator.methods.sortition import Pool, Quota, read_pool, read_quotas

DATA = Path(__file__).parents[2] / "data" / "sortition"


def stored(name: str) -> tuple[Pool, tuple[Quota, ...], int]:
    folder = DATA / name
    pool = read_pool((folder / "people.csv").read_bytes())
    quotas = read_quotas((folder / "features.csv").read_bytes())
    return pool, quotas, json.loads((folder / "meta.json").read_text())["k"]


def bits(**people: str) -> Pool:
    """A pool like `bits(ada="110", ben="101")`: features a, b, c with the values 0 and 1."""
    rows = tuple(dict(zip("abc", vector, strict=True)) for vector in people.values())
    return Pool(tuple(people), rows)


ONE_OF_EACH = tuple(Quota(feature, value, 1, 1) for feature in "abc" for value in "01")
FIVE = bits(ada="110", ben="101", cleo="011", dev="000", ewa="111")
FOUR = bits(ada="110", ben="101", cleo="011", dev="000")
