import pytest

from articulator.identity.bodies.models import Term
from articulator.identity.contacts.models import Phone
from articulator.kernel.models import Unit
from tests.identity.constitution.test_sight import office
from tests.people import member


@pytest.fixture
def leith(federation) -> Unit:
    """Leith with Ben, Cleo and Dev; Dev keeps its roll. Finn lives in Govan."""
    unit = Unit.objects.get(name="Leith")
    for name in ("ben", "cleo", "dev"):
        member(name, unit, trained=name != "cleo")
    member("finn", Unit.objects.get(name="Govan"))
    return unit


@pytest.fixture
def dev(leith):
    return member_named("dev")


@pytest.fixture
def term(leith, dev) -> Term:
    return office(leith, dev, "keep_roll")


@pytest.fixture
def phones(leith) -> None:
    for name, number in (("ben", "+447700900001"), ("cleo", "+447700900002")):
        Phone.objects.create(person=member_named(name), number=number)


def member_named(name: str):
    from tests.people import person

    return person(name)
