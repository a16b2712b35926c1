from django.urls import reverse

from articulator.identity.bodies.models import Body, Term
from articulator.identity.bodies.queries import resting
from articulator.identity.bodies.rules import needs
from articulator.intelligence.ecology.rules import may_begin, may_tend
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.campaigns.catalogue import appeals, gatekeepers
from articulator.operations.campaigns.models import (
    APPEAL,
    Application,
    Campaign,
    Covenant,
    Handover,
)

LAUNCH = "launch_campaign"
S = Application.State


# The gate


def may_ask(actor: Actor, unit: Unit) -> Refusal | None:
    """Anyone whom a letter can reach, of a unit that is part of the organisation."""
    if actor is None:
        return Refusal("Sign in, so that the answer finds you.")
    if unit.closed_at or unit.autonomous:
        return Refusal(f"{unit} cannot support a campaign.", appeal="Choose a branch or a region.")
    return None


def may_judge(actor: Actor, application: Application) -> Refusal | None:
    if not application.is_open:
        return Refusal("The gate has answered.", appeal="A no can be appealed for thirty days.")
    if body := gatekeepers():
        return _sits_in(actor, body, "open the gate")
    return needs(actor, LAUNCH, application.unit)


def may_prepare(actor: Actor, application: Application) -> Refusal | None:
    """Whoever asks says whose strength it draws on; so may those who care for others there."""
    if application.state == S.ACCEPTED:
        return Refusal("It has been let through.", appeal="Plan what comes next on its own page.")
    if actor and actor == application.asked_by:
        return None
    return may_tend(actor, application.unit)


def passes(application: Application) -> Refusal | None:
    """The guard: a campaign begins and grows here, and both need the yes of those who carry it."""
    return may_begin(
        application, "accelerate", LAUNCH, to=reverse("campaigns:prepare", args=[application.pk])
    )


def may_appeal(actor: Actor, application: Application) -> Refusal | None:
    if actor is None or actor != application.asked_by:
        return Refusal("Whoever asked at the gate appeals, nobody for them.")
    if application.state != S.REFUSED:
        return Refusal("There is no answer of the gate to appeal against.")
    if application.appeal:
        return Refusal("This was appealed before.", appeal="Ask again when something has changed.")
    if application.decided_at and clock.now() > application.decided_at + APPEAL:
        return Refusal("Thirty days are over.", appeal="Ask again when something has changed.")
    return None


def may_answer_appeal(actor: Actor, application: Application) -> Refusal | None:
    """Others than those who keep the gate."""
    if application.state != S.APPEALED:
        return Refusal("Nothing is under appeal here.")
    if _sits(actor, gatekeepers()):
        return Refusal("Whoever keeps the gate does not hear appeals against it.")
    if appeals() is None:
        return Refusal(
            "The constitution in force names no body that hears appeals.",
            appeal="Ask again at the gate when something has changed.",
        )
    return _sits_in(actor, appeals(), "answer this appeal")


def _sits(actor: Actor, body: Body | None) -> bool:
    return Term.objects.current().filter(person=actor, seat__group__body=body).exists()


def _sits_in(actor: Actor, body: Body | None, what: str) -> Refusal | None:
    if body and actor and _sits(actor, body):
        if resting(actor):
            return Refusal("Your office rests until your sign-in has a second factor.")
        return None
    return Refusal(
        f"Only those who sit in the {body} can {what}.",
        clause=body.clause if body else "",
        appeal="Its seats and who holds them stand on its page.",
    )


# The campaign and its covenant


def runs(campaign: Campaign) -> Refusal | None:
    return Refusal("This campaign has ended.") if campaign.ended_at else None


def speaks(actor: Actor, campaign: Campaign) -> Refusal | None:
    """No office of the party speaks for a campaign."""
    if actor is None or actor != campaign.speaker:
        return Refusal(
            f"Only {campaign.speaker} speaks for this campaign: it is its own.",
            appeal="Write to them, or start a campaign of your own.",
        )
    return runs(campaign)


def may_serve(actor: Actor, campaign: Campaign) -> Refusal | None:
    """The campaign itself says what it works for: a programme binds no campaign."""
    return speaks(actor, campaign)


def may_answer_offer(actor: Actor, offer: Handover) -> Refusal | None:
    if offer.answered_at:
        return Refusal("This was answered.", appeal="Whoever speaks for it can ask again.")
    if actor is None or actor != offer.to:
        return Refusal("Whoever was asked answers.")
    return runs(offer.campaign)


def may_sign(actor: Actor, covenant: Covenant) -> Refusal | None:
    """For the unit that supports: who records there what a body decided."""
    if covenant.signed_at:
        return Refusal("This covenant is signed.")
    return runs(covenant.campaign) or needs(actor, "keep_roll", covenant.unit)


def may_ask_back(actor: Actor, covenant: Covenant) -> Refusal | None:
    """The one thing over which the party has a say: money that it gave itself."""
    if covenant.signed_at is None or not covenant.money:
        return Refusal("No money was given by this covenant.")
    if covenant.asked_back == covenant.money:
        return Refusal("All of it was asked back already.")
    return needs(actor, "keep_roll", covenant.unit)
