"""The other things of operations: sprints, training, campaigns, doors."""

from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.cells.models import Bond, Cell
from articulator.operations.cells.queries import join_token, start_token
from articulator.operations.fieldwork import acts as field
from articulator.operations.fieldwork.keys import claim_code
from articulator.operations.fieldwork.models import Held, Packet, Turf
from articulator.operations.sprints.models import Sprint
from articulator.operations.training.models import Curriculum, Session
from articulator.site.demo.personas import who_is
from tests.site.house.common import Args, branch


def sprints() -> Args:
    tried = [Sprint.objects.get(unit__parent=None).pk]
    return {
        **{f"sprints:{name}": tried for name in ("note", "revise", "end")},
        "sprints:sprint": [Sprint.objects.filter(ending="stop")[0].pk],
    }


def training() -> Args:
    change = [Curriculum.objects.get(state="proposed").pk]
    coming = [Session.objects.filter(trainer=who_is("trainer")).latest("starts_at").pk]
    course = ["how_the_party_works"]
    return {
        **{f"training:{name}": course
           for name in ("course", "whole", "download", "texts", "propose")},
        **{f"training:{name}": change for name in ("curriculum", "decide")},
        **{f"training:{name}": coming
           for name in ("session", "sign_up", "call_off", "record", "observe")},
        "training:module": [*course, 1, "seats-filled-by-lot"],
        "training:step_back": [Session.objects.filter(course="trainer")[0].pk],
    }  # fmt: skip


def campaigns() -> Args:
    """The campaign of the demo, a cell that wants to be found, one who waits and one refused."""
    campaign, cell = Campaign.objects.get(), Cell.objects.get(name="Ropewalk")
    waiting, refused = (
        Application.objects.get(state="asked"),
        Application.objects.get(state="refused"),
    )
    slug, bond = [campaign.unit.slug], Bond.objects.filter(agreed_at=None).get()
    of = ("campaign", "covenant", "write_covenant", "sign", "ask_back", "renew_start", "end",
          "serve")  # fmt: skip
    at = ("cell", "sheet", "tend", "change", "split", "stay", "leave", "count", "write_in", "renew",
          "end_cell", "reach_out")  # fmt: skip
    return {
        **{f"campaigns:{name}": slug for name in of},
        **{f"cells:{name}": slug for name in ("campaign", "growth", "plan")},
        **{f"cells:{name}": [cell.pk] for name in at},
        "campaigns:application": [waiting.pk], "campaigns:decide": [waiting.pk],
        "campaigns:judge": [waiting.pk, "trainers"],
        "campaigns:appeal": [refused.pk], "campaigns:answer_appeal": [refused.pk],
        "cells:start": [start_token(campaign)], "cells:join": [join_token(cell)],
        "cells:agree": [cell.pk, bond.pk], "cells:let_go": [cell.pk, bond.pk],
    }  # fmt: skip


def fieldwork() -> Args:
    """The turf that is half walked, a list that nobody has taken, an envelope that waits."""
    turf = Turf.objects.get(kind="doors")
    here, packet = [turf.pk], Packet.objects.by_rule("a test").get(turf__kind="stall")
    door = [turf.pk, turf.places.last().pk]
    collect = field.issue(who_is("secretary"), turf, "Collect", Packet.Way.COLLECT)
    field.claim(None, collect, "a token")
    held = Held.objects.create(
        packet=packet, item=packet.pk, envelope="", digest="0" * 64, why="unreadable"
    )
    of = ("turf", "add", "close", "issue", "sheet", "places", "in_vain",
          "bring_in")  # fmt: skip
    list_ = ("packet", "renew", "revoke", "rescue", "walk", "data", "send", "give_back", "worker",
             "manifest")  # fmt: skip
    return {
        "fieldwork:open": [branch().slug],
        **{f"fieldwork:{name}": here for name in of},
        **{f"fieldwork:{name}": [packet.pk] for name in list_},
        **{f"fieldwork:{name}": door for name in ("type_in", "silence")},
        **{f"fieldwork:{name}": [packet.pk, held.pk] for name in ("admit", "discard")},
        **{f"fieldwork:{name}": [collect.pk, "a token"]
           for name in ("odk", "odk_list", "odk_form", "odk_submission")},
        "fieldwork:claim": [packet.pk, claim_code(packet)],
        "fieldwork:slip": [turf.pk, "23456789abcdefghjkmn"],
    }  # fmt: skip
