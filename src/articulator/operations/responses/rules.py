from django.urls import reverse

from articulator.identity.bodies.queries import holds
from articulator.intelligence.ecology.queries import guard
from articulator.intelligence.ecology.rules import may_begin, may_tend
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.responses.models import Response
from articulator.operations.responses.queries import OCCASION, power


def may_call(actor: Actor, unit: Unit) -> Refusal | None:
    """Whom the constitution lets act at once, and those who care for others in the unit."""
    if OCCASION not in guard().occasions and not power():
        return Refusal(
            "The constitution in force knows no rapid response.",
            appeal="Write down a plan, or a campaign: the usual way is open.",
        )
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    if holds(actor, OCCASION, unit):
        return None
    return may_tend(actor, unit)


def may_run(actor: Actor, response: Response) -> Refusal | None:
    if response.is_over:
        return Refusal("This response is over.", appeal="Call for another one.")
    if actor and actor == response.called_by:
        return None
    return may_call(actor, response.unit)


def may_start(actor: Actor, response: Response) -> Refusal | None:
    """However sudden it is: those who carry it have said yes."""
    if response.begun_at:
        return Refusal("This is under way.")
    to = reverse("responses:response", args=[response.pk])
    return may_run(actor, response) or may_begin(response, OCCASION, to=to)
