"""Which imports there are, what a file is, what its columns meant last time."""

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from articulator.identity.constitution.queries import law, sight
from articulator.identity.imports.models import Import, Part, Remembered, Row
from articulator.identity.membership.queries import classes, voting_kinds
from articulator.identity.merges.queries import KEPT, kept_units
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit
from articulator.methods.people import (
    NEED_A_YES,
    PRESETS,
    Preset,
    grants_rights,
    guess,
    plain_header,
    recognise,
)

STUCK = timedelta(minutes=10)
REGION = "GB"
SHOWN = 3  # first values of a column


class Stored(io.RawIOBase):
    """A file that lies in the database in parts, read part by part."""

    def __init__(self, of: Import) -> None:
        super().__init__()
        self.parts = Part.objects.filter(of=of)
        self.seek(0)

    def seek(self, offset: int, whence: int = 0) -> int:
        assert offset == whence == 0, "a stored file is read from its beginning"
        self.number, self.left = 0, memoryview(b"")
        return 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def readinto(self, buffer: Any) -> int:
        if not self.left:
            part = self.parts.filter(number=self.number).first()
            if part is None:
                return 0
            self.number, self.left = self.number + 1, memoryview(bytes(part.data))
        many = min(len(buffer), len(self.left))
        buffer[:many] = self.left[:many]
        self.left = self.left[many:]
        return many


def stored(of: Import) -> io.BufferedIOBase:
    return io.BufferedReader(Stored(of), 1 << 16)


def preset(key: str) -> Preset:
    return next(one for one in PRESETS if one.key == key)


def imports_of(actor: Actor) -> QuerySet[Import]:
    """The imports of the units whose roll somebody keeps, and of those inside."""
    found = Import.objects.none()
    for unit in kept_units(actor):
        found = found | Import.objects.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "by")


def imports_seen(actor: Actor, key: str) -> QuerySet[Import]:
    return imports_of(actor).filter(pk=key)


def sees_lines(actor: Actor, of: Import) -> bool:
    """Whether somebody may read a file line by line: who sent it, and who sees its unit's people.

    An officer above, from whom the data charter keeps names, sees that it is there and its numbers.
    """
    return (actor is not None and actor.pk == of.by_id) or sight(actor).sees_names(of.unit)


def alike(columns: Sequence[str]) -> str:
    """A hash of the columns, the same for every file with these headers."""
    plain = "\n".join(plain_header(one) for one in columns)
    return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the columns of a file seem to mean, and from where we know it."""

    mapping: list[str]
    kind: str
    remembered: bool


def suggestion(unit: Unit, columns: Sequence[str]) -> Suggestion:
    known = Remembered.objects.filter(unit=unit, headers=alike(columns)).first()
    if known:
        return Suggestion(known.mapping, known.kind, remembered=True)
    system = recognise(columns)
    return Suggestion(guess(system, columns), usual_kind(system), remembered=False)


def usual_kind(system: Preset) -> str:
    """Members for a roll; for a mailing list those who take part, if there is such a class."""
    votes = voting_kinds()
    others = [kind for kind in classes() if kind not in votes]
    return votes[0] if system.voting or not others else others[0]


def refused_columns(columns: Iterable[str]) -> list[str]:
    """The columns that are never taken, because they would make somebody more than a name."""
    return [one for one in columns if grants_rights(one)]


def needs_wording(mapping: Iterable[str]) -> bool:
    """Whether a column says that people agreed to something: to what words, is then asked."""
    return any(field in NEED_A_YES for field in mapping)


def region() -> str:
    """The country whose phone numbers are written without a code."""
    said: Sequence[str] = law().get("jurisdiction", [])
    return said[0] if said else REGION


def stuck() -> QuerySet[Import]:
    """What a worker has let go of: it is taken up again."""
    working = Import.objects.filter(state__in=Import.WORKING)
    return working.filter(touched_at__lt=clock.now() - STUCK)


def to_forget() -> QuerySet[Import]:
    """What is older than thirty days and still holds people's names."""
    old = Import.objects.filter(at__lt=clock.now() - KEPT).exclude(state__in=Import.WORKING)
    late = old.exclude(finished_at__gte=clock.now() - KEPT)
    return late.filter(pk__in=Row.objects.values("of")) | late.filter(
        pk__in=Part.objects.values("of")
    )


def later_on_the_same(done: Import) -> Import | None:
    """An import carried out after this one that changed the same people."""
    mine = Row.objects.filter(of=done, who__isnull=False).values("who")
    theirs = Row.objects.filter(of__state__in=[Import.State.DONE, Import.State.CARRYING])
    theirs = theirs.filter(of__touched_at__gt=done.finished_at, who__in=mine)
    row = theirs.exclude(of=done).exclude(before={}).select_related("of").first()
    return row.of if row else None


def rows_of(shown: Import, effect: str) -> QuerySet[Row]:
    rows = Row.objects.filter(of=shown)
    return rows.filter(effect=effect) if effect in Row.Effect.values else rows


WOULD = {
    "new": "new people", "update": "get additions", "doubt": "possible duplicates",
    "same": "known already", "unread": "left out", "quiet": "ask to be left alone",
}  # fmt: skip
DID = {
    "made": "came in", "changed": "got additions", "undecided": "undecided, left out",
    "same": "known already", "unread": "left out", "quiet": "are left alone",
}  # fmt: skip


def figures(of: Import, undecided: int) -> list[tuple[int, str]]:
    """What a file would do, or what it did, in numbers; those that are nought are not told."""
    over = of.state in (Import.State.DONE, Import.State.UNDONE)
    counts = {**of.counts, "undecided": undecided}
    counts["unread"] = counts.get("unread", 0) + counts.get("left", 0)
    told = [(counts.get(key, 0), words) for key, words in (DID if over else WOULD).items()]
    return [one for one in told if one[0]]


def facts_shown(row: Row) -> str:
    """What a row says of a person, in one line."""
    facts: Mapping[str, Any] = row.facts
    told = [facts.get("name"), facts.get("email"), *facts.get("phones", [])]
    return ", ".join(str(one) for one in told if one)
