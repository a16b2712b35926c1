"""An evening, told through acts: six pages, an order by lot, slips, a vote."""

from articulator.identity.constitution import acts as constitution
from articulator.kernel import clock
from articulator.kernel.links import ref
from articulator.kernel.models import Unit
from articulator.operations.incubator import acts
from articulator.operations.incubator.models import Poll, Round
from articulator.operations.incubator.plans import Plan
from articulator.operations.incubator.queries import code_of
from articulator.operations.incubator.tokens import SLIP
from tests.identity.elections import scene
from tests.operations.dna.scene import handed_in
from tests.people import NOON, person

INCUBATOR = """
incubator:
  ref: "11"
  phases:
    - {{id: dna_event, ref: "11.dna_event", group_size: [3, 5], vote: audience, method: {method}}}
  dna_max_words: 600
  fund: {{ref: "11.fund", grant_max_gbp: 1000, decided_by: council}}
"""
PLAN = Plan("Winter evening", NOON, "Hall")


def law(method: str = "approval") -> None:
    """Adopt a constitution that has an incubator with a fund."""
    text = scene.CONSTITUTION.replace("1.0.0", "2.0.0") + INCUBATOR.format(method=method)
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    ada = person("ada")
    with clock.at(NOON):
        root = Unit.objects.get(parent=None)
        constitution.adopt(ada, constitution.draft(ada, root, text), decision)


def announced(plan: Plan = PLAN, unit: str = "leith") -> Round:
    return acts.announce(person("ada"), Unit.objects.get(slug=unit), plan)


def drawn(pages: int = 3, slips: int = 12, plan: Plan = PLAN) -> Round:
    """An evening whose pages are handed in and in order."""
    shown = announced(plan)
    for number in range(pages):
        handed_in(ref(shown), f"Page {number}")
    if slips:
        acts.make_slips(person("ada"), shown, slips)
    return acts.draw_order(person("ada"), shown, "4 2 6")


def opened(pages: int = 3, slips: int = 12, heads: int = 12) -> Poll:
    return acts.open_poll(person("ada"), drawn(pages, slips), heads)


def slip(poll: Poll, number: int) -> str:
    """The mark of a slip."""
    return SLIP.hashed(code_of(poll.round, number))


def cast(poll: Poll, *ballots: list) -> None:
    """Ballots of the first slips."""
    for number, ballot in enumerate(ballots, 1):
        acts.vote(None, poll, slip(poll, number), ballot)


def declared(poll: Poll) -> Poll:
    acts.close(person("ada"), poll)
    return acts.declare(person("ada"), poll)
