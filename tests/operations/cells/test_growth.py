"""Where cells are, whether they become more, and what must be ready (R-154 to R-158, H5)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.kernel import clock
from articulator.methods.growth import Form, Newcomers, Rate
from articulator.operations.cells import acts
from articulator.operations.cells.drawing import drawing
from articulator.operations.cells.growth import Action, growth, periods, plan, ready
from articulator.operations.cells.queries import Area, shown, spread
from articulator.operations.training import acts as training
from tests.operations.cells.scene import place, secret, sign, started
from tests.people import NOON, person

AREAS = st.lists(
    st.builds(Area, st.text("abc", min_size=1, max_size=2), st.integers(1, 3), st.integers(0, 12)),
    max_size=12,
)
WEEKS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)
MONDAY = date(2026, 3, 2)
BUSY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine


@BUSY
@given(AREAS)
def test_no_place_is_told_of_fewer_than_eight_and_none_can_be_worked_out(areas):
    found = shown(areas)
    told = [*found.areas, *([found.rest] if found.rest else [])]
    assert all(area.people >= 8 for area in told)
    hidden = sum(area.people for area in areas) - sum(area.people for area in told)
    assert hidden == 0 or not told


@BUSY
@given(AREAS)
def test_no_cell_is_lost_between_the_places(areas):
    found = shown(areas)
    if found.areas or found.rest:
        told = sum(a.cells for a in found.areas) + (found.rest.cells if found.rest else 0)
        empty = sum(a.cells for a in areas if not a.people)
        assert sum(a.cells for a in areas) - empty <= told <= sum(a.cells for a in areas)


def test_one_place_written_in_two_ways_is_one(campaign):
    for name, area in (("Kettle", "Old Quay"), ("Chapel", "old  quay")):
        acts.write_in(None, place(started(campaign, name, area=area)), 4)
    assert spread(campaign).areas == (Area("Old Quay", 2, 10),)


def test_a_place_with_seven_stands_under_elsewhere_or_not_at_all(campaign):
    acts.write_in(None, place(started(campaign, "Kettle")), 6)
    assert spread(campaign) == shown([])
    acts.write_in(None, place(started(campaign, "Chapel", area="Mill Lane")), 8)
    assert (spread(campaign).areas, spread(campaign).rest) == ((), Area("Elsewhere", 2, 16))


@BUSY
@given(WEEKS)
def test_periods_stand_for_eight_people_or_none_and_never_change(counts):
    weeks = [(MONDAY + timedelta(weeks=n), max(c, t), t) for n, (c, t) in enumerate(counts)]
    found, waiting = periods(weeks, [])
    assert all(p.came >= 8 and (p.trained >= 8 or p.trained == 0) for p in found)
    assert periods(weeks[:-1], [])[0] == found[: len(periods(weeks[:-1], [])[0])]
    assert waiting <= len(weeks)


def test_a_young_campaign_says_that_it_cannot_tell(campaign):
    started(campaign, "Kettle")
    found = growth(campaign)
    assert (found.verdict, found.grown, found.young) == ("cannot tell", 0, 1)
    assert found.words == "Too few to tell growth from decline (no cell has had its time yet)."


def many(campaign, *splits: int) -> None:
    """So many cells half a year ago, each of which split so often three months later."""
    for number, times in enumerate(splits):
        with clock.at(NOON - timedelta(days=200)):
            cell = started(campaign, f"Cell {number}")
            acts.write_in(None, place(cell), 6)
            acts.count(None, place(cell), clock.now().date(), 9, 8)
        for split in range(times):
            with clock.at(NOON - timedelta(days=105)):
                name = f"{number} {split}"
                acts.split(None, place(cell), sign(name), secret("kofi", name))


def test_growth_is_said_where_the_whole_interval_lies_above_one(campaign):
    many(campaign, *[2, 3, 2, 2, 3, 2, 2, 3, 2, 2, 2, 3])
    found = growth(campaign)
    assert (found.verdict, found.grown) == ("grows", 12)
    assert found.funnel.whole.reproduction.low > 1
    assert found.words.startswith("It grows: each brings about 2.33 more")


def test_few_cells_are_too_few_however_well_they_do(campaign):
    many(campaign, 3, 3, 3)
    found = growth(campaign)
    assert found.words == "Too few to tell growth from decline (counted: 3)."
    assert [stage.people for stage in found.funnel.stages] == [27, 24, 9]


def test_cells_that_neither_grow_nor_shrink_clearly_are_said_to_be_so(campaign):
    many(campaign, *[0, 2, 1, 1, 0, 2, 1, 3, 0, 1, 1, 0])
    assert growth(campaign).words.startswith("Growth cannot be told from decline")


def test_whoever_was_not_counted_does_not_stop_the_count(campaign):
    with clock.at(NOON - timedelta(days=200)):
        cell = started(campaign, "Kettle")
        acts.write_in(None, place(cell), 6)
        acts.split(None, place(cell), sign("Chapel"), secret("kofi", "Chapel"))
    assert [stage.people for stage in growth(campaign).funnel.stages] == [1, 1, 1]


def test_the_drawing_has_a_line_to_each_origin_and_hides_names(campaign):
    one = started(campaign, "Kettle", listed=True)
    acts.write_in(None, place(one), 6)
    acts.split(None, place(one), sign("Chapel"), secret("kofi", "Chapel"))
    found = drawing(campaign)
    assert sorted(dot.name for dot in found.dots) == ["", "Kettle"]
    assert [(line.kind, line.x1 < line.x2) for line in found.lines] == [("split", True)]
    assert [(row.generation, row.cells, row.ended) for row in found.rows] == [(0, 1, 0), (1, 1, 0)]


ACTION = Action(date(2026, 3, 9), Newcomers(80, 100, 120), 40, Form(12, 2, 1))


def test_before_an_action_the_plan_says_how_many_trainings_must_be_ready():
    need = plan(ACTION, ())
    assert 30 <= need.likely <= 50
    assert need.places >= need.high
    assert need.trainings * 12 == need.places


def test_without_a_word_the_plan_reckons_with_what_was_counted():
    counted = Action(ACTION.day, ACTION.newcomers, None, ACTION.training)
    assert plan(counted, (Rate(400, 1000),)).likely == pytest.approx(plan(ACTION, ()).likely, abs=3)


def test_what_is_announced_around_the_supporter_is_held_against_the_plan(campaign, federation):
    for unit, capacity in ((campaign.unit.parent, 30), (federation, None)):
        training.plan_session(
            person("ada"), unit, "basics", NOON + timedelta(days=10), "Hall", "", capacity
        )
    found = ready(campaign, ACTION, plan(ACTION, ()))
    assert (found.trainings, found.places, found.boundless) == (2, 30, 1)
    assert 0 <= found.suffices <= 1
