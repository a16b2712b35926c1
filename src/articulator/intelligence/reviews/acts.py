"""Writing down what came of something big, without blame."""

from dataclasses import asdict, dataclass

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.reviews.models import Review
from articulator.intelligence.reviews.rules import may_look_back
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, act
from articulator.methods.plain import folded


@dataclass(frozen=True, slots=True)
class Said:
    """The four answers of an after-action review."""

    meant: str
    happened: str
    why: str
    keep: str


@act(allow=may_look_back)
def look_back(_actor: Actor, plan: Plan, said: Said) -> Review:
    """Write it down, once. From now on the same groups can be asked again."""
    made = Review.objects.create(
        plan=plan, written_at=clock.now(), **asdict(said),
        found_by=folded(f"{plan.title} {' '.join(asdict(said).values())}"),
    )  # fmt: skip
    links.join(made, "looks back on", plan)
    ecology.look_back(None, plan)
    return made
