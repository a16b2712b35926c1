"""The gate answers, a campaign speaks for itself, both sides sign what they promise."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from articulator.identity.constitution.acts import set_up
from articulator.identity.constitution.queries import in_force
from articulator.identity.programme.models import Item
from articulator.identity.programme.queries import SERVES
from articulator.identity.units.acts import close_autonomous, open_autonomous
from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Draws
from articulator.intelligence.ecology.models import Plan
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.constitution import majority_reached
from articulator.operations.campaigns import letters
from articulator.operations.campaigns.catalogue import criteria
from articulator.operations.campaigns.models import (
    TERM,
    Application,
    Campaign,
    Covenant,
    Finding,
    Handover,
    Tenure,
)
from articulator.operations.campaigns.queries import (
    CAME_FROM,
    GREW_FROM,
    page_behind,
    page_of,
    plans_of,
    servable,
)
from articulator.operations.campaigns.rules import (
    may_answer_appeal,
    may_answer_offer,
    may_appeal,
    may_ask,
    may_ask_back,
    may_judge,
    may_prepare,
    may_serve,
    may_sign,
    passes,
    speaks,
)

S = Application.State
LEVEL, MAJORITY = "campaign", "1/2"
CHECKED = "ecology_check_passed"  # the criterion that the guard itself answers

type Decision = Mapping[str, Any]


@act(allow=may_ask)
def ask(actor: Actor, unit: Unit, name: str, about: str, origin: str = "") -> Application:
    """Ask at the gate. The criteria are those of today, whatever changes later."""
    assert actor, "the rule has refused a visitor"
    if Unit.objects.filter(name__iexact=name).exists():
        raise Refused(Refusal(f"There is something called {name} already. Choose another name."))
    made = Application.objects.create(
        name=name, about=about, unit=unit, asked_by=actor, asked_at=clock.now(),
        criteria=[{"key": c.key, "words": c.words, "clause": c.clause} for c in criteria()],
    )  # fmt: skip
    if page := page_behind(origin):
        links.join(made, CAME_FROM, page)
    return made


@act(allow=may_prepare)
def prepare(actor: Actor, application: Application, draws: Draws) -> Plan:
    """Say whose strength it draws on, and ask them: nothing is let through before they agree."""
    return ecology.plan(actor, application, application.unit, "accelerate", application.name, draws)


@act(allow=may_judge)
def judge(_actor: Actor, application: Application, criterion: str, met: bool, words: str) -> None:
    """Answer one criterion with words. The latest answer counts until the gate decides."""
    if criterion not in {one["key"] for one in application.criteria}:
        raise Refused(Refusal("The gate did not ask this of the campaign."))
    if criterion == CHECKED and met and (refusal := passes(application)):
        raise Refused(refusal)
    Finding.objects.update_or_create(
        application=application, criterion=criterion,
        defaults={"met": met, "words": words, "at": clock.now()},
    )  # fmt: skip


@act(allow=may_judge, facts=lambda made: {"state": made.state})
def decide(
    _actor: Actor, application: Application, decision: Decision, reasons: str
) -> Application:
    """Record what the body decided. Whoever is let through has met all that was asked."""
    carried = majority_reached(MAJORITY, decision["votes_for"], decision["votes_against"])
    if refusal := _undecidable(application, carried):
        raise Refused(refusal)
    application.decision, application.reasons = dict(decision), reasons
    application.decided_at = clock.now()
    application.state = S.ACCEPTED if carried else S.REFUSED
    application.save()
    if carried:
        _found(application)
    return application


def _undecidable(application: Application, carried: bool) -> Refusal | None:
    answered = dict(application.findings.values_list("criterion", "met"))
    if missing := [one["words"] for one in application.criteria if one["key"] not in answered]:
        return Refusal(
            f"Not every criterion is answered: {missing[0]}",
            appeal="Answer it with met or not yet, and say why. The campaign learns from it.",
        )
    if carried and not all(answered.values()):
        return Refusal(
            "Not every criterion is met, so nobody can be let through.",
            appeal="Record a no with its reasons, or answer the criterion anew.",
        )
    return passes(application) if carried else None


def _found(application: Application) -> Campaign:
    """The campaign becomes a unit of its own beside the tree, not a part of it."""
    unit = open_autonomous(None, application.unit, LEVEL, application.name)
    if version := in_force():
        set_up(unit, version)
    made = Campaign.objects.create(
        unit=unit, about=application.about, speaker=application.asked_by, begun_at=clock.now()
    )
    links.join(made, CAME_FROM, application)
    if page := page_of(application):
        links.join(made, GREW_FROM, page)
    _speaks_now(made, application.asked_by)
    return made


def _speaks_now(campaign: Campaign, person: Person) -> None:
    """Part of an act: one term ends and the next begins in the same moment."""
    now = clock.now()
    campaign.tenures.filter(ended_at=None).update(ended_at=now)
    Tenure.objects.create(campaign=campaign, person=person, since=now, until=now + TERM)
    campaign.speaker = person
    campaign.save(update_fields=["speaker"])


@act(allow=may_appeal)
def appeal(_actor: Actor, application: Application, words: str) -> None:
    """Say why the gate is wrong. Others look at it."""
    application.state, application.appeal = S.APPEALED, words
    application.appealed_at = clock.now()
    application.save()


@act(allow=may_answer_appeal, facts=lambda made: {"state": made.state})
def answer_appeal(
    _actor: Actor, application: Application, upheld: bool, words: str
) -> Application:  # fmt: skip
    """Uphold the appeal, and the gate looks again with these words before it; or let it stand."""
    application.state = S.AGAIN if upheld else S.REFUSED
    application.answer = words
    application.save()
    return application


# The campaign


@act(allow=speaks)
def write_covenant(
    _actor: Actor, campaign: Campaign, text: str, party_gives: str, campaign_gives: str,
    money: int, until: date,
) -> Covenant:  # fmt: skip
    """Put a covenant on the table; what lay there unsigned is replaced. Writing is signing."""
    if until <= clock.today():
        raise Refused(Refusal("A covenant ends on a day to come."))
    supporter = campaign.unit.parent
    assert supporter, "a campaign is supported by a unit"
    campaign.covenants.filter(signed_at=None).delete()
    return Covenant.objects.create(
        campaign=campaign, unit=supporter, text=text, party_gives=party_gives,
        campaign_gives=campaign_gives, money=money, until=until, written_at=clock.now(),
    )  # fmt: skip


@act(allow=may_sign)
def sign(_actor: Actor, covenant: Covenant, decision: Decision) -> Covenant:
    """The unit that supports has decided to keep its side: from now on it binds both."""
    covenant.signed_at, covenant.decision = clock.now(), dict(decision)
    covenant.save()
    links.join(covenant, "binds", covenant.campaign)
    return covenant


@act(allow=may_ask_back, facts=lambda made: {"asked_back": made.asked_back})
def ask_back(
    _actor: Actor, covenant: Covenant, pounds: int, why: str, decision: Decision
) -> Covenant:
    """Ask for money back that the unit itself gave: all that the party can ask of a campaign."""
    if not 0 < pounds <= covenant.money - covenant.asked_back:
        raise Refused(Refusal(f"Between 1 and {covenant.money - covenant.asked_back} pounds."))
    covenant.asked_back += pounds
    covenant.why_back = f"{covenant.why_back}\n{decision['body']}: {why}".strip()
    covenant.save()
    return covenant


@act(allow=speaks)
def plan_peak(actor: Actor, campaign: Campaign, title: str, draws: Draws) -> Plan:
    """Before the next big thing: whose strength it draws on. They are asked."""
    supporter = campaign.unit.parent
    assert supporter, "a campaign is supported by a unit"
    return ecology.plan(actor, campaign, supporter, "accelerate", title, draws)


@act(allow=may_serve)
def serve(_actor: Actor, campaign: Campaign, item: Item) -> None:
    """Say for which item of a programme it works. Said again, the first day stays."""
    if not servable(campaign).filter(pk=item.pk).exists():
        raise Refused(Refusal("Choose an item that stands in a programme around the campaign."))
    links.join(campaign, SERVES, item)


@act(allow=speaks)
def hand_over(_actor: Actor, campaign: Campaign, to: Person) -> Handover:
    """Ask somebody to speak for it from now on. Until they say yes, nothing changes."""
    if to == campaign.speaker:
        raise Refused(Refusal("You speak for it already. Ask somebody else."))
    campaign.handovers.filter(answered_at=None).delete()
    made = Handover.objects.create(campaign=campaign, to=to, offered_at=clock.now())
    letters.offer(made)
    return made


@act(allow=may_answer_offer, facts=lambda offer: {"taken": offer.taken})
def answer_offer(_actor: Actor, offer: Handover, taken: bool) -> Handover:
    """With a yes one speaks at once, and whoever spoke before does not any more."""
    asked_by = offer.campaign.speaker
    offer.answered_at, offer.taken = clock.now(), taken
    offer.save(update_fields=["answered_at", "taken"])
    if taken:
        _speaks_now(offer.campaign, offer.to)
    letters.answered(offer, asked_by)
    return offer


@act(allow=speaks)
def renew_start(_actor: Actor, campaign: Campaign) -> None:
    """Make a new link to start cells by; the old one leads nowhere."""
    campaign.letter += 1
    campaign.save(update_fields=["letter"])


@act(allow=speaks)
def end(_actor: Actor, campaign: Campaign, learned: str) -> None:
    """End the campaign and say what was learned. Its cells hear of it and end with it."""
    campaign.ended_at, campaign.learned = clock.now(), learned
    campaign.save()
    for plan in plans_of(campaign):
        ecology.finish(None, plan)
    close_autonomous(None, campaign.unit)
