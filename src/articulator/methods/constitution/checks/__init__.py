"""Coherence rules: where a constitution contradicts itself, the law, or what can be done.

`check` reads only the file. A clean result means that the file is coherent, not that the
organisation works.
"""

from articulator.methods.constitution.checks import (
    accountability,
    channels,
    identifiers,
    law,
    pools,
    powers,
    procedures,
    seats,
    terms,
)
from articulator.methods.constitution.checks.findings import Finding, Rule, Severity
from articulator.methods.constitution.checks.reading import Reading
from articulator.methods.constitution.loader import Constitution

__all__ = ["RULES", "Finding", "Rule", "Severity", "check"]

_THEMES = (identifiers, seats, terms, accountability, powers, channels, pools, procedures, law)
_ORDER = {"error": 0, "warning": 1, "info": 2}

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for theme in _THEMES for rule in theme.RULES),
        key=lambda rule: (rule.code[0] != "V", rule.code),
    )
)


def check(constitution: Constitution) -> tuple[Finding, ...]:
    """All findings, errors first, then in the order of the rules and of the file."""
    reading = Reading(constitution)
    found = [finding for rule in RULES for finding in rule.findings(reading)]
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))
