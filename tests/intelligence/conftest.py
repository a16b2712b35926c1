import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.intelligence import scene
from tests.people import NOON


@pytest.fixture
def federation(db) -> Unit:
    """Ada's federation with a panel that cares for the movement; it is noon on a day in March."""
    with clock.at(NOON):
        yield scene.found()
