"""The one way to change anything: an act is allowed, done and logged, or none of the three."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, cast

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.tasks import task
from django.utils.module_loading import import_string

from articulator.kernel import links, log
from articulator.kernel.models import Event, Person


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: in words, by which clause of the constitution, whom to ask, what to do next."""

    reason: str
    clause: str = ""
    appeal: str = ""
    step: str = ""  # the next step in words
    to: str = ""  # and the address where it is taken


class Refused(PermissionDenied):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


type Actor = Person | None  # None is the organisation itself, acting by the clock
type Rule[S] = Callable[[Actor, S], Refusal | None]
type Do[S, **P, R] = Callable[Concatenate[Actor, S, P], R]
type Listener = Callable[[Event], None]

ACTS: dict[str, Callable[..., Any]] = {}
LISTENERS: dict[str, list[str]] = {}


@dataclass(slots=True)
class _Keys:
    """The keys of one request: the first act takes the form's own, the next ones derive theirs."""

    first: uuid.UUID
    taken: int = 0

    def take(self) -> uuid.UUID:
        self.taken += 1
        return self.first if self.taken == 1 else uuid.uuid5(self.first, str(self.taken))


@dataclass(slots=True)
class _Doing:
    """What is under way in this context: inner acts belong to the outer one's transaction."""

    depth: int = 0
    keys: _Keys | None = field(default=None)


_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)


@contextmanager
def once(key: uuid.UUID) -> Iterator[None]:
    """Acts inside happen once for this key, however often they are sent (a double click, a retry).

    A repeat returns what the first time made and changes nothing.
    """
    token = _doing.set(_Doing(keys=_Keys(key)))
    try:
        yield
    finally:
        _doing.reset(token)


def act[S: models.Model, **P, R](
    *,
    allow: Rule[S],
    secret: bool = False,
    facts: Callable[[Any], Mapping[str, Any]] | None = None,
) -> Callable[[Do[S, P, R]], Do[S, P, R]]:
    """Make a function an act. `secret` keeps the actor out of the log (ballots)."""

    def declare(do: Do[S, P, R]) -> Do[S, P, R]:
        kind = f"{do.__module__.split('.')[-2]}.{do.__name__}"

        @wraps(do)
        def perform(actor: Actor, subject: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with _key_of_act() as key:
                if done := _done_before(kind, key, actor, subject):
                    return cast("R", _again(done))
                try:
                    with transaction.atomic():
                        _read_and_lock(subject)
                        if refusal := allow(actor, subject):
                            raise Refused(refusal)
                        result = do(actor, subject, *args, **kwargs)
                        _record(kind, key, None if secret else actor, subject, result, facts)
                except (IntegrityError, Refused):
                    # Another request with the same key was quicker: give its answer.
                    if done := _done_before(kind, key, actor, subject):
                        return cast("R", _again(done))
                    raise
                return result

        ACTS[kind] = perform
        return perform

    return declare


def on(kind: str) -> Callable[[Listener], Listener]:
    """Hear an event, after the act that caused it: `@on("elections.declare")`."""

    def subscribe(listener: Listener) -> Listener:
        LISTENERS.setdefault(kind, []).append(f"{listener.__module__}.{listener.__name__}")
        return listener

    return subscribe


def attempt[**P](words: str, do: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> str:
    """Do what is due; the words say that it was done, or why it was refused."""
    try:
        do(*args, **kwargs)
    except Refused as refused:
        return f"not done: {words}: {refused}"
    return words


@task
def tell(listener: str, number: int) -> None:
    import_string(listener)(Event.objects.get(pk=number))


@contextmanager
def _key_of_act() -> Iterator[uuid.UUID]:
    doing = _doing.get() or _Doing()
    outermost = doing.depth == 0
    key = doing.keys.take() if doing.keys and outermost else uuid.uuid4()
    token = _doing.set(_Doing(doing.depth + 1, doing.keys))
    try:
        yield key
    finally:
        _doing.reset(token)


def _done_before(kind: str, key: uuid.UUID, actor: Actor, subject: models.Model) -> Event | None:
    """The event of this very act, if its key was used; a key of something else is refused."""
    done = Event.objects.filter(key=key).select_related("actor").first()
    if done is None:
        return None
    if (done.kind, done.subject) != (kind, links.ref(subject)) or done.actor not in (None, actor):
        raise Refused(Refusal("This form was used for something else. Load the page again."))
    return done


def _read_and_lock(subject: models.Model) -> None:
    """The rule must judge the subject as it is now, and nobody may change it meanwhile."""
    if not subject._state.adding:  # noqa: SLF001 - Django documents _state
        # Not type(): the user of a request is a lazy stand-in for the person.
        rows = subject.__class__._base_manager.select_for_update(of=("self",))  # noqa: SLF001
        subject.refresh_from_db(from_queryset=rows)


def _record[R](
    kind: str,
    key: uuid.UUID,
    actor: Actor,
    subject: models.Model,
    result: R,
    facts: Callable[[R], Mapping[str, Any]] | None,
) -> None:
    event = log.append(
        key=key,
        kind=kind,
        actor=actor,
        subject=links.ref(subject),
        made=links.ref(result) if isinstance(result, models.Model) else "",
        facts=facts(result) if facts else {},
    )
    for listener in LISTENERS.get(kind, []):
        tell.enqueue(listener, event.number)


def _again(event: Event) -> models.Model | None:
    return links.find(event.made) if event.made else None
