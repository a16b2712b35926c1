import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.operations.training import scene
from tests.people import NOON


@pytest.fixture
def federation(db, settings) -> Unit:
    """Ada's federation, which teaches two courses of its own; it is noon on a day in March."""
    settings.COURSES = scene.COURSES
    with clock.at(NOON):
        yield scene.found()
