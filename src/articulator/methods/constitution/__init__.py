"""A constitution as data: read strictly, check, compile, render, compare."""

from articulator.methods.constitution.canonical import canonical_json, version_id
from articulator.methods.constitution.checks import Finding, check
from articulator.methods.constitution.diff import Change, diff
from articulator.methods.constitution.groups import BUILT_IN_BASES, BUILT_IN_GROUPS
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
    majority_words,
    parse_fraction,
)
from articulator.methods.constitution.plan import (
    BodyPlan,
    GroupPlan,
    PowerPlan,
    compile_bodies,
    compile_powers,
)
from articulator.methods.constitution.render import Clause, Document, Section, render

__all__ = [
    "BUILT_IN_BASES", "BUILT_IN_GROUPS", "BodyPlan", "Change", "Clause", "Constitution",
    "ConstitutionError", "Document", "Duration", "Finding", "GroupPlan", "MeasureError",
    "PowerPlan", "Problem", "Section", "canonical_json", "check", "compile_bodies",
    "compile_powers", "diff", "fraction_words", "load", "majority_reached", "majority_words",
    "parse_fraction", "render", "version_id",
]  # fmt: skip
