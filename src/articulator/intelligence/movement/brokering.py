"""The map as a network: who is enclosed, who could be introduced to whom, what has travelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from articulator.intelligence.ecology.models import Capacity, Partner
from articulator.intelligence.movement.catalogue import spheres
from articulator.intelligence.movement.models import Introduction, Spot, Uptake
from articulator.intelligence.movement.queries import spots, ties
from articulator.kernel.models import Unit
from articulator.methods.brokerage import (
    Asked,
    Network,
    Proposal,
    Traits,
    diffusion,
    holes,
    introductions,
    network,
    similarity,
)

MOST = 12  # proposals on a page
ENCLOSED = 8  # groups named as the most enclosed and as bridges
TRAVELLED = 5  # who took a theme up, before anything is said of its way


@dataclass(frozen=True)
class Ground:
    """The groups on the map by their keys, and their ties as the method takes them."""

    spots: Mapping[str, Spot]
    net: Network
    traits: Mapping[str, Traits]


def ground(inside: Unit | None = None) -> Ground:
    known = {str(one.pk): one for one in spots(inside)}
    rows = ties(inside).values_list("one_id", "other_id", "strength")
    net = network(((str(a), str(b), float(weight)) for a, b, weight in rows), known)
    return Ground(known, net, _traits(known))


def _traits(known: Mapping[str, Spot]) -> dict[str, Traits]:
    regions, carried = _regions(), _carried()
    return {
        key: Traits(
            needs=_words(one.needs), gives=_words([*one.gives, *carried.get(key, ())]),
            place=one.area.name, themes=_words(one.themes),
            apart=(one.sphere, regions.get(one.area.path, "")),
        )
        for key, one in known.items()
    }  # fmt: skip


def _words(said: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(one.casefold().split()) for one in said)


def _regions() -> dict[str, str]:
    """For each unit's path the part of the whole in which it is: what stands below the root."""
    paths = Unit.objects.values_list("path", flat=True)
    return {path: "/".join(path.split("/")[:3]) for path in paths}


def _carried() -> dict[str, list[str]]:
    """What groups said they can carry, as what they can give."""
    found: dict[str, list[str]] = {}
    holds = Capacity.objects.filter(replaced_at=None, per_week__gt=0)
    for key, what in holds.values_list("partner_id", "what"):
        found.setdefault(str(key), []).append(what)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How one group stands among its contacts, in words and Burt's figures."""

    spot: Spot
    contacts: int
    constraint: float
    effective_size: float


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal with the groups it is about."""

    one: Spot
    other: Spot
    through: Spot | None
    mutual: int
    reasons: tuple[str, ...]
    opens: str


@dataclass(frozen=True, slots=True)
class Report:
    """The structural holes that somebody could close (the constitution asks for it quarterly)."""

    groups: int
    ties: int
    alone: tuple[Spot, ...]
    alone_many: int
    enclosed: tuple[Standing, ...]
    bridges: tuple[Standing, ...]
    offers: tuple[Offer, ...]


def report(inside: Unit | None = None) -> Report:
    on = ground(inside)
    told = holes(on.net)
    rows = [
        Standing(on.spots[name], int(many), float(constraint), float(size))
        for name, many, constraint, size in zip(
            on.net.names, on.net.degrees, told.constraint, told.effective_size, strict=True
        )
    ]
    alone = [one.spot for one in rows if not one.contacts]
    tied = [one for one in rows if one.contacts > 1]
    enclosed = sorted(tied, key=lambda one: (-one.constraint, str(one.spot)))
    bridges = sorted(tied, key=lambda one: (-one.effective_size, str(one.spot)))
    asked = Asked(on.traits, _protected(on.spots), _known_pairs())
    parts = spheres()
    offers = [_offer(on, one, parts) for one in introductions(on.net, asked, most=MOST)]
    return Report(
        len(rows), on.net.ties, tuple(alone[:ENCLOSED]), len(alone), tuple(enclosed[:ENCLOSED]),
        tuple(bridges[:ENCLOSED]), tuple(offers),
    )  # fmt: skip


def _protected(known: Mapping[str, Spot]) -> list[str]:
    """Who does not want to be asked by us."""
    return [key for key, one in known.items() if one.partner.left_at]


def _known_pairs() -> list[tuple[str, str]]:
    """Who was introduced already or did not want it, and whose tie has only faded."""
    pairs = Introduction.objects.values_list("one_id", "other_id")
    return [(str(one), str(other)) for one, other in pairs]


def _offer(on: Ground, said: Proposal, parts: Mapping[str, str]) -> Offer:
    one, other = on.spots[said.one], on.spots[said.other]
    through = on.spots[said.through] if said.through else None
    reasons = tuple(_reason(on, said, number) for number in range(len(said.reasons)))
    return Offer(one, other, through, said.mutual, reasons, _opens(one, other, said, parts))


def _reason(on: Ground, said: Proposal, number: int) -> str:
    reason = said.reasons[number]
    if reason.kind == "fit":
        taker = said.other if reason.giver == said.one else said.one
        return f"{on.spots[reason.giver]} has {reason.what}, which {on.spots[taker]} needs"
    words = {"need": "both need", "people": "both work with", "theme": "both work on",
             "place": "both are in"}  # fmt: skip
    return f"{words[reason.kind]} {reason.what}"


def _opens(one: Spot, other: Spot, said: Proposal, parts: Mapping[str, str]) -> str:
    """What the tie would open, in words; constraint stands behind it."""
    if said.one_before != said.one_before and said.other_before != said.other_before:
        return "the first tie of both"
    if said.one_before != said.one_before:
        return f"the first tie of {one}"
    if said.other_before != said.other_before:
        return f"the first tie of {other}"
    if one.sphere != other.sphere and {one.sphere, other.sphere} <= parts.keys():
        return f"a way between {parts[one.sphere]} and {parts[other.sphere]}"
    return (
        "a way between circles that do not know each other"
        if said.mutual < 2
        else "a closer circle"
    )


def measures(one: Partner, other: Partner) -> dict[str, Any]:
    """How alike two are now, and how enclosed: kept when they are introduced, compared later."""
    on = ground()
    words = {key: known.needs | known.gives | known.themes for key, known in on.traits.items()}
    alike = similarity(on.net, str(one.pk), str(other.pk), words)
    told = holes(on.net).constraint
    enclosed = [_figure(on, told, str(end.pk)) for end in (one, other)]
    return {"contacts": alike.contacts, "traits": alike.traits, "constraint": enclosed}


def _figure(on: Ground, told: Any, key: str) -> float | None:
    value = float(told[on.net.at[key]]) if key in on.net.at else float("nan")
    return None if isnan(value) else round(value, 6)


@dataclass(frozen=True, slots=True)
class Travelled:
    """How a theme was taken up."""

    theme: str
    adopted: int
    along: int
    expected: float
    travels: bool


def travelled(most: int = 6) -> list[Travelled]:
    """Themes that several groups took up, and whether they went along ties."""
    on, by_theme = ground(), dict[str, dict[str, float]]()
    for key, theme, at in Uptake.objects.values_list("partner_id", "theme", "at"):
        if str(key) in on.net.at:
            by_theme.setdefault(theme, {})[str(key)] = at.timestamp()
    common = sorted(by_theme.items(), key=lambda row: (-len(row[1]), row[0]))
    told = [
        (theme, diffusion(on.net, when, seed=1))
        for theme, when in common[:most]
        if len(when) >= TRAVELLED
    ]
    return [
        Travelled(theme, one.adopted, one.along, one.expected, one.travels) for theme, one in told
    ]
