"""How the offices of a body go round."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from articulator.identity.bodies.models import Body, Term
from articulator.identity.membership.models import Membership
from articulator.identity.membership.queries import branches
from articulator.identity.representation.models import Skill
from articulator.kernel import clock
from articulator.kernel.models import Person


@dataclass(frozen=True, slots=True)
class Circulation:
    """How the offices of a body go round. All of it is public: who held which seat, and when."""

    holders: int
    first_time: int  # never held any seat before
    terms_here: tuple[tuple[str, int], ...]  # (in which term in this body, how many holders)
    most_seats: int  # held at once by one person, anywhere
    several_seats: int  # how many of the holders sit elsewhere, too
    from_below: int  # how many held a seat in another unit before
    branches_now: int
    branches_ever: int
    branches: int
    newly: int  # branches that had nobody here before

    @property
    def of_words(self) -> str:
        return f"of {self.holders} who sit here"

    @property
    def branches_words(self) -> str:
        return f"of {self.branches} that there are"

    @property
    def pairs(self) -> int:
        """Pairs of branches whose people know each other through this body."""
        return self.branches_now * (self.branches_now - 1) // 2


def circulation(body: Body, seated: Sequence[Term]) -> Circulation:
    people = {term.person_id for term in seated}
    careers: dict[UUID, list[Term]] = defaultdict(list)
    every = Term.objects.filter(person__in=people).select_related("seat__group__body")
    for term in every.order_by("since"):
        careers[term.person_id].append(term)
    here = Counter(sum(_body(t) == body.pk for t in career) for career in careers.values())
    at_once = [len({t.seat_id for t in career if _runs(t)}) for career in careers.values()]
    now, ever = _branches_of(body, seated)
    return Circulation(
        len(people),
        sum(len(career) == 1 for career in careers.values()),
        tuple((_nth(number), people) for number, people in sorted(here.items())),
        max(at_once, default=0),
        sum(n > 1 for n in at_once),
        sum(any(t.seat.group.body.unit_id != body.unit_id for t in c) for c in careers.values()),
        len(now), len(now | ever),
        branches().filter(path__startswith=body.unit.path).count(),
        len(now - ever),
    )  # fmt: skip


def _nth(number: int) -> str:
    words = {1: "first", 2: "second", 3: "third"}
    return f"In their {words.get(number, f'{number}th')} term here"


def _body(term: Term) -> UUID:
    return term.seat.group.body_id


def _runs(term: Term) -> bool:
    now = clock.now()
    return term.since <= now < min(term.until, term.ended or term.until)


def _branches_of(body: Body, seated: Sequence[Term]) -> tuple[set[UUID], set[UUID]]:
    """The branches that holders come from now, and those that earlier ones came from."""
    terms = Term.objects.filter(seat__group__body=body, since__lte=clock.now())
    gone = terms.exclude(pk__in=[term.pk for term in seated]).values_list("person", "since")
    lines = Membership.objects.by_rule("from which branches a body comes, in numbers").filter(
        person__in={term.person_id for term in seated} | {person for person, _ in gone}
    )
    homes: dict[UUID, list[Membership]] = defaultdict(list)
    for line in lines:
        homes[line.person_id].append(line)
    now = {_home(homes[term.person_id], clock.today()) for term in seated}
    ever = {_home(homes[person], since.date()) for person, since in gone}
    return now - {None}, ever - {None}  # type: ignore[return-value] # None is taken out


def _home(lines: Sequence[Membership], day: date) -> UUID | None:
    here = (
        line.unit_id
        for line in lines
        if (line.moved_on or line.joined_on) <= day and (line.left_on is None or line.left_on > day)
    )
    return next(here, None)


@dataclass(frozen=True, slots=True)
class Skills:
    """What those who sit in a body say they can do, and what nobody does."""

    told: tuple[tuple[str, int], ...]  # the rarest last
    missing: tuple[str, ...]
    silent: int  # holders who have said nothing


def skills(people: Collection[UUID]) -> Skills:
    said = Skill.objects.by_rule("made public by those who hold an office")
    rows = list(said.filter(person__in=people).values_list("person", "name"))
    counts = Counter(name for _, name in rows)
    told = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Skills(
        tuple((str(Skill.Name(name).label), number) for name, number in told),
        tuple(str(one.label) for one in Skill.Name if one not in counts),
        len(set(people)) - len({person for person, _ in rows}),
    )


def own_skills(person: Person) -> list[dict[str, Any]]:
    """All skills that there are to tell, and which this person has told."""
    mine = set(Skill.objects.seen_by(person).values_list("name", flat=True))
    return [{"name": one.value, "words": one.label, "on": one in mine} for one in Skill.Name]
