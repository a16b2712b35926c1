"""A constitution as data: read strictly, check, compile, render, compare."""

from articulator.methods.constitution.checks import Finding, check
from articulator.methods.constitution.canonical import canonical_json, version_id
from articulator.methods.constitution.loader import (
    Constitution,
    ConstitutionError,
    Problem,
    load,
)
from articulator.methods.constitution.measures import (
    Duration,
    MeasureError,
    fraction_words,
    majority_reached,
    parse_fraction,
)
from articulator.methods.constitution.plan import (
    BodyPlan,
    GroupPlan,
    PowerPlan,
    compile_bodies,
    compile_powers,
)

__all__ = [
    "BodyPlan", "Constitution", "ConstitutionError", "Duration", "Finding", "GroupPlan",
    "MeasureError", "PowerPlan", "Problem", "canonical_json", "check", "compile_bodies",
    "compile_powers",
    "fraction_words", "load", "majority_reached", "parse_fraction", "version_id",
]  # fmt: skip
