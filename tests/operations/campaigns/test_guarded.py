"""Nothing is let through that draws on others without their yes; where it came from stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Ask, Draws, Said
from articulator.intelligence.ecology.models import Need, Partner
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from articulator.operations.campaigns import acts
from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.campaigns.queries import coverage, page_of, plans_of
from articulator.operations.campaigns.rules import passes
from tests.operations.campaigns import scene
from tests.operations.campaigns.scene import quarter, vote
from tests.operations.dna.scene import handed_in
from tests.people import member, person


def leith() -> Unit:
    return Unit.objects.get(slug="leith")


def kitchen() -> Partner:
    return ecology.add_partner(person("ada"), leith(), "Kitchen", "Cooks", "k@kitchen.example")


def unprepared() -> Application:
    return acts.ask(person("ben"), leith(), "Dry homes", "No damp.")


def test_the_gate_does_not_open_before_it_is_said_whose_strength_it_needs(federation):
    asked = unprepared()
    with pytest.raises(Refused, match="Nobody has said yet whose strength") as no:
        acts.judge(person("gita"), asked, "ecology_check_passed", True, "Fine.")
    assert no.value.refusal.to == reverse("campaigns:prepare", args=[asked.pk])
    acts.judge(person("gita"), asked, "ecology_check_passed", False, "Nobody was asked.")


def test_a_no_of_a_group_keeps_the_gate_shut_and_its_yes_opens_it(federation):
    asked = unprepared()
    acts.prepare(person("ben"), asked, Draws(*quarter(), (Ask(kitchen(), "meals", 5),)))
    need = Need.objects.get()
    ecology.answer(None, need, Said(Need.Answer.NO))
    assert passes(asked).reason == "Kitchen said no to 5 meals a week."
    ecology.answer(None, need, Said(Need.Answer.YES))
    scene.answered(asked)
    ecology.answer(None, need, Said(Need.Answer.NO))  # they may change their mind until then
    with pytest.raises(Refused, match="said no to 5 meals"):
        acts.decide(person("gita"), asked, vote(2, 0), "Fine.")
    ecology.answer(None, need, Said(Need.Answer.YES))
    assert acts.decide(person("gita"), asked, vote(2, 0), "Fine.").state == "accepted"


def test_a_refusal_at_the_gate_needs_no_guard(federation):
    asked = unprepared()
    for key in scene.KEYS:
        acts.judge(person("gita"), asked, key, False, "Not yet.")
    assert acts.decide(person("gita"), asked, vote(0, 2), "Not yet.").state == "refused"


def test_only_whoever_asks_or_cares_there_says_whose_strength_it_needs(federation):
    asked = unprepared()
    with pytest.raises(Refused):
        acts.prepare(member("cleo", leith()), asked, Draws(*quarter(), alone=True))


# The page that came before


def test_a_page_fills_in_the_application_and_the_thread_leads_back(federation, client):
    page = handed_in(title="Warm stairs")
    client.force_login(person("ben"))
    address = f"{reverse('campaigns:ask')}?from={links.ref(page)}"
    first = client.get(address).context["form"].initial
    assert (first["name"], first["unit"]) == ("Warm stairs", page.unit_id)
    assert "### Red lines" in first["about"]
    client.post(address, first)
    made = Application.objects.get()
    assert page_of(made) == page
    acts.prepare(person("ben"), made, Draws(*quarter(), alone=True))
    acts.decide(person("gita"), scene.answered(made), vote(2, 0), "All is met.")
    campaign = Campaign.objects.get()
    assert [one.kind for one in links.origins(campaign)] == ["came from", "grew from"]
    assert {one.kind for one in links.outcomes(page)} == {"came from", "grew from"}


@pytest.mark.parametrize("origin", ["dna.dna:nobody", "incubator.entry:7", "kernel.person:1", "x"])
def test_an_address_that_names_nothing_fills_in_nothing(federation, client, origin):
    client.force_login(person("ben"))
    page = client.get(reverse("campaigns:ask"), {"from": origin})
    assert (page.status_code, page.context["form"].initial) == (200, {})


def test_the_gate_sees_where_it_stands_and_what_is_missing(federation):
    shown = coverage(handed_in())
    assert (shown.function, shown.sphere) == ("Building", "Daily life and care")
    assert shown.beside == ()
    assert "Work and production" in shown.missing


# Handing over


def test_one_hands_over_another_says_yes_and_it_is_never_empty(campaign):
    cleo = member("cleo", leith())
    offer = acts.hand_over(person("ben"), campaign, cleo)
    assert campaign.speaker == person("ben")
    with pytest.raises(Refused, match="Whoever was asked answers"):
        acts.answer_offer(person("ben"), offer, True)
    acts.answer_offer(cleo, offer, True)
    campaign.refresh_from_db()
    assert campaign.speaker == cleo
    told = [(str(one.person), one.ended_at is None) for one in campaign.tenures.order_by("pk")]
    assert [now for _, now in told] == [False, True]
    with pytest.raises(Refused, match="Only"):
        acts.renew_start(person("ben"), campaign)
    assert Event.objects.get(kind="campaigns.answer_offer").facts == {"taken": True}


def test_with_a_no_the_speaker_stays(campaign):
    cleo = member("cleo", leith())
    acts.answer_offer(cleo, acts.hand_over(person("ben"), campaign, cleo), False)
    campaign.refresh_from_db()
    assert (campaign.speaker, campaign.tenures.count()) == (person("ben"), 1)


def test_nobody_hands_over_to_themselves_nor_twice_at_once(campaign):
    with pytest.raises(Refused, match="speak for it already"):
        acts.hand_over(person("ben"), campaign, person("ben"))
    first = acts.hand_over(person("ben"), campaign, member("cleo", leith()))
    acts.hand_over(person("ben"), campaign, person("gita"))
    assert list(campaign.handovers.values_list("to", flat=True)) == [person("gita").pk]
    assert not campaign.handovers.filter(pk=first.pk).exists()


def test_whether_an_address_is_known_is_not_told(campaign, client):
    client.force_login(person("ben"))
    at = reverse("campaigns:hand_over", args=[campaign.unit.slug])
    known, unknown = (
        client.post(at, {"email": address}, follow=True).content.decode()
        for address in (person("gita").email, "nobody@nowhere.example")
    )
    words = "If somebody here has this address, they are asked now."
    assert (words in known, words in unknown) == (True, True)
    assert campaign.handovers.count() == 1


def test_a_term_is_over_after_a_year_and_the_page_says_so(campaign, client):
    with clock.at(clock.now() + timedelta(days=366)):
        page = client.get(campaign.get_absolute_url()).content.decode()
    assert "it is time to hand over" in page


# Peaks and the end


def test_a_campaign_that_ends_ends_its_plans(campaign):
    assert plans_of(campaign).count() == 1
    with clock.at(clock.now() + timedelta(days=10)):
        acts.end(person("ben"), campaign, "Much.")
        assert plans_of(campaign).get().ends == clock.now().date()


def test_the_next_big_thing_is_planned_with_those_who_carry_it(campaign, client):
    client.force_login(person("ben"))
    at = reverse("campaigns:plan_peak", args=[campaign.unit.slug])
    client.post(at, {
        "title": "The march", "begins": "2026-04-01", "ends": "2026-04-05",
        "partner": str(kitchen().pk), "what": "meals", "per_week": 9,
    })  # fmt: skip
    assert sorted(str(one) for one in plans_of(campaign)) == ["Dry homes", "The march"]
    assert "The march" in client.get(campaign.get_absolute_url()).content.decode()
