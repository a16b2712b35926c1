"""Who is in a pool, with which features; what a draw may show, and to whom."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.draws.models import Draw, Entry, Invitation
from articulator.identity.membership.models import Attribute, Membership
from articulator.identity.membership.queries import memberships
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.profile import tenure_band
from articulator.methods.sortition import Lottery, Pool, Quota, next_reserve

NOT_TOLD = "not told"
SMALL = 8  # nothing about people is shown for fewer

NO_STRATA = ("membership",)  # the same for everyone: a lot without quotas

type Features = dict[str, str]


def alive(unit: Unit) -> list[Knot]:
    """Draws of the unit's bodies that are not over, for its page."""
    found = Draw.objects.filter(group__body__unit=unit, drawn_at=None)
    return [Knot("draw", one.title, one.get_absolute_url()) for one in found]


def eligible(group: SeatGroup, people: QuerySet[Person], at: datetime) -> QuerySet[Person]:
    """The pool without those who sit in the body, have been allotted before, or are invited."""
    body = group.body
    sitting = Term.objects.current(at).filter(seat__group__body=body)
    served = Term.objects.filter(seat__group=group)
    asked = Invitation.objects.filter(answer=Invitation.Answer.OPEN, entry__draw__group__body=body)
    people = people.exclude(pk__in=sitting.values("person"))
    people = people.exclude(pk__in=asked.values("entry__person"))
    return people.exclude(pk__in=served.values("person")) if group.term_limit == 1 else people


def features(people: Iterable[Person], names: Sequence[str], unit: Unit, at: datetime) -> list[Any]:
    """(person, features) for each person, only the features named, from the roll."""
    known = {person.pk: person for person in people}
    told = Attribute.objects.by_rule("the quotas of a draw")
    held = (
        memberships(unit, at)
        .filter(person__in=known.keys() if len(known) < 500 else Person.objects.all())
        .select_related("unit__parent")
        .prefetch_related(Prefetch("person__attributes", told))
    )
    return [(known[m.person_id], _row(m, names, at.date())) for m in held if m.person_id in known]


def _row(membership: Membership, names: Sequence[str], today: date) -> Features:
    told = {a.name: a.value for a in membership.person.attributes.all()}
    told["region"] = str(membership.unit.parent or membership.unit)
    told["branch"] = str(membership.unit)
    told["membership"] = membership.kind
    told["tenure_band"] = tenure_band(membership.joined_on, today)
    return {name: told.get(name, NOT_TOLD) for name in names}


def token(draw: Draw, person: Person) -> str:
    """A name for the person in this draw alone; without the draw's key it leads to nobody."""
    return hmac.new(bytes.fromhex(draw.token_key), person.pk.bytes, hashlib.sha256).hexdigest()


def pool_of(draw: Draw) -> Pool:
    """The frozen pool as the method takes it: tokens in order, and their features."""
    entries = draw.entries.order_by("token").values_list("token", "features")
    tokens, rows = zip(*entries, strict=True) if entries else ((), ())
    return Pool(ids=tuple(tokens), rows=tuple(rows))


def quotas_of(draw: Draw) -> tuple[Quota, ...]:
    return tuple(Quota(**quota) for quota in draw.quotas)


def lottery_of(draw: Draw) -> Lottery:
    if draw.book is None:
        raise ValueError("The book of this draw is not published yet.")
    return Lottery.from_json(draw.book)


def bands(draw: Draw) -> list[dict[str, Any]]:
    """The chances of a published draw in public, as rows for `bars`; never fewer than 8 people."""
    chances = [c for c in draw.entries.values_list("chance", flat=True) if c is not None]
    width = _band_width(max(chances, default=0.0))
    counted = Counter(int(chance / width + 1e-9) for chance in chances)
    return [
        {
            "label": f"{100 * band * width:g} to {100 * (band + 1) * width:g} %",
            "value": number if number >= SMALL else 0,
            "text": number if number >= SMALL else f"fewer than {SMALL}",
        }
        for band, number in sorted(counted.items())
    ]


def _band_width(largest: float) -> float:
    """About ten bands, of a round width."""
    return next(
        (w for w in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05) if largest <= 10 * w), 0.1
    )


def entry_of(draw: Draw, person: Person) -> Entry | None:
    return draw.entries.filter(person=person).first()


def open_seats(draw: Draw) -> int:
    """Seats of the draw that nobody has accepted or is still being asked about."""
    kept = (Invitation.Answer.OPEN, Invitation.Answer.ACCEPTED)
    taken = Invitation.objects.filter(entry__draw=draw, answer__in=kept)
    return draw.seats - taken.count()


def next_entry(draw: Draw) -> Entry | None:
    """The reserve to call: least quota deviation, ties by the order which the seed fixed."""
    asked = Invitation.objects.filter(entry__draw=draw).values_list("entry__token", "answer")
    staying = [t for t, a in asked if a in (Invitation.Answer.OPEN, Invitation.Answer.ACCEPTED)]
    gone = [t for t, a in asked if t not in staying]
    reserves = (draw.result or {}).get("reserves", [])
    quotas = lottery_of(draw).quotas
    found = next_reserve(staying, gone, reserves, pool_of(draw), quotas)
    return draw.entries.get(token=found) if found else None


def due_invitations(at: datetime | None = None) -> QuerySet[Invitation]:
    return Invitation.objects.filter(answer=Invitation.Answer.OPEN, answer_by__lt=at or clock.now())


STAGES = ("called", "frozen", "published", "drawn")


def life(draw: Draw) -> list[dict[str, Any]]:
    """The steps of a draw's life, for the `steps` component."""
    now = STAGES.index(draw.stage())
    steps = (
        ("Announced", 0, None),
        ("Pool frozen", 1, draw.frozen_at),
        ("Chances published", 2, None),
        ("Seed fixed in public, lot drawn", 3, draw.drawn_at or draw.seed_due),
    )
    done = draw.stage() == "drawn"
    return [
        {
            "name": name,
            "at": at,
            "state": "done" if n <= now and (n < 3 or done) else "now" if n == now + 1 else "next",
        }
        for name, n, at in steps
    ]


def answers(draw: Draw) -> dict[str, int]:
    """How many said yes or nothing yet, how many seats passed on. Never who, never why."""
    counted = Counter(Invitation.objects.filter(entry__draw=draw).values_list("answer", flat=True))
    passed = counted[Invitation.Answer.DECLINED] + counted[Invitation.Answer.LAPSED]
    return {
        "accepted": counted[Invitation.Answer.ACCEPTED],
        "open": counted[Invitation.Answer.OPEN],
        "passed": passed,
    }
