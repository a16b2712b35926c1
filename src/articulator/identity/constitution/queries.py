"""The constitution in force, and what it says where other features ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from articulator.identity.constitution.models import Version
from articulator.methods.constitution import Constitution, load, parse_fraction


def in_force() -> Version | None:
    return Version.objects.filter(adopted_at__isnull=False, superseded_at=None).first()


@lru_cache(maxsize=32)
def _read(_fingerprint: str, text: str) -> Constitution:
    return load(text)


def read(version: Version) -> Constitution:
    """The version as data. A stored text was loaded before, so it loads again."""
    return _read(version.fingerprint, version.text)


def law() -> Mapping[str, Any]:
    """What the constitution in force says; empty before the first adoption."""
    version = in_force()
    return read(version).data if version else {}


def procedure(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = law().get("procedures", {}).get(name, {})
    return found


@dataclass(frozen=True, slots=True)
class PoolRules:
    """What the constitution says of a qualification pool."""

    clause: str
    min_coverage: Fraction | None
    valid_for: str


def pool_rules(name: str) -> PoolRules:
    pools = law().get("qualification_pools", [])
    said = next((pool for pool in pools if pool["id"] == name), {})
    least = said.get("min_coverage")
    return PoolRules(
        said.get("ref", ""), parse_fraction(least) if least else None, said.get("valid_for", "")
    )
