"""Every clause of a preset can be cited, says where it comes from and who sees to it."""

import pytest

from articulator.methods.constitution import load
from tests.methods.constitution.texts import MODEL, PRESETS

LISTS = ("levels", "electorates", "qualification_pools", "bodies", "offices", "channels", "duties")
LABELS = ("ref", "basis", "enforce")


def clauses(data):
    yield from (part for name in LISTS for part in data.get(name, []))
    yield from (group for body in data["bodies"] for group in body.get("seat_groups", []))
    yield from data["powers"]["list"]
    yield from data["procedures"].values()
    yield data["membership"]
    yield from data["membership"]["classes"]
    yield from (part for part in data["membership"].values() if isinstance(part, dict))


def refs(value):
    if isinstance(value, dict):
        yield from ([value["ref"]] if "ref" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from refs(part)


@pytest.mark.parametrize("name", PRESETS)
def test_every_clause_carries_number_basis_and_enforcement(name):
    lacking = [part for part in clauses(load(PRESETS[name]).data) if set(LABELS) - set(part)]

    assert lacking == []


@pytest.mark.parametrize("name", PRESETS)
def test_no_number_is_given_twice_and_protected_ones_exist(name):
    data = load(PRESETS[name]).data
    numbers = list(refs(data))

    assert len(numbers) == len(set(numbers))
    assert set(data["identity"]["protected"]) <= set(numbers)


@pytest.mark.parametrize("name", PRESETS)
def test_only_the_model_claims_that_the_platform_enforces(name):
    enforced = {part["enforce"] for part in clauses(load(PRESETS[name]).data)}

    assert ("platform" in enforced) == (PRESETS[name] == MODEL)


def test_the_model_has_as_many_parts_as_its_first_lines_say():
    data = load(MODEL).data
    parts = (data["bodies"], data["offices"], data["powers"]["list"], data["channels"])

    bodies, offices, powers, channels = map(len, parts)
    said = f"{bodies} bodies, {offices} offices, {powers} powers, {channels} channels."
    assert said in MODEL.split("\n")[2]
