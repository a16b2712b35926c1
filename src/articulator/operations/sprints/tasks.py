"""What the clock asks of sprints."""

from collections.abc import Iterable

from articulator.operations.sprints import acts
from articulator.operations.sprints.queries import to_remind


def tick() -> Iterable[str]:
    """Ask, once, what was learned in two weeks that are over."""
    for sprint in to_remind():
        acts.remind(None, sprint)
        yield f"reminded that “{sprint}” is over"
