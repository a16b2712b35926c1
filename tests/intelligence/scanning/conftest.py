import pytest

from articulator.intelligence.scanning.models import Source
from tests.intelligence.scanning import scene, site


@pytest.fixture
def courier(settings):
    """A site of our own network, which the operator of this test allows."""
    settings.SCANNING = frozenset({site.HOST})
    settings.SCANNING_INSIDE = frozenset({site.HOST})
    with site.opened() as opened:
        yield opened


@pytest.fixture
def paper(federation, courier) -> Source:
    """Ada's branch reads the feed of the Courier."""
    return scene.source(courier.at("/feed"))
