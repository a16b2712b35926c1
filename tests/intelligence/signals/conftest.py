import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.intelligence.signals import bells
from tests.people import NOON


@pytest.fixture
def federation(db) -> Unit:
    """The federation with its bells, at noon of a Monday: in Leith nobody sits yet."""
    with clock.at(NOON):
        yield bells.found()


@pytest.fixture
def seats(federation) -> None:
    """Ben answers for Leith, Cleo in the council, Dev in the audit panel, Ewa is a delegate."""
    bells.seated("ben", "branch_group", "leith")
    bells.seated("cleo", "council")
    bells.seated("dev", "audit_panel")
    bells.seated("ewa", "assembly")
