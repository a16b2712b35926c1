"""A small federation and its elections, told through acts: for fixtures and for real servers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from articulator.identity.bodies import acts as bodies
from articulator.identity.bodies.models import SeatGroup
from articulator.identity.constitution import acts as constitution
from articulator.identity.elections import acts
from articulator.identity.elections.models import Ballot, Candidacy, Election, Mark, Voter
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.methods.stv import Papers
from tests.people import NOON, member

CONSTITUTION = """
articulator_constitution: "1.0"
id: two-branches
title: Federation of two branches
version: 1.0.0
status: draft
language: en
jurisdiction: [GB]
identity: {ref: "1", purpose: Homes for all., protected: ["1"]}
levels:
  - {id: party, name: Federation, units: 1}
  - {id: branch, name: Branch, parent: party}
membership:
  ref: "2"
  classes: [{id: member, dues: true, votes: true, stands: true}]
  voting_freeze: {ref: "2.freeze", joined_before_notice_by: P30D}
  standing_for_office: {ref: "2.standing", member_for: P6M}
  data_charter: {ref: "2.charter", upward: full}
qualification_pools:
  - {id: leadership_pool, name: Leadership pool, ref: "3", requires: [basics], free: true}
training: {courses: [{id: basics, hours: 2}]}
bodies:
  - {id: membership, name: All members, kind: electorate, vsm: [S5]}
  - id: council
    ref: "5"
    name: Council
    kind: council
    vsm: [S3, S4]
    accountable_to: membership
    meets: {every: P1M}
    seat_groups:
      - {id: elected, ref: "5.elected", seats: 3, method: stv, electorate: membership,
         candidates: leadership_pool, term: P2Y, term_limit: 2, rest: P2Y, alternates: countback}
      - {id: allotted, ref: "5.allotted", seats: 2, method: sortition, candidates: leadership_pool,
         term: P1Y, alternates: reserve_list}
offices:
  - {id: returning_officer, held_by: council}
powers:
  default_level: branch
  list:
    - {id: run_elections, holder: returning_officer, ref: "6.elections"}
procedures:
  amendment: {ref: "8", majority: "2/3", protected_majority: "3/4"}
  election: {ref: "8.election", nominations: P21D, voting: P14D}
channels: []
"""

OPENS = NOON
CLOSES = OPENS + timedelta(days=21)
VOTING = CLOSES + timedelta(days=1)
OVER = VOTING + timedelta(days=14)
BEGIN = OVER + timedelta(days=14)
DATES = acts.Dates(OPENS, CLOSES, VOTING, OVER, BEGIN)
WARD = "orkney_2017_ward6.blt"  # 8 candidates, 3 seats, 1,075 papers
STATEMENT = "I knock on doors and I listen."


def found() -> Unit:
    """Federation with branches Leith and Govan, and Ada, who founded it."""
    with clock.at(OPENS - timedelta(days=400)):
        root = Unit(level="party", name="Federation", slug="federation")
        ada = Person(name="Ada Okafor", email="ada@example.org")
        ada.set_unusable_password()
        bodies.found(None, root, ada)
        decision = {"body": "Founding assembly", "votes_for": 12, "votes_against": 1}
        constitution.adopt(ada, constitution.draft(ada, root, CONSTITUTION), decision)
        for name in ("Leith", "Govan"):
            Unit.objects.create(parent=root, level="branch", name=name, slug=name.lower())
    return root


def join(*names: str, branch: str = "leith") -> list[Person]:
    """Trained members of old standing."""
    with clock.at(OPENS - timedelta(days=300)):
        return [member(name, Unit.objects.get(slug=branch)) for name in names]


def council() -> SeatGroup:
    return SeatGroup.objects.get(body__key="council", key="elected")


def ada() -> Person:
    """The founder, who runs elections as long as nobody holds that office."""
    return Person.objects.get(email="ada@example.org")


def called(seats: int = 2, dates: acts.Dates = DATES) -> Election:
    with clock.at(dates.nominations_open - timedelta(days=2)):
        return acts.call_election(ada(), council(), "Council, first half", seats, dates)


def standing(election: Election, people: Sequence[Person]) -> None:
    with clock.at(election.nominations_open):
        for person in people:
            acts.nominate(person, election, STATEMENT)


def frozen(election: Election) -> Election:
    with clock.at(election.nominations_close):
        return acts.freeze_roll(None, election)


def opened(names: Sequence[str], candidates: int = 3, seats: int = 2) -> Election:
    """An election in which the first few of these members stand and all of them may vote."""
    people = join(*names)
    election = called(seats)
    standing(election, people[:candidates])
    return frozen(election)


def number_of(election: Election, person: Person) -> int:
    found = Candidacy.objects.get(election=election, person=person).number
    assert found
    return found


def vote(election: Election, person: Person, ranking: Sequence[int], at: datetime = VOTING) -> None:
    with clock.at(at):
        acts.cast_ballot(person, election, ranking)


def declared(election: Election) -> Election:
    with clock.at(election.closes):
        return acts.declare(ada(), election)


def held(real: Papers) -> Election:
    """A real election as if its ballots had been cast here: candidates, roll, marks and box."""
    found()
    election = frozen(called(seats=real.seats))
    people = Person.objects.bulk_create(Person(name=name) for name in real.candidates)
    Candidacy.objects.bulk_create(
        Candidacy(election=election, person=who, statement="-", number=number)
        for number, who in enumerate(people, 1)
    )
    cast = [ranking for many, ranking in real.rankings for _ in range(many)]
    crowd = Person.objects.bulk_create(Person(name="A voter") for _ in cast)
    listed = Voter.objects.bulk_create(Voter(election=election, person=who) for who in crowd)
    Mark.objects.bulk_create(Mark(voter=voter) for voter in listed)
    Ballot.objects.bulk_create(Ballot(election=election, ranking=ranking) for ranking in cast)
    return election
