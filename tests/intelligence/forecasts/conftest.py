import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.intelligence.signals import bells
from tests.people import NOON


@pytest.fixture
def federation(db) -> Unit:
    """The federation at noon of a Monday; Ben sits in the group of Leith."""
    with clock.at(NOON):
        root = bells.found()
        bells.seated("ben", "branch_group", "leith")
        yield root
