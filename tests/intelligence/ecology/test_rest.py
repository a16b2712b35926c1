"""After it has carried something a group rests, and a unit looks back before it asks again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.intelligence.ecology import acts
from articulator.intelligence.ecology.acts import Said
from articulator.intelligence.ecology.queries import guard
from articulator.intelligence.ecology.rules import may_begin, may_draw
from articulator.intelligence.reviews import acts as reviews
from articulator.intelligence.reviews.queries import library, to_look_back_on
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.methods.constitution import Duration
from tests.identity.elections.scene import ada
from tests.intelligence import scene
from tests.intelligence.scene import FIRST, LAST, legal_team, need, plan, says, unit
from tests.people import NOON, person

DAY = timedelta(days=1)
SAID = reviews.Said("Six nights.", "Four nights, and Zoë’s soup.", "The list was old.", "Soup.")
AFTER = NOON.replace(year=2026, month=5, day=1)  # the first plan is over


def carried(team) -> None:
    """A blockade from 6 to 26 April, to which the team says yes."""
    says(plan("Blockade", (team, 4)), "yes")


def next_plan(team, days_after: int):
    begins = LAST + days_after * DAY
    return plan("The next one", (team, 4), begins=begins, ends=begins + 5 * DAY)


def test_a_group_rests_for_two_weeks_after_it_has_carried_something(federation):
    team = legal_team()
    carried(team)
    made = next_plan(team, 10)
    says(made, "yes")
    refusal = may_draw(made)
    assert refusal.reason == (
        "Green and Black Cross carries shifts of legal observers for “Blockade” until 26 April "
        "2026, and rests until 10 May 2026."
    )
    assert "want no rest" in refusal.appeal
    later = next_plan(legal_team(name="Others"), 10)
    says(later, "yes")
    assert may_draw(later) is None


def test_they_can_say_themselves_that_they_want_no_rest(federation, client):
    team = legal_team()
    carried(team)
    made = next_plan(team, 3)
    acts.answer(None, need(made), Said("yes", no_rest=True))
    assert may_draw(made) is None


def test_the_page_of_the_group_offers_it_only_within_a_rest(federation, client):
    from articulator.intelligence.ecology.forms import AnswerForm

    team = legal_team()
    carried(team)
    within, after = next_plan(team, 3), next_plan(team, 15)
    assert "no_rest" in AnswerForm(need=need(within)).fields
    assert "10 May 2026" in AnswerForm(need=need(within)).fields["no_rest"].help_text
    assert "no_rest" not in AnswerForm(need=need(after)).fields


def test_the_constitution_says_how_long_a_rest_is(federation):
    assert guard().rest == Duration.parse("P14D")
    text = scene.GUARDED.replace("  within: P7D", "  within: P7D\n  rest: P3D")
    with clock.at(NOON + DAY):
        scene.adopted(unit(), text.replace("1.0.0", "3.0.0"))
        team = legal_team()
        carried(team)
        made = next_plan(team, 4)
        says(made, "yes")
        assert may_draw(made) is None


def test_before_a_unit_asks_again_it_looks_back(federation):
    team = legal_team()
    carried(team)
    with clock.at(AFTER):
        made = next_plan(team, 30)
        says(made, "yes")
        refusal = may_draw(made)
        assert "nobody has written down how it went" in refusal.reason
        assert refusal.to.startswith("/intelligence/reviews/of/")
        blockade = to_look_back_on().get()
        review = reviews.look_back(ada(), blockade, SAID)
        assert may_draw(made) is None
        assert list(library("zoe soup")) == [review]
        assert list(library("banjo")) == []
        with pytest.raises(Refused, match="looked back on already"):
            reviews.look_back(ada(), blockade, SAID)


def test_nobody_looks_back_before_it_is_over_nor_on_what_never_was(federation):
    made = plan("Blockade", (legal_team(), 4))
    with pytest.raises(Refused, match="not over yet"):
        reviews.look_back(ada(), made, SAID)
    acts.drop_plan(ada(), made)
    with pytest.raises(Refused, match="never happened"):
        reviews.look_back(ada(), made, SAID)


def test_a_review_keeps_nobodys_name(federation):
    carried(legal_team())
    with clock.at(AFTER):
        made = reviews.look_back(ada(), to_look_back_on().get(), SAID)
    assert made.personal == {}
    assert not [one for one in made._meta.get_fields() if one.name in {"by", "person"}]


def test_what_the_constitution_asks_before_is_answered_first(federation):
    text = scene.GUARDED.replace(
        "  decided_by", "  questions: [were_they_asked, aftercare]\n  decided_by"
    )
    with clock.at(NOON + DAY):
        scene.adopted(unit(), text.replace("1.0.0", "3.0.0"))
        made = plan("Blockade", (legal_team(), 4))
        says(made, "yes")
        assert may_draw(made).reason == (
            "One question is still open: Who looks after people afterwards?"
        )
        acts.think(ada(), made, {"aftercare": "Two of us ring everyone."})
        assert may_draw(made) is None


def test_the_guard_is_asked_where_the_constitution_asks_for_it(federation):
    branch = unit("leith")
    refusal = may_begin(branch, "launch_campaign", to="/here")
    assert (refusal.step, refusal.to) == ("Say whose strength it draws on", "/here")
    assert may_begin(branch, "accelerate") is None


def test_whoever_made_a_plan_changes_it_and_nobody_else_without_office(federation):
    made = acts.plan(
        person("ben"), unit("leith"), federation, "launch_campaign", "Ours",
        acts.Draws(FIRST, LAST, alone=True),
    )  # fmt: skip
    with pytest.raises(Refused):
        acts.ask(person("cleo"), made, acts.Ask(legal_team(), "vans", 1))
    assert acts.ask(person("ben"), made, acts.Ask(legal_team(name="Vans"), "vans", 1)).per_week == 1


@given(st.integers(1, 60), st.integers(0, 40))
def test_a_rest_is_over_exactly_when_its_days_are(days, gap):
    """No rest is a day longer or shorter than the constitution says."""
    from types import SimpleNamespace

    from articulator.intelligence.ecology.queries import rests_until

    said = SimpleNamespace(rest=Duration.parse(f"P{days}D"))
    until = rests_until(SimpleNamespace(ends=LAST), said)
    assert (LAST + gap * DAY > until) == (gap > days)
