"""Who puts up sources and watch lists, and what is never watched."""

from articulator.identity.bodies.rules import needs
from articulator.intelligence.scanning.models import Mention, Source, Story, Trial, Watch
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit

KEEPS = "keep_roll"  # the power whose holders look after a unit's news, as after its doors


def may_scan(actor: Actor, unit: Unit) -> Refusal | None:
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    return needs(actor, KEEPS, unit)


def may_tend(actor: Actor, source: Source) -> Refusal | None:
    return may_scan(actor, source.unit)


def may_end(actor: Actor, watch: Watch) -> Refusal | None:
    if watch.ended_at:
        return Refusal("This watch has ended already.")
    return may_scan(actor, watch.unit)


def may_sort(actor: Actor, _story: Story) -> Refusal | None:
    """Any member may say what a story is about."""
    if actor is None:
        return Refusal("Sign in to say what a story is about.")
    return None


def may_place(actor: Actor, mention: Mention) -> Refusal | None:
    if mention.answer != Mention.Answer.OPEN:
        return Refusal("Somebody has said so already.")
    return may_sort(actor, mention.story)


def may_close(actor: Actor, trial: Trial) -> Refusal | None:
    if trial.closed_at:
        return Refusal("These wordings are no longer shown.")
    return may_scan(actor, trial.unit)


def may_tap(_actor: Actor, trial: Trial) -> Refusal | None:
    """Anybody, once, without a name."""
    return Refusal("These wordings are no longer shown.") if trial.closed_at else None


def not_a_person(words: list[str]) -> Refusal | None:
    """Nobody who is known to us is watched. Of strangers a word list cannot know: people must."""
    named = Person.objects.filter(name__in=[word.title() for word in words]) | (
        Person.objects.filter(name__in=words)
    )
    if not named.exists():
        return None
    return Refusal(
        "One of these words is the name of a person. Private persons are never watched.",
        appeal="Name the organisation, the place or the matter instead.",
    )
