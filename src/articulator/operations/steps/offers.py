"""A training in a room is run by its trainer."""

from articulator.kernel.acts import Actor
from articulator.operations.steps.hanging import Holder, hold
from articulator.operations.training.models import Session


def _runs(actor: Actor, session: Session) -> bool:
    return actor is not None and session.trainer_id == actor.pk


def _phones(session: Session) -> str:
    return session.order.get_absolute_url()


hold(Holder("session", _runs, _phones, "The training"))
