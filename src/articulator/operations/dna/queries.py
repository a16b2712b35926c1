"""A page as it stands, what it still lacks, what it came from and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from articulator.identity.membership.queries import branches
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.lineage import Place, ancestors, descendants, tree
from articulator.methods.plain import Measure, measure, words
from articulator.operations.dna.catalogue import (
    Field,
    fields,
    limits,
    shipped,
    starter,
    starters,
)
from articulator.operations.dna.models import Dna, Draft, Passage, Seat, TeachBack

LATELY = timedelta(days=365)


# The page


@dataclass(frozen=True, slots=True)
class Line:
    """One field with what stands in it."""

    field: Field
    passage: Passage
    words: int
    busy: bool  # somebody else writes here now
    clash: Draft | None  # a second text that waits beside it

    @property
    def over(self) -> int:
        return max(0, self.words - self.field.words)

    @property
    def share(self) -> str:
        return f"{self.words} of {self.field.words} words"


def find(pk: UUID) -> Dna | None:
    """A page by its key; pages from elsewhere are found before anything rests on them, too."""
    found = Dna.objects.select_related("unit", "parent__unit").filter(pk=pk).first()
    return found or next((page for page, _ in map(shipped, starters()) if page.pk == pk), None)


def _passages(dna: Dna) -> list[Passage]:
    known = starter(dna.starter) if dna._state.adding else None  # noqa: SLF001 - documented
    return shipped(known)[1] if known else list(dna.passages.all())


def lines(dna: Dna, seat: int | None = None) -> list[Line]:
    """The page, field by field, in two questions to the database."""
    found = {one.field: one for one in _passages(dna)}
    aside = {one.passage_id: one for one in open_clashes(dna)}
    return [
        Line(
            f, passage, words(passage.text), passage.written_by_another(seat),
            aside.get(passage.pk),
        )
        for f in fields()
        if (passage := found.get(f.key))
    ]  # fmt: skip


def whole(page: Iterable[Line]) -> Measure:
    return measure("\n".join(line.passage.text for line in page))


def open_clashes(dna: Dna) -> QuerySet[Draft]:
    """Texts that were put aside and wait for the table, the oldest last (it is shown first)."""
    waiting = Draft.objects.filter(passage__dna=dna, aside=True, settled_at=None)
    return waiting.select_related("passage").order_by("-number")


def history(passage: Passage) -> QuerySet[Draft]:
    return passage.drafts.order_by("-number")


def pulse(dna: Dna, page: Sequence[Line]) -> str:
    """What tells a live page apart from the one before: drafts, clashes, who writes where."""
    at = (
        f"{line.passage.last}.{line.passage.number}.{int(line.busy)}{int(bool(line.clash))}"
        for line in page
    )
    return "-".join((str(dna.writers), dna.title, *at))


# The table


def seat_of(dna: Dna, mark: str) -> int | None:
    """The number of a phone's seat at this table."""
    if not mark:
        return None
    return Seat.objects.filter(dna=dna, mark=mark).values_list("number", flat=True).first()


def table_of(code: str) -> Dna | None:
    """The open table behind the code on a card."""
    plain = "".join(code.split()).replace("-", "").upper()
    return Dna.objects.filter(code=plain, handed_in_at=None).select_related("unit").first()


def tables_of(mark: str) -> QuerySet[Dna]:
    """Where a phone sits."""
    found = Dna.objects.filter(seats__mark=mark) if mark else Dna.objects.none()
    return found.select_related("unit").order_by("-begun_at")


def free_seat(dna: Dna) -> int | None:
    taken = set(dna.seats.values_list("number", flat=True))
    return next((n for n in range(1, limits().most + 1) if n not in taken), None)


# What is still to do


@dataclass(frozen=True, slots=True)
class Ready:
    """What a page lacks before it can be handed in, in words."""

    missing: tuple[str, ...]
    too_long: bool


def ready(dna: Dna) -> Ready:
    page, law = lines(dna), limits()
    missing = [f"“{one.field.title}” is empty." for one in page if not one.passage.text.strip()]
    missing += [
        f"“{one.field.title}” is {one.over} word{'' if one.over == 1 else 's'} too long."
        for one in page
        if one.over
    ]
    missing += [f"“{one.field.title}” stands twice: choose." for one in page if one.clash]
    if not dna.title.strip():
        missing.insert(0, "The campaign has no name yet.")
    if not dna.function or not dna.sphere:
        missing.append("Say where on the map it stands.")
    if dna.writers < law.fewest:
        missing.append(f"A page is the work of {law.fewest} to {law.most} people.")
    total = sum(one.words for one in page)
    if total > law.words:
        missing.append(f"The page has {total} words, and {law.words} are allowed.")
    return Ready(tuple(missing), total > law.words)


def last_test(dna: Dna) -> TeachBack | None:
    return dna.teach_backs.select_related("told_by").order_by("-at").first()


def changed_since(dna: Dna, test: TeachBack) -> bool:
    """Whether the page was changed after somebody told it."""
    newest = dna.passages.aggregate(at=Max("changed_at"))["at"]
    return bool(newest and newest > test.at)


def tellers(dna: Dna) -> QuerySet[Dna]:
    """The other tables of the evening, one of which tells the page."""
    others = Dna.objects.filter(gathering=dna.gathering).exclude(pk=dna.pk)
    return others.order_by("begun_at") if dna.gathering else others.none()


# The family


@dataclass(frozen=True, slots=True)
class Kin:
    """One page of a family, where it stands in the picture."""

    dna: Dna
    place: Place
    is_self: bool
    relation: str

    @property
    def x(self) -> int:
        return 16 + self.place.depth * 88

    @property
    def y(self) -> int:
        return 20 + self.place.line * 36


@dataclass(frozen=True, slots=True)
class Family:
    """Everything that came from one first page."""

    kin: tuple[Kin, ...]

    @property
    def threads(self) -> list[tuple[Kin, Kin]]:
        """Parent and child, for each child."""
        by_key = {one.place.key: one for one in self.kin}
        return [(by_key[k.place.parent], k) for k in self.kin if k.place.parent in by_key]

    @property
    def width(self) -> int:
        return 32 + max((one.x for one in self.kin), default=0)

    @property
    def height(self) -> int:
        return 24 + max((one.y for one in self.kin), default=0)


def family(dna: Dna) -> Family:
    """The tree, in one question to the database."""
    found = {str(one.pk): one for one in Dna.objects.filter(family=dna.family)}
    found.setdefault(str(dna.pk), dna)
    parents = {key: str(one.parent_id) if one.parent_id else None for key, one in found.items()}
    places, key = tree(parents), str(dna.pk)
    before, after = set(ancestors(parents, key)), set(descendants(places, key))
    return Family(
        tuple(Kin(found[p.key], p, p.key == key, _relation(p.key, key, before, after))
              for p in places)
    )  # fmt: skip


def _relation(key: str, own: str, before: set[str], after: set[str]) -> str:
    if key == own:
        return "this page"
    return "came before" if key in before else "came of it" if key in after else "a cousin"


# The shelf


def shelf(unit: Unit | None = None) -> QuerySet[Dna]:
    """Pages that were handed in, the newest first; of a unit: its own and those inside."""
    found = Dna.objects.filter(handed_in_at__isnull=False).exclude(how=Dna.How.SHIPPED)
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "parent").order_by("-handed_in_at", "pk")


def of_gathering(reference: str) -> QuerySet[Dna]:
    """The tables of one evening, in the order in which they were opened."""
    return Dna.objects.filter(gathering=reference).order_by("begun_at", "pk")


def units() -> QuerySet[Unit]:
    return branches()


def story_of(dna: Dna) -> tuple[str, Sequence[tuple[str, str]]]:
    """What is told of a starter, with its sources; nothing for other pages."""
    known = starter(dna.starter) if dna.starter else None
    return (f"{known.after}. {known.story}", known.sources) if known else ("", ())


def texts(dna: Dna) -> Mapping[str, str]:
    return {one.field: one.text for one in _passages(dna)}


def alive(unit: Unit) -> list[Knot]:
    """The unit's own pages of the last year, for its page."""
    recent = Q(handed_in_at__gt=clock.now() - LATELY)
    found = shelf().filter(recent, unit=unit)[:6]
    return [Knot("campaign DNA", one.title, one.get_absolute_url()) for one in found]
