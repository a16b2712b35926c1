import pytest

from articulator.kernel.models import Unit
from tests.identity.imports import scene
from tests.people import member


@pytest.fixture
def places(federation) -> Unit:
    """The federation with the branches of the samples; Ben, Cleo and Dev are in Leith."""
    scene.branches(federation)
    for name in ("ben", "cleo", "dev"):
        member(name, Unit.objects.get(name="Leith"))
    return federation
