"""The table that says who gets in, against the addresses that there are."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articulator.identity.bodies.queries import PLATFORM_POWERS
from articulator.site import policy
from articulator.site.policy import ACCOUNT, DO, EVERYONE, LETTER, READ, may_do, may_read
from tests.people import person
from tests.site.test_permissions import DEEDS, KNOWN, PAGES, REDIRECTS
from tests.site.test_permissions import EVERYONE as ALL_PERSONAS

DEMO = {"personas", "letters", "later", "become"}


def every_address(patterns=None, before="", space="") -> dict[str, str]:
    """Every address that has a name, with how it begins; those of others' packages too."""
    found = {}
    for pattern in patterns or get_resolver().url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= every_address(pattern.url_patterns, path, pattern.namespace or space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found[f"{space}:{pattern.name}" if space else pattern.name] = path
    return found


def test_every_address_has_a_rule_and_every_rule_an_address():
    found = every_address()
    assert [n for n, path in found.items() if not (may_read(n, path) or may_do(n, path))] == []
    assert (READ.keys() | DO.keys()) - DEMO <= found.keys()


def test_the_table_and_the_matrix_name_the_same_addresses():
    assert READ.keys() - DEMO == PAGES.keys() | REDIRECTS
    assert DO.keys() - DEMO == DEEDS.keys()


def test_what_the_table_calls_public_is_open_to_all_and_nothing_else_is():
    assert {n for n in PAGES if READ[n] in {EVERYONE, LETTER}} == {
        n for n, who in PAGES.items() if who == ALL_PERSONAS
    }
    assert {n for n in PAGES if READ[n].power and PAGES[n] >= KNOWN} == set()


def test_sign_in_is_ones_own_and_the_api_is_public():
    assert may_read("mfa_index", "account/") == ACCOUNT
    assert may_do("account_logout", "account/logout/") == ACCOUNT
    assert may_read("api-1:openapi-json", "api/openapi.json") == EVERYONE


def test_every_power_in_the_table_is_one_of_the_platform():
    used = {rule.power for rule in vars(policy).values() if isinstance(rule, policy.Rule)}
    assert used - {""} == PLATFORM_POWERS.keys()


@pytest.mark.django_db
def test_a_page_that_there_is_not_is_not_explained(client):
    assert client.get(reverse("why"), {"page": "/nowhere"}).status_code == 404
    assert client.get(reverse("why"), {"page": "https://example.org/"}).status_code == 404


def test_an_officer_reads_by_what_right_they_see_a_roll_and_until_when(client, federation):
    ada = person("ada")
    client.force_login(ada)
    page = client.get(reverse("why"), {"page": "/identity/membership/roll/federation"})
    said = " ".join(page.content.decode().split())
    assert "those who keep the roll of members there" in said
    assert "everyone in the units below" in said
    assert "By what right you" in said


def test_somebody_without_office_reads_that_they_hold_none(client, federation):
    client.force_login(person("ben"))
    page = client.get(reverse("why"), {"page": "/identity/membership/roll/federation"})
    assert "You hold no such office." in page.content.decode()
