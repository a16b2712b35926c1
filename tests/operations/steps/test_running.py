"""Running an order: every press once, two desks at once, late rooms, who may (R-136)."""

from datetime import timedelta

import pytest

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.steps import acts
from articulator.operations.steps.models import Order
from articulator.operations.steps.queries import coming, desk_behind, own, told
from tests.operations.steps.scene import SEVEN, after, evening, leith
from tests.operations.training.scene import held
from tests.people import member, person

pytestmark = pytest.mark.usefixtures("federation")


def begun(minutes=0, **more):
    order = evening(**more)
    with clock.at(after(minutes)):
        return acts.start(person("ada"), order)


def now(order):
    return told(Order.objects.get(pk=order.pk))


def press(order, what, minutes, *said, by="ada"):
    with clock.at(after(minutes)):
        return getattr(acts, what)(person(by), order, *said)


def test_before_the_start_everything_is_to_come():
    state = now(evening())
    assert state.order.stage == "before"
    assert [row.state for row in state.rows] == ["next"] * 5
    assert (state.rows[0].span.begins, state.ends) == (SEVEN, after(60))


def test_an_evening_from_its_start_to_its_end():
    order = begun()
    press(order, "go_on", 10, 1)
    press(order, "go_on", 30, 2)
    press(order, "go_on", 40, 3)
    press(order, "go_on", 50, 4)
    with clock.at(after(55)):
        assert now(order).now.step.title == "What we take away"
        assert now(order).left == 5
    press(order, "go_on", 60, 5)  # after the last one, all is over
    with clock.at(after(70)):
        state = now(order)
        assert (state.order.stage, state.late, state.now) == ("over", 0, None)
        assert [row.took for row in state.rows] == [10, 20, 10, 10, 10]
        assert [row.state for row in state.rows] == ["done"] * 5


def test_a_press_from_a_second_desk_is_told_that_somebody_went_on():
    order, stale = begun(), Order.objects.get()
    press(order, "go_on", 10, 1)
    with pytest.raises(Refused, match="Somebody else went on already"):
        press(stale, "go_on", 10, 1)
    with pytest.raises(Refused, match="Somebody else went on already"):
        press(stale, "start", 10, 0)
    assert now(order).now.step.number == 2


def test_two_who_give_five_minutes_give_five():
    order = begun()
    press(order, "give", 9, 1, 5)
    press(order, "give", 9, 1, 5)
    with clock.at(after(9)):
        assert (now(order).left, now(order).late) == (6, 5)


def test_going_back_is_as_if_nobody_had_pressed():
    order = begun()
    press(order, "go_on", 4, 1)
    press(order, "go_back", 5, 2)
    with clock.at(after(6)):
        state = now(order)
        assert (state.now.step.number, state.left) == (1, 4)
        assert state.rows[1].step.began_at is None
    with pytest.raises(Refused, match="first step"):
        press(order, "go_back", 7, 1)


def test_a_pause_holds_the_clock_for_everybody():
    order = begun()
    press(order, "pause", 4, 1)
    with clock.at(after(9)):
        assert (now(order).left, now(order).order.stage) == (6, "paused")
    with pytest.raises(Refused, match="stands still already"):
        press(order, "pause", 9, 1)
    press(order, "resume", 9, 1)
    with clock.at(after(10)):
        assert (now(order).left, now(order).late) == (5, 5)
    with pytest.raises(Refused, match="goes on already"):
        press(order, "resume", 10, 1)


def test_going_on_ends_a_pause():
    order = begun()
    press(order, "pause", 4, 1)
    press(order, "go_on", 9, 1)
    assert now(order).rows[0].step.paused == timedelta(minutes=5)
    assert now(order).order.paused_at is None


def test_a_late_room_is_told_what_would_help_and_can_take_it():
    order = begun()
    with clock.at(after(18)):
        state = now(order)
        assert (state.over, state.late, state.is_late) == (8, 8, True)
        # Talks first; what the tables have is touched only when that is not enough.
        assert [(row.step.number, row.to) for row in state.savings] == [(2, 18), (4, 4)]
    press(order, "go_on", 18, 1)
    press(order, "save_time", 18, 2)
    with clock.at(after(18)):
        state = now(order)
        assert state.late == 0  # the step that is on now is not shortened any more
        assert [row.minutes for row in state.rows] == [10, 20, 10, 4, 8]


def test_a_room_that_starts_late_keeps_to_the_end_it_was_told():
    with clock.at(after(10)):
        assert now(begun(10)).late == 10


def test_a_room_that_starts_at_quite_another_time_was_told_another_end():
    order = begun(180)
    with clock.at(after(180)):
        assert (now(order).late, order.ends_by) == (0, after(240))


def test_what_has_not_begun_when_all_is_ended_was_left_out():
    order = begun()
    press(order, "end", 7, 1)
    with clock.at(after(9)):
        assert [row.took for row in now(order).rows] == [7, 0, 0, 0, 0]
    with pytest.raises(Refused, match="is over"):
        press(order, "go_on", 8, 1)


def test_an_evening_that_nobody_ends_is_over_a_day_later():
    order = begun()
    with clock.at(after(25 * 60)):
        assert (now(order).order.stage, list(coming())) == ("over", [])


def test_the_log_says_which_step_and_nothing_of_anybody():
    order = begun()
    press(order, "go_on", 10, 1)
    facts = Event.objects.filter(subject__startswith="steps.order").values_list("kind", "facts")
    assert list(facts.order_by("number")) == [
        ("steps.start", {"step": 1}), ("steps.go_on", {"step": 2}),
    ]  # fmt: skip


# Who may


def test_somebody_without_office_runs_nothing_until_they_are_named():
    order, ben = evening(), member("ben", leith())
    with pytest.raises(Refused, match="whoever they name"):
        press(order, "start", 0, by="ben")
    assert list(own(ben)) == []
    acts.name(person("ada"), order, ben)
    acts.name(person("ada"), order, ben)
    assert list(own(ben)) == [order]
    assert press(order, "start", 0, by="ben").on.number == 1
    acts.let_go(person("ada"), order, ben)
    with pytest.raises(Refused, match="whoever they name"):
        press(order, "go_on", 1, 1, by="ben")


def test_a_visitor_runs_nothing():
    order = evening()
    with pytest.raises(Refused):
        acts.start(None, order)


def test_a_trainer_runs_rooms_anywhere():
    gita = member("gita", leith())
    held(person("ada"), "facilitation", gita)
    held(person("ada"), "trainer", gita)
    assert press(evening(), "start", 0, by="gita").on.number == 1


def test_a_helper_runs_the_room_by_a_link_in_the_name_of_who_lent_it():
    order = evening()
    desk = acts.lend(person("ada"), order, "The laptop")
    assert desk.token not in desk.mark
    assert desk_behind(desk.token) == desk
    with clock.at(after(0)):
        acts.lend_a_hand(None, desk, "start", at=0)
        acts.lend_a_hand(None, desk, "give", at=1, to=5)
    assert now(order).rows[0].step.given == 5
    last = Event.objects.filter(kind="steps.lend_a_hand").latest("number")
    assert (last.actor, last.facts) == (None, {"step": 1})


def test_a_closed_desk_opens_nothing_and_so_does_an_old_or_an_invented_one():
    order = evening()
    desk = acts.lend(person("ada"), order, "The laptop")
    with clock.at(SEVEN + timedelta(hours=24)):
        assert desk_behind(desk.token) is None
        with pytest.raises(Refused, match="is closed"):
            acts.lend_a_hand(None, desk, "start", at=0)
    assert (desk_behind("invented"), desk_behind("")) == (None, None)
    acts.close(person("ada"), order, desk)
    assert desk_behind(desk.token) is None
    with pytest.raises(Refused, match="is closed"):
        acts.lend_a_hand(None, desk, "start", at=0)


def test_a_desk_can_do_no_more_than_who_lent_it():
    order, ben = evening(), member("ben", leith())
    acts.name(person("ada"), order, ben)
    desk = acts.lend(ben, order, "The laptop")
    acts.let_go(person("ada"), order, ben)
    with pytest.raises(Refused, match="whoever they name"):
        acts.lend_a_hand(None, desk, "start", at=0)
