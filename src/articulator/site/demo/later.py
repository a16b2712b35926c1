"""The demo's own time: a visitor can let weeks pass, so that terms end and waiting is over."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

LEAPS = (("7", "One week later"), ("30", "One month later"), ("190", "Six months later"))


def ahead() -> timedelta:
    """How far the demo is ahead of the world."""
    try:
        return timedelta(days=int(_file().read_text("utf-8")))
    except (OSError, ValueError):
        return timedelta()


def leap(days: int) -> None:
    """Let so many days pass. Time does not run backwards: what happened has happened."""
    _file().write_text(str(ahead().days + max(0, days)), encoding="utf-8")


def _file() -> Path:
    return Path(settings.VAR) / "days-ahead"
