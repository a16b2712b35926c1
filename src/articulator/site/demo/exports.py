"""The demo's lists that were taken out: one that waits to be downloaded, one that is deleted."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.exports import acts
from articulator.identity.membership.queries import Sought
from articulator.kernel import clock
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]


def tell(say: Say, today: datetime) -> None:
    say("Taking out two lists of people, each with its reason …")
    secretary = known("secretary")
    branch = home_of(secretary)
    with clock.at(today - timedelta(days=30)):
        labels = acts.ask(
            secretary, branch, "Labels for the papers of the branch meeting", ["name"], Sought()
        )
        acts.take(secretary, labels)
        acts.put_away(secretary, labels)
    with clock.at(today - timedelta(days=1)):
        acts.ask(
            secretary, branch, "Ring round those who have not finished the course yet",
            ["name", "phone", "joined_on"], Sought(pool="out"),
        )  # fmt: skip
