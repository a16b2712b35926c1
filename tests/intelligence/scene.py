"""The federation, whose constitution guards those around it, and a legal team beside it."""

import re
from datetime import date

from django.core import mail

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution import acts as constitution
from articulator.intelligence.ecology import acts
from articulator.intelligence.ecology.acts import Ask, Carries, Said
from articulator.intelligence.ecology.models import Need, Partner, Plan
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from tests.identity.elections import scene
from tests.people import NOON, person

PANEL = """
  - id: care_panel
    ref: "11.panel"
    name: Care Panel
    kind: committee
    vsm: [S3*]
    accountable_to: membership
    meets: {every: P1M}
    seat_groups:
      - {id: members, ref: "11.panel.members", seats: 2, method: sortition,
         candidates: leadership_pool, term: P1Y, alternates: reserve_list}
offices:"""
GUARD = """channels:
  - {id: bell, ref: "11.bell", kind: algedonic, from: partner_organisations, to: care_panel,
     max_latency: PT72H}
ecology_guard:
  ref: "11.guard"
  check_required_for: [launch_campaign, rapid_response]
  blocks_when: {ref: "11.guard.blocks", partner_load_over_capacity: "4/5", partner_consent: refused}
  decided_by: care_panel
  within: P7D
  burnout: {ref: "11.burnout", alert_if_share: "1/4"}
"""
GUARDED = scene.CONSTITUTION.replace("\noffices:", PANEL, 1).replace("channels: []\n", GUARD)
SHIFTS = "shifts of legal observers"
FIRST, LAST = date(2026, 4, 6), date(2026, 4, 26)  # three weeks from a Monday to a Sunday


def found() -> Unit:
    root = scene.found()
    with clock.at(scene.OPENS):
        adopted(root, GUARDED.replace("1.0.0", "2.0.0"))
    return root


def adopted(root: Unit, text: str) -> None:
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    constitution.adopt(scene.ada(), constitution.draft(scene.ada(), root, text), decision)


def seated(name: str) -> Person:
    """Somebody of the cast in the panel."""
    seat = SeatGroup.objects.get(body__key="care_panel").seats.filter(terms=None)[0]
    Term.objects.create(
        seat=seat, person=person(name), route="allotted", since=NOON,
        until=NOON.replace(year=2027),
    )  # fmt: skip
    return person(name)


def unit(slug: str = "federation") -> Unit:
    return Unit.objects.get(slug=slug)


def legal_team(per_week: int | None = 20, name: str = "Green and Black Cross") -> Partner:
    """A group that trains and sends legal observers, and has said how many shifts it can carry."""
    email = f"{name.split(maxsplit=1)[0].lower()}@team.example"
    made = acts.add_partner(scene.ada(), unit(), name, "Legal observers", email)
    if per_week is not None:
        acts.declare(None, made, Carries(SHIFTS, per_week, date(2026, 3, 1), date(2026, 8, 31)))
    return made


def plan(title: str, *asks: tuple[Partner, int], begins=FIRST, ends=LAST, by=None) -> Plan:
    """A plan that asks groups for so many shifts a week."""
    made = acts.draw_up(by or scene.ada(), unit(), "launch_campaign", title, begins, ends)
    for partner, number in asks:
        acts.ask(by or scene.ada(), made, Ask(partner, SHIFTS, number))
    return made


def need(plan: Plan) -> Need:
    return plan.needs.get(dropped_at=None)


def says(plan: Plan, answer: str, up_to: int | None = None, words: str = "") -> None:
    acts.answer(None, need(plan), Said(Need.Answer(answer), up_to, words))


def letters_to(address: str) -> list[str]:
    return [one.body for one in mail.outbox if one.to == [address]]


def link_in(text: str) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", text)[1]
