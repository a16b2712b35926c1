"""What the clock does: after thirty days names go, after sixty everybody is a number."""

from collections.abc import Iterator

from articulator.kernel.acts import attempt
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.queries import to_count, to_forget


def tick() -> Iterator[str]:
    for gathering in to_count():
        yield attempt(f"who came to “{gathering}” counted", acts.count, None, gathering)
    for gathering in to_forget():
        yield attempt(f"people of “{gathering}” forgotten", acts.forget, None, gathering)
