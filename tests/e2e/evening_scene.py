"""What is prepared before an evening, and what the house holds after it; beside a served copy.

`python -m tests.e2e.evening_scene prepare 12 6` (tables, pages) writes where all is, as JSON;
`count TALK FLOOR ROUND` what was kept. A process of its own: the served copy has its own folder.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TALK, CHOOSE = "What would make this winter bearable?", "What begins here this winter?"
SEEDS = ("Warm rooms before warm words.", "Nobody chooses between heat and food.", "Rents first.")
STEPS = (
    ("welcome", "Come in", "Say hello."),
    ("statements", "Say it", "Say it in a sentence, and vote on what others say."),
    ("tables", "Talk", "Talk at your table."),
    ("harvest", "They tell", "Listen."),
    ("tables", "Write", "Write one page together."),
    ("present", "They show", "Listen: five minutes each."),
    ("decide", "Choose", "One slip, one vote."),
    ("harvest", "Promise", "What can you give?"),
    ("other", "Go home", "Take somebody with you."),
)
TITLES = tuple(title for _, title, _ in STEPS)


def told(folder: Path, *words: object) -> Any:
    """Run this file against a folder, and read what it says."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("ARTICULATOR_")}
    place = {
        "ARTICULATOR_VAR": str(folder / "demo"),
        "DJANGO_SETTINGS_MODULE": "articulator.site.settings",
    }
    python = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.e2e.evening_scene", *map(str, words)]
    done = subprocess.run(
        command, env={**ours, **place, **python}, cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def prepare(tables: int, pages: int) -> dict[str, object]:
    """One running order for all: statements and tables of an assembly, then an incubator."""
    from articulator.kernel import clock
    from articulator.operations.gatherings import acts as gatherings
    from articulator.operations.incubator import acts as incubator
    from articulator.operations.incubator.plans import Plan
    from articulator.operations.steps import acts as steps
    from articulator.operations.tables import acts as floors
    from articulator.site.demo.personas import home_of, known

    rosa, begins = known("secretary"), clock.now() + timedelta(minutes=10)
    home = home_of(rosa)
    with clock.at(begins - timedelta(days=1)):
        gathering = gatherings.announce(rosa, home, _notice(begins))
    order = gatherings.draw_up(rosa, gathering, _kit())
    floor = floors.lay(rosa, gathering, floors.Laying(tables, question="What is missing here?"))
    shown = incubator.announce(rosa, home, Plan(CHOOSE, begins, "The same hall"))
    incubator.open_tables(rosa, shown, pages)
    talk = _asked(rosa, home, gathering.ends_at)
    for number, thing in {2: talk, 3: floor, 4: floor, **dict.fromkeys(range(5, 9), shown)}.items():
        steps.hang(rosa, order, order.steps.get(number=number), thing)
    return {name: str(one.pk) for name, one in (
        ("gathering", gathering), ("order", order), ("floor", floor), ("round", shown),
        ("talk", talk),
    )}  # fmt: skip


def _notice(begins: Any) -> Any:
    from articulator.operations.gatherings.acts import Notice

    return Notice(
        kind="assembly", title="A whole evening", text="We talk, write and choose.",
        starts_at=begins, ends_at=begins + timedelta(hours=3), place="Hall", steps="free",
        languages="English",
    )  # fmt: skip


def _kit() -> Any:
    from articulator.methods.kits import Kit, Step

    return Kit(
        key="whole", title="A whole evening", method="fishbowl", minutes=180, people="us",
        lead="All.", when="Now.", prepare="Nothing.", sources=("us",),
        steps=tuple(Step(kind, title, 20, words, "Walk around.") for kind, title, words in STEPS),
    )  # fmt: skip


def _asked(by: Any, home: Any, ends: Any) -> Any:
    from articulator.identity.bodies.models import Body
    from articulator.operations.statements import acts

    council = Body.objects.get(key="npc", unit__parent=None)
    due = (ends + timedelta(days=21)).date()
    plan = acts.Plan(TALK, ends + timedelta(hours=12), council, due, seeds=SEEDS)
    return acts.ask(by, home, plan)


def count(talk: str, floor: str, shown: str) -> dict[str, object]:
    """Every row that somebody in the room made, as plainly as it stands."""
    return {**_of_the_talk(talk), **_of_the_tables(floor), **_of_the_incubator(shown)}


def _rows(found: Any, *names: str) -> list[list[Any]]:
    return [list(row) for row in found.values_list(*names)]


def _of_the_talk(talk: str) -> dict[str, object]:
    from articulator.operations.statements.models import Statement, Vote

    votes = Vote.objects.by_rule("counted after the evening").filter(statement__conversation=talk)
    said = Statement.objects.filter(conversation=talk).exclude(text__in=SEEDS)
    return {
        "statements": [text for (text,) in _rows(said, "text")],
        "votes": _rows(votes, "statement__text", "said"),
    }


def _of_the_tables(floor: str) -> dict[str, object]:
    from articulator.operations.tables.models import Guest, Harvest, Note

    notes = Note.objects.by_rule("counted after the evening").filter(table__floor=floor)
    brought = Harvest.objects.filter(table__floor=floor).select_related("table")
    guests = Guest.objects.by_rule("counted after the evening").filter(floor=floor)
    return {
        "notes": _rows(notes, "table__number", "text"),
        "guests": _rows(guests, "table__number"),
        "brought": [[one.table.number, list(one.points)] for one in brought],
    }


def _of_the_incubator(shown: str) -> dict[str, object]:
    from articulator.operations.dna.models import Draft, Passage, Seat
    from articulator.operations.incubator.models import (
        Ballot,
        Entry,
        Grant,
        Mark,
        Pledge,
        Poll,
    )

    pages = Entry.objects.filter(round=shown).values("dna")
    return {
        "entries": _rows(Entry.objects.filter(round=shown), "number", "dna__title"),
        "seats": Seat.objects.filter(dna__in=pages).count(),
        "passages": _rows(Passage.objects.filter(dna__in=pages), "dna__title", "field", "text"),
        "drafts": Draft.objects.filter(passage__dna__in=pages).count(),
        "ballots": [one for (one,) in _rows(Ballot.objects.filter(poll__round=shown), "choices")],
        "marks": Mark.objects.filter(poll__round=shown).count(),
        "results": [one for (one,) in _rows(Poll.objects.filter(round=shown), "result")],
        "pledges": _rows(Pledge.objects.filter(entry__round=shown), "name", "hours"),
        "grants": [
            [pence, payee, payee != proposer, at is not None]
            for pence, payee, proposer, at in _rows(
                Grant.objects.filter(entry__round=shown),
                "pence", "payee__email", "proposer__email", "released_at",
            )
        ],
    }  # fmt: skip


def main(words: Iterable[str]) -> None:
    import django

    django.setup()
    what, *rest = words
    made = prepare(*map(int, rest)) if what == "prepare" else count(*rest)
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main(sys.argv[1:])
