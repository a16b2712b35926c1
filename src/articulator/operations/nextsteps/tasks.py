"""What the clock does: remind, ask afterwards, forget."""

from collections.abc import Iterator

from articulator.kernel.acts import attempt
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.queries import to_ask, to_forget, to_remind


def tick() -> Iterator[str]:
    for step in to_remind():
        yield attempt(f"reminded of “{step.offer}”", acts.remind, None, step)
    for step in to_ask():
        yield attempt(f"asked how “{step.offer}” went", acts.ask, None, step)
    for gathering in to_forget():
        yield attempt(f"next steps of “{gathering}” forgotten", acts.forget, None, gathering)
