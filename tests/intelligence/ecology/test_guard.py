"""Nothing that costs others strength begins before they have agreed (R-170; check 5 of issue 4)."""

from datetime import timedelta

import pytest

from articulator.intelligence.ecology import acts
from articulator.intelligence.ecology.acts import Ask, Carries, Draws
from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.ecology.rules import may_draw
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.identity.elections.scene import ada
from tests.intelligence import scene
from tests.intelligence.scene import FIRST, LAST, SHIFTS, legal_team, need, plan, says, unit
from tests.people import NOON, person

APPEAL = " Care Panel hears whoever sees it differently, within seven days."


def reason(what) -> str:
    refusal = may_draw(what)
    return refusal.reason if refusal else ""


# The case of the Green and Black Cross: a support group overwhelmed by the actions of another.
# It can carry 20 shifts of legal observers a week; 12 are promised to a blockade. A launch that
# asks for 7 more would make 19, where four fifths of 20 are 16.


@pytest.fixture
def launch(federation) -> Plan:
    team = legal_team(per_week=20)
    says(plan("Blockade", (team, 12)), "yes")
    return plan("Launch: a summer of uprising", (team, 7))


def test_a_launch_that_would_overwhelm_the_green_and_black_cross_is_refused(launch):
    refusal = may_draw(launch)
    assert refusal.reason == (
        "Green and Black Cross has been asked, and answers by 9 March. In the week of 6 April 2026 "
        "12 shifts of legal observers are promised already, and 7 make 19. Green and Black Cross "
        "can carry 20, and four fifths of that is 16."
    )
    assert refusal.clause == "11.guard.blocks"
    assert refusal.appeal == f"Wait for their answer.{APPEAL}"


def test_the_launch_passes_once_the_green_and_black_cross_agrees(launch):
    says(launch, "yes")
    assert may_draw(launch) is None


def test_the_launch_stays_refused_when_they_say_no(launch):
    says(launch, "no", words="We had 60 arrests in May and nobody slept.")
    refusal = may_draw(launch)
    assert refusal.reason == (
        "Green and Black Cross said no to 7 shifts of legal observers a week. "
        "They say: “We had 60 arrests in May and nobody slept.”"
    )
    assert refusal.appeal == f"Plan without them, or ask for something else.{APPEAL}"


def test_the_launch_passes_with_less_when_they_can_give_less(launch):
    says(launch, "some", up_to=4)
    assert reason(launch) == (
        "Green and Black Cross can give 4 shifts of legal observers a week, and this plan counts "
        "on 7."
    )
    acts.ask_for_less(ada(), need(launch), 4)
    assert may_draw(launch) is None


def test_the_blockade_that_was_agreed_is_not_stopped_by_what_others_ask_afterwards(launch):
    blockade = Plan.objects.get(title="Blockade")
    assert may_draw(blockade) is None
    says(launch, "yes")
    assert may_draw(blockade) is None


# Four fifths, and not a shift more


def test_exactly_four_fifths_is_within_what_they_can_bear_and_one_more_is_not(federation):
    team = legal_team(per_week=20)
    says(plan("Blockade", (team, 10)), "yes")
    six = plan("Six more", (team, 6))
    assert "four fifths" not in reason(six)
    acts.drop_plan(ada(), six)
    assert "10 shifts of legal observers are promised already, and 7 make 17." in reason(
        plan("Seven more", (team, 7))
    )


def test_within_what_they_can_bear_they_are_asked_all_the_same(federation):
    small = plan("A stall", (legal_team(), 2))
    assert reason(small) == "Green and Black Cross has been asked, and answers by 9 March."
    says(small, "yes")
    assert may_draw(small) is None


def test_where_the_constitution_says_another_share_that_share_holds(federation):
    scene.adopted(federation, scene.GUARDED.replace('"4/5"', '"1/2"').replace("1.0.0", "3.0.0"))
    assert reason(plan("March", (legal_team(20), 11))).endswith(
        "11 shifts of legal observers are asked. Green and Black Cross can carry 20, and half of "
        "that is 10."
    )


def test_weeks_that_do_not_meet_do_not_add_up(federation):
    team = legal_team(per_week=20)
    says(plan("Blockade", (team, 12)), "yes")
    later = plan(
        "Later", (team, 12), begins=LAST + timedelta(days=15), ends=LAST + timedelta(days=28)
    )
    says(later, "yes")
    assert may_draw(later) is None
    assert need(later).seen_load == 12


def test_what_was_promised_for_a_dropped_plan_is_free_again(launch):
    acts.drop_plan(ada(), Plan.objects.get(title="Blockade"))
    assert "make 19" not in reason(launch)


# Silence, nobody, everybody


def test_silence_is_not_a_yes(federation):
    march = plan("March", (legal_team(), 3))
    with clock.at(NOON + timedelta(days=8)):
        assert reason(march) == (
            "Green and Black Cross has not answered by 9 March, and silence is not a yes."
        )
        assert may_draw(march).appeal == f"Ring them, or ask somebody else.{APPEAL}"


def test_a_plan_for_which_nobody_was_named_does_not_begin(federation):
    march = plan("March")
    assert reason(march) == "Nobody has said yet whose strength this draws on."
    acts.stand_alone(ada(), march)
    assert may_draw(march) is None


def test_a_thing_without_any_plan_does_not_begin(federation):
    assert reason(unit("leith")) == "Nobody has said yet whose strength this draws on."


def test_every_group_must_have_agreed(federation):
    team, kitchen = legal_team(), legal_team(name="Field Kitchen")
    march = plan("March", (team, 2), (kitchen, 2))
    acts.answer(None, march.needs.get(partner=team), acts.Said("yes"))
    assert reason(march) == "Field Kitchen has been asked, and answers by 9 March."
    acts.answer(None, march.needs.get(partner=kitchen), acts.Said("yes"))
    assert may_draw(march) is None


def test_a_group_that_has_not_said_what_it_can_carry_is_asked_for_a_yes_to_the_sum(federation):
    march = plan("March", (legal_team(per_week=None), 3))
    assert "has not said that it can carry any then" in reason(march)
    says(march, "yes")
    assert may_draw(march) is None


def test_a_yes_no_longer_counts_when_they_can_carry_less_than_they_thought(launch):
    says(launch, "yes")
    acts.declare(None, need(launch).partner, Carries(SHIFTS, 10, FIRST, LAST))
    assert reason(launch) == (
        "More was planned, or they can carry less, since they said yes. In the week of "
        "6 April 2026 12 shifts of legal observers are promised already, and 7 make 19. Green and "
        "Black Cross can carry 10, and four fifths of that is 8."
    )
    acts.ask_again(ada(), need(launch))
    says(launch, "yes")
    assert may_draw(launch) is None


def test_they_can_change_their_mind(launch):
    says(launch, "yes")
    says(launch, "no")
    assert "said no" in reason(launch)


def test_a_plan_can_go_on_without_them_and_that_they_were_asked_stays(launch):
    says(launch, "no")
    acts.take_back(ada(), need(launch))
    assert reason(launch) == "Nobody has said yet whose strength this draws on."
    acts.stand_alone(ada(), launch)
    assert may_draw(launch) is None
    assert [one.answer for one in launch.needs.all()] == ["no"]


# For the features above: a launch, a response, a growth asks by one rule and plans by one act


def test_another_feature_plans_for_a_thing_of_its_own_and_asks_the_rule(federation):
    team, branch = legal_team(), unit("leith")
    made = acts.plan(
        person("ben"), branch, federation, "launch_campaign", "A campaign",
        Draws(FIRST, LAST, [Ask(team, SHIFTS, 3)]),
    )  # fmt: skip
    assert reason(branch) == "Green and Black Cross has been asked, and answers by 9 March."
    says(made, "yes")
    assert may_draw(branch) is None
    with pytest.raises(Refused, match="plan for this already"):
        acts.plan(None, branch, federation, "accelerate", "Again", Draws(FIRST, LAST, alone=True))


def test_a_plan_that_says_nobody_and_asks_somebody_has_asked(federation):
    branch = unit("leith")
    acts.plan(
        None, branch, federation, "accelerate", "Growth",
        Draws(FIRST, LAST, [Ask(legal_team(), SHIFTS, 3)], alone=True),
    )  # fmt: skip
    assert "has been asked" in reason(branch)


def test_the_rule_asks_the_database_as_often_for_one_group_as_for_three(
    federation, django_assert_num_queries
):
    teams = [legal_team(name=f"Team {n}") for n in (1, 2, 3)]
    one, three = plan("One", (teams[0], 1)), plan("Three", *((team, 1) for team in teams))
    for asked in [*one.needs.all(), *three.needs.all()]:
        acts.answer(None, asked, acts.Said("yes"))
    for shown in (one, three):
        with django_assert_num_queries(7):
            assert may_draw(shown) is None


# Who does what


def test_who_plans_and_who_may_not(federation):
    with pytest.raises(Refused):
        plan("March", by=person("ben"))
    assert plan("March", by=scene.seated("cleo")).by == person("cleo")


def test_whoever_asks_does_not_write_down_the_answer(federation):
    march = plan("March", (legal_team(), 3))
    with pytest.raises(Refused, match="does not write down the answer"):
        acts.write_down_answer(ada(), need(march), acts.Said("yes"))
    acts.write_down_answer(scene.seated("cleo"), need(march), acts.Said("yes"))
    assert (may_draw(march), need(march).by_hand) == (None, True)
    assert (
        "3 shifts of legal observers a week for March: yes."
        in scene.letters_to("green@team.example")[-1]
    )


def test_asking_twice_for_one_thing_is_refused(federation):
    team = legal_team()
    march = plan("March", (team, 3))
    with pytest.raises(Refused, match="asks Green and Black Cross for shifts"):
        acts.ask(ada(), march, Ask(team, SHIFTS.upper(), 3))


def test_asking_for_more_is_a_new_question(federation):
    march = plan("March", (legal_team(), 3))
    with pytest.raises(Refused, match="Less than 3 is at most 2"):
        acts.ask_for_less(ada(), need(march), 5)
