"""Rows made of the file of another program, for the act that keeps them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.movement.catalogue import function_called, sphere_called
from articulator.intelligence.movement.models import Spot, Tie
from articulator.intelligence.movement.queries import in_order
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.maps import Chart, Group

type Ends = Mapping[str, Partner]  # by the keys of the file
type Standing = Mapping[UUID, datetime | None]  # who is on the map, and since when off it
type Inside = Mapping[str, Unit]

MOST = 12  # words in a list
KINDS = {
    "shares members": "people", "shares space": "space", "funds": "funds", "joint action": "action",
}  # fmt: skip


def tidy(said: Iterable[str]) -> list[str]:
    """Each word once, whatever the case of its letters, as it was written first."""
    plain = [" ".join(one.split())[:60] for one in said]
    once = {one.casefold(): one for one in reversed(plain) if one}
    return [one for one in dict.fromkeys(plain) if once.get(one.casefold()) == one][:MOST]


def folded(said: Iterable[str]) -> list[str]:
    """The same for comparing: so that two groups mean the same by the same."""
    return [one.casefold() for one in tidy(said)]


def spots_of(chart: Chart, ends: Ends, unit: Unit, name: str, standing: Standing) -> list[Spot]:
    """Places for groups that have none yet."""
    inside = {one.name.casefold(): one for one in Unit.objects.filter(path__startswith=unit.path)}
    rows: dict[UUID, Spot] = {}
    for group in chart.groups:
        partner = ends[group.key]
        if partner.pk not in standing:
            area = inside.get(group.place.casefold(), unit)
            rows.setdefault(partner.pk, _spot(group, partner, area, name))
    return list(rows.values())


def _spot(group: Group, partner: Partner, area: Unit, name: str) -> Spot:
    words = [group.function, *group.tags]
    function = next((key for key in map(function_called, words) if key), "")
    parts = [group.sphere, *group.tags]
    sphere = next((key for key in map(sphere_called, filter(None, parts)) if key), "")
    return Spot(
        partner=partner, kind=_kind(group.kind), function=function, sphere=sphere, area=area,
        reach=group.reach, needs=tidy(group.needs), gives=tidy(group.gives),
        themes=tidy(group.themes), source=f"a file: {name}"[:120], since=clock.now(),
    )  # fmt: skip


def _kind(said: str) -> str:
    known = {str(words).partition(" ")[2]: key for key, words in Spot.Kind.choices}
    plain = said.casefold()
    return plain if plain in Spot.Kind.values else known.get(plain, Spot.Kind.GROUP)


def ties_of(chart: Chart, ends: Ends, standing: Standing) -> list[Tie]:
    """Only ties that were not known, and of nobody who does not want to be on the map."""
    have = set(Tie.objects.values_list("one_id", "other_id"))
    rows: dict[tuple[UUID, UUID], Tie] = {}
    for said in chart.ties:
        one, other = in_order(ends[said.one], ends[said.other])
        pair = (one.pk, other.pk)
        off = any(standing.get(key) for key in pair)
        if one.pk == other.pk or pair in have or off:
            continue
        plain = said.kind.casefold()
        kind = KINDS.get(plain, plain)
        rows[pair] = Tie(
            one=one, other=other, kind=kind if kind in Tie.Kind.values else Tie.Kind.KNOWS,
            strength=min(5, max(1, said.strength or 2)), source=Tie.Source.FILE, since=said.since,
            made_at=clock.now(), heard_at=clock.now(),
        )  # fmt: skip
    return list(rows.values())
