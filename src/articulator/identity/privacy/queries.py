"""What is kept of somebody, in words and numbers; whose copy and whose wish is under way."""

from datetime import timedelta

from django.db.models import QuerySet

from articulator.identity.privacy.models import Copy, Deletion
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit

REST = timedelta(hours=1)  # between two copies: nothing new is in them sooner


def house() -> str:
    """Who answers for the data: the organisation."""
    return str(Unit.objects.filter(parent=None).first() or "this organisation")


def copies(person: Person) -> QuerySet[Copy]:
    """A person's copies that are still there, the newest first, without the files themselves."""
    return Copy.objects.seen_by(person).defer("content")


def waiting(person: Person) -> Deletion | None:
    """Their wish to be deleted, while it can be taken back."""
    return Deletion.objects.seen_by(person).filter(withdrawn_at=None, done_at=None).first()


def lately(person: Person) -> bool:
    return copies(person).filter(ready_at__gt=clock.now() - REST).exists()
