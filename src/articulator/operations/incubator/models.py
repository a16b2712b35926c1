"""An evening at which tables write campaigns: who votes once, what is promised, what is paid."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import (
    Audience,
    Basis,
    Keep,
    Kind,
    Personal,
    Register,
    Seals,
)
from articulator.operations.dna.models import Dna
from articulator.operations.steps.models import Order

READERS = 3  # sheets for one page at most, so that reading stays bearable
BEST = 10  # points on a sheet


class Round(models.Model):
    """An evening of a unit, or a later round that is read at home and scored on sheets."""

    class Method(models.TextChoices):
        APPROVAL = "approval", "approval: a cross at everything you want"
        RUNOFF = "approval_then_runoff", "approval, then a runoff if nothing has more than half"
        SCORE = "score", "points from 0 to 5"
        STV = "stv", "ranks, counted by the Scottish rule"
        SHEETS = "sheets", "score sheets, read at home by two or three members each"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incubators")
    order = models.OneToOneField(
        Order, models.PROTECT, null=True, related_name="incubator", help_text="what happens when"
    )
    title = models.CharField(max_length=120)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=5, help_text="for each presentation")
    method = models.CharField(max_length=24, choices=Method)
    pot_pence = models.PositiveBigIntegerField(default=0, help_text="of a round with sheets")
    base_pence = models.PositiveBigIntegerField(default=0, help_text="for each in such a round")
    criteria = models.JSONField(
        default=list, help_text="what is scored, each with words and weight; empty: as usual"
    )
    order_words = models.CharField(max_length=120, blank=True, help_text="dice thrown in the room")
    order_seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    presenting = models.PositiveSmallIntegerField(null=True, help_text="who speaks now")

    personal: Register = {}

    class Meta:
        ordering = ["-held_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(method="sheets") | Q(pot_pence=0, base_pence=0),
                name="only_sheets_share_a_pot",
            ),
            models.CheckConstraint(
                condition=Q(base_pence__lte=F("pot_pence")), name="a_base_fits_into_its_pot"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | ~Q(order_seed=""), name="an_order_has_its_lot"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("incubator:round", args=[self.pk])

    @property
    def weights(self) -> list[int]:
        return [one["weight"] for one in self.criteria]

    @property
    def is_evening(self) -> bool:
        return self.method != Round.Method.SHEETS


class Entry(models.Model):
    """A page that is presented, by the number that the lot gave it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="entries")
    dna = models.OneToOneField(Dna, models.PROTECT, related_name="entry")
    number = models.PositiveSmallIntegerField(null=True)
    launched_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["number", "dna__begun_at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_page_of_a_number")
        ]

    def __str__(self) -> str:
        return str(self.dna)

    def get_absolute_url(self) -> str:
        return self.round.get_absolute_url()


class Slip(models.Model):
    """A slip of paper with a code, handed out at the door to whoever comes: one voice in a vote."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField(help_text="on the sheet it was printed on")
    mark = models.CharField(max_length=64, help_text="hash of its code")

    kept_since = "round__held_at"
    personal: Register = {
        "mark": Personal(
            "a random mark of the slip with which you voted in a room; it leads to nobody",
            Kind.ACCESS, Basis.CONSENT, Keep.WEEK, Audience.NOBODY,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_slip_of_a_number"),
            models.UniqueConstraint(
                fields=["round", "mark"], condition=~Q(mark=""), name="one_slip_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"slip {self.number} of {self.round}"


class Poll(models.Model):
    """One vote of the room. Nobody sees a count before it is closed and declared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="polls")
    number = models.PositiveSmallIntegerField(help_text="2 is the runoff")
    method = models.CharField(max_length=24)
    options = models.JSONField(help_text="the numbers on the ballot; none of these is always on it")
    heads = models.PositiveIntegerField(help_text="who was counted in the room when it opened")
    lots_seed = models.CharField(max_length=64)
    lots_commitment = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    sealed: Seals = {"lots_seed": Q(declared_at__isnull=False)}
    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_poll_of_a_number"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="a_vote_and_a_runoff"),
            models.CheckConstraint(
                condition=Q(declared_at=None) | Q(closed_at__isnull=False, result__isnull=False),
                name="only_a_closed_poll_is_declared",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Runoff' if self.number == 2 else 'Vote'} of “{self.round}”"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Mark(models.Model):
    """That a slip has voted. How, stands nowhere."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="marks")
    slip = models.ForeignKey(Slip, models.CASCADE, related_name="marks")

    personal: Register = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "slip"], name="one_slip_one_vote")]

    def __str__(self) -> str:
        return f"{self.slip} has voted"


class Ballot(models.Model):
    """A ballot in the box: no slip, no time, a random key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    choices = models.JSONField()

    sealed: Seals = {"choices": Q(poll__declared_at__isnull=False)}
    personal: Register = {}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "ballot"


_PROMISE = (Kind.DEED, Basis.CONSENT, Keep.YEAR, Audience.OFFICE)


class Pledge(models.Model):
    """What somebody promised to a campaign in the room. A promise: nobody has paid anything."""

    class What(models.TextChoices):
        TIME = "time", "time"
        SKILL = "skill", "a skill"
        MONEY = "money", "money"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="pledges")
    what = models.CharField(max_length=6, choices=What)
    pence = models.PositiveIntegerField(null=True)
    hours = models.PositiveSmallIntegerField(null=True, help_text="in the first month")
    words = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True)

    personal: Register = {
        "name": Personal("the name under which you promised something", *_PROMISE),
        "email": Personal("the address to which the reminder goes", *_PROMISE),
        "what": Personal("whether you promised time, a skill or money", *_PROMISE),
        "pence": Personal("how much money you promised", *_PROMISE),
        "hours": Personal("how many hours you promised", *_PROMISE),
        "words": Personal("what you wrote about it", *_PROMISE),
        "at": Personal("when you promised it", *_PROMISE),
    }

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="money", pence__isnull=False, pence__gte=1, hours=None)
                | Q(what="time", hours__isnull=False, hours__gte=1, pence=None)
                | Q(what="skill", hours=None, pence=None) & ~Q(words=""),
                name="a_promise_says_how_much_of_what",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} for {self.entry}"

    @property
    def pounds(self) -> str:
        return pounds(self.pence or 0)


_MONEY = (Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.UNIT)


class Grant(models.Model):
    """Money for what the room chose. Whoever proposes or releases it does not receive it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="grant")
    pence = models.PositiveIntegerField()
    purpose = models.CharField(max_length=300)
    payee = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    clause = models.CharField(max_length=80, blank=True)

    personal: Register = {
        "payee": Personal("that you were given money for a campaign", *_MONEY),
        "proposer": Personal("that you proposed a grant", *_MONEY),
        "released_by": Personal("that you released a grant", *_MONEY),
    }

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__gte=1), name="a_grant_is_some_money"),
            models.CheckConstraint(
                condition=~Q(payee=F("proposer")), name="nobody_proposes_money_for_themselves"
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(payee=F("released_by")),
                name="nobody_releases_money_to_themselves",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="a_grant_is_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"£{self.pounds} for {self.entry}"

    @property
    def pounds(self) -> str:
        return pounds(self.pence)


class Sheet(models.Model):
    """One member's reading of one page: points and, always, words that its table can use."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64, help_text="hash of the reader for this round alone")
    points = models.JSONField()
    comment = models.TextField()
    at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "mark": Personal(
            "that you scored a page, under a mark that only your own visit can make again",
            Kind.OPINION, Basis.MEMBERS, Keep.YEAR, Audience.NOBODY,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_sheet_of_a_number"),
            models.UniqueConstraint(fields=["entry", "mark"], name="one_sheet_of_a_reader"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=READERS), name="three_readers_at_most"
            ),
            models.CheckConstraint(condition=~Q(comment=""), name="points_come_with_words"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.number} for {self.entry}"


class Placing(models.Model):
    """Where on the map of the movement somebody in the room put a campaign that the house knew."""

    thing = models.CharField(max_length=120, unique=True, help_text="written app.model:id")
    function = models.SlugField(max_length=60)
    sphere = models.SlugField(max_length=60)

    personal: Register = {}

    def __str__(self) -> str:
        return f"{self.thing}: {self.function}, {self.sphere}"


def pounds(pence: int) -> str:
    """`1,250` or `12.50`: pence are whole, and only words turn them into pounds."""
    whole, rest = divmod(pence, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
