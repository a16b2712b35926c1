"""The demo's listening: a survey at doors, what people said, and a codebook half read."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product

from articulator.identity.contacts.models import Consent
from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Contact, Mode, Survey
from articulator.intelligence.listening.presets import LISTENING
from articulator.intelligence.listening.queries import Left, Submission
from articulator.intelligence.themes import acts as themes
from articulator.intelligence.themes.models import Codebook, Theme
from articulator.intelligence.themes.queries import next_ten
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

# Theme, beginnings, ends: put together they are what was said.
SAID = {
    "Rents": (
        ("The rent takes", "My landlord put the rent up and now it takes"),
        ("more than half of what I earn", "all of one wage", "everything, and we share a room"),
    ),
    "Damp homes": (
        ("Black mould in", "Damp and mould, and the council never repairs"),
        ("the bedroom of my children", "the bathroom since two winters", "every outside wall"),
    ),
    "Buses": (
        ("There is no bus", "The evening bus was cut, so I cannot get"),
        ("to the hospital for the night shift", "home after nine", "to my mother on Sundays"),
    ),
    "Doctors": (
        ("I wait three weeks for", "The surgery closed and nobody answers when I need"),
        ("a doctor for my boy", "an appointment", "somebody to look at my knee"),
    ),
}
SLIP = "dampxhmesatthequay23"  # the key of somebody who spoke of damp at their door
TENANT = "tenant@demo.example"
MANY = {"Rents": 4, "Damp homes": 3, "Buses": 2, "Doctors": 2}  # how often each was said


def tell(say: Say, today: datetime) -> None:
    """The secretary's branch asks at doors; the secretary and a member read what was said."""
    say("Listening at doors, and finding themes in what was said …")
    secretary, member = known("secretary"), known("member")
    with clock.at(today - timedelta(days=96)):
        survey = _asked(secretary)
        _answered(survey)
        _wants_to_hear(survey)
        book = _begun(secretary, survey, member)
    with clock.at(today - timedelta(days=78)):
        _read(book, secretary, member)
        _publish(secretary, book)
    with clock.at(today - timedelta(days=2)):
        _publish(secretary, book)  # counted anew


def _publish(secretary: Person, book: Codebook) -> None:
    report = themes.read_on(secretary, book)
    report.refresh_from_db()
    if report.rows:
        quotes = [words for one in report.rows for words in one["quotes"][:2]]
        themes.publish(secretary, report, quotes)


def _asked(secretary: Person) -> Survey:
    made = listening.draft(
        secretary, home_of(secretary), "What makes life hard here?",
        "We ask at every door before we decide what to do. Two of us read all of it.",
        asks=LISTENING,
    )  # fmt: skip
    return listening.open_now(secretary, made)


def _answered(survey: Survey) -> None:
    taken = False
    for number, (_, words) in enumerate(_sentences()):
        answers = {"q1": words, "q2": str(number % 4 + 1), "q4": str(number % 3 + 1)}
        key = uuid.uuid5(survey.pk, str(number))
        slip = SLIP if words.startswith("Black mould") and not taken else ""
        taken = taken or bool(slip)
        sent = Submission(
            key, survey, survey.unit, Mode.DOORSTEP, "Harbour district", clock.now(), answers, slip
        )
        listening.receive(None, sent)


def _wants_to_hear(survey: Survey) -> None:
    """One of them ties an address to the answer, and says by mail that it was them."""
    left = Left(TENANT, [Consent.Purpose.RESULTS], survey.unit, Mode.DOORSTEP, thread=SLIP)
    listening.leave_contact(None, survey, left)
    contact = Contact.objects.by_rule("the demo's tenant").get(email=TENANT)
    listening.confirm(None, contact)


def _sentences() -> Iterator[tuple[str, str]]:
    for theme, (first, last) in SAID.items():
        for begins, ends in product(first, last):
            for _ in range(MANY[theme]):
                yield theme, f"{begins} {ends}"


def _begun(secretary: Person, survey: Survey, member: Person) -> Codebook:
    listening.ask_to_listen(secretary, survey, member)
    book = themes.begin(secretary, survey.questions.get(key="q1"))
    book.refresh_from_db()
    for old in book.themes.filter(gone_in=None):
        themes.leave_out(secretary, old)
    for name in SAID:
        themes.add(secretary, book, name)
    return book


def _read(book: Codebook, *readers: Person) -> None:
    """Each reads two pages of ten; the second one takes one text for something else."""
    named = {words: theme for theme, words in _sentences()}
    by_name: dict[str, Theme] = {one.name: one for one in book.themes.filter(gone_in=None)}
    for doubts, reader in enumerate(readers):
        for _ in range(2):
            ten = next_ten(book, reader)
            taken = {text: by_name.get(named[text.words]) for text in ten}
            if doubts and ten:
                taken[ten[0]] = None
            if ten:
                themes.code(reader, book, taken)
