"""The gate and a campaign in a browser."""

import pytest
from django.urls import reverse

from articulator.operations.campaigns.models import Application, Campaign
from tests.operations.campaigns import scene
from tests.people import person


def url(name, *words):
    return reverse(f"campaigns:{name}", args=words)


def page(client, name, *words):
    return client.get(url(name, *words)).content.decode()


def decided(votes_for, votes_against, reasons):
    return {"decided_on": "2026-03-01", "votes_for": votes_for, "votes_against": votes_against,
            "reasons": reasons}  # fmt: skip


def test_a_campaign_comes_to_the_gate_and_through_it(federation, client):
    client.force_login(person("ben"))
    leith = federation.children.get(slug="leith").pk
    client.post(url("ask"), {"unit": leith, "name": "Dry homes", "about": "No damp."})
    asked = Application.objects.get()
    client.post(url("prepare", asked.pk), {
        "begins": "2026-04-01", "ends": "2026-06-30", "alone": "on",
    })  # fmt: skip
    client.force_login(person("gita"))
    for key in scene.KEYS:
        client.post(url("judge", asked.pk, key), {"met": "yes", "words": f"We saw {key}."})
    client.post(url("decide", asked.pk), decided(2, 1, "All is met."))
    client.logout()
    shown = page(client, "application", asked.pk)
    assert "2 for, 1 against" in shown
    assert "We saw trainers." in shown
    assert "Dry homes" in page(client, "index")


def test_everyone_reads_why_it_was_refused_and_ben_appeals(federation, client):
    asked = scene.answered(scene.asked(), "trainers")
    client.force_login(person("gita"))
    client.post(url("decide", asked.pk), decided(0, 2, "One more."))
    client.force_login(person("ben"))
    client.post(url("appeal", asked.pk), {"words": "There are two."})
    client.force_login(person("hugo"))
    client.post(url("answer_appeal", asked.pk), {"upheld": "no", "words": "There is one."})
    client.logout()
    shown = page(client, "application", asked.pk)
    assert all(words in shown for words in ("One more.", "There are two.", "There is one."))


def test_an_answer_without_words_is_asked_for_again(federation, client):
    asked = scene.asked()
    client.force_login(person("gita"))
    answer = client.post(url("judge", asked.pk, "trainers"), {"met": "yes", "words": ""})
    assert (answer.status_code, asked.findings.count()) == (422, 0)


def test_a_covenant_is_written_signed_and_asked_back_on_the_page(campaign, client):
    slug = campaign.unit.slug
    assert "Nothing is promised yet" in page(client, "covenant", slug)
    client.force_login(person("ben"))
    client.post(url("write_covenant", slug), {
        "text": "We help.", "party_gives": "A room.", "campaign_gives": "Words.", "money": 500,
        "until": "2027-01-01",
    })  # fmt: skip
    client.force_login(person("ada"))
    decided = {"body": "Branch meeting", "on": "2026-03-01"}
    client.post(url("sign", slug), decided)
    client.post(url("ask_back", slug), {"pounds": 200, "why": "Two rooms closed.", **decided})
    client.logout()
    shown = page(client, "covenant", slug)
    assert all(words in shown for words in ("£500", "£200", "Two rooms closed.", "1 January 2027"))


@pytest.mark.parametrize("name", ["sign", "ask_back"])
def test_where_nothing_is_promised_nothing_is_signed(campaign, client, name):
    client.force_login(person("ada"))
    assert client.post(url(name, campaign.unit.slug)).status_code == 404


def test_ben_ends_it_and_everyone_reads_what_was_learned(campaign, client):
    client.force_login(person("ben"))
    client.post(url("end", campaign.unit.slug), {"learned": "Landlords need a law."})
    client.logout()
    assert "Landlords need a law." in page(client, "index")
    assert Campaign.objects.exclude(ended_at=None).count() == 1


def test_the_page_of_its_unit_leads_to_it(campaign, client):
    shown = client.get(reverse("unit_system", args=["leith", "operations"])).content.decode()
    assert url("campaign", "dry-homes") in shown


def test_an_empty_gate_says_what_is_asked(federation, client):
    shown = page(client, "gate")
    assert "Nobody has asked yet" in shown
    assert "At least 2 people are ready" in shown


@pytest.mark.parametrize("name", ["index", "gate"])
def test_lists_take_as_many_queries_for_three_as_for_one(
    campaign, client, django_assert_max_num_queries, name
):
    with django_assert_max_num_queries(14) as first:
        page(client, name)
    for more in ("Night buses", "Warm rooms"):
        scene.let_through(more)
    with django_assert_max_num_queries(len(first)):
        page(client, name)
