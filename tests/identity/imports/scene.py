"""A federation with the branches that the sample files name, and files on their way in."""

import io
from pathlib import Path

from articulator.identity.contacts.models import Consent, Phone
from articulator.identity.imports import acts
from articulator.identity.imports.models import Import, Row
from articulator.identity.imports.queries import suggestion
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.merges.models import Identifier
from articulator.kernel.models import Person, Unit
from tests.people import person

SAMPLES = Path(__file__).parents[2] / "data" / "imports"
BRANCHES = ("Ashford East", "Brackley", "Calder Vale", "Dunmore")
TABLES = (Person, Membership, Standing, Attribute, Phone, Identifier, Consent)
WORDING = "I agree to hear from the union."

ROLL = b"""id,name,branch,email,joined,trained_until,gender
N1,Ines Duarte,Leith,ines@example.org,2025-01-05,2027-06-30,woman
N2,Jon Adair,Govan,jon@example.org,2025-02-05,,
N3,Kofi Mensah,Partick,kofi@example.org,2025-03-05,,
N4,Lena Vogt,Leith,ben@example.org,2025-03-05,,
M-ben,Ben Castell,Leith,ben@example.org,2023-01-01,2028-01-01,man
M-cleo,Cleo Marsh,Leith,cleo@example.org,,,
"""


def branches(root: Unit) -> None:
    for name in BRANCHES:
        slug = name.lower().replace(" ", "-")
        Unit.objects.create(parent=root, level="branch", name=name, slug=slug)


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.csv").read_bytes()


def taken(data: bytes, unit: Unit, name: str = "people.csv", who: str = "ada") -> Import:
    return acts.take_in(person(who), unit, name, io.BytesIO(data))


def previewed(
    data: bytes, unit: Unit, wording: str = "", who: str = "ada", **fields: str
) -> Import:
    """Read by the mapping that is suggested, but for the columns named here."""
    of = taken(data, unit, who=who)
    known = suggestion(unit, of.columns)
    mapping = [
        fields.get(column, field) for column, field in zip(of.columns, known.mapping, strict=True)
    ]
    acts.name_columns(person(who), of, mapping, known.kind, unit, wording)
    of.refresh_from_db()
    return of


def carried(data: bytes, unit: Unit, wording: str = "", **fields: str) -> Import:
    of = previewed(data, unit, wording, **fields)
    acts.carry_out(person("ada"), of)
    of.refresh_from_db()
    return of


def undone(of: Import) -> Import:
    acts.undo(person("ada"), of)
    of.refresh_from_db()
    return of


def dump() -> list[list[str]]:
    """Every row of every table that an import touches."""
    return [sorted(map(str, model._base_manager.values_list())) for model in TABLES]


def lines(of: Import) -> list[tuple]:
    return list(Row.objects.filter(of=of).values_list("line", "effect", "words"))
