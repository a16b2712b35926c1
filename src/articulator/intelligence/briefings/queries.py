"""Which briefings there are, which are due, who owes an answer by when."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articulator.identity.bodies.models import Body, Term
from articulator.identity.bodies.queries import around, grants
from articulator.identity.constitution.queries import law
from articulator.intelligence.briefings.models import Briefing, Duty, Finding, Rhythm
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.constitution import Duration

FORTNIGHT = timedelta(days=14)
A_YEAR = timedelta(days=364)
WITHIN = "P14D"  # where the constitution is silent
KEEPS = "keep_roll"


# Reading


def published(unit: Unit | None = None) -> QuerySet[Briefing]:
    found = Briefing.objects.exclude(published_at=None).select_related("unit", "published_by")
    found = found.prefetch_related("duties__body__unit").order_by("-until", "unit__path")
    return found.filter(unit=unit) if unit else found


def drafts(unit: Unit | None = None) -> QuerySet[Briefing]:
    found = Briefing.objects.filter(published_at=None).select_related("unit").order_by("-until")
    return found.filter(unit=unit) if unit else found


def drafts_of(actor: Actor) -> list[Briefing]:
    """The drafts that somebody edits."""
    own = Q(pk__in=[])
    for grant in grants(actor, KEEPS):
        own |= Q(unit__path__startswith=grant.body.unit.path)
    return list(drafts().filter(own)[:60])


def shown(briefing: Briefing) -> list[Finding]:
    return list(briefing.findings.filter(left_out=False))


def days(briefing: Briefing) -> str:
    """Which days it tells of, and of whom: `1 November to 14 November 2026, in Leith …`."""
    since, until = (date_format(day, "j F Y") for day in (briefing.since, briefing.until))
    return f"{since} to {until}, in {briefing.unit} and all in it."


def duties(briefing: Briefing) -> QuerySet[Duty]:
    return briefing.duties.select_related("body__unit", "answered_by")


def owed_by(actor: Actor) -> list[Duty]:
    """What the bodies in which somebody sits still owe."""
    if actor is None:
        return []
    seats = Term.objects.current().filter(person=actor).values_list("seat__group__body", flat=True)
    owed = Duty.objects.filter(answered_at=None, body__in=list(seats), body__in_force=True)
    return list(owed.select_related("briefing__unit", "body__unit").order_by("due"))


def sitting(body: Body) -> QuerySet[Term]:
    """Who sits in a body; nobody in one that is no longer in force."""
    return Term.objects.current().filter(
        seat__group__body=body, seat__group__body__in_force=True
    )  # fmt: skip


def sits_in(actor: Actor, body: Body) -> bool:
    return actor is not None and sitting(body).filter(person=actor).exists()


def talk(briefing: Briefing) -> Knot | None:
    """The conversation that a feature above has opened about it."""
    return next((knot for knot in links.outcomes(briefing) if knot.kind == "about"), None)


# Composing


def wants(unit: Unit) -> bool:
    return Rhythm.objects.filter(unit=unit, ended_at=None).exists()


def due_span(unit: Unit) -> tuple[date, date] | None:
    """The days of which the next draft tells; None while they are not over.

    Fortnight after fortnight. If the clock stood still for longer, the next one tells of all of it.
    """
    told = Briefing.objects.filter(unit=unit, edition=Briefing.Edition.FORTNIGHT)
    last = told.order_by("-until").first()
    yesterday = clock.today() - timedelta(days=1)
    if last is None:
        return yesterday - FORTNIGHT + timedelta(days=1), yesterday
    over = (yesterday - last.until) // FORTNIGHT
    return (last.until + timedelta(days=1), last.until + over * FORTNIGHT) if over > 0 else None


def conferences(unit: Unit) -> list[Body]:
    """The conferences to which a unit can report, its own first."""
    return [body for body in around(unit) if body.kind == "conference"]


def since_the_last_conference(unit: Unit) -> tuple[date, date]:
    """From the last briefing for a conference to yesterday; a year, where there was none."""
    told = published(unit).filter(edition=Briefing.Edition.CONFERENCE).first()
    yesterday = clock.today() - timedelta(days=1)
    if told is None:
        return yesterday - A_YEAR, yesterday
    return min(told.until + timedelta(days=1), yesterday), yesterday


def told_until_yesterday(unit: Unit) -> bool:
    """Whether nothing is left to tell a conference, since the last briefing is of today."""
    told = published(unit).filter(edition=Briefing.Edition.CONFERENCE)
    return told.filter(until__gte=clock.today() - timedelta(days=1)).exists()


def wanting() -> QuerySet[Unit]:
    rhythms = Rhythm.objects.filter(ended_at=None)
    return Unit.objects.filter(closed_at=None, pk__in=rhythms.values("unit")).order_by("path")


def sealed(findings: Sequence[Finding]) -> str:
    """A hash over every word that was published."""
    words: list[Mapping[str, Any]] = [
        {
            name: getattr(one, name)
            for name in ("place", "section", "title", "changed", "sure", "suggests", "unknown",
                         "truth", "figure", "bounds", "evidence")
        }
        for one in findings
    ]  # fmt: skip
    text = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


# Who answers


@dataclass(frozen=True, slots=True)
class Within:
    """By when a body answers, and by which clause; without one it is a default."""

    due: date
    clause: str


def reply(unit: Unit, body: Body) -> Within:
    """As the constitution's channel of reports from this unit to the body says."""
    said = _channel(unit, body)
    duration = Duration.parse(str(said.get("reply_within", WITHIN)))
    clause = str(said.get("ref", "")) if "reply_within" in said else ""
    return Within(timezone.localdate(duration.after(clock.now())), clause)


def _channel(unit: Unit, body: Body) -> Mapping[str, Any]:
    here = set(Body.objects.filter(unit=unit, in_force=True).values_list("key", flat=True))
    reports = [one for one in law().get("channels", []) if one.get("kind") == "report"]
    fitting = (
        one for one in reports
        if one.get("to") == body.key and one.get("from") in here | {unit.level}
    )  # fmt: skip
    found = sorted(fitting, key=lambda one: "reply_within" not in one)
    return found[0] if found else {}


def named(briefing: Briefing) -> list[Body]:
    """The body to which the constitution lets this unit report; a conference, if it is for one."""
    if briefing.edition == Briefing.Edition.CONFERENCE:
        return conferences(briefing.unit)[:1]
    unit = briefing.unit
    return [body for body in around(unit) if _channel(unit, body)][:1]


def late() -> QuerySet[Duty]:
    """Answers that are late, and of which nobody has been reminded."""
    found = Duty.objects.filter(
        answered_at=None, reminded_at=None, due__lt=clock.today(), body__in_force=True
    )
    return found.select_related("briefing__unit", "body__unit").order_by("due", "pk")


def alive(unit: Unit) -> list[Knot]:
    """For the page of a unit: its latest briefing, and the way to have one."""
    latest = published(unit).first()
    desk = Knot("desk", f"Briefings of {unit}", reverse("briefings:unit", args=[unit.slug]))
    return [*([Knot("briefing", str(latest), latest.get_absolute_url())] if latest else []), desk]
