"""The roll: who belongs where, and what they have completed."""

import uuid
from datetime import datetime

from django.db import models

from articulator.identity.constitution.queries import sight
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    def current(self, at: datetime | None = None) -> "MembershipQuerySet":
        day = (at or clock.now()).date()
        still = models.Q(left_on=None) | models.Q(left_on__gt=day)
        here = models.Q(moved_on=None) | models.Q(moved_on__lte=day)
        return self.filter(still, here, joined_on__lte=day)

    def seen_by(self, actor: Actor) -> "MembershipQuerySet":
        """The rows that somebody may see: their own, and those within an officer's sight."""
        mine = models.Q(person=actor) if actor else models.Q(pk__in=[])
        return self.filter(mine | sight(actor).rows("unit", "person")).by_rule("the data charter")


VOTING = "member"  # the class of those who vote and stand; others take part or are allies
PARTICIPANT, ALLY = "participant", "ally"


class Membership(models.Model):
    """A person's place on the roll of one unit (their branch). Ended, never deleted.

    Whoever moves to another unit ends one line and begins the next: the lines are the history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    number = models.CharField(max_length=40, help_text="the member's own number")
    kind = models.SlugField(max_length=20, default=VOTING)
    joined_on = models.DateField(help_text="the organisation, in this kind")
    moved_on = models.DateField(null=True, help_text="here, if from another unit")
    left_on = models.DateField(null=True)
    district = models.CharField(max_length=8, blank=True, help_text="of the postcode, no more")
    name = models.CharField(
        max_length=120, editable=False, default="",
        help_text="the person's, kept equal by the database: long rolls are sorted and searched",
    )  # fmt: skip
    objects = MembershipQuerySet.as_manager()

    personal: Register = {
        "person": Personal(
            "that you belong to the organisation",
            Kind.BELONGING, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT,
        ),
        "unit": Personal(
            "your branch, now and before",
            Kind.BELONGING, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT,
        ),
        "name": Personal(
            "your name, as on the roll",
            Kind.IDENTITY, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT,
        ),
        "number": Personal(
            "your number", Kind.IDENTITY, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "kind": Personal(
            "whether you take part, are a member or an ally",
            Kind.BELONGING, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT,
        ),
        "joined_on": Personal(
            "when you joined", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "moved_on": Personal(
            "when you came to this branch from another",
            Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT,
        ),
        "left_on": Personal(
            "when you left", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "district": Personal(
            "the district of your postcode, never the whole of it",
            Kind.CONTACT, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(  # everything that a list of people is filtered by, in its order
                fields=["name", "id", "left_on", "moved_on", "joined_on", "kind", "unit", "person"],
                name="roll_in_order_of_name",
            ),
            models.Index(fields=["unit", "name"], name="roll_of_a_unit_in_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(left_on=None), name="on_one_roll_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(left_on=None), name="one_number_one_member"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
                name="nobody_leaves_before_joining",
            ),
            models.CheckConstraint(
                condition=models.Q(moved_on=None) | models.Q(moved_on__gte=models.F("joined_on")),
                name="nobody_moves_before_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.unit}"


class StandingQuerySet(ScopedQuerySet["Standing"]):
    def seen_by(self, actor: Actor) -> "StandingQuerySet":
        mine = models.Q(person=actor) if actor else models.Q(pk__in=[])
        within = Membership.objects.current().seen_by(actor).values("person")
        return self.filter(mine | models.Q(person__in=within)).by_rule("the data charter")

    def current(self, at: datetime | None = None) -> "StandingQuerySet":
        at = at or clock.now()
        return self.filter(since__lte=at).filter(models.Q(until=None) | models.Q(until__gt=at))


class Standing(models.Model):
    """Something a person has earned that others ask for: `leadership_pool` after the training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="standings")
    kind = models.SlugField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    objects = StandingQuerySet.as_manager()

    personal: Register = {
        "person": Personal(
            "who has earned it", Kind.BELONGING, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "kind": Personal(
            "what you have completed", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "since": Personal(
            "when you completed it", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "until": Personal(
            "until when it counts", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "since"], name="a_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class OwnQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows that nobody sees but the person they are about; the organisation counts them by rule."""

    def seen_by(self, actor: Actor) -> "OwnQuerySet[M]":
        return self.filter(person=actor).by_rule("one's own")


class Attribute(models.Model):
    """What a person chose to tell for fair representation (gender, age band). Special category."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="attributes")
    name = models.SlugField(max_length=40)
    value = models.CharField(max_length=60)
    told_at = models.DateTimeField(default=clock.now)
    objects = OwnQuerySet["Attribute"].as_manager()

    personal: Register = {
        "person": Personal("who told it", Kind.TRAIT, Basis.CONSENT, Keep.CONSENT, Audience.SELF),
        "name": Personal(
            "which feature you told", Kind.TRAIT, Basis.CONSENT, Keep.CONSENT, Audience.SELF
        ),
        "value": Personal(
            "what you told of yourself", Kind.TRAIT, Basis.CONSENT, Keep.CONSENT, Audience.SELF
        ),
        "told_at": Personal(
            "when you told it", Kind.DEED, Basis.CONSENT, Keep.CONSENT, Audience.SELF
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="an_attribute_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
