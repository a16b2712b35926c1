import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.identity.programme import scene
from tests.people import NOON


@pytest.fixture
def federation(db) -> Unit:
    """Cleo sits in the council, which decides the programme; Ada keeps the rolls."""
    with clock.at(NOON):
        yield scene.found()
