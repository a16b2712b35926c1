"""A file of people on its way in: the file itself, what its columns mean, what each row does."""

import uuid

from django.db import models
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Import(models.Model):
    """One file. Nothing happens to anybody before an officer has seen what it would do."""

    class State(models.TextChoices):
        COLUMNS = "columns", "waits for its columns"
        READING = "reading", "being read"
        PREVIEW = "preview", "waits for a yes"
        CARRYING = "carrying", "being carried out"
        DONE = "done", "carried out"
        UNDOING = "undoing", "being undone"
        UNDONE = "undone", "undone"
        UNREADABLE = "unreadable", "cannot be read"
        DROPPED = "dropped", "put away"

    WORKING = (State.READING, State.CARRYING, State.UNDOING)
    OPEN = (State.COLUMNS, State.PREVIEW, State.UNREADABLE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    source = models.SlugField(max_length=40, help_text="the system it comes from")
    columns = models.JSONField(default=list)
    samples = models.JSONField(default=list, help_text="the first values of each column")
    mapping = models.JSONField(default=list, help_text="for each column one of our fields")
    kind = models.SlugField(max_length=20, blank=True, help_text="what new people come in as")
    home = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    wording = models.CharField(max_length=300, blank=True, help_text="what people agreed to")
    state = models.CharField(max_length=12, choices=State, default=State.COLUMNS)
    run = models.UUIDField(default=uuid.uuid4, help_text="which reading is the valid one")
    hushed = models.PositiveIntegerField(default=0, help_text="opt-outs are kept up to this line")
    done = models.PositiveIntegerField(default=0, help_text="rows are done up to this line")
    last = models.PositiveIntegerField(default=0, help_text="the last line")
    counts = models.JSONField(default=dict)
    words = models.CharField(max_length=300, blank=True, help_text="why it cannot be read")
    at = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    personal: Register = {
        "by": Personal("the imports you made", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.OFFICE),
        "samples": Personal(
            "a few cells of a file, until it is carried out or put away",
            Kind.IDENTITY, Basis.MEMBERS, Keep.SHORT, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("imports:import", args=[self.pk])

    @property
    def working(self) -> bool:
        return self.state in self.WORKING


class Part(models.Model):
    """A piece of a file that waits: in the database, where any worker of any machine finds it.

    Deleted when the import is carried out or put away, after thirty days at the latest.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    personal: Register = {
        "data": Personal(
            "a file that names you, until it is carried out or put away",
            Kind.IDENTITY, Basis.MEMBERS, Keep.SHORT, Audience.NOBODY,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="a_part_once")]

    def __str__(self) -> str:
        return f"part {self.number}"


class Row(models.Model):
    """One line of the file: what it would do or did, and what was there before."""

    class Effect(models.TextChoices):
        NEW = "new", "new person"
        UPDATE = "update", "adds to a person"
        SAME = "same", "known already"
        DOUBT = "doubt", "possible duplicate"
        UNREAD = "unread", "left out"

    class Decision(models.TextChoices):
        NONE = "", "left out until you decide"
        SAME = "same", "the same person"
        OTHER = "other", "somebody else"

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    effect = models.CharField(max_length=6, choices=Effect)
    decision = models.CharField(max_length=5, choices=Decision, blank=True)
    words = models.CharField(max_length=300)
    who = models.UUIDField(null=True, db_index=True, help_text="the person it found or makes")
    facts = models.JSONField(default=dict)
    quiet = models.JSONField(default=dict, help_text="addresses that asked to be left alone")
    before = models.JSONField(default=dict, help_text="what it changed, to go back")

    personal: Register = {
        name: Personal(words, kind, Basis.MEMBERS, Keep.SHORT, Audience.UNIT)
        for name, words, kind in (
            ("who", "that a file named you", Kind.BELONGING),
            ("words", "what a file would do", Kind.BELONGING),
            ("facts", "your line in a file", Kind.IDENTITY),
            ("quiet", "your address, where a file said you want to be left alone", Kind.CONTACT),
            ("before", "your entry before the file", Kind.IDENTITY),
        )
    }

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["of", "line"], name="one_row_a_line")]
        indexes = [models.Index(fields=["of", "effect", "line"], name="rows_of_an_effect")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"


class Remembered(models.Model):
    """What the columns of a kind of file meant here, for the next one like it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    headers = models.CharField(max_length=64, help_text="a hash of the columns' names")
    mapping = models.JSONField()
    kind = models.SlugField(max_length=20, blank=True)
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "headers"], name="one_meaning_of_columns")
        ]

    def __str__(self) -> str:
        return f"columns known in {self.unit}"
