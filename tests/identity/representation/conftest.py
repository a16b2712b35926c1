import pytest

from articulator.identity.bodies.models import Body
from articulator.identity.representation.models import (
    Consultation,
)
from articulator.kernel.models import Person, Unit
from tests.identity.representation.scene import CAST, ask
from tests.people import member


@pytest.fixture
def leith(federation) -> Unit:
    return Unit.objects.get(name="Leith")


@pytest.fixture
def cast(leith) -> list[Person]:
    return [member(name, leith) for name in CAST]


@pytest.fixture
def asked(federation, cast) -> Consultation:
    return ask(federation)


@pytest.fixture
def council(federation) -> Body:
    return Body.objects.get(key="council")
