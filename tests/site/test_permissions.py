"""Who gets in where: every address of the house against every persona (R-19, R-43)."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articulator.identity.elections.models import Election
from articulator.identity.elections.queries import has_voted
from articulator.identity.membership.models import Standing
from articulator.kernel.models import Event, Person
from tests.site.forms import form
from tests.site.house import one_of_each, people

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
MAPPERS = ROLL | {"other secretary"}  # who keeps a roll somewhere
HOLDERS = frozenset({"council", "secretary", "other secretary", "officer", "trainer"})
GATE = frozenset({"officer"})  # who sits in the incubator board
BUDDY = frozenset({"secretary"})  # of the demo: she would take somebody along
SPEAKER = frozenset({"member"})  # for the campaign of the demo
MEMBERS = KNOWN - {"stranger", "founder", "returning officer of yesterday"}
READERS = ROLL | {"member"}  # whom the secretary asked to read what people said
TRYING = MEMBERS | {"founder"}  # who also keeps the roll of all

# Who sees a page (200). Everybody else is led to sign in (302) or refused (403, 404).
PAGES = {
    "home": EVERYONE, "ui": EVERYONE, "log": EVERYONE, "why": EVERYONE, "identity": EVERYONE,
    "bodies:index": EVERYONE, "bodies:body": EVERYONE, "bodies:appoint": KNOWN,
    "constitution:index": EVERYONE, "constitution:version": EVERYONE,
    "constitution:source": EVERYONE, "constitution:compare": EVERYONE,
    "contacts:index": KNOWN,
    "programme:index": EVERYONE, "programme:of": EVERYONE, "programme:version": EVERYONE,
    "programme:item": EVERYONE, "programme:demand": EVERYONE, "programme:deed": EVERYONE,
    "programme:raise": ROLL, "programme:reword": ELECTIONS, "programme:record": TRYING,
    "loop:index": EVERYONE, "loop:of": EVERYONE, "loop:place": EVERYONE, "loop:theme": EVERYONE,
    "loop:waiting": EVERYONE, "loop:stop": EVERYONE, "loop:report": ROLL, "themes:demand": ROLL,
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
    "listening:index": EVERYONE, "listening:survey": EVERYONE, "listening:results": EVERYONE,
    "listening:slip": EVERYONE, "listening:thread": EVERYONE, "listening:letter": EVERYONE,
    "listening:draft": ROLL, "listening:desk": READERS, "listening:rewrite": ROLL,
    "listening:add": ROLL, "listening:change": ROLL,
    "themes:index": EVERYONE, "themes:told": EVERYONE, "themes:survey": READERS,
    "themes:book": READERS, "themes:ten": READERS, "themes:doubts": READERS,
    "themes:history": READERS, "themes:theme": READERS, "themes:publish": ROLL,
    "intelligence": EVERYONE, "ecology:index": EVERYONE, "ecology:unit": KNOWN,
    "ecology:partner": KNOWN, "ecology:plan": KNOWN, "ecology:add": ROLL, "ecology:change": ROLL,
    "ecology:capacity": ROLL, "ecology:sheet": ROLL, "ecology:draw_up": ROLL,
    "ecology:answer": ALL_ROLLS, "ecology:desk": EVERYONE, "ecology:desk_capacity": EVERYONE,
    "ecology:desk_answer": EVERYONE, "ecology:desk_alarm": EVERYONE,
    "forecasts:index": KNOWN, "forecasts:question": KNOWN, "forecasts:mine": KNOWN,
    "forecasts:ask": ROLL, "forecasts:resolve": BRANCH,
    "briefings:index": KNOWN, "briefings:unit": KNOWN, "briefings:briefing": KNOWN,
    "briefings:draft": ROLL, "briefings:answer": BODY,
    "movement:index": EVERYONE, "movement:groups": KNOWN, "movement:group": KNOWN,
    "movement:place": ROLL, "movement:tie": ROLL, "movement:add": ROLL, "movement:bring": ROLL,
    "movement:ask": ROLL, "movement:target": ALL_ROLLS, "movement:brokerage": MAPPERS,
    "movement:network": MAPPERS, "movement:introductions": MAPPERS,
    "movement:introduction": MAPPERS, "movement:introduce": MAPPERS,
    "movement:releases": MAPPERS, "movement:release": MAPPERS, "movement:desk": EVERYONE,
    "movement:desk_place": EVERYONE, "movement:desk_tie": EVERYONE,
    "scanning:index": KNOWN, "scanning:story": KNOWN, "scanning:unsure": KNOWN,
    "scanning:watches": KNOWN, "scanning:watch": KNOWN, "scanning:sources": KNOWN,
    "scanning:source": KNOWN, "scanning:trials": KNOWN, "scanning:trial": KNOWN,
    "scanning:say": EVERYONE, "scanning:add_source": ROLL, "scanning:add_watch": ROLL,
    "scanning:try_out": ROLL,
    "pulse:index": EVERYONE, "pulse:unit": EVERYONE, "pulse:sheet": EVERYONE, "pulse:cards": ROLL,
    "signals:index": EVERYONE, "signals:raise": EVERYONE, "signals:poster": EVERYONE,
    "signals:follow": EVERYONE, "signals:unit": KNOWN, "signals:series": KNOWN,
    "signals:begin": ROLL, "signals:week": ROLL, "signals:alarm": BRANCH, "signals:review": BRANCH,
    "signals:strike": BRANCH,
    "reviews:index": EVERYONE, "reviews:review": EVERYONE, "reviews:write": ROLL,
    "responses:index": KNOWN, "responses:response": KNOWN, "responses:call": ROLL,
    "campaigns:prepare": ROLL, "campaigns:plan_peak": frozenset({"member"}),
    "incubator:prepare": ROLL,
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
    "nextsteps:index": EVERYONE, "nextsteps:outcomes": EVERYONE, "nextsteps:choose": EVERYONE,
    "nextsteps:sheet": EVERYONE, "nextsteps:file": EVERYONE, "nextsteps:mine": EVERYONE,
    "nextsteps:buddy": KNOWN, "nextsteps:hosting": BRANCH, "nextsteps:put_up": BRANCH,
    "nextsteps:change": BRANCH,
    "operations": EVERYONE, "training:index": EVERYONE, "training:course": EVERYONE,
    "training:module": EVERYONE, "training:whole": EVERYONE, "training:download": EVERYONE,
    "training:texts": EVERYONE, "training:curriculum": EVERYONE, "training:propose": KNOWN,
    "training:sessions": KNOWN, "training:session": KNOWN, "training:plan": TRAINERS,
    "gatherings:now": EVERYONE, "steps:hang": ROOM, "steps:make": ROOM,
    "steps:for_training": frozenset({"trainer"}),
    "tables:index": EVERYONE, "tables:floor": EVERYONE, "tables:pulse": EVERYONE,
    "tables:sit": EVERYONE, "tables:harvest": EVERYONE, "tables:pad": ROLL, "tables:lay": ROLL,
    "tables:desk": ROLL, "tables:cards": ROLL,
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
    "fieldwork:index": EVERYONE, "fieldwork:open": ROLL, "fieldwork:turf": ROLL,
    "fieldwork:bring_in": ROLL,
    "fieldwork:sheet": ROLL, "fieldwork:places": ROLL, "fieldwork:type_in": ROLL,
    "fieldwork:packet": BRANCH, "fieldwork:claim": EVERYONE, "fieldwork:slip": EVERYONE,
    "fieldwork:walk": frozenset(), "fieldwork:data": frozenset(), "fieldwork:worker": frozenset(),
    "fieldwork:manifest": frozenset(), "fieldwork:odk": EVERYONE, "fieldwork:odk_list": EVERYONE,
    "fieldwork:odk_form": EVERYONE,
}  # fmt: skip
# Who may do something there. Nobody else's request leaves a line in the log.
DEEDS = {
    "ecology:think": ROLL, "reviews:write": ROLL, "campaigns:prepare": ROLL,
    "campaigns:plan_peak": frozenset({"member"}), "campaigns:hand_over": frozenset({"member"}),
    "campaigns:answer_offer": frozenset({"newcomer"}), "incubator:prepare": ROLL,
    "incubator:launch": ROLL, "responses:call": ROLL, "responses:start": ROLL,
    "responses:end": ROLL, "statements:take_away": ROLL,
    "doors:door": EVERYONE, "doors:confirm": EVERYONE, "doors:refuse": EVERYONE,
    "doors:leave": MEMBERS, "doors:support": KNOWN, "doors:invite": MEMBERS,
    "doors:open": ROLL, "doors:change": ROLL, "doors:close": ROLL,
    "programme:raise": ROLL, "programme:withdraw": ROLL, "programme:decline": ELECTIONS,
    "programme:begin": ROLL, "programme:add": ELECTIONS, "programme:reword": ELECTIONS,
    "programme:strike": ELECTIONS, "programme:adopt": ELECTIONS, "programme:record": TRYING,
    "programme:outcome": ALL_ROLLS | ELECTIONS | BODY, "campaigns:serve": SPEAKER,
    "loop:report": ROLL, "loop:stop": EVERYONE, "themes:demand": ROLL,
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
    "listening:survey": EVERYONE, "listening:take_back": EVERYONE,
    "listening:contact": EVERYONE, "listening:letter": EVERYONE, "listening:forget": EVERYONE,
    "listening:draft": ROLL, "listening:rewrite": ROLL, "listening:add": ROLL,
    "listening:change": ROLL, "listening:move": ROLL, "listening:drop": ROLL,
    "listening:copy": ROLL, "listening:open": ROLL, "listening:close": ROLL,
    "listening:ask_to_listen": ROLL, "listening:dismiss": READERS,
    "themes:begin": READERS, "themes:anew": frozenset(), "themes:add": READERS,
    "themes:ten": READERS, "themes:read_on": READERS, "themes:describe": READERS,
    "themes:merge": READERS, "themes:split": READERS, "themes:leave_out": READERS,
    "themes:publish": ROLL,
    "ecology:add": ROLL, "ecology:change": ROLL, "ecology:write_again": ROLL,
    "ecology:capacity": ROLL, "ecology:draw_up": ROLL, "ecology:ask": ROLL, "ecology:alone": ROLL,
    "ecology:drop": ROLL, "ecology:less": ROLL, "ecology:again": ROLL, "ecology:back": ROLL,
    "ecology:answer": ALL_ROLLS, "ecology:reply": ROLL, "ecology:desk_capacity": EVERYONE,
    "ecology:desk_answer": EVERYONE, "ecology:desk_alarm": EVERYONE,
    "ecology:desk_leave": EVERYONE, "ecology:desk_return": EVERYONE,
    "movement:place": ROLL, "movement:end": ROLL, "movement:tie": ROLL,
    "movement:untie": ALL_ROLLS, "movement:add": ROLL, "movement:bring": ROLL,
    "movement:ask": ROLL, "movement:target": ALL_ROLLS, "movement:introduce": MAPPERS,
    "movement:write_down": MAPPERS - {"founder"}, "movement:outcome": MAPPERS,
    "movement:second": MAPPERS - BRANCH, "movement:take": BRANCH,
    "movement:desk_place": EVERYONE, "movement:desk_confirm": EVERYONE,
    "movement:desk_tie": EVERYONE, "movement:desk_untie": EVERYONE,
    "movement:desk_answer": EVERYONE, "movement:desk_off": EVERYONE,
    "scanning:place": KNOWN, "scanning:tag": KNOWN, "scanning:untag": KNOWN,
    "scanning:add_source": ROLL, "scanning:stop": ROLL, "scanning:go_on": ROLL,
    "scanning:hand_in": ROLL, "scanning:add_watch": ROLL, "scanning:end": ROLL,
    "scanning:try_out": ROLL, "scanning:close": ROLL, "scanning:tap": EVERYONE,
    "pulse:feel": EVERYONE, "pulse:cards": ROLL,
    "signals:raise": EVERYONE, "signals:begin": ROLL, "signals:week": ROLL,
    "signals:count": ROLL, "signals:end": ROLL,
    "signals:answer": BRANCH, "signals:action": BRANCH, "signals:done": BRANCH,
    "signals:review": BRANCH, "signals:strike": BRANCH,
    "forecasts:ask": ROLL, "forecasts:answer": MEMBERS, "forecasts:resolve": BRANCH,
    "forecasts:annul": BRANCH, "briefings:begin": ROLL, "briefings:end": ROLL,
    "briefings:prepare": ROLL,
    "briefings:leave_out": ROLL, "briefings:take_in": ROLL, "briefings:move_up": ROLL,
    "briefings:write": ROLL, "briefings:publish": ROLL, "briefings:answer": BODY,
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
    "nextsteps:take": EVERYONE, "nextsteps:mine": EVERYONE, "nextsteps:let_go": EVERYONE,
    "nextsteps:answer": EVERYONE, "nextsteps:feel": EVERYONE, "nextsteps:want_again": EVERYONE,
    "nextsteps:together": EVERYONE, "nextsteps:buddy": MEMBERS, "nextsteps:stop": BUDDY,
    "nextsteps:agree": BUDDY, "nextsteps:part": BRANCH, "nextsteps:put_up_ready": BRANCH,
    "nextsteps:put_up": BRANCH, "nextsteps:change": BRANCH, "nextsteps:let_more": BRANCH,
    "nextsteps:take_down": BRANCH, "nextsteps:type_in": BRANCH, "nextsteps:see": BRANCH,
    "nextsteps:propose": BRANCH,
    "training:module": KNOWN, "training:propose": MEMBERS, "training:decide": ELECTIONS,
    "training:plan": TRAINERS, "training:call_off": TRAINERS, "training:record": TRAINERS,
    "training:sign_up": KNOWN, "training:step_back": frozenset(),
    "gatherings:draw_up": ROLL, "steps:hang": ROOM, "steps:make": ROOM,
    "steps:for_training": frozenset({"trainer"}),
    "tables:come": EVERYONE, "tables:wish": EVERYONE,
    "tables:note": ROLL, "tables:bring": ROLL, "tables:lay": ROLL, "tables:show": ROLL,
    "tables:way": ROLL, "tables:add": ROLL, "tables:type_in": ROLL, "tables:pin": BRANCH,
    "tables:run": ROLL, "statements:put": ROLL,
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
    "fieldwork:open": ROLL, "fieldwork:add": ROLL, "fieldwork:close": ROLL,
    "fieldwork:issue": ROLL, "fieldwork:in_vain": ROLL, "fieldwork:type_in": ROLL,
    "fieldwork:bring_in": ROLL,
    "fieldwork:silence": ROLL, "fieldwork:renew": BRANCH, "fieldwork:revoke": BRANCH,
    "fieldwork:rescue": BRANCH, "fieldwork:admit": BRANCH, "fieldwork:discard": BRANCH,
    "fieldwork:claim": EVERYONE, "fieldwork:slip": EVERYONE, "fieldwork:send": frozenset(),
    "fieldwork:give_back": frozenset(), "fieldwork:odk_submission": EVERYONE,
}  # fmt: skip
REDIRECTS = {
    "doors:join", "constitution:clause", "constitution:current", "elections:voted",
    "steps:helper", "cells:back", "gatherings:go", "tables:enter",
}  # fmt: skip
# Not by signing in: these open by a secret in the browser of whoever holds a place.
BY_SECRET = {
    "cells:sheet", "cells:tend", "cells:change", "cells:split", "dna:pulse", "dna:head",
    "dna:write", "dna:drafts", "dna:two", "dna:teach_back", "tables:pad", "fieldwork:walk",
    "fieldwork:data", "fieldwork:worker", "fieldwork:manifest",
}  # fmt: skip
# What is not theirs to see is not there for them (404): another's row, a list of another roll, a
# covenant that nobody has written yet. Everything else is found, and refused.
NOT_FOUND = {
    "campaigns:sign", "cells:reach_out", "contacts:withdraw", "draws:invitation",
    "elections:withdraw", "exports:delete", "fieldwork:admit", "fieldwork:discard",
    "fieldwork:give_back", "fieldwork:renew", "fieldwork:rescue", "fieldwork:revoke",
    "fieldwork:send", "gatherings:answer", "imports:carry_out",
    "imports:columns", "imports:decide", "imports:drop", "imports:undo", "merges:apart",
    "merges:pair", "merges:undo", "nextsteps:agree", "nextsteps:see", "nextsteps:stop",
    "pools:invitation", "privacy:stay", "tables:bring", "tables:note",
}  # fmt: skip


@pytest.fixture
def house(told):
    """The demo's story, and one of every thing that an address can name."""
    return one_of_each()


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
    wrong, found, before = [], set(), Event.objects.count()
    for name, who in people().items():
        client.logout()
        if who:
            client.force_login(who)
        for deed, allowed in DEEDS.items():
            if may(name, who, allowed):
                continue
            answer = client.post(reverse(deed, args=house.get(deed, [])), form(deed))
            if who and answer.status_code != 404:
                found.add(deed)
            if answer.status_code not in {302, 403, 404, 422}:
                wrong.append(f"{name} at {deed}: {answer.status_code}")
            if answer.status_code == 302 and not re.search("/account/login/", answer["Location"]):
                wrong.append(f"{name} at {deed} is led to {answer['Location']}")
            if Event.objects.count() != before:
                wrong.append(f"{name} did {deed}")
                before = Event.objects.count()
    assert wrong == []
    assert {deed for deed, allowed in DEEDS.items() if allowed < KNOWN} - found == NOT_FOUND
