"""Who reads, who shapes a codebook, who publishes."""

from articulator.identity.programme.rules import may_raise
from articulator.intelligence.listening.models import Question
from articulator.intelligence.listening.rules import may_read, may_tend
from articulator.intelligence.themes.models import Codebook, Report, Theme
from articulator.intelligence.themes.queries import published_row
from articulator.kernel.acts import Actor, Refusal


def may_begin(actor: Actor, question: Question) -> Refusal | None:
    if Codebook.objects.filter(question=question).exists():
        return Refusal("This question has its codebook already.")
    if not question.has_words:
        return Refusal("This question is not answered in words.")
    return may_read(actor, question.survey)


def may_shape(actor: Actor, codebook: Codebook) -> Refusal | None:
    """Those who were asked to read the answers."""
    return may_read(actor, codebook.question.survey)


def may_code(actor: Actor, codebook: Codebook) -> Refusal | None:
    if actor is None:
        return Refusal("Named people read. Sign in.")
    return may_shape(actor, codebook)


def may_change(actor: Actor, theme: Theme) -> Refusal | None:
    if theme.gone_in:
        return Refusal("This theme is no longer in the codebook.")
    return may_shape(actor, theme.codebook)


def may_ask_for_report(actor: Actor, codebook: Codebook) -> Refusal | None:
    if codebook.reports.filter(made_at=None).exists():
        return Refusal("A reading is under way. It takes a minute at most.")
    return may_shape(actor, codebook)


def may_publish(actor: Actor, report: Report) -> Refusal | None:
    if report.made_at is None:
        return Refusal("There is nothing to publish yet.")
    if not report.told.get("themes"):
        return Refusal(
            "Too little has been read for a share that can be relied on.",
            appeal="Read some more texts, then count again.",
        )
    return may_tend(actor, report.codebook.question.survey)


def may_demand(actor: Actor, theme: Theme) -> Refusal | None:
    """From what was published, an office of the unit that asked; not from a reading under way."""
    if theme.into:
        return Refusal(
            f"“{theme}” was merged into “{theme.into}”.", appeal="Raise the demand from that one."
        )
    if theme.gone_in:
        return Refusal(f"“{theme}” was left out since it was published.")
    if not published_row(theme):
        return Refusal(
            "This theme has not been published.",
            appeal="Read some more, count, and publish what was heard first.",
        )
    return may_raise(actor, theme.codebook.question.survey.unit)
