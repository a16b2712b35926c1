import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.identity.elections import scene
from tests.people import NOON


@pytest.fixture
def federation(db) -> Unit:
    """Ada's federation with branches Leith and Govan; it is noon on a day in March."""
    with clock.at(NOON):
        yield scene.found()
