import pytest

from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.operations.campaigns import scene
from tests.operations.training import scene as training
from tests.people import NOON, member


@pytest.fixture
def federation(db, settings) -> Unit:
    """Ada's federation with a gate: Gita keeps it, Hugo hears appeals, Ben is of Leith."""
    settings.COURSES = training.COURSES
    with clock.at(NOON):
        root = scene.found()
        member("ben", Unit.objects.get(slug="leith"))
        yield root


@pytest.fixture
def campaign(federation):
    """Dry homes, which Leith supports and for which Ben speaks."""
    return scene.let_through()
