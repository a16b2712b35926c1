"""Who may vote, what is in the box, what a page may show."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from articulator.identity.bodies.models import Seat, SeatGroup, Term
from articulator.identity.constitution.queries import law
from articulator.identity.elections.models import Ballot, Candidacy, Election, Mark, Voter
from articulator.identity.membership.queries import electorate, memberships
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.constitution import Duration
from articulator.methods.constitution.measures import spoken_list
from articulator.methods.stv import Count, Papers


def roll(election: Election, at: datetime) -> QuerySet[Person]:
    """The electorate that the constitution names, without those who came too late to vote.

    Whoever was on the roll of this unit by then counts, wherever inside it they have moved since;
    whoever has come from another unit only now does not (no choosing a branch for its vote).
    """
    group = election.group
    people = electorate(group.electorate, group.body.unit, at)
    freeze = law().get("membership", {}).get("voting_freeze", {}).get("joined_before_notice_by")
    if not freeze:
        return people
    early = memberships(group.body.unit, Duration.parse(freeze).before(election.nominations_open))
    return people.filter(pk__in=early.values("person"))


def waiting_for_their_roll() -> QuerySet[Election]:
    """Elections whose nominations have closed and whose roll is not frozen yet."""
    now = clock.now()
    return Election.objects.filter(roll_frozen_at=None, nominations_close__lte=now, closes__gt=now)


def roll_hash(election: Election) -> str:
    """SHA-256 over the ids on the frozen roll, sorted: the same roll, the same hash."""
    ids = sorted(str(pk) for pk in election.voters.values_list("person", flat=True))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def alive(unit: Unit) -> list[Knot]:
    """Elections of the unit's bodies that are not over, for its page."""
    found = Election.objects.filter(group__body__unit=unit, declared_at=None)
    return [Knot("election", one.title, one.get_absolute_url()) for one in found]


def voter(election: Election, person: Person) -> Voter | None:
    return election.voters.filter(person=person).first()


def has_voted(election: Election, person: Person) -> bool:
    return Mark.objects.filter(voter__election=election, voter__person=person).exists()


def turnout(election: Election) -> tuple[int, int]:
    """How many have voted, of how many on the roll."""
    return Mark.objects.filter(voter__election=election).count(), election.voters.count()


def papers(election: Election) -> Papers | None:
    """The box as the method takes it: identical rankings together, in an order that tells nothing.

    None where nobody stands (any more).
    """
    rows = Ballot.objects.filter(election=election).values_list("ranking", flat=True)
    counted = Counter(tuple(ranking) for ranking in rows.iterator(5000))
    standing = list(
        election.candidacies.exclude(number=None).select_related("person").order_by("number")
    )
    if all(candidacy.withdrawn_at for candidacy in standing):
        return None
    return Papers(
        candidates=tuple(str(candidacy.person) for candidacy in standing),
        seats=election.seats,
        rankings=tuple((many, ranking) for ranking, many in sorted(counted.items())),
        title=election.title,
        withdrawn=frozenset(c.number for c in standing if c.number and c.withdrawn_at),
    )


def nobody_stood(election: Election) -> dict[str, Any]:
    """The result of an election without candidates, under the names that a count has."""
    return Count(
        rule=election.rule, title=election.title, candidates=(), withdrawn=(),
        seats=election.seats, valid=0, invalid=0, quota=0, elected=(), stages=(), lots=(),
        seed=election.lots_seed, lot_order=(), parcels={},
    ).to_json()  # fmt: skip


def on_ballot(election: Election) -> QuerySet[Candidacy]:
    """Everyone who stands, in the order of the ballot (a random one until it is drawn)."""
    standing = Candidacy.objects.filter(election=election, withdrawn_at=None)
    return standing.select_related("person").order_by("number", "pk")


def stands_anyone(election: Election) -> bool:
    return election.candidacies.filter(withdrawn_at=None).exists()


def came_to_nothing(election: Election) -> str:
    """Why there is nothing to count once voting is over; empty where there is, or nobody stood."""
    if not election.roll_frozen_at:
        return "The roll was never frozen, so nobody could vote"
    voted, _ = turnout(election)
    if stands_anyone(election) and not voted and not election.ballots.exists():
        return "Nobody voted, and a lot alone fills no seat"
    return ""


def free_seats(group: SeatGroup, at: datetime) -> QuerySet[Seat]:
    """Seats that nobody holds then, nor has been chosen to hold from then on."""
    taken = Term.objects.filter(until__gt=at).filter(Q(ended=None) | Q(ended__gt=at))
    return group.seats.exclude(pk__in=taken.values("seat")).order_by("number")


def seats_to_fill(group: SeatGroup, at: datetime) -> int:
    """Free seats that no other election is filling already (one without a vote fills none)."""
    live = Q(closes__gt=clock.now()) | Q(pk__in=Ballot.objects.values("election"))
    others = Election.objects.filter(live, group=group, declared_at=None)
    promised = others.aggregate(seats=Sum("seats"))["seats"] or 0
    return max(0, free_seats(group, at).count() - promised)


def terms_in_a_row(group: SeatGroup, person: Person) -> list[Term]:
    """A person's latest terms, latest first, back to the last rest of the length asked for."""
    row: list[Term] = []
    rest = Duration.parse(group.rest) if group.rest else None
    for term in Term.objects.filter(seat__group=group, person=person).order_by("-since"):
        if row and rest and rest.after(term.ended or term.until) <= row[-1].since:
            break
        row.append(term)
    return row


def unsafe_database() -> str:
    """Why an acknowledged vote might be lost in a power cut; empty where it cannot be."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            level = cursor.fetchone()[0]
            return "" if level >= 2 else "SQLite's synchronous is below FULL."
        cursor.execute("SELECT name FROM pg_settings WHERE setting = 'off' AND name IN "
                       "('fsync', 'synchronous_commit', 'full_page_writes')")  # fmt: skip
        off = [name for (name,) in cursor.fetchall()]
        return f"PostgreSQL runs with {', '.join(off)} off." if off else ""


# An election in words and pictures: its life as steps, its count as a story of stages.

STAGES = ("called", "nominations", "waiting", "voting", "closed", "declared")


def life(election: Election) -> list[dict[str, Any]]:
    """The steps of an election's life, for the `steps` component."""
    now = STAGES.index(election.stage())
    steps = (
        ("Candidates come forward", 1, election.nominations_open),
        ("The roll is frozen", 2, election.nominations_close),
        ("Everyone votes", 3, election.opens),
        ("The box is closed", 4, election.closes),
        ("Counted and declared", 5, election.declared_at),
    )
    return [
        {"name": name, "at": at, "state": "done" if now > n else "now" if now == n else "next"}
        for name, n, at in steps
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """One stage of the count, ready for the page."""

    number: int
    title: str
    reasons: list[str]
    rows: list[dict[str, Any]]

    @property
    def key(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Story:
    """A whole count as a page tells it."""

    summary: list[str]
    winners: list[str]
    quota: int
    stages: list[Told]
    table: list[dict[str, Any]]
    lots: list[str]


def story(election: Election) -> Story:
    result: dict[str, Any] = election.result or {}
    names: dict[str, str] = result["candidates"]
    return Story(
        summary=list(_summary(result, names)),
        winners=[names[str(number)] for number in result["elected"]],
        quota=result["quota"],
        stages=[_told(stage, result, names) for stage in result["stages"]],
        table=_table(result, names) if result["stages"] else [],
        lots=[_lot(lot, names) for lot in result["lots"]["used"]],
    )


def _summary(result: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    """The count in one paragraph, for someone who never saw one."""
    if not names:
        yield "Nobody stood, so nobody is elected and the seats stay empty."
        return
    seats, stood = result["seats"], len(names) - len(result["withdrawn"])
    yield (
        f"{spell(stood, 'person', 'people')} stood for {spell(seats, 'seat')}. "
        f"{result['voted']:,} of the {spell(result['roll'], 'member')} on the roll voted"
        f"{_of_hundred(result['voted'], result['roll'])}."
    )
    yield (
        f"{spell(result['quota'], 'vote')} {'is' if result['quota'] == 1 else 'are'} enough for a "
        f"seat. That is the quota: the smallest number that no more than {seats} can reach."
    )
    yield from _way(result, names)


def _way(result: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    at_once = [names[str(number)] for number in result["stages"][0]["elected"]]
    later, stages = len(result["elected"]) - len(at_once), len(result["stages"])
    if at_once:
        were = "was" if len(at_once) == 1 else "were"
        yield f"{spoken_list(at_once)} {were} elected at once, by first choices alone."
    if later:
        who = spell(later, "other" if at_once else "person", "others" if at_once else "people")
        were = "was" if later == 1 else "were"
        yield f"{who} {were} elected as votes moved on, in {spell(stages, 'stage')}."
    if result["unfilled"]:
        yield f"{spell(result['unfilled'], 'seat')} could not be filled: too few people stood."
    if result["valid"] and stages:
        last = result["stages"][-1]["votes"]
        helped = sum(float(last[str(number)]) for number in result["elected"])
        yield f"{round(100 * helped / result['valid'])} of every 100 votes helped to elect someone."


def spell(number: int, one: str, many: str = "") -> str:
    """`one seat`, `12 seats`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _of_hundred(part: int, whole: int) -> str:
    return f" ({round(100 * part / whole)} of every 100)" if whole else ""


def _told(stage: dict[str, Any], result: dict[str, Any], names: dict[str, str]) -> Told:
    who = names.get(str(stage["candidate"]), "")
    titles = {
        "first": "First choices",
        "surplus": f"Votes that {who} does not need move on",
        "exclude": f"{who} is out, and these votes move on",
    }
    in_now = _until(stage, result, "elected")
    out_before = _until(stage, result, "excluded") - set(stage["excluded"])
    rows = [
        {
            "label": names[number],
            "value": float(votes),
            "text": _short(votes),
            "tone": _tone(int(number), in_now, set(stage["excluded"])),
            "note": "elected" if int(number) in stage["elected"] else "",
        }
        for number, votes in sorted(stage["votes"].items(), key=lambda item: -float(item[1]))
        if int(number) not in out_before
    ]
    return Told(stage["number"], titles[stage["action"]], stage["reasons"], rows)


def _until(stage: dict[str, Any], result: dict[str, Any], what: str) -> set[int]:
    """Everyone elected (or excluded) up to the end of a stage."""
    return {n for s in result["stages"] if s["number"] <= stage["number"] for n in s[what]}


def _tone(number: int, elected: set[int], out: set[int]) -> str:
    return "won" if number in elected else "out" if number in out else ""


def _short(votes: str) -> str:
    """Votes for the eye: two places, none where there is no fraction."""
    whole, _, places = votes.partition(".")
    return f"{int(whole):,}" if set(places) <= {"0"} else f"{int(whole):,}.{places[:2]}"


def _table(result: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    stages = result["stages"]
    rows = [
        {
            "name": names[number],
            "elected": int(number) in result["elected"],
            "votes": [stage["votes"][number] for stage in stages],
        }
        for number in stages[0]["votes"]
    ]
    lost = {"name": "Cannot move further", "votes": [s["non_transferable"] for s in stages]}
    return [*rows, lost]


def _lot(lot: dict[str, Any], names: dict[str, str]) -> str:
    between = spoken_list([names[str(number)] for number in lot["between"]])
    what = {
        "order": "who counts as elected first",
        "surplus": "whose votes move first",
        "exclude": "who is out",
    }[lot["purpose"]]
    return (
        f"At stage {lot['stage']}, {between} were equal and always had been. To settle {what}, the "
        f"lot chose {names[str(lot['chosen'])]}."
    )
