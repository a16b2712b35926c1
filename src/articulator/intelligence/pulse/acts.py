"""Two taps, once a week. The log knows that somebody answered, never who, nor what."""

from collections.abc import Mapping

from django.db.models import F

from articulator.intelligence.pulse.models import Given, Pulse
from articulator.intelligence.pulse.queries import pulse_mark, this_week
from articulator.intelligence.pulse.rules import may_count, may_feel
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit

type Felt = tuple[Pulse.Load, Pulse.Change]


@act(allow=may_feel, secret=True)
def feel(_actor: Actor, unit: Unit, felt: Felt, token: str) -> None:
    """Count one answer. What is kept of the browser says only that it has answered this week."""
    mark = pulse_mark(token, unit)
    _, is_new = Given.objects.get_or_create(mark=mark, defaults={"week": this_week()})
    if not is_new:
        raise Refused(Refusal("You have answered this week.", appeal="Come back next week."))
    _add(unit, felt, 1)


@act(allow=may_count)
def count_cards(_actor: Actor, unit: Unit, cards: Mapping[Felt, int]) -> None:
    """Type in the cards that were filled in at a meeting this week."""
    for felt, number in cards.items():
        if number:
            _add(unit, felt, number)


def _add(unit: Unit, felt: Felt, number: int) -> None:
    load, change = felt
    said, _ = Pulse.objects.get_or_create(unit=unit, week=this_week(), load=load, change=change)
    Pulse.objects.filter(pk=said.pk).update(number=F("number") + number)
