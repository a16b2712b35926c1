"""How far an evening is, who may vote, what was decided, what was promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.crypto import salted_hmac

from articulator.kernel import clock, links
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.audience import NONE, NONE_OF_THESE
from articulator.methods.suppression import SMALL
from articulator.operations.dna.models import Dna
from articulator.operations.dna.queries import of_gathering, shelf
from articulator.operations.dna.tokens import LETTERS
from articulator.operations.incubator.models import Entry, Mark, Pledge, Poll, Round, Slip, pounds

REMIND = timedelta(days=7)  # after the promise
PLEDGE = "articulator.incubator.pledge"  # the salt of the letter's link
FAR_APART = 3  # points of ten
READING = timedelta(days=42)  # six weeks, then a round with sheets is over


# The evening


def rounds(unit: Unit | None = None) -> QuerySet[Round]:
    found = Round.objects.select_related("unit")
    return found.filter(unit__path__startswith=unit.path) if unit else found


def tables(shown: Round) -> QuerySet[Dna]:
    return of_gathering(links.ref(shown))


def entries(shown: Round) -> list[Entry]:
    return list(shown.entries.select_related("dna__unit", "grant").order_by("number", "pk"))


def desk(shown: Round) -> QuerySet[Dna]:
    """All tables, each with the number of its answers so far, for whoever runs the evening."""
    answered = Count("passages", filter=~Q(passages__text=""))
    return tables(shown).annotate(answered=answered)


def may_be_entered(shown: Round) -> QuerySet[Dna]:
    """Pages of the unit that were handed in and are in no round yet."""
    return shelf(shown.unit).filter(entry=None).exclude(gathering=links.ref(shown))


STAGES = ("writing", "presenting", "voting", "decided")


def stage(shown: Round, polls: Sequence[Poll]) -> str:
    """What the room does now. A runoff is voting again."""
    last = polls[-1] if polls else None
    if last is None:
        return "presenting" if shown.drawn_at else "writing"
    done = last.declared_at and not (last.result or {}).get("runoff")
    return "decided" if done else "voting"


def steps(now: str) -> list[dict[str, Any]]:
    names = {"writing": "Tables write", "presenting": "They present", "voting": "The room votes",
             "decided": "Promises, money"}  # fmt: skip
    at = STAGES.index(now)
    states = ["done" if n < at else "now" if n == at else "next" for n in range(len(STAGES))]
    return [{"name": names[key], "state": state} for key, state in zip(STAGES, states, strict=True)]


def pulse(shown: Round, polls: Sequence[Poll]) -> str:
    """What tells a live page apart from the one before."""
    at = (f"{p.number}{bool(p.closed_at):d}{bool(p.declared_at):d}" for p in polls)
    handed_in = tables(shown).filter(handed_in_at__isnull=False).count()
    return "-".join((str(shown.presenting or 0), str(handed_in), *at))


# Slips


def code_of(shown: Round, number: int) -> str:
    """The code on a slip: the same whenever it is printed, and kept nowhere."""
    key = salted_hmac("articulator.incubator.slip", f"{shown.pk} {number}", algorithm="sha256")
    digits = int.from_bytes(key.digest()[:16])
    letters = []
    for _ in range(10):
        digits, rest = divmod(digits, len(LETTERS))
        letters.append(LETTERS[rest])
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def slip_of(mark: str, shown: Round | None = None) -> Slip | None:
    """The slip behind a mark, of this evening or of any."""
    found = Slip.objects.filter(mark=mark).exclude(mark="").select_related("round")
    return (found.filter(round=shown) if shown else found).order_by("-round__held_at").first()


def has_voted(poll: Poll, mark: str) -> bool:
    return bool(mark) and Mark.objects.filter(poll=poll, slip__mark=mark).exists()


def votes(poll: Poll) -> int:
    return poll.marks.count()


# What was decided


def options(poll: Poll) -> dict[int, Entry]:
    found = Entry.objects.filter(round=poll.round_id, number__in=poll.options)
    return {one.number: one for one in found.select_related("dna") if one.number}


def chosen(shown: Round) -> list[Entry]:
    """What the room chose by its last declared vote; of a round with sheets, all that got money."""
    last = shown.polls.filter(declared_at__isnull=False).order_by("-number").first()
    result: Mapping[str, Any] = (last.result if last else None) or {}
    numbers = [int(one) for one in result.get("shares", {})] or [result.get("winner") or -1]
    found = shown.entries.filter(number__in=numbers).select_related("dna", "round__unit")
    return list(found.order_by("number"))


def is_chosen(entry: Entry) -> bool:
    return entry.pk in {one.pk for one in chosen(entry.round)}


@dataclass(frozen=True, slots=True)
class Told:
    """A declared vote as a page tells it. No figures where fewer than eight voted."""

    poll: Poll
    winner: Entry | None
    between: tuple[Entry, ...]
    bars: list[dict[str, Any]]
    reasons: tuple[str, ...]
    ballots: int | None

    @property
    def heading(self) -> str:
        return "The runoff" if self.poll.number == 2 else "The vote"

    @property
    def unit(self) -> str:
        return "points" if self.poll.method == "score" else "votes"


def told(poll: Poll) -> Told | None:
    result = poll.result
    if poll.declared_at is None or not result or poll.method == Round.Method.SHEETS:
        return None
    known = options(poll)
    shown = result["ballots"] >= SMALL
    winner = known.get(result["winner"])
    return Told(
        poll, winner, tuple(known[one] for one in result["runoff"]),
        _bars(result, known) if shown else [], tuple(result["reasons"]) if shown else (),
        result["ballots"] if shown else None,
    )  # fmt: skip


def _bars(result: Mapping[str, Any], known: Mapping[int, Entry]) -> list[dict[str, Any]]:
    tally = {int(number): votes for number, votes in result["tally"].items()}
    ahead = {result["winner"], *result["runoff"]} - {NONE} or {NONE}
    return [
        {
            "label": str(known[number]) if number else NONE_OF_THESE, "value": votes,
            "tone": "won" if number in ahead else "",
        }
        for number, votes in sorted(tally.items(), key=lambda one: (-one[1], one[0]))
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """What a round with sheets gives one page."""

    entry: Entry
    rating: str
    spread: str  # how far its readers were apart
    pence: int
    comments: tuple[str, ...]

    @property
    def pounds(self) -> str:
        return pounds(self.pence)

    @property
    def disagreed(self) -> bool:
        """Whether its readers were so far apart that their words say more than the mean."""
        return bool(self.spread) and float(self.spread) >= FAR_APART


def shares(poll: Poll) -> list[Share]:
    """Ratings and money of a round with sheets, with what its readers wrote; none under eight."""
    result = poll.result or {}
    if poll.declared_at is None or result.get("ballots", 0) < SMALL:
        return []
    found = poll.round.entries.filter(number__isnull=False).select_related("dna")
    return [
        Share(
            one, result["ratings"].get(str(one.number), "0"),
            result.get("spreads", {}).get(str(one.number), ""),
            result["shares"].get(str(one.number), 0),
            tuple(sheet.comment for sheet in one.sheets.all()),
        )
        for one in found.prefetch_related("sheets")
    ]  # fmt: skip


def reader_mark(person: Person, shown: Round) -> str:
    """How a reader is known in one round: only they can make this mark again."""
    name = f"{person.pk} {shown.pk}"
    return salted_hmac("articulator.incubator.reader", name, algorithm="sha256").hexdigest()


# Promises


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised to one page, all together; no figures under eight people."""

    people: int
    pence: int
    hours: int
    skills: int

    @property
    def shown(self) -> bool:
        return self.people >= SMALL

    @property
    def pounds(self) -> str:
        return pounds(self.pence)


def promised(entry: Entry) -> Promised:
    sums = entry.pledges.aggregate(
        n=Count("pk"), people=Count("name", distinct=True), pence=Sum("pence"), hours=Sum("hours")
    )
    skills = entry.pledges.filter(what=Pledge.What.SKILL).count()
    return Promised(sums["people"], sums["pence"] or 0, sums["hours"] or 0, skills)


def pledges(entry: Entry) -> QuerySet[Pledge]:
    return entry.pledges.order_by("what", "at")


def pledge_token(pledge: Pledge) -> str:
    return Signer(salt=PLEDGE).sign(pledge.pk.hex)


def pledge_behind(token: str) -> Pledge | None:
    """The promise that a letter speaks of."""
    try:
        key = Signer(salt=PLEDGE).unsign(token)
    except BadSignature:
        return None
    return Pledge.objects.filter(pk=key).select_related("entry__dna", "entry__round__unit").first()


def to_remind() -> QuerySet[Pledge]:
    due = Pledge.objects.filter(reminded_at=None, at__lte=clock.now() - REMIND).exclude(email="")
    return due.select_related("entry__dna", "entry__round__unit").order_by("at")


def alive(unit: Unit) -> list[Knot]:
    """The unit's evenings to come and the last one, for its page."""
    found = rounds().filter(unit=unit)[:4]
    return [Knot("incubator", one.title, one.get_absolute_url()) for one in found]
