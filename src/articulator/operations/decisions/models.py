"""Small questions to a room, each decided in a way that is named, and what every voice said."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet
from articulator.operations.statements.models import Conversation, Voice


class Question(models.Model):
    """One question in the room of a conversation, whose body answers for what is decided."""

    class Way(models.TextChoices):
        TEMPERATURE = "temperature", "temperature: how warm is the room?"
        APPROVAL = "approval", "approval: everything one could live with"
        CONSENT = "consent", "consent: does anybody object, and why?"
        RANKED = "ranked", "ranking: first choice, second choice, by transferable vote"

        @property
        def cards(self) -> tuple[str, ...]:
            """What can be said, where the way itself says it; else the question has options."""
            return CARDS.get(self, ())

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="questions")
    way = models.CharField(max_length=12, choices=Way)
    words = models.CharField(max_length=200)
    options = models.JSONField(default=list, help_text="of an approval or a ranking")
    waits = models.BooleanField(default=False, help_text="until its step begins")
    asked_at = models.DateTimeField(default=clock.now)
    closes_at = models.DateTimeField(null=True, help_text="None: closed by hand")
    closed_at = models.DateTimeField(null=True, help_text="when it was counted")
    result = models.JSONField(default=dict)

    personal: Register = {}

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(result={}),
                name="a_result_stands_when_it_is_closed",
            )
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("decisions:question", args=[self.pk])

    @property
    def is_open(self) -> bool:
        if self.waits:
            return False
        return self.closed_at is None and (self.closes_at is None or self.closes_at > clock.now())

    @property
    def choices(self) -> list[str]:
        """What one can say, numbered from 1 on screen and on paper."""
        return list(self.options or Question.Way(self.way).cards)


CARDS = {
    Question.Way.TEMPERATURE: ("warm", "in between", "cold"),
    Question.Way.CONSENT: ("I consent", "I have a concern, and stand aside", "I object"),
}

_SAID: Any = (Kind.OPINION, Basis.CONSENT, Keep.YEAR, Audience.NOBODY)


class Answer(models.Model):
    """What one voice said, the latest: the numbers of choices, the best first in a ranking."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="answers")
    chosen = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    objects = ScopedQuerySet["Answer"].as_manager()

    kept_since = "voice__conversation__closes_at"
    personal: Register = {
        "question": Personal("which question a voice answered", *_SAID),
        "voice": Personal("which voice it was", *_SAID),
        "chosen": Personal("what a voice decided, under no name", *_SAID),
        "reason": Personal("why it objects; without a name it is shown with the result", *_SAID),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "voice"], name="one_answer_of_a_voice_to_a_question"
            )
        ]

    def __str__(self) -> str:
        return "an answer"
