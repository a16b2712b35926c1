"""The demo's gatherings: three assemblies of the past, tonight's, and one that is nearly full."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from articulator.identity.membership.queries import memberships
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.methods.checkin import Operation
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.acts import Entry, Notice, Said
from articulator.operations.gatherings.models import Feeling, Gathering, Need
from articulator.operations.gatherings.queries import registrations
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]
FOUNDER = "agnes@demo.example"

TEXT = (
    "We eat, then we sit in small circles and say what makes life hard here and what would help. "
    "Each table brings back its three strongest points, and the room says which come first.\n\n"
    "- No speeches: the longest one is five minutes\n"
    "- What you say is read out to the branch a week later, and it answers by the month’s end\n"
    "- Come late, leave early, bring a neighbour"
)
PAST = (
    (100, Gathering.Kind.ASSEMBLY, "What hurts, and what helps", "", 0, 24),
    (70, Gathering.Kind.PARTNER, "Soup and a rent check", "Weaver Lane Food Co-op", 10, 26),
    (38, Gathering.Kind.ASSEMBLY, "Buses after nine", "", 22, 20),
)
NAMES = (
    "Nell", "Omari", "Petra", "Quentin", "Ruth", "Sunil", "Tove", "Uma", "Viktor", "Wren", "Xenia",
    "Yusuf", "Zola", "Anon", "Bea", "Cass", "Dev from the flats", "Mrs Ellery", "Fay", "Gus",
)  # fmt: skip
NEEDS = (
    {Need.Kind.CHILDCARE: "Two, three and six years old."},
    {Need.Kind.ACCESS: "I use a wheelchair, and sit near the front to read lips."},
    {Need.Kind.LANGUAGE: "Polish, if somebody can.", Need.Kind.FOOD: "No nuts."},
)
CHILDREN = "The room beside the hall, with Hanna and Joy. Come ten minutes early."


def tell(say: Say, today: datetime) -> None:
    say("Holding assemblies, and announcing the next ones …")
    home = home_of(known("secretary"))
    past = [_held(home, today, *one) for one in PAST]
    long_ago = _elsewhere(today)
    _forget(past, counted=[*past[:2], long_ago])
    _tonight(home, today)
    _nearly_full(home, today)


def _announced(host: Person, unit: Unit, at: datetime, told: datetime, **more: object) -> Gathering:
    said: dict[str, object] = {
        "kind": Gathering.Kind.ASSEMBLY, "text": TEXT, "starts_at": at,
        "ends_at": at + timedelta(hours=2), "place": "Trades hall, ground floor",
        "way": "Bus 4 to the market, then the green door. Prams and bicycles stand in the yard.",
        "steps": Gathering.Steps.FREE, "languages": "English, some Polish and Urdu",
        "offers": [Need.Kind.FOOD, Need.Kind.CHILDCARE], **more,
    }  # fmt: skip
    with clock.at(told):
        return acts.announce(host, unit, Notice(**said))  # type: ignore[arg-type]


def _held(
    home: Unit, today: datetime, days: int, kind: str, title: str, partner: str, first: int,
    many: int,
) -> Gathering:  # fmt: skip
    """Some of those who came were there the last time: their addresses are the same."""
    at = today - timedelta(days=days) + timedelta(hours=6)
    made = _announced(
        known("secretary"), home, at, at - timedelta(days=20),
        kind=kind, title=title, partner=partner,
    )  # fmt: skip
    with clock.at(at - timedelta(days=3)):
        for number in range(first, first + many):
            _comes(made, number)
    with clock.at(at + timedelta(minutes=20)):
        came = registrations(made, "the demo's past").values_list("mark", flat=True)
        _scanned(made, list(came)[2:])
        acts.type_in(known("secretary"), made, ["A man with a dog", "Joe"], 4)
    with clock.at(at + timedelta(hours=3)):
        for number in range(16):
            worth = Feeling.Worth.PARTLY if number % 4 == 3 else Feeling.Worth.YES
            acts.feel(None, made, f"{number}", worth, Feeling.Length.RIGHT)
    return made


def _comes(made: Gathering, number: int, needs: Mapping[Need.Kind, str] | None = None) -> None:
    name = NAMES[number % len(NAMES)]
    said = {str(kind): detail for kind, detail in (needs or {}).items()}
    acts.register(None, made, Said(name, f"guest{number}@street.example", said))


def _scanned(made: Gathering, marks: Sequence[str]) -> None:
    device = uuid5(made.pk, "desk")
    entries = [
        Entry(Operation(str(_operation(device, n)), str(device), n, mark))
        for n, mark in enumerate(marks, 1)
    ]
    acts.take(None, made, entries)


def _operation(device: UUID, number: int) -> UUID:
    return uuid5(device, str(number))


def _forget(past: Sequence[Gathering], counted: Sequence[Gathering]) -> None:
    """What the clock has done since: names after thirty days, rows after sixty."""
    for made in dict.fromkeys([*past, *counted]):
        with clock.at(made.ends_at + timedelta(days=31)):
            acts.forget(None, made)
    for made in counted:
        with clock.at(made.ends_at + timedelta(days=61)):
            acts.count(None, made)


def _tonight(home: Unit, today: datetime) -> None:
    """The next evening to come, so that its desk is open whenever the demo is looked at."""
    evening = today + timedelta(hours=7)
    evening += timedelta(days=1) if timezone.now() >= evening else timedelta()
    made = _announced(
        known("secretary"), home, evening, today - timedelta(days=14),
        title="A winter that we can pay for",
    )  # fmt: skip
    with clock.at(today - timedelta(days=2)):
        for number in range(40, 52):
            _comes(made, number)


def _nearly_full(home: Unit, today: datetime) -> None:
    """All places are taken; three people asked for something, one of them has an answer."""
    saturday = today + timedelta(days=(5 - today.weekday() - 3) % 7 + 3, hours=2)
    made = _announced(
        known("secretary"), home, saturday, today - timedelta(days=9), capacity=16,
        title="Dry homes by winter: who does what", kind=Gathering.Kind.PARTNER,
        partner="Tenants’ union of the Old Quay", place="Food co-op, back room",
    )  # fmt: skip
    with clock.at(today - timedelta(days=1)):
        for number in range(60, 78):
            _comes(made, number, NEEDS[number - 60] if number < 63 else None)
        host = memberships(home).exclude(person__email__endswith="demo.example")
        acts.name_host(known("secretary"), made, host.select_related("person")[0].person)
        need = Need.objects.seen_by(known("secretary")).get(kind=Need.Kind.CHILDCARE)
        acts.answer(known("secretary"), need, Need.State.ARRANGED, CHILDREN)


def _elsewhere(today: datetime) -> Gathering:
    """Where the member lives, one was held long ago and none is planned: help is offered."""
    founder, near = Person.objects.get(email=FOUNDER), home_of(known("member"))
    at = today - timedelta(days=80) + timedelta(hours=6)
    made = _announced(founder, near, at, at - timedelta(days=9), title="Tenants of one street")
    at = today + timedelta(days=11, hours=6)
    _announced(
        founder, near.parent or near, at, today - timedelta(days=1),
        title="An evening for ideas", kind=Gathering.Kind.INCUBATOR, place="Library, first floor",
        steps=Gathering.Steps.STEPS,
    )  # fmt: skip
    return made
