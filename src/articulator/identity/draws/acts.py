"""Calling a draw, freezing its pool, publishing the chances, drawing, answering."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.bodies.queries import vacant_seats
from articulator.identity.constitution.queries import in_force
from articulator.identity.draws.models import Draw, Entry, Invitation
from articulator.identity.draws.queries import (
    NO_STRATA,
    eligible,
    features,
    lottery_of,
    next_entry,
    open_seats,
    pool_of,
    token,
)
from articulator.identity.draws.rules import (
    has_lapsed,
    may_answer,
    may_call,
    may_draw,
    may_freeze,
    may_publish,
)
from articulator.identity.membership.queries import members
from articulator.identity.pools.queries import source
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.methods.constitution import Duration
from articulator.methods.lots import seed_from
from articulator.methods.profile import profile_quotas
from articulator.methods.sortition import Lottery, draw, sha256


@act(allow=may_call)
def call_draw(
    _actor: Actor,
    group: SeatGroup,
    title: str,
    seats: int,
    seed_source: str,
    seed_due: datetime,
    terms_begin: datetime,
) -> Draw:
    """Announce a draw: how many seats, and where its seed will come from."""
    if seats > (group.size or 0):
        raise Refused(Refusal(f"There are only {group.size} such seats.", clause=group.clause))
    version = in_force()
    called = Draw.objects.create(
        group=group, title=title, seats=seats, seed_source=seed_source, seed_due=seed_due,
        terms_begin=terms_begin, clause=group.clause, token_key=secrets.token_hex(32),
        constitution=version.fingerprint if version else "",
    )  # fmt: skip
    join(called, "fills", group.body)
    return called


@act(allow=may_freeze, facts=lambda frozen: frozen)
def freeze(_actor: Actor, draw: Draw) -> dict[str, Any]:
    """Fix who is in the pool. From now on nobody enters and nobody leaves."""
    now, group = clock.now(), draw.group
    taken = source(group, now)
    unit, names = group.body.unit, group.stratify or NO_STRATA
    rows = features(eligible(group, taken.people, now), names, unit, now)
    if len(rows) < draw.seats:
        raise Refused(Refusal(f"The pool has {len(rows)} people for {draw.seats} seats."))
    Entry.objects.bulk_create(
        Entry(draw=draw, person=person, token=token(draw, person), features=row)
        for person, row in rows
    )
    profile = (row for _, row in features(members(unit, now), names, unit, now))
    quotas = profile_quotas(profile, names, draw.seats)
    draw.quotas = [
        {"feature": q.feature, "value": q.value, "min": q.min, "max": q.max} for q in quotas
    ]
    draw.pool_name, draw.pool_reason = taken.name, taken.reason
    draw.frozen_at = now
    frozen = pool_of(draw)
    draw.pool_hash = sha256(dict(zip(frozen.ids, frozen.rows, strict=True)))
    draw.save()
    return {"pool": len(rows), "pool_hash": draw.pool_hash}


@act(allow=may_publish, facts=lambda book_hash: {"book_hash": book_hash})
def publish_book(_actor: Actor, draw: Draw, lottery: Lottery, notes: Sequence[str]) -> str:
    """Publish everyone's chance, before anybody can know the seed."""
    draw.book = lottery.to_json()
    draw.book_hash = lottery.book_hash
    draw.quota_notes = list(notes)
    draw.save(update_fields=["book", "book_hash", "quota_notes"])
    entries = list(draw.entries.all())
    for entry in entries:
        entry.chance = lottery.probabilities[entry.token]
    Entry.objects.bulk_update(entries, ["chance"], batch_size=2000)
    return draw.book_hash


@act(allow=may_draw, facts=lambda drawn: drawn)
def draw_lot(_actor: Actor, announced: Draw, words: str) -> Mapping[str, Any]:
    """Draw with the seed that was fixed in public, and invite those whom the lot has chosen."""
    seed = seed_from(words)
    drawn = draw(lottery_of(announced), pool_of(announced), seed)
    announced.seed, announced.seed_words, announced.drawn_at = seed, words, clock.now()
    announced.result = {
        "ticket": drawn.ticket,
        "selected": list(drawn.selected),
        "reserves": list(drawn.reserves),
    }
    announced.save(update_fields=["seed", "seed_words", "drawn_at", "result"])
    for chosen in announced.entries.filter(token__in=drawn.selected):
        _invite(chosen, reserve=False)
    return {"seed": seed, "ticket": drawn.ticket, "selected": list(drawn.selected)}


@act(allow=may_answer)
def accept(actor: Actor, invitation: Invitation) -> Term:
    """Take the seat."""
    announced = invitation.entry.draw
    group = announced.group
    seat = vacant_seats(group, announced.terms_begin).first()
    if seat is None:
        raise Refused(Refusal("Every seat of this group is taken.", clause=group.clause))
    since = max(announced.terms_begin, clock.now())
    until = Duration.parse(group.term or "P1Y").after(announced.terms_begin)
    person = invitation.entry.person
    term = seat_person(actor, seat, person, Term.Route.ALLOTTED, since, until)
    links.join(term, "drawn in", announced)
    invitation.answer, invitation.term = Invitation.Answer.ACCEPTED, term
    invitation.save(update_fields=["answer", "term"])
    return term


@act(allow=may_answer, secret=True)
def decline(_actor: Actor, invitation: Invitation) -> None:
    """Leave the seat to a reserve. Nobody is asked for a reason, and none is kept."""
    _close(invitation, Invitation.Answer.DECLINED)


@act(allow=has_lapsed)
def lapse(_actor: Actor, invitation: Invitation) -> None:
    """The time to answer is over: the next reserve is called."""
    _close(invitation, Invitation.Answer.LAPSED)


def _close(invitation: Invitation, answer: Invitation.Answer) -> None:
    invitation.answer = answer
    invitation.save(update_fields=["answer"])
    announced = invitation.entry.draw
    if open_seats(announced) > 0 and (reserve := next_entry(announced)):
        _invite(reserve, reserve=True)


def _invite(entry: Entry, *, reserve: bool) -> None:
    now = clock.now()
    Invitation.objects.create(
        entry=entry, reserve=reserve, sent_at=now,
        answer_by=now + timedelta(days=entry.draw.answer_days),
    )  # fmt: skip
