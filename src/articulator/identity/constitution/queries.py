"""The constitution in force, and what it says where other features ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q

from articulator.identity.bodies.models import Power, Term
from articulator.identity.bodies.queries import grants
from articulator.identity.constitution.models import Version
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit
from articulator.methods import constitution
from articulator.methods.constitution import Constitution, Finding, load, parse_fraction

type Path = tuple[str | int, ...]


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
    said: Mapping[str, Any] = next((pool for pool in pools if pool["id"] == name), {})
    least = said.get("min_coverage")
    return PoolRules(
        said.get("ref", ""), parse_fraction(least) if least else None, said.get("valid_for", "")
    )


# Who sees whom. Names stay where people are; the data charter says what goes upwards.

SEES_PEOPLE = "keep_roll"  # the power whose holders see the people of a unit


class Upward(StrEnum):
    FULL = "full"
    OFFICE_HOLDERS = "office_holders"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Charter:
    """What of the people in the units below goes up. Numbers alone, where nothing is said."""

    upward: Upward
    clause: str


def data_charter() -> Charter:
    said = law().get("membership", {}).get("data_charter", {})
    return Charter(Upward(said.get("upward", Upward.COUNTS)), said.get("ref", ""))


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose rows somebody may see, by which grants and which charter."""

    grants: tuple[Power, ...]
    charter: Charter
    at: datetime

    def rows(self, unit: str, person: str) -> Q:
        """The rows within sight; `unit` and `person` name the lookups that lead to them."""
        seen = Q(pk__in=[])
        for grant in self.grants:
            seen |= Q(**{unit: grant.body.unit}) | self._below(grant.body.unit, unit, person)
        return seen

    def _below(self, above: Unit, unit: str, person: str) -> Q:
        if self.charter.upward == Upward.FULL and above.parent_id is None:
            return ~Q(pk__in=[])  # everything: told to the database as no condition at all
        inside = Unit.objects.filter(path__startswith=above.path).values("pk")
        below = Q(**{f"{unit}__in": inside})
        if self.charter.upward == Upward.FULL:
            return below
        if self.charter.upward == Upward.OFFICE_HOLDERS:
            sitting = Term.objects.current(self.at).values("person")
            return below & Q(**{f"{person}__in": sitting})
        return Q(pk__in=[])

    def by(self, unit: Unit) -> Power | None:
        """The narrowest grant that lets them look into this unit at all."""
        containing = [grant for grant in self.grants if grant.body.unit.contains(unit)]
        return containing[-1] if containing else None

    def sees_names(self, unit: Unit) -> bool:
        """Whether everyone in the unit is within sight, not office-holders or numbers alone."""
        grant = self.by(unit)
        if grant is None:
            return False
        return grant.body.unit == unit or self.charter.upward == Upward.FULL


def sight(actor: Actor, at: datetime | None = None) -> Sight:
    at = at or clock.now()
    return Sight(tuple(grants(actor, SEES_PEOPLE, at)), data_charter(), at)


@dataclass(frozen=True, slots=True)
class Said:
    """One clause as the page shows it: what it says, on what it rests, what is wrong with it."""

    clause: Any
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    clauses: list[Said]


def told(version: Version) -> list[Part]:
    """The version in plain sentences, each finding beside the clause it concerns."""
    said = read(version)
    document = constitution.render(said)
    beside = _beside(document, constitution.check(said))
    return [
        Part(section.title, [Said(c, beside.get(c.path, [])) for c in section.clauses])
        for section in document.sections
    ]


def _beside(document: Any, findings: Iterable[Finding]) -> dict[Path, list[Finding]]:
    """Each finding under the narrowest clause that contains its place."""
    paths = sorted((c.path for s in document.sections for c in s.clauses), key=len, reverse=True)
    beside: dict[Path, list[Finding]] = {}
    for finding in findings:
        at = next((p for p in paths if finding.path[: len(p)] == p), paths[-1] if paths else ())
        beside.setdefault(at, []).append(finding)
    return beside


def errors(version: Version) -> list[Finding]:
    return [f for f in constitution.check(read(version)) if f.severity == "error"]


def presets() -> list[tuple[str, str]]:
    """The constitutions to start from: (file name, title)."""
    files = sorted(settings.CONSTITUTIONS.glob("*.yaml"))
    return [(file.name, load(file.read_text("utf-8")).data["title"]) for file in files]


def preset(name: str) -> str:
    """The text of a preset. Raises KeyError for a name that is not in the list."""
    if name not in {known for known, _ in presets()}:
        raise KeyError(name)
    text: str = (settings.CONSTITUTIONS / name).read_text("utf-8")
    return text
