"""Who reports back, who stops letters."""

from articulator.identity.programme.rules import may_raise
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.loop.queries import heard
from articulator.intelligence.themes.models import Theme
from articulator.kernel.acts import Actor, Refusal


def may_report(actor: Actor, theme: Theme) -> Refusal | None:
    """An office of the unit that asked, about what it has published."""
    if refusal := may_raise(actor, theme.codebook.question.survey.unit):
        return refusal
    if not heard([theme.pk]):
        return Refusal(
            "Nothing of this theme has been published, so there is nothing to report back on.",
            appeal="Read some more, count, and publish what was heard.",
        )
    return None


def may_stop(_actor: Actor, _contact: Contact) -> Refusal | None:
    """Whoever holds the letter."""
    return None
