from articulator.identity.bodies.rules import needs
from articulator.identity.membership.queries import members
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit
from articulator.methods.course import Course, over_hours
from articulator.operations.training.catalogue import Catalogue, Offer, catalogue
from articulator.operations.training.models import CourseDone, Curriculum, ModuleDone, Session
from articulator.operations.training.queries import RUN, is_trainer, made_trainer_by

S = Curriculum.State


def may_learn(actor: Actor, curriculum: Curriculum) -> Refusal | None:
    """Anyone who has signed in, in the text in force or in the one in which they have begun."""
    if actor is None:
        return Refusal("Sign in, so that what you finish can be kept.")
    if curriculum.state in Curriculum.IN_FORCE:
        return unprepared(actor, catalogue().offer(curriculum.course))
    begun = ModuleDone.objects.seen_by(actor).filter(curriculum=curriculum)
    if curriculum.state == S.SUPERSEDED and begun.exists():
        return None
    return Refusal("This text is not in force.", appeal="Read the course as it is taught now.")


def unprepared(person: Person, offer: Offer | None) -> Refusal | None:
    """The refusal of whoever has not completed the course that this one builds on."""
    if offer is None:
        return Refusal("The constitution in force has no such course.")
    done = CourseDone.objects.by_rule("whether a course that is built on is done")
    if not offer.prerequisite or done.filter(person=person, course=offer.prerequisite).exists():
        return None
    before = offer.prerequisite.replace("_", " ")
    return Refusal(f"{offer.title} builds on the course {before}.", clause=offer.clause)


def may_propose(actor: Actor, curriculum: Curriculum) -> Refusal | None:
    """Any member, to the text in force."""
    root = Unit.objects.filter(parent=None).first()
    if actor is None or root is None or not members(root).filter(pk=actor.pk).exists():
        return Refusal(
            "Members propose what is taught.",
            appeal="Ask a member of your branch to propose it with you.",
        )
    if curriculum.state not in Curriculum.IN_FORCE:
        return Refusal("Another text is in force now.", appeal="Propose your change to that one.")
    return None


def over_budget(known: Catalogue, offer: Offer, text: Course) -> Refusal | None:
    """The refusal of a text that takes longer than the constitution allows, with the figures."""
    if words := over_hours(text.title, text.minutes, offer.hours):
        return Refusal(words, clause=offer.clause, appeal="Shorten it, or something else in it.")
    for award in offer.awards:
        together = known.minutes(award) - offer.minutes + text.minutes
        what = f"All courses of the {award.name.lower()} together"
        if words := over_hours(what, together, award.max_hours):
            return Refusal(words, clause=award.clause, appeal="Shorten it, or another course.")
    return None


def may_decide(actor: Actor, curriculum: Curriculum) -> Refusal | None:
    if curriculum.state != S.PROPOSED:
        return Refusal("This text does not wait for a decision.")
    return needs(actor, "adopt_curriculum")


def may_train(actor: Actor, unit: Unit) -> Refusal | None:
    """Trainers anywhere, and those to whom the constitution gives it in the unit."""
    return None if is_trainer(actor) else needs(actor, RUN, unit)


def may_lead(actor: Actor, session: Session) -> Refusal | None:
    """Its trainer, as long as they are one, and those to whom the constitution gives it."""
    if actor == session.trainer and is_trainer(actor):
        return None
    return needs(actor, RUN, session.unit)


def may_call_off(actor: Actor, session: Session) -> Refusal | None:
    if session.called_off_at or session.is_over:
        return Refusal("This training cannot be called off any more.")
    return may_lead(actor, session)


def may_record(actor: Actor, session: Session) -> Refusal | None:
    if session.called_off_at:
        return Refusal("This training was called off.")
    if not session.is_over:
        return Refusal("Who took part is recorded once the training has begun.")
    return may_lead(actor, session)


def may_sign_up(actor: Actor, session: Session) -> Refusal | None:
    if actor is None:
        return Refusal("Sign in to come to a training.")
    if session.called_off_at or session.is_over:
        return Refusal("Nobody can sign up for this training any more.")
    if session.sign_ups.seen_by(actor).exists():
        return Refusal("You have signed up already.")
    taken = session.sign_ups.by_rule("whether there is room").count()
    if session.capacity is not None and taken >= session.capacity:
        return Refusal("Every place is taken.", appeal="Ask the trainer, or look for another one.")
    return None


def may_step_back(actor: Actor, session: Session) -> Refusal | None:
    if actor is None or not session.sign_ups.seen_by(actor).exists():
        return Refusal("You have not signed up for this training.")
    return None


def may_observe(actor: Actor, session: Session) -> Refusal | None:
    """Another trainer, or who records trainings there; nobody whom this trainer has made one."""
    if session.called_off_at or not session.is_over:
        return Refusal("A training is observed once it has begun.")
    if actor == session.trainer:
        return Refusal("Nobody observes themselves.", appeal="Ask another trainer to sit in.")
    if made_trainer_by(actor, session.trainer):
        return Refusal(
            f"{session.trainer} has trained you as a trainer.",
            appeal="Let a trainer sit in who has learnt it from somebody else.",
        )
    return None if is_trainer(actor) else needs(actor, RUN, session.unit)
