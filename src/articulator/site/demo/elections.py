"""The demo's elections: one counted, one closed, one open to vote in, one open for candidates."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.elections import acts
from articulator.identity.elections.models import Election
from articulator.identity.elections.queries import roll
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.site.demo.ballots import rankings
from articulator.site.demo.people import some_trained
from articulator.site.demo.personas import home_of, known, who_is
from articulator.site.demo.statements import statement

type Say = Callable[[str], object]


def tell(say: Say, today: datetime) -> None:
    council = SeatGroup.objects.get(body__key="npc", key="elected")
    panel = SeatGroup.objects.get(body__key="disputes_panel", key="elected")
    branch = home_of(known("secretary"))
    local = SeatGroup.objects.get(body__key="branch_group", body__unit=branch, key="elected")
    people = some_trained(50)

    say("Electing half of the council: 24 candidates, 1,200 ballots …")
    first = _called(council, "Council, first half: 8 of 16 elected seats", 8, _dates(today, -60))
    _stand(first, people[:24])
    _vote(first, 1200, today)
    with clock.at(first.closes + timedelta(hours=1)):
        acts.declare(known("officer"), first)

    say("Opening the election of the other half …")
    second = _called(council, "Council, second half: 8 of 16 elected seats", 8, _dates(today, -26))
    _stand(second, people[24:41])
    _vote(second, 300, today, without=filter(None, map(who_is, ("member", "council"))))

    say("Closing a branch's election, opening nominations for the disputes panel …")
    small = _called(local, f"{branch}: organising group", 6, _dates(today, -37))
    _stand(small, list(roll(small, today).exclude(pk=known("secretary").pk).order_by("email")[:9]))
    _vote(small, 60, today)
    third = _called(panel, "Disputes and appeals panel: 6 elected seats", 6, _dates(today, -5))
    _stand(third, people[41:45], freeze=False)


def _dates(today: datetime, start: int) -> acts.Dates:
    """Three weeks of nominations, two weeks of voting, terms two weeks later."""
    days = (start, start + 21, start + 22, start + 36, start + 50)
    return acts.Dates(*(today + timedelta(days=day) for day in days))


def _called(group: SeatGroup, title: str, seats: int, dates: acts.Dates) -> Election:
    with clock.at(dates.nominations_open - timedelta(days=3)):
        return acts.call_election(known("officer"), group, title, seats, dates)


def _stand(election: Election, people: Iterable[Person], *, freeze: bool = True) -> None:
    luck = Random(election.title)  # noqa: S311 - invented words, not a lot
    with clock.at(election.nominations_open + timedelta(hours=6)):
        for person in people:
            acts.nominate(person, election, statement(luck))
    if freeze:
        with clock.at(election.nominations_close):
            acts.freeze_roll(None, election)


def _vote(
    election: Election, ballots: int, today: datetime, without: Iterable[Person] = ()
) -> None:
    """So many members vote, but for personas who are to vote when a visitor is one of them."""
    end = min(today, election.closes) - timedelta(minutes=1)
    voters = election.voters.exclude(person__in=[*without]).select_related("person")
    voters = voters.order_by("person__email")
    candidates = election.candidacies.exclude(number=None).count()
    choices = rankings(candidates, ballots, seed=candidates)
    with clock.at(end):
        for listed, ranking in zip(voters[:ballots], choices, strict=False):
            acts.cast_ballot(listed.person, election, ranking)
