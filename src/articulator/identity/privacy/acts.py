"""Making a copy for a person, deleting a person who wishes it, ending what has been kept enough."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from articulator.identity.bodies import acts as bodies
from articulator.identity.contacts import acts as contacts
from articulator.identity.draws import acts as draws
from articulator.identity.elections import acts as elections
from articulator.identity.elections.rules import has_left
from articulator.identity.membership import acts as membership
from articulator.identity.membership.queries import membership_of
from articulator.identity.privacy import letters
from articulator.identity.privacy.archive import archive
from articulator.identity.privacy.erasure import NAMELESS, empties, goes, keeps_name
from articulator.identity.privacy.models import REFLECTION, Copy, Deletion
from articulator.identity.privacy.owners import Subject, about_people, rows, subject_of
from articulator.identity.privacy.queries import candidacies, house, invitations, seats
from articulator.identity.privacy.retention import Job
from articulator.identity.privacy.rules import (
    by_the_clock,
    is_due,
    may_ask_for_copy,
    may_ask_to_be_deleted,
    may_change_mind,
    may_fill,
    may_let_go,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit

BATCH = 2000

# A copy of one's own


@act(allow=may_ask_for_copy)
def ask_for_copy(_actor: Actor, person: Person) -> Copy:
    """Ask for everything that is kept of oneself. A task makes it; the one before goes."""
    Copy.objects.filter(person=person).delete()
    return Copy.objects.create(person=person)


@act(allow=may_fill)
def fill(_actor: Actor, copy: Copy) -> Copy:
    copy.content = archive(copy.person, house(), clock.now())
    copy.ready_at = clock.now()
    copy.save(update_fields=["content", "ready_at"])
    letters.copy_is_ready(copy)
    return copy


# What has been kept enough


@dataclass(frozen=True, slots=True)
class Ended:
    """What the log says of it: numbers alone."""

    of: str
    fields: tuple[str, ...]
    rows: int

    def as_facts(self) -> Mapping[str, object]:
        return asdict(self)


@act(allow=by_the_clock, facts=Ended.as_facts)
def end(_actor: Actor, _root: Unit, job: Job) -> Ended:
    """Delete rows whose time is over, or empty the fields whose time is; some at a time."""
    keys = list(job.due(clock.now()).values_list("pk", flat=True)[:BATCH])
    over = job.model._base_manager.filter(pk__in=keys)  # noqa: SLF001 - as in kernel/links
    try:
        with transaction.atomic():
            over.update(**job.emptied()) if job.fields else over.delete()
    except (ProtectedError, IntegrityError) as error:
        raise Refused(Refusal(f"Something that is kept longer still needs {job}.")) from error
    return Ended(job.model._meta.label, job.fields, len(keys))  # noqa: SLF001 - documented


# Being deleted


@act(allow=may_ask_to_be_deleted)
def ask_to_be_deleted(_actor: Actor, person: Person) -> Deletion:
    """Say that one wants to be deleted. Nothing goes for seven days; a letter says so."""
    now = clock.now()
    made = Deletion.objects.create(person=person, asked_at=now, due_at=now + REFLECTION)
    letters.deletion_is_asked(made)
    return made


@act(allow=may_change_mind)
def change_mind(_actor: Actor, deletion: Deletion) -> Deletion:
    deletion.withdrawn_at = clock.now()
    deletion.save(update_fields=["withdrawn_at"])
    return deletion


@act(allow=is_due, facts=lambda gone: gone)
def delete_person(_actor: Actor, deletion: Deletion) -> dict[str, int]:
    """Do what was wished: all of it or nothing."""
    letters.deletion_is_done(deletion.person)
    gone = _erase(deletion.person)
    Deletion.objects.filter(pk=deletion.pk).update(done_at=clock.now())
    return gone


@act(allow=may_let_go, facts=lambda gone: gone)
def let_go(_actor: Actor, person: Person) -> dict[str, int]:
    """Delete somebody who left, or was last in contact, two years ago."""
    return _erase(person)


def _erase(person: Person) -> dict[str, int]:
    """Part of an act: end what is open, delete what may go, and leave an entry without a name."""
    _end_what_is_open(person)
    subject = subject_of(person)
    public = keeps_name(subject)
    held = [model for model, _ in about_people() if model is not Person]
    _empty(held, subject)
    gone = _delete([model for model in held if goes(model)], subject)
    Person.objects.filter(pk=person.pk).update(
        name=person.name if public else NAMELESS, email=None, password=make_password(None),
        last_login=None, is_active=False, known_since=clock.now(),
    )  # fmt: skip
    return {"rows deleted": gone}


def _end_what_is_open(person: Person) -> None:
    for consent in person.consents.by_rule("a deletion takes every yes back").filter(
        withdrawn_at=None
    ):
        contacts.withdraw(None, consent)
    if line := membership_of(person):
        membership.leave(person, line)
    for term in seats(person):
        bodies.resign(person, term)
    for candidacy in candidacies(person):
        if has_left(None, candidacy) is None:
            elections.strike_off(None, candidacy)
    for invitation in invitations(person):
        draws.decline(person, invitation)


def _empty(held: list[type[models.Model]], subject: Subject) -> None:
    """In rows that stay as proof, what is not proof goes."""
    for model in held:
        if emptied := empties(model):
            rows(model, subject).update(**emptied)


def _delete(held: list[type[models.Model]], subject: Subject) -> int:
    """Delete rows that hang on others first; what something else holds stays, without a name."""
    gone, waiting = 0, held
    while waiting:
        later = []
        for model in waiting:
            try:
                with transaction.atomic():
                    gone += rows(model, subject).delete()[0]
            except ProtectedError:
                later.append(model)
        if len(later) == len(waiting):
            break
        waiting = later
    return gone
