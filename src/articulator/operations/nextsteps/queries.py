"""What there is to do, who took what, how many did it, and whether it was worth the hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet, Sum

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent
from articulator.identity.membership.queries import membership_of, memberships
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.methods.buddies import Guide, Newcomer, match
from articulator.methods.suppression import in_tens
from articulator.operations.gatherings.models import FORGOTTEN, Gathering
from articulator.operations.gatherings.queries import coming, publicly, there
from articulator.operations.nextsteps.catalogue import KITS, Kit, when
from articulator.operations.nextsteps.models import (
    MOST_BUDDIES,
    WITHIN,
    Buddy,
    Felt,
    NextStep,
    NextStepQuerySet,
    Offer,
    OfferQuerySet,
    Pair,
    PairQuerySet,
)
from articulator.operations.nextsteps.tokens import opened_by
from articulator.operations.training.models import Session
from articulator.operations.training.queries import around, sessions

SEASONED = timedelta(days=90)  # since when somebody knows their way here
DAY = timedelta(days=1)
DOORS_OPEN = DAY  # before the evening: what can be done next is there to look at, and to take


# What there is to do


def offers(gathering: Gathering) -> OfferQuerySet:
    return gathering.next_steps.select_related("session", "leads_to", "gathering__unit")


def to_choose(gathering: Gathering) -> OfferQuerySet:
    """What can be taken now: what still wants many hands first, then what is soon."""
    return offers(gathering).open()


def with_steps(unit: Unit | None = None) -> QuerySet[Gathering]:
    """Evenings whose steps can be looked at: those of the last days, and the one tomorrow."""
    now = clock.now()
    held = Gathering.objects.filter(
        called_off_at=None, starts_at__lte=now + DOORS_OPEN, ends_at__gt=now - WITHIN,
        next_steps__in=Offer.objects.open(),
    )  # fmt: skip
    if unit:
        held = held.filter(unit__path__startswith=unit.path)
    return held.select_related("unit").distinct().order_by("-starts_at")


@dataclass(frozen=True, slots=True)
class Ready:
    """Something a host can put up with one tick."""

    key: str
    offer: Offer


def ready(gathering: Gathering) -> list[Ready]:
    """The kits with their days, trainings and gatherings nearby; without what is up already."""
    return [
        *(Ready(f"kit {kit.key}", _from_kit(kit, gathering)) for kit in KITS),
        *(Ready(f"training {one.pk}", _training(one, gathering)) for one in _trainings(gathering)),
        *(Ready(f"coming {one.pk}", _coming(one, gathering)) for one in _gatherings(gathering)),
    ]


def _from_kit(kit: Kit, gathering: Gathering) -> Offer:
    return Offer(
        gathering=gathering, kind=kit.kind, title=kit.title, text=kit.text, minutes=kit.minutes,
        wanted=kit.wanted, place=kit.where or gathering.place,
        starts_at=when(kit, max(gathering.ends_at, clock.now())),
    )  # fmt: skip


def _trainings(gathering: Gathering) -> Iterable[Session]:
    """Trainings in the unit and around it that are near enough to be a next step."""
    near = sessions().filter(
        unit__path__in=around(gathering.unit), starts_at__gt=gathering.ends_at,
        starts_at__lte=gathering.ends_at + WITHIN,
    )  # fmt: skip
    return near.exclude(pk__in=gathering.next_steps.exclude(session=None).values("session"))[:6]


def _training(session: Session, gathering: Gathering) -> Offer:
    return Offer(
        gathering=gathering, kind=Offer.Kind.TRAINING, title=str(session)[:80], text=session.note,
        place=session.place, starts_at=session.starts_at, minutes=120, session=session,
        wanted=max(1, session.capacity or 12),
    )  # fmt: skip


def _gatherings(gathering: Gathering) -> Iterable[Gathering]:
    near = coming().filter(
        unit__path__in=around(gathering.unit), starts_at__gt=gathering.ends_at,
        starts_at__lte=gathering.ends_at + WITHIN,
    )  # fmt: skip
    up = gathering.next_steps.exclude(leads_to=None).values("leads_to")
    return near.exclude(pk__in=up)[:6]


def _coming(one: Gathering, gathering: Gathering) -> Offer:
    return Offer(
        gathering=gathering, kind=Offer.Kind.COMING, title=f"Come to: {one}"[:80], place=one.place,
        starts_at=one.starts_at, minutes=round(one.hours * 60), leads_to=one,
        wanted=one.capacity or 40,
    )  # fmt: skip


# Who took what


def steps(gathering: Gathering, why: str) -> NextStepQuerySet:
    return NextStep.objects.by_rule(why).filter(gathering=gathering)


def step_of(gathering: Gathering, mark: str) -> NextStep | None:
    found = steps(gathering, "whoever holds the token").filter(mark=mark)
    return found.select_related(*_WITH).first() if mark else None


def behind(key: str) -> NextStep | None:
    """The step that a letter speaks of."""
    pk = opened_by(key)
    found = NextStep.objects.by_rule("whoever holds the letter").select_related(*_WITH)
    return found.filter(pk=UUID(pk)).first() if pk else None


_WITH = ("offer__session", "offer__leads_to", "gathering__unit")


def pair_of(step: NextStep) -> Pair | None:
    """The pair that a newcomer is asked about, or that is made."""
    found = Pair.objects.by_rule("the newcomer's own").alive().filter(step=step)
    return found.select_related("buddy").first()


def chances(step: NextStep) -> OfferQuerySet:
    """What somebody can take who still wants to."""
    return Offer.objects.open().filter(gathering=step.gathering).exclude(pk=step.offer_id)


# What hosts see


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of those who came, how many left with a step, and how many did it. None: not recorded."""

    came: int | None
    took: int
    did: int
    over: int  # steps whose time has passed
    alone: int  # ask for a buddy and have none

    @property
    def share(self) -> str:
        return f"{self.took} of {self.came}" if self.came else str(self.took)


def numbers(gathering: Gathering) -> Numbers:
    rows = steps(gathering, "the numbers of a host")
    kept = gathering.next_steps.aggregate(took=Sum("taken"), did=Sum("happened"))
    over = gathering.next_steps.filter(starts_at__lte=clock.now()).aggregate(n=Sum("taken"))["n"]
    return Numbers(
        came=(gathering.came or there(gathering)) or None,
        took=kept["took"] or 0,
        did=(kept["did"] or 0) + rows.filter(happened=True).count(),
        over=over or 0,
        alone=alone(gathering).count(),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """The same for everyone: in eights, and none for a few."""

    came: int | None
    took: int | None
    did: int | None


def told(gathering: Gathering) -> Told | None:
    """Nothing before it is over, and nothing where fewer than eight took a step."""
    known = numbers(gathering)
    took = publicly(known.took)
    if not gathering.is_over or took is None:
        return None
    return Told(publicly(known.came or 0), took, publicly(known.did))


def listed(actor: Actor, gathering: Gathering) -> NextStepQuerySet:
    """Who does what, for the hosts: those first whose time is nearest."""
    found = NextStep.objects.seen_by(actor).filter(gathering=gathering)
    return found.select_related("offer").order_by("offer__starts_at", "offer__title", "taken_at")


def pairs(gathering: Gathering) -> PairQuerySet:
    found = Pair.objects.by_rule("the hosts who bring two together").alive()
    return found.filter(step__gathering=gathering).select_related("step__offer", "buddy")


# Buddies


def is_seasoned(person: Person) -> bool:
    """Whether somebody has been a member long enough to know their way."""
    held = membership_of(person)
    return held is not None and held.joined_on <= (clock.now() - SEASONED).date()


def own_buddy(person: Actor) -> Buddy | None:
    return Buddy.objects.seen_by(person).first() if person else None


def own_pairs(person: Actor) -> PairQuerySet:
    found = Pair.objects.seen_by(person).alive()
    return found.select_related("step__offer", "step__gathering__unit", "buddy")


def alone(gathering: Gathering) -> NextStepQuerySet:
    """Who asks for a buddy for a step to come, and is not asked with anybody yet."""
    found = steps(gathering, "who asks for a buddy").filter(
        wants_buddy=True, offer__starts_at__gt=clock.now()
    )
    return found.exclude(pk__in=Pair.objects.alive().values("step"))


def proposals(gathering: Gathering) -> list[tuple[NextStep, Buddy]]:
    """Who could go with whom (methods/buddies.py): never again two of whom one said no."""
    waiting = list(alone(gathering).select_related("offer").order_by("taken_at", "pk"))
    guides = {str(one.pk): one for one in _guides(gathering)}
    said_no = Pair.objects.by_rule("who said no").filter(step__in=waiting)
    never = {(str(a), str(b)) for a, b in said_no.values_list("step", "buddy")}
    with_whom = match(
        [Newcomer(str(one.pk), one.offer.kind) for one in waiting],
        [_guide(one) for one in guides.values()],
        never,
    )
    named = {str(one.pk): one for one in waiting}
    return [(named[one], guides[other]) for one, other in with_whom.items()]


def _guides(gathering: Gathering) -> list[Buddy]:
    """Members around here who would, with how many they take along and how near they are."""
    near = memberships(gathering.unit.parent or gathering.unit)
    to_come = Q(pairs__step__offer__starts_at__gt=clock.now())
    busy = Count("pairs", filter=to_come & ~Q(pairs__state=Pair.State.DECLINED))
    found = Buddy.objects.by_rule("who would take somebody along").annotate(busy=busy)
    found = found.filter(busy__lt=MOST_BUDDIES, person__in=near.values("person"))
    here = memberships(gathering.unit).filter(person=OuterRef("person"))
    return list(found.annotate(is_near=Exists(here)).order_by("since", "pk"))


def _guide(one: Any) -> Guide:
    far = 0 if one.is_near else 1
    return Guide(str(one.pk), frozenset(one.kinds), far=far, free=MOST_BUDDIES - one.busy)


# What came of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """A kind of step: what it asks of somebody, and what they said it was worth."""

    kind: Offer.Kind
    offered: int
    minutes: int
    took: int | None
    did: int | None
    worth: list[int | None] | None

    @property
    def rows(self) -> list[tuple[str, int | None]]:
        return list(zip(Felt.Worth.labels, self.worth or [], strict=False))

    @property
    def share(self) -> int | None:
        """How much of what was said is a yes, in per cent; None where it cannot be told."""
        said = [one or 0 for one in self.worth or []]
        return round(100 * said[Felt.Worth.YES] / sum(said)) if sum(said) else None


def outcomes() -> list[Outcome]:
    """All units together, kind by kind: hours asked against felt worth."""
    past = Offer.objects.filter(starts_at__lte=clock.now()).order_by().values("kind")
    sums = past.annotate(
        offered=Count("pk"), asked=Avg("minutes"), took=Sum("taken"), did=Sum("happened")
    )
    found = {one["kind"]: one for one in sums}
    done, felt = _done_by_kind(), _felt_by_kind()
    return [
        Outcome(
            kind, row["offered"], round(row["asked"]), publicly(row["took"]),
            publicly((row["did"] or 0) + done.get(kind.value, 0)), in_tens(felt.get(kind, [])),
        )
        for kind in Offer.Kind
        if (row := found.get(kind.value))
    ]  # fmt: skip


def _done_by_kind() -> dict[str, int]:
    rows = NextStep.objects.by_rule("numbers for everyone").filter(happened=True).order_by()
    counted = rows.values("offer__kind").annotate(n=Count("pk"))
    return dict(counted.values_list("offer__kind", "n"))


def _felt_by_kind() -> dict[str, list[int]]:
    rows = Felt.objects.by_rule("numbers for everyone").order_by()
    said: dict[str, list[int]] = {}
    counted = rows.values("offer__kind", "worth").annotate(n=Count("pk"))
    for kind, worth, number in counted.values_list("offer__kind", "worth", "n"):
        said.setdefault(kind, [0] * len(Felt.Worth))[worth] = number
    return said


# By the clock


def to_remind() -> list[NextStep]:
    """A day before, for those who left an address and did not ask for silence."""
    now = clock.now()
    soon = NextStep.objects.by_rule("a letter that was asked for").filter(
        reminded_at=None, offer__starts_at__gt=now, offer__starts_at__lte=now + DAY
    )
    return reachable(soon.filter(taken_at__lt=now - timedelta(hours=3)))


def to_ask() -> list[NextStep]:
    """Once, when its time is over."""
    rows = NextStep.objects.by_rule("a letter that was asked for").filter(
        asked_at=None, happened=None, offer__starts_at__lte=clock.now()
    )
    return [one for one in reachable(rows) if one.may_ask]


def reachable(rows: NextStepQuerySet) -> list[NextStep]:
    found = list(rows.exclude(email="").select_related("offer", "gathering__unit"))
    quiet = silent(Channel.MAIL, [one.email for one in found])
    return [one for one in found if one.email not in quiet]


def to_forget() -> QuerySet[Gathering]:
    """Thirty days after, as with everything else of a gathering."""
    old = Gathering.objects.filter(ends_at__lte=clock.now() - FORGOTTEN)
    rows = NextStep.objects.by_rule("counted, then forgotten").values("gathering")
    return old.filter(pk__in=rows)
