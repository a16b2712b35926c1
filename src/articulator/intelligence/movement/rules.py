"""Who puts groups on the map, who sees their ties, who may take the map out, and never alone."""

from django.db import models

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.ecology.queries import sits_in
from articulator.intelligence.ecology.rules import may_keep, may_tend
from articulator.intelligence.movement.catalogue import brokerage_clause, clause
from articulator.intelligence.movement.models import Introduction, Release, Spot, Tie
from articulator.intelligence.movement.queries import council, keeps_the_map, tie_of
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_read_ties[S: models.Model](actor: Actor, _what: S) -> Refusal | None:
    """Who is tied to whom is a list of targets in the wrong hands: few see it, and it is logged."""
    if keeps_the_map(actor):
        return None
    body = council()
    return Refusal(
        "Who is tied to whom is seen only by those who keep the map: it could harm the groups.",
        clause=clause(),
        appeal=f"Ask somebody who sits in {body}, or who keeps the roll of your unit."
        if body
        else "Ask whoever keeps the roll of your unit.",
    )


def may_place(actor: Actor, partner: Partner) -> Refusal | None:
    """Whoever looks after the group, unless it does not want to be on the map."""
    return off_the_map(partner) or may_keep(actor, partner)


def may_map(actor: Actor, unit: Unit) -> Refusal | None:
    return may_tend(actor, unit)


def off_the_map(partner: Partner) -> Refusal | None:
    spot = Spot.objects.filter(pk=partner.pk, off_at__isnull=False).exists()
    return Refusal(
        f"{partner} does not want to be on the map.",
        appeal="Only they can come back, by the link that they have.",
    ) if spot else None  # fmt: skip


def may_speak(_actor: Actor, _partner: Partner) -> Refusal | None:
    """Whoever holds the group's link; the view has opened it."""
    return None


def may_tie(actor: Actor, partner: Partner) -> Refusal | None:
    return off_the_map(partner) or may_keep(actor, partner)


def may_untie(actor: Actor, tie: Tie) -> Refusal | None:
    """Whoever looks after one of the two."""
    refusal = may_keep(actor, tie.one)
    return refusal and may_keep(actor, tie.other)


# Introductions


def may_introduce(actor: Actor, one: Partner) -> Refusal | None:
    return may_read_ties(actor, one) or off_the_map(one) or silent(one)


def may_bring_together(actor: Actor, one: Partner, other: Partner) -> Refusal | None:
    """Both want to be asked, do not know each other, and have not said no to each other."""
    if one.pk == other.pk:
        return Refusal("That is one group.")
    if refusal := may_introduce(actor, one) or may_introduce(actor, other):
        return refusal
    tie = tie_of(one, other)
    if tie and not tie.has_faded:
        return Refusal(f"{one} and {other} are in touch already.")
    ends = {"one__in": [one, other], "other__in": [one, other]}
    known = Introduction.objects.filter(**ends).first()
    if known and known.refused:
        return Refusal(
            "One of them would rather not. It is not asked again.", clause=brokerage_clause()
        )
    if known and known.is_open:
        return Refusal("Somebody brings them together already.")
    return None


def silent(partner: Partner) -> Refusal | None:
    return Refusal(
        f"{partner} does not want to be asked by us.",
        appeal="Talk with them. They can begin again by the link that they have.",
    ) if partner.left_at else None  # fmt: skip


def may_say(_actor: Actor, introduction: Introduction) -> Refusal | None:
    """Whoever holds the link of one of the two, until it has an outcome."""
    if introduction.outcome != Introduction.Outcome.OPEN:
        return Refusal("This is over.")
    return None


def may_write_down(actor: Actor, introduction: Introduction) -> Refusal | None:
    """An officer types in what a group said; never the one who asked."""
    if actor and actor == introduction.by:
        return Refusal(
            "Whoever asks does not write down the answer.",
            appeal="Let somebody else ring them, or wait for their own click.",
        )
    return may_say(actor, introduction) or may_read_ties(actor, introduction)


def may_tell(actor: Actor, introduction: Introduction) -> Refusal | None:
    """What came of it: whoever keeps the map, once both had agreed or one had not."""
    if introduction.agreed_at is None and not introduction.refused:
        return Refusal("Both have to say yes first.", clause=brokerage_clause())
    return may_read_ties(actor, introduction)


# The target, and the map as a file


def may_aim(actor: Actor, root: Unit) -> Refusal | None:
    """Who sits in the council, and whoever keeps the roll of the whole."""
    return None if sits_in(actor, council()) else may_tend(actor, root)


def may_ask_for_map(actor: Actor, unit: Unit) -> Refusal | None:
    return may_tend(actor, unit)


def may_second(actor: Actor, release: Release) -> Refusal | None:
    """Somebody else who keeps the map; nobody alone."""
    if actor is not None and actor == release.by:
        return Refusal(
            "Whoever asks for the map cannot agree to it.",
            appeal="Ask somebody else who keeps the map, and tell them what it is for.",
        )
    if release.agreed_at or release.refused_at or release.is_gone:
        return Refusal("This is settled.")
    return may_read_ties(actor, release)


def may_take(actor: Actor, release: Release) -> Refusal | None:
    """Only who asked, while they hold the office, once a second has agreed, for a week."""
    if actor is None or actor != release.by:
        return Refusal("Only the officer who asked for this map can take it.")
    if release.agreed_at is None:
        return Refusal(
            "A second officer has to agree first.", clause=clause(),
            appeal="Tell somebody who keeps the map what it is for.",
        )  # fmt: skip
    if release.is_gone:
        return Refusal("The week is over.", appeal="Ask anew.")
    return may_tend(actor, release.unit)


def may_remind(_actor: Actor, spot: Spot) -> Refusal | None:
    asked_today = spot.asked_at and spot.asked_at.date() == clock.today()
    return Refusal("They were asked already.") if asked_today else None
