"""Looking back on something that drew on others: four answers, nobody's name, for everyone."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.intelligence.ecology.models import Plan
from articulator.kernel import clock
from articulator.kernel.personal import Register


class Review(models.Model):
    """What was meant, what happened, why, what is kept. It is about what was done, not by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="review")
    meant = models.TextField()
    happened = models.TextField()
    why = models.TextField()
    keep = models.TextField()
    found_by = models.TextField(help_text="all its words, folded, for the search")
    written_at = models.DateTimeField(default=clock.now, db_index=True)

    personal: Register = {}

    class Meta:
        ordering = ["-written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(meant="") | Q(happened="") | Q(why="") | Q(keep="")),
                name="a_review_answers_all_four",
            )
        ]

    def __str__(self) -> str:
        return f"Looking back on “{self.plan}”"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])
