"""What has to be said before a room is asked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from articulator.identity.bodies.models import Body
from articulator.operations.statements.models import Conversation


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, of whom, until when, and who answers the room by when."""

    question: str
    closes_at: datetime
    answered_by: Body
    answer_due: date
    opens_at: datetime | None = None
    speakers: str = Conversation.Speakers.ANYONE
    moderation: str = Conversation.Moderation.AFTER
    votes_open: bool = False
    seeds: tuple[str, ...] = ()
    about: Model | None = None  # what it came from, as the thread shows it
