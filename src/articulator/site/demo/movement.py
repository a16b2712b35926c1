"""The demo's neighbours: whose strength is drawn on, who rang the bell, what two weeks taught."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from articulator.identity.membership.queries import members
from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Ask, Carries, Said
from articulator.intelligence.ecology.models import Need, Partner
from articulator.intelligence.pulse import acts as pulse
from articulator.intelligence.pulse.models import Pulse
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.sprints import acts as sprints
from articulator.operations.sprints.acts import Goal, Idea, Learned
from articulator.operations.sprints.models import Sprint
from articulator.site.demo.care import thought_over
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]
SHIFTS, MEALS, A = "shifts of legal observers", "hot meals", Need.Answer
L, C = Pulse.Load, Pulse.Change

# How many cards of each kind came back in the last weeks, the latest first.
CARDS: Sequence[dict[tuple[Pulse.Load, Pulse.Change], int]] = (
    {(L.LIGHT, C.SAME): 6, (L.GOOD, C.SAME): 14, (L.FULL, C.WORSE): 7, (L.HEAVY, C.WORSE): 13},
    {(L.LIGHT, C.SAME): 8, (L.GOOD, C.BETTER): 11, (L.FULL, C.SAME): 12, (L.HEAVY, C.WORSE): 8},
    {(L.LIGHT, C.SAME): 9, (L.GOOD, C.SAME): 17, (L.FULL, C.SAME): 6, (L.HEAVY, C.SAME): 3},
)

TRIED = (
    (
        Idea(
            "Sunday doors",
            "More doors open on a Sunday, because people are at home.",
            "Forty doors of one street on two Sundays, the same forty on two Tuesdays.",
        ),
        Goal("doors that opened on Sundays, of 40", "least", 20),
        Learned(
            "stop",
            "Twelve of forty opened, fewer than on Tuesdays after six. People sleep, or are at "
            "their mother’s. Those who did open had time: the talks were twice as long. Do not go "
            "before eleven.",
            12,
        ),
    ),
    (
        Idea(
            "Soup first",
            "If we eat before we talk, more people come a second time.",
            "At both evenings soup stands on the table at half past six, the agenda at seven.",
        ),
        Goal("people who came to both evenings", "least", 15),
        Learned(
            "keep",
            "Twenty-two came to both; before it was nine. The co-op cooks for three a head. Put "
            "the tables together, or everybody eats with those they know.",
            22,
        ),
    ),
    (
        Idea(
            "Letters to the agent, read together",
            "Whoever brings one letter from the agent comes back for the next one.",
            "A table with somebody from the law centre, twice in the library, no sign-up.",
        ),
        Goal("people who brought a second letter", "least", 10),
        Learned(
            "adapt",
            "Seven did. The library closes at six, and most work until then. The same table at "
            "the launderette on Saturdays is what we try next.",
            7,
        ),
    ),
)
NEXT = (
    Idea(
        "The letter table at the launderette",
        "Whoever waits for the washing has time for a letter.",
        "The same table with the law centre, two Saturdays at the launderette.",
    ),
    Goal("people who brought a letter", "least", 10),
)
EVERYWHERE = (
    Idea(
        "One call to whoever came once",
        "A call within three days brings back every third person who came once.",
        "In four branches somebody rings everyone new within three days of an evening.",
    ),
    Goal("of ten people called, how many come again", "least", 3),
)


def tell(say: Say, today: datetime) -> None:
    say("Asking neighbours before we draw on them; trying things for two weeks …")
    secretary = known("secretary")
    home = home_of(secretary)
    observers, kitchen = _neighbours(secretary, home, today - timedelta(days=60))
    _plans(secretary, home, observers, kitchen, today)
    _bell(secretary, kitchen, observers, today)
    _pulse(secretary, home, today)
    _sprints(home, today)


def _neighbours(secretary: Person, home: Unit, when: datetime) -> tuple[Partner, Partner]:
    with clock.at(when):
        observers = ecology.add_partner(
            secretary, home, "Harbour Legal Observers",
            "Trained observers at actions, and support for people after an arrest.",
            "observers@harbour.example",
        )  # fmt: skip
        kitchen = ecology.add_partner(
            secretary, home, "Quayside Food Co-op",
            "Thirty households buy together, and cook for whoever asks.",
            "kitchen@quayside.example",
        )  # fmt: skip
        half = (when.date(), (when + timedelta(days=240)).date())
        ecology.declare(None, observers, Carries(SHIFTS, 20, *half))
        ecology.declare(None, kitchen, Carries(MEALS, 120, *half))
    return observers, kitchen


def _plans(
    secretary: Person, home: Unit, observers: Partner, kitchen: Partner, today: datetime
) -> None:
    """A blockade that was agreed, and a launch that would be too much for the same people."""
    begins, ends = (today + timedelta(days=10)).date(), (today + timedelta(days=37)).date()
    with clock.at(today - timedelta(days=9)):
        blockade = ecology.draw_up(
            secretary, home, "rapid_response", "No eviction in Harbour Street", begins, ends
        )
        asked = [
            ecology.ask(secretary, blockade, Ask(observers, SHIFTS, 12)),
            ecology.ask(secretary, blockade, Ask(kitchen, MEALS, 60)),
        ]
        thought_over(secretary, blockade)
    with clock.at(today - timedelta(days=7)):
        ecology.answer(None, asked[0], Said(A.YES, words="Two of us each morning."))
        ecology.answer(None, asked[1], Said(A.YES))
    with clock.at(today - timedelta(hours=20)):
        launch = ecology.draw_up(
            secretary, home, "launch_campaign", "Launch: dry homes by winter", begins, ends
        )
        ecology.ask(secretary, launch, Ask(observers, SHIFTS, 7))
        meals = ecology.ask(secretary, launch, Ask(kitchen, MEALS, 50))
    with clock.at(today - timedelta(hours=4)):
        words = "Not in the week of the school fair."
        ecology.answer(None, meals, Said(A.SOME, 30, words))


def _bell(secretary: Person, kitchen: Partner, observers: Partner, today: datetime) -> None:
    """One alarm that was answered, and one that waits."""
    with clock.at(today - timedelta(days=30)):
        rung = ecology.raise_alarm(
            None, kitchen, "You announced soup for eighty, and asked us for forty."
        )
    with clock.at(today - timedelta(days=29)):
        ecology.reply(
            secretary, rung,
            "That was our mistake. From now on whoever announces food has asked you for that very "
            "number first; the secretary checks it.",
        )  # fmt: skip
    with clock.at(today - timedelta(hours=30)):
        ecology.raise_alarm(
            None, observers,
            "Three of our people were on every shift since August. We need a week without you.",
        )  # fmt: skip


def _pulse(secretary: Person, home: Unit, today: datetime) -> None:
    for weeks, cards in enumerate(CARDS, 1):
        with clock.at(today - timedelta(days=7 * weeks)):
            pulse.count_cards(secretary, home, cards)


def _sprints(home: Unit, today: datetime) -> None:
    people = list(members(home, today - timedelta(days=80)).order_by("name", "pk")[:4])
    parent = None
    for number, (idea, goal, learned) in enumerate(TRIED):
        parent = _tried(home, people[number], idea, goal, learned, today, 70 - 14 * number)
    with clock.at(today - timedelta(days=6)):
        now = sprints.start(people[3], home, *NEXT, parent)
    with clock.at(today - timedelta(days=2)):
        sprints.note(people[3], now, "Four letters by noon, and a cousin of one of them.")
    with clock.at(today - timedelta(days=3)):
        root = Unit.objects.get(parent=None)
        sprints.start(known("member"), root, *EVERYWHERE)


def _tried(
    home: Unit, who: Person, idea: Idea, goal: Goal, learned: Learned, today: datetime, ago: int
) -> Sprint:
    with clock.at(today - timedelta(days=ago)):
        made = sprints.start(who, home, idea, goal)
    with clock.at(today - timedelta(days=ago - 5)):
        sprints.note(who, made, "First round done. Harder than we thought, and better.")
    with clock.at(today - timedelta(days=ago - 13)):
        return sprints.end(who, made, learned)
