"""What can be done next, who took what, who goes along with whom, whether it was worth the hour."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet
from articulator.operations.gatherings.models import FORGOTTEN, Gathering
from articulator.operations.training.models import Session

WITHIN = timedelta(days=14)  # a step is near, or it is none
MOST_BUDDIES = 3  # newcomers whom one member accompanies at a time


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> "OfferQuerySet":
        """What somebody can take now."""
        free = Q(more=True) | Q(taken__lt=F("wanted"))
        return self.filter(free, closed_at=None, starts_at__gt=clock.now())


class Offer(models.Model):
    """One concrete thing to do within days of a gathering, and how many hands it wants."""

    class Kind(models.TextChoices):
        CALLS = "calls", "calling neighbours"
        LEAFLETS = "leaflets", "leaflets"
        DOORS = "doors", "knocking on doors"
        KITCHEN = "kitchen", "cooking and shopping"
        CHILDREN = "children", "looking after children"
        WELCOME = "welcome", "welcoming people"
        NOTES = "notes", "writing it up"
        OTHER = "other", "something else"
        TRAINING = "training", "a training"
        COMING = "coming", "coming again"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="next_steps")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=400, blank=True, help_text="what one does there")
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(help_text="asked of each person")
    wanted = models.PositiveSmallIntegerField(help_text="how many hands")
    more = models.BooleanField(default=False, help_text="hosts let more than that take it")
    taken = models.PositiveIntegerField(default=0)
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")
    leads_to = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    happened = models.PositiveIntegerField(null=True, help_text="counted before forgetting")
    objects = OfferQuerySet.as_manager()

    personal: Register = {}

    class Meta:
        ordering = ["starts_at", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(more=True) | Q(taken__lte=F("wanted")), name="hands_are_not_overtaken"
            ),
            models.CheckConstraint(
                condition=Q(wanted__gte=1) & Q(minutes__gte=1), name="a_step_wants_hands_and_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="training", session__isnull=False, leads_to=None)
                | Q(kind="coming", session=None, leads_to__isnull=False)
                | (~Q(kind__in=("training", "coming")) & Q(session=None, leads_to=None)),
                name="a_step_leads_where_it_says",
            ),
            models.UniqueConstraint(
                fields=["gathering", "session"], condition=Q(session__isnull=False),
                name="a_training_is_offered_once",
            ),
            models.UniqueConstraint(
                fields=["gathering", "leads_to"], condition=Q(leads_to__isnull=False),
                name="a_gathering_is_offered_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("nextsteps:choose", args=[self.gathering_id])

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_over(self) -> bool:
        return clock.now() >= self.ends_at

    @property
    def is_full(self) -> bool:
        return not self.more and self.taken >= self.wanted

    @property
    def is_open(self) -> bool:
        return not (self.is_full or self.closed_at or clock.now() >= self.starts_at)

    @property
    def left(self) -> int:
        return max(0, self.wanted - self.taken)

    @property
    def time(self) -> str:
        """What it asks of somebody, in words."""
        hours, rest = divmod(self.minutes, 60)
        spent = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
        return " ".join(spent + ([f"{rest} minutes"] if rest else []))

    @property
    def leads(self) -> Session | Gathering | None:
        """The page where more is said of it."""
        return self.session or self.leads_to


_TOOK = (Kind.DEED, Basis.CONSENT, Keep.SHORT, Audience.OFFICE)
_SAID = (Kind.CONTACT, Basis.CONSENT, Keep.SHORT, Audience.OFFICE)


class NextStepQuerySet(ScopedQuerySet["NextStep"]):
    def seen_by(self, actor: Actor) -> "NextStepQuerySet":
        """Those taken at the gatherings that one hosts."""
        mine = Q(gathering__hosts__person=actor) if actor else Q(pk__in=[])
        return self.filter(mine).by_rule("the list of a host")


class NextStep(models.Model):
    """Somebody takes one thing, under the hash of a token that their phone holds, or on paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="steps_taken")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="steps")
    mark = models.CharField(max_length=64, help_text="hash of a token")
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True, help_text="only for those who want letters")
    wants_buddy = models.BooleanField(default=False)
    reach = models.CharField(max_length=120, blank=True, help_text="how a buddy finds them")
    taken_at = models.DateTimeField(default=clock.now)
    happened = models.BooleanField(null=True)
    again = models.BooleanField(null=True, help_text="whether they still want to, asked once")
    reminded_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    objects = NextStepQuerySet.as_manager()

    kept_since = "gathering__ends_at"
    goes_whole = True  # with its buddies and their words
    personal: Register = {
        "gathering": Personal("at which gathering you took a next step", *_TOOK),
        "offer": Personal("which step you took", *_TOOK),
        "mark": Personal("a mark of the token that your phone holds", *_TOOK),
        "name": Personal("the name you gave with a step, whatever it was", *_TOOK),
        "email": Personal("the address you left to be reminded of a step", *_SAID),
        "wants_buddy": Personal("that you asked for somebody to go with", *_TOOK),
        "reach": Personal("how whoever goes with you may find you", *_SAID),
        "taken_at": Personal("when you took a step", *_TOOK),
        "happened": Personal("whether it happened, as you or a host said", *_TOOK),
        "again": Personal("whether you still want to, if it did not happen", *_TOOK),
    }

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "mark"], name="one_next_step_each"),
            models.CheckConstraint(
                condition=Q(again=None) | Q(happened=False), name="asked_again_if_it_did_not_happen"
            ),
        ]

    def __str__(self) -> str:
        return f"a step after {self.gathering}"

    @property
    def may_ask(self) -> bool:
        """Whether the time of the step is over, so that one can say whether it happened."""
        return self.offer.is_over

    @property
    def forgotten_on(self) -> datetime:
        return self.gathering.ends_at + FORGOTTEN


class BuddyQuerySet(ScopedQuerySet["Buddy"]):
    def seen_by(self, actor: Actor) -> "BuddyQuerySet":
        return self.filter(person=actor).by_rule("one's own")


_BUDDY = (Basis.CONSENT, Keep.CONTACT, Audience.OFFICE)


class Buddy(models.Model):
    """A member who knows the way and said that they would take somebody along."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40, help_text="the first name that the other one reads")
    reach = models.CharField(max_length=120, help_text="how the other one finds them")
    kinds = models.JSONField(default=list, help_text="kinds of steps that they know")
    since = models.DateTimeField(default=clock.now)
    objects = BuddyQuerySet.as_manager()

    kept_since = "since"
    personal: Register = {
        "person": Personal("that you would take somebody along", Kind.DEED, *_BUDDY),
        "name": Personal("the first name you go by there", Kind.IDENTITY, *_BUDDY),
        "reach": Personal("how whoever you take along finds you", Kind.CONTACT, *_BUDDY),
        "kinds": Personal("what you said that you know how to do", Kind.DEED, *_BUDDY),
        "since": Personal("since when you would", Kind.DEED, *_BUDDY),
    }

    def __str__(self) -> str:
        return self.name


class PairQuerySet(ScopedQuerySet["Pair"]):
    def seen_by(self, actor: Actor) -> "PairQuerySet":
        """Those in which one is the buddy."""
        return self.filter(buddy__person=actor).by_rule("one's own")

    def alive(self) -> "PairQuerySet":
        return self.exclude(state=Pair.State.DECLINED)


_PAIR = (Kind.DEED, Basis.CONSENT, Keep.SHORT, Audience.OFFICE)


class Pair(models.Model):
    """Two who may go together. They read each other's name and way only when both said yes."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        MADE = "made", "both said yes"
        DECLINED = "declined", "not this time"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(NextStep, models.CASCADE, related_name="pairs")
    buddy = models.ForeignKey(Buddy, models.CASCADE, related_name="pairs")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    newcomer_agreed = models.BooleanField(default=False)
    buddy_agreed = models.BooleanField(default=False)
    proposed_at = models.DateTimeField(default=clock.now)
    objects = PairQuerySet.as_manager()

    kept_since = "step__gathering__ends_at"
    personal: Register = {
        "step": Personal("that you were asked to go with somebody", *_PAIR),
        "buddy": Personal("whom you were asked to take along", *_PAIR),
        "state": Personal("what became of it", *_PAIR),
        "newcomer_agreed": Personal("whether you said yes to going with somebody", *_PAIR),
        "buddy_agreed": Personal("whether you said yes to taking somebody along", *_PAIR),
        "proposed_at": Personal("when you were asked", *_PAIR),
    }

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "buddy"], name="two_are_proposed_once"),
            models.UniqueConstraint(
                fields=["step"], condition=~Q(state="declined"), name="one_buddy_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="declined")
                | Q(state="made", newcomer_agreed=True, buddy_agreed=True)
                | (Q(state="proposed") & ~Q(newcomer_agreed=True, buddy_agreed=True)),
                name="a_pair_is_made_by_two_who_say_yes",
            ),
        ]

    def __str__(self) -> str:
        return "two who may go together"

    @property
    def is_made(self) -> bool:
        return self.state == self.State.MADE


class Felt(models.Model):
    """Whether a step was worth the time, under a mark that leads to no name here."""

    class Worth(models.IntegerChoices):
        NO = 0, "No"
        PARTLY = 1, "Partly"
        YES = 2, "Yes"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="felt")
    mark = models.CharField(max_length=64)
    worth = models.PositiveSmallIntegerField(choices=Worth)
    objects = ScopedQuerySet["Felt"].as_manager()

    kept_since = "offer__starts_at"
    personal: Register = {
        name: Personal(words, Kind.OPINION, Basis.CONSENT, Keep.YEAR, Audience.NOBODY)
        for name, words in (
            ("mark", "a mark by which two answers of one phone are one"),
            ("worth", "whether a step was worth your time, without your name"),
        )
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "mark"], name="a_step_felt_once")]

    def __str__(self) -> str:
        return f"how {self.offer} felt"
