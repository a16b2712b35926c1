"""What the clock asks of briefings: compose what is due, remind who is late."""

from collections.abc import Iterator
from datetime import date

from articulator.intelligence.briefings import acts
from articulator.intelligence.briefings.models import Briefing
from articulator.intelligence.briefings.parts import Span
from articulator.intelligence.briefings.queries import due_span, late, wanting
from articulator.intelligence.briefings.sections import composed
from articulator.kernel.acts import attempt
from articulator.kernel.models import Unit


def compose(
    unit: Unit, days: tuple[date, date], edition: Briefing.Edition = Briefing.Edition.FORTNIGHT
) -> Briefing:
    """Ask every section, and keep a draft of what they found."""
    found, silent = composed(Span(unit, *days))
    return acts.draft(None, unit, days, found, silent, edition)


def tick() -> Iterator[str]:
    for unit in list(wanting()):
        if days := due_span(unit):
            yield attempt(f"a briefing of {unit} drafted", compose, unit, days)
    for duty in list(late()):
        yield attempt(f"reminded {duty.body} of “{duty.briefing}”", acts.remind, None, duty)
