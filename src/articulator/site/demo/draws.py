"""The demo's draws: one held, whose last invitation waits; one whose seed is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.draws import acts
from articulator.identity.draws.models import Draw, Invitation
from articulator.kernel import clock
from articulator.site.demo.personas import NAMED, known

type Say = Callable[[str], object]
NAMES = {persona.name for persona in NAMED}
DICE = (
    "Dice thrown by five branch delegates before the assembly at Old Quay, read out left to right"
)


def tell(say: Say, today: datetime) -> None:
    group = SeatGroup.objects.get(body__key="npc", key="allotted")
    say("Drawing four members of the council by lot …")
    held = _published(group, "Council: 4 of 8 seats by lot", today - timedelta(days=2), today)
    with clock.at(today - timedelta(days=2)):
        acts.draw_lot(known("officer"), held, "4 1 6 6 2 5 3 1 4 2 6 3 5 5 1 2 4 6 3 1")
    _accept(held, today - timedelta(days=1))
    say("Publishing the chances for the other four; their seed is due …")
    _published(group, "Council: the other 4 seats by lot", today - timedelta(hours=18), today)


def _published(group: SeatGroup, title: str, seed_due: datetime, today: datetime) -> Draw:
    officer, begin = known("officer"), today + timedelta(days=14)
    with clock.at(seed_due - timedelta(days=9)):
        draw = acts.call_draw(officer, group, title, 4, DICE, seed_due, begin)
    with clock.at(seed_due - timedelta(days=8)):
        acts.freeze(officer, draw)
    draw.refresh_from_db()
    return draw


def _accept(draw: Draw, moment: datetime) -> None:
    """All but one of those drawn have answered yes; the one is nobody's persona already."""
    invited = list(Invitation.objects.filter(entry__draw=draw).select_related("entry__person"))
    waiting = next(one for one in invited if one.entry.person.name not in NAMES)
    with clock.at(moment):
        for invitation in invited:
            if invitation != waiting:
                acts.accept(invitation.entry.person, invitation)
