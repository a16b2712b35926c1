"""What the clock asks of ecology."""

from collections.abc import Iterable

from articulator.intelligence.ecology import acts
from articulator.intelligence.ecology.queries import to_remind


def tick() -> Iterable[str]:
    """Remind groups, once each, that a question waits for them."""
    for need in to_remind():
        acts.remind(None, need)
        yield f"{need.partner} reminded of “{need.plan}”"
