"""Raising demands and answering them, drafting and adopting a programme, recording deeds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Max
from django.utils.timezone import localdate

from articulator.identity.programme.models import (
    Answering,
    Deed,
    Demand,
    Item,
    Line,
    Version,
)
from articulator.identity.programme.queries import (
    ANSWERS,
    DECIDES,
    FOR,
    RAISED_FROM,
    answerable,
    authority,
    before,
    changes,
    holds_a_seat,
    in_force,
    lines,
)
from articulator.identity.programme.rules import (
    may_begin,
    may_change,
    may_decline,
    may_raise,
    may_record,
    may_record_for_others,
    may_tell_outcome,
    may_withdraw,
    may_word,
    nobody_decides,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.kernel.models import Unit
from articulator.methods.constitution import majority_reached

S = Demand.State

# Demands


@act(allow=may_raise)
def raise_demand(
    actor: Actor, unit: Unit, words: str, why: str, asked_of: Unit,
    origin: models.Model | None = None,
) -> Demand:  # fmt: skip
    """Ask that a programme should say something; the thread leads back to where it came from."""
    assert actor, "the rule has refused a visitor"
    if not asked_of.contains(unit):
        raise Refused(Refusal(f"{asked_of} is not around {unit}."))
    if authority(asked_of) is None:
        raise Refused(nobody_decides(asked_of))
    made = Demand.objects.create(
        unit=unit, asked_of=asked_of, words=words, why=why, raised_by=actor, raised_at=clock.now()
    )
    if origin is not None:
        join(made, RAISED_FROM, origin)
    return made


@act(allow=may_withdraw)
def withdraw(_actor: Actor, demand: Demand) -> Demand:
    return _close(demand, S.WITHDRAWN)


@act(allow=may_decline)
def decline(_actor: Actor, demand: Demand, reason: str) -> Demand:
    """A no has its reason, which everyone can read."""
    return _close(demand, S.DECLINED, reason)


def _close(demand: Demand, state: Demand.State, answer: str = "") -> Demand:
    demand.state, demand.answer, demand.answered_at = state, answer, clock.now()
    demand.save(update_fields=["state", "answer", "answered_at"])
    return demand


# Drafting


@dataclass(frozen=True, slots=True)
class Words:
    """An item as it is to be worded, and the demands that it answers."""

    heading: str
    wording: str
    demands: Collection[Demand] = ()


@act(allow=may_begin)
def begin(actor: Actor, unit: Unit) -> Version:
    """A draft of the next version: everything that stands now, to be changed."""
    assert actor, "the rule has refused a visitor"
    made = Version.objects.create(unit=unit, drafted_by=actor, drafted_at=clock.now())
    if now := in_force(unit):
        Line.objects.bulk_create(
            Line(version=made, item=one.item, place=one.place, heading=one.heading,
                 wording=one.wording)
            for one in lines(now)
        )  # fmt: skip
    return made


@act(allow=may_change)
def add(_actor: Actor, version: Version, words: Words) -> Line:
    last = version.lines.aggregate(last=Max("place"))["last"] or 0
    item = Item.objects.create(unit=version.unit, heading=words.heading)
    made = Line.objects.create(
        version=version, item=item, place=last + 1, heading=words.heading, wording=words.wording
    )
    _answer(made, words.demands)
    return made


@act(allow=may_word)
def reword(actor: Actor, line: Line, words: Words) -> Line:
    _still_a_draft(actor, line)
    line.heading, line.wording = words.heading, words.wording
    line.save(update_fields=["heading", "wording"])
    line.answering.all().delete()
    _answer(line, words.demands)
    return line


def _answer(line: Line, demands: Collection[Demand]) -> None:
    open_ = set(answerable(line.version).filter(pk__in=[one.pk for one in demands]))
    if open_ != set(demands):
        raise Refused(Refusal("One of these demands does not wait here any more. Load it again."))
    Answering.objects.bulk_create(Answering(line=line, demand=one) for one in demands)


@act(allow=may_word)
def strike(actor: Actor, line: Line) -> None:
    """Take an item out of the draft. What stood in an adopted version stays readable there."""
    _still_a_draft(actor, line)
    item = line.item
    Line.objects.filter(pk=line.pk).delete()
    if item.adopted_at is None:
        Item.objects.filter(pk=item.pk).delete()


def _still_a_draft(actor: Actor, line: Line) -> None:
    """Whoever adopts the version waits for this, or was before it and this is refused."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=line.version_id)
    if refusal := may_change(actor, version):
        raise Refused(refusal)


# Adopting


@act(allow=may_change, facts=lambda version: {"number": version.number, **version.decision})
def adopt(_actor: Actor, version: Version, decision: Mapping[str, Any]) -> Version:
    """Record that the body which decides adopted this draft. From now on it never changes."""
    old = before(version)
    if old and not changes(version, old):
        raise Refused(Refusal("Nothing in it is otherwise than in the version in force."))
    if not version.lines.exists():
        raise Refused(Refusal("There is nothing in it.", appeal="Add an item first."))
    found = authority(version.unit)
    assert found, "the rule has refused where nobody decides"
    if not majority_reached(found.majority, decision["votes_for"], decision["votes_against"]):
        raise Refused(_not_carried(found.majority, found.clause, decision))
    version.number, version.adopted_at = (old.number or 0) + 1 if old else 1, clock.now()
    version.decision = {**decision, "body": str(found.body), "clause": found.clause}
    version.save(update_fields=["number", "adopted_at", "decision"])
    if old:
        join(version, "supersedes", old)
    _put_in_force(version)
    return version


def _not_carried(majority: str, clause: str, decision: Mapping[str, Any]) -> Refusal:
    return Refusal(
        f"{decision['votes_for']} votes for and {decision['votes_against']} against are not the "
        f"majority of {majority} that the constitution in force asks for.",
        clause=clause, appeal="The draft stays. Change it and bring it before the body again.",
    )  # fmt: skip


def _put_in_force(version: Version) -> None:
    _let_go(version)
    now, standing = version.adopted_at, lines(version)
    for line in standing:
        line.item.heading, line.item.struck_at = line.heading, None
        line.item.adopted_at = line.item.adopted_at or now
        line.item.save(update_fields=["heading", "struck_at", "adopted_at"])
        for one in line.answering.all():
            if one.demand.is_open:  # two lines may answer the same
                _close(one.demand, S.TAKEN)
            join(version, DECIDES, one.demand)
            join(line.item, ANSWERS, one.demand)
    there = [line.item_id for line in standing]
    gone = Item.objects.filter(unit=version.unit, struck_at=None).exclude(adopted_at=None)
    gone.exclude(pk__in=there).update(struck_at=now)


def _let_go(version: Version) -> None:
    """Demands that were declined or withdrawn meanwhile; nobody answers the others now."""
    ticked = Answering.objects.filter(line__version=version)
    waiting = Demand.objects.filter(pk__in=ticked.values("demand"), state=S.OPEN)
    open_ = [one.pk for one in waiting.order_by("pk").select_for_update()]
    ticked.exclude(demand__in=open_).delete()


# Deeds


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, where, when, with which mandate, and where everyone can look it up."""

    kind: Deed.Kind
    title: str
    where: str
    done_on: date
    mandate: str
    source: str = ""


@act(allow=may_record)
def record(actor: Actor, item: Item, done: Done) -> Deed:
    """What somebody did themselves. Recording it is agreeing that it stands here."""
    assert actor, "the rule has refused a visitor"
    if not done.source and not holds_a_seat(actor):
        raise Refused(Refusal(
            "You hold no seat here, so the record needs a public source.",
            appeal="Give the address of the minutes or the report.",
        ))  # fmt: skip
    return _record(actor, item, done, actor.name, own=True)


@act(allow=may_record_for_others)
def record_for(actor: Actor, item: Item, done: Done, name: str) -> Deed:
    """What a public source tells of somebody with a mandate, recorded by an office."""
    if not done.source:
        raise Refused(Refusal("What you record of others needs its public source."))
    return _record(actor, item, done, name, own=False)


def _record(actor: Actor, item: Item, done: Done, name: str, *, own: bool) -> Deed:
    assert actor, "the rule has refused a visitor"
    if done.done_on > localdate(clock.now()):
        raise Refused(Refusal("This day has not come yet."))
    made = Deed.objects.create(
        item=item, kind=done.kind, title=done.title, where=done.where, done_on=done.done_on,
        by=actor if own else None, name=name, mandate=done.mandate, source=done.source,
        recorded_by=actor, recorded_at=clock.now(),
    )  # fmt: skip
    join(made, FOR, item)
    return made


@act(allow=may_tell_outcome, facts=lambda deed: {"outcome": deed.outcome})
def tell_outcome(_actor: Actor, deed: Deed, outcome: Deed.Outcome, words: str) -> Deed:
    if outcome == Deed.Outcome.WAITING:
        raise Refused(Refusal("Say what came of it."))
    deed.outcome, deed.outcome_words, deed.outcome_at = outcome, words, clock.now()
    deed.save(update_fields=["outcome", "outcome_words", "outcome_at"])
    return deed
