"""Who may be written to or called. An opt-out goes before every consent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from articulator.identity.contacts.models import Channel, Consent, OptOut, Phone
from articulator.kernel.models import Person


def agreed(purpose: Consent.Purpose) -> QuerySet[Consent]:
    """The consents to a purpose that are in force."""
    said = Consent.objects.by_rule("who has agreed")
    return said.filter(purpose=purpose, withdrawn_at=None)


def fingerprint(address: str) -> str:
    """What is remembered of an address that asked for silence; nobody reads it back."""
    plain = "".join(address.split()).casefold()
    return salted_hmac("articulator.contacts.opt_out", plain, algorithm="sha256").hexdigest()


def silent(channel: Channel, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that asked to be left alone, in two queries at most."""
    marks = {one: fingerprint(one) for one in addresses}
    asked = OptOut.objects.filter(channel=channel, fingerprint__in=set(marks.values()))
    quiet = set(asked.values_list("fingerprint", flat=True))
    return {one for one, mark in marks.items() if mark in quiet}


def addresses(person: Person, channel: Channel) -> list[str]:
    if channel == Channel.MAIL:
        return [person.email] if person.email else []
    phones = Phone.objects.by_rule("the person's own numbers").filter(person=person)
    return list(phones.values_list("number", flat=True))


def opted_out(person: Person, channel: Channel) -> bool:
    return bool(silent(channel, addresses(person, channel)))


def writable(people: Collection[Person], purpose: Consent.Purpose) -> list[Person]:
    """Those who agreed to this purpose, have an address and did not ask for silence, in order."""
    yes = set(agreed(purpose).filter(person__in=people).values_list("person", flat=True))
    found = [one for one in people if one.email and one.pk in yes]
    quiet = silent(Channel.MAIL, [one.email for one in found if one.email])
    return [one for one in found if one.email not in quiet]


@dataclass(frozen=True, slots=True)
class Asked:
    """A purpose, and somebody's yes to it if there is one."""

    purpose: Consent.Purpose
    consent: Consent | None


def purposes(person: Person) -> list[Asked]:
    said = Consent.objects.seen_by(person).filter(withdrawn_at=None)
    given = {one.purpose: one for one in said}
    return [Asked(one, given.get(one)) for one in Consent.Purpose]


@dataclass(frozen=True, slots=True)
class Way:
    """One channel to somebody: what leads there, and whether the house keeps silent."""

    channel: Channel
    addresses: list[str]
    quiet: bool


def channels(person: Person) -> list[Way]:
    found = ((channel, addresses(person, channel)) for channel in Channel)
    return [Way(channel, known, bool(silent(channel, known))) for channel, known in found if known]
