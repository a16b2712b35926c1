"""A branch with people, its secretary, and the lists that are asked for."""

import csv
import io
from datetime import timedelta

from articulator.identity.bodies.models import Term
from articulator.identity.exports import acts
from articulator.identity.exports.models import Export, Piece
from articulator.identity.exports.queries import content
from articulator.identity.exports.tasks import take_up
from articulator.identity.membership.queries import Sought
from articulator.kernel.models import Person, Unit
from tests.people import NOON

LATER = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
WHY = "Labels for the congress papers"


def asked(
    who: Person, unit: Unit, *columns: str, sought: Sought | None = None, why: str = WHY
) -> Export:
    """A list as it stands after the worker has done its part, if it runs at once."""
    made = acts.ask(who, unit, why, columns or ("name",), sought or Sought())
    made.refresh_from_db()
    return made


def worked(of: Export) -> Export:
    """The worker comes round."""
    take_up.func(str(of.pk))
    of.refresh_from_db()
    return of


def read(of: Export) -> list[list[str]]:
    text = b"".join(content(of)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def pieces(of: Export) -> int:
    return Piece.objects.filter(of=of).count()


def leaves(term: Term) -> None:
    """The office ends: its holder resigns, or is recalled."""
    term.ended = NOON - timedelta(hours=1)
    term.save()
