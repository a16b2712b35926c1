"""Asking a room, speaking and voting, moderating, telling what it said, answering it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Model

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.identity.bodies.rules import by_law
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.kernel.models import Person, Unit
from articulator.operations.statements import letters
from articulator.operations.statements.models import (
    Conversation,
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
from articulator.operations.statements.plans import Plan
from articulator.operations.statements.queries import (
    PATIENCE,
    holders,
    mark_of_paper,
    outcomes,
)
from articulator.operations.statements.rules import (
    may_answer,
    may_appeal,
    may_ask,
    may_close,
    may_confirm,
    may_follow,
    may_harvest,
    may_name,
    may_open,
    may_publish,
    may_put,
    may_release,
    may_rule,
    may_speak,
    may_take_away,
    may_type_in,
    may_unfollow,
    may_wind_up,
)

S = Statement.State
MANY = 300  # statements in one conversation: more than anybody votes on
EVENING = timedelta(hours=4)  # a step that was begun again ends by then in any case
LATER = 10  # a tenth more votes, and the weights are counted anew


# Asking


@act(allow=may_ask)
def ask(actor: Actor, unit: Unit, plan: Plan) -> Conversation:
    """Plan a conversation. Without a body that answers and a day it cannot be asked."""
    if refusal := _senseless(unit, plan):
        raise Refused(refusal)
    said = {one.name: getattr(plan, one.name) for one in fields(plan)}
    seeds, about = said.pop("seeds"), said.pop("about")
    made = Conversation.objects.create(unit=unit, **said)
    if actor:
        Steward.objects.create(conversation=made, person=actor)
    for text in seeds:
        _say(made, text, None, S.SHOWN)
    join(made, "asks", plan.answered_by)
    if about:
        join(made, "about", about)
    return made


def _senseless(unit: Unit, plan: Plan) -> Refusal | None:
    if plan.closes_at <= max(clock.now(), plan.opens_at or clock.now()):
        return Refusal("A conversation closes after it opens, and later than now.")
    if plan.answer_due < plan.closes_at.date():
        return Refusal("The answer is due after the conversation has closed.")
    if not around(unit).filter(pk=plan.answered_by.pk).exists():
        return Refusal(f"{plan.answered_by} cannot answer to {unit}.")
    return None


@act(allow=may_name)
def name_steward(_actor: Actor, conversation: Conversation, person: Person) -> None:
    """Somebody more at the desk. Their name stands at what they decide."""
    Steward.objects.get_or_create(conversation=conversation, person=person)


@act(allow=may_open)
def open_now(_actor: Actor, conversation: Conversation) -> None:
    conversation.opens_at = clock.now()
    conversation.save(update_fields=["opens_at"])


@act(allow=may_close)
def close(actor: Actor, conversation: Conversation) -> Release:
    """Close now, before the planned hour; the room is counted."""
    conversation.closes_at = clock.now()
    conversation.save(update_fields=["closes_at"])
    return wind_up(actor, conversation)


@act(allow=by_law)
def open_with(_actor: Actor, conversation: Conversation) -> None:
    """The step begins. If it had ended too early, what was told stays, and is counted anew."""
    if conversation.is_open:
        return
    now = clock.now()
    if conversation.closes_at <= now:
        conversation.closes_at = now + EVENING
        conversation.releases.filter(final=True).update(final=False)
    conversation.opens_at = min(conversation.opens_at or now, now)
    conversation.save(update_fields=["opens_at", "closes_at"])


@act(allow=by_law)
def close_with(_actor: Actor, conversation: Conversation) -> None:
    """The step is over: the room is counted."""
    if not conversation.is_open:
        return
    conversation.closes_at = clock.now()
    conversation.save(update_fields=["closes_at"])
    wind_up(None, conversation)


@act(allow=may_wind_up)
def wind_up(_actor: Actor, conversation: Conversation) -> Release:
    """The time is over: the last result is counted, by a worker."""
    return _count(conversation, final=True)


# Speaking and voting. The log knows that somebody did, never who, nor what.


@act(allow=may_speak, secret=True)
def say(_actor: Actor, conversation: Conversation, mark: str, text: str) -> Statement:
    """Add a statement. Whoever says something agrees with it."""
    before = conversation.moderation == Conversation.Moderation.BEFORE
    voice = _voice(conversation, mark)
    made = _say(conversation, text, voice, S.WAITING if before else S.SHOWN)
    if not before:
        _vote(conversation, voice, made, Vote.Said.AGREE)
    return made


def _say(conversation: Conversation, text: str, voice: Voice | None, state: S) -> Statement:
    text = " ".join(text.split())
    there = conversation.statements.all()
    if there.exclude(state=S.OUT).filter(same=_same(text)).exists():
        raise Refused(Refusal("Somebody has said this already, word for word."))
    last: int = there.aggregate(n=Max("number"))["n"] or 0
    if last >= MANY:
        raise Refused(Refusal(f"There are {MANY} statements. More than that nobody reads."))
    return Statement.objects.create(
        conversation=conversation, number=last + 1, text=text, same=_same(text), voice=voice,
        state=state,
    )  # fmt: skip


def _same(text: str) -> str:
    return " ".join(text.casefold().rstrip(".!? ").split())[:140]


def _voice(conversation: Conversation, mark: str) -> Voice:
    there = conversation.voices.by_rule("one voice of a mark")
    return there.get_or_create(conversation=conversation, mark=mark)[0]


@act(allow=may_speak, secret=True)
def vote(
    _actor: Actor, conversation: Conversation, mark: str, statement: Statement, said: int
) -> None:
    """Agree, disagree or pass; said again, it takes the old vote's place."""
    if statement.conversation_id != conversation.pk or statement.state != S.SHOWN:
        raise Refused(Refusal("This statement cannot be voted on any more."))
    _vote(conversation, _voice(conversation, mark), statement, said)


def _vote(conversation: Conversation, voice: Voice, statement: Statement, said: int) -> None:
    """The conversation is locked meanwhile: its version counts the votes one by one."""
    own = Vote.objects.filter(voice=voice, statement=statement)
    if own.by_rule("a vote is changed, not doubled").filter(said=said).exists():
        return
    conversation.version += 1
    if not own.update(said=said, version=conversation.version):
        Vote.objects.create(
            voice=voice, statement=statement, said=said, version=conversation.version
        )
        Statement.objects.filter(pk=statement.pk).update(seen=F("seen") + 1)
    Voice.objects.filter(pk=voice.pk).update(changed=conversation.version)
    conversation.save(update_fields=["version"])
    if conversation.version >= conversation.weigh_at:
        weigh_anew(None, conversation)


@act(allow=by_law)
def weigh_anew(_actor: Actor, conversation: Conversation) -> None:
    """A worker hears of it, and counts which statements are to be shown soon."""
    conversation.weigh_at = conversation.version + max(20, conversation.version // LATER)
    conversation.save(update_fields=["weigh_at"])


@act(allow=by_law)
def keep_weights(_actor: Actor, conversation: Conversation, of: Mapping[str, float]) -> None:
    """What a worker has counted: which statements are to be shown soon."""
    Weights.objects.update_or_create(
        conversation=conversation, defaults={"version": conversation.version, "of": dict(of)}
    )


@act(allow=may_type_in, facts=lambda made: {"papers": made})
def type_in(
    _actor: Actor, conversation: Conversation, papers: Sequence[Mapping[int, int]],
    written: Sequence[str] = (),
) -> int:  # fmt: skip
    """Papers from a pile: for each its votes by the statement's number; and what was written in."""
    by_number = {one.number: one for one in conversation.statements.filter(state=S.SHOWN)}
    for paper in papers:
        voice = Voice.objects.create(conversation=conversation, mark=mark_of_paper(), paper=True)
        for number, said in paper.items():
            if number not in by_number:
                raise Refused(Refusal(f"There is no statement {number} to vote on."))
            _vote(conversation, voice, by_number[number], said)
    for text in written:
        _say(conversation, text, None, S.SHOWN)
    return len(papers)


@act(allow=may_put, facts=lambda made: {"number": made.number})
def put(_actor: Actor, conversation: Conversation, text: str, source: Model) -> Statement:
    """What a table brought back is put to the whole room. It carries nobody's name."""
    made = _say(conversation, text, None, S.SHOWN)
    join(made, "brought back by", source)
    return made


# Moderating


@act(allow=may_rule)
def rule_on(
    actor: Actor, statement: Statement, reason: Ruling.Reason, note: str = ""
) -> Ruling:  # fmt: skip
    """Take a statement out, or let it stand; with a name and a reason, for all to see."""
    assert actor, "the rule has refused who has no name"
    made = Ruling.objects.create(statement=statement, reason=reason, note=note, by=actor)
    if reason == Ruling.Reason.FITS and statement.state == S.OUT:
        _must_be_alone(statement)
    statement.state = S.SHOWN if reason == Ruling.Reason.FITS else S.OUT
    statement.appeal = ""
    statement.save(update_fields=["state", "appeal"])
    return made


def _must_be_alone(statement: Statement) -> None:
    others = statement.conversation.statements.exclude(pk=statement.pk).exclude(state=S.OUT)
    if others.filter(same=statement.same).exists():
        raise Refused(Refusal("The same thought stands there by now."))


@act(allow=may_appeal, secret=True)
def appeal(_actor: Actor, statement: Statement, mark: str, why: str) -> None:
    """Whoever said it asks that somebody else looks at it."""
    voice = statement.voice
    if voice is None or not mark or voice.mark != mark:
        raise Refused(Refusal("Only whoever said this can appeal, in the browser it was said in."))
    statement.appeal = why
    statement.save(update_fields=["appeal"])


# Telling


@act(allow=may_take_away)
def take_away(_actor: Actor, conversation: Conversation) -> None:
    """Take what was counted out of the house, as tables. The log says who did."""


@act(allow=may_release)
def release(_actor: Actor, conversation: Conversation) -> Release:
    """Tell the room now what it has said so far."""
    return _count(conversation, final=False)


def _count(conversation: Conversation, *, final: bool) -> Release:
    """A count that is under way, if there is one, is dropped: the last one tells all of it.

    A worker hears of the act and counts.
    """
    conversation.releases.filter(made_at=None).delete()
    return Release.objects.create(conversation=conversation, final=final, asked_at=clock.now())


@act(allow=may_publish, facts=lambda made: {"level": made.told.get("level")})
def publish(_actor: Actor, made: Release, version: int, told: Mapping[str, Any]) -> Release:
    """What a worker has counted is told."""
    made.version, made.told, made.made_at = version, dict(told), clock.now()
    made.save(update_fields=["version", "told", "made_at"])
    return made


# What comes of it


@act(allow=may_harvest)
def pass_on(
    _actor: Actor, conversation: Conversation, statements: Collection[Statement], body: Body,
    due: date,
) -> None:  # fmt: skip
    """Give statements that matter to a body that answers them by a day."""
    if not around(conversation.unit).filter(pk=body.pk).exists():
        raise Refused(Refusal(f"{body} cannot answer to {conversation.unit}."))
    if due < clock.today():
        raise Refused(Refusal("This day is over."))
    for one in statements:
        if one.conversation_id != conversation.pk or one.state != S.SHOWN:
            raise Refused(Refusal("This statement is not one of the room’s."))
        made, new = Outcome.objects.get_or_create(
            statement=one, defaults={"body": body, "due": due}
        )
        if new:
            join(one, "said-in", conversation)
            join(made, "answers", one)
            join(made, "asks", body)


@act(allow=may_answer)
def answer(actor: Actor, outcome: Outcome, text: str) -> Outcome:
    """Answer a statement; whoever left an address hears of it. Said again, it is corrected."""
    first = not outcome.answer
    outcome.answer, outcome.answered_at, outcome.answered_by = text, clock.now(), actor
    outcome.save(update_fields=["answer", "answered_at", "answered_by"])
    conversation = outcome.statement.conversation
    if first:
        letters.tell_followers(conversation, outcome)
    return outcome


@act(allow=by_law)
def remind(_actor: Actor, conversation: Conversation) -> None:
    """Write to those who owe the room an answer and are late."""
    owing = [one for one in outcomes(conversation).filter(answer="") if one.is_late]
    for body in {one.body for one in owing}:
        letters.remind(conversation, body, holders([body]))
    conversation.reminded_at = clock.now()
    conversation.save(update_fields=["reminded_at"])


@act(allow=may_follow, secret=True)
def follow(_actor: Actor, conversation: Conversation, email: str) -> None:
    """Somebody leaves an address: a letter asks whether it was them. It hangs on no voice."""
    known = Follower.objects.by_rule("an address once")
    made, new = known.get_or_create(
        conversation=conversation, email=email, defaults={"asked_at": clock.now()}
    )
    if new or not made.confirmed_at:
        letters.ask_whether(made)


@act(allow=may_confirm, secret=True)
def confirm(_actor: Actor, follower: Follower) -> None:
    follower.confirmed_at = follower.confirmed_at or clock.now()
    follower.save(update_fields=["confirmed_at"])


@act(allow=may_unfollow, secret=True)
def unfollow(_actor: Actor, follower: Follower) -> None:
    Follower.objects.filter(pk=follower.pk).delete()


@act(allow=by_law, facts=lambda gone: {"forgotten": gone})
def forget(_actor: Actor, conversation: Conversation) -> int:
    """Forget addresses that nobody has confirmed."""
    old = clock.now() - PATIENCE
    found = Follower.objects.filter(conversation=conversation, confirmed_at=None)
    return found.filter(asked_at__lte=old).delete()[0]
