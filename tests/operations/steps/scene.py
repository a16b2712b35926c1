"""One short evening in Leith, drawn up by Ada."""

from datetime import timedelta

from articulator.kernel.models import Unit
from articulator.methods.kits import Kit, Step
from articulator.operations.steps import acts
from articulator.operations.steps.models import Order
from tests.people import NOON, person

SEVEN = NOON + timedelta(hours=7)
KIT = Kit(
    key="short", title="A short one", method="fishbowl", minutes=60, people="us", lead="Short.",
    when="Now.", prepare="Nothing.", sources=("us",),
    steps=(
        Step("welcome", "Come in", 10, "Say hello.\n\nThere is soup.", "Smile.", least=5),
        Step("tables", "Talk", 20, "Talk in fours.", "Listen.", least=15, leads="host, timekeeper"),
        Step("pause", "Break", 10, "Rest.", "Never shorten it.", materials="tea; cake"),
        Step("talk", "Two voices", 10, "Listen.", "Two minutes each.", least=4),
        Step("harvest", "What we take away", 10, "Say it.", "Write it.", least=8),
    ),
)  # fmt: skip


def leith() -> Unit:
    return Unit.objects.get(slug="leith")


def evening(**more) -> Order:
    said = {"title": "The damp", "begins_at": SEVEN, **more}
    return acts.draw_up(person("ada"), leith(), KIT, **said)


def after(minutes: float):
    """So many minutes after seven."""
    return SEVEN + timedelta(minutes=minutes)
