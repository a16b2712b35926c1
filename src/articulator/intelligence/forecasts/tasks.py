"""What the clock asks of forecasts: foretell what is due, put together what has closed."""

from collections.abc import Iterator

from articulator.intelligence.forecasts import acts
from articulator.intelligence.forecasts.queries import (
    AHEAD,
    AT_ONCE,
    rows,
    seen_from,
    to_foresee,
    to_pool,
)
from articulator.kernel.acts import attempt
from articulator.kernel.models import Unit
from articulator.methods.forecasting import forecast, past_hits


def tick() -> Iterator[str]:
    yield from _foresee()
    for question in list(to_pool()):
        yield attempt(f"answers to “{question}” put together", acts.put_together, None, question)


def _foresee() -> Iterator[str]:
    root, week = Unit.objects.filter(parent=None).first(), seen_from()
    waiting = list(to_foresee()[:AT_ONCE])
    known = rows(waiting, week)
    said = [(one, forecast(row, AHEAD), past_hits(row, AHEAD)) for one, row in known.items()]
    if root and said:
        acts.foresee(None, root, week, said)
        yield f"foretold the next weeks of {len(said)} series"
