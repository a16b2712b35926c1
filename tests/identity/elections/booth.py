"""A real server with an open election and 500 voters, in a database and a folder of its own.

`python -m tests.identity.elections.booth prepare` sets it up and prints what the voters need;
`… report` prints what stands in the box, on the roll and in the log.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

VOTERS = 500
CANDIDATES = ("ben", "cleo", "dev", "ewa", "finn", "gita")


def prepare() -> dict[str, object]:
    from django.core.management import call_command

    from articulator.identity.elections.acts import Dates
    from articulator.kernel import clock
    from tests.identity.elections import scene

    call_command("migrate", verbosity=0)
    scene.found()
    people = scene.join(*CANDIDATES, *(f"voter{n}" for n in range(VOTERS)))
    days = (-23, -2, -1, 14, 28)
    election = scene.called(
        3, Dates(*(clock.now().replace(minute=0) + timedelta(days=day) for day in days))
    )
    scene.standing(election, people[: len(CANDIDATES)])
    scene.frozen(election)
    return {
        "election": str(election.pk),
        "sessions": list(_sessions(people[len(CANDIDATES) :])),
    }


def _sessions(people) -> Iterator[str]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from articulator.site.accounts.sessions import ENDS, SEEN

    store = import_module(settings.SESSION_ENGINE).SessionStore
    for person in people:
        session = store()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session[SEEN], session[ENDS] = time.time(), time.time() + 3600
        session.save()
        yield session.session_key


def report() -> dict[str, object]:
    from articulator.identity.elections.models import Ballot, Mark
    from articulator.kernel import log
    from articulator.kernel.models import Event

    votes = Event.objects.filter(kind="elections.cast_ballot")
    return {
        "keys": [str(key) for key in votes.values_list("key", flat=True)],
        "rankings": list(Ballot.objects.values_list("ranking", flat=True)),
        "marks": Mark.objects.count(),
        "faults": list(log.stored_faults()),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"prepare": prepare, "report": report}[sys.argv[1]]()))  # noqa: T201
