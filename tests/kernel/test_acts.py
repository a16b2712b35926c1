"""An act is allowed, done and logged, or none of the three."""

import threading
import uuid

import pytest
from django.db import connection, transaction
from django.utils.functional import SimpleLazyObject

from articulator.identity.units import acts as units
from articulator.kernel import acts, links
from articulator.kernel.acts import Refusal, Refused, act, once
from articulator.kernel.log import stored_faults
from articulator.kernel.models import Event, Unit
from tests.people import person

pytestmark = pytest.mark.django_db


def anyone(_actor, _subject):
    return None


def nobody(_actor, _subject):
    return Refusal("Not today.", clause="7.2")


@act(allow=anyone, facts=lambda unit: {"length": len(unit.name)})
def rename(_actor, unit, name):
    unit.name = name
    unit.save()
    return unit


@act(allow=nobody)
def forbidden(_actor, unit):
    unit.delete()


@act(allow=anyone)
def broken(_actor, unit):
    unit.name = "half done"
    unit.save()
    raise RuntimeError("the power goes out")


@act(allow=anyone, secret=True)
def whisper(_actor, _unit):
    return None


@act(allow=anyone)
def outer(actor, unit):
    rename(actor, unit, "inner name")
    raise RuntimeError("after the inner act")


@act(allow=anyone)
def spawn(_actor, unit, name):
    return Unit.objects.create(parent=unit, level="branch", name=name, slug=name.lower())


@pytest.fixture
def unit():
    return Unit.objects.create(level="party", name="Federation", slug="all")


def test_an_act_leaves_one_event_with_its_facts(unit):
    ada = person("ada")
    rename(ada, unit, "Union")
    event = Event.objects.get()
    assert (event.kind, event.actor, event.facts) == ("kernel.rename", ada, {"length": 5})
    assert event.made == event.subject == f"kernel.unit:{unit.pk}"


def test_a_refused_act_leaves_no_trace(unit):
    with pytest.raises(Refused) as refused:
        forbidden(person("ada"), unit)
    assert refused.value.refusal == Refusal("Not today.", clause="7.2")
    assert (Unit.objects.count(), Event.objects.count()) == (1, 0)


def test_an_act_that_breaks_leaves_no_trace_and_tells_nobody(unit, monkeypatch):
    told = []
    monkeypatch.setitem(acts.LISTENERS, "kernel.broken", ["never.called"])
    with pytest.raises(RuntimeError):
        broken(None, unit)
    unit.refresh_from_db()
    assert (unit.name, Event.objects.count(), told) == ("Federation", 0, [])


def test_an_inner_act_falls_with_the_outer_one(unit):
    with pytest.raises(RuntimeError):
        outer(None, unit)
    unit.refresh_from_db()
    assert (unit.name, Event.objects.count()) == ("Federation", 0)


def test_a_secret_act_does_not_say_who(unit):
    whisper(person("ada"), unit)
    assert Event.objects.get().actor is None


def test_the_same_key_does_it_once_and_gives_the_same_thing_again(unit):
    key = uuid.uuid4()
    with once(key):
        first = spawn(None, unit, "Leith")
    with once(key):
        again = spawn(None, unit, "Leith")
    assert (again, Event.objects.count(), Unit.objects.count()) == (first, 1, 2)


def test_a_key_is_good_for_one_thing_and_one_person_only(unit):
    key = uuid.uuid4()
    with once(key):
        leith = spawn(person("ada"), unit, "Leith")
    for actor, subject in ((person("ben"), unit), (person("ada"), leith)):
        with once(key), pytest.raises(Refused, match="used for something else"):
            spawn(actor, subject, "Govan")
    assert Unit.objects.count() == 2


def test_two_acts_of_one_request_have_keys_of_their_own(unit):
    with once(uuid.uuid4()):
        spawn(None, unit, "Leith")
        spawn(None, unit, "Govan")
    assert Unit.objects.count() == 3


def test_the_rule_judges_the_subject_as_it_is_now(unit):
    stale = Unit.objects.get(pk=unit.pk)
    rename(None, unit, "Union")
    rename(None, stale, stale.name + "!")
    assert Unit.objects.get().name == "Federation!"
    assert stale.path == unit.path


def test_the_user_of_a_request_can_be_the_subject(unit):
    lazy = SimpleLazyObject(lambda: unit)
    rename(None, lazy, "Union")
    assert (Unit.objects.get().name, Event.objects.get().subject) == ("Union", links.ref(unit))


def test_an_event_is_heard_after_the_act(unit, monkeypatch):
    heard = "tests.kernel.test_acts.hear"
    monkeypatch.setitem(acts.LISTENERS, "kernel.rename", [heard])
    HEARD.clear()
    rename(None, unit, "Union")
    assert HEARD == ["kernel.rename"]


HEARD: list[str] = []


def hear(event):
    HEARD.append(event.kind)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database has one thread")
def test_many_at_once_with_one_key_are_one_act():
    unit = Unit.objects.create(level="party", name="Federation", slug="all")
    key, made = uuid.uuid4(), []

    def send():
        try:
            with once(key):
                made.append(spawn(None, unit, "Leith").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(made), len(set(made)), Event.objects.count()) == (6, 1, 1)
    assert list(stored_faults()) == []


def test_acts_inside_a_transaction_that_is_rolled_back_are_gone(unit):
    with transaction.atomic():
        rename(None, unit, "Union")
        transaction.set_rollback(True)
    assert Event.objects.count() == 0


def test_every_act_of_the_house_is_known_by_feature_and_deed():
    assert acts.ACTS["units.open_unit"] is units.open_unit
