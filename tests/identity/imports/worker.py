"""Workers as processes of their own, so that they can be killed: `python -m … COMMAND [KEY]`."""

import json
import sys

import django
from django.core.management import call_command

PEOPLE = 6000


def prepare() -> dict:
    """A federation, and a file that an officer has said yes to; nobody works on it yet."""
    from articulator.identity.imports import acts, tasks
    from tests.identity.elections.scene import found
    from tests.identity.imports.scene import taken
    from tests.people import person

    call_command("migrate", verbosity=0)
    root = found()
    rows = [f"B{n},Member {n},Leith,b{n}@example.org,07700 {900000 + n}" for n in range(PEOPLE)]
    data = "\n".join(["id,name,branch,email,phone", *rows]).encode()
    of = taken(data, root)
    before = look()
    acts.name_columns(
        person("ada"), of, ["number", "name", "branch", "email", "phone"], "member", root
    )
    tasks.work(of)
    acts.carry_out(person("ada"), of)
    return {"key": str(of.pk), "before": before["tables"]}


def work(key: str) -> None:
    """What a worker does, saying after each piece how far it is."""
    from articulator.identity.imports import acts
    from articulator.identity.imports.models import Import
    from articulator.kernel.acts import Refused

    of = Import.objects.get(pk=key)
    try:
        while acts.go_on(None, of):
            sys.stdout.write(f"{of.done}\n")
            sys.stdout.flush()
            of.refresh_from_db()
    except Refused:
        return  # another worker was quicker


def undo(key: str) -> None:
    from articulator.identity.imports import acts
    from articulator.identity.imports.models import Import
    from tests.people import person

    acts.undo(person("ada"), Import.objects.get(pk=key))


def look() -> dict:
    """What is there now."""
    import hashlib

    from articulator.identity.imports.models import Import
    from articulator.kernel.log import stored_faults
    from articulator.kernel.models import Person
    from tests.identity.imports.scene import dump

    of = Import.objects.first()
    return {
        "state": of.state if of else "",
        "people": Person.objects.filter(name__startswith="Member ").count(),
        "faults": list(stored_faults()),
        "tables": hashlib.sha256(str(dump()).encode()).hexdigest(),
    }


if __name__ == "__main__":
    django.setup()
    command, *words = sys.argv[1:]
    said = {"prepare": prepare, "work": work, "undo": undo, "look": look}[command](*words)
    if said:
        sys.stdout.write(json.dumps(said))
