"""The same answers as listing every panel, on random small pools (SORTITION_INSTANCES of them)."""

import os
from collections import Counter

import numpy as np
import pytest

from articulator.methods.sortition import InfeasibleQuotas, lottery, verify_lottery
from tests.methods.sortition.brute import (
    leximin_by_panels,
    panels,
    random_instance,
    smallest_relaxation_weight,
)

INSTANCES = int(os.environ.get("SORTITION_INSTANCES", "200"))


def agreement(number):
    """What kind of instance this is, after checking that the lottery is the brute-force one."""
    pool, quotas, seats = random_instance(number)
    every = panels(pool, quotas, seats)
    if not len(every):
        with pytest.raises(InfeasibleQuotas) as refusal:
            lottery(pool, quotas, seats)
        least = smallest_relaxation_weight(pool, quotas, seats)
        assert sum(c.weight for c in refusal.value.changes) == pytest.approx(least), number
        return "infeasible"
    ours = lottery(pool, quotas, seats)
    assert verify_lottery(ours, pool, quotas) == ()
    aimed = [ours.certificate.chances[ours.type_of[person]] for person in pool.ids]
    expected = leximin_by_panels(every)
    np.testing.assert_allclose(aimed, expected, atol=1e-6, err_msg=str(number))
    drawn = [ours.probabilities[person] for person in pool.ids]
    np.testing.assert_allclose(drawn, expected, atol=5e-6, err_msg=str(number))
    return "cut" if ours.certificate.cuts else "plain"


def test_leximin_agrees_with_listing_every_panel():
    kinds = Counter(agreement(number) for number in range(INSTANCES))
    print(dict(kinds))  # noqa: T201 - shown with pytest -s
    assert {kind for kind, count in kinds.items() if count > INSTANCES // 12} == {
        "plain",
        "cut",
        "infeasible",
    }
