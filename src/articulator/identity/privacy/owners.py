"""Whose row is it? Read from the registers, so that no feature has to be named here.

A row is about a person if a registered field leads to one (a ballot's mark leads to a voter, the
voter to a person), or if it holds their key or an address of theirs, in plain or as a fingerprint.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import addresses, fingerprint
from articulator.kernel.models import Person
from articulator.kernel.personal import Kind, Personal, Register, declared

FINGERPRINT = "fingerprint"  # what a registered field is called that holds a hashed address


@dataclass(frozen=True, slots=True)
class Subject:
    """A person, with the fingerprints of the addresses under which rows may know them."""

    person: Person
    marks: tuple[str, ...]


def subject_of(person: Person) -> Subject:
    known = (one for channel in Channel for one in addresses(person, channel))
    return Subject(person, tuple(fingerprint(one) for one in known))


def about_people() -> Iterator[tuple[type[models.Model], Register]]:
    """Every model that keeps something of people, with its register; our own first."""
    for model in sorted(apps.get_models(), key=lambda one: not is_ours(one)):
        if said := declared(model):
            yield model, said


def is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("articulator.")


@cache
def owners(model: type[models.Model]) -> tuple[str, ...]:
    """The ways from a row to whom it is about (`voter__person`); none where nothing leads there.

    Where a row names several people (who learnt, who recorded it), it is about its `person`; else
    about all whom it does not name for a deed of theirs (two entries that resemble each other).
    """
    if model is Person:
        return ("pk",)
    keys = [f for f in _registered(model) if f.is_relation]
    direct = [f.name for f in keys if f.related_model is Person]
    if direct:
        said = declared(model) or {}
        meant = [name for name in direct if said[name].kind != Kind.DEED]
        return ("person",) if "person" in direct else tuple(meant or direct[:1])
    for key in keys:
        other = key.related_model
        if isinstance(other, type) and other is not model and (onward := owner(other)):
            return (f"{key.name}__{onward}",)
    return ()


def owner(model: type[models.Model]) -> str:
    """The first of the ways; empty if there is none."""
    return next(iter(owners(model)), "")


def rows(model: type[models.Model], subject: Subject) -> QuerySet[models.Model]:
    """The rows of a model about this person, in the order of their keys."""
    found: QuerySet[models.Model] = model._base_manager.filter(_about(model, subject))  # noqa: SLF001 - as in kernel/links
    return found.order_by("pk")


def headline(model: type[models.Model]) -> Personal:
    """The field that leads from a row to its person; where none does, the first one."""
    said = declared(model)
    assert said, "only models that keep something of people have a headline"
    return said.get(owner(model).partition("__")[0]) or next(iter(said.values()))


def in_words(model: type[models.Model]) -> str:
    """What a row says of its person above all: "that you belong to …", not "who told it"."""
    said = [headline(model), *(declared(model) or {}).values()]
    return next(
        (one.words for one in said if not one.words.startswith(("who ", "whose "))), said[0].words
    )


def _about(model: type[models.Model], subject: Subject) -> Q:
    about = Q(pk__in=[])
    for way in owners(model):
        about |= Q(**{way: subject.person.pk})
    if model is Person:
        return about
    if subject.person.email and not owners(model):
        for way in _addresses_beyond(model):
            about |= Q(**{f"{way}__iexact": subject.person.email})
    for field in _registered(model):
        if isinstance(field, models.EmailField) and subject.person.email:
            about |= Q(**{f"{field.name}__iexact": subject.person.email})
        if isinstance(field, models.UUIDField) and not field.is_relation:
            about |= Q(**{field.name: subject.person.pk})
        if field.name == FINGERPRINT and subject.marks:
            about |= Q(**{f"{field.name}__in": subject.marks})
    return about


def _addresses_beyond(model: type[models.Model]) -> Iterator[str]:
    """The addresses to which a row leads over another: a note of a letter, over its contact."""
    for key in _registered(model):
        other = key.related_model if key.is_relation else None
        if isinstance(other, type) and other is not model:
            fields = _registered(other)
            yield from (f"{key.name}__{f.name}" for f in fields if isinstance(f, models.EmailField))


def _registered(model: type[models.Model]) -> list["models.Field[object, object]"]:
    said = declared(model) or {}
    return [f for f in model._meta.concrete_fields if f.name in said]  # noqa: SLF001 - documented
