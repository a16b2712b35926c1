"""The demo's trainings: a line of trainers, rooms past and to come, a text that may change."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from articulator.identity.membership.queries import memberships
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.training import acts
from articulator.operations.training.catalogue import in_force, read
from articulator.operations.training.models import Session
from articulator.site.demo.people import some_trained
from articulator.site.demo.personas import home_of, known, newcomer

type Say = Callable[[str], object]
COURSE = "how_the_party_works"


def tell(say: Say, today: datetime) -> None:
    say("Training the first trainers, who train others …")
    trainers = _trainers(today - timedelta(days=160))
    _branches(trainers, today)
    _halfway(today - timedelta(days=2))
    _proposal(today - timedelta(days=5))


def _trainers(when: datetime) -> list[Person]:
    """The founder trains three people, and one of these trains two more: lineage is on record."""
    root, founder = Unit.objects.get(parent=None), Person.objects.get(email="agnes@demo.example")
    people = some_trained(60)[54:59]
    for trainer, new, days in ((founder, people[:3], 0), (people[0], people[3:], 80)):
        for course in ("facilitation", "trainer"):
            at = when + timedelta(days=days, hours=len(course))
            _held(_planned(trainer, root, course, at, "Trades hall, Old Quay"), new)
    return people


def _branches(trainers: Sequence[Person], today: datetime) -> None:
    """One room a month ago, and one to come where the personas live."""
    homes = [home_of(known("member")), home_of(known("secretary")), home_of(newcomer())]
    past = _planned(trainers[1], homes[1], COURSE, today - timedelta(days=30), "Food co-op")
    came = memberships(homes[1]).exclude(person__email__endswith="demo.example")
    _held(past, [line.person for line in came.select_related("person").order_by("number")[:9]])
    for trainer, home, days in zip(trainers[2:], homes, (6, 9, 12), strict=True):
        at = today + timedelta(days=days, hours=6)
        made = _planned(trainer, home, COURSE, at, "Community centre, ground floor", today)
        for line in memberships(home).select_related("person").order_by("number")[:4]:
            with clock.at(today - timedelta(days=1)):
                acts.sign_up(line.person, made)


def _planned(
    trainer: Person, unit: Unit, course: str, at: datetime, place: str, said: datetime | None = None
) -> Session:
    with clock.at((said or at) - timedelta(days=14)):
        note = "Soup at half past six; children are welcome; no steps."
        return acts.plan_session(trainer, unit, course, at, place, note, 24)


def _held(session: Session, people: Sequence[Person]) -> None:
    with clock.at(session.starts_at - timedelta(days=1)):
        for person in people:
            acts.sign_up(person, session)
    with clock.at(session.starts_at + timedelta(hours=3)):
        acts.record(session.trainer, session, people)


def _halfway(when: datetime) -> None:
    """The newcomer has finished two modules of the first course that the pool asks for."""
    text = in_force("leadership_competence")
    assert text, "the course ships with the software"
    with clock.at(when):
        for module in read(text).modules[:2]:
            right = [
                frozenset(n for n, answer in enumerate(question.answers) if answer.right)
                for question in module.questions
            ]
            acts.finish_module(newcomer(), text, module.slug, right)


def _proposal(when: datetime) -> None:
    """A member proposes one more line in the last module."""
    text = in_force(COURSE)
    assert text, "the course ships with the software"
    name = read(text).modules[-1].file
    added = "Write the name of your branch secretary into your copy now.\n\n## Exercise"
    with clock.at(when):
        acts.propose(
            known("member"), text, name, text.files[name].replace("## Exercise", added, 1),
            "People finish this course and still do not know whom to ring. One line helps.",
        )  # fmt: skip
