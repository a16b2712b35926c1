"""Counting a pool, announcing a round of invitations, drawing it, answering, reminding."""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.mail import send_mail

from articulator.identity.membership import queries as membership
from articulator.identity.pools.models import Invited, Round, Snapshot
from articulator.identity.pools.queries import (
    can_be_invited,
    homes,
    monday,
    token,
    units_of,
    unmoved,
)
from articulator.identity.pools.rules import (
    by_the_clock,
    is_due,
    may_announce,
    may_answer,
    may_draw,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.kernel.mail import link
from articulator.kernel.models import Person, Unit
from articulator.methods.lots import choose, seed_from
from articulator.methods.sortition import sha256
from articulator.methods.suppression import SMALL


@act(allow=by_the_clock)
def count(_actor: Actor, unit: Unit, pool: str) -> Snapshot:
    """Keep how much of the membership the pool holds this week. A week is counted once."""
    inside = membership.pool(pool, unit)
    figures = {"members": membership.members(unit).count(), "inside": inside.count()}
    return Snapshot.objects.get_or_create(pool=pool, week=monday(), defaults=figures)[0]


@act(allow=may_announce, facts=lambda made: {"size": made.size, "frame_hash": made.frame_hash})
def announce(
    _actor: Actor, unit: Unit, pool: str, size: int, seed_source: str, seed_due: datetime
) -> Round:
    """Fix who can be invited, before the seed exists by which the lot invites some of them."""
    people, key = homes(can_be_invited(unit, pool), unit), secrets.token_hex(32)
    if len(people) < size:
        raise Refused(_too_few(len(people)))
    frame: dict[str, list[str]] = defaultdict(list)
    for person, home in people.items():
        frame[home].append(token(key, person))
    ordered = {home: sorted(frame[home]) for home in sorted(frame)}
    made = Round.objects.create(
        unit=unit, pool=pool, size=size, seed_source=seed_source, seed_due=seed_due,
        frame=ordered, frame_hash=sha256(ordered), token_key=key, announced_at=clock.now(),
    )  # fmt: skip
    join(made, "invites in", unit)
    return made


def _too_few(number: int) -> Refusal:
    some = number if number >= SMALL else f"fewer than {SMALL}"
    return Refusal(
        f"There are {some} members outside of the pool who agreed to be invited by lot and were "
        "not invited in the last 180 days.",
        appeal="Members agree under “How we reach you”. Ask branches to tell people of it.",
    )


@act(allow=may_draw, facts=lambda drawn: drawn)
def draw(_actor: Actor, announced: Round, words: str) -> dict[str, Any]:
    """Invite those whom the lot chooses, and write to them.

    Who has entered the pool meanwhile, or has asked for silence, is left in peace.
    """
    chosen = choose(units_of(announced), announced.size, seed := seed_from(words))
    still = can_be_invited(announced.unit, announced.pool)
    people = {token(announced.token_key, person): person for person in still}
    found = {one: people[one] for one in chosen if one in people}
    Invited.objects.bulk_create(
        Invited(round=announced, person=person, token=one) for one, person in found.items()
    )
    announced.seed, announced.seed_words, announced.token_key = seed, words, ""
    announced.drawn_at = clock.now()
    announced.save(update_fields=["seed", "seed_words", "token_key", "drawn_at"])
    _write(found.values(), INVITATION, announced)
    return {"seed": seed, "frame_hash": announced.frame_hash}


@act(allow=may_answer, secret=True)
def begin(_actor: Actor, invited: Invited) -> None:
    """Take up the invitation. The courses themselves keep how far somebody is."""
    invited.begun_at = invited.begun_at or clock.now()
    invited.save(update_fields=["begun_at"])


@act(allow=may_answer, secret=True)
def decline(_actor: Actor, invited: Invited) -> None:
    """Not now: no reminder, no reason asked, no name in the log."""
    invited.declined_at = clock.now()
    invited.save(update_fields=["declined_at"])


@act(allow=is_due)
def remind(_actor: Actor, drawn: Round) -> None:
    """Remind, once, those who have said nothing."""
    drawn.reminded_at = clock.now()
    drawn.save(update_fields=["reminded_at"])
    _write(unmoved(drawn), REMINDER, drawn)


def _write(people: Iterable[Person], letter: tuple[str, str], about: Round) -> None:
    subject, body = letter
    for one in people:
        text = body.format(name=one.name, organisation=about.unit, home=link("/"))
        send_mail(subject, text, None, [str(one.email)])


END = """
Sign in and you find the invitation on your first page: {home}

“Not now” is a good answer too: then we do
not write about it again. You agreed to be invited by lot; you can take that back at any time, under
“How we reach you”.

{organisation}
"""
INVITATION = (
    "The lot has invited you to a course",
    """Dear {name},

nobody picked you: the lot did. We invite members by lot to our short free courses, so that not only
those come who always come. Whoever has finished them can stand for election and be drawn by lot.
You take them in your own time, on your phone, on paper or in a room with others.
"""
    + END,
)
REMINDER = (
    "Your invitation to a course is still open",
    """Dear {name},

two weeks ago the lot invited you to our short free courses. The invitation still stands. This is
the only reminder.
"""
    + END,
)
