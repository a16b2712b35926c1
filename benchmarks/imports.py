"""A list of 200,000 people: read, previewed, carried out, undone; beside django-import-export.

    python benchmarks/imports.py [--rows 200000] [--peer PYTHON]

Ours: a file as NationBuilder writes it, with phones and opt-outs, meets an organisation that knows
a tenth as many people; two lines in a hundred each repeat the mail, the phone, the name of somebody
known, or a line above. What an officer asks for and a worker does, in seconds, and the most memory
that the process has held. Peer: django-import-export reads the same file into one table (a dry run,
then the import) with its batch settings, by the Python of an environment that has it (`make bench`
makes one). It looks for no duplicates, keeps no opt-outs, and cannot undo: what has no peer has no
ratio. The last column is peer / ours, of the processor's seconds, which do not depend on what else
the machine does.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import batched, product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articulator.identity.imports.models import Import

BRANCHES = 500
CHUNK = 5000
type Taken = tuple[float, float]  # seconds by the clock, and of the processor
GOAL = 120  # seconds for reading, preview and carrying out, of 200,000 rows
FIRST = ("Aisha", "Ben", "Clare", "Deepa", "Emeka", "Farah", "Gita", "Hamza", "Leah", "Maya", "Olu")
SOUNDS = ("ba", "chen", "do", "fo", "gil", "hus", "ka", "lin", "mar", "no", "per", "ro", "sa", "tu")
LAST = tuple("".join(parts).title() for parts in product(SOUNDS, repeat=3))
COLUMNS = (
    "nationbuilder_id", "first_name", "last_name", "email", "email_opt_in", "mobile_number",
    "mobile_opt_in", "branch", "membership_started_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of the benchmark: everything follows from the number."""

    number: int

    @property
    def names(self) -> tuple[str, str]:
        luck = random.Random(self.number)
        return luck.choice(FIRST), luck.choice(LAST)

    @property
    def name(self) -> str:
        return " ".join(self.names)

    @property
    def email(self) -> str:
        return f"p{self.number}@example.org"

    @property
    def phone(self) -> str:
        return f"+4477{self.number:08}"

    @property
    def branch(self) -> str:
        return f"Branch {self.number % BRANCHES}"


def found(known: int) -> None:
    """An organisation that knows so many people, written in bulk: nobody lives in it."""
    from articulator.identity.contacts.models import Phone  # noqa: PLC0415
    from articulator.identity.membership.models import Membership  # noqa: PLC0415
    from articulator.kernel.models import Person, Unit  # noqa: PLC0415
    from tests.identity.elections import scene  # noqa: PLC0415

    root = scene.found()
    units = Unit.objects.bulk_create(
        Unit(parent=root, level="branch", name=f"Branch {n}", slug=f"branch-{n}",
             path=f"{root.path}branch-{n}/")
        for n in range(BRANCHES)
    )  # fmt: skip
    for entries in batched(map(Entry, range(known)), CHUNK, strict=False):
        people = [Person(name=one.name, email=one.email, password="!") for one in entries]
        Person.objects.bulk_create(people)
        pairs = list(zip(entries, people, strict=True))
        Membership.objects.bulk_create(
            Membership(person=who, unit=units[one.number % BRANCHES], number=f"K{one.number}",
                       kind="member", joined_on=date(2024, 1, 1), name=who.name)
            for one, who in pairs
        )  # fmt: skip
        Phone.objects.bulk_create(Phone(person=who, number=one.phone) for one, who in pairs)


def rows(known: int, many: int) -> Iterator[list[str]]:
    """The lines of the file. Of each hundred, eight repeat something."""
    luck = random.Random(1)
    before: list[str] = []
    for n in range(many):
        one, again = Entry(known + n), Entry(n // 50 % known)
        first, last = one.names
        row = [str(n), first, last, one.email, "N" if luck.random() < 0.05 else "Y", one.phone,
               "N" if luck.random() < 0.05 else "Y", one.branch, "2023-05-01"]  # fmt: skip
        match n % 50:
            case 1:  # the same mail and name as somebody known
                row[1:4], row[7] = [*again.names, again.email], again.branch
            case 2:  # the phone of somebody known, and a letter missing in the name
                row[1:3], row[5], row[7] = again.names, again.phone, again.branch
                row[2] = row[2][:-1]
            case 3:  # the name of somebody known in the same branch
                row[1:3], row[7] = again.names, again.branch
            case 4:  # the line above, once more
                row = [str(n), *before[1:]]
        before = row
        yield row


def write(file: Path, known: int, many: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([list(COLUMNS), *rows(known, many)])


class Ours:
    """An officer's steps, and what a worker does after each."""

    def __init__(self, file: Path) -> None:
        from articulator.kernel.models import Person, Unit  # noqa: PLC0415

        self.file = file
        self.ada = Person.objects.get(email="ada@example.org")
        self.root = Unit.objects.get(parent=None)
        self.of: Import

    def steps(self) -> dict[str, Callable[[], None]]:
        return {
            "taken in, columns guessed": self.take_in,
            "read and compared": self.read,
            "preview, first page": partial(self.look, ""),
            "preview, possible duplicates": partial(self.look, "?effect=doubt"),
            "duplicates decided": self.decide,
            "carried out": self.carry_out,
            "undone": self.undo,
        }

    def take_in(self) -> None:
        from articulator.identity.imports import acts  # noqa: PLC0415

        with self.file.open("rb") as file:
            self.of = acts.take_in(self.ada, self.root, self.file.name, file)

    def read(self) -> None:
        from articulator.identity.imports import acts, queries  # noqa: PLC0415

        known = queries.suggestion(self.root, self.of.columns)
        acts.name_columns(self.ada, self.of, known.mapping, known.kind, self.root)
        self.work("preview")

    def look(self, query: str) -> None:
        from django.test import Client  # noqa: PLC0415

        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(self.ada)
        answer = client.get(f"{self.of.get_absolute_url()}{query}")
        assert answer.status_code == 200, answer.status_code

    def decide(self) -> None:
        from articulator.identity.imports import acts  # noqa: PLC0415

        acts.decide(self.ada, self.of, "other")

    def carry_out(self) -> None:
        from articulator.identity.imports import acts  # noqa: PLC0415

        acts.carry_out(self.ada, self.of)
        self.work("done")

    def undo(self) -> None:
        from articulator.identity.imports import acts  # noqa: PLC0415

        acts.undo(self.ada, self.of)
        self.work("undone")

    def work(self, until: str) -> None:
        """What the worker does when it hears of the act."""
        from articulator.identity.imports import tasks  # noqa: PLC0415

        tasks.work(self.of)
        self.of.refresh_from_db()
        assert self.of.state == until, (self.of.state, self.of.words)


PEER = """
import csv, json, sys, time
import django
from django.conf import settings
file, base = sys.argv[1:]
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "import_export"], SECRET_KEY="x",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": base, "OPTIONS": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"}}},
)
django.setup()
from django.db import connection, models
from import_export import fields, instance_loaders, resources, widgets
from tablib import Dataset
class Contact(models.Model):
    nationbuilder_id = models.CharField(max_length=40, unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    email = models.CharField(max_length=254, db_index=True)
    email_opt_in = models.BooleanField()
    mobile_number = models.CharField(max_length=16, db_index=True)
    mobile_opt_in = models.BooleanField()
    branch = models.CharField(max_length=80, db_index=True)
    membership_started_at = models.DateField()
    class Meta:
        app_label = "peer"
class Contacts(resources.ModelResource):
    class Meta:
        model = Contact
        import_id_fields = ["nationbuilder_id"]
        exclude = ["id"]
        use_bulk = True
        batch_size = 1000
        skip_diff = skip_html_diff = True
        instance_loader_class = instance_loaders.CachedInstanceLoader
with connection.schema_editor() as editor:
    editor.create_model(Contact)
start = time.perf_counter(), time.process_time()
with open(file, encoding="utf-8") as source:
    dataset = Dataset().load(source.read(), format="csv")
taken = {}
for name, dry in (("read and compared", True), ("carried out", False)):
    found = Contacts().import_data(dataset, dry_run=dry, raise_errors=True, use_transactions=True)
    assert found.totals["new"] == len(dataset), found.totals
    now = time.perf_counter(), time.process_time()
    taken[name], start = [now[0] - start[0], now[1] - start[1]], now
assert Contact.objects.count() == len(dataset)
held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([taken, int(held.split()[1]) / 1024]))
"""


def peer(python: str, file: Path) -> tuple[dict[str, Taken], float]:
    """What django-import-export takes for its dry run and its import, and its memory in MB."""
    command = [python, "-c", PEER, str(file), str(file.with_suffix(".peer.sqlite3"))]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    taken, held = json.loads(said)
    return {name: (seconds, busy) for name, (seconds, busy) in taken.items()}, held


def ours(file: Path) -> tuple[dict[str, Taken], float]:
    taken: dict[str, Taken] = {}
    for name, step in Ours(file).steps().items():
        start, busy = time.perf_counter(), time.process_time()
        step()
        taken[name] = (time.perf_counter() - start, time.process_time() - busy)
        print(f"{name} ...", file=sys.stderr)
    return taken, memory()


def memory() -> float:
    """The most that this process has held, in MB: as Linux counts it since the process began."""
    said = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in said if line.startswith("VmHWM")).split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--peer", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARTICULATOR_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "articulator.site.settings"
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import transaction  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        file = Path(folder) / "people.csv"
        write(file, options.rows // 10, options.rows)
        with transaction.atomic():
            found(options.rows // 10)
        mine, held = ours(file)
        theirs, they_held = peer(options.peer, file) if options.peer else ({}, 0)
    print(f"{options.rows:,} rows: seconds by the clock and of the processor; beside the peer's")
    show(together(mine, set(mine) - {"undone"}), together(theirs, set(theirs)))
    print(f"{'memory, MB':32}{held:9.1f} {'':8} {they_held:9.1f}")
    print(f"The goal for 200,000 rows is {GOAL} seconds for all but the undoing.")


def together(taken: dict[str, Taken], names: set[str]) -> dict[str, Taken]:
    """With a line more: the sum of what is named."""
    sums = [sum(taken[name][n] for name in names) for n in range(2)]
    return {**taken, "together, but for the undoing": (sums[0], sums[1])}


def show(mine: dict[str, Taken], theirs: dict[str, Taken]) -> None:
    for name, (seconds, busy) in mine.items():
        other, their_busy = theirs.get(name, (0, 0))
        ratio = f"{other:9.1f} {their_busy:8.1f} {their_busy / busy:7.2f}" if other else ""
        print(f"{name:32}{seconds:9.1f} {busy:8.1f} {ratio}")


if __name__ == "__main__":
    main()
