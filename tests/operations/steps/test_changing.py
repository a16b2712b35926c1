"""Drawing an order up and making it fit the room."""

import pytest

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.operations.steps import acts
from articulator.operations.steps.models import Order, Step
from articulator.operations.steps.queries import alive, told
from tests.operations.steps.scene import KIT, SEVEN, after, evening, leith
from tests.people import member, person

pytestmark = pytest.mark.usefixtures("federation")
NEW = {"kind": "talk", "title": "Greeting", "minutes": 3, "words": "Listen.", "notes": ""}


def ada():
    return person("ada")


def titles(order):
    rows = list(Step.objects.filter(order=order))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    return [row.title for row in rows]


def step(order, number):
    return order.steps.get(number=number)


def test_an_order_has_the_steps_of_its_kit_and_stands_on_the_page_of_its_unit():
    order = evening()
    assert titles(order) == [one.title for one in KIT.steps]
    assert step(order, 2).roles == ["host", "timekeeper"]
    assert (step(order, 1).to_do, step(order, 1).more_words) == ("Say hello.", "There is soup.")
    assert [knot.words for knot in alive(leith())] == ["The damp"]


def test_only_those_who_hold_the_unit_draw_one_up():
    with pytest.raises(Refused, match="whoever they name") as refused:
        acts.draw_up(member("ben", leith()), leith(), KIT, "Mine", SEVEN)
    assert refused.value.refusal.clause == "powers.keep_roll"


def test_steps_are_added_changed_moved_and_taken_out():
    order = evening()
    made = acts.add(ada(), order, 2, NEW)
    assert titles(order)[:3] == ["Come in", "Greeting", "Talk"]
    acts.change(ada(), order, made, {**NEW, "title": "A song"})
    acts.move(ada(), order, made, 1)
    assert titles(order)[:2] == ["A song", "Come in"]
    acts.move(ada(), order, made, 99)
    assert titles(order)[-1] == "A song"
    acts.remove(ada(), order, made)
    assert titles(order) == [one.title for one in KIT.steps]


def test_every_change_is_a_new_version_that_pages_see():
    order = evening()
    marks = {told(Order.objects.get()).mark}
    acts.add(ada(), order, 2, NEW)
    marks.add(told(Order.objects.get()).mark)
    acts.move(ada(), order, step(order, 2), 3)
    marks.add(told(Order.objects.get()).mark)
    acts.plan(ada(), order, "The damp, again", SEVEN)
    marks.add(told(Order.objects.get()).mark)
    assert len(marks) == 4
    assert [row.step.title for row in told(Order.objects.get()).rows] == titles(order)


def test_what_has_begun_stays_where_it_is():
    order = evening()
    with clock.at(after(0)):
        acts.start(ada(), order)
    with clock.at(after(10)):
        acts.go_on(ada(), order, 1)
        with pytest.raises(Refused, match="has begun"):
            acts.move(ada(), order, step(order, 2), 4)
        with pytest.raises(Refused, match="has begun"):
            acts.remove(ada(), order, step(order, 1))
        with pytest.raises(Refused, match="is over"):
            acts.change(ada(), order, step(order, 1), NEW)
        acts.change(ada(), order, step(order, 2), {"notes": "Sit down beside them."})
        acts.add(ada(), order, 1, NEW)  # at the earliest after what is on
        acts.move(ada(), order, step(order, 5), 1)
    assert titles(order)[:4] == ["Come in", "Talk", "Two voices", "Greeting"]


def test_a_step_of_another_order_is_none_of_this_one():
    one, other = evening(), evening(title="Another")
    with pytest.raises(Refused, match="is gone"):
        acts.change(ada(), one, step(other, 1), NEW)


def test_the_last_step_cannot_be_taken_out():
    order = evening()
    for _ in range(4):
        acts.remove(ada(), order, step(order, 1))
    with pytest.raises(Refused, match="at least one step"):
        acts.remove(ada(), order, step(order, 1))


def test_an_evening_holds_forty_steps():
    order = evening()
    for _ in range(35):
        acts.add(ada(), order, 6, NEW)
    with pytest.raises(Refused, match="more than an evening holds"):
        acts.add(ada(), order, 6, NEW)


def test_an_order_that_never_began_can_go_and_one_that_did_stays():
    order = evening()
    acts.drop(ada(), order)
    assert not Order.objects.exists()
    order = evening()
    with clock.at(after(0)):
        acts.start(ada(), order)
        with pytest.raises(Refused, match="stays on record"):
            acts.drop(ada(), order)


def test_a_higher_feature_hangs_its_own_thing_on_a_step_by_key_and_id():
    order = evening()
    acts.hang(ada(), order, step(order, 1), leith())
    kept = step(order, 1)
    assert (kept.what_kind, kept.what_id) == ("kernel.unit", str(leith().pk))
    assert kept.what == leith()
    with clock.at(after(0)):
        acts.start(ada(), order)
        assert told(order).thing == leith()
    acts.hang(ada(), order, kept, None)
    assert step(order, 1).what is None
