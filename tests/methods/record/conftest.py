"""A small union: 60 members, 8 candidates, 40 ballots, and the record of its council."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest

from articulator.methods.record import fill

CONSTITUTION = """
articulator_constitution: "1.0"
id: small-union
title: Small union
version: 1.0.0
status: draft
language: en
jurisdiction: [GB]
identity: {ref: "1", purpose: Homes for all., protected: ["1"]}
levels:
  - {id: party, name: Union, units: 1}
membership:
  ref: "2"
  classes: [{id: member, dues: true, votes: true, stands: true}]
  standing_for_office: {ref: "2.standing", member_for: P6M}
qualification_pools:
  - {id: leadership_pool, name: Pool, ref: "3", requires: [basics], free: true, min_coverage: "1/5"}
training: {courses: [{id: basics, hours: 2}]}
bodies:
  - {id: membership, name: All members, kind: electorate, vsm: [S5]}
  - id: council
    ref: "5"
    name: Council
    kind: council
    vsm: [S3, S4]
    accountable_to: membership
    meets: {every: P1M}
    seat_groups:
      - {id: elected, ref: "5.elected", seats: 3, method: stv, electorate: membership,
         candidates: leadership_pool, term: P2Y, alternates: countback}
      - {id: allotted, ref: "5.allotted", seats: 2, method: sortition, candidates: leadership_pool,
         fallback_candidates: all_members, stratify: [gender, region, mood], term: P1Y,
         alternates: reserve_list}
powers:
  default_level: branch
  list: []
procedures:
  amendment: {ref: "8", majority: "2/3", protected_majority: "3/4"}
channels: []
"""
CAST = ("Ada Okafor", "Ben Castell", "Cleo Marsh", "Dev Patel", "Ewa Nowak", "Finn Byrne",
        "Gita Rao", "Hugo Lind")  # fmt: skip
ON = date(2026, 3, 2)
SEED = "00112233445566778899aabbccddeeff"


def roll(trained: int = 30) -> str:
    """The cast first, then invented members; the first `trained` of them finished the training."""
    lines = ["id,name,branch,region,class,joined,trained_until,gender"]
    for n in range(60):
        name = CAST[n] if n < len(CAST) else f"Member {n}"
        place = ("Leith", "North") if n % 3 else ("Govan", "South")
        until = "2027-01-01" if n < trained else ""
        gender = "woman" if n % 2 else "man"
        lines.append(f"M{n:02},{name},{place[0]},{place[1]},member,2024-01-01,{until},{gender}")
    return "\n".join(lines) + "\n"


def roll_of_trained_men() -> str:
    """Half of the members are women and none of them is trained: no panel looks like them."""
    header, *lines = roll().splitlines()
    halves = [line.rpartition(",")[0] + (",man" if n < 30 else ",woman")
              for n, line in enumerate(lines)]  # fmt: skip
    return "\n".join([header, *halves])


def ballots(names: tuple[str, ...] = CAST) -> str:
    rankings = [f"{1 + n % 3} {1 + n % 8} {1 + (n * 3 + 1) % 8} 0" for n in range(40)]
    kept = [line for line in rankings if len(set(line.split()[1:3])) == 2]
    return "\n".join(["8 3", *kept, "0", *names, "Council"]) + "\n"


def made(**changes) -> dict:
    given = {"constitution": CONSTITUTION, "body": "council", "members": roll(),
             "ballots": ballots(), "seed": SEED, "seed_source": "dice", **changes}  # fmt: skip
    return fill(
        given["constitution"], given["body"], given["members"].encode(),
        given["ballots"].encode(), seed=given["seed"], seed_source=given["seed_source"], on=ON,
    )  # fmt: skip


_KEPT: list[str] = []


@pytest.fixture
def record() -> dict:
    if not _KEPT:
        _KEPT.append(json.dumps(made()))
    return copy.deepcopy(json.loads(_KEPT[0]))


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    texts = {"constitution.yaml": CONSTITUTION, "members.csv": roll(), "ballots.blt": ballots()}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in texts} | {"record.json": tmp_path / "record.json"}
