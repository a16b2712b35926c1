"""Finishing modules and courses, changing what is taught, holding trainings in person."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from articulator.identity.bodies.rules import by_law
from articulator.identity.membership.acts import grant
from articulator.identity.membership.queries import memberships
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.constitution import majority_reached
from articulator.methods.course import CourseError, fingerprint, read_course, with_change
from articulator.operations.training.catalogue import TRAINER, awards, catalogue, in_force, read
from articulator.operations.training.generations import fidelity
from articulator.operations.training.models import (
    CourseDone,
    Curriculum,
    ModuleDone,
    Observation,
    Session,
    SignUp,
)
from articulator.operations.training.queries import is_trainer, learner
from articulator.operations.training.rules import (
    may_call_off,
    may_decide,
    may_learn,
    may_observe,
    may_propose,
    may_record,
    may_sign_up,
    may_step_back,
    may_train,
    over_budget,
    unprepared,
)

S = Curriculum.State
MAJORITY = "1/2"  # of the votes cast in the body that adopts

type Given = Sequence[frozenset[int]]  # for each question, the answers that were chosen


# Learning


@act(allow=by_law, facts=lambda kept: {"fingerprint": kept.fingerprint})
def install(_actor: Actor, curriculum: Curriculum) -> Curriculum:
    """Write down a text that came with the software. Twice is once."""
    said = {f.name: getattr(curriculum, f.attname) for f in curriculum._meta.concrete_fields}  # noqa: SLF001 - documented
    kept, _ = Curriculum.objects.get_or_create(pk=curriculum.pk, defaults=said)
    return kept


def _kept(curriculum: Curriculum) -> Curriculum:
    """What ships is written down when something first rests on it: reading never writes."""
    return install(None, curriculum) if curriculum._state.adding else curriculum  # noqa: SLF001 - documented


@act(allow=may_learn, secret=True)
def finish_module(actor: Actor, curriculum: Curriculum, slug: str, given: Given) -> None:
    """Take a step: every answer is right. The log does not say whose step it was."""
    assert actor, "the rule has refused a visitor"
    person = Person.objects.select_for_update().get(pk=actor.pk)  # one step at a time
    text = read(curriculum)
    module = text.module(slug)
    if module is None or not module.solved_by(given):
        raise Refused(Refusal("Not every answer is right yet."))
    curriculum = _kept(curriculum)
    steps = ModuleDone.objects.by_rule("a step is taken, and whether it was the last one")
    steps.get_or_create(
        person=person, course=curriculum.course, module=slug,
        defaults={"curriculum": curriculum, "at": clock.now()},
    )  # fmt: skip
    done = steps.filter(person=person, course=curriculum.course).values_list("module", flat=True)
    if {module.slug for module in text.modules} <= set(done):
        complete(person, person, curriculum.course, curriculum)


@act(allow=by_law)
def complete(
    actor: Actor, person: Person, course: str, curriculum: Curriculum | None,
    session: Session | None = None,
) -> CourseDone:  # fmt: skip
    """Record that somebody has completed a course, and give them what it was the last one for."""
    made = CourseDone.objects.create(
        person=person, course=course, curriculum=curriculum, at=clock.now(), session=session,
        route=CourseDone.Route.IN_PERSON if session else CourseDone.Route.ONLINE,
        recorded_by=actor if session else None,
    )  # fmt: skip
    ModuleDone.objects.filter(person=person, course=course).delete()
    steps = learner(person)
    for award in awards():
        if course in award.requires and steps.counting(award) == set(award.requires):
            grant(None, person, award.standing, award.until(made.at))
    return made


# What is taught


@act(allow=may_propose, facts=lambda made: {"fingerprint": made.fingerprint})
def propose(actor: Actor, curriculum: Curriculum, name: str, text: str, reason: str) -> Curriculum:
    """Propose another text of one file (empty: without it). Raises CourseError if it is faulty."""
    curriculum = _kept(curriculum)
    files = with_change(curriculum.files, name, text)
    if files == curriculum.files:
        raise Refused(Refusal("Nothing would change: this is the text as it is."))
    _must_fit(curriculum.course, files)
    last = Curriculum.objects.filter(course=curriculum.course).aggregate(n=Max("number"))["n"]
    made = Curriculum.objects.create(
        course=curriculum.course, number=last + 1, files=files, fingerprint=fingerprint(files),
        state=S.PROPOSED, changes=name, based_on=curriculum, reason=reason, proposed_by=actor,
    )  # fmt: skip
    links.join(made, "changes", curriculum)
    return made


def _must_fit(course: str, files: Mapping[str, str]) -> None:
    known = catalogue()
    offer, text = known.offer(course), read_course(files)
    if offer and (refusal := over_budget(known, offer, text)):
        raise Refused(refusal)


@act(allow=may_decide, facts=lambda made: {"state": made.state, "fingerprint": made.fingerprint})
def decide(_actor: Actor, curriculum: Curriculum, decision: Mapping[str, Any]) -> Curriculum:
    """Record what the body that adopts has decided; what is carried is taught from now on."""
    curriculum.decision, curriculum.decided_at = dict(decision), clock.now()
    if majority_reached(MAJORITY, decision["votes_for"], decision["votes_against"]):
        _adopt(curriculum)
    else:
        curriculum.state = S.DECLINED
    curriculum.save()
    return curriculum


def _adopt(curriculum: Curriculum) -> None:
    """Put the proposed file into the text in force, which may have changed elsewhere since."""
    before, based_on, name = in_force(curriculum.course), curriculum.based_on, curriculum.changes
    assert before, "a proposal is based on a text, so one is in force"
    assert based_on, "what is decided on was proposed"
    if before.files.get(name) != based_on.files.get(name):
        raise Refused(
            Refusal(
                f"{name} was changed by version {before.number} after this was proposed.",
                appeal="Propose it again on the present text, and let the body decide on that.",
            )
        )
    curriculum.files = with_change(before.files, name, curriculum.files.get(name, ""))
    try:
        _must_fit(curriculum.course, curriculum.files)
    except CourseError as error:
        raise Refused(Refusal(f"Beside what was adopted since, it is faulty. {error}")) from error
    curriculum.fingerprint, curriculum.state = fingerprint(curriculum.files), S.ADOPTED
    Curriculum.objects.filter(pk=before.pk).update(state=S.SUPERSEDED)
    links.join(curriculum, "supersedes", before)


# In person


@act(allow=may_train)
def plan_session(
    actor: Actor, unit: Unit, course: str, starts_at: datetime, place: str,
    note: str = "", capacity: int | None = None,
) -> Session:  # fmt: skip
    """Announce a training in person, or write down one that was held."""
    if catalogue().offer(course) is None:
        raise Refused(Refusal("The constitution in force has no such course."))
    assert actor, "the rule has refused a visitor"
    return Session.objects.create(
        course=course, unit=unit, starts_at=starts_at, place=place, note=note, trainer=actor,
        capacity=capacity,
    )  # fmt: skip


@act(allow=may_call_off)
def call_off(_actor: Actor, session: Session) -> None:
    """The training does not happen. Those who signed up see it on its page."""
    Session.objects.filter(pk=session.pk).update(called_off_at=clock.now())


@act(allow=may_sign_up, secret=True)
def sign_up(actor: Actor, session: Session) -> None:
    """Mean to come. The log does not say who."""
    assert actor, "the rule has refused a visitor"
    SignUp.objects.create(session=session, person=actor)


@act(allow=may_step_back, secret=True)
def step_back(actor: Actor, session: Session) -> None:
    """Not come after all."""
    SignUp.objects.filter(session=session, person=actor).delete()


@act(allow=may_record)
def record(actor: Actor, session: Session, people: Collection[Person]) -> None:
    """Record who has completed the course here: one event and one completion for each of them."""
    offer, text = catalogue().offer(session.course), in_force(session.course)
    text = _kept(text) if text else None
    recorded = session.completions.by_rule("who is recorded already").values_list("person")
    new = Person.objects.filter(pk__in=[person.pk for person in people]).exclude(pk__in=recorded)
    for person in new.order_by("pk"):
        if refusal := _stranger(session, person) or unprepared(person, offer):
            raise Refused(refusal)
        if person == actor:
            raise Refused(Refusal("Nobody records themselves: let another trainer do it."))
        complete(actor, person, session.course, text, session)
    SignUp.objects.filter(session=session, person__in=people).delete()


def _stranger(session: Session, person: Person) -> Refusal | None:
    """Trainers record those who signed up or are on the roll there, not people from anywhere."""
    signed = session.sign_ups.by_rule("who may be recorded").filter(person=person)
    if signed.exists() or memberships(session.unit).filter(person=person).exists():
        return None
    return Refusal(f"{person} has not signed up and is not on the roll of {session.unit}.")


@act(allow=may_observe, secret=True)
def observe(actor: Actor, session: Session, given: int, planned: int) -> None:
    """Write down what was taught. A trainer who teaches enough of it is recertified (R-155).

    The log does not say who sat in; its line has no figure either.
    """
    assert actor, "the rule has refused a visitor"
    seen = Observation.objects.create(
        session=session, observer=actor, given=given, planned=planned, at=clock.now()
    )
    award = next((one for one in awards() if one.standing == TRAINER), None)
    if award and seen.share >= fidelity().least and is_trainer(session.trainer):
        grant(None, session.trainer, TRAINER, award.until(seen.at))
