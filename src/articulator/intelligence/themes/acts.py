"""Beginning a codebook, shaping its themes, reading texts, counting, publishing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articulator.identity.bodies.rules import by_law
from articulator.identity.programme import acts as programme
from articulator.identity.programme.models import Demand
from articulator.intelligence.listening.models import Question, Text
from articulator.intelligence.themes.models import (
    Change,
    Codebook,
    Coding,
    Guess,
    Report,
    Theme,
)
from articulator.intelligence.themes.queries import texts_of, themes
from articulator.intelligence.themes.rules import (
    may_ask_for_report,
    may_begin,
    may_change,
    may_code,
    may_demand,
    may_publish,
    may_shape,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.links import join
from articulator.kernel.models import Unit

BATCH = 2000
MOST = 60  # themes of one codebook: more than anybody keeps in mind
type Guesses = Mapping[str, tuple[str, float]]  # text, theme (empty: none of these), how sure


@dataclass(frozen=True, slots=True)
class Found:
    """A theme as a method proposes it: its words, and its texts with how typical each is."""

    words: Sequence[str]
    texts: Mapping[str, float]


@act(allow=may_begin)
def begin(_actor: Actor, question: Question) -> Codebook:
    """A worker hears of it and proposes themes."""
    made = Codebook.objects.create(question=question)
    join(made, "heard-in", question.survey)
    return made


@act(allow=may_shape)
def propose_anew(_actor: Actor, codebook: Codebook) -> None:
    """Ask the method once more, as long as nobody has read anything by these themes."""
    if Coding.objects.by_rule("is anything read yet?").filter(codebook=codebook).exists():
        raise Refused(Refusal("People have read by these themes. Divide one of them instead."))


@act(allow=by_law, facts=lambda number: {"themes": number})
def propose(_actor: Actor, codebook: Codebook, found: Sequence[Found]) -> int:
    """What the method proposes takes the place of what it proposed before."""
    codebook.themes.filter(gone_in=None).update(gone_in=codebook.version + 1)
    codebook.proposed_at = clock.now()
    codebook.save(update_fields=["proposed_at"])
    made = [_theme(codebook, one) for one in found[:MOST]]
    _guess(codebook, _of(zip(made, found, strict=False)))
    _note(codebook, None, f"{len(made)} themes proposed by the method")
    return len(made)


def _theme(codebook: Codebook, found: Found, parent: Theme | None = None) -> Theme:
    name = _free(codebook, ", ".join(found.words[:3]) or "without words")
    return Theme.objects.create(
        codebook=codebook, parent=parent, name=name, words=list(found.words),
        since=codebook.version + 1,
    )  # fmt: skip


def _free(codebook: Codebook, name: str) -> str:
    taken = set(codebook.themes.filter(gone_in=None).values_list("name", flat=True))
    names = (name[:74] if number == 1 else f"{name[:74]} {number}" for number in range(1, MOST * 2))
    return next(one for one in names if one not in taken)


def _of(pairs: Any) -> dict[str, tuple[str, float]]:
    return {
        text: (str(theme.pk), sure) for theme, found in pairs for text, sure in found.texts.items()
    }


def _guess(codebook: Codebook, guesses: Guesses) -> None:
    Guess.objects.bulk_create(
        (
            Guess(codebook=codebook, text_id=text, theme_id=theme or None, sure=sure)
            for text, (theme, sure) in guesses.items()
        ),
        batch_size=BATCH, update_conflicts=True, unique_fields=["text"],
        update_fields=["theme", "sure", "codebook"],
    )  # fmt: skip


def _note(codebook: Codebook, actor: Actor, words: str) -> None:
    """A new version: what was changed, and all themes as they are now."""
    codebook.version += 1
    codebook.save(update_fields=["version"])
    now = [
        {"theme": str(one.pk), "name": one.name, "within": one.parent and one.parent.name}
        for one in themes(codebook)
    ]
    Change.objects.create(
        codebook=codebook, version=codebook.version, words=words[:300], by=actor, at=clock.now(),
        themes=now,
    )  # fmt: skip


# Shaping


@act(allow=may_shape)
def add(actor: Actor, codebook: Codebook, name: str, memo: str = "") -> Theme:
    _must_be_free(codebook, name)
    made = Theme.objects.create(
        codebook=codebook, name=name, memo=memo, named=True, since=codebook.version + 1
    )
    _note(codebook, actor, f"“{name}” added")
    return made


@act(allow=may_change)
def describe(
    actor: Actor, theme: Theme, name: str, memo: str = "", parent: Theme | None = None
) -> Theme:
    """Give a theme its name, say what belongs in it, and of which one it is a part."""
    if name != theme.name:
        _must_be_free(theme.codebook, name)
    if parent and (parent.pk == theme.pk or parent.parent_id or theme.parts.exists()):
        raise Refused(Refusal("Themes have parts, and parts have none of their own."))
    words = f"“{theme.name}” is “{name}”" if name != theme.name else f"“{name}” described"
    theme.name, theme.memo, theme.parent, theme.named = name, memo, parent, True
    theme.save(update_fields=["name", "memo", "parent", "named"])
    _note(theme.codebook, actor, words)
    return theme


def _must_be_free(codebook: Codebook, name: str) -> None:
    if codebook.themes.filter(gone_in=None, name__iexact=name).exists():
        raise Refused(Refusal(f"There is a theme “{name}” already.", appeal="Merge the two."))


@act(allow=may_change)
def merge(actor: Actor, theme: Theme, into: Theme) -> Theme:
    """Two are one: texts and codes of the first are now those of the second."""
    if into.pk == theme.pk or into.gone_in or into.codebook_id != theme.codebook_id:
        raise Refused(Refusal("Choose another theme of this codebook."))
    Guess.objects.filter(theme=theme).update(theme=into)
    theme.parts.update(parent=into if into.parent_id is None else into.parent)
    theme.into, theme.gone_in = into, theme.codebook.version + 1
    theme.save(update_fields=["into", "gone_in"])
    _note(theme.codebook, actor, f"“{theme.name}” merged into “{into.name}”")
    return into


@act(allow=may_change)
def split(_actor: Actor, theme: Theme) -> None:
    """Ask the method for parts of a theme; a worker hears of it."""
    if theme.parent_id:
        raise Refused(Refusal("This is a part itself. Name it better, or code its texts anew."))


@act(allow=by_law, facts=lambda number: {"parts": number})
def divide(_actor: Actor, theme: Theme, found: Sequence[Found]) -> int:
    """The parts that the method found in a theme. One part alone is none."""
    if len(found) < 2:
        return 0
    made = [_theme(theme.codebook, one, theme) for one in found]
    _guess(theme.codebook, _of(zip(made, found, strict=True)))
    _note(theme.codebook, None, f"“{theme.name}” divided into {len(made)} parts")
    return len(made)


@act(allow=may_change)
def leave_out(actor: Actor, theme: Theme) -> None:
    """A theme that is none: its texts wait to be taken for something else."""
    Guess.objects.filter(theme=theme).update(theme=None, sure=0)
    theme.parts.update(parent=None)
    theme.gone_in = theme.codebook.version + 1
    theme.save(update_fields=["gone_in"])
    _note(theme.codebook, actor, f"“{theme.name}” left out")


# Reading


@act(allow=may_code, facts=lambda number: {"texts": number})
def code(
    actor: Actor, codebook: Codebook, taken: Mapping[Text, Theme | None], *, by_lot: bool = True
) -> int:
    """What somebody takes these texts for; said again, it is corrected."""
    known = {one.pk for one in codebook.themes.filter(gone_in=None)}
    inside = set(texts_of(codebook).filter(pk__in=[one.pk for one in taken]).values_list("pk"))
    for text, theme in taken.items():
        if (text.pk,) not in inside or (theme and theme.pk not in known):
            raise Refused(Refusal("This codebook has changed meanwhile. Load the page again."))
        _code(actor, codebook, text, theme, by_lot=by_lot)
    return len(taken)


def _code(
    actor: Actor, codebook: Codebook, text: Text, theme: Theme | None, *, by_lot: bool
) -> None:
    known = Coding.objects.by_rule("one reading by each")
    before = known.filter(text=text, by=actor).first()
    known.update_or_create(
        text=text, by=actor,
        defaults={
            "codebook": codebook, "theme": theme, "at": clock.now(),
            "by_lot": before.by_lot if before else by_lot,
        },
    )  # fmt: skip
    _guess(codebook, {str(text.pk): (str(theme.pk) if theme else "", 1.0)})


# Telling


@act(allow=may_ask_for_report)
def read_on(_actor: Actor, codebook: Codebook) -> Report:
    """Carry what people read to the rest, and count; a worker hears of it."""
    return Report.objects.create(codebook=codebook, asked_at=clock.now())


@act(allow=by_law, facts=lambda report: {"themes": len(report.told.get("themes", []))})
def tell(_actor: Actor, report: Report, told: Mapping[str, Any], guesses: Guesses) -> Report:
    """What the worker has read and counted."""
    _guess(report.codebook, guesses)
    report.version, report.told, report.made_at = report.codebook.version, dict(told), clock.now()
    report.save(update_fields=["version", "told", "made_at"])
    return report


@act(allow=may_publish)
def publish(actor: Actor, report: Report, quotes: Collection[str] = ()) -> Report:
    """Tell everyone; of the quotes only those that a person has read and found harmless."""
    for one in report.told["themes"]:
        one["quotes"] = [words for words in one["quotes"] if words in quotes]
    report.published_at, report.published_by = clock.now(), actor
    report.save(update_fields=["told", "published_at", "published_by"])
    return report


@act(allow=may_demand)
def raise_demand(actor: Actor, theme: Theme, words: str, why: str, asked_of: Unit) -> Demand:
    """Ask that a programme should say it; the thread leads back to what was heard."""
    unit = theme.codebook.question.survey.unit
    return programme.raise_demand(actor, unit, words, why, asked_of, theme)
