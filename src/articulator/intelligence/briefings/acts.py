"""Composing, editing, publishing, answering."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.identity.bodies.rules import by_law
from articulator.intelligence.briefings import letters
from articulator.intelligence.briefings.models import Briefing, Duty, Finding, Rhythm
from articulator.intelligence.briefings.parts import Found
from articulator.intelligence.briefings.queries import reply, sealed
from articulator.intelligence.briefings.rules import (
    may_answer,
    may_begin,
    may_change,
    may_change_finding,
    may_end,
    may_prepare,
    may_publish,
    may_remind,
)
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit

MOST_OWN = 20  # findings that editors write themselves: more than anybody reads


@dataclass(frozen=True, slots=True)
class Own:
    """A finding in an editor's own words."""

    title: str
    changed: str
    sure: str
    unknown: str
    suggests: str = ""
    truth: str = Finding.Truth.LIVED


@dataclass(frozen=True, slots=True)
class Decided:
    """What a body made of a briefing, and how it voted, if it did."""

    words: str
    votes_for: int | None = None
    votes_against: int | None = None


@act(allow=may_begin)
def begin(_actor: Actor, unit: Unit) -> Rhythm:
    """A briefing every fortnight from now on; a worker composes the first at once."""
    said = {"begun_at": clock.now(), "ended_at": None}
    return Rhythm.objects.update_or_create(unit=unit, defaults=said)[0]


@act(allow=may_end)
def end(_actor: Actor, unit: Unit) -> Rhythm:
    """No more drafts. What was published stays."""
    rhythm = Rhythm.objects.get(unit=unit)
    rhythm.ended_at = clock.now()
    rhythm.save(update_fields=["ended_at"])
    return rhythm


@act(allow=may_prepare)
def prepare(_actor: Actor, unit: Unit) -> Unit:
    """Ask for a draft of what the next conference should know; a worker composes it."""
    return unit


@act(allow=by_law, facts=lambda briefing: {"until": briefing.until.isoformat()})
def draft(
    _actor: Actor, unit: Unit, days: tuple[date, date], found: Sequence[tuple[str, Found]],
    silent: Sequence[str], edition: Briefing.Edition = Briefing.Edition.FORTNIGHT,
) -> Briefing:  # fmt: skip
    """Keep what the sections found, once for a unit and its days."""
    since, until = days
    made, new = Briefing.objects.get_or_create(
        unit=unit, edition=edition, until=until,
        defaults={"since": since, "silent": list(silent), "drafted_at": clock.now()},
    )  # fmt: skip
    if new:
        Finding.objects.bulk_create(
            Finding(briefing=made, place=place, section=section, **_said(one))
            for place, (section, one) in enumerate(found, 1)
        )
    return made


def _said(one: Found) -> Mapping[str, Any]:
    return {**asdict(one), "evidence": [dict(each) for each in one.evidence]}


# Editing


@act(allow=may_change_finding)
def leave_out(_actor: Actor, finding: Finding) -> Finding:
    return _out(finding, left_out=True)


@act(allow=may_change_finding)
def take_in(_actor: Actor, finding: Finding) -> Finding:
    return _out(finding, left_out=False)


def _out(finding: Finding, *, left_out: bool) -> Finding:
    finding.left_out = left_out
    finding.save(update_fields=["left_out"])
    return finding


@act(allow=may_change_finding)
def move_up(_actor: Actor, finding: Finding) -> Finding:
    """It changes places with the one before it."""
    rows = list(finding.briefing.findings.filter(left_out=False))
    at = rows.index(finding) if finding in rows else 0
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
        for place, one in enumerate(rows, 1):
            one.place = place
        Finding.objects.bulk_update(rows, ["place"])
    return finding


@act(allow=may_change)
def write(_actor: Actor, briefing: Briefing, own: Own) -> Finding:
    """Add what no figure tells, in the same four parts."""
    there = briefing.findings.filter(own=True).count()
    if there >= MOST_OWN:
        raise Refused(Refusal(f"There are {MOST_OWN} of your own. More than that nobody reads."))
    last = briefing.findings.aggregate(n=Max("place"))["n"] or 0
    return Finding.objects.create(
        briefing=briefing, key=f"own {last + 1}", place=last + 1, section="In our own words",
        own=True, **asdict(own),
    )  # fmt: skip


@act(allow=may_publish, facts=lambda briefing: {"seal": briefing.seal})
def publish(actor: Actor, briefing: Briefing, bodies: Sequence[Body]) -> Briefing:
    """Publish for good, and ask each of the bodies for an answer by its day."""
    able = set(around(briefing.unit).filter(pk__in=[one.pk for one in bodies]))
    if not bodies or set(bodies) - able:
        raise Refused(Refusal(f"Name bodies that answer to {briefing.unit}: at least one."))
    # Held until it is published: whoever changes one meanwhile is too late, and is told so.
    held = briefing.findings.select_for_update()
    findings = [one for one in held if not one.left_out]
    briefing.published_at, briefing.published_by = clock.now(), actor
    briefing.seal = sealed(findings)
    briefing.save(update_fields=["published_at", "published_by", "seal"])
    for body in bodies:
        _owes(briefing, body)
    for reference in sorted({one["ref"] for each in findings for one in each.evidence} - {""}):
        if thing := links.find(reference):
            links.join(briefing, "rests-on", thing)
    return briefing


def _owes(briefing: Briefing, body: Body) -> None:
    by = reply(briefing.unit, body)
    made = Duty.objects.create(briefing=briefing, body=body, due=by.due, clause=by.clause)
    links.join(made, "asks", body)
    links.join(made, "answers", briefing)


# Answering


@act(allow=may_answer, facts=lambda duty: {"late": duty.days_late})
def answer(actor: Actor, duty: Duty, decided: Decided) -> Duty:
    """Record what the body decided. It stays as it was recorded."""
    duty.decided, duty.answered_at, duty.answered_by = decided.words, clock.now(), actor
    duty.votes_for, duty.votes_against = decided.votes_for, decided.votes_against
    duty.save()
    return duty


@act(allow=may_remind)
def remind(_actor: Actor, duty: Duty) -> Duty:
    """Write once to those who sit in a body that is late."""
    duty.reminded_at = clock.now()
    duty.save(update_fields=["reminded_at"])
    letters.remind(duty)
    return duty
