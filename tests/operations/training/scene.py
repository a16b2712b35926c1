"""The federation with two short courses of its own, told through acts."""

from pathlib import Path

from articulator.identity.constitution import acts as constitution
from articulator.identity.membership.models import Standing
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.training import acts
from articulator.operations.training.catalogue import in_force, read
from articulator.operations.training.models import CourseDone, Session
from tests.identity.elections import scene

COURSES = Path(__file__).parent / "courses"
POOL = """
  - {id: leadership_pool, name: Leadership pool, ref: "3", requires: [basics, rules], free: true,
     max_hours: 1, valid_for: P3Y, curriculum: {member_input: true, adopted_by: council}}
training:
  courses:
    - {id: basics, ref: "3.basics", hours: 0.5}
    - {id: rules, ref: "3.rules", hours: 0.6}
    - {id: facilitation, ref: "3.facilitation", hours: 6}
    - {id: trainer, ref: "3.trainer", hours: 12, prerequisite: facilitation}
  trainers_of_trainers: {ref: "3.trainers", recertify: P6M}
"""


def found() -> Unit:
    """Leith and Govan as ever, but the pool asks for the basics and the rules."""
    root = scene.found()
    before, _, after = scene.CONSTITUTION.partition("qualification_pools:\n")
    text = f"{before}qualification_pools:{POOL}{after.partition('training:')[2].partition('\n')[2]}"
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    with clock.at(scene.OPENS):
        constitution.adopt(
            scene.ada(), constitution.draft(scene.ada(), root, text.replace("1.0.0", "2.0.0")),
            decision,
        )  # fmt: skip
    return root


def right(course: str, slug: str) -> list[frozenset[int]]:
    """The right answers of a module."""
    module = read(in_force(course)).module(slug)
    return [
        frozenset(n for n, answer in enumerate(question.answers) if answer.right)
        for question in module.questions
    ]


def finish(person: Person, course: str, *slugs: str) -> None:
    """Finish these modules, or all."""
    for slug in slugs or [module.slug for module in read(in_force(course)).modules]:
        acts.finish_module(person, in_force(course), slug, right(course, slug))


def standings(person: Person) -> list[Standing]:
    return list(Standing.objects.by_rule("a test").filter(person=person).order_by("since"))


def completed(person: Person) -> list[CourseDone]:
    return list(CourseDone.objects.by_rule("a test").filter(person=person).order_by("at"))


def held(trainer: Person, course: str, *people: Person, unit: str = "leith") -> Session:
    """A training that happened, and who was recorded."""
    made = acts.plan_session(trainer, Unit.objects.get(slug=unit), course, clock.now(), "Hall")
    acts.record(trainer, made, people)
    return made
