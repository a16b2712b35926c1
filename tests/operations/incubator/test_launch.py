"""What the room chose begins when those who carry it agree; money is released exactly once."""

import pytest
from django.urls import reverse

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Ask, Draws, Said
from articulator.intelligence.ecology.models import Need
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.incubator import acts
from articulator.operations.incubator.models import Entry, Grant
from articulator.operations.incubator.queries import chosen
from tests.operations.incubator.scene import cast, declared, law, opened
from tests.people import NOON, member, person

DAYS = (NOON.date(), NOON.date().replace(month=6))


@pytest.fixture
def won(federation) -> Entry:
    law()
    poll = opened()
    cast(poll, *[[1]] * 8)
    return chosen(declared(poll).round)[0]


def test_a_launch_without_a_plan_is_refused_with_the_next_step(won):
    with pytest.raises(Refused, match="Nobody has said yet whose strength") as no:
        acts.launch(person("ada"), won)
    assert no.value.refusal.to == reverse("incubator:prepare", args=[won.pk])


def test_a_launch_waits_for_the_yes_of_those_who_carry_it(won):
    team = ecology.add_partner(person("ada"), won.round.unit, "Kitchen", "Cooks", "")
    acts.prepare(person("ada"), won, Draws(*DAYS, (Ask(team, "meals", 4),)))
    with pytest.raises(Refused, match="Kitchen has been asked"):
        acts.launch(person("ada"), won)
    ecology.answer(None, Need.objects.get(), Said(Need.Answer.YES))
    acts.launch(person("ada"), won)
    with pytest.raises(Refused, match="launched already"):
        acts.launch(person("ada"), won)


def test_what_the_room_did_not_choose_is_not_launched(won):
    other = won.round.entries.exclude(pk=won.pk)[0]
    with pytest.raises(Refused, match="Only what the room has chosen"):
        acts.prepare(person("ada"), other, Draws(*DAYS, alone=True))


def test_a_grant_is_released_exactly_once(won):
    payee = member("ben", won.round.unit)
    grant = acts.propose_grant(person("ada"), won, payee, 100, "Tea")
    stale = Grant.objects.get()
    acts.release(person("ada"), grant)
    with pytest.raises(Refused, match="is released"):
        acts.release(person("ada"), stale)
    assert Event.objects.filter(kind="incubator.release").count() == 1
