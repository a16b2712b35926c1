"""Calling for help within hours, beginning when all have agreed, ending."""

from dataclasses import replace

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Draws
from articulator.intelligence.ecology.queries import plan_of
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.operations.responses.models import Response
from articulator.operations.responses.queries import OCCASION, WITHIN, lasts
from articulator.operations.responses.rules import may_call, may_run, may_start


@act(allow=may_call)
def call(actor: Actor, unit: Unit, title: str, why: str, draws: Draws) -> Response:
    """Say what cannot wait, and ask those who would carry it: they answer within a day."""
    assert actor, "the rule has refused a visitor"
    now = clock.now()
    if draws.ends > lasts().after(now).date():
        raise Refused(Refusal(
            f"A rapid response lasts {lasts().words()} at most.", clause=f"powers.{OCCASION}",
            appeal="Plan what comes after it in the usual way, as a campaign.",
        ))  # fmt: skip
    made = Response.objects.create(
        unit=unit, title=title, why=why, until=draws.ends, called_by=actor, called_at=now
    )
    links.join(made, "called in", unit)
    asks = [replace(one, answer_by=now + WITHIN) for one in draws.asks]
    ecology.plan(actor, made, unit, OCCASION, title, replace(draws, asks=asks))
    return made


@act(allow=may_start)
def start(_actor: Actor, response: Response) -> Response:
    """It begins: those who carry it have agreed."""
    response.begun_at = clock.now()
    response.save(update_fields=["begun_at"])
    return response


@act(allow=may_run)
def end(_actor: Actor, response: Response) -> Response:
    """It is over, begun or not; what was promised for it is free again."""
    response.ended_at = clock.now()
    response.save(update_fields=["ended_at"])
    if plan := plan_of(response):
        ecology.finish(None, plan, happened=response.begun_at is not None)
    return response
