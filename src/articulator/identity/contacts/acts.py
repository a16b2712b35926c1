"""Agreeing and taking it back, saying no to a channel, giving a number."""

from collections.abc import Iterable

from articulator.identity.contacts.models import Channel, Consent, OptOut, Phone
from articulator.identity.contacts.queries import addresses, fingerprint
from articulator.identity.contacts.rules import may_agree, may_silence, may_speak, may_withdraw
from articulator.identity.membership.models import Attribute
from articulator.kernel import clock
from articulator.kernel.acts import Actor, act
from articulator.kernel.models import Person

BATCH = 2000


@act(allow=may_agree)
def agree(
    _actor: Actor, person: Person, purpose: Consent.Purpose, wording: str, channel: str
) -> Consent:
    """Write down a yes: the very words and where. A yes that is in force already stays."""
    there = person.consents.by_rule("a yes is given once").filter(purpose=purpose)
    return there.filter(withdrawn_at=None).first() or Consent.objects.create(
        person=person, purpose=purpose, wording=wording, channel=channel, given_at=clock.now()
    )


@act(allow=may_withdraw)
def withdraw(_actor: Actor, consent: Consent) -> Consent:
    """Take a yes back, as easily as it was given; what rested on it alone is deleted."""
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    if consent.purpose == Consent.Purpose.FEATURES:
        Attribute.objects.filter(person=consent.person).delete()
    return consent


@act(allow=may_silence)
def opt_out(_actor: Actor, person: Person, channel: Channel, source: str) -> None:
    keep_silent(channel, addresses(person, channel), source)


@act(allow=may_speak)
def opt_in(_actor: Actor, person: Person, channel: Channel) -> None:
    known = map(fingerprint, addresses(person, channel))
    OptOut.objects.filter(channel=channel, fingerprint__in=list(known)).delete()


@act(allow=may_silence)
def give_number(_actor: Actor, person: Person, number: str) -> Phone:
    there = Phone.objects.by_rule("a number is noted once")
    return there.get_or_create(person=person, number=number)[0]


def keep_silent(channel: Channel, said: Iterable[str], source: str) -> None:
    """Part of an act: remember these addresses as silent. What is known already stays."""
    OptOut.objects.bulk_create(
        (OptOut(channel=channel, fingerprint=fingerprint(one), source=source[:80]) for one in said),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
