"""Whoever wants briefings has the first draft at once."""

from articulator.intelligence.briefings.models import Rhythm
from articulator.intelligence.briefings.queries import due_span
from articulator.intelligence.briefings.tasks import compose
from articulator.kernel import links
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("briefings.begin")
def begun(event: Event) -> None:
    made = links.find(event.made)
    if isinstance(made, Rhythm) and (days := due_span(made.unit)):
        compose(made.unit, days)
