"""What the tests of gatherings do again and again: announce, come, check in."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.urls import reverse

from articulator.identity.constitution import acts as constitution
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.checkin import Operation
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.acts import Entry, Notice, Said
from articulator.operations.gatherings.models import Attendance, Gathering, Need, Registration
from articulator.operations.gatherings.tickets import desk_key, ticket_of
from tests.identity.elections.scene import CONSTITUTION
from tests.people import NOON, person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVENING = NOON + 5 * DAY + 6 * HOUR
NOTICE = Notice(
    kind="assembly", title="What hurts here", text="We eat, then we talk.", starts_at=EVENING,
    ends_at=EVENING + 2 * HOUR, place="Hall", steps="free", languages="English",
)  # fmt: skip
BODIES = "  - id: council\n"
ASSEMBLY = """  - id: community_assembly
    ref: "10"
    name: Community assembly
    kind: assembly
    per: branch
    vsm: [S1]
    accountable_to: membership
    meets: {every: P1M}
    open_to: [member, participant]
    seat_groups: [{id: all, seats: {open: true}, method: open, electorate: membership,
                   alternates: not_applicable}]
"""


def adopt_an_assembly() -> None:
    """Put in force a constitution that asks every branch for an open assembly each month."""
    assert CONSTITUTION.count(BODIES) == 1
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    with clock.at(NOON - 2 * DAY):
        text, root = CONSTITUTION.replace(BODIES, ASSEMBLY + BODIES), Unit.objects.get(parent=None)
        ada = person("ada")
        constitution.adopt(ada, constitution.draft(ada, root, text), decision)


def leith() -> Unit:
    return Unit.objects.get(slug="leith")


def announced(at: datetime = EVENING, host: str = "ada", **more) -> Gathering:
    said = {**NOTICE.fields(), "starts_at": at, "ends_at": at + 2 * HOUR, **more}
    with clock.at(min(clock.now(), at - DAY)):
        return acts.announce(person(host), leith(), Notice(**said))


def comes(gathering: Gathering, name: str = "Nell", email: str = "", **needs: str) -> Registration:
    return acts.register(None, gathering, Said(name, email, needs))


def url(name: str, *args) -> str:
    return reverse(f"gatherings:{name}", args=args)


def ticket_page(registration: Registration) -> str:
    return url("ticket", registration.gathering_id, ticket_of(registration))


def rows(gathering: Gathering) -> list[Registration]:
    return list(Registration.objects.by_rule("a test").filter(gathering=gathering))


def needs(gathering: Gathering) -> list[Need]:
    return list(Need.objects.by_rule("a test").filter(registration__gathering=gathering))


def there(gathering: Gathering) -> list[Attendance]:
    found = Attendance.objects.by_rule("a test").filter(gathering=gathering)
    return list(found.order_by("subject"))


def state(registration: Registration) -> str:
    return Registration.objects.by_rule("a test").get(pk=registration.pk).state


# Desks


def desk(name: str) -> str:
    return str(uuid5(UUID(int=0), name))


def scan(registration: Registration, device: str, number: int) -> dict:
    """What a desk writes down when it reads a ticket."""
    return {
        "id": str(uuid4()), "device": desk(device), "number": number, "subject": registration.mark
    }  # fmt: skip


def walk_in(name: str, device: str, number: int) -> dict:
    key = str(uuid4())
    return {"id": key, "device": desk(device), "number": number, "subject": key, "name": name}


def undo(what: dict, device: str, number: int) -> dict:
    return {"id": str(uuid4()), "device": desk(device), "number": number, "undoes": what["id"]}


def sync(client, gathering: Gathering, *operations: dict):
    address = url("sync", gathering.pk, desk_key(gathering))
    body = json.dumps({"operations": list(operations)})
    return client.post(address, body, content_type="application/json")


def attended(gathering: Gathering, *people: Registration) -> None:
    """These were there, as one desk saw it."""
    with clock.at(gathering.starts_at):
        entries = [
            Entry(Operation(str(uuid4()), desk("A"), n, one.mark))
            for n, one in enumerate(people, 1)
        ]
        acts.take(None, gathering, entries)
