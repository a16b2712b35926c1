"""A federation whose constitution says within how many days the council answers a report."""

from datetime import timedelta

from articulator.identity.bodies.models import Body
from articulator.intelligence.briefings import acts, tasks
from articulator.intelligence.briefings.acts import Own
from articulator.intelligence.briefings.models import Briefing, Duty
from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.identity.elections import scene
from tests.identity.elections.scene import ada
from tests.intelligence.scene import adopted, unit
from tests.intelligence.signals.bells import BELLS

REPORT = """channels:
  - {id: told, ref: "14.told", kind: report, from: branch_group, to: council, every: P14D,
     reply_within: P10D}
"""
REPORTING = BELLS.replace("channels:\n", REPORT, 1)
OWN = Own("Seen", "People came with letters.", "We saw them.", "How many.", "Read the letters.")


def found() -> Unit:
    root = scene.found()
    with clock.at(scene.OPENS):
        adopted(root, REPORTING)
    return root


def body(key: str, slug: str = "federation") -> Body:
    return Body.objects.get(key=key, unit__slug=slug)


def drafted(slug: str = "leith") -> Briefing:
    """A unit wants briefings, and has its first draft."""
    acts.begin(ada(), unit(slug))
    return Briefing.objects.get(unit=unit(slug))


def published(*bodies: Body, slug: str = "leith") -> Briefing:
    made = drafted(slug)
    acts.write(ada(), made, OWN)
    return acts.publish(ada(), made, list(bodies) or [body("council")])


def owed(*bodies: Body) -> Duty:
    return published(*bodies).duties.get()


def later(**span) -> str:
    """Some time passes, and the clock does what is due; what it says."""
    with clock.at(clock.now() + timedelta(**span)):
        return "; ".join(tasks.tick())
