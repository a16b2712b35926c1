"""Proposing a constitution, adopting it, and setting up what it says."""

from collections.abc import Mapping
from typing import Any

from articulator.identity.bodies.acts import compile_bodies
from articulator.identity.constitution.models import Version
from articulator.identity.constitution.queries import in_force, procedure, read
from articulator.identity.constitution.rules import may_adopt, may_draft
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.methods import constitution


@act(allow=may_draft, facts=lambda version: {"fingerprint": version.fingerprint})
def draft(actor: Actor, _unit: Unit, text: str) -> Version:
    """Propose a text. Raises ConstitutionError where it is not a constitution.

    The same content, however it is laid out, is the same version.
    """
    loaded = constitution.load(text)
    version, _ = Version.objects.get_or_create(
        fingerprint=loaded.version_id,
        defaults={
            "title": loaded.data["title"],
            "number": loaded.data["version"],
            "text": text,
            "proposed_by": actor,
        },
    )
    return version


@act(allow=may_adopt, facts=lambda version: {"fingerprint": version.fingerprint})
def adopt(_actor: Actor, version: Version, decision: Mapping[str, Any]) -> Version:
    """Put a version in force by a recorded decision, and set up its bodies, seats and powers."""
    before = in_force()
    if before and (refusal := _not_carried(decision)):
        raise Refused(refusal)
    now = clock.now()
    if before:
        Version.objects.filter(pk=before.pk).update(superseded_at=now)
        links.join(version, "supersedes", before)
    version.adopted_at, version.decision = now, dict(decision)
    version.save(update_fields=["adopted_at", "decision"])
    for unit in Unit.objects.all():
        set_up(unit, version)
    return version


def set_up(unit: Unit, version: Version) -> None:
    """Make the unit's bodies what this version says. Part of `adopt` and of opening a unit."""
    said = read(version)
    plans, powers = constitution.compile_bodies(said), constitution.compile_powers(said)
    compile_bodies(None, unit, plans, powers)


def _not_carried(decision: Mapping[str, Any]) -> Refusal | None:
    """The constitution in force says how it may be changed."""
    said = procedure("amendment")
    majority = said.get("majority", "2/3")
    votes_for, votes_against = int(decision["votes_for"]), int(decision["votes_against"])
    if constitution.majority_reached(majority, votes_for, votes_against):
        return None
    return Refusal(
        f"{votes_for} votes for and {votes_against} against are not the majority of {majority} "
        "that the constitution in force asks for.",
        clause=said.get("ref", ""),
    )
