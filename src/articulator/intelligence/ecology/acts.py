"""Asking groups before anything draws on them, what they answer, their alarms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import QuerySet

from articulator.identity.bodies.rules import by_law
from articulator.intelligence.ecology import letters
from articulator.intelligence.ecology.models import (
    Address,
    Alarm,
    Capacity,
    Need,
    Partner,
    Plan,
)
from articulator.intelligence.ecology.queries import (
    body_for,
    carried_for,
    guard,
    plan_of,
    spelled,
)
from articulator.intelligence.ecology.rules import (
    gone,
    may_answer,
    may_change_plan,
    may_remind,
    may_reply,
    may_revise,
    may_speak,
    may_tend,
    may_write,
    may_write_down,
)
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.methods.capacity import outlook, peak

type Answer = Need.Answer


@dataclass(frozen=True, slots=True)
class Carries:
    """What a group says that it can carry."""

    what: str
    per_week: int
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Ask:
    """What a plan asks of a group; for the whole of the plan unless it says otherwise."""

    partner: Partner
    what: str
    per_week: int
    begins: date | None = None
    ends: date | None = None
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draws:
    """When a thing is and whose strength it needs; `alone` says that it draws on nobody."""

    begins: date
    ends: date
    asks: Sequence[Ask] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a group answers."""

    answer: Answer
    up_to: int | None = None
    words: str = ""
    no_rest: bool = False


# Groups


@act(allow=may_tend)
def add_partner(_actor: Actor, unit: Unit, name: str, about: str, email: str) -> Partner:
    """Begin with a group: it gets a letter with the link to its own page."""
    _once(unit.partners.all(), unit, name)
    made = Partner.objects.create(unit=unit, name=name, about=about, known_since=clock.now())
    _write_to(made, email)
    letters.welcome(made)
    return made


@act(allow=may_write)
def change_partner(_actor: Actor, partner: Partner, name: str, about: str, email: str) -> Partner:
    """Another name or address. With another address the old link ends and a new one is written."""
    before = Address.objects.filter(partner=partner).values_list("email", flat=True).first()
    _once(partner.unit.partners.exclude(pk=partner.pk), partner.unit, name)
    partner.name, partner.about = name, about
    if email != (before or ""):
        partner.link += 1
        _write_to(partner, email)
    partner.save()
    if email != (before or ""):
        letters.welcome(partner)
    return partner


def _once(others: QuerySet[Partner], unit: Unit, name: str) -> None:
    if others.filter(name__iexact=name).exists():
        raise Refused(Refusal(f"{unit} is in touch with {name} already."))


def _write_to(partner: Partner, email: str) -> None:
    Address.objects.filter(partner=partner).delete()
    if email:
        partner.address = Address.objects.create(partner=partner, email=email, heard_at=clock.now())


@act(allow=may_write)
def write_again(_actor: Actor, partner: Partner) -> None:
    """The link once more, a new one: the old one ends."""
    partner.link += 1
    partner.save(update_fields=["link"])
    if not letters.welcome(partner):
        raise Refused(
            Refusal(
                f"No letter can go to {partner}: there is no address, or it asked for silence.",
                appeal="Ring them, and type in what they say.",
            )
        )


@act(allow=may_speak)
def leave(_actor: Actor, partner: Partner) -> None:
    """They do not want to be asked again: what is open counts as no, and no letter goes.

    What they have promised stays promised until they change it, by the same link.
    """
    partner.left_at = clock.now()
    partner.save(update_fields=["left_at"])
    for need in partner.needs.filter(answer=Need.Answer.OPEN).select_related("plan__by"):
        need.answer, need.answered_at = Need.Answer.NO, clock.now()
        need.save(update_fields=["answer", "answered_at"])
        letters.answered(need)
    partner.capacities.filter(replaced_at=None).update(replaced_at=clock.now())
    Address.objects.filter(partner=partner).delete()


@act(allow=may_speak)
def come_back(_actor: Actor, partner: Partner) -> None:
    """They may be asked again."""
    partner.left_at = None
    partner.save(update_fields=["left_at"])


def _heard(partner: Partner) -> None:
    Address.objects.filter(partner=partner).update(heard_at=clock.now())


# What they can carry


@act(allow=may_speak)
def declare(_actor: Actor, partner: Partner, said: Carries) -> Capacity:
    """A group says what it can carry, by its link. 0 is a good answer."""
    _heard(partner)
    return _declare(partner, said, by_hand=False)


@act(allow=may_write)
def write_down_capacity(_actor: Actor, partner: Partner, said: Carries) -> Capacity:
    """An officer types in what the group told them; the group is written what was typed."""
    made = _declare(partner, said, by_hand=True)
    letters.noted(partner, f"You can carry {made.per_week} {made.what} a week until {made.ends}.")
    return made


def _declare(partner: Partner, said: Carries, *, by_hand: bool) -> Capacity:
    what, now = spelled(partner, said.what), clock.now()
    partner.capacities.filter(what=what, replaced_at=None).update(replaced_at=now)
    return Capacity.objects.create(
        partner=partner, what=what, per_week=said.per_week, begins=said.begins, ends=said.ends,
        said_at=now, by_hand=by_hand,
    )  # fmt: skip


# Plans


@act(allow=by_law)
def plan(
    actor: Actor, what: models.Model, unit: Unit, occasion: str, title: str, draws: Draws
) -> Plan:
    """For acts of other features: say what a thing needs of whom, and ask them all.

    Afterwards `rules.may_begin(what, occasion)` answers whether it may begin.
    """
    if (before := plan_of(what)) and not before.is_over:
        raise Refused(Refusal("There is a plan for this already. Change that one."))
    made = Plan.objects.create(
        unit=unit, what=links.ref(what), title=title, occasion=occasion, begins=draws.begins,
        ends=draws.ends, alone=draws.alone and not draws.asks, by=actor, planned_at=clock.now(),
    )  # fmt: skip
    links.join(made, "prepares", what)
    for one in draws.asks:
        _ask(made, one)
    return made


@act(allow=may_tend)
def draw_up(actor: Actor, unit: Unit, occasion: str, title: str, begins: date, ends: date) -> Plan:
    """Write down a plan that stands for itself; whom it needs is asked next."""
    return Plan.objects.create(
        unit=unit, title=title, occasion=occasion, begins=begins, ends=ends, by=actor,
        planned_at=clock.now(),
    )  # fmt: skip


@act(allow=may_change_plan)
def ask(_actor: Actor, plan: Plan, asked: Ask) -> Need:
    return _ask(plan, asked)


def _ask(plan: Plan, asked: Ask) -> Need:
    """Part of an act: ask one group, by a letter with its link."""
    now = clock.now()
    partner = (
        Partner.objects.select_related("unit")
        .select_for_update(of=("self",))
        .get(pk=asked.partner.pk)
    )
    if partner.left_at:
        raise Refused(gone(partner))
    what = spelled(partner, asked.what)
    if plan.needs.filter(partner=partner, what=what, dropped_at=None).exists():
        raise Refused(Refusal(f"This plan asks {partner} for {what} already. Change that."))
    made = Need.objects.create(
        plan=plan, partner=partner, what=what, per_week=asked.per_week,
        begins=asked.begins or plan.begins, ends=asked.ends or plan.ends, asked_at=now,
        answer_by=asked.answer_by or guard().within.after(now),
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(alone=False)
    letters.ask(made)
    return made


@act(allow=may_change_plan)
def stand_alone(_actor: Actor, plan: Plan) -> Plan:
    """Say in public that a plan draws on nobody's strength."""
    if plan.needs.filter(dropped_at=None).exists():
        raise Refused(Refusal("This plan asks somebody. Take that back first, or wait for them."))
    plan.alone = True
    plan.save(update_fields=["alone"])
    return plan


@act(allow=may_change_plan)
def drop_plan(_actor: Actor, plan: Plan) -> None:
    """It does not happen: what was promised for it is free again."""
    plan.dropped_at = clock.now()
    plan.save(update_fields=["dropped_at"])


@act(allow=may_change_plan)
def think(_actor: Actor, plan: Plan, thoughts: Mapping[str, str]) -> Plan:
    """Answer what the constitution asks before anything begins."""
    plan.thoughts = {key: words for key, words in thoughts.items() if words}
    plan.save(update_fields=["thoughts"])
    return plan


@act(allow=by_law)
def finish(_actor: Actor, plan: Plan, *, happened: bool = True) -> Plan:
    """For acts of other features: it is over, and what was promised for it is free from today."""
    plan.dropped_at = None if happened else clock.now()
    plan.ends = min(plan.ends, max(plan.begins, clock.today()))
    plan.save(update_fields=["ends", "dropped_at"])
    standing = plan.needs.filter(dropped_at=None)
    standing.filter(begins__gt=plan.ends).update(dropped_at=clock.now())
    standing.filter(dropped_at=None, ends__gt=plan.ends).update(ends=plan.ends)
    return plan


@act(allow=by_law)
def look_back(_actor: Actor, plan: Plan) -> None:
    """For the feature that keeps reviews: what came of the plan is written down."""
    plan.reviewed_at = clock.now()
    plan.save(update_fields=["reviewed_at"])


@act(allow=may_revise, facts=lambda need: {"per_week": need.per_week})
def ask_for_less(_actor: Actor, need: Need, per_week: int) -> Need:
    """Plan with less of them. What they have said still counts."""
    if not 0 < per_week < need.per_week:
        raise Refused(Refusal(f"Less than {need.per_week} is at most {need.per_week - 1}."))
    need.per_week = per_week
    need.save(update_fields=["per_week"])
    return need


@act(allow=may_revise)
def ask_again(_actor: Actor, need: Need) -> Need:
    """Things have changed since they answered, or they were silent: the question once more."""
    if need.partner.left_at:
        raise Refused(gone(need.partner))
    now = clock.now()
    need.answer, need.up_to, need.words, need.answered_at = Need.Answer.OPEN, None, "", None
    need.asked_at, need.answer_by, need.reminded_at = now, guard().within.after(now), None
    need.no_rest = False
    need.seen_load = need.seen_capacity = 0
    need.save()
    letters.ask(need)
    return need


@act(allow=may_revise)
def take_back(_actor: Actor, need: Need) -> Need:
    """Plan without them. That they were asked stays on the page."""
    need.dropped_at = clock.now()
    need.save(update_fields=["dropped_at"])
    return need


# Answers


def _outcome(need: Need) -> dict[str, object]:
    return {"answer": need.answer, "promised": need.promised}


@act(allow=may_answer, facts=_outcome)
def answer(_actor: Actor, need: Need, said: Said) -> Need:
    """A group answers by its link, knowing what this makes together with all it has promised."""
    _heard(need.partner)
    return _answer(need, said, by_hand=False)


@act(allow=may_write_down, facts=_outcome)
def write_down_answer(_actor: Actor, need: Need, said: Said) -> Need:
    """An officer types in what the group told them; the group is written what was typed."""
    made = _answer(need, said, by_hand=True)
    asked = f"{made.per_week} {made.what} a week for {made.plan}"
    letters.noted(made.partner, f"{asked}: {made.get_answer_display()}.")
    return made


def _answer(need: Need, said: Said, *, by_hand: bool) -> Need:
    some = said.answer == Need.Answer.SOME
    need.answer, need.words, need.by_hand = said.answer, said.words, by_hand
    need.up_to = (said.up_to or 0) if some else None
    need.no_rest, need.answered_at = said.no_rest, clock.now()
    known = carried_for(need)
    demands = [*known.without(need), need.promised_span]
    weeks = outlook(known.capacities, demands, need.begins, need.ends)
    need.seen_load, need.seen_capacity = peak(weeks).load, min(week.capacity for week in weeks)
    need.save()
    letters.answered(need)
    return need


@act(allow=may_remind)
def remind(_actor: Actor, need: Need) -> None:
    need.reminded_at = clock.now()
    need.save(update_fields=["reminded_at"])
    letters.remind(need)


# Alarms


@act(allow=may_speak)
def raise_alarm(_actor: Actor, partner: Partner, words: str) -> Alarm:
    """It goes to those whom the constitution names, who answer in its time."""
    said, now = guard(), clock.now()
    made = Alarm.objects.create(
        partner=partner, words=words, raised_at=now, to=body_for(said.alarm_to, partner.unit),
        answer_by=said.alarm_within.after(now),
    )  # fmt: skip
    _heard(partner)
    letters.ring(made)
    return made


@act(allow=may_reply)
def reply(_actor: Actor, alarm: Alarm, words: str) -> Alarm:
    alarm.reply, alarm.replied_at = words, clock.now()
    alarm.save(update_fields=["reply", "replied_at"])
    letters.replied(alarm)
    return alarm
