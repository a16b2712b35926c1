"""Drafting and opening surveys, taking answers in exactly once, taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max

from articulator.identity.contacts.models import Consent
from articulator.intelligence.listening import letters
from articulator.intelligence.listening.models import (
    Answer,
    AnswerSet,
    Contact,
    Listener,
    Mode,
    Question,
    Survey,
    Text,
    Withdrawn,
)
from articulator.intelligence.listening.queries import (
    Left,
    Submission,
    coarse,
    readings,
    received,
    same_of,
    seal_of,
    thread_of,
    week_of,
)
from articulator.intelligence.listening.rules import (
    may_answer,
    may_close,
    may_confirm,
    may_dismiss,
    may_draft,
    may_open,
    may_receive,
    may_take_back,
    may_tend,
    may_write,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Asks:
    """One question as it is written; its number and key follow from its place."""

    kind: Question.Kind
    text: str
    theme: str = ""
    options: Sequence[str] = ()
    own: bool = False
    unit: Unit | None = None


# Writing


@act(allow=may_draft)
def draft(
    _actor: Actor, unit: Unit, title: str, lead: str = "", *, web: bool = True,
    asks: Sequence[Asks] = (),
) -> Survey:  # fmt: skip
    made = Survey.objects.create(unit=unit, title=title, lead=lead, web=web)
    for one in asks:
        _add(made, one)
    return made


@act(allow=may_write)
def rewrite(_actor: Actor, survey: Survey, title: str, lead: str, *, web: bool) -> Survey:
    survey.title, survey.lead, survey.web = title, lead, web
    survey.save(update_fields=["title", "lead", "web"])
    return survey


@act(allow=may_write)
def add(_actor: Actor, survey: Survey, asked: Asks) -> Question:
    return _add(survey, asked)


def _add(survey: Survey, asked: Asks) -> Question:
    _within(survey, asked.unit)
    last = survey.questions.aggregate(last=Max("number"))["last"] or 0
    return Question.objects.create(
        survey=survey, number=last + 1, key=_free_key(survey), kind=asked.kind, text=asked.text,
        theme=asked.theme, options=list(asked.options), own=asked.own, unit=asked.unit,
    )  # fmt: skip


def _free_key(survey: Survey) -> str:
    taken = {int(key[1:]) for key in survey.questions.values_list("key", flat=True)}
    return f"q{max(taken, default=0) + 1}"


def _within(survey: Survey, unit: Unit | None) -> None:
    if unit and not survey.unit.contains(unit):
        raise Refused(Refusal(f"{unit} is no part of {survey.unit}."))


@act(allow=may_write)
def change(_actor: Actor, survey: Survey, question: Question, asked: Asks) -> Question:
    _within(survey, asked.unit)
    question.kind, question.text, question.theme = asked.kind, asked.text, asked.theme
    question.options, question.own, question.unit = list(asked.options), asked.own, asked.unit
    question.save()
    return question


@act(allow=may_write)
def drop(_actor: Actor, survey: Survey, question: Question) -> None:
    survey.questions.filter(pk=question.pk).delete()


@act(allow=may_write)
def move(_actor: Actor, survey: Survey, question: Question, up: int) -> None:
    """One place up (1) or down (-1)."""
    order = list(survey.questions.order_by("number"))
    at = next(i for i, one in enumerate(order) if one.pk == question.pk)
    to = min(max(at - up, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    for number, one in enumerate(order, 1):
        one.number = number
    Question.objects.bulk_update(order, ["number"])


@act(allow=may_tend)
def copy(_actor: Actor, survey: Survey) -> Survey:
    """A draft that asks the same, to be changed."""
    made = Survey.objects.create(
        unit=survey.unit, title=f"{survey.title[:110]} (copy)", lead=survey.lead, web=survey.web
    )
    for one in survey.questions.select_related("unit").order_by("number"):
        kind = Question.Kind(one.kind)
        _add(made, Asks(kind, one.text, one.theme, one.options, one.own, one.unit))
    return made


@act(allow=may_open)
def open_now(_actor: Actor, survey: Survey, closes_at: datetime | None = None) -> Survey:
    now = clock.now()
    if closes_at and closes_at <= now:
        raise Refused(Refusal("It cannot close before it opens."))
    survey.opens_at, survey.closes_at = now, closes_at
    survey.save(update_fields=["opens_at", "closes_at"])
    return survey


@act(allow=may_close)
def close(_actor: Actor, survey: Survey) -> Survey:
    survey.closes_at = clock.now()
    survey.save(update_fields=["closes_at"])
    return survey


# Answers


def receive(actor: Actor, submission: Submission) -> AnswerSet | None:
    """The one way in, exactly once for each id; None if the person took it back before it came.

    The log tells that something came, not from whom, nor which row it became.
    """
    take_in(actor, submission.survey, submission)
    return received(submission.id)


@act(allow=may_receive, secret=True)
def take_in(_actor: Actor, survey: Survey, submission: Submission) -> None:
    """What devices and papers hand in."""
    _take_in(survey, submission)


@act(allow=may_answer, secret=True)
def answer(_actor: Actor, survey: Survey, submission: Submission) -> None:
    """What somebody answers on the web for themselves."""
    _take_in(survey, submission)


def _take_in(survey: Survey, submission: Submission) -> None:
    _within(survey, submission.unit)
    if submission.mode not in Mode.values:
        raise Refused(Refusal(f"Nobody is asked by {submission.mode}."))
    thread = thread_of(submission.thread)
    if received(submission.id) or _taken_back(thread):
        return
    made = AnswerSet.objects.create(
        survey=survey, seal=seal_of(submission.id), thread=thread, unit=submission.unit,
        mode=submission.mode, place=coarse(submission.place), week=week_of(submission.at),
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            answer_set=made, question=question, chosen=said.chosen,
            text=_said(question, said.words, made) if said.words else None,
        )
        for question, said in readings(submission).items()
    )  # fmt: skip


def _taken_back(thread: str) -> bool:
    return bool(thread) and Withdrawn.objects.filter(thread=thread).exists()


def _said(question: Question, words: str, within: AnswerSet) -> Text:
    """The text of these words with one supporter more; the survey is locked, nobody else counts."""
    known = Text.objects.by_rule("what many say is one text")
    text, _ = known.get_or_create(
        question=question, same=same_of(words), defaults={"words": words, "last_said": within.week}
    )
    known.filter(pk=text.pk).update(
        supporters=F("supporters") + 1, last_said=max(text.last_said, within.week)
    )
    return text


@act(allow=may_take_back, secret=True)
def take_back(_actor: Actor, _survey: Survey, key: str) -> None:
    """Delete what the holder of a thread key said, and the contact that hangs on it.

    What a device hands in later under this key is not taken in.
    """
    thread = thread_of(key)
    if not thread:
        return
    Withdrawn.objects.get_or_create(thread=thread, defaults={"on": clock.today()})
    sets = AnswerSet.objects.by_rule("its holder takes it back").filter(thread=thread)
    texts = list(
        Text.objects.by_rule("its holder takes it back").filter(answers__answer_set__in=sets)
    )
    Contact.objects.filter(thread=thread).delete()
    Answer.objects.filter(answer_set__in=sets).delete()
    sets.delete()
    for text in texts:
        _one_less(text)


def _one_less(text: Text) -> None:
    if text.supporters <= 1:
        Text.objects.filter(pk=text.pk).delete()
    else:
        Text.objects.filter(pk=text.pk).update(supporters=F("supporters") - 1)


# Contacts


@act(allow=may_receive, secret=True)
def leave_contact(_actor: Actor, survey: Survey, left: Left) -> None:
    """Somebody wants to hear from us; a letter asks whether it was them."""
    _within(survey, left.unit)
    purposes = [Consent.Purpose(one) for one in left.purposes]
    if not purposes:
        raise Refused(Refusal("Say what you want to hear, or leave no address."))
    if _taken_back(thread_of(left.thread)):
        return
    made, new = Contact.objects.by_rule("one address once").get_or_create(
        survey=survey, email=left.email.lower(),
        defaults={
            "unit": left.unit, "name": left.name, "purposes": [str(one) for one in purposes],
            "wording": "\n".join(one.words for one in purposes), "mode": left.mode,
            "thread": thread_of(left.thread), "left_at": clock.now(),
        },
    )  # fmt: skip
    if new or not made.confirmed_at:
        letters.ask_whether(made)


@act(allow=may_confirm, secret=True)
def confirm(_actor: Actor, contact: Contact) -> None:
    contact.confirmed_at = contact.confirmed_at or clock.now()
    contact.save(update_fields=["confirmed_at"])


@act(allow=may_confirm, secret=True)
def forget_contact(_actor: Actor, contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).delete()


# Who reads


@act(allow=may_tend)
def ask_to_listen(_actor: Actor, survey: Survey, person: Person) -> Listener:
    return Listener.objects.get_or_create(survey=survey, person=person)[0]


@act(allow=may_dismiss)
def dismiss(_actor: Actor, listener: Listener) -> None:
    Listener.objects.filter(pk=listener.pk).delete()
