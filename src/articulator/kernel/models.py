"""What everything stands on: people, units, the log of what was done, and the thread between."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

SECOND_FACTORS = ("totp", "webauthn")  # recovery codes stand in for these, they are none themselves


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str | None, password: str | None = None, **fields: Any
    ) -> "Person":
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A human being known to the organisation. What they may do follows from their seats."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    known_since = models.DateTimeField(default=clock.now)

    personal: Register = {
        "name": Personal(
            "the name you gave", Kind.IDENTITY, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "email": Personal(
            "your mail address", Kind.CONTACT, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "password": Personal(
            "your password, scrambled", Kind.ACCESS, Basis.SAFETY, Keep.MEMBERSHIP, Audience.NOBODY
        ),
        "last_login": Personal(
            "when you last signed in", Kind.ACCESS, Basis.SAFETY, Keep.MEMBERSHIP, Audience.SELF
        ),
        "known_since": Personal(
            "since when we know you", Kind.BELONGING, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
    }
    authenticator_set: Any  # allauth's rows about passkeys, authenticators, recovery codes
    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def guarded(self) -> bool:
        """Whether signing in as this person takes a second factor (allauth keeps them)."""
        return bool(self.authenticator_set.filter(type__in=SECOND_FACTORS).exists())


class Unit(models.Model):
    """One part of the organisation: the whole, a region, a branch, a campaign. A tree.

    Powers and sight follow the path. The path of an autonomous unit begins with itself: the unit
    above supports it, and no power from there leads into it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    level = models.SlugField()
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True, max_length=80)
    path = models.CharField(max_length=800, unique=True, editable=False)
    autonomous = models.BooleanField(default=False, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False, help_text="merged or dissolved")

    personal: Register = {}

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(parent=None), name="one_root_unit"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        above = self.parent.path if self.parent and not self.autonomous else "/"
        self.path = f"{above}{self.slug}/"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.slug])

    def contains(self, other: "Unit") -> bool:
        return other.path.startswith(self.path)


class Event(models.Model):
    """One line of the log: what was done, by whom, to what. Never edited, chained by hash.

    `facts` hold public outcomes and ids, never personal data: the log outlives a person's wish
    to be forgotten.
    """

    number = models.BigIntegerField(primary_key=True)
    key = models.UUIDField(unique=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=80, db_index=True)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=120, db_index=True)
    made = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    personal: Register = {
        "actor": Personal(
            "what you did in office or for yourself",
            Kind.DEED, Basis.DUTY, Keep.RECORD, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.subject}"

    @property
    def words(self) -> str:
        """`elections: cast ballot`."""
        feature, _, deed = self.kind.partition(".")
        return f"{feature}: {deed.replace('_', ' ')}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("The log is append-only: an event is never deleted.")


class LogHead(models.Model):
    """The end of the chain. Locking this one row is what keeps the log a single line."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    personal: Register = {}


class Link(models.Model):
    """The golden thread: joins anything to what it came from. Ends are written `app.model:id`."""

    source = models.CharField(max_length=120)
    kind = models.SlugField(max_length=40)
    target = models.CharField(max_length=120, db_index=True)
    made_at = models.DateTimeField(
        default=clock.now, null=True, help_text="None: it was made before this was noted"
    )

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="one_link_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.target}"


class Letter(models.Model):
    """A letter on its way: kept until the mail server has taken it, then forgotten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.JSONField()
    written_at = models.DateTimeField(default=clock.now, db_index=True)

    personal: Register = {
        "content": Personal(
            "a letter to you on its way: deleted when it has left, after a week at the latest",
            Kind.CONTACT, Basis.MEMBERS, Keep.SHORT, Audience.NOBODY,
        ),
    }  # fmt: skip

    def __str__(self) -> str:
        return f"letter of {self.written_at:%Y-%m-%d %H:%M}"


class Cached(models.Model):
    """What processes and machines share for a while: rate limits, codes already used.

    Django's database cache reads and writes this table. Its keys are hashed: no address stands
    here.
    """

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    personal: Register = {}

    def __str__(self) -> str:
        return self.cache_key
