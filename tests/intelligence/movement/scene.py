"""A small movement around the federation: whom officers put on the map, and what groups say."""

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.movement import acts
from articulator.intelligence.movement.acts import Bond, Profile
from articulator.intelligence.movement.models import Spot, Tie
from articulator.kernel.models import Unit
from articulator.methods.maps import Chart, Group
from articulator.methods.maps import Tie as Line
from tests.identity.elections.scene import ada
from tests.intelligence.scene import unit

HOME, WORK = "daily_life_and_reproduction", "labour_and_production"


def profile(function="taming", sphere=HOME, where="federation", **more) -> Profile:
    return Profile("group", function, sphere, unit(where), **more)


def group(name: str, function="taming", sphere=HOME, where="federation", **more) -> Partner:
    """A group on the map that Ada added, with an address of its own."""
    email = f"{name.split(maxsplit=1)[0].lower()}@group.example"
    return acts.add_group(
        ada(), unit(), name, "", email, profile(function, sphere, where, **more)
    ).partner


def tied(one: Partner, other: Partner, strength: int = 2) -> Tie:
    return acts.tie(ada(), one, other, Bond(Tie.Kind.KNOWS, strength))


def spot(name: str) -> Spot:
    return Spot.objects.get(partner__name=name)


def crowd(number: int, missing: tuple[str, str] | None = None) -> None:
    """So many groups from a file, in every place of the grid but one."""
    from articulator.intelligence.movement.catalogue import functions, spheres

    places = [(f, s) for s in spheres() for f in functions() if (f, s) != missing]
    groups = tuple(
        Group(f"g{at}", f"Group {at:03}", "group", "", *places[at % len(places)])
        for at in range(number)
    )
    lines = tuple(Line(f"g{at}", f"g{(at * 7 + 1) % number}") for at in range(number))
    acts.bring(ada(), Unit.objects.get(parent=None), Chart(groups, lines), "crowd.json")
