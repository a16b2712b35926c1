"""Beginning a page, sitting down at it, writing together, telling it, handing it in, passing it on.

Phones at a table have no account: they show the hash of a token (`mark`). The log says that a page
was written, never by whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from articulator.identity.bodies.rules import by_law
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.methods.plain import passed_on
from articulator.operations.dna import tokens
from articulator.operations.dna.catalogue import field, fields, heart, limits, shipped, starter
from articulator.operations.dna.models import (
    FEWEST,
    LEASE,
    LONGEST,
    Dna,
    Draft,
    Passage,
    Seat,
    TeachBack,
)
from articulator.operations.dna.queries import free_seat, seat_of, texts
from articulator.operations.dna.rules import (
    may_begin,
    may_descend,
    may_fill_in,
    may_hand_in,
    may_sit,
    may_test,
    may_write,
    not_at_the_table,
)

BY_VERB = {Dna.How.COPY: "copies", Dna.How.CHANGE: "changes", Dna.How.SPLIT: "splits from"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a page. `was` is the name its writer had before them."""

    title: str
    function: str
    sphere: str
    place: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text for one field. `base` is the draft that its writer had before them."""

    field: str
    base: int
    text: str
    stays: bool = False  # whether the writer goes on writing


# Beginning


@act(allow=may_begin, secret=True)
def begin(_actor: Actor, unit: Unit, gathering: str = "") -> Dna:
    """An empty page with a table of its own."""
    return _page(unit, Dna.How.BEGUN, None, {}, gathering)


@act(allow=by_law)
def install(_actor: Actor, dna: Dna) -> Dna:
    """Write down a page that came with the software. Twice is once."""
    known = starter(dna.starter)
    assert known, "only pages of the shelf are installed"
    page, passages = shipped(known)
    kept, new = Dna.objects.get_or_create(pk=page.pk, defaults={
        one.attname: getattr(page, one.attname) for one in Dna._meta.concrete_fields  # noqa: SLF001 - documented
    })  # fmt: skip
    if new:
        Passage.objects.bulk_create(passages)
    return kept


@act(allow=may_descend, secret=True)
def descend(actor: Actor, dna: Dna, unit: Unit, how: Dna.How, gathering: str = "") -> Dna:
    """A copy for another place, a change, or a part that splits off: a page of its own."""
    if refusal := may_begin(actor, unit):
        raise Refused(refusal)
    if how not in Dna.DESCENDS:
        raise Refused(Refusal("A page comes of another as a copy, a change or a split."))
    parent = install(None, dna) if dna._state.adding else dna  # noqa: SLF001 - documented
    made = _page(unit, how, parent, texts(parent), gathering)
    links.join(made, BY_VERB[how], parent)
    return made


def _page(
    unit: Unit, how: Dna.How, parent: Dna | None, said: Mapping[str, str], gathering: str
) -> Dna:
    key, now = uuid4(), clock.now()
    made = Dna.objects.create(
        id=key, unit=unit, how=how, parent=parent, family=parent.family if parent else key,
        code=tokens.code(), gathering=gathering, begun_at=now,
        title=parent.title if parent else "", function=parent.function if parent else "",
        sphere=parent.sphere if parent else "",
    )  # fmt: skip
    passages = Passage.objects.bulk_create(
        Passage(dna=made, field=f.key, text=said.get(f.key, ""), number=int(bool(said)),
                last=int(bool(said)), changed_at=now if said else None)
        for f in fields()
    )  # fmt: skip
    if said:
        Draft.objects.bulk_create(
            Draft(passage=one, number=1, base=0, text=one.text, at=now) for one in passages
        )
    return made


# The table


@act(allow=may_sit, secret=True)
def sit(_actor: Actor, dna: Dna, mark: str) -> Seat:
    """Take a free seat; whoever sits there already stays where they are."""
    if sitting := Seat.objects.filter(dna=dna, mark=mark).first():
        return sitting
    number = free_seat(dna)
    if number is None:
        raise Refused(
            Refusal(
                f"All {limits().most} seats are taken: more than that do not write one page.",
                clause=limits().table_clause, appeal="Ask for a table of your own.",
            )
        )  # fmt: skip
    made = Seat.objects.create(dna=dna, number=number, mark=mark, at=clock.now())
    dna.writers = max(dna.writers, dna.seats.count())
    dna.save(update_fields=["writers"])
    return made


@act(allow=may_sit, secret=True)
def stand_up(_actor: Actor, dna: Dna, mark: str) -> None:
    """Leave the table: the seat is free, and what was written stays."""
    number = seat_of(dna, mark)
    Seat.objects.filter(dna=dna, mark=mark).delete()
    Passage.objects.filter(dna=dna, seat=number).update(seat=None, writing_until=None)


@act(allow=may_write, secret=True)
def call_it(actor: Actor, dna: Dna, mark: str, head: Head) -> Dna:
    """Give the page its name and its place on the map."""
    _must_sit(actor, dna, mark)
    if dna.title not in {head.was, head.title}:
        raise Refused(
            Refusal(
                f"Somebody at your table has just called it “{dna.title}”, you “{head.title}”.",
                appeal="Talk to each other, then one of you writes the name again.",
            )
        )
    dna.title, dna.place = head.title, head.place
    dna.function, dna.sphere = head.function, head.sphere
    dna.save(update_fields=["title", "place", "function", "sphere"])
    return dna


# Writing. One writer in a field at a time, as far as phones know; nothing that is sent is lost.


@act(allow=may_write, secret=True)
def take(actor: Actor, dna: Dna, mark: str, name: str) -> Passage:
    """Begin to write in a field: for a while the others see that it is taken."""
    _must_sit(actor, dna, mark)
    passage, seat = _passage(dna, name), seat_of(dna, mark)
    if passage.written_by_another(seat):
        raise Refused(
            Refusal(
                f"Somebody else is writing in “{_title(name)}” just now.",
                appeal="Write in another field, or wait for a minute.",
            )
        )
    passage.seat, passage.writing_until = seat, clock.now() + LEASE
    passage.save(update_fields=["seat", "writing_until"])
    return passage


@act(allow=may_write, secret=True)
def write(actor: Actor, dna: Dna, mark: str, said: Said) -> Draft | None:
    """Send a text for a field. If another one was quicker, both are kept, and the table chooses."""
    _must_sit(actor, dna, mark)
    passage, seat = _passage(dna, said.field), seat_of(dna, mark)
    made = _put(passage, said.base, _clean(said.text))
    if not passage.written_by_another(seat):
        passage.seat = seat if said.stays else None
        passage.writing_until = clock.now() + LEASE if said.stays else None
    passage.save()
    return made


@act(allow=may_write, secret=True)
def settle(actor: Actor, dna: Dna, mark: str, aside: Draft, said: Said) -> Draft | None:
    """The table chose between two texts, or made one of both."""
    _must_sit(actor, dna, mark)
    passage = _passage(dna, said.field)
    if aside.passage_id != passage.pk or not aside.aside:
        raise Refused(Refusal("These two texts do not belong to one field."))
    made = _put(passage, said.base, _clean(said.text))
    passage.save()
    Draft.objects.filter(pk=aside.pk, settled_at=None).update(settled_at=clock.now())
    return made


def _put(passage: Passage, base: int, text: str) -> Draft | None:
    """Part of an act: the text stands if its writer knew what stood there, else it goes aside."""
    if base > passage.last:
        raise Refused(Refusal("This form is not of this page. Load the page again."))
    if text == passage.text or (base != passage.number and text == _text_at(passage, base)):
        return passage.drafts.filter(number=passage.number).first()  # nothing new was said
    stale = base != passage.number
    again = passage.drafts.filter(base=base, text=text, aside=True, settled_at=None)
    if stale and (same := again.first()):
        return same
    passage.last += 1
    made = Draft(
        passage=passage, number=passage.last, base=base, text=text, at=clock.now(), aside=stale
    )
    if not stale:
        passage.text, passage.number, passage.changed_at = text, made.number, made.at
    passage.save()
    made.save()
    return made


def _text_at(passage: Passage, number: int) -> str | None:
    found = passage.drafts.filter(number=number).values_list("text", flat=True).first()
    return found if number else ""


def _clean(text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(Refusal(f"One answer has {LONGEST:,} characters at most."))
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _passage(dna: Dna, name: str) -> Passage:
    found = Passage.objects.filter(dna=dna, field=name).first()
    if found is None:
        raise Refused(Refusal("The page has no such field."))
    return found


def _title(name: str) -> str:
    known = field(name)
    return known.title if known else name


def _must_sit(actor: Actor, dna: Dna, mark: str) -> None:
    if refusal := not_at_the_table(actor, dna, mark):
        raise Refused(refusal)


# From paper


@act(allow=may_fill_in, secret=True)
def type_in(
    _actor: Actor, dna: Dna, head: Head, said: Mapping[str, str], writers: int
) -> Dna:  # fmt: skip
    """Type in what a table wrote on paper. `writers` sat at it, without a phone."""
    if not FEWEST <= writers <= limits().most:
        raise Refused(
            Refusal(
                f"{limits().fewest} to {limits().most} people write a page.",
                clause=limits().table_clause,
            )
        )
    for passage in dna.passages.all():
        _put(passage, passage.number, _clean(said.get(passage.field, passage.text)))
    dna.title, dna.function, dna.sphere = head.title, head.function, head.sphere
    dna.place, dna.from_paper, dna.writers = head.place, True, max(writers, dna.writers)
    dna.save()
    return dna


# Telling it


@act(allow=may_test, secret=True)
def teach_back(
    actor: Actor, dna: Dna, mark: str, told_by: Dna | None, seconds: int, missed: Sequence[str],
    change: str = "",
) -> TeachBack:  # fmt: skip
    """Somebody of another table told the page from itself; its own table noted what was missed."""
    _must_sit(actor, dna, mark)
    known = [f.key for f in fields() if f.key in missed]
    passed = passed_on(seconds, known, heart())
    if not passed and not change.strip():
        raise Refused(Refusal("Say what you will write differently, so that the next one gets it."))
    if told_by == dna:
        raise Refused(Refusal("Somebody of another table tells it: you know it already."))
    return TeachBack.objects.create(
        dna=dna, told_by=told_by, seconds=seconds, missed=known, passed=passed,
        change=change.strip(), at=clock.now(),
    )  # fmt: skip


@act(allow=may_hand_in, secret=True)
def hand_in(actor: Actor, dna: Dna, mark: str) -> Dna:
    """The page is done: from now on it stays as it was read. The table may go on by a change."""
    _must_sit(actor, dna, mark)
    dna.handed_in_at = clock.now()
    dna.save(update_fields=["handed_in_at"])
    return dna
