"""The demo's evening: six tables, a vote in the room, promises, a grant; and one table tonight."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from articulator.identity.doors.models import Door
from articulator.identity.membership.queries import memberships
from articulator.intelligence.ecology.acts import Ask, Draws
from articulator.intelligence.ecology.models import Partner
from articulator.kernel import clock
from articulator.kernel.links import ref
from articulator.kernel.models import Person, Unit
from articulator.operations.dna import acts as dnas
from articulator.operations.dna.acts import Head, Said
from articulator.operations.dna.catalogue import Starter, fields, shipped, starters
from articulator.operations.dna.models import Dna
from articulator.operations.incubator import acts
from articulator.operations.incubator.models import Entry, Pledge, Poll, Round
from articulator.operations.incubator.plans import Plan, Promise
from articulator.operations.incubator.queries import chosen, code_of, entries, tables, to_remind
from articulator.operations.incubator.tokens import SLIP
from articulator.site.demo.care import all_agree, thought_over
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

# What each table made of the example that lay on it (they lie in the order of their files), and the
# answer that it wrote anew.
TABLES = (
    ("Nobody opens that letter alone", "The whole town",
     "No family leaves its home before it has sat in a circle of people who know how it is."),
    ("The last bus home", "Line 9 and the hospital",
     "The nine runs until midnight again, from the spring timetable on."),
    ("The long table", "St Brannoc’s hall",
     "A hot meal on Thursdays that thirty of us cook in turn, and nobody pays for alone."),
    ("Rent day together", "Harbour Street and the two blocks behind it",
     "Our rents frozen until the lifts work, for all ninety flats, in writing."),
    ("Ten streets, one call", "Between the market and the mosque",
     "Fifty neighbours within half an hour, wherever somebody is afraid."),
    ("Same floor, same pay", "The two towers at the station",
     "Cleaners of both towers are employed by the house they clean."),
)  # fmt: skip
# Approval ballots of the room and those of the runoff, by the tables above; 0 is none of these.
BALLOTS = ([4], [4, 1], [4, 2], [2], [2, 6], [4], [4, 5], [3], [2], [2, 4], [1], [5], [4], [0],
           [2, 3], [6, 2], [4, 6])  # fmt: skip
RUNOFF = ([4], [2], [4], [4], [2], [4], [2], [4], [4], [0], [4], [2], [4], [2], [4])
PROMISES = (
    ("Nell Tarrant", Pledge.What.TIME, {"hours": 4}),
    ("Omari Bright", Pledge.What.TIME, {"hours": 2}),
    ("Petra Vance", Pledge.What.SKILL, {"words": "I draw posters"}),
    ("Quentin Rao", Pledge.What.MONEY, {"pence": 1000}),
    ("Sal Whitlock", Pledge.What.TIME, {"hours": 6}),
    ("Tove Brandt", Pledge.What.SKILL, {"words": "I speak Tigrinya and Arabic"}),
    ("Una Feeney", Pledge.What.MONEY, {"pence": 2500}),
    ("Viktor Adeyemi", Pledge.What.TIME, {"hours": 3}),
    ("Wren Castell", Pledge.What.MONEY, {"pence": 500}),
)  # fmt: skip


def tell(say: Say, today: datetime) -> None:
    say("An evening of six tables: a vote, promises, a grant; a table that writes tonight …")
    home, rosa = home_of(known("secretary")), known("secretary")
    evening = today - timedelta(days=9, hours=-7)
    with clock.at(evening - timedelta(days=21)):
        shown = acts.announce(rosa, home, Plan(
            "What begins here this winter?", evening, "St Brannoc’s hall; soup, and a corner for "
            "children; no steps",
        ))  # fmt: skip
    with clock.at(evening):
        _map(rosa, shown)
        acts.open_tables(rosa, shown, len(TABLES))
        acts.make_slips(rosa, shown, 24)
    with clock.at(evening + timedelta(minutes=90)):
        _write(list(tables(shown)))
    with clock.at(evening + timedelta(minutes=120)):
        won = _decide(rosa, shown)
    with clock.at(evening + timedelta(minutes=140)):
        _promise(won)
    with clock.at(evening + timedelta(days=1)):
        _pay(rosa, home, won)
    _launch(rosa, won, evening + timedelta(days=2))
    with clock.at(today - timedelta(hours=20)):
        _pass_on(known("member"), won.dna)
        _tonight(rosa, home, today)
        for promise in to_remind():
            acts.remind(None, promise)


def _map(rosa: Person, shown: Round) -> None:
    """Rosa puts the campaign of the branch where it stands."""
    for door in Door.objects.filter(kind=Door.Kind.CAMPAIGN, unit=shown.unit):
        acts.put_on_map(rosa, shown, ref(door), "taming", "daily_life_and_reproduction")


def _write(pages: Sequence[Dna]) -> None:
    """Each table starts from an example, changes what it wants, and is told by the next table."""
    for number, (page, example) in enumerate(zip(pages, starters(), strict=True)):
        marks = [_phone(page, seat) for seat in range(3 + number % 2)]
        _fill(page, marks, example, TABLES[number])
    for page, other in zip(pages, [*pages[1:], pages[0]], strict=True):
        dnas.teach_back(None, page, f"{page.pk} 0", other, 265, ["measure"])
        dnas.hand_in(None, page, f"{page.pk} 0")


def _phone(page: Dna, number: int) -> str:
    mark = f"{page.pk} {number}"
    dnas.sit(None, page, mark)
    return mark


def _fill(page: Dna, marks: Sequence[str], example: Starter, told: tuple[str, str, str]) -> None:
    title, place, want = told
    for number, one in enumerate(fields()):
        text = want if one.key == "want" else example.texts[one.key]
        dnas.write(None, page, marks[number % len(marks)], Said(one.key, 0, text))
    head = Head(title, example.function, example.sphere, place)
    dnas.call_it(None, page, marks[0], head)


def _decide(rosa: Person, shown: Round) -> Entry:
    """The lot, six presentations, a vote of seventeen by approval, and a runoff."""
    acts.draw_order(rosa, shown, "5 2 6")
    for number in range(1, len(TABLES) + 1):
        acts.present(rosa, shown, number)
    for ballots in (BALLOTS, RUNOFF):
        poll = acts.open_poll(rosa, shown, 19)
        _cast(poll, _numbered(shown, ballots))
        acts.close(rosa, poll)
        acts.declare(rosa, poll)
    return chosen(shown)[0]


def _numbered(shown: Round, ballots: Sequence[Sequence[int]]) -> list[list[int]]:
    """Ballots for tables as ballots for the numbers that the lot gave them."""
    by_title = {str(one): one.number or 0 for one in entries(shown)}
    number = {at: by_title[title] for at, (title, _, _) in enumerate(TABLES, 1)} | {0: 0}
    return [[number[table] for table in ballot] for ballot in ballots]


def _cast(poll: Poll, ballots: Sequence[list[int]]) -> None:
    """Two thirds by phone; the last ones came on paper."""
    phones = len(ballots) * 2 // 3
    for number, ballot in enumerate(ballots[:phones], 1):
        acts.vote(None, poll, SLIP.hashed(code_of(poll.round, number)), ballot)
    paper = range(phones + 1, len(ballots) + 1)
    codes = [code_of(poll.round, number) for number in paper]
    acts.type_in(known("secretary"), poll, codes, ballots[phones:])


def _promise(won: Entry) -> None:
    for name, what, given in PROMISES:
        address = f"{name.split()[0].lower()}@demo.example"
        acts.pledge(None, won, Promise(what, name, address, **given))


def _pay(rosa: Person, home: Unit, won: Entry) -> None:
    """A member of the branch who sat at the table receives the money; Rosa does not."""
    lines = memberships(home).exclude(person=rosa).select_related("person").order_by("number")
    purpose = "Printing, the hall for three months, and an interpreter"
    grant = acts.propose_grant(rosa, won, lines[0].person, 45_000, purpose)
    acts.release(rosa, grant)


def _launch(rosa: Person, won: Entry, when: datetime) -> None:
    """Those who would carry it are asked, and it begins when they have said yes."""
    kitchen = Partner.objects.get(name__startswith="Quayside")
    days = (when + timedelta(days=1)).date(), (when + timedelta(days=60)).date()
    with clock.at(when):
        plan = acts.prepare(rosa, won, Draws(*days, (Ask(kitchen, "evenings with a pot", 1),)))
        thought_over(rosa, plan)
    with clock.at(when + timedelta(days=1)):
        all_agree(plan)
        acts.launch(rosa, won)


def _pass_on(maya: Person, page: Dna) -> None:
    """Another branch takes the page; a part of it splits off; a starter is copied, too."""
    home = home_of(maya)
    for how, title in ((Dna.How.COPY, f"{page}, {home}"), (Dna.How.SPLIT, "Lifts first")):
        child = dnas.descend(maya, page, home, how)
        mark, *_ = [_phone(child, number) for number in range(3)]
        dnas.call_it(None, child, mark, Head(title, page.function, page.sphere, was=page.title))
        dnas.hand_in(None, child, mark)
    food, _ = shipped(starters()[2])
    dnas.descend(maya, food, home, Dna.How.COPY)


def _tonight(rosa: Person, home: Unit, today: datetime) -> None:
    """One table of the next evening has begun before."""
    plan = Plan(
        "What comes next?", today + timedelta(days=12, hours=7), "St Brannoc’s hall, no steps"
    )
    shown = acts.announce(rosa, home, plan)
    acts.open_tables(rosa, shown, 2)
    page = tables(shown)[0]
    marks = [_phone(page, number) for number in range(3)]
    example = starters()[0]
    for one in fields()[:4]:
        dnas.write(None, page, marks[0], Said(one.key, 0, example.texts[one.key]))
    both = ("A warm room on every estate.", "Nobody under forty is alone in winter.")
    for mark, text in zip(marks, both, strict=False):
        dnas.write(None, page, mark, Said("first", 0, text))
    dnas.call_it(
        None, page, marks[0], Head("Warm rooms", "healing", "social_relations", "Quayside")
    )
