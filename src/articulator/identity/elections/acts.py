"""Calling an election, standing, freezing the roll, voting, declaring."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution.queries import in_force, procedure
from articulator.identity.elections.models import Ballot, Candidacy, Election, Mark, Voter
from articulator.identity.elections.queries import (
    free_seats,
    nobody_stood,
    papers,
    roll,
    roll_hash,
    seats_to_fill,
    turnout,
    unsafe_database,
)
from articulator.identity.elections.rules import (
    has_left,
    may_call,
    may_declare,
    may_freeze,
    may_nominate,
    may_vote,
    may_withdraw,
)
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person
from articulator.methods import stv
from articulator.methods.constitution import Duration


@dataclass(frozen=True, slots=True)
class Dates:
    """When each part of an election happens, in order."""

    nominations_open: datetime
    nominations_close: datetime
    opens: datetime
    closes: datetime
    terms_begin: datetime

    def periods(self) -> tuple[tuple[str, datetime, datetime], ...]:
        """The parts whose least length a constitution fixes, by the names it gives them."""
        return (
            ("nominations", self.nominations_open, self.nominations_close),
            ("voting", self.opens, self.closes),
        )

    def in_order(self) -> bool:
        return (
            self.nominations_open < self.nominations_close <= self.opens < self.closes
            <= self.terms_begin
        )  # fmt: skip


def _announced(election: Election) -> dict[str, Any]:
    return {"seats": election.seats, "lots_commitment": election.lots_commitment}


@act(allow=may_call, facts=_announced)
def call_election(
    _actor: Actor, group: SeatGroup, title: str, seats: int, dates: Dates
) -> Election:
    """Announce an election. The lots for ties are fixed now; only their fingerprint is shown."""
    if refusal := _not_so(group, seats, dates):
        raise Refused(refusal)
    version, seed = in_force(), secrets.token_hex(32)
    called = Election.objects.create(
        group=group, title=title, seats=seats, clause=group.clause, lots_seed=seed,
        lots_commitment=hashlib.sha256(seed.encode()).hexdigest(),
        constitution=version.fingerprint if version else "", **asdict(dates),
    )  # fmt: skip
    links.join(called, "fills", group.body)
    return called


def _not_so(group: SeatGroup, seats: int, dates: Dates) -> Refusal | None:
    """Why this many seats cannot be filled, or not on these dates."""
    free = seats_to_fill(group, dates.terms_begin)
    if seats > free:
        return Refusal(
            f"{free} of these seats can be filled then; the others are held, or another election "
            "fills them already.",
            clause=group.clause,
        )
    said = procedure("election")
    for what, start, end in dates.periods():
        least = said.get(what)
        if least and end < Duration.parse(least).after(start):
            words = Duration.parse(least).words()
            return Refusal(
                f"The constitution asks for {words} of {what}.", clause=said.get("ref", "")
            )
    if localdate(dates.nominations_open) < localdate(clock.now()):
        return Refusal("Nominations cannot open in the past.", clause=group.clause)
    return None


@act(allow=may_nominate)
def nominate(actor: Actor, election: Election, statement: str) -> Candidacy:
    """Stand for election oneself."""
    return Candidacy.objects.create(election=election, person=_someone(actor), statement=statement)


@act(allow=may_withdraw)
def withdraw(_actor: Actor, candidacy: Candidacy) -> Candidacy:
    candidacy.withdrawn_at = clock.now()
    candidacy.save(update_fields=["withdrawn_at"])
    return candidacy


@act(allow=has_left)
def strike_off(_actor: Actor, candidacy: Candidacy) -> Candidacy:
    """Take a name off the ballot: votes for it pass on to the next choice of their voters."""
    candidacy.withdrawn_at = clock.now()
    candidacy.save(update_fields=["withdrawn_at"])
    return candidacy


def _frozen(election: Election) -> dict[str, Any]:
    return {"voters": election.voters.count(), "roll_hash": election.roll_hash}


@act(allow=may_freeze, facts=_frozen)
def freeze_roll(_actor: Actor, election: Election) -> Election:
    """Fix who may vote, and draw the order of the candidates on the ballot."""
    if unsafe := unsafe_database():
        raise Refused(
            Refusal(
                f"No vote may be lost, and this server could lose one: {unsafe}",
                appeal="Whoever runs the server must change that setting first.",
            )
        )
    now = clock.now()
    people = roll(election, now).values_list("pk", flat=True)
    Voter.objects.bulk_create(
        (Voter(election=election, person_id=pk) for pk in people), batch_size=5000
    )
    election.roll_frozen_at, election.roll_hash = now, roll_hash(election)
    election.save(update_fields=["roll_frozen_at", "roll_hash"])
    _draw_order(election)
    return election


def _draw_order(election: Election) -> None:
    """Number the candidates by SHA-256 of the roll's hash and their id: nobody chose the order."""
    standing = list(election.candidacies.filter(withdrawn_at=None))
    standing.sort(key=lambda c: hashlib.sha256(f"{election.roll_hash}{c.pk}".encode()).digest())
    for number, candidacy in enumerate(standing, 1):
        candidacy.number = number
        candidacy.save(update_fields=["number"])


@act(allow=may_vote, secret=True)
def cast_ballot(actor: Actor, election: Election, ranking: Sequence[int]) -> None:
    """Tick the voter off the roll and put the ranking in the box: both or neither."""
    standing = election.candidacies.filter(withdrawn_at=None).exclude(number=None)
    known = set(standing.values_list("number", flat=True))
    if not ranking or len(set(ranking)) != len(ranking) or not set(ranking) <= known:
        raise Refused(Refusal("A ballot ranks at least one candidate, and each only once."))
    listed = election.voters.get(person=_someone(actor))
    try:
        with transaction.atomic():
            Mark.objects.create(voter=listed)
    except IntegrityError as error:
        raise Refused(Refusal("You have voted. Thank you.")) from error
    Ballot.objects.create(election=election, ranking=list(ranking))


def _outcome(election: Election) -> dict[str, Any]:
    result = election.result or {}
    return {"elected": result["elected"], "quota": result["quota"]}


@act(allow=may_declare, facts=_outcome)
def declare(actor: Actor, election: Election) -> Election:
    """Count the box, publish every stage, and seat the winners."""
    voted, listed = turnout(election)
    if voted != election.ballots.count():
        raise Refused(
            Refusal(
                "The names ticked off and the ballots in the box differ in number. Nothing is "
                "declared.",
                appeal="Stop here, keep a copy of the database, and tell the disputes panel.",
            )
        )
    box = papers(election)
    count = stv.count(box, rule=election.rule, lots=election.lots_seed) if box else None
    found = count.to_json() if count else nobody_stood(election)
    election.result = {**found, "roll": listed, "voted": voted}
    election.declared_at = clock.now()
    election.save(update_fields=["result", "declared_at"])
    _seat(actor, election, count.elected if count else ())
    return election


def _seat(actor: Actor, election: Election, winners: Sequence[int]) -> None:
    since, group = election.terms_begin, election.group
    until = Duration.parse(group.term or "P1Y").after(since)
    seats = list(free_seats(group, since)[: len(winners)])
    if len(seats) < len(winners):
        raise Refused(Refusal(f"Only {len(seats)} of these seats are vacant when terms begin."))
    standing = {c.number: c.person for c in election.candidacies.select_related("person")}
    for seat, number in zip(seats, winners, strict=True):
        term = seat_person(actor, seat, standing[number], Term.Route.ELECTED, since, until)
        links.join(term, "elected in", election)


def _someone(actor: Actor) -> Person:
    if actor is None:
        raise Refused(Refusal("This is for a person to do, not for the clock."))
    return actor
