"""What people agreed to, how they may be reached, and where the house keeps silent."""

import uuid

from django.db import models

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Channel(models.TextChoices):
    MAIL = "mail", "mail"
    PHONE = "phone", "calls and texts"


SAID_BY_ONESELF = {
    "contact": "hear from you by mail about what goes on near me",
    "phone": "be called or sent a text",
    "invitations": "be invited by lot to trainings and bodies",
    "results": "be told what became of what I said",
    "features": "have what I tell of myself counted for fair representation",
    "positions": "have my answers counted in consultations",
    "skills": "have my skills found by those who need them",
}


class Consent(models.Model):
    """A yes to one purpose, with the words that were agreed to. Withdrawn, never changed."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", "hear from us by mail about what goes on near you"
        PHONE = "phone", "be called or sent a text"
        INVITATIONS = "invitations", "be invited by lot to trainings and bodies"
        RESULTS = "results", "be told what became of what you said"
        FEATURES = "features", "have what you tell of yourself counted for fair representation"
        POSITIONS = "positions", "have your answers counted in consultations"
        SKILLS = "skills", "have your skills found by those who need them"

        @property
        def words(self) -> str:
            """The whole sentence that one agrees to, as somebody says it of themselves."""
            return f"I agree to {SAID_BY_ONESELF[self.value]}."

        @property
        def heading(self) -> str:
            return self.value.capitalize()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    wording = models.TextField(help_text="exactly what was agreed to")
    channel = models.CharField(max_length=80, help_text="where: a form, a door, a paper list")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    objects = OwnQuerySet["Consent"].as_manager()

    kept_since = "withdrawn_at"
    personal: Register = {
        "person": Personal("who agreed", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF),
        "purpose": Personal("what you agreed to", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF),
        "channel": Personal("where you agreed", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF),
        "given_at": Personal("when you agreed", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF),
        "withdrawn_at": Personal(
            "when you withdrew it", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF
        ),
    }

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn_at=None),
                name="one_consent_in_force_per_purpose",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None)
                | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="withdrawn_after_it_was_given",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}"


class Phone(models.Model):
    """A number that a person gave, in the international form (+44…)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=16)
    objects = OwnQuerySet["Phone"].as_manager()

    personal: Register = {
        "person": Personal(
            "whose number it is", Kind.CONTACT, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
        "number": Personal(
            "your phone number", Kind.CONTACT, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.UNIT
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="a_number_once_per_person")
        ]

    def __str__(self) -> str:
        return self.number


class OptOut(models.Model):
    """A no to a channel. Kept by a fingerprint of the address, so that it outlives every import.

    Whoever is deleted and comes back by a file is still left alone. Only the person lifts it.
    """

    channel = models.CharField(max_length=10, choices=Channel)
    fingerprint = models.CharField(max_length=64, help_text="keyed hash of the address or number")
    source = models.CharField(max_length=80, help_text="where it was said: a page, a file, a call")
    since = models.DateTimeField(default=clock.now)

    personal: Register = {
        "fingerprint": Personal(
            "a fingerprint of an address that asked to be left alone",
            Kind.CONTACT, Basis.DUTY, Keep.RECORD, Audience.NOBODY,
        ),
        "channel": Personal(
            "which way you do not want to be reached",
            Kind.CONTACT, Basis.DUTY, Keep.RECORD, Audience.SELF,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "fingerprint"], name="an_opt_out_once_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"no {self.get_channel_display()}"
