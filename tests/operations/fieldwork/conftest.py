import pytest

from articulator.operations.fieldwork.models import Turf
from tests.operations.fieldwork.scene import opened


@pytest.fixture(autouse=True)
def _post(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"},
        "post": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }


@pytest.fixture
def turf(federation) -> Turf:
    """Ten doors in Mill Lane and two in Harbour Row, in Leith, where Ada asks what matters."""
    return opened()
