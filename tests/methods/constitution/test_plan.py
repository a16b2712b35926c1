"""What a constitution compiles to: bodies, offices and powers, typed."""

import pytest

from articulator.methods.constitution import (
    Duration,
    GroupPlan,
    PowerPlan,
    compile_bodies,
    compile_powers,
    load,
    render,
)
from tests.methods.constitution.texts import ALL, MODEL, TENANTS

MODEL_READ = load(MODEL)


def body(constitution, name):
    (found,) = [plan for plan in compile_bodies(constitution) if plan.id == name]
    return found


def test_the_national_committee_has_sixteen_elected_and_eight_allotted_seats():
    npc = body(MODEL_READ, "npc")

    assert (npc.name, npc.kind, npc.per, npc.clause, npc.accountable_to, npc.meets) == (
        "National Political Committee", "council", None, "5", "conference", Duration.parse("P6W")
    )  # fmt: skip
    assert npc.groups == (
        GroupPlan(
            id="elected", method="stv", seats=16, approx=None, term=Duration.parse("P2Y"),
            term_limit=3, rest=Duration.parse("P2Y"), stagger=8, electorate="all_members",
            candidates="leadership_pool", fallback_candidates=None, stratify=(),
            quotas=({"attr": "gender", "value": "not_man", "min": 8, "enforce": "recorded"},),
            alternates="countback", clause="5.npc.elected",
        ),
        GroupPlan(
            id="allotted", method="sortition", seats=8, approx=None, term=Duration.parse("P1Y"),
            term_limit=1, rest=Duration.parse("P2Y"), stagger=4, electorate=None,
            candidates="leadership_pool", fallback_candidates="all_members",
            stratify=("region", "gender", "ethnicity", "tenure_band"), quotas=(),
            alternates="reserve_list", clause="5.npc.allotted",
        ),
    )  # fmt: skip


def test_bodies_come_before_offices_in_the_order_of_the_file():
    plans = compile_bodies(MODEL_READ)

    assert [plan.id for plan in plans[:3]] == ["membership", "conference", "npc"]
    assert [plan.id for plan in plans if plan.kind == "office"] == [
        "co_chair", "registered_leader", "nominating_officer", "treasurer", "chapter_liaison",
        "returning_officer", "membership_secretary", "branch_secretary",
    ]  # fmt: skip


def test_seats_shared_by_a_rule_have_no_fixed_number():
    (delegates, allotted) = body(MODEL_READ, "conference").groups

    assert (delegates.seats, delegates.approx) == (None, 667)
    assert (allotted.seats, allotted.approx) == (None, 333)


def test_an_office_is_a_body_with_one_group_of_seats():
    chair, clerk = body(load(TENANTS), "chair"), body(load(TENANTS), "clerk")

    assert [(group.id, group.method, group.seats, group.electorate) for group in chair.groups] == [
        ("holder", "stv", 1, "all_members")
    ]
    assert [(group.id, group.method, group.seats, group.clause) for group in clerk.groups] == [
        ("holder", "appointed", 2, "clerk")
    ]
    assert clerk.per == "union"


def test_the_platforms_powers_have_holders():
    held = {(power.id, power.holder) for power in compile_powers(MODEL_READ)}

    assert held >= {
        ("adopt_constitution", "returning_officer"),
        ("run_elections", "returning_officer"),
        ("run_draws", "returning_officer"),
        ("appoint_officers", "membership_secretary"),
        ("keep_roll", "membership_secretary"),
        ("keep_roll", "branch_secretary"),
    }


def test_a_power_over_a_level_is_a_power_of_its_own():
    assert compile_powers(load(TENANTS))[2:] == (
        PowerPlan("keep_roll", "clerk", "powers.keep_roll.union"),
        PowerPlan("keep_roll", "council", "powers.keep_roll"),
    )


@pytest.mark.parametrize("name", ALL)
def test_every_clause_of_a_plan_is_one_that_can_be_read(name):
    constitution = load(ALL[name])
    readable = {clause.ref for part in render(constitution).sections for clause in part.clauses}
    plans = compile_bodies(constitution)

    cited = {group.clause for plan in plans for group in plan.groups}
    cited |= {plan.clause for plan in plans}
    cited |= {power.clause for power in compile_powers(constitution)}
    assert cited - readable == set()
