"""The demo's lists: the founding roll, a mailing list brought over, another that waits."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.contacts.models import Consent
from articulator.identity.imports import acts
from articulator.identity.imports.models import Import
from articulator.identity.imports.queries import suggestion
from articulator.identity.imports.tasks import tick
from articulator.identity.membership.models import PARTICIPANT
from articulator.identity.merges import acts as merges
from articulator.identity.merges.queries import pairs_seen
from articulator.identity.units.queries import units
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]
AGREED = Consent.Purpose.FEATURES.words
LEAVERS = (
    ("Kofi", "Evans", "subscribed", ""), ("Callum", "Hale", "subscribed", "subscribed"),
    ("Ewan", "Jones", "unsubscribed", "unsubscribed"), ("Rosa", "Cole", "bouncing", ""),
    ("Sam", "Jones", "subscribed", "unsubscribed"), ("Nia", "Bell", "subscribed", ""),
    ("Amina", "Shah", "spam complaint", "unsubscribed"), ("Tom", "Reed", "subscribed", ""),
    ("Grace", "Otieno", "subscribed", "subscribed"), ("Lewis", "Kerr", "subscribed", ""),
    ("Marta", "Zielinska", "subscribed", ""), ("Joy", "Adeyemi", "subscribed", ""),
)  # fmt: skip


def previewed(
    actor: Person, unit: Unit, name: str, data: bytes, wording: str = "", kind: str = ""
) -> Import:
    """A file with its columns named as we guess them; tasks run at once in a story."""
    taken = acts.take_in(actor, unit, name, io.BytesIO(data))
    known = suggestion(unit, taken.columns)
    acts.name_columns(actor, taken, known.mapping, kind or known.kind, unit, wording)
    return taken


def bring_in(actor: Person, unit: Unit, name: str, data: bytes, wording: str = "") -> Import:
    return acts.carry_out(actor, previewed(actor, unit, name, data, wording))


def tell(say: Say, today: datetime) -> None:
    say("Bringing over a mailing list; another waits for a yes …")
    founder, root = Person.objects.get(email="agnes@demo.example"), Unit.objects.get(parent=None)
    with clock.at(today - timedelta(days=100)):
        list(tick())  # the rows of the founding roll were forgotten long ago
    with clock.at(today - timedelta(days=20)):
        bring_in(founder, root, "action-network-report.csv", _action_network())
    with clock.at(today - timedelta(days=1)):
        previewed(founder, root, "nationbuilder-people.csv", _nationbuilder())
    with clock.at(today - timedelta(hours=20)):
        _twice(known("secretary"))


def _twice(secretary: Person) -> None:
    """Two entries of one person came in by different doors; another two wait for a decision."""
    branch = home_of(secretary)
    rows = [
        ["name", "email", "phone"],
        ["Grace Otien", "grace@post.example", _phone(8)],
        ["Lewis Ker", "lewis@post.example", _phone(9)],
    ]
    of = previewed(secretary, branch, "sign-up sheet.csv", _csv(rows), kind=PARTICIPANT)
    acts.decide(secretary, of, "other")
    acts.carry_out(secretary, of)
    merges.look(secretary, branch)
    pair = pairs_seen(secretary).get(first__phones__number=_phone(8))
    merges.merge(secretary, pair, ("name", "email", "branch"))


def _branches() -> list[str]:
    return [unit.name for unit in units() if unit.level == "branch"]


def _phone(number: int) -> str:
    """One of the numbers that are kept free for stories (Ofcom)."""
    return f"+447700900{number:03}"


def _action_network() -> bytes:
    """Old acquaintances; Grace and Lewis live where the secretary keeps the roll."""
    places, home = _branches(), home_of(known("secretary")).name
    rows = [
        [f"an-{n:04}", first, last, f"{first}.{last}@list.example".lower(), _phone(n), mail, phone,
         home if n in (8, 9) else places[n]]
        for n, (first, last, mail, phone) in enumerate(LEAVERS)
    ]  # fmt: skip
    head = ["uuid", "first_name", "last_name", "email", "can2_phone", "can2_subscription_status",
            "can2_sms_status", "Branch"]  # fmt: skip
    return _csv([head, *rows])


def _nationbuilder() -> bytes:
    """People of the first list again, one with a slip of the pen, and new ones; one line is bad."""
    head = ["nationbuilder_id", "first_name", "last_name", "email", "email_opt_in", "mobile_number",
            "is_deceased", "branch", "is_admin"]  # fmt: skip
    place = _branches()
    rows = [
        ["1000", "Kofi", "Evans", "kofi.evans@list.example", "Y", _phone(0), "N", place[0], "N"],
        ["1001", "Calum", "Hale", "c.hale@post.example", "Y", _phone(1), "N", place[1], "N"],
        ["1002", "Nia", "Bell", "nia.bell@list.example", "N", "", "N", place[5], "N"],
        ["1003", "Ursula", "Brandt", "ursula@post.example", "Y", _phone(103), "N", place[7], "Y"],
        ["1004", "Piet", "Vos", "piet@post.example", "Y", "", "N", "Nowhere", "N"],
        ["1005", "Old", "Friend", "friend@post.example", "Y", "", "Y", place[9], "N"],
        ["1006", "=cmd", "Injected", "x@post.example", "Y", "", "N", place[3], "N"],
        ["1007", "Hana", "Kolar", "hana@post.example", "Y", _phone(107), "N", place[11], "N"],
    ]
    return _csv([head, *rows])


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
