"""What is kept of somebody, in words and numbers; whose copy and whose wish is under way."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet

from articulator.identity.bodies.models import Term
from articulator.identity.draws.models import Entry, Invitation
from articulator.identity.elections.models import Candidacy, Mark, Voter
from articulator.identity.membership.models import Membership
from articulator.identity.privacy.models import Copy, Deletion
from articulator.identity.privacy.owners import about_people, owners
from articulator.identity.privacy.retention import Job, jobs
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Keep

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


# What is due


def due_jobs() -> Iterator[Job]:
    """What has been kept enough, kind by kind."""
    now = clock.now()
    return (job for job in jobs() if job.due(now).exists())


def due_deletions() -> QuerySet[Deletion]:
    wished = Deletion.objects.by_rule("what is due is done").filter(due_at__lte=clock.now())
    return wished.filter(withdrawn_at=None, done_at=None).order_by("due_at")


def long_gone() -> QuerySet[Person]:
    """People of whom two years ago everything ended: roll, office, visits, sign-in.

    Visits that are younger still stand in the rows that features keep for two years.
    """
    assert Keep.CONTACT.span, "two years"
    then = clock.now() - Keep.CONTACT.span
    gone = Person.objects.filter(known_since__lt=then).exclude(email=None, is_active=False)
    gone = gone.filter(Q(last_login=None) | Q(last_login__lt=then))
    lines = Membership.objects.by_rule("who has left long ago")
    still = lines.filter(Q(left_on=None) | Q(left_on__gte=then.date()))
    gone = gone.exclude(pk__in=still.values("person"))
    gone = gone.exclude(pk__in=Term.objects.filter(_lasting()).values("person"))
    for model, said in about_people():
        if model is Person or all(one.keep != Keep.CONTACT for one in said.values()):
            continue
        for way in owners(model):
            known = model._base_manager.filter(**{f"{way}__isnull": False})  # noqa: SLF001 - as in kernel/links
            gone = gone.exclude(pk__in=known.values(way))
    return gone.order_by("known_since", "pk")


# What is open for somebody


def _lasting() -> Q:
    return Q(until__gt=clock.now(), ended=None)


def seats(person: Person) -> QuerySet[Term]:
    held = Term.objects.filter(_lasting(), person=person)
    return held.select_related("seat__group__body__unit").order_by("since", "pk")


def candidacies(person: Person) -> QuerySet[Candidacy]:
    stands = Candidacy.objects.filter(person=person, withdrawn_at=None, election__declared_at=None)
    return stands.select_related("election", "person").order_by("election__closes")


def invitations(person: Person) -> QuerySet[Invitation]:
    """Those that wait for an answer; an older one lapses by itself."""
    asked = Invitation.objects.filter(entry__person=person, answer=Invitation.Answer.OPEN)
    asked = asked.filter(answer_by__gt=clock.now())
    return asked.select_related("entry__draw").order_by("sent_at", "pk")


def open_matters(person: Person) -> list[str]:
    """What a deletion would break off, in plain words."""
    return [
        *(f"You hold a seat: {term.seat.group.body}. It falls vacant." for term in seats(person)),
        *(f"You stand in “{one.election}”. Your name leaves the ballot; your statement and the "
          "fact that you stood stay public." for one in candidacies(person)),
        *_ballots(person),
        *(f"The lot has chosen you: “{one.entry.draw}”. Your place goes to a reserve."
          for one in invitations(person)),
        *_pools(person),
    ]  # fmt: skip


def _ballots(person: Person) -> Iterator[str]:
    now = clock.now()
    on_roll = Voter.objects.filter(person=person, election__declared_at=None)
    voted = set(Mark.objects.filter(voter__in=on_roll).values_list("voter", flat=True))
    for line in on_roll.select_related("election").order_by("election__closes", "pk"):
        if line.pk in voted:
            yield f"You have voted in “{line.election}”. Your vote counts; nobody can find it."
        elif line.election.closes > now:
            yield f"You can still vote in “{line.election}”. Once you are deleted you cannot."


def _pools(person: Person) -> Iterator[str]:
    waits = Entry.objects.filter(person=person, draw__drawn_at=None).select_related("draw")
    for entry in waits.order_by("pk"):
        yield f"You are in the pool of “{entry.draw}”. If the lot falls on you, a reserve is asked."
