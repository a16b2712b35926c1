"""Reports back to those who spoke, and which contact was written to of which: once, and no more."""

import uuid

from django.db import models
from django.urls import reverse

from articulator.intelligence.listening.models import Contact
from articulator.intelligence.themes.models import Theme
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet


class Account(models.Model):
    """An office tells those who said something what was done about it, or why not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="accounts")
    words = models.CharField(max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "by": Personal(
            "that you reported back in an office",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"What became of “{self.theme}”"

    def get_absolute_url(self) -> str:
        return f"{reverse('loop:theme', args=[self.theme_id])}#a{self.pk.hex}"


class Told(models.Model):
    """That a contact was written to of an account. Without an account of what the letter said."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="letters")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    objects = ScopedQuerySet["Told"].as_manager()

    kept_since = "at"
    personal: Register = {
        "contact": Personal(
            "that we wrote to you what became of what you said",
            Kind.OPINION, Basis.CONSENT, Keep.CONTACT, Audience.NOBODY,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "contact"], name="one_letter_per_contact_and_account"
            )
        ]

    def __str__(self) -> str:
        return "a letter about what became of an answer"
