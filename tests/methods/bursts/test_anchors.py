"""The yardsticks say what R's `surveillance` says: see tests/data/surveillance/README.md."""

import numpy as np
import pytest

from articulator.methods.bursts import Settings, ears, farrington, watch
from tests.methods.bursts.series import FIRST, cases, outbreaks, salmonella


@pytest.mark.parametrize("kind", ["C1", "C2", "C3"])
def test_ears_has_the_bounds_and_alarms_of_r(kind):
    ours = {bound.week: bound for bound in ears(cases(), kind)}
    judged = [(week, row) for week, row in enumerate(salmonella()) if row[f"{kind}_ub"]]
    assert len(judged) == 293
    assert [ours[week].upper for week, _ in judged] == pytest.approx(
        [float(row[f"{kind}_ub"]) for _, row in judged], abs=1e-9
    )
    assert [ours[week].alarm for week, _ in judged] == [
        row[f"{kind}_al"] == "TRUE" for _, row in judged
    ]


@pytest.mark.parametrize("kind", ["C1", "C2", "C3"])
def test_ears_rings_where_r_rings_on_forty_made_up_series(kind):
    ours = [[bound.alarm for bound in ears(row, kind)][-151:] for row in outbreaks().counts]
    assert (np.array(ours) == outbreaks().told[kind]).all()


def test_farrington_has_the_bounds_of_r_and_is_silent_where_r_is():
    rows = salmonella()[212:]
    ours = farrington(cases(), range(212, 312))
    assert [bound and bound.upper for bound in ours] == [
        int(row["flex_ub"]) if row["flex_ub"] else None for row in rows
    ]
    assert [bool(bound and bound.alarm) for bound in ours] == [
        row["flex_al"] == "TRUE" for row in rows
    ]


def test_farrington_rings_in_all_6040_weeks_as_r_does():
    ours = [
        [bool(one and one.alarm) for one in farrington(row, range(FIRST, 400), Settings(years=3))]
        for row in outbreaks().counts
    ]
    assert (np.array(ours) == outbreaks().told["flex"]).sum() == 6040


def test_the_rule_that_ships_finds_as_much_as_the_best_and_cries_wolf_less_often():
    ours = np.array(
        [[one.rings for one in row] for row in watch(outbreaks().counts, 400 - FIRST)]
    )  # fmt: skip
    false, found = outbreaks().quality(ours)
    assert len(outbreaks().spells) == 44
    assert false <= 0.003
    assert found >= 0.886
    false_there, found_there = outbreaks().quality(outbreaks().told["flex"])
    assert false < false_there
    assert found > found_there
