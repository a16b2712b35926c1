"""The list of people with its filters at a million persons, beside Datasette on the same file.

    python benchmarks/people.py [--persons 1000000] [--peer PYTHON] [--keep FOLDER]

Ours: the page of the roll as an officer of the whole sees it, through the whole stack (middleware,
rule, sight, query, template), median of the runs after one warm-up. Peer: Datasette's table page
with the same filter over a view of the same rows, asked through its own in-process client, by the
Python of an environment that has it (`make bench` makes one). Milliseconds; the last column is
peer / ours.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median

RUNS = 7
BRANCHES = 1000
CHUNK = 50_000
FIRST = ("Aisha", "Ben", "Clare", "Deepa", "Emeka", "Farah", "Gita", "Hamza", "Leah", "Maya", "Olu")
LAST = ("Abbott", "Bello", "Chen", "Doyle", "Evans", "Fofana", "Gill", "Hussain", "Iqbal", "Nowak")

# What an officer looks for: the page's query, and the same for the peer's view.
QUESTIONS = {
    "everybody, first page": ({}, {"left_on__isnull": "1"}),
    "everybody, page 20": ({"page": "20"}, {"left_on__isnull": "1", "_next": ""}),
    "a frequent name": ({"q": "maya"}, {"name__contains": "maya"}),
    "a rare name": ({"q": "Zebedee 77"}, {"name__contains": "Zebedee 77"}),
    "nobody has this name": ({"q": "xyzzy"}, {"name__contains": "xyzzy"}),
    "a branch": ({"unit": "branch-500"}, {"branch": "Branch 500"}),
    "in the pool": ({"pool": "in"}, {"trained": "1"}),
    "not in the pool, of a branch": (
        {"pool": "out", "unit": "branch-500"}, {"trained": "0", "branch": "Branch 500"},
    ),
    "joined in the last month": ({"since": "30"}, {"joined_on__gte": ""}),
    "participants": ({"kind": "participant"}, {"kind": "participant"}),
}  # fmt: skip


def found(persons: int) -> None:
    """An organisation of this size, written in bulk: nobody lives in it."""
    from articulator.identity.membership.models import Membership, Standing  # noqa: PLC0415
    from articulator.kernel.models import Person, Unit  # noqa: PLC0415
    from tests.identity.elections import scene  # noqa: PLC0415
    from tests.people import NOON  # noqa: PLC0415

    root = scene.found()
    Unit.objects.bulk_create(
        Unit(parent=root, level="branch", name=f"Branch {n}", slug=f"branch-{n}",
             path=f"{root.path}branch-{n}/")
        for n in range(BRANCHES)
    )  # fmt: skip
    units = list(Unit.objects.filter(slug__startswith="branch-").values_list("pk", flat=True))
    luck = random.Random(1)
    for start in range(0, persons, CHUNK):
        people = [Person(name=_name(luck, n), email=f"p{n}@example.org", password="!")
                  for n in range(start, min(start + CHUNK, persons))]  # fmt: skip
        Person.objects.bulk_create(people, batch_size=5000)
        Membership.objects.bulk_create(
            (
                Membership(
                    person=person, unit_id=luck.choice(units), number=f"N{start + n}",
                    kind="member" if n % 10 else "participant",
                    joined_on=date.today() - timedelta(days=luck.randrange(3000)),  # noqa: DTZ011
                )
                for n, person in enumerate(people)
            ),
            batch_size=5000,
        )  # fmt: skip
        Standing.objects.bulk_create(
            (Standing(person=p, kind="leadership_pool", since=NOON) for p in people[::4]),
            batch_size=5000,
        )


def _name(luck: random.Random, n: int) -> str:
    if n % 9973 == 0:
        return f"Zebedee {n // 9973}"
    return (
        f"{luck.choice(FIRST)} {luck.choice(LAST)} {uuid.UUID(int=luck.getrandbits(128)).hex[:4]}"
    )


def ours() -> dict[str, float]:
    from django.test import Client  # noqa: PLC0415

    from articulator.kernel.models import Person  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(email="ada@example.org"))

    def ask(words: dict[str, str]) -> None:
        slug = words.get("unit", "federation")
        answer = client.get(f"/identity/membership/roll/{slug}", words)
        assert answer.status_code == 200, (words, answer.status_code)

    return {name: milliseconds(partial(ask, words)) for name, (words, _) in QUESTIONS.items()}


def milliseconds(run: Callable[[], None]) -> float:
    run()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken)


VIEW = """
create view if not exists roll as
select p.name, m.number, u.name as branch, m.kind, m.joined_on, m.left_on,
       exists (select 1 from membership_standing s
               where s.person_id = p.id and s.kind = 'leadership_pool') as trained
from membership_membership m join kernel_person p on p.id = m.person_id
join kernel_unit u on u.id = m.unit_id order by p.name
"""

PEER = """
import asyncio, json, sys, time
from statistics import median
from datasette.app import Datasette
async def main(path, questions, runs):
    served = Datasette([path], settings={"sql_time_limit_ms": 60000, "default_page_size": 50})
    await served.invoke_startup()
    taken = {}
    for name, words in questions.items():
        times = []
        for n in range(runs + 1):
            start = time.perf_counter()
            answer = await served.client.get("/articulator/roll", params=words)
            assert answer.status_code == 200, (name, answer.status_code)
            times.append(1000 * (time.perf_counter() - start))
        taken[name] = median(times[1:])
    print(json.dumps(taken))
asyncio.run(main(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])))
"""


def peer(python: str, file: Path) -> dict[str, float]:
    """Datasette's milliseconds for the same questions (for a deep page: its first)."""
    with sqlite3.connect(file) as connection:
        connection.executescript(VIEW + ";analyze;")
    since = (date.today() - timedelta(days=30)).isoformat()  # noqa: DTZ011
    asked = {
        name: {key: since if key == "joined_on__gte" else value for key, value in words.items()
               if key != "_next"}
        for name, (_, words) in QUESTIONS.items()
    }  # fmt: skip
    command = [python, "-c", PEER, str(file), json.dumps(asked), "3"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answered: dict[str, float] = json.loads(said)
    return answered


@contextmanager
def house(folder: str | None) -> Iterator[Path]:
    """A database in a folder of its own, kept where one is named."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["ARTICULATOR_VAR"] = folder or temporary
        os.environ["DJANGO_SETTINGS_MODULE"] = "articulator.site.settings"
        yield Path(folder or temporary) / "articulator.sqlite3"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--peer", default="")
    parser.add_argument("--keep", default=None)
    options = parser.parse_args()
    with house(options.keep) as file:
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection, transaction  # noqa: PLC0415

        django.setup()
        from articulator.kernel.models import Person  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        if not Person.objects.exists():
            with transaction.atomic():
                found(options.persons)
        if connection.vendor == "postgresql":
            connection.cursor().execute("vacuum analyze")
        mine = ours()
        theirs = peer(options.peer, file) if options.peer else {}
    print(f"{options.persons:,} persons, median of {RUNS} pages, milliseconds")
    for name, taken in mine.items():
        other = theirs.get(name)
        beside = f"{other:9.1f} {other / taken:7.2f}" if other else ""
        print(f"{name:32}{taken:9.1f} {beside}")


if __name__ == "__main__":
    main()
