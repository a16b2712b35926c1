"""What was looked back on, and what waits for it."""

from django.db.models import QuerySet

from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.reviews.models import Review
from articulator.kernel import clock
from articulator.methods.plain import folded

MOST_WORDS = 8  # of a search; the others are left out


def library(words: str = "") -> QuerySet[Review]:
    """Reviews in which every word occurs, the newest first."""
    found = Review.objects.select_related("plan__unit")
    for word in folded(words).split()[:MOST_WORDS]:
        found = found.filter(found_by__contains=word)
    return found.order_by("-written_at", "pk")


def to_look_back_on() -> QuerySet[Plan]:
    """Plans that are over and asked somebody, and nobody has written down yet how they went."""
    today = clock.today()
    over = Plan.objects.filter(dropped_at=None, reviewed_at=None, ends__lt=today)
    carried = over.filter(needs__dropped_at=None, needs__answer__in=("yes", "some")).distinct()
    return carried.select_related("unit").order_by("-ends", "pk")
