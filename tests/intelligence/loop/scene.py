"""Forty people in Leith said something; damp was read, published and carried into a programme."""

from articulator.identity.contacts.models import Consent
from articulator.identity.programme import acts as programme
from articulator.identity.programme.models import Item
from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.queries import Left
from articulator.intelligence.themes import acts as themes
from articulator.intelligence.themes.models import Codebook, Theme
from tests.identity.programme import scene as deciding
from tests.intelligence.listening.scene import said, unit
from tests.intelligence.themes import scene
from tests.people import person

KEY = "k" * 20


def published() -> Codebook:
    """Read by Ben and Cleo, counted, told; one who spoke of damp holds a slip."""
    book = scene.themed()
    survey = book.question.survey
    listening.receive(None, said(survey, scene.DAMP[0], thread=KEY))
    for name in ("ben", "cleo"):
        scene.reads(person(name), book)
    told = themes.read_on(person("ben"), book)
    told.refresh_from_db()
    themes.publish(person("ada"), told)
    return book


def theme(name: str = "Damp") -> Theme:
    return Theme.objects.get(name=name, gone_in=None)


def left(email: str = "tenant@example.org", key: str = KEY, **more) -> Contact:
    """Somebody left an address, and confirmed it."""
    survey = theme().codebook.question.survey
    purposes = more.pop("purposes", [Consent.Purpose.RESULTS])
    listening.leave_contact(None, survey, Left(email, purposes, unit(), "doorstep", thread=key))
    made = Contact.objects.by_rule("a test").get(email=email)
    if more.pop("confirmed", True):
        listening.confirm(None, made)
    return made


def demanded(name: str = "Damp"):
    return themes.raise_demand(
        person("ada"), theme(name), "Dry homes", "Many said so.", unit("federation")
    )


def in_programme(*demands) -> Item:
    return deciding.in_force(*demands)


def moved(item: Item):
    return programme.record(person("cleo"), item, deciding.motion())
