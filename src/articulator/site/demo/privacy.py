"""The demo's privacy: a copy that waits to be downloaded, a wish to be deleted, what time ended."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.membership.models import Membership
from articulator.identity.privacy import acts, tasks
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.site.demo.personas import NAMED, who_is

type Say = Callable[[str], object]


def tell(say: Say, today: datetime) -> None:
    say("Making a copy of somebody’s own data, and deleting what has been kept enough …")
    council, leaving = who_is("council"), _somebody()
    assert council, "the story has seated a council"
    with clock.at(today - timedelta(days=2)):
        acts.ask_for_copy(council, council)
        acts.ask_to_be_deleted(leaving, leaving)
    list(tasks.tick())


def _somebody() -> Person:
    """A member whom no visitor of the demo becomes."""
    lines = Membership.objects.current().by_rule("the demo's story")
    named = [persona.email for persona in NAMED]
    return lines.exclude(person__email__in=named).order_by("number")[0].person
