"""What was heard, what became of it and whose turn it is; who is to hear of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse

from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.contacts.queries import silent
from articulator.identity.programme.models import Demand, Item
from articulator.identity.programme.queries import (
    ANSWERS,
    DECIDES,
    FOR,
    RAISED_FROM,
    SERVES,
    Authority,
    authorities,
)
from articulator.intelligence.listening.models import Answer, Contact, Survey, Text
from articulator.intelligence.listening.onward import Became
from articulator.intelligence.listening.queries import week_of
from articulator.intelligence.loop.models import Account, Told
from articulator.intelligence.themes.models import Guess, Report, Theme
from articulator.intelligence.themes.queries import published_row
from articulator.kernel import clock, links
from articulator.kernel.links import Knot, days_between, plural, ref
from articulator.kernel.models import Link, Unit
from articulator.methods.suppression import SMALL

REPORTS = "reports-on"
ACTS = (SERVES, FOR)
KINDS = (RAISED_FROM, DECIDES, ANSWERS, *ACTS, REPORTS)
STEPS = {
    RAISED_FROM: "a demand was raised from it", DECIDES: "it was decided",
    ANSWERS: "it stands in the programme", SERVES: "a campaign works for it",
    FOR: "somebody with a mandate acted", REPORTS: "we reported back",
}  # fmt: skip
LATELY = 60  # reports that a list looks back on


@dataclass(frozen=True, slots=True)
class Heard:
    """A theme as it was published: its row has the share with its bounds.

    `at` is the day on which it was first told, `told_at` that of the figures which hold now.
    """

    theme: Theme
    row: Mapping[str, Any]
    at: datetime
    told_at: datetime
    merged: Sequence[UUID] = ()  # what was merged into it, and goes on as a part of its way

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def refs(self) -> list[str]:
        return [ref(Theme(pk=key)) for key in (self.theme.pk, *self.merged)]

    @property
    def survey(self) -> Survey:
        return self.theme.codebook.question.survey

    @property
    def unit(self) -> Unit:
        return self.survey.unit


def heard(themes: Collection[UUID] | None = None) -> list[Heard]:
    """Themes as they were published last, the latest first.

    What readers change since is not told before it is published; what they merged is one already.
    """
    latest: dict[UUID, Report] = {}
    first: dict[str, datetime] = {}
    found = Report.objects.exclude(published_at=None).order_by("-published_at")
    if themes is not None:
        found = found.filter(codebook__in=Theme.objects.filter(pk__in=themes).values("codebook"))
    for one in found[:LATELY]:
        latest.setdefault(one.codebook_id, one)
        first |= {row["theme"]: one.published_at for row in one.rows if one.published_at}
    rows = {row["theme"]: (row, one) for one in latest.values() for row in one.rows}
    wanted = [key for key in rows if themes is None or UUID(key) in themes]
    kept = Theme.objects.filter(pk__in=wanted, into=None)
    by_key = {str(one.pk): one for one in kept.select_related("codebook__question__survey__unit")}
    merged = _merged(latest)
    return [
        Heard(by_key[key], row, first[key], one.published_at, merged.get(by_key[key].pk, ()))
        for key, (row, one) in rows.items()
        if key in by_key and one.published_at
    ]


def _merged(codebooks: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Each theme and all that became it, however often it was merged on."""
    gone = Theme.objects.filter(codebook__in=list(codebooks), into__isnull=False)
    into = {key: end for key, end in gone.values_list("pk", "into") if end}
    found: dict[UUID, list[UUID]] = {}
    for key in into:
        end = key
        while end in into:
            end = into[end]
        found.setdefault(end, []).append(key)
    return found


# Where it was said


def said_in(all_of_them: Sequence[Heard], unit: Unit) -> dict[str, list[Heard]]:
    """The places of a unit and what at least eight people said there; under "" the whole unit.

    Only weeks that were over when it was published count: nobody sees by the hour who answers.
    """
    there = _answers(all_of_them).filter(answer_set__unit__path__startswith=unit.path)
    whole: dict[str, dict[Any, int]] = {"": {}}
    for place, theme, number in there:
        whole[""][theme] = whole[""].get(theme, 0) + number
        if place:
            here = whole.setdefault(place, {})
            here[theme] = here.get(theme, 0) + number
    told = {
        place: [one for one in all_of_them if counts.get(one.theme.pk, 0) >= SMALL]
        for place, counts in sorted(whole.items())
    }
    return {place: those for place, those in told.items() if those or not place}


def _answers(all_of_them: Iterable[Heard]) -> QuerySet[Answer, Any]:
    by_week: dict[date, list[UUID]] = {}
    for one in all_of_them:
        by_week.setdefault(week_of(one.told_at), []).append(one.theme.pk)
    counted = Q(pk__in=[])
    for week, themes in by_week.items():
        counted |= Q(text__guess__theme__in=themes, answer_set__week__lt=week)
    rows = Answer.objects.by_rule("a count by place, told for eight or more").filter(counted)
    grouped = rows.values("answer_set__place", "text__guess__theme").annotate(number=Count("pk"))
    return grouped.values_list("answer_set__place", "text__guess__theme", "number").order_by()


# What became of it


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not come yet, since when, and whose turn it is."""

    step: str
    what: str
    since: datetime | None
    turn: str
    url: str | None = None

    @property
    def words(self) -> str:
        days = days_between(self.since, clock.now())
        long = f" It has waited {plural(days)}." if days else ""
        return f"Nothing yet: {self.what}.{long} It is the turn of {self.turn}."


@dataclass(frozen=True, slots=True)
class Way:
    """The whole way of a theme from the first question to the report back."""

    heard: Heard
    knots: Sequence[Knot]
    waiting: Waiting | None
    acted_at: datetime | None = None

    @property
    def next(self) -> str:
        return self.waiting.words if self.waiting else ""


@dataclass(frozen=True, slots=True)
class Trail:
    """The arrows below one theme and what they lead to."""

    arrows: Sequence[Link]
    things: Mapping[str, Model]

    def reached[M: Model](self, kind: str, model: type[M]) -> list[tuple[Link, M]]:
        pairs = ((link, self.things.get(link.source)) for link in self.arrows if link.kind == kind)
        return [(link, thing) for link, thing in pairs if isinstance(thing, model)]

    def first(self, *kinds: str) -> Link | None:
        return next((link for link in self.arrows if link.kind in kinds), None)

    @property
    def acted_at(self) -> datetime | None:
        """Since when somebody acts for it: what is older counts from the day it is an answer."""
        acted, answers = self.first(*ACTS), self.first(ANSWERS)
        if acted is None or acted.made_at is None or answers is None or answers.made_at is None:
            return acted.made_at if acted else None
        return max(acted.made_at, answers.made_at)

    def since_report(self) -> "Trail":
        """What came after the last report back; all of it, if there is none."""
        last = next((n for n, link in enumerate(self.arrows[::-1]) if link.kind == REPORTS), None)
        return self if last is None else Trail(self.arrows[len(self.arrows) - last :], self.things)


def ways(all_of_them: Sequence[Heard]) -> list[Way]:
    """The way of each: so many questions for all of them together, however many there are."""
    arrows = links.below([key for one in all_of_them for key in one.refs], KINDS)
    things = links.things(link.source for link in arrows)
    demands = [one for one in things.values() if isinstance(one, Demand)]
    deciding = authorities(one.asked_of for one in demands)
    by_target: dict[str, list[Link]] = {}
    for link in arrows:
        by_target.setdefault(link.target, []).append(link)
    return [_way(one, Trail(_from(one, by_target), things), deciding) for one in all_of_them]


def _from(one: Heard, by_target: Mapping[str, Sequence[Link]]) -> list[Link]:
    """The arrows that lead on from a theme, each thing once, in the order of time."""
    found: dict[str, Link] = {}
    edge = one.refs
    while edge:
        step = [link for end in edge for link in by_target.get(end, ()) if link.source not in found]
        found |= {link.source: link for link in step}
        edge = [link.source for link in step]
    return sorted(found.values(), key=lambda link: (link.made_at is None, link.made_at, link.pk))


def _way(one: Heard, trail: Trail, deciding: Mapping[Any, Authority]) -> Way:
    survey = one.survey
    knots = [
        Knot("we asked", survey.title, survey.get_absolute_url(), survey.opens_at),
        Knot(
            "what many said was read, agreed on and published", one.name,
            one.theme.get_absolute_url(), one.at, days_between(survey.opens_at, one.at),
        ),
    ]  # fmt: skip
    for link in trail.arrows:
        days = days_between(knots[-1].at, link.made_at)
        thing = trail.things.get(link.source)
        knots.append(links.knot(STEPS[link.kind], thing, link.made_at, days))
    return Way(one, knots, _waiting(one, trail, deciding), trail.acted_at)


def _waiting(one: Heard, trail: Trail, deciding: Mapping[Any, Authority]) -> Waiting | None:
    """The step that has not come yet. A report back ends the way, as long as nothing is newer."""
    seats, page = f"those who hold a seat in {one.unit}", one.unit.get_absolute_url()
    reported, trail = trail.first(REPORTS), trail.since_report()
    if reported and not trail.arrows:
        return None
    if trail.first(*ACTS):
        return Waiting("report", "nobody has reported back on it", trail.acted_at, seats, page)
    items = trail.reached(ANSWERS, Item)
    if standing := [(link, item) for link, item in items if item.in_force]:
        link, item = standing[0]
        who = f"campaigns, and those with a mandate for {item.unit}"
        return Waiting("act", "nobody has acted on it", link.made_at, who, item.get_absolute_url())
    struck = [item.struck_at for _, item in items if item.struck_at]
    return _undecided(one, trail, deciding, struck)


def _undecided(
    one: Heard, trail: Trail, deciding: Mapping[Any, Authority], struck: Collection[datetime]
) -> Waiting:
    """What no programme says, or none says any more."""
    seats, page = f"those who hold a seat in {one.unit}", one.unit.get_absolute_url()
    demands = [demand for _, demand in trail.reached(RAISED_FROM, Demand)]
    if open_ := next((demand for demand in demands if demand.waits), None):
        found = deciding.get(open_.asked_of_id)
        who = str(found.body) if found else f"{open_.asked_of}, where nobody decides it"
        where = open_.get_absolute_url()
        return Waiting("decide", "the demand has no answer", open_.raised_at, who, where)
    if struck:
        what = "it was struck from the programme, and no demand has been raised since"
        return Waiting("decide", what, max(struck), seats, page)
    if no := next((one for one in demands if one.state == Demand.State.DECLINED), None):
        what = "the demand was declined, and nobody has reported back why"
        return Waiting("report", what, no.answered_at, seats, page)
    return Waiting("decide", "no demand has been raised from it", one.at, seats, page)


def became(texts: Sequence[Text]) -> list[Became]:
    """What each text was read as, and the way on from there, for whoever said it."""
    guesses = Guess.objects.filter(text__in=texts).select_related("theme")
    read = {one.text_id: one.theme for one in guesses}
    themes = {theme.pk for theme in read.values() if theme}
    told = {one.theme.pk: one for one in heard(themes)}
    way = {one.heard.theme.pk: one for one in ways(list(told.values()))}
    return [_became(text, read.get(text.pk), way) for text in texts]


def _became(text: Text, theme: Theme | None, way: Mapping[Any, Way]) -> Became:
    if theme is None or theme.pk not in way:
        wait = "People read it, and say here what it has in common with what others said."
        return Became(text.words, "", "", (), wait)
    found = way[theme.pk]
    page = reverse("loop:theme", args=[theme.pk])
    return Became(text.words, found.heard.name, page, found.knots, found.next)


# Reporting back


def accounts(one: Heard) -> list[Account]:
    found = Account.objects.filter(theme__in=[one.theme.pk, *one.merged])
    return list(found.select_related("by"))


def published_name(theme: Theme) -> str:
    row = published_row(theme)
    return str(row["name"]) if row else theme.name


def to_be_told(account: Account) -> list[Contact]:
    """Who is written to, and has not been: those who tied an address to an answer read as this.

    They confirmed it, agreed to hear of results, and did not ask for silence.
    """
    question = account.theme.codebook.question
    own = Answer.objects.by_rule("whose own answer was read as this theme")
    marks = own.filter(
        question=question, text__guess__theme=account.theme
    ).exclude(answer_set__thread="").values("answer_set__thread")  # fmt: skip
    heard_of_it = Told.objects.by_rule("one letter each").filter(account=account).values("contact")
    tied = Contact.objects.by_rule("who agreed to hear what became of their answer").filter(
        survey=question.survey_id, confirmed_at__isnull=False, thread__in=marks
    ).exclude(thread="").exclude(pk__in=heard_of_it)  # fmt: skip
    found = [one for one in tied if Consent.Purpose.RESULTS in one.purposes]
    quiet = silent(Channel.MAIL, [one.email for one in found])
    return [one for one in found if one.email not in quiet]


# On the pages of units


def alive(unit: Unit) -> list[Knot]:
    """Where a unit tells what became of what was heard there, if anything was published."""
    has = Report.objects.filter(
        published_at__isnull=False, codebook__question__survey__unit__path__in=_paths(unit)
    )
    if not has.exists():
        return []
    words = f"What {unit} heard, and what became of it"
    return [Knot("you said, we did", words, reverse("loop:of", args=[unit.slug]))]


def _paths(unit: Unit) -> Collection[str]:
    return [unit.path[: i + 1] for i, sign in enumerate(unit.path) if sign == "/" and i]
