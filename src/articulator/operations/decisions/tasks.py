"""The clock counts questions whose time is over."""

from collections.abc import Iterator

from articulator.kernel.acts import attempt
from articulator.operations.decisions import acts
from articulator.operations.decisions.queries import due


def tick() -> Iterator[str]:
    for one in due():
        yield attempt(f"“{one}” counted", acts.close, None, one)
