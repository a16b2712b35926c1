"""Themes and their texts, whose turn it is to be read, how far readers agree."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from articulator.intelligence.listening.models import Question, Survey, Text
from articulator.intelligence.themes.models import Codebook, Coding, Report, Theme
from articulator.kernel.models import Person
from articulator.methods.suppression import SMALL
from articulator.methods.themes import Said, alpha

TEN = 10  # texts of one page: as many as one reads with care
TWICE = 2  # people who read a text, so that it can be said how far they agree


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is, and how far readers agree."""

    texts: int
    people: int
    coded: int
    twice: int
    alpha: float | None

    @property
    def words(self) -> str:
        return f"{self.coded} of {self.texts} texts read"

    @property
    def agreement(self) -> str:
        """Alpha in words, with the marks of Krippendorff (.667, .8)."""
        if self.alpha is None or self.twice < TEN:
            return "not yet known: two people read the same ten texts first"
        words = "too little to rely on"
        if self.alpha >= 0.8:
            words = "they agree well"
        elif self.alpha >= 2 / 3:
            words = "enough for first conclusions"
        return f"{self.alpha:.2f} by Krippendorff’s alpha: {words}"


def asked_in_words(survey: Survey) -> list[Question]:
    """The questions of a survey that people answer in words, with how many texts there are."""
    worded = Q(kind=Question.Kind.OPEN) | Q(own=True)
    found = survey.questions.filter(worded).select_related("codebook").order_by("number")
    return list(found.annotate(number_of_texts=Count("texts")))


def texts_of(codebook: Codebook) -> QuerySet[Text]:
    """All that was said and whose words are still kept; for those who read, and for methods."""
    found = Text.objects.by_rule("whoever was asked to read them, and the method")
    return found.filter(question=codebook.question_id).exclude(words="")


def said(codebook: Codebook) -> list[Said]:
    rows = texts_of(codebook).values_list("pk", "words", "supporters")
    return [Said(str(pk), words, supporters) for pk, words, supporters in rows]


def themes(codebook: Codebook) -> list[Theme]:
    """The themes in force, each after the one it is a part of, with how many texts are in it."""
    found = codebook.themes.filter(gone_in=None).select_related("parent")
    rows = list(found.annotate(texts=Count("guesses")).order_by("-texts", "name"))
    parts: dict[Any, list[Theme]] = {}
    for one in rows:
        parts.setdefault(one.parent_id, []).append(one)
    return [each for one in parts.get(None, []) for each in (one, *parts.get(one.pk, []))]


def lot(codebook: Codebook, key: object) -> str:
    """The place of a text in the order by lot in which all readers read."""
    return hashlib.sha256(f"{codebook.pk} {key}".encode()).hexdigest()


def next_ten(codebook: Codebook, person: Person) -> list[Text]:
    """The next texts by lot that this person has not read and two have not read already."""
    readers: Counter[Any] = Counter()
    mine = set()
    for text, by in _codings(codebook).values_list("text", "by"):
        readers[text] += 1
        if by == person.pk:
            mine.add(text)
    keys = texts_of(codebook).values_list("pk", flat=True)
    open_ = [key for key in keys if key not in mine and readers[key] < TWICE]
    chosen = sorted(open_, key=lambda key: lot(codebook, key))[:TEN]
    rows = {one.pk: one for one in texts_of(codebook).filter(pk__in=chosen)}
    return [rows[key] for key in chosen]


def _codings(codebook: Codebook) -> QuerySet[Coding]:
    return Coding.objects.by_rule("how far the reading is").filter(codebook=codebook)


def codes(codebook: Codebook) -> dict[str, dict[str, str]]:
    """Text, reader and theme (empty: none of these); what was merged counts as what it is now."""
    now = _into(codebook)
    found: dict[str, dict[str, str]] = {}
    for text, by, theme in _codings(codebook).order_by("pk").values_list("text", "by", "theme"):
        found.setdefault(str(text), {})[str(by)] = now.get(theme, "") if theme else ""
    return found


def _into(codebook: Codebook) -> dict[Any, str]:
    """Each theme that ever was, and the key of what it is now; empty if it was left out."""
    rows = {one.pk: one for one in codebook.themes.all()}

    def now(one: Theme) -> str:
        while one.into_id:
            one = rows[one.into_id]
        return "" if one.gone_in else str(one.pk)

    return {key: now(one) for key, one in rows.items()}


def drawn(codebook: Codebook) -> set[str]:
    """Texts that were read because the lot fell on them: only they can correct a count."""
    rows = _codings(codebook).filter(by_lot=True).values_list("text", flat=True)
    return {str(key) for key in rows}


def progress(codebook: Codebook) -> Progress:
    read = codes(codebook)
    whole = texts_of(codebook).aggregate(texts=Count("pk"), people=Sum("supporters"))
    twice = sum(1 for one in read.values() if len(one) >= TWICE)
    return Progress(
        whole["texts"], whole["people"] or 0, len(read), twice, alpha(read.values())
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that two people took for different things."""

    text: Text
    readings: list[tuple[str, str]]


def doubts(codebook: Codebook, most: int = 30) -> list[Doubt]:
    now = _into(codebook)
    names = {str(one.pk): one.name for one in codebook.themes.all()}
    by_text: dict[Any, list[Coding]] = {}
    for one in _codings(codebook).select_related("by", "text").order_by("pk"):
        by_text.setdefault(one.text_id, []).append(one)
    found = []
    for rows in by_text.values():
        taken = [now.get(one.theme_id, "") if one.theme_id else "" for one in rows]
        if len(set(taken)) > 1:
            named = [names.get(key, "none of these") for key in taken]
            readers = [str(one.by) for one in rows]
            found.append(Doubt(rows[0].text, list(zip(readers, named, strict=True))))
    return found[:most]


def texts_in(theme: Theme) -> QuerySet[Text]:
    """The texts of a theme, the surest first; for those who read."""
    found = Text.objects.by_rule("whoever was asked to read them")
    rows = found.filter(guess__theme=theme).exclude(words="").select_related("guess")
    return rows.order_by("-guess__sure", "-supporters", "pk")


# What is told


def last_report(codebook: Codebook) -> Report | None:
    return codebook.reports.exclude(made_at=None).first()


def published(codebook: Codebook) -> Report | None:
    """What was published last."""
    return codebook.reports.exclude(published_at=None).order_by("-published_at").first()


def published_row(theme: Theme) -> dict[str, Any] | None:
    """What is told of a theme in the report that was published last."""
    report = published(theme.codebook)
    rows = report.rows if report else []
    return next((row for row in rows if row["theme"] == str(theme.pk)), None)


def heard(survey: UUID | None = None) -> QuerySet[Codebook]:
    """Codebooks of which something is published, the latest first."""
    found = Codebook.objects.filter(reports__published_at__isnull=False).distinct()
    if survey:
        found = found.filter(question__survey=survey)
    return found.select_related("question__survey__unit").order_by("-begun_at")


def places(codebook: Codebook, theme: str) -> list[str]:
    """Where a theme is heard more often than elsewhere, for units in which eight said it."""
    rows = (
        Text.objects.by_rule("counts by unit, told for eight or more")
        .filter(question=codebook.question_id)
        .values("answers__answer_set__unit__name")
        .annotate(all=Count("answers"), here=Count("answers", filter=Q(guess__theme=theme)))
        .order_by("answers__answer_set__unit__name")
    )
    return _often(
        [(row["answers__answer_set__unit__name"], row["here"], row["all"]) for row in rows]
    )


def _often(rows: Sequence[tuple[str | None, int, int]]) -> list[str]:
    mean = sum(here for _, here, _ in rows) / max(sum(total for *_, total in rows), 1)
    shares = [(here / total, name) for name, here, total in rows if name and here >= SMALL]
    return [name for share, name in sorted(shares, reverse=True) if share > mean][:5]


def surveys_read_by(person: Person) -> QuerySet[Survey]:
    found = Survey.objects.filter(listeners__person=person).select_related("unit")
    return found.order_by("-drafted_at")
