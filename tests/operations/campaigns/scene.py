"""The federation whose constitution has a gate, and a campaign that was let through it."""

from datetime import date, timedelta

from articulator.identity.bodies import acts as bodies
from articulator.identity.bodies.models import SeatGroup
from articulator.identity.constitution import acts as constitution
from articulator.identity.constitution.queries import in_force
from articulator.intelligence.ecology.acts import Draws
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns import acts
from articulator.operations.campaigns.models import Application, Campaign
from tests.operations.training import scene
from tests.people import member, person

LEVEL = """
  - {id: campaign, ref: "1.campaign", name: Campaign, parent: branch, autonomous: true}
membership:"""
BODIES = """bodies:
  - {id: gate_board, ref: "11", name: Gate Board, kind: committee, vsm: [S3],
     accountable_to: membership, meets: {every: P14D},
     seat_groups: [{id: all, ref: "11.all", seats: 3, method: appointed, by: council, term: P1Y,
                    alternates: reappoint}]}
  - {id: disputes_panel, ref: "12", name: Disputes Panel, kind: tribunal, vsm: [S3*],
     accountable_to: membership, meets: {every: P14D},
     seat_groups: [{id: all, ref: "12.all", seats: 3, method: appointed, by: council, term: P1Y,
                    alternates: reappoint}]}
"""
REST = """channels: []
duties:
  - {id: open_gate, ref: "11.gate", who: gate_board, what: answer with reasons, every: P1M}
incubator:
  ref: "11.incubator"
  phases:
    - {id: accelerate, ref: "11.accelerate", needs: [ecology_check_passed, trainers: 2,
       retention_4w: "2/5"]}
"""
KEYS = ("ecology_check_passed", "trainers", "retention_4w")


def found() -> Unit:
    root = scene.found()
    version = in_force()
    assert version, "the federation has a constitution"
    text = version.text.replace("\nmembership:", LEVEL, 1).replace("bodies:\n", BODIES, 1)
    text = text.replace("channels: []\n", REST, 1).replace("2.0.0", "3.0.0")
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    ada = person("ada")
    constitution.adopt(ada, constitution.draft(ada, root, text), decision)
    leith = Unit.objects.get(slug="leith")
    seat("gate_board", member("gita", leith))
    seat("disputes_panel", member("hugo", leith))
    return root


def seat(body: str, who: Person) -> None:
    bodies.appoint(person("ada"), SeatGroup.objects.get(body__key=body), who)


def vote(votes_for: int, votes_against: int) -> dict[str, object]:
    return {"body": "Gate Board", "on": "2026-03-02", "votes_for": votes_for,
            "votes_against": votes_against}  # fmt: skip


def asked(name: str = "Dry homes") -> Application:
    """Ben asks that Leith should support a campaign, and says that it draws on nobody."""
    made = acts.ask(person("ben"), Unit.objects.get(slug="leith"), name, "No damp by winter.")
    acts.prepare(person("ben"), made, Draws(*quarter(), alone=True))
    return made


def quarter() -> tuple[date, date]:
    today = clock.now().date()
    return today, today + timedelta(days=90)


def answered(application: Application, *not_yet: str) -> Application:
    """Gita, who keeps the gate, has answered every criterion."""
    for key in KEYS:
        acts.judge(person("gita"), application, key, key not in not_yet, "As we saw on Tuesday.")
    return application


def let_through(name: str = "Dry homes") -> Campaign:
    acts.decide(person("gita"), answered(asked(name)), vote(2, 0), "All is met.")
    return Campaign.objects.select_related("unit__parent", "speaker").get(unit__name=name)


def promised(campaign: Campaign, money: int = 500):
    until = (clock.now() + timedelta(days=90)).date()
    covenant = acts.write_covenant(
        campaign.speaker,
        campaign,
        "We help each other.",
        "A room.",
        "What it learns.",
        money,
        until,
    )
    return acts.sign(person("ada"), covenant, {"body": "Branch meeting", "on": "2026-03-02"})
