"""Ben, a member of Leith who has done a bit of everything, and Cleo, who has not."""

import pytest

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.membership.models import Attribute
from articulator.kernel.models import Person, Unit
from tests.people import member


@pytest.fixture
def leith(federation) -> Unit:
    return Unit.objects.get(name="Leith")


@pytest.fixture
def cleo(leith) -> Person:
    return member("cleo", leith)


@pytest.fixture
def ben(leith) -> Person:
    """He agreed to letters, told his gender, gave a number and asked not to be called."""
    ben = member("ben", leith)
    for purpose in (Consent.Purpose.CONTACT, Consent.Purpose.FEATURES):
        contacts.agree(ben, ben, purpose, purpose.words, "a test")
    Attribute.objects.create(person=ben, name="gender", value="man")
    contacts.give_number(ben, ben, "+441310000000")
    contacts.opt_out(ben, ben, Channel.PHONE, "a test")
    return ben
