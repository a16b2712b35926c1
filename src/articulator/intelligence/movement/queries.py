"""Who stands on the map, where it is thin and who could help there, who was introduced."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from articulator.identity.bodies.models import Body
from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.ecology.models import Address, Partner
from articulator.intelligence.ecology.queries import guard, sits_in
from articulator.intelligence.movement.catalogue import do, does, functions, meaning, spheres
from articulator.intelligence.movement.models import (
    FADES,
    Introduction,
    Look,
    Release,
    Spot,
    Target,
    Tie,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.methods.balance import Balance, Cell, balance

COUNCIL = "articulation_council"  # what a constitution calls the body that links with movements
FRESH = timedelta(days=182)  # after that a group is asked whether all still holds
NEAREST = 3  # groups named for a gap
QUARTER = 91


# Who is on the map


def spots(inside: Unit | None = None) -> QuerySet[Spot]:
    """The groups on the map, of a unit and all in it, or of all."""
    found = Spot.objects.filter(off_at=None, ended_at=None).select_related("partner", "area")
    if inside:
        found = found.filter(area__path__startswith=inside.path)
    return found.order_by("partner__name", "pk")


def placed(inside: Unit | None = None) -> QuerySet[Spot]:
    """Those of whom we know what they do, and in which part of life."""
    return spots(inside).exclude(function="").exclude(sphere="")


def waiting_for_a_place(inside: Unit | None = None) -> QuerySet[Partner]:
    """Groups that we are in touch with and that stand nowhere on the map yet."""
    found = Partner.objects.filter(spot=None).select_related("unit").order_by("name", "pk")
    return found.filter(unit__path__startswith=inside.path) if inside else found


def twin(name: str, unit: Unit) -> Partner | None:
    """A group of this name with which another unit is in touch already."""
    found = Partner.objects.filter(name__iexact=" ".join(name.split())).exclude(unit=unit)
    return found.select_related("unit").first()


def areas() -> list[Unit]:
    """The whole and the units in it that have groups on the map, in the order of the tree."""
    paths = set(spots().order_by().values_list("area__path", flat=True).distinct())
    around = {path[: i + 1] for path in paths for i, sign in enumerate(path) if sign == "/" and i}
    return list(Unit.objects.filter(path__in=around).order_by("path"))


# Where it is thin


@dataclass(frozen=True, slots=True)
class Helper:
    """A group that could close a gap, and what speaks for it."""

    spot: Spot
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A thin place in words: what is missing, how sure that is, who could."""

    cell: Cell
    words: str
    meaning: str
    sure: str
    nearest: tuple[Helper, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """What the page shows: rows are parts of life, columns are functions."""

    balance: Balance
    functions: Mapping[str, str]
    spheres: Mapping[str, str]
    target: Target | None
    unplaced: int

    @property
    def needed(self) -> int:
        """From how many groups on the map says anything of what is missing."""
        return -(-len(self.functions) * len(self.spheres) // 2)

    @property
    def rows(self) -> list[tuple[str, str, list[Cell]]]:
        return [
            (key, name, [self.balance.cell(function, key) for function in self.functions])
            for key, name in self.spheres.items()
        ]


def target() -> Target | None:
    return Target.objects.first()


def grid(inside: Unit | None = None) -> Grid:
    rows = list(spots(inside).values_list("function", "sphere"))
    aim, columns, lines = target(), functions(), spheres()
    weighs = aim.weights if aim else None
    found = balance([(f, s) for f, s in rows if f and s], [*columns], [*lines], weighs)
    return Grid(found, columns, lines, aim, len(rows) - found.total)


def gaps(shown: Grid, inside: Unit | None = None, most: int = 4) -> list[Gap]:
    """The thinnest places first, each with those who stand nearest."""
    found = shown.balance.gaps[:most]
    there = list(placed(inside)) if found else []
    return [_gap(shown, cell, there) for cell in found]


def _gap(shown: Grid, cell: Cell, there: Iterable[Spot]) -> Gap:
    where = shown.spheres[cell.sphere]
    words = missing(cell, where)
    meant = f"{cell.meant:.0f}" if cell.meant >= 1 else "1"
    aim = "What was decided" if shown.target else "An even spread"
    sure = f"{aim} would have about {meant} there"
    sure += (
        ": so few are hardly chance."
        if cell.certain
        else ". With so few groups on the map it may be chance."
    )
    return Gap(cell, words, meaning(cell.function), sure, tuple(_nearest(shown, cell, there)))


def missing(cell: Cell, where: str) -> str:
    """The gap as a sentence: nobody heals in Work and production."""
    if cell.here == 0:
        return f"Nobody {does(cell.function)} in {where}."
    if cell.here == 1:
        return f"One group alone {does(cell.function)} in {where}."
    return f"Only {cell.here} {do(cell.function)} in {where}."


def _nearest(shown: Grid, cell: Cell, there: Iterable[Spot]) -> list[Helper]:
    """Whoever does the same elsewhere, or something else there, and is known to have strength.

    A thin cell is not asked to give away its only group.
    """

    def rank(spot: Spot) -> tuple[int, int, str]:
        crowd = shown.balance.cell(spot.function, spot.sphere).here
        return (0 if spot.function == cell.function else 1, -crowd, str(spot))

    near = [
        spot
        for spot in there
        if (spot.function == cell.function) != (spot.sphere == cell.sphere)
        and spot.function in shown.functions and spot.sphere in shown.spheres
    ]  # fmt: skip
    same = sorted((one for one in near if one.function == cell.function), key=rank)[:2]
    other = sorted((one for one in near if one.function != cell.function), key=rank)
    chosen = [*same, *other][:NEAREST]
    return [Helper(spot, _could(shown, cell, spot)) for spot in chosen]


def _could(shown: Grid, cell: Cell, spot: Spot) -> str:
    if spot.function == cell.function:
        return f"{does(spot.function)} in {shown.spheres[spot.sphere]}; {spot.area}"
    return f"{does(spot.function)} in the same part of life; {spot.area}"


@dataclass(frozen=True, slots=True)
class Moment:
    """The balance as it was at a time."""

    at: datetime
    balance: Balance


def history(inside: Unit | None = None, quarters: int = 4) -> list[Moment]:
    """The balance now and at the end of quarters before, the oldest first; empty ones left out."""
    all_of = Spot.objects.filter(off_at=None).exclude(function="").exclude(sphere="")
    if inside:
        all_of = all_of.filter(area__path__startswith=inside.path)
    rows = list(all_of.values_list("function", "sphere", "since", "ended_at"))
    columns, lines, now = [*functions()], [*spheres()], clock.now()
    times = [now - timedelta(days=QUARTER * back) for back in range(quarters, -1, -1)]
    aim = target()
    weighs = aim.weights if aim else None
    moments = [
        Moment(at, balance(
            [(f, s) for f, s, since, ended in rows if since <= at and (not ended or ended > at)],
            columns, lines, weighs,
        ))
        for at in times
    ]  # fmt: skip
    return [one for one in moments if one.balance.total]


# Ties


def ties(inside: Unit | None = None) -> QuerySet[Tie]:
    """Ties that count: between groups on the map, and heard of in the last two years."""
    on_map = {f"{end}__spot__off_at": None for end in ("one", "other")}
    on_map |= {f"{end}__spot__ended_at": None for end in ("one", "other")}
    there = Q(one__spot__isnull=False, other__spot__isnull=False)
    found = Tie.objects.filter(there, **on_map, heard_at__gte=clock.now() - FADES)
    if inside:
        found = found.filter(
            one__spot__area__path__startswith=inside.path,
            other__spot__area__path__startswith=inside.path,
        )
    return found.select_related("one", "other").order_by("pk")


@dataclass(frozen=True, slots=True)
class Seen:
    """A tie as one of its ends sees it."""

    tie: Tie
    other: Partner
    said_here: bool
    said_there: bool


def ties_of(partner: Partner) -> list[Seen]:
    """All ties of a group, old ones too: the strongest first."""
    rows = Tie.objects.filter(Q(one=partner) | Q(other=partner))
    return [
        Seen(tie, tie.other, bool(tie.one_said_at), bool(tie.other_said_at))
        if tie.one_id == partner.pk
        else Seen(tie, tie.one, bool(tie.other_said_at), bool(tie.one_said_at))
        for tie in rows.select_related("one", "other").order_by("-strength", "pk")
    ]


def tie_of(one: Partner, other: Partner) -> Tie | None:
    first, second = in_order(one, other)
    return Tie.objects.filter(one=first, other=second).first()


def in_order(one: Partner, other: Partner) -> tuple[Partner, Partner]:
    """Two as a row holds them."""
    return (one, other) if one.pk < other.pk else (other, one)


# Introductions


def introductions() -> QuerySet[Introduction]:
    return Introduction.objects.select_related("one", "other", "through", "by")


def of_partner(partner: Partner) -> QuerySet[Introduction]:
    return introductions().filter(Q(one=partner) | Q(other=partner))


@dataclass(frozen=True, slots=True)
class Tally:
    """What has come of introductions so far."""

    asked: int
    agreed: int
    met: int
    together: int
    nothing: int


def tally() -> Tally:
    count: dict[str, int] = defaultdict(int)
    for outcome, agreed in Introduction.objects.values_list("outcome", "agreed_at"):
        count["asked"] += 1
        count["agreed"] += bool(agreed)
        count[outcome] += 1
    return Tally(count["asked"], count["agreed"], count["met"], count["together"], count["nothing"])


# Who may look


def council() -> Body | None:
    """The body that links with movements; where there is none, the one that cares for them."""
    known = Body.objects.filter(in_force=True).select_related("unit").order_by("unit__path")
    return known.filter(key=COUNCIL).first() or known.filter(key=guard().decided_by).first()


def keeps_the_map(actor: Actor) -> bool:
    """Whoever keeps a roll somewhere, or sits in the council: they see who is tied to whom."""
    return bool(actor) and (sits_in(actor, council()) or bool(rolls_kept_by(actor)))


def has_looked(person: Person, page: str) -> bool:
    return Look.objects.filter(by=person, page=page, day=clock.today()).exists()


def looks() -> QuerySet[Look]:
    return Look.objects.select_related("by")


def releases() -> QuerySet[Release]:
    return Release.objects.select_related("by", "second", "unit")


def to_refresh() -> QuerySet[Spot]:
    """Groups with an address that have not said for half a year whether all still holds."""
    before = clock.now() - FRESH
    quiet = Q(said_at=None) | Q(said_at__lt=before)
    not_asked = Q(asked_at=None) | Q(asked_at__lt=before)
    address = Exists(Address.objects.filter(partner=OuterRef("pk")))
    found = spots().filter(quiet, not_asked, address, since__lt=before, partner__left_at=None)
    return found.order_by("since", "pk")
