import pytest

from articulator.identity.doors import acts
from articulator.identity.doors.acts import Sign
from articulator.identity.doors.models import Door
from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.identity.doors.scene import DAY, adopt_classes
from tests.people import NOON, person


@pytest.fixture(autouse=True)
def _post(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"},
        "post": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }


@pytest.fixture
def leith(federation) -> Unit:
    adopt_classes()
    return Unit.objects.get(name="Leith")


@pytest.fixture
def event(leith) -> Door:
    """An evening in Leith, five days from now."""
    sign = Sign("Tenants meet", "Bring *letters*.", starts_at=NOON + 5 * DAY, place="Hall")
    return acts.open_door(person("ada"), leith, Door.Kind.EVENT, sign)


@pytest.fixture
def survey(leith) -> Door:
    sign = Sign("Three questions", "Tea and questions.", questions=("What hurts?", "Who helps?"))
    return acts.open_door(person("ada"), leith, Door.Kind.SURVEY, sign)


@pytest.fixture
def joining(leith) -> Door:
    sign = Sign("Become a member", "We decide together.")
    with clock.at(NOON - DAY):
        return acts.open_door(person("ada"), leith.parent, Door.Kind.JOIN, sign)
