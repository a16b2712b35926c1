"""The page by which a campaign spreads: its answers, who may write them, what it came from."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.kernel.personal import (
    NEVER,
    Audience,
    Basis,
    Keep,
    Kind,
    Personal,
    Register,
    Seals,
)

FEWEST, MOST = 3, 5  # people at a table
LEASE = timedelta(seconds=60)  # how long a field is somebody's to write without a sign of life
LONGEST = 3000  # characters of one answer: far above every word limit, so that nothing is cut


class Dna(models.Model):
    """One page. Open while its table writes, fixed once handed in; changed only by a new one."""

    class How(models.TextChoices):
        BEGUN = "begun", "begun at a table"
        COPY = "copy", "copy"
        CHANGE = "change", "change"
        SPLIT = "split", "part that split off"
        SHIPPED = "shipped", "example from elsewhere"

    DESCENDS = (How.COPY, How.CHANGE, How.SPLIT)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="dnas")
    title = models.CharField(max_length=80, blank=True)
    how = models.CharField(max_length=8, choices=How)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    family = models.UUIDField(db_index=True, editable=False, help_text="the first of its line")
    starter = models.SlugField(max_length=60, blank=True, help_text="the file it shipped in")
    function = models.SlugField(max_length=60, blank=True)
    sphere = models.SlugField(max_length=60, blank=True)
    place = models.CharField(max_length=80, blank=True)
    gathering = models.CharField(max_length=120, blank=True, help_text="the evening it is part of")
    code = models.CharField(max_length=8, unique=True, help_text="lets phones in at the table")
    writers = models.PositiveSmallIntegerField(default=0, help_text="who sat at the table at most")
    from_paper = models.BooleanField(default=False)
    begun_at = models.DateTimeField(default=clock.now)
    handed_in_at = models.DateTimeField(null=True)

    sealed: Seals = {"code": NEVER}
    personal: Register = {}

    class Meta:
        ordering = ["begun_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(writers__lte=MOST), name="five_at_a_table_at_most"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(writers__gte=FEWEST) | Q(how="shipped"),
                name="three_hand_in_a_page_at_least",
            ),
            models.CheckConstraint(
                condition=Q(how__in=("begun", "shipped"), parent=None)
                | Q(how__in=("copy", "change", "split"), parent__isnull=False),
                name="a_descendant_has_a_parent",
            ),
            models.CheckConstraint(
                condition=Q(how="shipped", unit=None, handed_in_at__isnull=False)
                & ~Q(starter="")
                | ~Q(how="shipped") & Q(unit__isnull=False, starter=""),
                name="a_page_is_of_a_unit_or_from_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="no_page_is_its_own_parent"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or "A page without a name yet"

    def get_absolute_url(self) -> str:
        return reverse("dna:dna", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None


class Passage(models.Model):
    """One field of a page as it stands, and who is writing in it now."""

    dna = models.ForeignKey(Dna, models.CASCADE, related_name="passages")
    field = models.SlugField(max_length=40)
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=0, help_text="of the draft that stands")
    last = models.PositiveIntegerField(default=0, help_text="of the newest draft, kept or aside")
    changed_at = models.DateTimeField(null=True)
    seat = models.PositiveSmallIntegerField(null=True, help_text="who writes in it")
    writing_until = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dna", "field"], name="each_field_once_on_a_page"),
            models.CheckConstraint(
                condition=Q(number__lte=F("last")), name="what_stands_was_written"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.dna}"

    def written_by_another(self, seat: int | None) -> bool:
        """Whether somebody else at the table is writing here at the moment."""
        until = self.writing_until
        return bool(self.seat and self.seat != seat and until and until > clock.now())


class Draft(models.Model):
    """A text that somebody sent for a field. Nobody's is lost: what clashed is put aside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(help_text="the draft its writer had before them")
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)
    aside = models.BooleanField(default=False, help_text="another text was quicker")
    settled_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "number"], name="one_draft_of_a_number"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(aside=True), name="only_what_clashed_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.number} of {self.passage}"


_PHONE = (Kind.ACCESS, Basis.CONSENT, Keep.WEEK, Audience.NOBODY)


class Seat(models.Model):
    """A phone at a table, known by a random mark that leads to nobody."""

    dna = models.ForeignKey(Dna, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64, help_text="hash of the token in the phone's cookie")
    at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "mark": Personal("a random mark of the phone with which you wrote at a table", *_PHONE),
        "at": Personal("when you sat down there", *_PHONE),
    }

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dna", "number"], name="one_on_a_seat"),
            models.UniqueConstraint(fields=["dna", "mark"], name="one_seat_for_a_phone"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST), name="five_seats_at_a_table"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.dna}"


class TeachBack(models.Model):
    """Somebody of another table told the page from itself alone: how long, what they missed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dna = models.ForeignKey(Dna, models.CASCADE, related_name="teach_backs")
    told_by = models.ForeignKey(
        Dna, models.CASCADE, null=True, related_name="told", help_text="the table of who told it"
    )
    seconds = models.PositiveSmallIntegerField()
    missed = models.JSONField(default=list, help_text="the fields that were missed or told wrongly")
    passed = models.BooleanField()
    change = models.TextField(blank=True, help_text="what to write differently")
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_by=None) | ~Q(told_by=F("dna")), name="another_table_tells_it"
            ),
            models.CheckConstraint(
                condition=Q(passed=True) | ~Q(change=""), name="who_does_not_pass_says_why"
            ),
            models.CheckConstraint(condition=Q(seconds__gte=1), name="telling_takes_time"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"teach-back of {self.dna}"
