"""The lottery itself: fair chances, the same for every order of rows, proved."""

import dataclasses
import json
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.sortition import (
    TICKETS,
    InfeasibleQuotas,
    Lottery,
    Pool,
    PoolFileError,
    Quota,
    fair_lottery,
    lottery,
    verify_lottery,
)
from articulator.methods.sortition.types import canonical_quotas, problem_of, typed
from tests.methods.sortition.brute import random_instance
from tests.methods.sortition.pools import FIVE, FOUR, ONE_OF_EACH, bits, stored

# Lowest chance, Gini coefficient, geometric mean: computed independently from the same pools.
REFERENCE = {
    "sf_fixture_150": (0.0909091, 0.140351, 0.141206),
    "chile_239_30": (0.0598291, 0.443197, 0.086736),
    "beps_312_35": (0.0631579, 0.274750, 0.094492),
    "chile_400_40": (0.0434783, 0.373012, 0.078764),
    "wvs_5381_100": (0.0185839, 0.0, 0.018584),
    "example_small_20": (0.1, 0.0, 0.1),
    "example_large_200": (0.1, 0.0, 0.1),
}


@pytest.mark.parametrize("name", REFERENCE)
def test_leximin_on_real_pools_is_the_reference_and_proves_itself(name):
    pool, quotas, seats = stored(name)
    lowest, gini, geometric_mean = REFERENCE[name]
    result = lottery(pool, quotas, seats)
    assert min(result.certificate.chances) == pytest.approx(lowest, abs=1e-7)
    assert result.min_probability == pytest.approx(lowest, abs=1e-6)
    assert result.gini == pytest.approx(gini, abs=5e-6)
    assert result.geometric_mean == pytest.approx(geometric_mean, abs=2e-6)
    assert verify_lottery(result, pool, quotas) == ()


@pytest.mark.parametrize("name", ["sf_fixture_150", "chile_239_30"])
def test_every_chance_is_within_one_ticket_of_what_was_proved(name):
    result = lottery(*stored(name))
    for chance, aimed in zip(result.chances, result.certificate.chances, strict=True):
        assert chance == pytest.approx(aimed, abs=1.1 / TICKETS)


def test_maximin_has_the_same_lowest_chance_and_proves_it():
    pool, quotas, seats = stored("sf_fixture_150")
    result = lottery(pool, quotas, seats, method="maximin")
    assert result.min_probability == pytest.approx(1 / 11, abs=1e-6)
    assert verify_lottery(result, pool, quotas) == ()


def test_the_order_of_rows_and_quotas_changes_nothing_at_all():
    pool, quotas, seats = stored("sf_fixture_150")
    order = random.Random(7).sample(range(len(pool.ids)), len(pool.ids))
    shuffled = Pool(tuple(pool.ids[i] for i in order), tuple(pool.rows[i] for i in order))
    first, second = lottery(pool, quotas, seats), lottery(shuffled, quotas[::-1], seats)
    assert first == second
    assert first.book_hash == second.book_hash


def test_five_people_in_an_odd_cycle_leave_one_panel():
    """The linear programme promises everybody a third; only dev and ewa fit together."""
    result = lottery(FIVE, ONE_OF_EACH, 2)
    assert result.probabilities == {"ada": 0.0, "ben": 0.0, "cleo": 0.0, "dev": 1.0, "ewa": 1.0}
    assert set(result.excluded) == {"ada", "ben", "cleo"}
    assert verify_lottery(result, FIVE, ONE_OF_EACH) == ()


def test_those_who_can_be_on_no_panel_are_told_which_quotas_exclude_them():
    reason = lottery(FIVE, ONE_OF_EACH, 2).excluded["ada"]
    assert reason == (
        "No panel that satisfies the quotas has anybody with a = 1, b = 1, c = 0. The smallest"
        " change that helps: raise the maximum of c = 0 from 1 to 2; lower the minimum of c = 1"
        " from 1 to 0."
    )


def test_four_people_in_an_odd_cycle_leave_no_panel_though_the_numbers_seem_to_fit():
    with pytest.raises(InfeasibleQuotas) as refusal:
        lottery(FOUR, ONE_OF_EACH, 2)
    assert refusal.value.reasons == ("No panel satisfies all the quotas at once.",)
    assert len(refusal.value.changes) == 2
    assert sum(change.weight for change in refusal.value.changes) == 4


def test_a_quota_that_the_pool_cannot_fill_is_named_with_its_relaxation():
    pool = bits(ada="110", ben="101", cleo="110")
    quotas = (Quota("b", "0", 2, 2), Quota("b", "1", 0, 0))
    with pytest.raises(InfeasibleQuotas) as refusal:
        lottery(pool, quotas, 2)
    assert str(refusal.value) == (
        "b = 0 needs at least 2 people, but the pool has 1. The smallest change that helps: lower"
        " the minimum of b = 0 from 2 to 1; raise the maximum of b = 1 from 0 to 1."
    )


def test_minima_that_exceed_the_seats_are_named():
    pool = bits(ada="110", ben="101", cleo="011")
    with pytest.raises(InfeasibleQuotas, match="The minima of a add up to 3, more than the 2"):
        lottery(pool, (Quota("a", "0", 1, 1), Quota("a", "1", 2, 2)), 2)


def test_a_pool_smaller_than_the_panel_is_refused_without_a_relaxation():
    with pytest.raises(InfeasibleQuotas, match="4 people, fewer than the 5 seats") as refusal:
        lottery(FOUR, (Quota("a", "0", 0, 5), Quota("a", "1", 0, 5)), 5)
    assert refusal.value.changes == ()


def test_a_fair_lottery_relaxes_what_must_be_relaxed_and_says_so():
    result, notes = fair_lottery(FOUR, ONE_OF_EACH, 2)
    assert len(notes) == 3
    assert verify_lottery(result, FOUR, result.quotas) == ()
    assert fair_lottery(FIVE, ONE_OF_EACH, 2) == (lottery(FIVE, ONE_OF_EACH, 2), ())


def test_a_pool_ten_times_as_large_is_the_same_problem():
    """Nothing is solved per person: ten copies of everybody have a tenth of the chance each."""
    pool, quotas, seats = stored("sf_fixture_150")
    copies = tuple(f"{person}-{copy}" for copy in range(10) for person in pool.ids)
    tenfold = Pool(copies, pool.rows * 10)
    ordered = canonical_quotas(quotas)
    one, ten = (problem_of(typed(p, ordered), ordered, seats) for p in (pool, tenfold))
    assert ten.matrix.tolist() == one.matrix.tolist()
    result = lottery(tenfold, quotas, seats)
    assert result.min_probability == pytest.approx(1 / 110, abs=1e-7)
    assert verify_lottery(result, tenfold, quotas) == ()


def test_a_hundred_thousand_people_cost_what_their_types_cost():
    rng = random.Random(1)
    rows = tuple({f: str(rng.randrange(3)) for f in "abc"} for _ in range(100_000))
    pool = Pool(tuple(f"member-{i}" for i in range(100_000)), rows)
    quotas = tuple(Quota(f, str(v), 13, 21) for f in "abc" for v in range(3))
    result = lottery(pool, quotas, 51)
    assert len(result.types) == 27
    assert result.min_probability == pytest.approx(51 / 100_000, abs=1e-9)


def test_values_match_whatever_their_case_and_spacing():
    pool = Pool(("ada", "ben"), ({" GENDER ": " woman"}, {" GENDER ": "Man  "}))
    quotas = (Quota("gender", "Woman", 1, 1), Quota("gender", "man", 0, 0))
    assert lottery(pool, quotas, 1).probabilities == {"ada": 1.0, "ben": 0.0}


def test_a_value_without_a_quota_is_refused_with_a_hint():
    pool = Pool(("ada",), ({"gender": "femal"},), (7,))
    with pytest.raises(PoolFileError) as refusal:
        lottery(pool, (Quota("gender", "Female", 0, 1), Quota("gender", "Male", 0, 1)), 1)
    assert str(refusal.value) == (
        "line 7: gender of 'ada' is 'femal', for which there is no quota; it must be one of:"
        " Female, Male. Did you mean 'Female'?"
    )


def test_a_feature_which_the_pool_lacks_is_refused():
    with pytest.raises(PoolFileError, match=r"no such column \(it has: a, b, c\)"):
        lottery(FIVE, (Quota("age", "young", 0, 1),), 1)


def test_the_same_person_twice_is_refused():
    with pytest.raises(PoolFileError, match="'ada' is there twice"):
        lottery(Pool(("ada", "ada"), ({"a": "1"}, {"a": "1"})), (Quota("a", "1", 0, 1),), 1)


@pytest.mark.parametrize(
    "quotas",
    [(), (Quota("a", "1", 2, 1),), (Quota("a", "1", -1, 1),), (Quota("a", "1", 0, 1),) * 2],
)
def test_contradictory_quotas_are_refused(quotas):
    with pytest.raises(PoolFileError):
        lottery(FIVE, quotas, 1)


def test_json_brings_back_the_same_lottery():
    for result in (lottery(*stored("example_small_20")), lottery(FIVE, ONE_OF_EACH, 2)):
        again = Lottery.from_json(json.loads(json.dumps(result.to_json())))
        assert again == result
        assert again.book_hash == result.book_hash


def test_a_changed_book_no_longer_has_its_hash():
    data = lottery(FIVE, ONE_OF_EACH, 2).to_json()
    data["book"]["quotas"][0][3] = 2
    with pytest.raises(ValueError, match="hash"):
        Lottery.from_json(data)


def test_the_certificate_notices_every_kind_of_change():
    pool, quotas, seats = stored("example_small_20")
    good = lottery(pool, quotas, seats)
    proof = good.certificate
    kind, count = good.compositions[0][0]
    bad_level = dataclasses.replace(proof.levels[0], value=proof.levels[0].value - 0.01)
    bad_proof = dataclasses.replace(proof, levels=(bad_level,))
    forgeries = {
        "tickets": dataclasses.replace(good, tickets=(good.tickets[0] + 1, *good.tickets[1:])),
        "a swapped composition": dataclasses.replace(
            good, compositions=(((kind, count + 1),), *good.compositions[1:])
        ),
        "a moved weight": dataclasses.replace(
            good, tickets=(good.tickets[0] + 9, good.tickets[1] - 9, *good.tickets[2:])
        ),
        "a level": dataclasses.replace(good, certificate=bad_proof),
        "no level": dataclasses.replace(good, certificate=dataclasses.replace(proof, levels=())),
    }
    assert {why for why, bad in forgeries.items() if verify_lottery(bad, pool, quotas)} == set(
        forgeries
    )
    other = (*quotas[:-1], Quota("leaning", "conservative", 8, 20))
    assert verify_lottery(good, pool, other) == ("The quotas are not those of the lottery.",)
    dropped = Pool(pool.ids[1:], pool.rows[1:])
    assert len(verify_lottery(good, dropped, quotas)) == 2


def test_an_invented_cut_is_noticed_by_its_integer_programme():
    good = lottery(FIVE, ONE_OF_EACH, 2)
    cut = dataclasses.replace(good.certificate.cuts[0], limit=-0.5)
    proof = dataclasses.replace(good.certificate, cuts=(cut,))
    faults = verify_lottery(dataclasses.replace(good, certificate=proof), FIVE, ONE_OF_EACH)
    assert faults[-1] == "Cut 1 is not valid: some panel exceeds its limit."


@settings(max_examples=60, deadline=None)
@given(st.integers(10_000, 20_000), st.randoms(use_true_random=False))
def test_any_lottery_is_whole_proved_and_independent_of_order(number, rng):
    pool, quotas, seats = random_instance(number)
    order = rng.sample(range(len(pool.ids)), len(pool.ids))
    shuffled = Pool(tuple(pool.ids[i] for i in order), tuple(pool.rows[i] for i in order))
    result, notes = fair_lottery(pool, quotas, seats)
    assert (result, notes) == fair_lottery(shuffled, quotas, seats)
    assert sum(result.tickets) == TICKETS
    assert sum(result.probabilities.values()) == pytest.approx(seats, abs=1e-9)
    assert Counter(result.type_of.values()) == Counter(
        {kind: one.size for kind, one in enumerate(result.types)}
    )
    assert verify_lottery(result, pool, result.quotas) == ()
