"""What the clock asks of consultations: answers are deleted two years after the end."""

from collections.abc import Iterator

from articulator.identity.representation.acts import forget
from articulator.identity.representation.queries import outdated


def tick() -> Iterator[str]:
    for consultation in outdated():
        forget(None, consultation)
        yield f"answers to “{consultation}” deleted"
