"""What the constitution says of care for others, who can carry what, and how a unit is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Count, F, Q, QuerySet

from articulator.identity.bodies.models import Body, Term
from articulator.identity.bodies.queries import holders
from articulator.identity.constitution.queries import law
from articulator.intelligence.ecology.models import (
    Alarm,
    Capacity,
    Need,
    Partner,
    Plan,
)
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.capacity import DAY, Promise, Run, Span, Week, outlook, runs
from articulator.methods.constitution import Duration, fraction_words, parse_fraction

# Where the constitution is silent.
SHARE, WITHIN, ALARM_WITHIN, REST = "4/5", "P7D", "PT72H", "P14D"
LOOKS_BACK = timedelta(days=182)  # for what a unit has not looked back on
SUMS = {"whose_capacity_do_we_draw_on", "were_they_asked", "peak_load_vs_their_capacity"}
OCCASIONS = ("launch_campaign", "rapid_response", "accelerate")
PARTNERS = "partner_organisations"  # what a constitution calls them
AHEAD = timedelta(weeks=12)  # how far a group's page looks
KEEPS = "keep_roll"  # the power whose holders look after a unit's partners, as after its doors
LINK = "articulator.ecology.link"  # salt


@dataclass(frozen=True, slots=True)
class Guard:
    """What the constitution in force says of drawing on the strength of others."""

    share: Fraction
    clause: str
    occasions: tuple[str, ...]
    decided_by: str
    within: Duration
    alarm_to: str
    alarm_within: Duration
    alarm_clause: str
    rest: Duration  # of a group after it has carried something
    rest_clause: str
    questions: tuple[str, ...]  # what is asked beside the sums
    appeal: str  # whom to turn to, in a sentence; empty where nobody is named

    @property
    def share_words(self) -> str:
        return fraction_words(str(self.share))


def guard(unit: Unit | None = None) -> Guard:
    """The guard, with the way to appeal as it is for a unit."""
    said = law()
    own: Mapping[str, Any] = said.get("ecology_guard", {})
    blocks: Mapping[str, Any] = own.get("blocks_when", {})
    channel = _alarm_channel(said)
    decided_by = str(own.get("decided_by", ""))
    within = Duration.parse(own.get("within", WITHIN))
    body = body_for(decided_by, unit) if unit else None
    return Guard(
        parse_fraction(blocks.get("partner_load_over_capacity", SHARE)),
        str(blocks.get("ref") or own.get("ref", "")),
        tuple(own.get("check_required_for", OCCASIONS)),
        decided_by,
        within,
        str(channel.get("to", decided_by)),
        Duration.parse(channel.get("max_latency", ALARM_WITHIN)),
        str(channel.get("ref", "")),
        Duration.parse(own.get("rest", REST)),
        str(own.get("ref", "")),
        tuple(one for one in own.get("questions", ()) if one not in SUMS),
        f" {body} hears whoever sees it differently, within {within.words()}." if body else "",
    )


def _alarm_channel(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The channel by which partners ring the bell, if the constitution has one."""
    found: Iterable[Mapping[str, Any]] = (
        one
        for one in said.get("channels", [])
        if one.get("kind") == "algedonic" and one.get("from") == PARTNERS
    )
    return next(iter(found), {})


def around(unit: Unit) -> list[str]:
    """The paths of a unit and of those around it."""
    return [unit.path[: i + 1] for i, sign in enumerate(unit.path) if sign == "/" and i]


def body_for(key: str, unit: Unit) -> Body | None:
    """The body of this name that is nearest: the unit's own, or that of a unit around it."""
    if not key:
        return None
    found = Body.objects.filter(key=key, in_force=True, unit__path__in=around(unit))
    return found.select_related("unit").order_by("-unit__path").first()


def sits_in(actor: Actor, body: Body | None) -> bool:
    return bool(actor and body and holders(body).filter(person=actor).exists())


# Groups


def partners(unit: Unit | None = None) -> QuerySet[Partner]:
    """The groups with which a unit or one inside it is in touch, with what waits for them."""
    found = Partner.objects.select_related("unit").order_by("name", "pk")
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    waiting = Count("needs", filter=_waiting("needs__"), distinct=True)
    ringing = Count("alarms", filter=Q(alarms__replied_at=None), distinct=True)
    return found.annotate(waiting=waiting, ringing=ringing)


def _waiting(before: str = "") -> Q:
    standing = {f"{before}dropped_at": None, f"{before}plan__dropped_at": None}
    return Q(**{f"{before}answer": Need.Answer.OPEN, **standing})


def email_of(partner: Partner) -> str:
    address = getattr(partner, "address", None)
    return address.email if address else ""


def capacities(partner: Partner) -> QuerySet[Capacity]:
    """What a group says that it can carry, as it holds now."""
    return partner.capacities.filter(replaced_at=None).order_by("what")


def spelled(partner: Partner, what: str) -> str:
    """A thing as this group writes it, if it has been named before in any case of letters."""
    plain = " ".join(what.split())
    for rows in (partner.capacities, partner.needs):
        if known := rows.filter(what__iexact=plain).values_list("what", flat=True).first():
            return str(known)
    return plain


def link_token(partner: Partner) -> str:
    """The key of the link by which a group answers. It opens nothing but the group's own page."""
    return Signer(salt=LINK).sign(f"{partner.pk.hex}.{partner.link}")


def partner_behind(token: str) -> Partner | None:
    """The group that a link belongs to, as long as the link has not been replaced."""
    try:
        key, _, number = Signer(salt=LINK).unsign(token).partition(".")
    except BadSignature:
        return None
    return Partner.objects.select_related("unit").filter(pk=key, link=number).first()


# What is planned on whom


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a group has said of one thing, and all that was asked of it: for the sums."""

    what: str
    capacities: tuple[Span, ...]
    needs: tuple[Need, ...]  # those that count: promised, or waiting for an answer

    @property
    def agreed(self) -> list[Need]:
        return [one for one in self.needs if one.promised]

    @property
    def promises(self) -> list[Promise]:
        return [Promise(one.promised_span, one.seen_load, one.seen_capacity) for one in self.agreed]

    def without(self, need: Need) -> list[Span]:
        return [one.promised_span for one in self.agreed if one.pk != need.pk]

    def weeks_with(self, need: Need) -> tuple[Week, ...]:
        """The weeks of a need: what else is promised then, and the need itself."""
        demands = [*self.without(need), need.span]
        return outlook(self.capacities, demands, need.begins, need.ends)

    def weeks(self, begins: date, ends: date) -> tuple[Week, ...]:
        """What is promised, week by week."""
        demands = [one.promised_span for one in self.agreed]
        return outlook(self.capacities, demands, begins, ends)

    @property
    def waiting(self) -> list[Need]:
        return [one for one in self.needs if one.answer == Need.Answer.OPEN]


def carried(partners: Sequence[Partner]) -> dict[tuple[object, str], Carried]:
    """For each group and thing all that counts, in two questions for any number of groups."""
    said = Capacity.objects.filter(partner__in=partners, replaced_at=None)
    counting = Need.objects.filter(partner__in=partners, dropped_at=None, plan__dropped_at=None)
    asked = counting.exclude(answer=Need.Answer.NO).select_related("plan").order_by("asked_at")
    spans: dict[tuple[object, str], list[Span]] = {}
    needs: dict[tuple[object, str], list[Need]] = {}
    for capacity in said:
        spans.setdefault((capacity.partner_id, capacity.what), []).append(capacity.span)
    for need in asked:
        needs.setdefault((need.partner_id, need.what), []).append(need)
    return {
        key: Carried(key[1], tuple(spans.get(key, ())), tuple(needs.get(key, ())))
        for key in sorted(spans.keys() | needs.keys(), key=str)
    }


NOTHING = Carried("", (), ())


def carried_for(need: Need, known: Mapping[tuple[object, str], Carried] | None = None) -> Carried:
    known = carried([need.partner]) if known is None else known
    return known.get((need.partner_id, need.what), NOTHING)


def carried_before(needs: Sequence[Need]) -> dict[Any, list[Need]]:
    """For each need what the same group carried for another plan before it, the latest first."""
    if not needs:
        return {}
    first, last = min(one.begins for one in needs), max(one.begins for one in needs)
    found = Need.objects.filter(
        partner__in={one.partner_id for one in needs}, dropped_at=None, plan__dropped_at=None,
        answer__in=(Need.Answer.YES, Need.Answer.SOME), ends__lt=last, ends__gte=first - LOOKS_BACK,
    )  # fmt: skip
    earlier = list(found.select_related("plan").order_by("-ends", "pk"))
    return {
        need.pk: [
            one
            for one in earlier
            if (one.partner_id, one.ends < need.begins) == (need.partner_id, True)
            and one.plan_id != need.plan_id
        ]
        for need in needs
    }


def rests_until(carried_last: Need, said: Guard) -> date:
    """The last day of a group's rest after what it carried."""
    at_noon = datetime.combine(carried_last.ends, time(12))
    return said.rest.after(at_noon).date()


def plan_of(what: models.Model) -> Plan | None:
    """The plan that stands for a thing: itself, or the latest that was made for it."""
    found = Plan.objects.filter(dropped_at=None).select_related("unit")
    if isinstance(what, Plan):
        return found.filter(pk=what.pk).first()
    return found.filter(what=links.ref(what)).first()


def needs_of(plan: Plan) -> list[Need]:
    """What a plan asks for now."""
    return list(asked_of(plan).filter(dropped_at=None))


def asked_of(plan: Plan) -> QuerySet[Need]:
    """All that a plan has asked for, what it no longer asks for too."""
    shown = plan.needs.select_related("partner__unit", "plan__unit")
    return shown.order_by(F("dropped_at").asc(nulls_first=True), "partner__name", "what")


def plans(unit: Unit | None = None) -> QuerySet[Plan]:
    """Plans that are not over, those of a unit with those inside it; the next to begin first."""
    today = clock.today()
    found = Plan.objects.filter(dropped_at=None, ends__gte=today).select_related("unit")
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    now = Q(needs__dropped_at=None)
    counted = found.annotate(
        asked=Count("needs", filter=now),
        waiting=Count("needs", filter=now & Q(needs__answer=Need.Answer.OPEN)),
        refused=Count("needs", filter=now & Q(needs__answer=Need.Answer.NO)),
    )
    return counted.order_by("begins", "pk")


def to_remind() -> QuerySet[Need]:
    """Asked, not answered, and due within two days; each is reminded once."""
    now = clock.now()
    waiting = Need.objects.filter(_waiting(), reminded_at=None, answer_by__gt=now)
    soon = waiting.filter(partner__left_at=None).select_related("partner__unit", "plan")
    due = soon.filter(answer_by__lte=now + 2 * DAY, asked_at__lte=now - DAY)
    return due.order_by("answer_by", "pk")


def load_ahead(partner: Partner) -> list[tuple[Carried, list[Run]]]:
    """For each thing that a group carries the weeks to come, with what is promised."""
    today = clock.today()
    known = carried([partner]).values()
    return [(one, runs(one.weeks(today, today + AHEAD))) for one in known]


def askable() -> QuerySet[Partner]:
    """The groups that may be asked for something."""
    return Partner.objects.filter(left_at=None).order_by("name", "pk")


def alarms(partner: Partner | None = None) -> QuerySet[Alarm]:
    """Alarms, those without an answer first, and of these the one that is due soonest."""
    found = Alarm.objects.select_related("partner__unit", "to__unit")
    if partner:
        found = found.filter(partner=partner)
    return found.order_by(F("replied_at").desc(nulls_first=True), "answer_by")


def told_of(alarm: Alarm) -> list[Person]:
    """Those who sit in the body that answers; while nobody does, those who keep the contact."""
    sitting = [term.person for term in holders(alarm.to)] if alarm.to else []
    return sitting or keepers(alarm.partner.unit)


def keepers(unit: Unit) -> list[Person]:
    """Those who look after the partners of a unit, in it and around it."""
    bodies = Body.objects.filter(powers__key=KEEPS, in_force=True, unit__path__in=around(unit))
    terms = Term.objects.current().filter(seat__group__body__in=bodies)
    return list(Person.objects.filter(terms__in=terms).distinct().order_by("name"))


def alive(unit: Unit) -> list[Knot]:
    """The unit's own plans that draw on others."""
    own = plans().filter(unit=unit)[:12]
    return [Knot("plan with others", str(plan), plan.get_absolute_url()) for plan in own]
