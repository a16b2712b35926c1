"""Surveys, what people answered, and, apart from it, who wants to hear what became of it.

An answer has no name, no address and no moment: a week, a unit and a coarse place. Whoever
answered may hold a thread key; its keyed hash is the only tie between answer and contact.
"""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet

LONGEST = 2000  # letters of one answer in words
MOST_OPTIONS = 30
LATE = timedelta(days=14)  # a device may be a week without a network, and then find none


class SurveyQuerySet(models.QuerySet["Survey"]):
    def open(self, at: datetime | None = None) -> "SurveyQuerySet":
        at = at or clock.now()
        still = Q(closes_at=None) | Q(closes_at__gt=at)
        return self.filter(still, opens_at__lte=at, unit__closed_at=None)


class Survey(models.Model):
    """What a unit asks people: a few questions for all, and some of each place's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=400, blank=True, help_text="why we ask, in plain words")
    web = models.BooleanField(default=True, help_text="whether anybody can answer on its page")
    drafted_at = models.DateTimeField(default=clock.now)
    opens_at = models.DateTimeField(null=True, help_text="None: a draft, whose questions change")
    closes_at = models.DateTimeField(null=True)
    objects = SurveyQuerySet.as_manager()

    personal: Register = {}

    class Meta:
        ordering = ["-drafted_at", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gte=F("opens_at")),
                name="a_survey_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("listening:survey", args=[self.pk])

    def stage(self, at: datetime | None = None) -> str:
        """One of: draft, coming, open, closed."""
        now = at or clock.now()
        if self.opens_at is None:
            return "draft"
        if self.closes_at and self.closes_at <= now:
            return "closed"
        return "open" if self.opens_at <= now else "coming"

    @property
    def is_open(self) -> bool:
        return self.stage() == "open"


class Question(models.Model):
    """One question. Once somebody has answered, it stays as it was read out."""

    class Kind(models.TextChoices):
        OPEN = "open", "in their own words"
        CHOICE = "choice", "one of several answers"
        SEVERAL = "several", "any of several answers"
        SCALE = "scale", "a step on a scale"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(help_text="the order in which one is asked")
    key = models.SlugField(max_length=20, help_text="its name in files and on devices: q1, q2, …")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=300)
    theme = models.CharField(max_length=60, blank=True, help_text="a heading, as in: Housing")
    options = models.JSONField(default=list, help_text="of a choice: the answers, in their order")
    own = models.BooleanField(default=False, help_text="whether an answer of one's own is offered")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="None: asked everywhere"
    )

    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="a_question_key_once"),
            models.CheckConstraint(
                condition=~Q(kind="open") | Q(options=[]), name="an_open_question_has_no_options"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def own_key(self) -> str:
        """Under which a device sends an answer of one's own beside the offered ones."""
        return f"{self.key}_own"

    @property
    def has_words(self) -> bool:
        """Whether people answer it, or may answer it, in words."""
        return self.own or self.kind == self.Kind.OPEN

    @property
    def numbered(self) -> list[tuple[str, str]]:
        """The offered answers, each under the number by which devices and papers send it."""
        return [(str(number), text) for number, text in enumerate(self.options, 1)]


class Mode(models.TextChoices):
    DOORSTEP = "doorstep", "at a door"
    WORKPLACE = "workplace", "at work"
    STALL = "stall", "at a stall"
    PHONE = "phone", "by phone"
    ASSEMBLY = "assembly", "at an assembly"
    WEB = "web", "on the web"
    PAPER = "paper", "on paper"


_WHERE = (Kind.OPINION, Basis.CONSENT, Keep.CONTACT, Audience.OFFICE)
_HIDDEN = (Kind.OPINION, Basis.CONSENT, Keep.CONTACT, Audience.NOBODY)


class AnswerSet(models.Model):
    """What one person answered, once. Whose it is no row says.

    `seal` is a keyed hash of the id that the device made: the same set sent twice is one, and the
    moment within that id is not kept. `thread` is a keyed hash of the key on the person's slip.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answer_sets")
    seal = models.CharField(max_length=64, unique=True)
    thread = models.CharField(max_length=64, blank=True, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode)
    place = models.CharField(max_length=60, blank=True, help_text="a street or district, no door")
    week = models.DateField(help_text="the Monday of the week in which it was said")
    objects = ScopedQuerySet["AnswerSet"].as_manager()

    kept_since = "week"
    personal: Register = {
        "thread": Personal("a scrambled form of the key on your slip", *_HIDDEN),
        "place": Personal("roughly where you were asked: a district, never a door", *_WHERE),
    }

    class Meta:
        indexes = [models.Index(fields=["survey", "unit", "week"], name="answers_by_place")]

    def __str__(self) -> str:
        return f"answers to {self.survey}"


class Text(models.Model):
    """What was said in words, once, however many said just this; no more than a few letters differ.

    After two years the words go and what they were about stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="texts")
    words = models.TextField(help_text="as the first one said it")
    same = models.CharField(max_length=64, help_text="a hash of the words as repeats are told")
    supporters = models.PositiveIntegerField(default=0, help_text="how many said this")
    last_said = models.DateField()
    objects = ScopedQuerySet["Text"].as_manager()

    kept_since = "last_said"
    personal: Register = {
        "words": Personal("what you said in your own words, under no name", *_WHERE),
        "same": Personal("a hash of it, by which repeats are found", *_HIDDEN),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "same"], condition=~Q(same=""), name="a_text_once"
            )
        ]
        indexes = [models.Index(fields=["question", "-supporters"], name="texts_by_supporters")]

    def __str__(self) -> str:
        return f"something said in answer to “{self.question}”"


class Answer(models.Model):
    """The answer to one question within a set: chosen options, or words, or both."""

    answer_set = models.ForeignKey(AnswerSet, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    chosen = models.JSONField(default=list, help_text="numbers of the options, from 1")
    text = models.ForeignKey(Text, models.PROTECT, null=True, related_name="answers")
    objects = ScopedQuerySet["Answer"].as_manager()

    kept_since = "answer_set__week"
    personal: Register = {
        "chosen": Personal("what you chose, under no name", *_HIDDEN),
        "text": Personal("that what was said was said by you, under no name", *_HIDDEN),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer_set", "question"], name="one_answer_to_a_question"
            )
        ]

    def __str__(self) -> str:
        return f"an answer to “{self.question}”"


class Withdrawn(models.Model):
    """A thread key whose holder took back what they said: what arrives later is not taken in."""

    thread = models.CharField(max_length=64, unique=True)
    on = models.DateField(default=clock.today)

    kept_since = "on"
    personal: Register = {
        "thread": Personal(
            "a scrambled form of the key with which you took your answers back, so that a late "
            "device does not bring them again",
            Kind.OPINION, Basis.DUTY, Keep.YEAR, Audience.NOBODY,
        ),
    }  # fmt: skip

    def __str__(self) -> str:
        return "something taken back"


class Contact(models.Model):
    """Somebody who wants to hear from us after a survey; apart from what they said.

    Only with `thread`, which they chose, do they hear of what they said themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="contacts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    purposes = models.JSONField(default=list, help_text="purposes of contacts.Consent, ticked")
    wording = models.TextField(help_text="the very words that were agreed to")
    mode = models.CharField(max_length=10, choices=Mode)
    thread = models.CharField(max_length=64, blank=True, help_text="only if they chose so")
    left_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    objects = ScopedQuerySet["Contact"].as_manager()

    kept_since = "left_at"
    personal: Register = {
        name: Personal(words, kind, Basis.CONSENT, Keep.CONTACT, audience)
        for name, words, kind, audience in (
            ("name", "the name you left after a survey", Kind.IDENTITY, Audience.OFFICE),
            ("email", "the address you left after a survey", Kind.CONTACT, Audience.OFFICE),
            ("purposes", "what you agreed to", Kind.DEED, Audience.OFFICE),
            ("wording", "the words you agreed to", Kind.DEED, Audience.OFFICE),
            ("mode", "how you were asked", Kind.DEED, Audience.OFFICE),
            ("unit", "near which branch", Kind.BELONGING, Audience.OFFICE),
            ("survey", "after which survey", Kind.DEED, Audience.OFFICE),
            ("thread", "a scrambled key to your own answers, if you chose so", Kind.OPINION,
             Audience.NOBODY),
            ("left_at", "when you left it", Kind.DEED, Audience.OFFICE),
            ("confirmed_at", "when you confirmed it", Kind.DEED, Audience.OFFICE),
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-left_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "email"], name="a_contact_once_per_survey")
        ]

    def __str__(self) -> str:
        return f"somebody who wants to hear of {self.survey}"


class Listener(models.Model):
    """Somebody whom the unit asked to read what people said, and to find the themes in it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="listeners")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)

    personal: Register = {
        "person": Personal(
            "the surveys whose answers you read",
            Kind.DEED, Basis.MEMBERS, Keep.CONTACT, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="a_listener_once")]

    def __str__(self) -> str:
        return f"{self.person} reads {self.survey}"
