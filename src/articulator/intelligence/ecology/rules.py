"""Who looks after partners; and what nobody may begin before those who carry it have agreed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format

from articulator.identity.bodies.rules import needs
from articulator.intelligence.ecology.models import Alarm, Need, Partner, Plan
from articulator.intelligence.ecology.queries import (
    KEEPS,
    Carried,
    Guard,
    body_for,
    carried,
    carried_before,
    carried_for,
    guard,
    needs_of,
    plan_of,
    rests_until,
    sits_in,
    told_of,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.methods.capacity import Week, bearable, worst


def may_tend(actor: Actor, unit: Unit) -> Refusal | None:
    """Those who keep the roll of the unit, and the body that decides on care for others."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    if sits_in(actor, body_for(guard().decided_by, unit)):
        return None
    return needs(actor, KEEPS, unit)


def may_keep(actor: Actor, partner: Partner) -> Refusal | None:
    return may_tend(actor, partner.unit)


def may_write(actor: Actor, partner: Partner) -> Refusal | None:
    return gone(partner) if partner.left_at else may_keep(actor, partner)


def gone(partner: Partner) -> Refusal:
    return Refusal(
        f"{partner} does not want to be asked by us any more.",
        appeal="Talk with them. They can begin again by the link that they have.",
    )


def may_speak(_actor: Actor, _partner: Partner) -> Refusal | None:
    """Whoever holds the group's link; the view has opened it."""
    return None


def may_change_plan(actor: Actor, plan: Plan) -> Refusal | None:
    if plan.is_over:
        return Refusal("This plan is over.", appeal="Make a new one.")
    return None if actor and actor.pk == plan.by_id else may_tend(actor, plan.unit)


def may_revise(actor: Actor, need: Need) -> Refusal | None:
    if need.dropped_at:
        return Refusal("This is no longer asked for.")
    return may_change_plan(actor, need.plan)


def may_answer(_actor: Actor, need: Need) -> Refusal | None:
    """Whoever holds the group's link, and as often as they like while the plan lasts."""
    over = need.plan.is_over or need.dropped_at
    return Refusal("This is no longer asked for.") if over else None


def may_write_down(actor: Actor, need: Need) -> Refusal | None:
    """An officer types in what the group said; never the one who asked."""
    if actor and actor == need.plan.by:
        return Refusal(
            "Whoever asks does not write down the answer.",
            appeal="Let somebody else ring them, or wait for their own click.",
        )
    return may_answer(actor, need) or may_keep(actor, need.partner)


def may_reply(actor: Actor, alarm: Alarm) -> Refusal | None:
    """Those who sit in the body that it went to; where there is none, who keeps the contact."""
    if alarm.replied_at:
        return Refusal("This alarm has been answered.")
    if actor in told_of(alarm):
        return None
    if alarm.to is None:
        return may_keep(actor, alarm.partner)
    return Refusal(
        f"{alarm.to} answers this alarm.", clause=alarm.to.clause,
        appeal="Tell somebody who sits in it: it is due.",
    )  # fmt: skip


def may_remind(_actor: Actor, need: Need) -> Refusal | None:
    return Refusal("They were reminded already.") if need.reminded_at else None


# The guard


def may_draw(what: models.Model) -> Refusal | None:
    """Whether something may begin that draws on the strength of others (R-170).

    Asked before a launch, a rapid response or an acceleration: was said whose strength it needs,
    did they all say yes, and is no one of them loaded beyond what they can bear?
    """
    plan = plan_of(what)
    said = guard(plan.unit if plan else None)
    asked = needs_of(plan) if plan else []
    if plan is None or not (asked or plan.alone):
        return Refusal(
            "Nobody has said yet whose strength this draws on.", clause=said.clause,
            appeal="Name the groups that will carry it, or say that none will.",
        )  # fmt: skip
    known, earlier = carried([need.partner for need in asked]), carried_before(asked)
    refusals = (may_need(need, carried_for(need, known), said, earlier[need.pk]) for need in asked)
    return next((one for one in refusals if one), None) or _unthought(plan, said)


def may_begin(what: models.Model, *occasions: str, to: str = "") -> Refusal | None:
    """For callers: asked on each occasion for which the constitution asks for the check.

    `to` is the page where it is said whose strength a thing draws on; what is refused leads there,
    and once there is a plan, to the plan.
    """
    if not set(occasions) & set(guard().occasions):
        return None
    refusal, plan = may_draw(what), plan_of(what)
    if refusal is None or refusal.to:
        return refusal
    if plan is None:
        return replace(refusal, step="Say whose strength it draws on", to=to)
    return replace(refusal, step="The plan, and what each group said", to=plan.get_absolute_url())


def may_need(
    need: Need, known: Carried, said: Guard, earlier: Sequence[Need] = ()
) -> Refusal | None:
    """Why one group does not carry what is asked of it, or None if it does."""
    week = worst(known.weeks_with(need), said.share, known.promises)
    return (
        _unanswered(need, known, said)
        or _refused(need, said)
        or _resting(need, said, earlier)
        or _not_looked_back(need, said, earlier)
        or _overloaded(need, week, said)
    )


def _resting(need: Need, said: Guard, earlier: Sequence[Need]) -> Refusal | None:
    """Who has just carried something rests first, unless they say that they want to go on."""
    if need.no_rest or not earlier:
        return None
    last, until = earlier[0], rests_until(earlier[0], said)
    if until < need.begins:
        return None
    return Refusal(
        f"{need.partner} carries {last.what} for “{last.plan}” until {day_words(last.ends)}, and "
        f"rests until {day_words(until)}.", said.rest_clause,
        f"Begin after that day. They can also say on their page that they want no rest."
        f"{said.appeal}",
    )  # fmt: skip


def _not_looked_back(need: Need, said: Guard, earlier: Sequence[Need]) -> Refusal | None:
    """Before a unit draws on a group again, it has written down how it went the last time."""
    today = clock.today()
    own = (one.plan for one in earlier if one.plan.unit_id == need.plan.unit_id)
    open_ = next((one for one in own if one.reviewed_at is None and one.ends < today), None)
    if open_ is None:
        return None
    return Refusal(
        f"{need.partner} carried “{open_}”, and nobody has written down how it went.",
        said.rest_clause, f"Look back on it first: four short answers, no blame.{said.appeal}",
        "Look back on it", reverse("reviews:write", args=[open_.pk]),
    )  # fmt: skip


def _unthought(plan: Plan, said: Guard) -> Refusal | None:
    """What the constitution asks before anything begins, beside the sums (R-171)."""
    missing = [one for one in said.questions if not plan.thoughts.get(one)]
    if not missing:
        return None
    return Refusal(
        f"One question is still open: {question_words(missing[0])}", said.clause,
        "Answer it in a sentence, on the plan’s page.",
        "The plan", f"{plan.get_absolute_url()}#questions",
    )  # fmt: skip


ASKED = {
    "who_bears_risk": "Who bears the risk, and do they know?",
    "overlap_with_existing_campaigns": "Who does something like it already, and were they asked?",
    "aftercare": "Who looks after people afterwards?",
}


def question_words(key: str) -> str:
    """A question of the constitution as a sentence."""
    return ASKED.get(key, f"{key.replace('_', ' ').capitalize()}?")


def day_words(day: date) -> str:
    return date_format(day, "j F Y")


def _unanswered(need: Need, known: Carried, said: Guard) -> Refusal | None:
    """Silence is not a yes, and too much is said to be too much while they think."""
    if need.answer != Need.Answer.OPEN:
        return None
    day = date_format(need.answer_by, "j F")
    late = f"{need.partner} has not answered by {day}, and silence is not a yes."
    words = late if need.is_late else f"{need.partner} has been asked, and answers by {day}."
    week = worst(known.weeks_with(need), said.share)
    over = f" {sum_words(need, week, said)}" if week else ""
    ring = "Ring them, or ask somebody else" if need.is_late else "Wait for their answer"
    return Refusal(f"{words}{over}", said.clause, f"{ring}.{said.appeal}")


def _refused(need: Need, said: Guard) -> Refusal | None:
    words = f" They say: “{need.words}”" if need.words else ""
    if need.answer == Need.Answer.NO:
        return Refusal(
            f"{need.partner} said no to {need.per_week} {need.what} a week.{words}", said.clause,
            f"Plan without them, or ask for something else.{said.appeal}",
        )  # fmt: skip
    if need.promised < need.per_week:
        return Refusal(
            f"{need.partner} can give {need.promised} {need.what} a week, and this plan counts on "
            f"{need.per_week}.{words}", said.clause,
            f"Plan with {need.promised}.{said.appeal}",
        )  # fmt: skip
    return None


def _overloaded(need: Need, week: Week | None, said: Guard) -> Refusal | None:
    if week is None:
        return None
    since = "More was planned, or they can carry less, since they said yes. "
    return Refusal(
        f"{since}{sum_words(need, week, said)}", said.clause,
        f"Ask them again, for less or for other weeks.{said.appeal}",
    )  # fmt: skip


def sum_words(need: Need, week: Week, said: Guard) -> str:
    """The sum in plain words: what is promised, what this adds, what they can carry."""
    before = week.load - need.per_week
    already = f"{before} {need.what} are promised already, and {need.per_week}" if before else (
        f"{need.per_week} {need.what}"
    )  # fmt: skip
    together = f" make {week.load}" if before else " are asked"
    begins = date_format(week.monday, "j F Y")
    if week.capacity == 0:
        return (
            f"In the week of {begins} {already}{together}. {need.partner} has not said that it can "
            f"carry any then."
        )
    return (
        f"In the week of {begins} {already}{together}. {need.partner} can carry {week.capacity}, "
        f"and {said.share_words} of that is {week.most(said.share)}."
    )


def room(need: Need, known: Carried, said: Guard) -> int:
    """How much of what is asked would stay within what they can bear, in its fullest week."""
    weeks = known.weeks_with(need)
    left = (bearable(w, said.share, known.promises) - w.load + need.per_week for w in weeks)
    return max(0, min([need.per_week, *left]))
