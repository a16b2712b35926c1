"""Five thousand invented members in forty invented branches: always the same ones."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from random import Random

from articulator.kernel.models import Person

REGIONS = {
    "North Shore": ["Alderhaven", "Brackwater", "Carrick Point", "Dunmere", "Eskmouth", "Fell Row", "Grainger Hill", "Harrowsea"],
    "The Vale": ["Ashby Vale", "Barrowden", "Coldbrook", "Dingle Ford", "Elmswick", "Fallow Green", "Garth End", "Hollin Bridge"],
    "Eastmoor": ["Ivelbury", "Jarrow Cross", "Kettlefen", "Lodestone", "Marsh Gate", "Nettleham Road", "Oxley", "Pembry"],
    "Harbour Cities": ["Old Quay", "Queensferry Street", "Ropewalk", "St Bride's", "Tollgate", "Upper Docks", "Victoria Mills", "Weaver Lane"],
    "Southdown": ["Amberley Cross", "Birling", "Chalk Farm Road", "Denehurst", "East Lavant", "Firle", "Glynde", "Hamsey"],
}  # fmt: skip
FIRST = (
    "Aisha Alan Amara Andrzej Anita Asha Beatriz Ben Bridget Callum Carmen Chidi Clare Dafydd Dara "
    "Deepa Denise Diego Donna Ebele Eilidh Elena Emeka Esther Farah Femi Fiona Gareth Gita Grace "
    "Hamza Hannah Harjit Ife Imran Ingrid Isla Jamal Jana Jean Joao Joy Kamal Karen Kenji Kirsty "
    "Kwame Laila Leah Lena Liam Lucia Maeve Magda Malik Maria Mei Mohan Nadia Neil Niamh Noor Olu "
    "Omar Paolo Parveen Priya Rafal Rhian Rosa Ruth Samir Sanjay Sean Sofia Tariq Tess Tomasz Uzma "
    "Vikram Wanda Xin Yusuf Zara"
).split()
LAST = (
    "Abbott Adeyemi Ahmed Akhtar Allen Banerjee Begum Bello Bennett Boyle Brennan Brown Campbell "
    "Carter Chen Clarke Cohen Collins Costa Davies Diaz Doyle Edwards Evans Farouk Fernandes "
    "Fletcher Flynn Fofana Foster Garcia Gill Gordon Green Griffiths Hall Hassan Hughes Hussain "
    "Ibrahim Iqbal Jackson Jones Kaur Kelly Khan Kowalski Kumar Lewis Lopez MacDonald Malik Martin "
    "Mbeki McKay Mehta Miller Mistry Morgan Murphy Nguyen Nowak Nwosu OBrien Okafor Okeke Owusu "
    "Patel Pereira Phillips Popescu Price Quinn Rahman Reid Roberts Rossi Ryan Santos Shah Sharma "
    "Silva Singh Smith Stewart Taylor Thomas Turner Walsh Wilson Wojcik Wood Wright Yilmaz Young"
).split()
GENDERS = (("woman", 48), ("man", 46), ("non-binary", 3), ("", 3))
AGES = (("16-29", 24), ("30-44", 30), ("45-59", 24), ("60+", 20), ("", 2))
ORIGINS = (("white", 74), ("asian", 10), ("black", 8), ("mixed or other", 5), ("", 3))
DISABILITY = (("no", 78), ("yes", 16), ("", 6))
COLUMNS = (
    "id", "name", "email", "branch", "region", "class", "joined", "trained_until",
    "gender", "age_band", "ethnicity", "disability",
)  # fmt: skip

type Row = dict[str, str]


def members(count: int, today: date) -> Iterator[Row]:
    """Rows of a roll: about a quarter have finished the training, as in the constitution's pool."""
    luck = Random(1871)  # noqa: S311 - invented people, not a lot
    names = list(product(FIRST, LAST))
    luck.shuffle(names)
    places = [(branch, region) for region, branches in REGIONS.items() for branch in branches]
    weights = [luck.randint(6, 16) for _ in places]
    for number, (first, last) in enumerate(names[:count], 1):
        branch, region = luck.choices(places, weights)[0]
        joined = today - timedelta(days=int(luck.triangular(20, 3000, 400)))
        trained = luck.random() < 0.27 and joined < today - timedelta(days=200)
        yield dict(
            zip(
                COLUMNS,
                (
                    f"F{number:05}", f"{first} {last}", f"m{number}@members.example",
                    branch, region, "member", joined.isoformat(),
                    (today + timedelta(days=luck.randint(200, 1000))).isoformat() if trained else "",
                    _one(luck, GENDERS), _one(luck, AGES), _one(luck, ORIGINS),
                    _one(luck, DISABILITY),
                ),
                strict=True,
            )
        )  # fmt: skip


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _one(luck: Random, shares: tuple[tuple[str, int], ...]) -> str:
    return luck.choices([value for value, _ in shares], [weight for _, weight in shares])[0]


def some_trained(count: int) -> list[Person]:
    """People from the pool who are not personas, always the same ones."""
    pool = Person.objects.filter(
        standings__kind="leadership_pool", email__endswith="@members.example"
    ).order_by("email")
    return Random(5).sample(list(pool), count)  # noqa: S311 - invented people, not a lot
