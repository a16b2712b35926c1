"""The description of the read-only API is complete, strict and the same each time (R-142)."""

import json

import pytest
from django.urls import reverse

from articulator.site.api import api


@pytest.fixture
def described() -> dict:
    return json.loads(json.dumps(api.get_openapi_schema()))


def operations(described):
    for path, ways in described["paths"].items():
        for way, said in ways.items():
            yield path, way, said


def answer(said) -> dict:
    return said["responses"]["200"]["content"]["application/json"]["schema"]


WORDS = {"title", "description", "default"}
# Documents with a format of their own: the record of a count (docs/methods/stv.md).
DOCUMENTS = ["ResultOut.result"]


def loose(schema, where: str):
    """The places where a schema would take anything."""
    anything = schema.get("additionalProperties", "properties" not in schema) is True
    if (schema.get("type") == "object" and anything) or not schema.keys() - WORDS:
        yield where
    for name, one in schema.get("properties", {}).items():
        yield from loose(one, f"{where}.{name}")
    for one in schema.get("anyOf", []):
        yield from loose(one, where)
    if isinstance(schema.get("items"), dict):
        yield from loose(schema["items"], f"{where}[]")


def test_it_can_only_be_read(described):
    assert {way for _, way, _ in operations(described)} == {"get"}


def test_every_address_says_what_it_tells(described):
    assert [path for path, _, said in operations(described) if not said.get("description")] == []
    assert [path for path, _, said in operations(described) if not said.get("tags")] == []


def test_every_answer_has_a_shape(described):
    assert [path for path, _, said in operations(described) if not answer(said)] == []


def test_no_shape_takes_anything(described):
    shapes = described["components"]["schemas"]
    assert [place for name, one in shapes.items() for place in loose(one, name)] == [*DOCUMENTS]


def test_every_operation_has_a_name_of_its_own(described):
    names = [said["operationId"] for _, _, said in operations(described)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.django_db
def test_the_description_is_served_and_is_the_same_each_time(client):
    first, second = (client.get(reverse("api-1:openapi-json")).content for _ in range(2))
    assert first == second
    assert json.loads(first)["openapi"].startswith("3.")
