"""Courses in versions, what a person has done of them, and trainings in person."""

import re
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.methods.course import OPENING

COURSE = 60  # the longest id of a course in a constitution


class Curriculum(models.Model):
    """One version of a course's text. One is in force: what shipped, or what was adopted."""

    class State(models.TextChoices):
        SHIPPED = "shipped", "as it came with the software"
        PROPOSED = "proposed", "proposed"
        ADOPTED = "adopted", "adopted"
        DECLINED = "declined", "declined"
        SUPERSEDED = "superseded", "replaced by a later version"

    IN_FORCE = (State.SHIPPED, State.ADOPTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.SlugField(max_length=COURSE)
    number = models.PositiveSmallIntegerField()
    files = models.JSONField(help_text="the text of each file by its name")
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State)
    changes = models.CharField(max_length=60, blank=True, help_text="the file that is changed")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="proposals")
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decision = models.JSONField(default=dict, help_text="which body, when, with how many votes")
    decided_at = models.DateTimeField(null=True)

    personal: Register = {
        "proposed_by": Personal(
            "what you proposed to teach", Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC
        ),
    }

    class Meta:
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="one_text_of_a_number"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(state__in=("shipped", "adopted")),
                name="one_text_of_a_course_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state="superseded")
                | (Q(state__in=("adopted", "declined")) & Q(decided_at__isnull=False))
                | (Q(state__in=("shipped", "proposed")) & Q(decided_at=None)),
                name="a_text_is_adopted_or_declined_by_a_decision",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("training:curriculum", args=[self.pk])

    @property
    def title(self) -> str:
        """As its head says; a text is checked before it is kept."""
        found = re.search(r'^title: *"?(.+?)"? *$', self.files[OPENING], re.MULTILINE)
        return found[1] if found else self.course


class ModuleDone(models.Model):
    """A step in a course under way. Answers are not kept; when the course is done, nor is this."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="modules_done")
    curriculum = models.ForeignKey(Curriculum, models.PROTECT, related_name="+")
    course = models.SlugField(max_length=COURSE)
    module = models.SlugField(max_length=60)
    at = models.DateTimeField()
    objects = OwnQuerySet["ModuleDone"].as_manager()

    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.MEMBERS, Keep.CONTACT, Audience.SELF)
        for name, words in (
            ("person", "who is in the middle of a course"),
            ("course", "which course you have begun"),
            ("module", "which modules you have finished"),
            ("curriculum", "in which version of its text"),
            ("at", "when"),
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "module"], name="a_module_done_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.module}"


class Session(models.Model):
    """A training in person: a course, a place, a time and a trainer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.SlugField(max_length=COURSE)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trainings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True, help_text="access, childcare, food")
    trainer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.PositiveSmallIntegerField(null=True)
    called_off_at = models.DateTimeField(null=True)

    personal: Register = {
        "trainer": Personal(
            "the trainings you gave", Kind.DEED, Basis.MEMBERS, Keep.RECORD, Audience.UNIT
        ),
    }

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="a_training_has_room"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course.replace('_', ' ').capitalize()} in person, {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("training:session", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether it has begun: nobody signs up any more, and who took part can be recorded."""
        return clock.now() >= self.starts_at


class SignUp(models.Model):
    """Somebody means to come. Gone when they have been recorded, or change their mind."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    objects = OwnQuerySet["SignUp"].as_manager()

    kept_since = "session__starts_at"
    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.MEMBERS, Keep.SHORT, Audience.OFFICE)
        for name, words in (
            ("person", "that you mean to come to a training"),
            ("session", "which one"),
            ("at", "when you signed up"),
        )
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="signed_up_once")]

    def __str__(self) -> str:
        return f"{self.person} for {self.session}"


class CourseDone(models.Model):
    """A completed course: read here, or taught by a trainer, whose lineage can be followed."""

    class Route(models.TextChoices):
        ONLINE = "online", "read here"
        IN_PERSON = "in_person", "in person"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="courses_done")
    course = models.SlugField(max_length=COURSE)
    curriculum = models.ForeignKey(Curriculum, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    route = models.CharField(max_length=10, choices=Route)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="completions")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    objects = OwnQuerySet["CourseDone"].as_manager()

    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.OFFICE)
        for name, words in (
            ("person", "who completed a course"),
            ("course", "which courses you completed"),
            ("curriculum", "in which version of the text"),
            ("at", "when you completed them"),
            ("route", "whether here or in person"),
            ("session", "in which training"),
            ("recorded_by", "who recorded it"),
        )
    }

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "session"], condition=Q(session__isnull=False),
                name="recorded_once_per_training",
            ),
            models.CheckConstraint(
                condition=Q(route="online", session=None, recorded_by=None)
                & Q(curriculum__isnull=False)
                | Q(route="in_person", session__isnull=False, recorded_by__isnull=False),
                name="read_in_a_version_or_recorded_by_a_trainer",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by=None) | ~Q(recorded_by=models.F("person")),
                name="nobody_records_themselves",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.course}, {self.get_route_display()}"


class Observation(models.Model):
    """Another trainer sat in on a training: how much of what was to be taught was taught."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="observations")
    observer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given = models.PositiveSmallIntegerField(help_text="points of the course that were taught")
    planned = models.PositiveSmallIntegerField(help_text="points that it has")
    at = models.DateTimeField(default=clock.now)
    objects = OwnQuerySet["Observation"].as_manager()

    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.OFFICE)
        for name, words in (
            ("observer", "which trainings you sat in on"),
            ("session", "that somebody sat in on a training of yours"),
            ("given", "how much of the course was taught there"),
            ("at", "when"),
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "observer"], name="observed_once_by_each"),
            models.CheckConstraint(
                condition=Q(given__lte=models.F("planned"), planned__gte=1),
                name="no_more_is_taught_than_the_course_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given} of {self.planned} points, {self.session}"

    @property
    def share(self) -> float:
        return self.given / self.planned
