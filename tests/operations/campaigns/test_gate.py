"""The gate: public criteria, answers with reasons, a decision, an appeal to others (R-156)."""

from datetime import timedelta

import pytest

from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from articulator.operations.campaigns import acts
from articulator.operations.campaigns.catalogue import appeals, criteria, gatekeepers
from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.campaigns.queries import answered
from tests.operations.campaigns import scene
from tests.operations.campaigns.scene import asked, let_through, vote
from tests.people import member, person

S = Application.State


def refused() -> Application:
    application = scene.answered(asked(), "trainers")
    return acts.decide(person("gita"), application, vote(0, 2), "One more trainer, then come back.")


def test_what_is_asked_and_who_decides_stand_in_the_constitution(federation):
    assert [one.words for one in criteria()] == [
        "Everyone whose strength it draws on was asked, and nobody carries more than they said "
        "they can.",
        "At least 2 people are ready to train others in it.",
        "Of those who come once, at least 2 in 5 still take part four weeks later.",
    ]
    assert {one.clause for one in criteria()} == {"11.accelerate"}
    assert (str(gatekeepers()), str(appeals())) == ("Gate Board", "Disputes Panel")


def test_where_the_constitution_asks_nothing_the_file_does(db):
    assert [one.key for one in criteria()] == [
        "explained", "first_action", "care", "trainers", "ecology_check_passed",
    ]  # fmt: skip
    assert gatekeepers() is None


def test_what_was_asked_stays_as_it_was_on_that_day(federation):
    assert [one.words for one in answered(asked())] == [one.words for one in criteria()]


def test_a_visitor_does_not_ask(federation):
    with pytest.raises(Refused, match="Sign in"):
        acts.ask(None, Unit.objects.get(slug="leith"), "Ours", "Because.")


def test_a_campaign_has_a_name_of_its_own(campaign):
    with pytest.raises(Refused, match="called dry HOMES already"):
        asked("dry HOMES")


def test_only_whoever_sits_at_the_gate_answers(federation):
    application = asked()
    for name in ("ada", "ben", "hugo"):
        with pytest.raises(Refused, match="Only those who sit in the Gate Board"):
            acts.judge(person(name), application, "trainers", True, "Yes.")


def test_nobody_is_judged_by_what_was_not_asked(federation):
    with pytest.raises(Refused, match="did not ask this"):
        acts.judge(person("gita"), asked(), "beauty", False, "Ugly.")


def test_an_answer_given_again_replaces_the_first(federation):
    application = scene.answered(asked())
    acts.judge(person("gita"), application, "trainers", False, "One of them has left.")
    found = {one.key: one.finding for one in answered(application)}
    assert (found["trainers"].met, found["trainers"].words) == (False, "One of them has left.")


def test_the_gate_decides_when_every_criterion_is_answered(federation):
    application = asked()
    acts.judge(person("gita"), application, "trainers", True, "Three.")
    with pytest.raises(Refused, match="Not every criterion is answered: Everyone whose"):
        acts.decide(person("gita"), application, vote(2, 0), "Fine.")


def test_nobody_is_let_through_who_has_not_met_all(federation):
    with pytest.raises(Refused, match="Not every criterion is met"):
        acts.decide(person("gita"), scene.answered(asked(), "trainers"), vote(2, 0), "We like it.")
    assert Campaign.objects.count() == 0


def test_whoever_is_let_through_becomes_a_unit_that_came_from_the_gate(campaign):
    assert (campaign.unit.level, campaign.unit.parent.name) == ("campaign", "Leith")
    assert campaign.speaker == person("ben")
    assert [knot.kind for knot in links.origins(campaign)] == ["came from"]


def test_a_no_has_its_reasons_and_can_be_appealed_once(federation):
    application = refused()
    assert (application.state, application.reasons) == (
        S.REFUSED, "One more trainer, then come back.",
    )  # fmt: skip
    with pytest.raises(Refused, match="Whoever asked at the gate appeals"):
        acts.appeal(person("gita"), application, "Unfair.")
    acts.appeal(person("ben"), application, "Two were observed last week.")
    acts.answer_appeal(person("hugo"), application, False, "They were not.")
    with pytest.raises(Refused, match="appealed before"):
        acts.appeal(person("ben"), application, "But still.")


def test_an_appeal_that_is_upheld_leads_back_to_the_gate(federation):
    application = refused()
    acts.appeal(person("ben"), application, "Two were observed last week.")
    made = acts.answer_appeal(person("hugo"), application, True, "They were; look again.")
    assert (made.state, made.is_open) == (S.AGAIN, True)
    acts.judge(person("gita"), made, "trainers", True, "Two now.")
    assert acts.decide(person("gita"), made, vote(3, 0), "Now it is met.").state == S.ACCEPTED


def test_an_appeal_ends_after_thirty_days(federation):
    application = refused()
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="Thirty days"):
        acts.appeal(person("ben"), application, "Late.")


def test_whoever_keeps_the_gate_does_not_hear_appeals(federation):
    application = refused()
    acts.appeal(person("ben"), application, "Two were observed last week.")
    scene.seat("disputes_panel", person("gita"))
    with pytest.raises(Refused, match="keeps the gate does not hear appeals"):
        acts.answer_appeal(person("gita"), application, True, "Yes.")
    with pytest.raises(Refused, match="Only those who sit in the Disputes Panel"):
        acts.answer_appeal(person("ada"), application, True, "Yes.")


def test_the_log_holds_the_outcome_and_no_words(federation):
    refused()
    assert Event.objects.get(kind="campaigns.decide").facts == {"state": "refused"}


def test_what_comes_from_elsewhere_keeps_its_thread_only_where_it_may(federation):
    ben, leith = person("ben"), Unit.objects.get(slug="leith")
    made = acts.ask(ben, leith, "Ours", "Because.", origin=links.ref(member("cleo", leith)))
    assert links.origins(made) == []


def test_a_campaign_supports_no_campaign(campaign):
    with pytest.raises(Refused, match="cannot support a campaign"):
        acts.ask(person("ben"), campaign.unit, "Ours", "Because.")


def test_two_campaigns_may_be_supported_by_one_branch(campaign):
    assert let_through("Night buses").unit.parent == campaign.unit.parent
