import pytest

from articulator.operations.gatherings.models import Gathering
from tests.operations.gatherings.scene import announced


@pytest.fixture
def gathering(federation) -> Gathering:
    """An evening in Leith, five days from now, announced and hosted by Ada."""
    return announced()
