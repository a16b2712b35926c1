import pytest

from articulator.identity.elections.models import Election
from articulator.kernel.models import Unit
from articulator.methods.stv import read_blt
from tests.identity.elections import scene
from tests.methods.stv.wards import files

NAMES = ("ben", "cleo", "dev", "ewa", "finn")


@pytest.fixture
def federation(db) -> Unit:
    return scene.found()


@pytest.fixture
def election(federation) -> Election:
    """Ben, Cleo and Dev stand for two seats; they, Ewa and Finn may vote."""
    return scene.opened(NAMES)


@pytest.fixture
def real(db) -> Election:
    return scene.declared(scene.held(read_blt(files()[scene.WARD])))
