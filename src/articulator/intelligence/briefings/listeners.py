"""Whoever wants a briefing has its draft at once."""

from articulator.intelligence.briefings.models import Briefing, Rhythm
from articulator.intelligence.briefings.queries import due_span, since_the_last_conference
from articulator.intelligence.briefings.tasks import compose
from articulator.kernel import links
from articulator.kernel.acts import on
from articulator.kernel.models import Event, Unit


@on("briefings.begin")
def begun(event: Event) -> None:
    made = links.find(event.made)
    if isinstance(made, Rhythm) and (days := due_span(made.unit)):
        compose(made.unit, days)


@on("briefings.prepare")
def prepared(event: Event) -> None:
    unit = links.find(event.subject)
    if isinstance(unit, Unit):
        compose(unit, since_the_last_conference(unit), Briefing.Edition.CONFERENCE)
