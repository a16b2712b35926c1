"""The organisation's clock: the real time, unless a story or a test says otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)
_ahead: list[Callable[[], timedelta]] = [timedelta]


def now() -> datetime:
    return _told.get() or timezone.now() + _ahead[-1]()


def today() -> date:
    """The day it is here; the day in UTC is another one for an hour or more."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment`: for demos that have a past, and for tests."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def run_ahead(by: Callable[[], timedelta]) -> None:
    """Let this process live ahead of the world: for a demo in which weeks pass at a click."""
    _ahead[:] = [by]
