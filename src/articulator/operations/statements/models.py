"""Conversations: short statements, votes on them, what is told of them, what came of them."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.bodies.models import Body
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet

LONGEST = 140  # letters of a statement: one thought


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def open(self, at: datetime | None = None) -> "ConversationQuerySet":
        at = at or clock.now()
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def closed(self, at: datetime | None = None) -> "ConversationQuerySet":
        return self.filter(opens_at__isnull=False, closes_at__lte=at or clock.now())


class Conversation(models.Model):
    """One question to a room, with the body that will answer what the room says, and by when."""

    class Speakers(models.TextChoices):
        ANYONE = "anyone", "anyone who has the link"
        MEMBERS = "members", "members of the unit, signed in"

    class Moderation(models.TextChoices):
        AFTER = "after", "statements are shown at once and looked at afterwards"
        BEFORE = "before", "statements are shown when somebody has looked at them"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conversations")
    question = models.CharField(max_length=160)
    speakers = models.CharField(max_length=10, choices=Speakers, default=Speakers.ANYONE)
    moderation = models.CharField(max_length=10, choices=Moderation, default=Moderation.AFTER)
    votes_open = models.BooleanField(
        default=False, help_text="everybody is told that votes may be taken out without names"
    )
    planned_at = models.DateTimeField(default=clock.now)
    opens_at = models.DateTimeField(null=True, help_text="None: opened by hand")
    closes_at = models.DateTimeField(db_index=True)
    answered_by = models.ForeignKey(Body, models.PROTECT, related_name="conversations")
    answer_due = models.DateField()
    version = models.PositiveIntegerField(default=0, help_text="rises with every vote")
    weigh_at = models.PositiveIntegerField(default=20, help_text="the version to weigh anew at")
    reminded_at = models.DateTimeField(null=True)
    objects = ConversationQuerySet.as_manager()

    personal: Register = {}

    class Meta:
        ordering = ["-closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at__gte=F("opens_at")),
                name="a_conversation_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("statements:conversation", args=[self.pk])

    def stage(self, at: datetime | None = None) -> str:
        """One of: coming, open, closed."""
        now = at or clock.now()
        if self.closes_at <= now:
            return "closed"
        return "open" if self.opens_at and self.opens_at <= now else "coming"

    @property
    def is_open(self) -> bool:
        return self.stage() == "open"


class Steward(models.Model):
    """Somebody at the desk of a conversation: moderates by name, types in paper, closes."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="stewards")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    kept_since = "conversation__closes_at"
    personal: Register = {
        "person": Personal(
            "the conversations at whose desk you sat",
            Kind.DEED, Basis.MEMBERS, Keep.CONTACT, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="a_steward_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} at the desk of “{self.conversation}”"


_SAID: Any = (Kind.OPINION, Basis.CONSENT, Keep.YEAR, Audience.NOBODY)


class Voice(models.Model):
    """A device, a member or a paper in one conversation. Whose it is, no row says.

    The mark is a keyed hash of the token in a browser, another one in every conversation.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="voices")
    mark = models.CharField(max_length=64)
    paper = models.BooleanField(default=False)
    changed = models.PositiveIntegerField(default=0, help_text="the version of its latest vote")
    objects = ScopedQuerySet["Voice"].as_manager()

    kept_since = "conversation__closes_at"
    personal: Register = {
        "mark": Personal(
            "a scrambled mark by which your browser finds again what it said here; "
            "one year after the close it is deleted",
            *_SAID,
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "mark"], condition=~Q(mark=""), name="one_voice_of_a_mark"
            )
        ]

    def __str__(self) -> str:
        return "a voice"


class Statement(models.Model):
    """One thought of at most 140 letters. Nobody's name stands at it."""

    class State(models.TextChoices):
        WAITING = "waiting", "waits to be looked at"
        SHOWN = "shown", "shown"
        OUT = "out", "taken out"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=LONGEST)
    same = models.CharField(max_length=LONGEST, help_text="the text as duplicates are told")
    voice = models.ForeignKey(Voice, models.SET_NULL, null=True, related_name="statements")
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    seen = models.PositiveIntegerField(default=0, help_text="how many have voted on it")
    said_at = models.DateTimeField(default=clock.now)
    appeal = models.CharField(max_length=LONGEST, blank=True, help_text="why it should be back")

    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="a_number_once"),
            models.UniqueConstraint(
                fields=["conversation", "same"], condition=~Q(state="out"), name="a_thought_once"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.text}”" if self.state == self.State.SHOWN else f"Statement {self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('statements:answers', args=[self.conversation_id])}#s{self.number}"

    @property
    def readable(self) -> bool:
        """Whether the text may be read by all: an insult or a name is not told once more."""
        ruling = next(iter(self.rulings.all()), None)
        return ruling is None or ruling.reason in Ruling.HARMLESS


class Ruling(models.Model):
    """What a named person decided about a statement, and why. The first one is the latest."""

    class Reason(models.TextChoices):
        DUPLICATE = "duplicate", "it has been said already"
        SEVERAL = "several", "it holds several thoughts"
        INSULT = "insult", "it insults"
        NAMES = "names", "it names a private person"
        ELSEWHERE = "elsewhere", "it does not belong to this question"
        FITS = "fits", "it can stay"

    HARMLESS = (Reason.DUPLICATE, Reason.SEVERAL, Reason.ELSEWHERE, Reason.FITS)

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="rulings")
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "by": Personal(
            "the statements on which you decided at a desk",
            Kind.DEED, Basis.DUTY, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_reason_display()


class Vote(models.Model):
    """What one voice says to one statement, the latest; nobody reads it, it is counted."""

    class Said(models.IntegerChoices):
        AGREE = 1, "agree"
        PASS = 0, "pass"
        DISAGREE = -1, "disagree"

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    said = models.SmallIntegerField(choices=Said)
    version = models.PositiveIntegerField(help_text="of the conversation, when it was said")
    objects = ScopedQuerySet["Vote"].as_manager()

    kept_since = "voice__conversation__closes_at"
    personal: Register = {
        "said": Personal(
            "what a voice said to a statement, under no name; where the page said so before you "
            "voted, the desk can take it out, mixed with all others",
            *_SAID,
        ),
        "statement": Personal("to which statement", *_SAID),
        "voice": Personal("which voice it was", *_SAID),
        "version": Personal("after how many other votes", *_SAID),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "statement"], name="one_vote_of_a_voice_on_a_statement"
            ),
            models.CheckConstraint(
                condition=Q(said__gte=-1, said__lte=1), name="a_vote_agrees_disagrees_or_passes"
            ),
        ]

    def __str__(self) -> str:
        return "a vote"


class Weights(models.Model):
    """How soon each statement is to be shown, as it followed from the votes of one version."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="weights")
    version = models.PositiveIntegerField()
    of = models.JSONField(help_text="the weight by the statement's key")

    personal: Register = {}

    def __str__(self) -> str:
        return f"weights of “{self.conversation}”"


class Release(models.Model):
    """What was told of the room at one moment: figures that tell of no fewer than eight."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="releases")
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    final = models.BooleanField(default=False)
    told = models.JSONField(default=dict)

    personal: Register = {}

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(made_at=None), name="one_count_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(final=True), name="one_last_result"
            ),
        ]

    def __str__(self) -> str:
        return f"what was told of “{self.conversation}”"


class Outcome(models.Model):
    """Where a statement goes, who answers it by when, and what they answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.OneToOneField(Statement, models.CASCADE, related_name="outcome")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    due = models.DateField()
    sent_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    personal: Register = {
        "answered_by": Personal(
            "what you answered in an office", Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC
        ),
    }

    class Meta:
        ordering = ["statement__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="an_answer_is_somebodys",
            )
        ]

    def __str__(self) -> str:
        return f"{'Answer to' if self.answer else 'To be answered:'} {self.statement}"

    def get_absolute_url(self) -> str:
        return self.statement.get_absolute_url()

    @property
    def is_late(self) -> bool:
        return not self.answer and self.due < clock.today()


class Follower(models.Model):
    """An address that wants to hear what became of a conversation; it hangs on no voice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="followers")
    email = models.EmailField()
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    objects = ScopedQuerySet["Follower"].as_manager()

    kept_since = "asked_at"
    personal: Register = {
        name: Personal(words, Kind.CONTACT, Basis.CONSENT, Keep.YEAR, Audience.NOBODY)
        for name, words in (
            ("email", "an address you left to hear what became of a conversation"),
            ("conversation", "of which one"),
            ("asked_at", "when you left it"),
            ("confirmed_at", "when you confirmed it"),
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "email"], name="an_address_once")
        ]

    def __str__(self) -> str:
        return f"somebody who follows “{self.conversation}”"
