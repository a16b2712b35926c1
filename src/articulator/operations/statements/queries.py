"""What somebody is shown next, what was told of a room, and who owes it an answer."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
from django.core.signing import BadSignature, Signer
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.crypto import salted_hmac

from articulator.identity.bodies.models import Body, Term
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.opinion import next_statement
from articulator.operations.statements.models import (
    Conversation,
    ConversationQuerySet,
    Follower,
    Outcome,
    Release,
    Ruling,
    Statement,
    Steward,
    Voice,
    Vote,
    Weights,
)
from articulator.operations.steps.queries import evening_of
from articulator.operations.tables.models import Harvest

PATIENCE = timedelta(days=14)  # for a yes to the letter that asks whether it was you
AGAIN = timedelta(days=14)  # between two reminders to a body that owes answers
NEW = 20.25  # the weight of a statement on which nobody has voted (docs/methods/opinion.md, 8)
FOLLOW = "articulator.statements.follow"
SAW_ENOUGH = 7  # votes, after which what was told so far can be read while the room still votes


# Whose voice


def new_token() -> str:
    return secrets.token_urlsafe(24)


def mark_of(token: str, conversation: Conversation) -> str:
    """What is kept of a token: another mark in every conversation, so that none lead on."""
    return _mark(f"token {conversation.pk} {token}")


def mark_of_member(person: Person, conversation: Conversation) -> str:
    """A member has one voice whatever they hold in their hand."""
    return _mark(f"member {conversation.pk} {person.pk}")


def mark_of_paper() -> str:
    """Nobody finds a paper again by its mark."""
    return _mark(f"paper {new_token()}")


def _mark(text: str) -> str:
    return salted_hmac("articulator.statements.voice", text, algorithm="sha256").hexdigest()


def voice_of(conversation: Conversation, mark: str) -> Voice | None:
    found = conversation.voices.by_rule("whoever holds the token sees what it said")
    return found.filter(mark=mark).first() if mark else None


# One statement at a time


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice sees: the next statement, if there is one, and how far it is."""

    statement: Statement | None
    voted: int
    left: int


def turn(conversation: Conversation, voice: Voice | None, mark: str) -> Turn:
    """The next statement, by the method; the same until it is voted on, so nothing can be fished.

    Each voice draws for itself: nobody's order is another one's.
    """
    shown = list(conversation.statements.filter(state=Statement.State.SHOWN))
    done = voted_on(voice)
    left = [one for one in shown if one.pk not in done]
    draw = Random(f"{mark} {len(done)}")  # noqa: S311 - an order, no secret
    chosen = _drawn(left, _weights(conversation), draw) if left else None
    return Turn(chosen, len(shown) - len(left), len(left))


def voted_on(voice: Voice | None) -> dict[Any, int]:
    if voice is None:
        return {}
    own = voice.votes.by_rule("a voice sees what it has said")
    return dict(own.values_list("statement", "said"))


def _weights(conversation: Conversation) -> dict[str, float]:
    found = Weights.objects.filter(conversation=conversation).values_list("of", flat=True).first()
    return found or {}


def _drawn(left: Sequence[Statement], weights: dict[str, float], draw: Random) -> Statement:
    seen = np.array([one.seen for one in left])
    heavy = np.array([weights.get(str(one.pk), NEW) for one in left])
    at = next_statement(tuple(range(len(left))), seen, heavy, (), draw)
    assert isinstance(at, int), "something is left"
    return left[at]


def own_votes(conversation: Conversation, voice: Voice | None) -> list[tuple[Statement, int]]:
    """Every statement that a voice has voted on, as it stands on its sheet."""
    done = voted_on(voice)
    shown = conversation.statements.filter(state=Statement.State.SHOWN)
    return [(one, done[one.pk]) for one in shown if one.pk in done]


def own_statements(voice: Voice | None) -> list[Statement]:
    """What a voice has said itself, with what the desk decided about it."""
    if voice is None:
        return []
    return list(voice.statements.select_related("conversation").prefetch_related(*_RULED))


_RULED = (Prefetch("rulings", Ruling.objects.select_related("by")),)


def ruled(conversation: Conversation) -> QuerySet[Statement]:
    """Every statement on which somebody at the desk has decided, the latest first."""
    decided = conversation.statements.filter(rulings__isnull=False).distinct()
    return decided.prefetch_related(*_RULED).order_by("-number")


def queue(conversation: Conversation) -> QuerySet[Statement]:
    """What waits for the desk: appeals, what nobody has looked at, then the newest of all."""
    waits = Q(state=Statement.State.WAITING) | ~Q(appeal="")
    return conversation.statements.filter(waits).prefetch_related(*_RULED).order_by("said_at")


def shown(conversation: Conversation) -> QuerySet[Statement]:
    return conversation.statements.filter(state=Statement.State.SHOWN)


# What is told


def last_told(conversation: Conversation) -> Release | None:
    return conversation.releases.filter(made_at__isnull=False).first()


def changed_since(conversation: Conversation, release: Release | None) -> int:
    """How many voices have voted, or voted otherwise, since then."""
    voices = conversation.voices.by_rule("whether enough have voted since the last result")
    return voices.filter(changed__gt=release.version if release else 0).count()


def cast(conversation: Conversation) -> list[tuple[int, Any, int]]:
    """Every vote as (voice, statement, vote), for the count."""
    found = Vote.objects.by_rule("the count").filter(voice__conversation=conversation)
    return list(found.values_list("voice", "statement", "said"))


def newer(conversation: Conversation, release: Release | None) -> dict[str, int]:
    """For each statement how many votes on it are newer than the figures that were told of it."""
    found = Vote.objects.by_rule("the count").filter(voice__conversation=conversation)
    rows = release.told.get("rows", []) if release else []
    told = {row["statement"]: row["as_of"] for row in rows}
    counted: dict[str, int] = {}
    for key, version in found.values_list("statement", "version"):
        counted[str(key)] = counted.get(str(key), 0) + (version > told.get(str(key), 0))
    return counted


def may_see_told(conversation: Conversation, voice: Voice | None) -> bool:
    """While a room votes nobody reads what others said before they have said their own."""
    if not conversation.is_open:
        return True
    enough = min(SAW_ENOUGH, shown(conversation).count())
    return voice is not None and len(voted_on(voice)) >= enough


def unwound() -> ConversationQuerySet:
    """Conversations whose time is over and of which the last result has not been asked for."""
    done = Release.objects.filter(final=True).values("conversation")
    return Conversation.objects.closed().exclude(pk__in=done)


def uncounted() -> QuerySet[Release]:
    """Counts that a worker has dropped."""
    long_ago = clock.now() - timedelta(minutes=5)
    return Release.objects.filter(made_at=None, asked_at__lt=long_ago)


# What became of it


def outcomes(conversation: Conversation) -> QuerySet[Outcome]:
    found = Outcome.objects.filter(statement__conversation=conversation)
    return found.select_related("statement__conversation", "body__unit", "answered_by")


def passed_on_nowhere(conversation: Conversation) -> QuerySet[Statement]:
    return shown(conversation).filter(outcome=None)


def late(on: Any = None) -> ConversationQuerySet:
    """Conversations to which somebody owes an answer whose day is over, not reminded lately."""
    day, now = on or clock.today(), clock.now()
    owing = Q(statements__outcome__answer="", statements__outcome__due__lt=day)
    lately = Q(reminded_at__gt=now - AGAIN)
    return Conversation.objects.filter(owing).exclude(lately).distinct()


def owed(person: Person) -> QuerySet[Outcome]:
    """What somebody has to answer, as one who sits in a body."""
    mine = Term.objects.current().filter(person=person).values("seat__group__body")
    found = Outcome.objects.filter(answer="", body__in=mine)
    return found.select_related("statement__conversation", "body__unit").order_by("due")


def holders(bodies: Collection[Body]) -> list[Person]:
    held = Term.objects.current().filter(seat__group__body__in=bodies)
    return list(Person.objects.filter(pk__in=held.values("person")).exclude(email=None))


# From the tables of the same evening


@dataclass(frozen=True, slots=True)
class Brought:
    """A point that a table brought back, and whether the room has it already."""

    harvest: Harvest
    number: int
    text: str
    is_put: bool


def brought(conversation: Conversation) -> list[Brought]:
    """What the tables of the evening brought back on which this conversation hangs."""
    order = evening_of(conversation)
    found = Harvest.objects.filter(table__floor__gathering__order=order) if order else ()
    there = {text.casefold() for text in shown(conversation).values_list("text", flat=True)}
    return [
        Brought(one, number, text, text.casefold() in there)
        for one in (found.select_related("table") if found else ())
        for number, text in enumerate(one.points, 1)
    ]


# Lists


def conversations(unit: Unit | None = None) -> ConversationQuerySet:
    """All, what is open first; of a unit its own and those inside."""
    found = Conversation.objects.select_related("unit")
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return found.order_by(F("closes_at").desc())


def stewards(conversation: Conversation) -> QuerySet[Steward]:
    return conversation.stewards.select_related("person").order_by("person__name")


def alive(unit: Unit) -> list[Knot]:
    """Open conversations of the unit, for its page."""
    found = Conversation.objects.open().filter(unit=unit)[:12]
    return [Knot("conversation", one.question, one.get_absolute_url()) for one in found]


def numbers(conversation: Conversation) -> dict[str, int]:
    """How many voices, papers and statements there are, for the desk alone."""
    voices = conversation.voices.by_rule("the desk sees how many, not who").filter(changed__gt=0)
    counted = voices.aggregate(voices=Count("pk"), papers=Count("pk", filter=Q(paper=True)))
    return {**counted, "statements": shown(conversation).count()}


def follow_token(follower: Follower) -> str:
    return Signer(salt=FOLLOW).sign(follower.pk.hex)


def follower_behind(token: str) -> Follower | None:
    """The address that a letter of ours speaks of."""
    try:
        key = Signer(salt=FOLLOW).unsign(token)
    except BadSignature:
        return None
    found = Follower.objects.by_rule("whoever holds the letter")
    return found.select_related("conversation__unit").filter(pk=key).first()


def to_forget() -> QuerySet[Conversation]:
    """Conversations with addresses that nobody has confirmed in time."""
    old = Follower.objects.by_rule("what is over is forgotten").filter(
        confirmed_at=None, asked_at__lte=clock.now() - PATIENCE
    )
    return Conversation.objects.filter(pk__in=old.values("conversation"))
