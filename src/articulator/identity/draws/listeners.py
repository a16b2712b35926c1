from articulator.identity.draws.acts import publish_book
from articulator.identity.draws.models import Draw
from articulator.identity.draws.queries import pool_of, quotas_of
from articulator.kernel.acts import on
from articulator.kernel.links import find
from articulator.kernel.models import Event
from articulator.methods.sortition import fair_lottery


@on("draws.freeze")
def compute_chances(event: Event) -> None:
    """Compute the book outside of any act's transaction: it may take minutes for a large pool."""
    draw = find(event.subject)
    if not isinstance(draw, Draw) or draw.stage() != "frozen":
        return
    lottery, notes = fair_lottery(
        pool_of(draw),
        quotas_of(draw),
        draw.seats,
        "maximin" if draw.method == "maximin" else "leximin",
    )
    publish_book(None, draw, lottery, notes)
