"""Which surveys there are, who is asked what, and the marks under which answers are kept."""

import hashlib
import re
import secrets
import unicodedata
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articulator.intelligence.listening.models import (
    LONGEST,
    Answer,
    AnswerSet,
    Contact,
    Question,
    Survey,
)
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit
from articulator.methods.postcodes import district
from articulator.methods.suppression import SMALL, in_tens

SALT = "articulator.listening"
LETTER = "articulator.listening.letter"
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read as something else
KEY_LENGTH = 20  # 99 bits: nobody guesses one
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
DOOR = re.compile(r"\b(?:(?:flat|apartment|no\.?|nr\.?)\s*)?\d+(?:\s?[a-z])?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a device, a page or a paper hands in.

    `answers`: under a question's key the words, or the number of an option ("2"), or several
    (["1", "3"]); under its `own_key` an answer in one's own words beside them. `thread` is the
    key on the person's slip; only a hash of it is kept.
    """

    id: uuid.UUID
    survey: Survey
    unit: Unit
    mode: str
    place: str
    at: datetime
    answers: Mapping[str, str | Sequence[str]]
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody leaves who wants to hear from us, and to what they said yes."""

    email: str
    purposes: Collection[str]
    unit: Unit
    mode: str
    name: str = ""
    thread: str = ""  # only if they want to hear of their own answers


@dataclass(frozen=True, slots=True)
class Read:
    """One answer as it is kept."""

    chosen: list[int] = field(default_factory=list)
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.chosen or self.words)


def surveys(unit: Unit | None = None) -> QuerySet[Survey]:
    """Surveys that are or were open, the latest first; of a unit: its own and those around it."""
    found = Survey.objects.exclude(opens_at=None).select_related("unit").order_by("-opens_at", "pk")
    return found.filter(unit__path__startswith=unit.path) if unit else found


def questions(survey: Survey, unit: Unit | None = None) -> list[Question]:
    """What is asked in a unit: what is asked everywhere, and the modules around that unit."""
    everywhere = Q(unit=None)
    if unit:
        everywhere |= Q(unit__path__in=_around(unit))
    return list(survey.questions.filter(everywhere).select_related("unit").order_by("number"))


def _around(unit: Unit) -> list[str]:
    return [unit.path[: i + 1] for i, sign in enumerate(unit.path) if sign == "/" and i]


def all_questions(survey: Survey) -> list[Question]:
    return list(survey.questions.select_related("unit").order_by("number"))


# How many


def came(survey: Survey) -> int | None:
    """How many answered, if they are enough to be told of."""
    found = AnswerSet.objects.by_rule("a number, not what they said").filter(survey=survey)
    number = found.count()
    return number if number >= SMALL else None


@dataclass(frozen=True, slots=True)
class Counted:
    """One question with how many chose each answer: in tens, None for fewer than eight."""

    question: Question
    rows: list[tuple[str, int | None]]


def counted(survey: Survey) -> list[Counted]:
    """The offered answers of all questions, counted as they may be told."""
    asked = [one for one in all_questions(survey) if one.options]
    chosen: dict[Any, Counter[int]] = {one.pk: Counter() for one in asked}
    rows = Answer.objects.by_rule("counts, in tens").filter(question__in=asked)
    for question, numbers in rows.values_list("question", "chosen").iterator():
        chosen[question].update(numbers)
    found = [_counted(one, chosen[one.pk]) for one in asked]
    return [one for one in found if one]


def _counted(question: Question, chosen: Counter[int]) -> Counted | None:
    told = in_tens([chosen[number] for number, _ in enumerate(question.options, 1)])
    if told is None:
        return None
    return Counted(question, list(zip(question.options, told, strict=True)))


def contacts(survey: Survey) -> int:
    """How many confirmed that they want to hear from us."""
    found = Contact.objects.by_rule("a number, no address").filter(survey=survey)
    return found.filter(confirmed_at__isnull=False).count()


# Marks


def new_key() -> str:
    """A thread key: on a slip in groups of five letters that can be typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def spaced(key: str) -> str:
    return "-".join(key[i : i + 5] for i in range(0, len(key), 5))


def typed(key: str) -> str:
    """A key as it is meant, however it was typed."""
    return "".join(letter for letter in key.lower() if letter.isalnum())


def thread_of(key: str) -> str:
    """What is kept of a thread key; of none, nothing."""
    meant = typed(key)
    return salted_hmac(f"{SALT}.thread", meant, algorithm="sha256").hexdigest() if meant else ""


def seal_of(key: uuid.UUID) -> str:
    """What is kept of a submission's id: it tells a repeat, and not the moment within it."""
    return salted_hmac(f"{SALT}.seal", str(key), algorithm="sha256").hexdigest()


def same_of(words: str) -> str:
    """The hash of words as repeats are told: no capitals, accents, punctuation, spaces."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    folded = " ".join(re.findall(r"\w+", letters))
    return hashlib.sha256((folded or words).encode()).hexdigest()


def received(key: uuid.UUID) -> AnswerSet | None:
    """The set that a submission became, if it has arrived."""
    found = AnswerSet.objects.by_rule("a submission is one set, however often it is sent")
    return found.filter(seal=seal_of(key)).first()


def thread_behind(key: str) -> list[AnswerSet]:
    """What the holder of a thread key said."""
    mark = thread_of(key)
    found = AnswerSet.objects.by_rule("whoever holds the key reads their own")
    return list(found.filter(thread=mark).select_related("survey", "unit")) if mark else []


def told(sets: Sequence[AnswerSet]) -> list[tuple[AnswerSet, list[tuple[Question, list[str]]]]]:
    """Each set with its questions and what was said to them, for whoever said it."""
    own = Answer.objects.by_rule("whoever holds the key reads their own")
    own = own.filter(answer_set__in=sets).select_related("question", "text")
    by_set: dict[int, list[tuple[Question, list[str]]]] = {one.pk: [] for one in sets}
    for one in own.order_by("question__number"):
        by_set[one.answer_set_id].append((one.question, words_of(one)))
    return [(one, by_set[one.pk]) for one in sets]


def words_of(answer: Answer) -> list[str]:
    """What was chosen and said, in words."""
    offered = dict(enumerate(answer.question.options, 1))
    chosen = [offered[number] for number in answer.chosen if number in offered]
    return [*chosen, answer.text.words] if answer.text else chosen


# Coarse


def coarse(place: str) -> str:
    """A street or district, never a door: numbers go, a postcode becomes its district."""
    told = POSTCODE.sub(lambda found: district(found[0]), place)
    return re.sub(r"[\s,;/]+", " ", DOOR.sub(" ", told)).strip(" -.")[:60]


def week_of(at: datetime) -> date:
    day = timezone.localtime(at).date()
    return day - timedelta(days=day.weekday())


# Reading a submission


def readings(submission: Submission) -> dict[Question, Read]:
    """What was said to each question that is asked there; what cannot be read is left out.

    A device that was offline for a week must not be turned away for one answer too many.
    """
    asked = questions(submission.survey, submission.unit)
    found = {one: _read(one, submission.answers) for one in asked}
    return {one: said for one, said in found.items() if said}


def _read(question: Question, answers: Mapping[str, str | Sequence[str]]) -> Read:
    said = _several(answers.get(question.key, ""))
    own = _words(answers.get(question.own_key, "")) if question.own else ""
    if question.kind == Question.Kind.OPEN:
        return Read(words=_words(said))
    valid = {number for number, _ in question.numbered}
    chosen = sorted({int(one) for one in said if one in valid})
    if question.kind != Question.Kind.SEVERAL:
        chosen = chosen[:1]
    return Read(chosen, own)


def _several(said: str | Sequence[str]) -> list[str]:
    return [said] if isinstance(said, str) else [str(one) for one in said]


def _words(said: str | Sequence[str]) -> str:
    whole = " ".join(_several(said)).replace("\0", "")
    return " ".join(whole.split())[:LONGEST]


# Letters


def letter_token(contact: Contact) -> str:
    return Signer(salt=LETTER).sign(contact.pk.hex)


def contact_behind(token: str) -> Contact | None:
    try:
        key = Signer(salt=LETTER).unsign(token)
    except BadSignature:
        return None
    found = Contact.objects.by_rule("whoever holds the letter").select_related("survey__unit")
    return found.filter(pk=key).first()


def reads(actor: Actor, survey: Survey) -> bool:
    """Whether somebody was asked to read what people said."""
    return actor is not None and survey.listeners.filter(person=actor).exists()
