"""Whoever is deleted frees a place, and whoever waits longest gets it."""

from datetime import timedelta

from articulator.identity.privacy import acts as privacy
from articulator.kernel import clock
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.acts import Said
from articulator.operations.gatherings.models import Gathering, Registration
from articulator.operations.gatherings.queries import with_free_places
from tests.people import member


def test_a_place_of_somebody_who_is_deleted_goes_to_whoever_waits(gathering):
    Gathering.objects.filter(pk=gathering.pk).update(
        capacity=8, starts_at=clock.now() + timedelta(days=30),
        ends_at=clock.now() + timedelta(days=30, hours=2),
    )  # fmt: skip
    gathering.refresh_from_db()
    ben = member("ben", gathering.unit)
    acts.register(ben, gathering, Said("Ben", ben.email))
    for number in range(7):
        acts.register(None, gathering, Said(f"Guest {number}", f"guest{number}@example.org"))
    waits = acts.register(None, gathering, Said("Nell", "nell@example.org"))
    wish = privacy.ask_to_be_deleted(ben, ben)
    assert list(with_free_places()) == []
    with clock.at(clock.now() + timedelta(days=8)):
        privacy.delete_person(None, wish)
        for found in with_free_places():  # the listener does this when a worker runs
            acts.move_up(None, found)
    held = Registration.objects.by_rule("a test").get(pk=waits.pk)
    assert held.state == Registration.State.COMING
