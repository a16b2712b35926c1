"""Putting groups on the map, what they say of themselves, bringing them together, taking it out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.models import Address, Partner
from articulator.intelligence.movement import letters
from articulator.intelligence.movement.brokering import measures
from articulator.intelligence.movement.imported import folded, spots_of, tidy, ties_of
from articulator.intelligence.movement.models import (
    Introduction,
    Look,
    Release,
    Spot,
    Target,
    Tie,
    Uptake,
)
from articulator.intelligence.movement.queries import in_order, tie_of, twin
from articulator.intelligence.movement.rules import (
    may_aim,
    may_ask_for_map,
    may_bring_together,
    may_introduce,
    may_map,
    may_place,
    may_read_ties,
    may_remind,
    may_say,
    may_second,
    may_speak,
    may_take,
    may_tell,
    may_tie,
    may_untie,
    may_write_down,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.maps import Chart

type Says = Introduction.Says


@dataclass(frozen=True, slots=True)
class Profile:
    """What the map says of a group."""

    kind: str
    function: str
    sphere: str
    area: Unit
    reach: int | None = None
    needs: Sequence[str] = ()
    gives: Sequence[str] = ()
    themes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bond:
    """What is said of a tie."""

    kind: str
    strength: int = 2
    since: date | None = None


# Places on the map


@act(allow=may_map)
def add_group(
    actor: Actor, unit: Unit, name: str, about: str, email: str, profile: Profile
) -> Spot:
    """A group that we were not in touch with yet: it becomes a partner, and gets its link."""
    if known := twin(name, unit):
        raise Refused(
            Refusal(
                f"{known.unit} is in touch with {known} already, and one group stands on the map "
                "once.",
                appeal=f"Ask whoever keeps the roll of {known.unit}.",
            )
        )
    partner = ecology.add_partner(actor, unit, name, about, email)
    return _placed(partner, profile, f"an officer of {unit}")


@act(allow=may_place)
def place(_actor: Actor, partner: Partner, profile: Profile) -> Spot:
    """An officer says where a group stands; the group is written, and can put it right."""
    made = _placed(partner, profile, f"an officer of {partner.unit}")
    letters.placed(made)
    return made


@act(allow=may_speak)
def say(_actor: Actor, partner: Partner, profile: Profile) -> Spot:
    """A group says by its link what it does, what it needs, what it has."""
    made = _placed(partner, profile, "the group itself")
    _heard(made)
    return made


@act(allow=may_speak)
def confirm(_actor: Actor, partner: Partner) -> Spot:
    """All of it still holds, the ties that it named itself, too."""
    spot = Spot.objects.get(pk=partner.pk)
    _heard(spot)
    for end in ("one", "other"):
        own = Tie.objects.filter(**{end: partner, f"{end}_said_at__isnull": False})
        own.update(**{f"{end}_said_at": clock.now(), "heard_at": clock.now()})
    return spot


def _placed(partner: Partner, profile: Profile, source: str) -> Spot:
    spot = Spot.objects.filter(pk=partner.pk).first() or Spot(partner=partner, since=clock.now())
    spot.kind, spot.function, spot.sphere = profile.kind, profile.function, profile.sphere
    spot.area, spot.reach, spot.source = profile.area, profile.reach, source
    spot.needs, spot.gives = tidy(profile.needs), tidy(profile.gives)
    spot.themes, spot.off_at, spot.ended_at = tidy(profile.themes), None, None
    spot.save()
    known = Uptake.objects.filter(partner=partner).values_list("theme", flat=True)
    new = [theme for theme in folded(spot.themes) if theme not in set(known)]
    Uptake.objects.bulk_create(Uptake(partner=partner, theme=one, at=clock.now()) for one in new)
    return spot


def _heard(spot: Spot) -> None:
    spot.said_at = clock.now()
    spot.save(update_fields=["said_at"])
    Address.objects.filter(partner=spot.partner).update(heard_at=clock.now())


@act(allow=may_place)
def end(_actor: Actor, partner: Partner) -> Spot:
    """The group is no more. It stays in the counts of the past."""
    spot = Spot.objects.get(pk=partner.pk)
    spot.ended_at = clock.now()
    spot.save(update_fields=["ended_at"])
    return spot


@act(allow=may_speak)
def leave_map(_actor: Actor, partner: Partner) -> None:
    """Off the map, with one click: all that it said of them is deleted, their ties too."""
    spot = Spot.objects.filter(pk=partner.pk).first() or Spot(partner=partner, area=partner.unit)
    spot.function = spot.sphere = ""
    spot.reach, spot.needs, spot.gives, spot.themes = None, [], [], []
    spot.source, spot.said_at, spot.off_at = "the group itself", clock.now(), clock.now()
    spot.save()
    for end_of in ("one", "other"):
        Tie.objects.filter(**{end_of: partner}).delete()
    Uptake.objects.filter(partner=partner).delete()


@act(allow=may_remind)
def ask_to_refresh(_actor: Actor, spot: Spot) -> None:
    spot.asked_at = clock.now()
    spot.save(update_fields=["asked_at"])
    letters.refresh(spot)


# A file of another program


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file."""

    new: int
    known: int
    unwilling: int  # do not want to be on the map
    ties: int


@act(allow=may_map, facts=asdict)
def bring(_actor: Actor, unit: Unit, chart: Chart, name: str) -> Brought:
    """Put the groups of a file on the map. What stands there already stays as it is."""
    known = {one.name.casefold(): one for one in Partner.objects.all()}
    fresh = {one.label.casefold(): one for one in chart.groups if one.label.casefold() not in known}
    made = Partner.objects.bulk_create(
        Partner(unit=unit, name=one.label, about=one.about, known_since=clock.now())
        for one in fresh.values()
    )
    known |= {one.name.casefold(): one for one in made}
    ends = {one.key: known[one.label.casefold()] for one in chart.groups}
    standing = dict(Spot.objects.values_list("pk", "off_at"))
    rows = spots_of(chart, ends, unit, name, standing)
    Spot.objects.bulk_create(rows)
    Uptake.objects.bulk_create(
        Uptake(partner_id=spot.pk, theme=theme, at=clock.now())
        for spot in rows for theme in folded(spot.themes)
    )  # fmt: skip
    ties = Tie.objects.bulk_create(ties_of(chart, ends, standing))
    unwilling = len({one.pk for one in ends.values() if standing.get(one.pk)})
    here = len({one.pk for one in ends.values()})
    return Brought(len(rows), here - len(rows) - unwilling, unwilling, len(ties))


# Ties


@act(allow=may_tie)
def tie(_actor: Actor, partner: Partner, other: Partner, bond: Bond) -> Tie:
    """An officer says that two groups have to do with each other."""
    return _tied(partner, other, bond, Tie.Source.OFFICER)


@act(allow=may_speak)
def name_tie(_actor: Actor, partner: Partner, other: Partner, bond: Bond) -> Tie:
    """A group says by its link whom it works with."""
    made = _tied(partner, other, bond, Tie.Source.THEY)
    said = "one_said_at" if made.one_id == partner.pk else "other_said_at"
    setattr(made, said, clock.now())
    made.save(update_fields=[said])
    return made


@act(allow=may_speak)
def drop_tie(_actor: Actor, partner: Partner, other: Partner) -> None:
    """A group says that a tie is none, or is not ours to know."""
    if found := tie_of(partner, other):
        found.delete()


@act(allow=may_untie)
def untie(_actor: Actor, tie: Tie) -> None:
    Tie.objects.filter(pk=tie.pk).delete()


def _tied(one: Partner, other: Partner, bond: Bond, source: Tie.Source) -> Tie:
    if one.pk == other.pk:
        raise Refused(Refusal("A group is not tied to itself."))
    if not Spot.objects.filter(pk__in=[one.pk, other.pk], off_at=None).count() == 2:
        raise Refused(Refusal("Both have to stand on the map."))
    first, second = in_order(one, other)
    made = Tie.objects.filter(one=first, other=second).first() or Tie(one=first, other=second)
    made.kind, made.strength, made.source = bond.kind, bond.strength, source
    made.since, made.heard_at = bond.since or made.since, clock.now()
    made.save()
    return made


# Introductions


@act(allow=may_introduce)
def introduce(
    actor: Actor, one: Partner, other: Partner, through: Partner | None, why: str
) -> Introduction:
    """Ask both whether they want to meet. How enclosed and how alike they are now is kept."""
    assert isinstance(actor, Person), "the rule has let somebody in"
    if refusal := may_bring_together(actor, one, other):
        raise Refused(refusal)
    first, second = in_order(one, other)
    made = Introduction.objects.create(
        one=first, other=second, through=through, by=actor, why=why, asked_at=clock.now(),
        measured=measures(first, second),
    )  # fmt: skip
    letters.asked(made)
    return made


@act(allow=may_say, facts=lambda made: {"agreed": made.agreed_at is not None})
def answer(_actor: Actor, introduction: Introduction, side: Partner, said: Says) -> Introduction:
    """One of the two says yes or no, by its link, and may change its mind."""
    Address.objects.filter(partner=side).update(heard_at=clock.now())
    return _answered(introduction, side, said)


@act(allow=may_write_down, facts=lambda made: {"agreed": made.agreed_at is not None})
def write_down(
    _actor: Actor, introduction: Introduction, side: Partner, said: Says
) -> Introduction:
    """An officer types in what one of the two said on the telephone."""
    return _answered(introduction, side, said)


def _answered(introduction: Introduction, side: Partner, said: Says) -> Introduction:
    if side.pk not in (introduction.one_id, introduction.other_id):
        raise Refused(Refusal("This is about others."))
    if side.pk == introduction.one_id:
        introduction.one_says = said
    else:
        introduction.other_says = said
    yes = Introduction.Says.YES
    both = introduction.one_says == yes and introduction.other_says == yes
    newly = both and introduction.agreed_at is None
    introduction.agreed_at = (introduction.agreed_at or clock.now()) if both else None
    introduction.save()
    if newly:
        letters.agreed(introduction)
    elif introduction.refused:
        letters.told(introduction, "One of them would rather not")
    return introduction


@act(allow=may_tell, facts=lambda made: {"outcome": made.outcome})
def tell_outcome(
    _actor: Actor, introduction: Introduction, outcome: str, words: str, next_step: str
) -> Introduction:
    """What came of it. Who does something together is tied from now on."""
    introduction.outcome, introduction.words = outcome, words
    introduction.next_step, introduction.told_at = next_step, clock.now()
    introduction.save()
    if introduction.agreed_at and outcome == Introduction.Outcome.TOGETHER:
        _tied(introduction.one, introduction.other, Bond(Tie.Kind.ACTION, 3), Tie.Source.MADE)
    elif introduction.agreed_at and outcome == Introduction.Outcome.MET:
        _tied(introduction.one, introduction.other, Bond(Tie.Kind.KNOWS, 1), Tie.Source.MADE)
    return introduction


# The target; who looked; the map as a file


@act(allow=may_aim, facts=lambda made: {"weights": made.weights})
def aim(actor: Actor, _root: Unit, weights: Mapping[str, int], decision: str) -> Target:
    """Record how a body decided that the movement should be balanced."""
    assert isinstance(actor, Person), "the rule has let somebody in"
    weighs: dict[str, Any] = {key: int(value) for key, value in weights.items()}
    return Target.objects.create(weights=weighs, decision=decision, by=actor, at=clock.now())


@act(allow=may_read_ties)
def look(actor: Actor, _root: Unit, page: str) -> Look:
    """Write down that somebody looked at ties: once a day for each page."""
    assert isinstance(actor, Person), "the rule has let somebody in"
    return Look.objects.create(by=actor, page=page[:60], day=clock.today())


@act(allow=may_ask_for_map)
def ask_for_map(actor: Actor, unit: Unit, form: str, reason: str) -> Release:
    assert isinstance(actor, Person), "the rule has let somebody in"
    return Release.objects.create(
        unit=unit, by=actor, form=form, reason=reason, asked_at=clock.now()
    )


@act(allow=may_second)
def second(actor: Actor, release: Release, *, agree: bool) -> Release:
    """A second officer agrees that the map may leave, or does not."""
    assert isinstance(actor, Person), "the rule has let somebody in"
    release.second = actor
    if agree:
        release.agreed_at = clock.now()
    else:
        release.refused_at = clock.now()
    release.save()
    return release


@act(allow=may_take)
def take(_actor: Actor, release: Release) -> Release:
    """Download it: each time stands in the log."""
    release.taken += 1
    release.save(update_fields=["taken"])
    return release
