"""Who gets in where: every address of the house against every persona (R-19, R-43)."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution.models import Version
from articulator.identity.contacts.acts import agree
from articulator.identity.contacts.models import Consent
from articulator.identity.doors.models import Arrival, Door, Guest
from articulator.identity.doors.queries import confirm_token, invite_token
from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.elections.models import Election, Mark
from articulator.identity.elections.queries import has_voted
from articulator.identity.exports import acts as exports
from articulator.identity.imports.models import Import
from articulator.identity.membership.models import Standing
from articulator.identity.membership.queries import Sought, memberships
from articulator.identity.merges.models import Merge, Pair
from articulator.identity.pools.models import Invited, Round
from articulator.identity.privacy.acts import ask_for_copy, ask_to_be_deleted
from articulator.identity.representation.models import Consultation
from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.ecology.queries import link_token
from articulator.kernel import clock
from articulator.kernel.models import Event, Person, Unit
from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.cells.models import Bond, Cell
from articulator.operations.cells.queries import join_token, start_token
from articulator.operations.decisions.models import Question
from articulator.operations.dna.models import Dna, Draft
from articulator.operations.gatherings.models import Gathering, Need, Registration
from articulator.operations.gatherings.tickets import desk_key, ticket_of
from articulator.operations.incubator import acts as incubator
from articulator.operations.incubator.models import Entry, Grant, Pledge, Poll
from articulator.operations.incubator.models import Round as Evening
from articulator.operations.incubator.queries import chosen, pledge_token
from articulator.operations.sprints.models import Sprint
from articulator.operations.statements import acts as statements
from articulator.operations.statements.models import Conversation, Follower, Outcome
from articulator.operations.statements.queries import follow_token
from articulator.operations.steps.models import Order
from articulator.operations.training.models import Curriculum, Session
from articulator.site.demo.personas import home_of, who_is

EVERYONE = frozenset(
    {"visitor", "stranger", "member", "drawn", "council", "secretary", "other secretary",
     "officer", "founder", "returning officer of yesterday", "newcomer", "trainer", "invited"}
)  # fmt: skip
KNOWN = EVERYONE - {"visitor"}
ROLL = frozenset({"founder", "secretary"})  # the roll of the secretary's own branch
BRANCH = frozenset({"secretary"})  # names stay in the branch, as the data charter says
ALL_ROLLS = frozenset({"founder"})
ELECTIONS = frozenset({"officer"})
BODY = frozenset({"council"})
TRAINERS = frozenset({"founder", "trainer"})
FACILITATORS = ROLL | TRAINERS  # of the secretary's own branch
ROOM = FACILITATORS | {"member"}  # who was named for the evening that they share
HOLDERS = frozenset({"council", "secretary", "other secretary", "officer", "trainer"})
GATE = frozenset({"officer"})  # who sits in the incubator board
SPEAKER = frozenset({"member"})  # for the campaign of the demo
MEMBERS = KNOWN - {"stranger", "founder", "returning officer of yesterday"}
TRYING = MEMBERS | {"founder"}  # who also keeps the roll of all

# Who sees a page (200). Everybody else is led to sign in (302) or refused (403, 404).
PAGES = {
    "home": EVERYONE, "ui": EVERYONE, "log": EVERYONE, "why": EVERYONE, "identity": EVERYONE,
    "bodies:index": EVERYONE, "bodies:body": EVERYONE, "bodies:appoint": KNOWN,
    "constitution:index": EVERYONE, "constitution:version": EVERYONE,
    "constitution:source": EVERYONE, "constitution:compare": EVERYONE,
    "contacts:index": KNOWN,
    "membership:index": EVERYONE, "membership:roll": ROLL,
    "imports:index": KNOWN, "imports:new": ROLL, "imports:columns": BRANCH,
    "imports:import": ROLL,
    "merges:index": KNOWN, "merges:pair": BRANCH,
    "exports:index": KNOWN, "exports:new": ROLL, "exports:export": ROLL,
    "doors:index": EVERYONE, "doors:door": EVERYONE, "doors:thanks": EVERYONE,
    "doors:confirm": EVERYONE, "doors:invited": EVERYONE,
    "doors:you": KNOWN, "doors:leave": KNOWN, "doors:support": KNOWN, "doors:invite": KNOWN,
    "doors:tend": ROLL, "doors:open": ROLL, "doors:change": ROLL, "doors:arrivals": ROLL,
    "unit": EVERYONE, "unit_system": EVERYONE, "units:index": EVERYONE,
    "units:open": ROLL | {"other secretary"}, "units:areas": ROLL,
    "units:divide": ALL_ROLLS, "units:merge": ALL_ROLLS,
    "pools:index": EVERYONE, "pools:unit": EVERYONE, "pools:exposure": EVERYONE,
    "pools:rounds": EVERYONE, "pools:round": EVERYONE, "pools:announce": ELECTIONS,
    "pools:frame": ELECTIONS, "pools:invitation": frozenset({"invited"}),
    "elections:index": EVERYONE, "elections:election": EVERYONE, "elections:call": KNOWN,
    "elections:nominate": KNOWN, "elections:vote": KNOWN, "elections:result": EVERYONE,
    "elections:result_json": EVERYONE, "elections:ballots": EVERYONE,
    "draws:index": EVERYONE, "draws:draw": EVERYONE, "draws:call": KNOWN,
    "draws:invitation": frozenset({"drawn"}), "draws:book": ELECTIONS,
    "representation:index": EVERYONE, "representation:consultation": EVERYONE,
    "representation:body": EVERYONE, "representation:open": ELECTIONS,
    "privacy:index": KNOWN, "privacy:record": EVERYONE,
    "privacy:activity": EVERYONE,
    "privacy:download": frozenset({"member"}), "privacy:delete": KNOWN,
    "intelligence": EVERYONE, "ecology:index": EVERYONE, "ecology:unit": KNOWN,
    "ecology:partner": KNOWN, "ecology:plan": KNOWN, "ecology:add": ROLL, "ecology:change": ROLL,
    "ecology:capacity": ROLL, "ecology:sheet": ROLL, "ecology:draw_up": ROLL,
    "ecology:answer": ALL_ROLLS, "ecology:desk": EVERYONE, "ecology:desk_capacity": EVERYONE,
    "ecology:desk_answer": EVERYONE, "ecology:desk_alarm": EVERYONE,
    "pulse:index": EVERYONE, "pulse:unit": EVERYONE, "pulse:sheet": EVERYONE, "pulse:cards": ROLL,
    "sprints:index": EVERYONE, "sprints:sprint": EVERYONE, "sprints:sheet": EVERYONE,
    "sprints:start": KNOWN, "sprints:revise": TRYING, "sprints:end": TRYING,
    "steps:index": EVERYONE, "steps:kit": EVERYONE, "steps:order": EVERYONE,
    "steps:screen": EVERYONE, "steps:pulse": EVERYONE, "steps:paper": EVERYONE,
    "steps:desk": ROOM, "steps:draw_up": FACILITATORS | {"other secretary"},
    "steps:edit": ROOM, "steps:plan": ROOM, "steps:add": ROOM,
    "steps:change": ROOM, "steps:helpers": ROOM,
    "gatherings:index": EVERYONE, "gatherings:kit": EVERYONE, "gatherings:outcomes": EVERYONE,
    "gatherings:rhythm": EVERYONE, "gatherings:series": EVERYONE, "gatherings:feed": EVERYONE,
    "gatherings:gathering": EVERYONE, "gatherings:file": EVERYONE, "gatherings:poster": EVERYONE,
    "gatherings:ticket": EVERYONE, "gatherings:worth": EVERYONE, "gatherings:desk": EVERYONE,
    "gatherings:worker": EVERYONE, "gatherings:plan": ROLL, "gatherings:change": ROLL,
    "gatherings:call_off": ROLL, "gatherings:hosting": ROLL, "gatherings:people": BRANCH,
    "operations": EVERYONE, "training:index": EVERYONE, "training:course": EVERYONE,
    "training:module": EVERYONE, "training:whole": EVERYONE, "training:download": EVERYONE,
    "training:texts": EVERYONE, "training:curriculum": EVERYONE, "training:propose": KNOWN,
    "training:sessions": KNOWN, "training:session": KNOWN, "training:plan": TRAINERS,
    "statements:index": EVERYONE, "statements:conversation": EVERYONE,
    "statements:mine": EVERYONE, "statements:results": EVERYONE, "statements:rulings": EVERYONE,
    "statements:answers": EVERYONE, "statements:paper": EVERYONE, "statements:confirm": EVERYONE,
    "statements:ask": ROLL, "statements:desk": ROLL, "statements:pass_on": ALL_ROLLS,
    "statements:answer": BODY,
    "decisions:index": EVERYONE, "decisions:room": EVERYONE, "decisions:question": EVERYONE,
    "decisions:paper": EVERYONE, "decisions:pose": ROLL,
    "dna:index": EVERYONE, "dna:join": EVERYONE, "dna:begin": KNOWN, "dna:blank": EVERYONE,
    "dna:dna": EVERYONE, "dna:descend": KNOWN, "dna:pulse": ROLL, "dna:head": ROLL,
    "dna:write": ROLL, "dna:drafts": ROLL, "dna:two": ROLL, "dna:teach_back": ROLL,
    "dna:paper": MEMBERS | {"founder"},
    "incubator:index": EVERYONE, "incubator:round": EVERYONE, "incubator:pulse": EVERYONE,
    "incubator:map": EVERYONE, "incubator:slip": EVERYONE, "incubator:vote": EVERYONE,
    "incubator:pledge": EVERYONE, "incubator:promise": EVERYONE, "incubator:score": KNOWN,
    "incubator:announce": ROLL, "incubator:desk": ROLL, "incubator:cards": ROLL,
    "incubator:slips": ROLL, "incubator:papers": ROLL, "incubator:grant": ROLL,
    "training:trainers": EVERYONE,
    "campaigns:index": EVERYONE, "campaigns:gate": EVERYONE, "campaigns:ask": KNOWN,
    "campaigns:application": EVERYONE, "campaigns:campaign": EVERYONE,
    "campaigns:covenant": EVERYONE,
    "cells:index": EVERYONE, "cells:campaign": EVERYONE, "cells:growth": EVERYONE,
    "cells:plan": EVERYONE, "cells:start": EVERYONE, "cells:join": EVERYONE,
    "cells:cell": EVERYONE, "cells:sheet": frozenset(), "cells:tend": frozenset(),
    "cells:change": frozenset(), "cells:split": frozenset(),
}  # fmt: skip
# Who may do something there. Nobody else's request leaves a line in the log.
DEEDS = {
    "doors:door": EVERYONE, "doors:confirm": EVERYONE, "doors:refuse": EVERYONE,
    "doors:leave": MEMBERS, "doors:support": KNOWN, "doors:invite": MEMBERS,
    "doors:open": ROLL, "doors:change": ROLL, "doors:close": ROLL,
    "contacts:agree": KNOWN, "contacts:silence": KNOWN, "contacts:withdraw": frozenset({"member"}),
    "bodies:appoint": frozenset({"founder"}), "bodies:resign": frozenset({"council"}),
    "constitution:draft": KNOWN, "constitution:adopt": ELECTIONS,
    "units:open": ALL_ROLLS, "units:areas": ROLL,
    "units:divide": ALL_ROLLS, "units:merge": ALL_ROLLS,
    "imports:new": ROLL, "imports:columns": ROLL, "imports:decide": ROLL,
    "imports:carry_out": ROLL, "imports:undo": ROLL, "imports:drop": ROLL,
    "exports:new": ROLL, "exports:take": BRANCH, "exports:delete": ROLL,
    "merges:look": ROLL, "merges:pair": BRANCH, "merges:apart": BRANCH,
    "merges:undo": ROLL,
    "pools:announce": ELECTIONS, "pools:draw": ELECTIONS,
    "pools:invitation": frozenset({"invited"}),
    "elections:call": ELECTIONS, "elections:nominate": KNOWN - {"stranger"},
    "elections:withdraw": frozenset(), "elections:freeze": ELECTIONS,
    "elections:vote": KNOWN - {"stranger"}, "elections:declare": ELECTIONS,
    "draws:call": ELECTIONS, "draws:freeze": ELECTIONS, "draws:hold": ELECTIONS,
    "draws:invitation": frozenset({"drawn"}),
    "representation:open": ELECTIONS, "representation:answer": MEMBERS,
    "representation:take_back": MEMBERS,
    "representation:publish": frozenset({"council", "other secretary"}),
    "representation:count_openly": HOLDERS, "representation:tell_skills": HOLDERS | {"founder"},
    "privacy:ask_for_copy": KNOWN, "privacy:delete": KNOWN, "privacy:stay": frozenset({"member"}),
    "ecology:add": ROLL, "ecology:change": ROLL, "ecology:write_again": ROLL,
    "ecology:capacity": ROLL, "ecology:draw_up": ROLL, "ecology:ask": ROLL, "ecology:alone": ROLL,
    "ecology:drop": ROLL, "ecology:less": ROLL, "ecology:again": ROLL, "ecology:back": ROLL,
    "ecology:answer": ALL_ROLLS, "ecology:reply": ROLL, "ecology:desk_capacity": EVERYONE,
    "ecology:desk_answer": EVERYONE, "ecology:desk_alarm": EVERYONE,
    "ecology:desk_leave": EVERYONE, "ecology:desk_return": EVERYONE,
    "pulse:feel": EVERYONE, "pulse:cards": ROLL,
    "sprints:start": TRYING, "sprints:note": TRYING, "sprints:revise": TRYING,
    "sprints:end": TRYING,
    "steps:draw_up": FACILITATORS | {"other secretary"}, "steps:plan": ROOM,
    "steps:add": ROOM, "steps:change": ROOM, "steps:move": ROOM,
    "steps:remove": ROOM, "steps:drop": ROOM, "steps:press": ROOM,
    "steps:name": ROOM, "steps:let_go": ROOM, "steps:lend": ROOM,
    "steps:close": ROOM,
    "gatherings:gathering": EVERYONE, "gatherings:step_back": EVERYONE,
    "gatherings:worth": EVERYONE, "gatherings:desk": EVERYONE, "gatherings:sync": EVERYONE,
    "gatherings:plan": ROLL, "gatherings:change": ROLL, "gatherings:call_off": ROLL,
    "gatherings:renew_key": ROLL, "gatherings:name_host": ROLL, "gatherings:stop_hosting": ROLL,
    "gatherings:entrust": ROLL, "gatherings:answer": BRANCH, "gatherings:arrive": BRANCH,
    "gatherings:type_in": BRANCH,
    "training:module": KNOWN, "training:propose": MEMBERS, "training:decide": ELECTIONS,
    "training:plan": TRAINERS, "training:call_off": TRAINERS, "training:record": TRAINERS,
    "training:sign_up": KNOWN, "training:step_back": frozenset(),
    "statements:vote": EVERYONE, "statements:say": EVERYONE, "statements:appeal": frozenset(),
    "statements:follow": EVERYONE, "statements:confirm": EVERYONE,
    "statements:unfollow": EVERYONE,
    "statements:ask": ROLL, "statements:steward": ROLL, "statements:open": ROLL,
    "statements:close": ROLL, "statements:release": ROLL, "statements:type_in": ROLL,
    "statements:rule": ROLL, "statements:pass_on": ALL_ROLLS, "statements:answer": BODY,
    "decisions:question": EVERYONE, "decisions:pose": ROLL, "decisions:type_in": ROLL,
    "decisions:close": ROLL,
    "dna:join": EVERYONE, "dna:begin": MEMBERS | {"founder"},
    "dna:descend": MEMBERS | {"founder"}, "dna:paper": MEMBERS | {"founder"},
    "dna:leave": ROLL, "dna:head": ROLL, "dna:take": ROLL, "dna:write": ROLL, "dna:two": ROLL,
    "dna:teach_back": ROLL, "dna:hand_in": ROLL,
    "incubator:vote": EVERYONE, "incubator:pledge": EVERYONE, "incubator:promise": EVERYONE,
    "incubator:announce": ROLL, "incubator:run": ROLL, "incubator:papers": ROLL,
    "incubator:grant": ROLL, "incubator:release": ROLL, "incubator:score": MEMBERS,
    "training:observe": frozenset(),
    "campaigns:ask": KNOWN, "campaigns:judge": GATE, "campaigns:decide": GATE,
    "campaigns:appeal": SPEAKER, "campaigns:answer_appeal": frozenset(),
    "campaigns:write_covenant": SPEAKER, "campaigns:sign": frozenset(),
    "campaigns:ask_back": ROLL, "campaigns:renew_start": SPEAKER, "campaigns:end": SPEAKER,
    "cells:start": EVERYONE, "cells:join": EVERYONE, "cells:change": frozenset(),
    "cells:split": frozenset(), "cells:stay": frozenset(), "cells:leave": frozenset(),
    "cells:count": frozenset(), "cells:write_in": frozenset(), "cells:renew": frozenset(),
    "cells:end_cell": frozenset(), "cells:reach_out": frozenset(), "cells:agree": frozenset(),
    "cells:let_go": frozenset(),
}  # fmt: skip
REDIRECTS = {
    "doors:join", "constitution:clause", "constitution:current", "elections:voted",
    "steps:helper", "cells:back",
}  # fmt: skip
# Not by signing in: these open by a secret in the browser of whoever holds a place.
BY_SECRET = {
    "cells:sheet", "cells:tend", "cells:change", "cells:split", "dna:pulse", "dna:head",
    "dna:write", "dna:drafts", "dna:two", "dna:teach_back",
}  # fmt: skip


@pytest.fixture
def house(told, client):
    """The demo's story, and one of every thing that an address can name."""
    election = Election.objects.get(title__contains="second half")
    counted = Election.objects.get(title__contains="first half")
    closed = Election.objects.get(title__contains="organising group")
    nominating = Election.objects.get(title__contains="Disputes")
    drawn = Draw.objects.exclude(drawn_at=None).get()
    published = Draw.objects.get(drawn_at=None)
    version = Version.objects.get()
    branch = home_of(who_is("secretary"))
    people = Import.objects.create(
        unit=branch, file_name="a.csv", size=0, source="plain", columns=["name"], mapping=["name"],
        state="preview",
    )  # fmt: skip
    pair = Pair.objects.get()
    taken_out = exports.ask(who_is("secretary"), branch, "Labels", ["name"], Sought())
    groups = SeatGroup.objects.filter(body__unit__parent=None)
    change = Curriculum.objects.get(state="proposed")
    last = invited().round
    waiting = Round.objects.create(
        unit=last.unit, pool=last.pool, size=8, seed_source="dice", seed_due=clock.now(),
        frame={}, frame_hash="0" * 64, token_key="00",
    )  # fmt: skip
    who = who_is("member")
    yes = agree(who, who, Consent.Purpose.CONTACT, "I agree.", "a test")
    coming = Session.objects.filter(trainer=who_is("trainer")).latest("starts_at")
    asked = Consultation.objects.get(title__contains="meetings")
    term = Term.objects.current().get(person=who_is("council"), seat__group__body__key="npc")
    survey = Door.objects.get(kind="survey")
    waiting = Arrival.objects.by_rule("a test").get(confirmed_at=None)
    evening = Order.objects.get(unit=branch, started_at=None)
    lent = evening.desks.get()
    part = [evening.pk, evening.steps.get(number=2).pk]
    invitation = invite_token(Guest.objects.get())
    launch = Plan.objects.get(title__startswith="Launch")
    team, need = launch.needs.get(answer="open").partner, launch.needs.get(answer="open")
    link, tried = link_token(team), Sprint.objects.get(unit__parent=None)
    votes_now = Conversation.objects.get(unit=branch)
    answered = Conversation.objects.exclude(pk=votes_now.pk).get()
    owed = Outcome.objects.filter(answer="").first()
    decided = Question.objects.get()
    statements.follow(None, answered, "follower@example.org")
    letter = follow_token(Follower.objects.by_rule("a test").get())
    gathering = Gathering.objects.get(title__startswith="Dry homes")
    place = Registration.objects.by_rule("a test").filter(gathering=gathering).first()
    ticket, desk = [gathering.pk, ticket_of(place)], [gathering.pk, desk_key(gathering)]
    wish = Need.objects.by_rule("a test").filter(registration__gathering=gathering).first()
    return incubators(who_is("secretary")) | {
        "ecology:unit": [branch.slug], "ecology:add": [branch.slug],
        "ecology:draw_up": [branch.slug], "ecology:partner": [team.pk],
        "ecology:change": [team.pk], "ecology:write_again": [team.pk],
        "ecology:capacity": [team.pk], "ecology:sheet": [team.pk],
        "ecology:reply": [team.alarms.get().pk], "ecology:plan": [launch.pk],
        "ecology:ask": [launch.pk], "ecology:alone": [launch.pk], "ecology:drop": [launch.pk],
        "ecology:less": [need.pk], "ecology:again": [need.pk], "ecology:back": [need.pk],
        "ecology:answer": [need.pk], "ecology:desk": [link], "ecology:desk_capacity": [link],
        "ecology:desk_answer": [link, need.pk], "ecology:desk_alarm": [link],
        "ecology:desk_leave": [link], "ecology:desk_return": [link],
        "pulse:unit": [branch.slug], "pulse:feel": [branch.slug], "pulse:cards": [branch.slug],
        "pulse:sheet": [branch.slug],
        "sprints:sprint": [Sprint.objects.filter(ending="stop")[0].pk],
        "sprints:note": [tried.pk], "sprints:revise": [tried.pk], "sprints:end": [tried.pk],
        **{
            f"statements:{page}": [votes_now.pk]
            for page in (
                "conversation", "mine", "results", "rulings", "answers", "paper", "desk", "say",
                "follow", "steward", "open", "close", "release", "type_in",
            )
        },
        "statements:confirm": [letter], "statements:unfollow": [letter],
        "statements:ask": [branch.slug], "statements:pass_on": [answered.pk],
        "statements:answer": [owed.pk], "statements:vote": [votes_now.pk, 1],
        "statements:appeal": [answered.pk, 13], "statements:rule": [votes_now.pk, 1],
        "decisions:room": [votes_now.pk], "decisions:pose": [votes_now.pk],
        **{
            f"decisions:{page}": [decided.pk]
            for page in ("question", "paper", "type_in", "close")
        },
        "doors:door": [survey.pk], "doors:thanks": [survey.pk], "doors:change": [survey.pk],
        "doors:close": [survey.pk], "doors:arrivals": [survey.pk],
        "doors:tend": [branch.slug], "doors:open": [branch.slug],
        "doors:confirm": [confirm_token(waiting)],
        "doors:invited": [invitation], "doors:refuse": [invitation],
        "bodies:body": [groups.get(key="allotted", body__key="npc").body.pk],
        "bodies:appoint": [groups.get(body__key="returning_officer").pk],
        "bodies:resign": [term.pk],
        "constitution:version": [version.pk], "constitution:source": [version.pk],
        "constitution:adopt": [version.pk], "constitution:clause": ["5.npc.elected"],
        "constitution:compare": [version.pk, version.pk],
        "contacts:withdraw": [yes.pk],
        "privacy:download": [ask_for_copy(who, who).pk],
        "privacy:activity": ["elections"], "privacy:stay": [ask_to_be_deleted(who, who).pk],
        "unit": [branch.slug], "unit_system": [branch.slug, "identity"],
        "units:areas": [branch.slug], "units:divide": [branch.slug], "units:merge": [branch.slug],
        "membership:roll": [branch.slug], "imports:new": [branch.slug],
        "imports:columns": [people.pk], "imports:import": [people.pk],
        "imports:decide": [people.pk], "imports:carry_out": [people.pk],
        "imports:undo": [people.pk], "imports:drop": [people.pk],
        "exports:new": [branch.slug], "exports:export": [taken_out.pk],
        "exports:take": [taken_out.pk], "exports:delete": [taken_out.pk],
        "merges:look": [branch.slug], "merges:pair": [pair.pk], "merges:apart": [pair.pk],
        "merges:undo": [Merge.objects.get().pk],
        "pools:unit": [branch.slug], "pools:announce": ["federation"],
        "pools:round": [invited().round.pk], "pools:frame": [invited().round.pk],
        "pools:draw": [waiting.pk], "pools:invitation": [invited().pk],
        "elections:election": [election.pk], "elections:vote": [election.pk],
        "elections:voted": [election.pk], "elections:freeze": [election.pk],
        "elections:call": [groups.get(key="elected", body__key="npc").pk],
        "elections:nominate": [nominating.pk], "elections:withdraw": [nominating.pk],
        "elections:declare": [closed.pk], "elections:result": [counted.pk],
        "elections:result_json": [counted.pk], "elections:ballots": [counted.pk],
        "draws:draw": [published.pk], "draws:book": [drawn.pk],
        "draws:freeze": [published.pk], "draws:hold": [published.pk],
        "draws:call": [groups.get(key="allotted", body__key="npc").pk],
        "draws:invitation": [Invitation.objects.get(answer="open").pk],
        "representation:body": [groups.get(key="allotted", body__key="npc").body.pk],
        "representation:consultation": [asked.pk], "representation:answer": [asked.pk],
        "representation:take_back": [asked.pk], "representation:publish": [asked.pk],
        "steps:kit": ["world-cafe-90"], "steps:pulse": [evening.pk, "phone"],
        **{f"steps:{name}": [evening.pk] for name in (
            "order", "screen", "desk", "paper", "edit", "plan", "add", "helpers", "drop", "press",
            "name", "lend",
        )},
        **{f"steps:{name}": part for name in ("change", "move", "remove")},
        "steps:helper": ["unknown"], "steps:close": [evening.pk, lent.pk],
        "steps:let_go": [evening.pk, who_is("member").pk],
        **{f"gatherings:{name}": [branch.slug] for name in ("series", "feed", "plan")},
        **{
            f"gatherings:{name}": [gathering.pk]
            for name in (
                "gathering", "file", "poster", "change", "call_off", "hosting", "name_host",
                "entrust", "renew_key", "people", "type_in",
            )
        },
        "gatherings:ticket": ticket, "gatherings:step_back": ticket, "gatherings:worth": ticket,
        "gatherings:desk": desk, "gatherings:sync": desk, "gatherings:worker": desk,
        "gatherings:answer": [wish.pk], "gatherings:arrive": [gathering.pk, place.pk],
        "gatherings:stop_hosting": [gathering.pk, gathering.hosts.last().pk],
        "training:course": ["how_the_party_works"], "training:whole": ["how_the_party_works"],
        "training:download": ["how_the_party_works"], "training:texts": ["how_the_party_works"],
        "training:propose": ["how_the_party_works"],
        "training:module": ["how_the_party_works", 1, "seats-filled-by-lot"],
        "training:curriculum": [change.pk], "training:decide": [change.pk],
        "training:session": [coming.pk], "training:sign_up": [coming.pk],
        "training:step_back": [Session.objects.filter(course="trainer")[0].pk],
        "training:call_off": [coming.pk], "training:record": [coming.pk],
        "training:observe": [coming.pk],
        **campaigns(),
    }  # fmt: skip


def campaigns() -> dict[str, list[object]]:
    """The campaign of the demo, a cell that wants to be found, one who waits and one refused."""
    campaign, cell = Campaign.objects.get(), Cell.objects.get(name="Ropewalk")
    waiting, refused = (
        Application.objects.get(state="asked"),
        Application.objects.get(state="refused"),
    )
    slug, bond = [campaign.unit.slug], Bond.objects.filter(agreed_at=None).get()
    of = ("campaign", "covenant", "write_covenant", "sign", "ask_back", "renew_start", "end")
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


def incubators(rosa: Person) -> dict[str, list[object]]:
    """The demo's evenings and pages, a vote that is open, and a grant that is not released."""
    told = Evening.objects.get(title__contains="this winter")
    coming = Evening.objects.get(title__contains="next")
    page = Dna.objects.get(title="Warm rooms")
    aside = Draft.objects.get(aside=True, passage__dna=page)
    won = chosen(told)[0]
    Grant.objects.all().delete()
    grant = incubator.propose_grant(rosa, won, who_is("member"), 100, "Tea")
    Entry.objects.create(round=coming, dna=page, number=1)
    poll = Poll.objects.create(
        round=coming, number=1, method="approval", options=[1], heads=9, lots_seed="00",
        lots_commitment="00", opened_at=clock.now(),
    )  # fmt: skip
    pages = {
        f"dna:{name}": [page.pk]
        for name in ("dna", "descend", "pulse", "head", "teach_back", "paper", "leave", "hand_in")
    }
    fields = {f"dna:{name}": [page.pk, "want"] for name in ("take", "write", "drafts")}
    rounds = {
        f"incubator:{name}": [told.pk]
        for name in ("round", "pulse", "map", "desk", "cards", "slips")
    }
    return pages | fields | rounds | {
        "dna:two": [page.pk, aside.pk], "incubator:run": [told.pk, "place"],
        "incubator:vote": [poll.pk], "incubator:papers": [poll.pk],
        "incubator:pledge": [won.pk], "incubator:grant": [won.pk], "incubator:score": [won.pk],
        "incubator:promise": [pledge_token(Pledge.objects.all()[0])],
        "incubator:release": [grant.pk], "incubator:announce": [told.unit.slug],
    }  # fmt: skip


def invited() -> Invited:
    """Somebody whom the lot has invited to the course, and who has said nothing yet."""
    rows = Invited.objects.by_rule("a test").filter(begun_at=None, declined_at=None)
    return (
        rows.filter(round__reminded_at=None).select_related("round", "person").order_by("token")[0]
    )


def people() -> dict[str, Person | None]:
    other = Unit.objects.filter(level="branch").exclude(
        memberships__person=who_is("secretary")
    )[0]  # fmt: skip
    stranger = Person.objects.create_user("stranger@example.org", name="Nobody We Know")
    late = Person.objects.create_user("late@example.org", name="Was Officer")
    office = SeatGroup.objects.get(body__key="returning_officer")
    term = office.seats.get().terms.get()
    seat = office.seats.create(number=2)
    open_now = Mark.objects.filter(voter__election__title__contains="second half")
    voted = open_now.values("voter__person")
    secretary = memberships(other).exclude(person__in=voted).first().person
    own = SeatGroup.objects.get(body__key="branch_secretary", body__unit=other).seats.get()
    Term.objects.create(
        seat=own, person=secretary, route="appointed", since=term.since, until=term.until
    )
    Term.objects.create(
        seat=seat, person=late, route="appointed", since=term.since, until=term.until,
        ended=term.since,
    )  # fmt: skip
    return {
        "visitor": None,
        "stranger": stranger,
        "returning officer of yesterday": late,
        "other secretary": secretary,
        "founder": Person.objects.get(email="agnes@demo.example"),
        "invited": invited().person,
        **{
            key: who_is(key)
            for key in ("member", "drawn", "council", "secretary", "officer", "newcomer", "trainer")
        },
    }


def may(name: str, who: Person | None, allowed: frozenset[str]) -> bool:
    """Whether a persona is among those allowed; the lot may have chosen one of the trainers."""
    trains = Standing.objects.current().by_rule("a test").filter(kind="trainer", person=who)
    return name in allowed or (allowed >= TRAINERS and who is not None and trains.exists())


def addresses(patterns=None, namespace="") -> set[str]:
    """The name of every address that is ours (sign-in pages are allauth's, the API is public)."""
    found = set()
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace and pattern.namespace.startswith("api"):
                continue
            inner = pattern.namespace or namespace
            if "account/" not in str(pattern.pattern):
                found |= addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(f"{namespace}:{pattern.name}" if namespace else pattern.name)
    return found


def test_every_address_says_who_gets_in():
    assert addresses() == PAGES.keys() | DEEDS.keys() | REDIRECTS


def test_pages_open_for_those_and_only_those_whom_they_are_for(house, client):
    wrong, open_now = [], Election.objects.get(title__contains="second half")
    for name, who in people().items():
        client.logout()
        if who:
            client.force_login(who)
        for page, allowed in PAGES.items():
            status = client.get(reverse(page, args=house.get(page, []))).status_code
            stranger = {302} if who is None and page not in BY_SECRET else {403, 404}
            expected = {200} if may(name, who, allowed) else stranger
            if page == "elections:vote" and status == 302 and who and has_voted(open_now, who):
                continue  # led to the page that says so
            if status not in expected:
                wrong.append(f"{name} at {page}: {status} instead of {expected}")
    assert wrong == []


def test_nobody_does_what_is_not_theirs_to_do(house, client):
    wrong, before = [], Event.objects.count()
    for name, who in people().items():
        client.logout()
        if who:
            client.force_login(who)
        for deed, allowed in DEEDS.items():
            if may(name, who, allowed):
                continue
            answer = client.post(reverse(deed, args=house.get(deed, [])), form(deed))
            if answer.status_code not in {302, 403, 404, 422}:
                wrong.append(f"{name} at {deed}: {answer.status_code}")
            if answer.status_code == 302 and not re.search("/account/login/", answer["Location"]):
                wrong.append(f"{name} at {deed} is led to {answer['Location']}")
            if Event.objects.count() != before:
                wrong.append(f"{name} did {deed}")
                before = Event.objects.count()
    assert wrong == []


def form(deed: str) -> dict[str, object]:
    """What a person who may would send: only the right to do it is missing."""
    if deed == "units:open":
        return {"parent": Unit.objects.get(parent=None).pk, "name": "Annex"}
    if deed in {"dna:begin", "dna:descend"}:
        return {"unit": home_of(who_is("member")).pk, "how": "copy"}
    return FORMS.get(deed, {})


DATES = {
    "nominations_open": "2099-01-01", "nominations_close": "2099-02-01", "opens": "2099-02-02",
    "closes": "2099-03-01", "terms_begin": "2099-04-01",
}  # fmt: skip
NOTICE = {
    "kind": "assembly", "title": "Ours", "text": "Come.", "starts_at": "2099-01-01T18:00",
    "ends_at": "2099-01-01T20:00", "place": "Hall", "steps": "free", "languages": "English",
}  # fmt: skip
FORMS = {
    "ecology:add": {"name": "A group"}, "ecology:change": {"name": "A group"},
    "ecology:capacity": {
        "what": "vans", "per_week": 1, "begins": "2099-01-01", "ends": "2099-02-01",
    },
    "ecology:draw_up": {
        "title": "Ours", "occasion": "rapid_response", "begins": "2099-01-01", "ends": "2099-02-01",
    },
    "ecology:less": {"per_week": 1}, "ecology:answer": {"answer": "yes"},
    "ecology:reply": {"words": "Ours"}, "pulse:cards": {"n1_1": 1},
    "sprints:note": {"text": "Ours"}, "sprints:end": {"ending": "stop", "learned": "Ours"},
    "sprints:revise": {"measure": "x", "direction": "least", "threshold": 1, "why": "Ours"},
    "imports:columns": {"c0": "name", "kind": "member"}, "imports:decide": {"other": "all"},
    "merges:pair": {"merge": "yes"},
    "exports:new": {"reason": "Labels", "columns": ["name"]},
    "privacy:delete": {"sure": "yes"},
    "gatherings:plan": NOTICE, "gatherings:change": NOTICE,
    "gatherings:call_off": {"reason": "Ours"},
    "gatherings:name_host": {"address": "member@demo.example"},
    "gatherings:answer": {"state": "cannot"}, "gatherings:type_in": {"unnamed": 3},
    "doors:open": {"kind": "campaign", "title": "Ours", "text": "Come."},
    "doors:change": {"title": "Ours", "text": "Come.", "questions": "Why?"},
    "pools:announce": {"size": 8, "seed_source": "me", "seed_due": "2099-01-01T12:00"},
    "pools:draw": {"words": "4 4 4", "witnessed": "on"},
    "pools:invitation": {"answer": "begin"},
    "units:areas": {"areas": "ZZ1"},
    "units:divide": {
        "name": "New", "districts": "ZZ1", "body": "Us", "on": "2026-01-01", "sure": "yes",
    },
    "units:merge": {"body": "Us", "on": "2026-01-01"},
    "steps:draw_up": {"kit": "world-cafe-90", "title": "Ours", "begins_at": "2099-01-01T19:00"},
    "steps:plan": {"title": "Ours", "begins_at": "2099-01-01T19:00"},
    "steps:add": {"kind": "other", "title": "Ours", "minutes": 5, "words": "Do it."},
    "steps:change": {"kind": "other", "title": "Ours", "minutes": 5, "words": "Do it."},
    "steps:move": {"to": 3}, "steps:press": {"do": "start", "at": 0},
    "steps:name": {"address": "member@demo.example"}, "steps:lend": {"words": "The laptop"},
    "training:propose": {"name": "course.md", "text": "Ours", "reason": "Because."},
    "training:decide": {"decided_on": "2026-01-01", "votes_for": 9, "votes_against": 0},
    "training:record": {"addresses": "member@demo.example"},
    "dna:head": {"title": "Ours", "function": "building", "sphere": "social_relations"},
    "dna:write": {"text": "Ours", "base": 0}, "dna:two": {"text": "Ours", "base": 1},
    "dna:teach_back": {"minutes": 4, "seconds": 0},
    "dna:paper": {
        "title": "Ours", "function": "building", "sphere": "social_relations", "writers": 3,
    },
    "incubator:announce": {
        "title": "Ours", "held_at": "2099-01-01T18:00", "place": "Hall", "minutes": 5,
    },
    "incubator:run": {
        "thing": "doors.door:1", "function": "building", "sphere": "social_relations",
    },
    "incubator:papers": {"slips": "AAAAA-AAAAA", "ballots": "1"},
    "incubator:grant": {"email": "member@demo.example", "pence": "1", "purpose": "Tea"},
    "incubator:score": {"c0": 1, "c1": 1, "c2": 1, "c3": 1, "comment": "Say who is there."},
    "training:observe": {"given": 1, "planned": 2},
    "campaigns:judge": {"met": "yes", "words": "Because."},
    "campaigns:decide": {
        "decided_on": "2026-01-01", "votes_for": 0, "votes_against": 9, "reasons": "Because.",
    },
    "campaigns:appeal": {"words": "Because."},
    "campaigns:answer_appeal": {"upheld": "yes", "words": "Because."},
    "campaigns:write_covenant": {
        "text": "We", "party_gives": "A room", "campaign_gives": "Words", "money": 9,
        "until": "2099-01-01",
    },
    "campaigns:sign": {"body": "Us", "on": "2026-01-01"},
    "campaigns:ask_back": {"pounds": 1, "why": "Because.", "body": "Us", "on": "2026-01-01"},
    "campaigns:end": {"learned": "Much."},
    "bodies:appoint": {"email": "member@demo.example"},
    "constitution:draft": {"preset": "dsa.yaml"},
    "constitution:adopt": {
        "body": "Us", "decided_on": "2026-01-01", "votes_for": 9, "votes_against": 0, "aware": "on",
    },
    "elections:call": {"title": "Ours", "seats": 1, **DATES},
    "elections:nominate": {"statement": "Me!", "principles": "on"},
    "elections:vote": {"c1": 1},
    "draws:call": {
        "title": "Ours", "seats": 1, "seed_source": "me", "seed_due": "2099-01-01T12:00",
        "terms_begin": "2099-02-01T12:00",
    },
    "representation:open": {
        "title": "Ours", "why": "Because.", "statements": "One\nTwo\nThree", "scale": "three",
        "opens": "2099-01-01", "closes": "2099-02-01",
    },
    "representation:answer": {"s1": "1", "consents": "on"},
    "statements:vote": {"said": "1"}, "statements:say": {"text": "One thought more."},
    "statements:appeal": {"why": "It is mine."}, "statements:follow": {"email": "a@example.org"},
    "statements:steward": {"email": "member@demo.example"}, "statements:type_in": {"papers": "1a"},
    "statements:rule": {"reason": "insult"}, "statements:answer": {"text": "Yes."},
    "decisions:question": {"c1": "1"}, "decisions:type_in": {"papers": "1"},
    "decisions:pose": {"words": "May we?", "way": "consent"},
    "draws:hold": {"words": "4 4 4", "witnessed": "on"},
    "draws:invitation": {"answer": "accept"},
}  # fmt: skip
