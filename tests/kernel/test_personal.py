"""Every field about people is registered, with what the law asks to know of it (R-47)."""

import pytest
from django.apps import apps
from django.db import models

from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Kind, Personal, declared, register

# Fields that can hold words about somebody, if the row belongs to a person at all.
WORDS = (models.CharField, models.TextField, models.EmailField, models.JSONField, models.DateField)
ALL = sorted(apps.get_models(), key=lambda model: model._meta.label)


def personal_by_nature(model: type[models.Model]) -> set[str]:
    """Fields that say something about a person: who, and what hangs on who."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    people = {f.name for f in fields if f.related_model is Person}
    if model is Person:
        people = {"name", "email", "password", "last_login", "known_since"}
    return people


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.label)
def test_the_model_says_what_it_keeps_of_people(model):
    assert declared(model) is not None, f"{model._meta.label} has no `personal`"


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.label)
def test_every_field_that_leads_to_a_person_is_registered(model):
    assert personal_by_nature(model) - set(declared(model) or {}) == set()


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.label)
def test_only_fields_that_exist_are_registered(model):
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(declared(model) or {}) - fields == set()


def test_the_register_says_of_each_field_all_that_the_law_asks():
    said = list(register())
    assert all(isinstance(one.says, Personal) and one.says.words for one in said)
    assert {one.model for one in said} >= {Person}


def test_what_people_told_of_themselves_is_seen_by_nobody_else():
    traits = [one for one in register() if one.says.kind == Kind.TRAIT]
    assert {one.says.audience for one in traits} <= {Audience.SELF, Audience.NOBODY}
    assert len(traits) >= 4
