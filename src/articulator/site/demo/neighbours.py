"""The demo's movement: groups of three towns, who is tied to whom, who was introduced to whom."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.ecology.queries import partners
from articulator.intelligence.movement import acts
from articulator.intelligence.movement.acts import Profile
from articulator.intelligence.movement.models import Introduction, Spot
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.methods.maps import Chart, Group, Tie
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

# What is known of each: name, kind, function, sphere, themes, needs, what it gives.
FIRST = """
Harbour Tenants|union|taming|daily_life_and_reproduction|rents|a lawyer|people who knock
Dockers’ Branch|union|taming|labour_and_production|pay,heat|a hall|a strike fund
Nurses Together|union|smashing|labour_and_production|pay,wards|childcare|first aid
Night Bus Riders|campaign|taming|institutions_and_law|night buses|a printer|members in every street
Quayside Community Press|media|smashing|mental_conceptions|rents,pay|a van|a printer
Saltmarsh Watch|group|taming|relation_to_nature|floods|a lawyer|water tests
Allotment Federation|network|building|relation_to_nature|food|hands on Saturdays|vegetables
Harbour Law Centre|group|taming|institutions_and_law|rents,evictions|volunteers|a lawyer
Mosque Kitchen|group|healing|daily_life_and_reproduction|food|a van|hot meals
Women’s Refuge Network|network|healing|social_relations|homes|homes|advice
School Gate Parents|group|building|social_relations|childcare|a room|childcare
Tool Library|coop|building|technology_and_organisation|repairs|a hall|tools,a van
Warehouse Stewards|group|smashing|labour_and_production|pay,heat|a printer|stories from inside
No Evictions|campaign|smashing|daily_life_and_reproduction|evictions,rents|a van|people at six
"""
LATER = """
Renters’ Choir|group|healing|mental_conceptions|rents|a hall|songs
Repair Café|group|building|technology_and_organisation|repairs|tools|repairs
Bakers’ Co-op|coop|building|labour_and_production|food|a loan|bread
Carers’ Circle|group|taming|daily_life_and_reproduction|care,pay|childcare|time on weekdays
Climate Camp|campaign|smashing|relation_to_nature|floods,heat|a kitchen|people who climb
Migrants’ Advice|group|taming|institutions_and_law|papers|a lawyer|eleven languages
Teachers’ Reading Group|group|smashing|mental_conceptions|schools|a room|worksheets
Free Wi-Fi Mesh|network|building|technology_and_organisation|networks|roofs|internet
Sea Swimmers for Clean Water|group|taming|relation_to_nature|floods|water tests|two hundred swimmers
Food Bank Volunteers|network|healing|daily_life_and_reproduction|food|vegetables|a hall
Credit Union|coop|building|institutions_and_law|debt|members|a loan
Pensioners’ Forum|group|taming|daily_life_and_reproduction|heat,night buses|a van|time on weekdays
Students’ Union Left|union|smashing|institutions_and_law|rents|a hall|people who knock
Community Radio|media|building|mental_conceptions|night buses|volunteers|two hours a week on air
Housing Co-op Harbour Street|coop|building|daily_life_and_reproduction|homes|a loan|a room
Couriers’ Network|network|smashing|labour_and_production|pay|a lawyer|bicycles
Mothers Against Knives|group|healing|social_relations|streets|a room|listening
Disabled People’s Alliance|network|taming|social_relations|care,night buses|a lift|advice
Data Rights Clinic|group|taming|technology_and_organisation|networks|volunteers|advice
Union Learning Reps|network|building|labour_and_production|pay,schools|a room|courses
"""
TIES = (
    (0, 7), (0, 13), (7, 13), (0, 4), (1, 2), (1, 12), (2, 12), (1, 4), (5, 6), (8, 6), (8, 10),
    (9, 10), (11, 6), (3, 4), (14, 0), (14, 4), (15, 11), (16, 8), (16, 6), (17, 2), (17, 9),
    (18, 5), (18, 6), (19, 7), (19, 9), (20, 12), (20, 4), (21, 11), (21, 15), (22, 5), (23, 8),
    (23, 6), (25, 3), (25, 17), (26, 4), (26, 13), (27, 4), (28, 0), (28, 13), (29, 12), (31, 17),
    (32, 21), (33, 1), (33, 12),
)  # fmt: skip
KINDS = ("shares members", "joint action", "shares space", "knows", "funds")


def tell(say: Say, today: datetime) -> None:
    say("Drawing a map of the movement around the branch …")
    secretary = known("secretary")
    home = home_of(secretary)
    areas = _areas(home)
    groups = [*_groups(FIRST, areas), *_groups(LATER, areas)]
    split = len(FIRST.strip().splitlines())
    founder = Person.objects.get(email="agnes@demo.example")
    root = Unit.objects.get(parent=None)
    with clock.at(today - timedelta(days=185)):
        first = Chart(tuple(groups[:split]), tuple(_ties(0, split)))
        acts.bring(founder, root, first, "trades-council.kumu.json")
    with clock.at(today - timedelta(days=70)):
        acts.bring(
            founder, root, Chart(tuple(groups), tuple(_ties(0, len(groups)))), "movement.gexf"
        )
    _themselves(secretary, home, today)
    _introduced(founder, today)
    with clock.at(today - timedelta(days=2)):
        acts.ask_for_map(secretary, home, "gexf", "For the council’s evening on who is missing.")


def _areas(home: Unit) -> list[Unit]:
    """The branch, its region and the branches beside it: nothing finer stands on the map."""
    beside = Unit.objects.filter(parent=home.parent, closed_at=None).exclude(pk=home.pk)
    assert home.parent is not None
    return [home, *beside.order_by("path")[:4], home.parent]


def _groups(text: str, areas: list[Unit]) -> list[Group]:
    made = []
    for number, line in enumerate(text.strip().splitlines()):
        name, kind, function, sphere, *lists = line.split("|")
        themes, needs, gives = (tuple(one.split(",")) for one in lists)
        place = areas[number % len(areas)].name
        made.append(Group(name, name, kind, "", function, sphere, place, 20 + 37 * number % 400,
                          (), needs, gives, themes))  # fmt: skip
    return made


def _ties(begin: int, end: int) -> list[Tie]:
    names = [line.split("|")[0] for line in f"{FIRST.strip()}\n{LATER.strip()}".splitlines()]
    inside = [(a, b) for a, b in TIES if begin <= a < end and begin <= b < end]
    return [Tie(names[a], names[b], KINDS[(a + b) % 5], 1 + (a * b) % 5) for a, b in inside]


def _themselves(secretary: Person, home: Unit, today: datetime) -> None:
    """Groups that we knew already; others that said by their link what has changed."""
    observers = Partner.objects.get(name="Harbour Legal Observers")
    kitchen = Partner.objects.get(name="Quayside Food Co-op")
    with clock.at(today - timedelta(days=58)):
        acts.place(secretary, observers, Profile(
            "group", "healing", "institutions_and_law", home, 30, ["a van"], ["legal observers"],
            ["evictions"],
        ))  # fmt: skip
        acts.place(secretary, kitchen, Profile(
            "coop", "building", "daily_life_and_reproduction", home, 30, ["a kitchen"],
            ["hot meals"], ["food"],
        ))  # fmt: skip
    for days, name in ((50, "Dockers’ Branch"), (41, "Nurses Together"), (33, "Carers’ Circle"),
                       (20, "Women’s Refuge Network"), (12, "School Gate Parents")):  # fmt: skip
        spot = Spot.objects.select_related("partner", "area").get(partner__name=name)
        with clock.at(today - timedelta(days=days)):
            acts.say(None, spot.partner, Profile(
                spot.kind, spot.function, spot.sphere, spot.area, spot.reach, spot.needs,
                spot.gives, [*spot.themes, "warm rooms"],
            ))  # fmt: skip


def _introduced(founder: Person, today: datetime) -> None:
    """One pair that does something together now, one that both are still asked about."""
    by_name = {one.name: one for one in partners()}
    yes, together = Introduction.Says.YES, Introduction.Outcome.TOGETHER
    nurses, parents = by_name["Nurses Together"], by_name["School Gate Parents"]
    with clock.at(today - timedelta(days=60)):
        made = acts.introduce(
            founder, nurses, parents, None, "Nurses need childcare for night shifts; the parents "
            "at the school gate have begun to share it.",
        )  # fmt: skip
    with clock.at(today - timedelta(days=55)):
        acts.answer(None, made, nurses, yes)
        acts.answer(None, made, parents, yes)
    with clock.at(today - timedelta(days=14)):
        acts.tell_outcome(
            founder, made, together, "Eleven families share nights since October.",
            "A second school asks how.",
        )  # fmt: skip
    with clock.at(today - timedelta(days=4)):
        asked = acts.introduce(
            founder, by_name["Bakers’ Co-op"], by_name["Credit Union"], None,
            "The bakers look for a loan, and the credit union for members.",
        )  # fmt: skip
        acts.answer(None, asked, by_name["Credit Union"], yes)
