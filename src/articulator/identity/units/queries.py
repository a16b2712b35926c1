"""Which unit is where, what stands inside it, and what dividing or merging would do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from articulator.identity.bodies.models import Term
from articulator.identity.constitution.queries import law
from articulator.identity.membership.models import Membership
from articulator.identity.units.models import PostcodeArea
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.postcodes import areas, plain


def units(inside: Unit | None = None) -> QuerySet[Unit]:
    """The units that are open, all or those inside one (itself included); no autonomous ones."""
    found = Unit.objects.filter(closed_at=None, autonomous=False).select_related("parent")
    return found.filter(path__startswith=inside.path) if inside else found


def level_below(unit: Unit) -> str:
    """The level that units inside this one have by the constitution in force."""
    levels = law().get("levels", [])
    return next((level["id"] for level in levels if level.get("parent") == unit.level), "branch")


def branch_for(postcode: str) -> Unit | None:
    """The unit whose area holds this postcode, the narrowest area first."""
    named = areas(postcode)
    found = PostcodeArea.objects.filter(code__in=named, unit__closed_at=None)
    by_code = {area.code: area.unit for area in found.select_related("unit")}
    return next((by_code[code] for code in named if code in by_code), None)


def codes_in(text: str) -> list[str]:
    """Areas as somebody types them, one of each: `eh6, EH7 eh6` is EH6 and EH7."""
    return list(dict.fromkeys(filter(None, map(plain, text.replace(",", " ").split()))))


@dataclass(frozen=True, slots=True)
class Parting:
    """What a division would do, before it is done."""

    going: int
    staying: int
    without_district: int
    unknown: tuple[str, ...]


def parting(unit: Unit, codes: Iterable[str]) -> Parting:
    """How many would go with these districts and how many stay, if the unit were divided now."""
    lines = Membership.objects.current().by_rule("numbers before a division").filter(unit=unit)
    counted, codes = Counter(lines.values_list("district", flat=True)), set(codes)
    going = sum(n for district, n in counted.items() if district in codes)
    unknown = tuple(sorted(codes - counted.keys()))
    return Parting(going, counted.total() - going, counted[""], unknown)


def officers(unit: Unit) -> QuerySet[Term]:
    """Who holds a seat in the unit's own bodies now."""
    sitting = Term.objects.current().filter(seat__group__body__unit=unit)
    return sitting.select_related("person", "seat__group__body")


def alive(unit: Unit) -> list[Knot]:
    """What stands inside the unit, for its page."""
    inside = units().filter(parent=unit).order_by("name")
    return [Knot("inside", str(one), one.get_absolute_url()) for one in inside[:60]]
