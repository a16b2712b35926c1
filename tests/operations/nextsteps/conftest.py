import pytest

from articulator.operations.gatherings.models import Gathering
from articulator.operations.nextsteps.models import Offer
from tests.operations.gatherings.scene import announced
from tests.operations.nextsteps.scene import offered


@pytest.fixture(autouse=True)
def _post(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"},
        "post": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }


@pytest.fixture
def gathering(federation) -> Gathering:
    """An evening in Leith, five days from now, hosted by Ada."""
    return announced()


@pytest.fixture
def leaflets(gathering) -> Offer:
    """Four hands are wanted on the Saturday after it."""
    return offered(gathering)
