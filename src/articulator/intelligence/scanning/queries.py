"""What is new, which story an article belongs to, how often a watch hits, how wordings fare."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count as Number
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articulator.intelligence.scanning.models import (
    Article,
    Hit,
    Mention,
    Sample,
    Source,
    Story,
    Tag,
    Trial,
    Watch,
)
from articulator.intelligence.scanning.reading import Item
from articulator.intelligence.signals.queries import WEEK, a_moment
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.capacity import monday
from articulator.methods.stories import LIKELY, Shingles, one_story, sampled
from articulator.methods.suggesting import suggested
from articulator.methods.suppression import SMALL
from articulator.methods.two_shares import Share, Verdict, compared, difference

SALT = "articulator.scanning.tap"
BACK = timedelta(days=30)  # how far a story reaches back
LATELY = 4  # weeks that are compared with as many before
FEWEST = 10  # stories in four weeks, of which a share says anything
LEARNED_FROM = 400  # tagged stories, the newest
ENOUGH = 3 * SMALL  # answers to each wording, before anything is said


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a source gave: its items, and how it went in words."""

    items: Sequence[Item]
    words: str
    failed: bool = False
    etag: str = ""
    modified: str = ""


# Stories


def story_like(runs: Shingles) -> Story | None:
    """The story that an article tells, too, if one of the last month does."""
    sample = sampled(runs).tolist()
    shared = (
        Sample.objects.filter(number__in=sample, article__read_at__gte=clock.now() - BACK)
        .values("article").annotate(many=Number("number")).order_by("-many", "article")[:20]
    )  # fmt: skip
    likely = {row["article"]: row["many"] for row in shared}
    for article in Article.objects.filter(pk__in=likely).select_related("story").order_by("pk"):
        own = np.frombuffer(bytes(article.shingles), dtype=np.uint32)
        enough = likely[article.pk] >= LIKELY * min(len(sample), len(sampled(own)))
        if enough and one_story(runs, own):
            return article.story
    return None


def stories(*, tag: str = "", place: str = "") -> QuerySet[Story]:
    """The newest first, each with how many papers print it."""
    found = Story.objects.annotate(papers=Number("articles__source", distinct=True))
    if tag:
        found = found.filter(tags__word=tag)
    if place:
        found = found.filter(mentions__place=place, mentions__answer=Mention.Answer.YES)
    return found.prefetch_related("tags", "mentions", "articles__source").order_by("-first_at")


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of the words, as whole words, whatever their case."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def stories_with(words: Sequence[str]) -> list[Any]:
    """Stories whose titles or first lines hold one of the words."""
    any_of = Q()
    for word in words:
        any_of |= Q(title__icontains=word) | Q(excerpt__icontains=word)
    rows = Article.objects.filter(any_of).values_list("story", "title", "excerpt")
    return sorted({story for story, title, text in rows if holds(f"{title} {text}", words)})


def suggestions(story: Story) -> list[str]:
    """Tags that would fit, learned from those that people have given."""
    tagged = (
        Story.objects.filter(tags__isnull=False).exclude(pk=story.pk).distinct()
        .prefetch_related("tags", "articles").order_by("-first_at")[:LEARNED_FROM]
    )  # fmt: skip
    learned = [(_text(one), [tag.word for tag in one.tags.all()]) for one in tagged]
    given = {tag.word for tag in story.tags.all()}
    return [word for word in suggested(_text(story), learned) if word not in given]


def _text(story: Story) -> str:
    return " ".join(f"{one.title} {one.excerpt}" for one in story.articles.all())


def tags() -> list[str]:
    """The tags in use, the most used first."""
    rows = Tag.objects.values("word").annotate(many=Number("pk")).order_by("-many", "word")[:24]
    return [row["word"] for row in rows]


def unsure() -> QuerySet[Mention]:
    """Places of which the method is not sure."""
    return (
        Mention.objects.filter(answer=Mention.Answer.OPEN)
        .select_related("story").order_by("-story__first_at", "place")
    )  # fmt: skip


# Sources


def sources(unit: Unit | None = None) -> QuerySet[Source]:
    found = Source.objects.select_related("unit").annotate(number=Number("articles"))
    return (found.filter(unit=unit) if unit else found).order_by("stopped_at", "name")


def due() -> QuerySet[Source]:
    fetched = Source.objects.exclude(kind=Source.Way.MAILBOX)
    return fetched.filter(stopped_at=None, next_at__lte=clock.now()).order_by("next_at", "pk")


# Watch lists


def watches() -> QuerySet[Watch]:
    return Watch.objects.filter(ended_at=None).select_related("unit").order_by("name")


@dataclass(frozen=True, slots=True)
class Trend:
    """How often a watch hits lately, beside the weeks before."""

    lately: Share
    before: Share

    @property
    def verdict(self) -> Verdict:
        few = min(self.lately.of, self.before.of) < FEWEST
        return Verdict.UNSURE if few else compared(self.lately, self.before)

    @property
    def words(self) -> str:
        if self.verdict == Verdict.MORE:
            return "It grows."
        if self.verdict == Verdict.LESS:
            return "It fades."
        return "Whether it grows cannot be told."


def trend(watch: Watch) -> Trend:
    now = clock.now()
    middle, first = now - timedelta(weeks=LATELY), now - timedelta(weeks=2 * LATELY)
    return Trend(_share(watch, middle, now), _share(watch, first, middle))


def _share(watch: Watch, begins: datetime, ends: datetime) -> Share:
    told = Story.objects.filter(first_at__gt=begins, first_at__lte=ends)
    return Share(told.filter(hits__watch=watch).count(), told.count())


def weeks(watch: Watch, number: int = 12) -> list[tuple[date, int]]:
    """How many stories of each of the last weeks hold its words, the oldest first."""
    this = monday(clock.today())
    first = this - timedelta(weeks=number - 1)
    moments = Hit.objects.filter(watch=watch).values_list("story__first_at", flat=True)
    many = Counter(monday(timezone.localdate(at)) for at in moments)
    return [(first + timedelta(weeks=n), many[first + timedelta(weeks=n)]) for n in range(number)]


def stories_in(week: date) -> dict[Any, int]:
    """How many stories of a week hit, for each unit that has watched since before it."""
    begins, ends = a_moment(week), a_moment(week + WEEK)
    watching = Watch.objects.filter(ended_at=None, begun_at__lt=begins, unit__closed_at=None)
    told = Story.objects.filter(first_at__gte=begins, first_at__lt=ends)
    return {
        unit: told.filter(hits__watch__unit=unit).distinct().count()
        for unit in watching.order_by("unit").values_list("unit", flat=True).distinct()
    }


# Wordings


def new_token() -> str:
    return secrets.token_urlsafe(24)


def tap_mark(trial: Trial, token: str) -> str:
    return salted_hmac(SALT, f"{trial.pk} {token}", algorithm="sha256").hexdigest()


def shown_first(trial: Trial, token: str) -> bool:
    """Which wording a browser sees: by lot, and always the same one."""
    drawn = salted_hmac(f"{SALT} lot", f"{trial.pk} {token}", algorithm="sha256")
    return int(drawn.hexdigest(), 16) % 2 == 0


@dataclass(frozen=True, slots=True)
class Fared:
    """What can be said of two wordings; nothing before enough people have answered to both."""

    one: Share
    other: Share

    @property
    def can_be_told(self) -> bool:
        return min(self.one.of, self.other.of) >= ENOUGH

    @property
    def words(self) -> str:
        if not self.can_be_told:
            return f"Nothing is said before {ENOUGH} people have answered to each wording."
        ends = sorted(abs(end) for end in difference(self.one, self.other))
        low, high = (round(100 * end) for end in ends)
        verdict = compared(self.one, self.other)
        if verdict == Verdict.UNSURE:
            return "Which of the two speaks to more people cannot be told."
        better = "first" if verdict == Verdict.MORE else "second"
        return f"The {better} wording speaks to more people: {low} to {high} more of a hundred."


def fared(trial: Trial) -> Fared:
    rows = trial.taps.values("first").annotate(
        all=Number("pk"), yes=Number("pk", filter=Q(speaks=True))
    )
    by_wording = {row["first"]: Share(row["yes"], row["all"]) for row in rows}
    return Fared(by_wording.get(True, Share(0, 0)), by_wording.get(False, Share(0, 0)))


def trials(unit: Unit | None = None) -> QuerySet[Trial]:
    found = Trial.objects.select_related("unit")
    return found.filter(unit=unit) if unit else found
