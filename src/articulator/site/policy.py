"""Who may open which page and do what there, in words: one line for every address of the house.

The rules themselves stand in each feature's `rules.py` and refuse whoever may not. This table says
them to people (`/why`), and tests hold every address and persona against it (R-19, R-43).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Who gets in, and the power of the constitution on which it rests, if it rests on one."""

    who: str
    power: str = ""
    charter: bool = False  # whether the data charter decides how far down they see


EVERYONE = Rule("everyone, signed in or not: what is here is public")
SIGNED_IN = Rule("whoever is signed in")
LETTER = Rule("whoever holds the letter, the ticket or the key: it cannot be guessed")
PLANNERS = Rule("those who hold a seat in the unit, or keep its roll")
HOSTS = Rule("the hosts of this gathering, and those who plan it")
SEATED = Rule("whoever sits at this table or has its card, and the hosts")
HOSTS_ALONE = Rule("the hosts of this gathering")
MINE = Rule("you alone: it is about you, or meant for you")
MEMBERS = Rule("members of the organisation")
ROLL = Rule("those who keep the roll of members there", "keep_roll", charter=True)
CARE = Rule(
    "those who keep the roll there, and the body that decides on care for others", "keep_roll"
)
PLANNING = Rule("whoever plans it, and those who care for others there", "keep_roll")
AT_ONCE = Rule(
    "those whom the constitution lets act at once, and those who care for others there", "keep_roll"
)
TRYING = Rule("members of the unit that tries it, and those who keep its roll")
MAPPERS = Rule("those who keep a roll somewhere, and the body that links with movements")
TAKER = Rule("the officer who asked for that map, once a second has agreed")
BELL = Rule("those who sit in the body that answers alarms; while it is empty, who keeps contact")
COUNTERS = Rule("those who hold a seat in the unit, or keep its roll", "keep_roll")
ALARMED = Rule("those whom the alarm has reached, and those who hold a seat in its unit")
ANSWER_ALARM = Rule("those who sit in a body that the alarm has reached")
RESOLVERS = Rule("those who sit in the body named in the question; while it is empty, its unit")
ELECTIONS = Rule("those who call and count elections", "run_elections")
DRAWS = Rule("those who hold draws", "run_draws")
DESK = Rule("those named for the desk there, and those who keep the roll", "keep_roll")
ROOM = Rule("everyone in that room: whoever has the link, or the members, as it was asked")
ANSWERERS = Rule("those who sit in the body that owes the answer")
TRAINERS = Rule("trainers, and those who record trainings", "run_training")
FACILITATORS = Rule(
    "those who keep the roll there, trainers, and whoever they name for the evening", "keep_roll"
)
HELPERS = Rule("those who run the room, and whoever holds the link of a helper’s desk")
CONSTITUTION = Rule("those who record that a constitution was adopted", "adopt_constitution")
CURRICULUM = Rule("those who record that a course’s text was adopted", "adopt_curriculum")
STANDS = Rule(
    "those who sit in the body that decides the programme, and the office that records for it"
)
SPEAKS_FOR_UNIT = Rule("those who hold a seat in the unit, or keep its roll")
MANDATE = Rule("members and office-holders, about what they did; offices, from a public source")
OFFICES = Rule("those who appoint officers", "appoint_officers")
HOLDERS = Rule("whoever holds an office now, about themselves")
EVENINGS = Rule("those who run the evenings of a unit: they keep its roll", "keep_roll")
TABLE = Rule("who sits at this table, and those who run the unit’s evenings")
POOL = Rule("members in the pool that the constitution names for these seats")
ROLLED = Rule("members on the frozen roll of this election")
READERS = Rule("those who were asked to read the answers, and those who keep the roll", "keep_roll")
DEMO = Rule("whoever looks at this demo; these addresses do not exist elsewhere")
GATE = Rule("those who sit in the body that opens the gate to campaigns")
APPEALS = Rule("those who sit in the body that hears appeals, and not at the gate")
SPEAKER = Rule("whoever speaks for the campaign: no office does")
CELL = Rule("whoever holds a place in the cell, by a secret in their browser")
KEEPER = Rule("whoever keeps the cell, by a secret in their browser")
DEVICE = Rule("the one device that carries the list, by a secret in its browser")
ACCOUNT = Rule("you alone: it is about your own sign-in")

# What can be read, by the name of the address.
READ = {
    "home": EVERYONE, "ui": EVERYONE, "log": EVERYONE, "why": EVERYONE,
    "identity": EVERYONE, "operations": EVERYONE,
    "bodies:index": EVERYONE, "bodies:body": EVERYONE, "bodies:appoint": SIGNED_IN,
    "constitution:index": EVERYONE, "constitution:version": EVERYONE,
    "constitution:source": EVERYONE, "constitution:compare": EVERYONE,
    "constitution:clause": EVERYONE, "constitution:current": EVERYONE,
    "contacts:index": MINE,
    "programme:index": EVERYONE, "programme:of": EVERYONE, "programme:version": EVERYONE,
    "programme:item": EVERYONE, "programme:demand": EVERYONE, "programme:deed": EVERYONE,
    "programme:raise": SPEAKS_FOR_UNIT, "programme:reword": STANDS, "programme:record": MANDATE,
    "loop:index": EVERYONE, "loop:of": EVERYONE, "loop:place": EVERYONE, "loop:theme": EVERYONE,
    "loop:waiting": EVERYONE, "loop:stop": LETTER, "loop:report": SPEAKS_FOR_UNIT,
    "themes:demand": SPEAKS_FOR_UNIT,
    "doors:index": EVERYONE, "doors:door": EVERYONE, "doors:thanks": EVERYONE,
    "doors:join": EVERYONE, "doors:confirm": LETTER, "doors:invited": LETTER,
    "doors:you": MINE, "doors:leave": MINE, "doors:support": MINE, "doors:invite": SIGNED_IN,
    "doors:tend": ROLL, "doors:open": ROLL, "doors:change": ROLL, "doors:arrivals": ROLL,
    "membership:index": EVERYONE, "membership:roll": ROLL,
    "imports:index": SIGNED_IN, "imports:new": ROLL, "imports:columns": ROLL,
    "exports:index": SIGNED_IN, "exports:new": ROLL, "exports:export": ROLL,
    "imports:import": ROLL, "merges:index": SIGNED_IN, "merges:pair": ROLL,
    "representation:index": EVERYONE, "representation:body": EVERYONE,
    "representation:consultation": EVERYONE, "representation:open": ELECTIONS,
    "unit": EVERYONE, "unit_system": EVERYONE, "units:index": EVERYONE,
    "units:open": ROLL, "units:areas": ROLL, "units:divide": ROLL, "units:merge": ROLL,
    "elections:index": EVERYONE, "elections:election": EVERYONE, "elections:call": SIGNED_IN,
    "elections:nominate": SIGNED_IN, "elections:vote": SIGNED_IN, "elections:voted": SIGNED_IN,
    "elections:result": EVERYONE, "elections:result_json": EVERYONE,
    "elections:ballots": EVERYONE,
    "draws:index": EVERYONE, "draws:draw": EVERYONE, "draws:call": SIGNED_IN,
    "draws:invitation": MINE, "draws:book": DRAWS,
    "pools:index": EVERYONE, "pools:unit": EVERYONE, "pools:exposure": EVERYONE,
    "pools:rounds": EVERYONE, "pools:round": EVERYONE, "pools:announce": DRAWS,
    "pools:frame": DRAWS, "pools:invitation": MINE,
    "privacy:index": MINE, "privacy:record": EVERYONE,
    "privacy:activity": EVERYONE, "privacy:download": MINE,
    "privacy:delete": MINE,
    "ecology:index": EVERYONE, "ecology:unit": SIGNED_IN, "ecology:desk": LETTER,
    "ecology:sheet": CARE,
    "listening:index": EVERYONE, "listening:survey": EVERYONE, "listening:results": EVERYONE,
    "listening:slip": EVERYONE, "listening:thread": LETTER, "listening:letter": LETTER,
    "listening:draft": ROLL, "listening:desk": READERS, "listening:rewrite": ROLL,
    "listening:add": ROLL, "listening:change": ROLL,
    "themes:index": EVERYONE, "themes:told": EVERYONE, "themes:survey": READERS,
    "themes:book": READERS, "themes:ten": READERS, "themes:doubts": READERS,
    "themes:history": READERS, "themes:theme": READERS, "themes:publish": ROLL,
    "pulse:index": EVERYONE, "pulse:unit": EVERYONE, "pulse:sheet": EVERYONE, "pulse:cards": ROLL,
    "ecology:desk_capacity": LETTER, "ecology:desk_answer": LETTER, "ecology:desk_alarm": LETTER,
    "ecology:partner": SIGNED_IN, "ecology:plan": SIGNED_IN, "ecology:add": CARE,
    "ecology:change": CARE, "ecology:capacity": CARE, "ecology:draw_up": CARE,
    "ecology:answer": CARE, "intelligence": EVERYONE,
    "signals:index": EVERYONE, "signals:raise": EVERYONE, "signals:poster": EVERYONE,
    "signals:follow": LETTER, "signals:unit": SIGNED_IN, "signals:series": SIGNED_IN,
    "signals:begin": COUNTERS, "signals:week": COUNTERS, "signals:alarm": ALARMED,
    "signals:review": ANSWER_ALARM, "signals:strike": ANSWER_ALARM,
    "forecasts:index": SIGNED_IN, "forecasts:question": SIGNED_IN, "forecasts:mine": MINE,
    "forecasts:ask": COUNTERS, "forecasts:resolve": RESOLVERS,
    "briefings:index": SIGNED_IN, "briefings:unit": SIGNED_IN, "briefings:briefing": SIGNED_IN,
    "briefings:draft": ROLL, "briefings:answer": ANSWERERS,
    "movement:index": EVERYONE, "movement:groups": SIGNED_IN, "movement:group": SIGNED_IN,
    "movement:place": CARE, "movement:tie": CARE, "movement:add": CARE, "movement:bring": CARE,
    "movement:ask": CARE, "movement:target": CARE, "movement:brokerage": MAPPERS,
    "movement:network": MAPPERS, "movement:introductions": MAPPERS,
    "movement:introduction": MAPPERS, "movement:introduce": MAPPERS,
    "movement:releases": MAPPERS, "movement:release": MAPPERS, "movement:desk": LETTER,
    "movement:desk_place": LETTER, "movement:desk_tie": LETTER,
    "reviews:index": EVERYONE, "reviews:review": EVERYONE, "reviews:write": PLANNING,
    "responses:index": SIGNED_IN, "responses:response": SIGNED_IN, "responses:call": AT_ONCE,
    "campaigns:prepare": PLANNING, "campaigns:plan_peak": SPEAKER, "incubator:prepare": EVENINGS,
    "scanning:index": SIGNED_IN, "scanning:story": SIGNED_IN, "scanning:unsure": SIGNED_IN,
    "scanning:watches": SIGNED_IN, "scanning:watch": SIGNED_IN, "scanning:sources": SIGNED_IN,
    "scanning:source": SIGNED_IN, "scanning:trials": SIGNED_IN, "scanning:trial": SIGNED_IN,
    "scanning:say": EVERYONE, "scanning:add_source": ROLL, "scanning:add_watch": ROLL,
    "scanning:try_out": ROLL,
    "sprints:index": EVERYONE, "sprints:sprint": EVERYONE, "sprints:sheet": EVERYONE,
    "sprints:start": SIGNED_IN, "sprints:revise": TRYING, "sprints:end": TRYING,
    "steps:index": EVERYONE, "steps:kit": EVERYONE, "steps:order": EVERYONE,
    "steps:screen": EVERYONE, "steps:pulse": EVERYONE, "steps:paper": EVERYONE,
    "steps:desk": HELPERS, "steps:helper": LETTER, "steps:draw_up": FACILITATORS,
    "steps:edit": FACILITATORS, "steps:plan": FACILITATORS, "steps:add": FACILITATORS,
    "steps:change": FACILITATORS, "steps:helpers": FACILITATORS,
    "gatherings:index": EVERYONE, "gatherings:kit": EVERYONE, "gatherings:outcomes": EVERYONE,
    "gatherings:rhythm": EVERYONE, "gatherings:series": EVERYONE, "gatherings:feed": EVERYONE,
    "gatherings:gathering": EVERYONE, "gatherings:file": EVERYONE, "gatherings:poster": EVERYONE,
    "gatherings:ticket": LETTER, "gatherings:worth": LETTER, "gatherings:desk": LETTER,
    "gatherings:worker": LETTER, "gatherings:plan": PLANNERS, "gatherings:change": HOSTS,
    "gatherings:call_off": HOSTS, "gatherings:hosting": HOSTS, "gatherings:people": HOSTS_ALONE,
    "training:index": EVERYONE, "training:course": EVERYONE, "training:module": EVERYONE,
    "training:whole": EVERYONE, "training:download": EVERYONE, "training:texts": EVERYONE,
    "training:curriculum": EVERYONE, "training:propose": SIGNED_IN,
    "training:sessions": SIGNED_IN, "training:session": SIGNED_IN, "training:plan": TRAINERS,
    "nextsteps:index": EVERYONE, "nextsteps:outcomes": EVERYONE, "nextsteps:choose": EVERYONE,
    "nextsteps:sheet": EVERYONE, "nextsteps:file": EVERYONE, "nextsteps:mine": LETTER,
    "nextsteps:buddy": SIGNED_IN, "nextsteps:hosting": HOSTS_ALONE,
    "nextsteps:put_up": HOSTS_ALONE, "nextsteps:change": HOSTS_ALONE,
    "gatherings:now": EVERYONE, "gatherings:go": EVERYONE,
    "steps:hang": FACILITATORS, "steps:make": FACILITATORS, "steps:for_training": TRAINERS,
    "tables:index": EVERYONE, "tables:floor": EVERYONE, "tables:pulse": EVERYONE,
    "tables:enter": LETTER, "tables:harvest": EVERYONE, "tables:sit": EVERYONE,
    "tables:pad": SEATED,
    "tables:lay": HOSTS, "tables:desk": HOSTS, "tables:cards": HOSTS,
    "statements:index": EVERYONE, "statements:conversation": EVERYONE,
    "statements:mine": EVERYONE, "statements:results": EVERYONE, "statements:rulings": EVERYONE,
    "statements:answers": EVERYONE, "statements:paper": EVERYONE, "statements:confirm": LETTER,
    "statements:ask": ROLL, "statements:desk": DESK, "statements:pass_on": DESK,
    "statements:answer": ANSWERERS,
    "decisions:index": EVERYONE, "decisions:room": EVERYONE, "decisions:question": EVERYONE,
    "decisions:paper": EVERYONE, "decisions:pose": DESK,
    "dna:index": EVERYONE, "dna:join": EVERYONE, "dna:begin": SIGNED_IN, "dna:blank": EVERYONE,
    "dna:dna": EVERYONE, "dna:descend": SIGNED_IN, "dna:pulse": TABLE, "dna:head": TABLE,
    "dna:write": TABLE, "dna:drafts": TABLE, "dna:two": TABLE, "dna:teach_back": TABLE,
    "dna:paper": MEMBERS,
    "incubator:index": EVERYONE, "incubator:round": EVERYONE, "incubator:pulse": EVERYONE,
    "incubator:map": EVERYONE, "incubator:slip": EVERYONE, "incubator:vote": EVERYONE,
    "incubator:pledge": EVERYONE, "incubator:promise": LETTER, "incubator:score": SIGNED_IN,
    "incubator:announce": EVENINGS, "incubator:desk": EVENINGS, "incubator:cards": EVENINGS,
    "incubator:slips": EVENINGS, "incubator:papers": EVENINGS, "incubator:grant": EVENINGS,
    "training:trainers": EVERYONE,
    "campaigns:index": EVERYONE, "campaigns:gate": EVERYONE, "campaigns:ask": SIGNED_IN,
    "campaigns:application": EVERYONE, "campaigns:campaign": EVERYONE,
    "campaigns:covenant": EVERYONE,
    "cells:index": EVERYONE, "cells:campaign": EVERYONE, "cells:growth": EVERYONE,
    "cells:plan": EVERYONE, "cells:start": LETTER, "cells:join": LETTER, "cells:back": LETTER,
    "cells:cell": EVERYONE, "cells:sheet": CELL, "cells:tend": KEEPER, "cells:change": KEEPER,
    "cells:split": KEEPER,
    "fieldwork:index": EVERYONE, "fieldwork:open": ROLL, "fieldwork:turf": ROLL,
    "fieldwork:bring_in": ROLL,
    "fieldwork:sheet": ROLL, "fieldwork:places": ROLL, "fieldwork:type_in": ROLL,
    "fieldwork:packet": ROLL, "fieldwork:claim": LETTER, "fieldwork:slip": LETTER,
    "fieldwork:walk": DEVICE, "fieldwork:data": DEVICE, "fieldwork:worker": DEVICE,
    "fieldwork:manifest": DEVICE, "fieldwork:odk": LETTER, "fieldwork:odk_list": LETTER,
    "fieldwork:odk_form": LETTER,
    "personas": DEMO, "letters": DEMO,
}  # fmt: skip

# What can be done, by the name of the address that takes it.
DO = {
    "programme:raise": SPEAKS_FOR_UNIT, "programme:withdraw": SPEAKS_FOR_UNIT,
    "programme:decline": STANDS, "programme:begin": STANDS, "programme:add": STANDS,
    "programme:reword": STANDS, "programme:strike": STANDS, "programme:adopt": STANDS,
    "programme:record": MANDATE, "programme:outcome": SPEAKS_FOR_UNIT,
    "loop:report": SPEAKS_FOR_UNIT, "loop:stop": LETTER, "themes:demand": SPEAKS_FOR_UNIT,
    "campaigns:serve": SPEAKER,
    "contacts:agree": MINE, "contacts:silence": MINE, "contacts:withdraw": MINE,
    "doors:door": EVERYONE, "doors:confirm": LETTER, "doors:refuse": LETTER,
    "doors:leave": MINE, "doors:support": MINE, "doors:invite": MEMBERS,
    "doors:open": ROLL, "doors:change": ROLL, "doors:close": ROLL,
    "bodies:appoint": OFFICES, "bodies:resign": MINE,
    "constitution:draft": SIGNED_IN, "constitution:adopt": CONSTITUTION,
    "imports:new": ROLL, "imports:columns": ROLL, "imports:decide": ROLL,
    "imports:carry_out": ROLL, "imports:undo": ROLL, "imports:drop": ROLL,
    "exports:new": ROLL, "exports:take": ROLL, "exports:delete": ROLL,
    "merges:look": ROLL, "merges:pair": ROLL, "merges:apart": ROLL, "merges:undo": ROLL,
    "representation:open": ELECTIONS, "representation:answer": MEMBERS,
    "representation:take_back": MINE, "representation:publish": HOLDERS,
    "representation:count_openly": HOLDERS, "representation:tell_skills": HOLDERS,
    "units:open": ROLL, "units:areas": ROLL, "units:divide": ROLL, "units:merge": ROLL,
    "elections:call": ELECTIONS, "elections:nominate": POOL, "elections:withdraw": MINE,
    "elections:freeze": ELECTIONS, "elections:vote": ROLLED, "elections:declare": ELECTIONS,
    "draws:call": DRAWS, "draws:freeze": DRAWS, "draws:hold": DRAWS, "draws:invitation": MINE,
    "pools:announce": DRAWS, "pools:draw": DRAWS, "pools:invitation": MINE,
    "privacy:ask_for_copy": MINE, "privacy:delete": MINE, "privacy:stay": MINE,
    "ecology:think": PLANNING, "reviews:write": PLANNING, "campaigns:prepare": PLANNING,
    "campaigns:plan_peak": SPEAKER, "campaigns:hand_over": SPEAKER,
    "campaigns:answer_offer": MINE, "incubator:prepare": EVENINGS, "incubator:launch": EVENINGS,
    "responses:call": AT_ONCE, "responses:start": AT_ONCE, "responses:end": AT_ONCE,
    "statements:take_away": DESK,
    "sprints:start": MEMBERS, "sprints:note": TRYING, "sprints:revise": TRYING,
    "signals:raise": EVERYONE, "signals:begin": COUNTERS, "signals:week": COUNTERS,
    "signals:count": COUNTERS, "signals:end": COUNTERS, "signals:answer": ANSWER_ALARM,
    "signals:action": ANSWER_ALARM, "signals:done": ANSWER_ALARM, "signals:review": ANSWER_ALARM,
    "signals:strike": ANSWER_ALARM,
    "forecasts:ask": COUNTERS, "forecasts:answer": MEMBERS, "forecasts:resolve": RESOLVERS,
    "forecasts:annul": RESOLVERS, "briefings:begin": ROLL, "briefings:end": ROLL,
    "briefings:prepare": ROLL,
    "briefings:leave_out": ROLL, "briefings:take_in": ROLL, "briefings:move_up": ROLL,
    "briefings:write": ROLL, "briefings:publish": ROLL, "briefings:answer": ANSWERERS,
    "sprints:end": TRYING, "pulse:feel": EVERYONE, "pulse:cards": ROLL,
    "listening:survey": EVERYONE, "listening:take_back": LETTER,
    "listening:contact": LETTER, "listening:letter": LETTER, "listening:forget": LETTER,
    "listening:draft": ROLL, "listening:rewrite": ROLL, "listening:add": ROLL,
    "listening:change": ROLL, "listening:move": ROLL, "listening:drop": ROLL,
    "listening:copy": ROLL, "listening:open": ROLL, "listening:close": ROLL,
    "listening:ask_to_listen": ROLL, "listening:dismiss": READERS,
    "themes:begin": READERS, "themes:anew": READERS, "themes:add": READERS,
    "themes:ten": READERS, "themes:read_on": READERS, "themes:describe": READERS,
    "themes:merge": READERS, "themes:split": READERS, "themes:leave_out": READERS,
    "themes:publish": ROLL,
    "ecology:desk_capacity": LETTER, "ecology:desk_answer": LETTER,
    "ecology:desk_alarm": LETTER, "ecology:desk_leave": LETTER, "ecology:desk_return": LETTER,
    "ecology:add": CARE, "ecology:change": CARE, "ecology:write_again": CARE,
    "ecology:capacity": CARE, "ecology:draw_up": CARE, "ecology:ask": CARE,
    "ecology:alone": CARE, "ecology:drop": CARE, "ecology:less": CARE, "ecology:again": CARE,
    "ecology:back": CARE, "ecology:answer": CARE, "ecology:reply": BELL,
    "movement:place": CARE, "movement:end": CARE, "movement:tie": CARE, "movement:untie": CARE,
    "movement:add": CARE, "movement:bring": CARE, "movement:ask": CARE, "movement:target": CARE,
    "movement:introduce": MAPPERS, "movement:write_down": MAPPERS, "movement:outcome": MAPPERS,
    "movement:second": MAPPERS, "movement:take": TAKER, "movement:desk_place": LETTER,
    "movement:desk_confirm": LETTER, "movement:desk_tie": LETTER, "movement:desk_untie": LETTER,
    "movement:desk_answer": LETTER, "movement:desk_off": LETTER,
    "scanning:place": SIGNED_IN, "scanning:tag": SIGNED_IN, "scanning:untag": SIGNED_IN,
    "scanning:add_source": ROLL, "scanning:stop": ROLL, "scanning:go_on": ROLL,
    "scanning:hand_in": ROLL, "scanning:add_watch": ROLL, "scanning:end": ROLL,
    "scanning:try_out": ROLL, "scanning:close": ROLL, "scanning:tap": EVERYONE,
    "steps:draw_up": FACILITATORS, "steps:plan": FACILITATORS, "steps:add": FACILITATORS,
    "steps:change": FACILITATORS, "steps:move": FACILITATORS, "steps:remove": FACILITATORS,
    "steps:drop": FACILITATORS, "steps:press": HELPERS, "steps:name": FACILITATORS,
    "steps:let_go": FACILITATORS, "steps:lend": FACILITATORS, "steps:close": FACILITATORS,
    "gatherings:gathering": EVERYONE, "gatherings:step_back": LETTER, "gatherings:worth": LETTER,
    "gatherings:desk": LETTER, "gatherings:sync": LETTER, "gatherings:plan": PLANNERS,
    "gatherings:change": HOSTS, "gatherings:call_off": HOSTS, "gatherings:renew_key": HOSTS,
    "gatherings:name_host": PLANNERS, "gatherings:stop_hosting": PLANNERS,
    "gatherings:entrust": PLANNERS, "gatherings:answer": HOSTS_ALONE,
    "gatherings:arrive": HOSTS_ALONE, "gatherings:type_in": HOSTS_ALONE,
    "nextsteps:take": EVERYONE, "nextsteps:mine": LETTER, "nextsteps:let_go": LETTER,
    "nextsteps:answer": LETTER, "nextsteps:feel": LETTER, "nextsteps:want_again": LETTER,
    "nextsteps:together": LETTER, "nextsteps:buddy": MEMBERS, "nextsteps:stop": MINE,
    "nextsteps:agree": MINE, "nextsteps:part": HOSTS_ALONE, "nextsteps:put_up_ready": HOSTS_ALONE,
    "nextsteps:put_up": HOSTS_ALONE, "nextsteps:change": HOSTS_ALONE,
    "nextsteps:let_more": HOSTS_ALONE, "nextsteps:take_down": HOSTS_ALONE,
    "nextsteps:type_in": HOSTS_ALONE, "nextsteps:see": HOSTS_ALONE,
    "nextsteps:propose": HOSTS_ALONE,
    "training:module": SIGNED_IN, "training:propose": MEMBERS, "training:decide": CURRICULUM,
    "training:plan": TRAINERS, "training:call_off": TRAINERS, "training:record": TRAINERS,
    "training:sign_up": SIGNED_IN, "training:step_back": MINE,
    "gatherings:draw_up": HOSTS,
    "steps:hang": FACILITATORS, "steps:make": FACILITATORS, "steps:for_training": TRAINERS,
    "tables:come": EVERYONE, "tables:wish": EVERYONE,
    "tables:note": SEATED, "tables:bring": SEATED, "tables:lay": HOSTS, "tables:show": HOSTS,
    "tables:way": HOSTS, "tables:add": HOSTS, "tables:type_in": HOSTS, "tables:pin": HOSTS_ALONE,
    "tables:run": HOSTS, "statements:put": DESK,
    "statements:vote": ROOM, "statements:say": ROOM, "statements:appeal": MINE,
    "statements:follow": EVERYONE, "statements:confirm": LETTER, "statements:unfollow": LETTER,
    "statements:ask": ROLL, "statements:steward": ROLL, "statements:open": DESK,
    "statements:close": DESK, "statements:release": DESK, "statements:type_in": DESK,
    "statements:rule": DESK, "statements:pass_on": DESK, "statements:answer": ANSWERERS,
    "decisions:question": ROOM, "decisions:pose": DESK, "decisions:type_in": DESK,
    "decisions:close": DESK,
    "dna:join": EVERYONE, "dna:begin": MEMBERS, "dna:descend": MEMBERS, "dna:paper": MEMBERS,
    "dna:leave": TABLE, "dna:head": TABLE, "dna:take": TABLE, "dna:write": TABLE,
    "dna:two": TABLE, "dna:teach_back": TABLE, "dna:hand_in": TABLE,
    "incubator:vote": EVERYONE, "incubator:pledge": EVERYONE, "incubator:promise": LETTER,
    "incubator:announce": EVENINGS, "incubator:run": EVENINGS, "incubator:papers": EVENINGS,
    "incubator:grant": EVENINGS, "incubator:release": EVENINGS, "incubator:score": MEMBERS,
    "training:observe": TRAINERS,
    "campaigns:ask": SIGNED_IN, "campaigns:judge": GATE, "campaigns:decide": GATE,
    "campaigns:appeal": MINE, "campaigns:answer_appeal": APPEALS,
    "campaigns:write_covenant": SPEAKER, "campaigns:sign": ROLL, "campaigns:ask_back": ROLL,
    "campaigns:renew_start": SPEAKER, "campaigns:end": SPEAKER,
    "cells:start": LETTER, "cells:join": LETTER, "cells:change": KEEPER, "cells:split": KEEPER,
    "cells:stay": CELL, "cells:leave": CELL, "cells:count": KEEPER, "cells:write_in": KEEPER,
    "cells:renew": KEEPER, "cells:end_cell": KEEPER, "cells:reach_out": KEEPER,
    "cells:agree": KEEPER, "cells:let_go": KEEPER,
    "fieldwork:open": ROLL, "fieldwork:add": ROLL, "fieldwork:close": ROLL,
    "fieldwork:issue": ROLL, "fieldwork:in_vain": ROLL, "fieldwork:type_in": ROLL,
    "fieldwork:bring_in": ROLL,
    "fieldwork:silence": ROLL, "fieldwork:renew": ROLL, "fieldwork:revoke": ROLL,
    "fieldwork:rescue": ROLL, "fieldwork:admit": ROLL, "fieldwork:discard": ROLL,
    "fieldwork:claim": LETTER, "fieldwork:slip": LETTER, "fieldwork:send": DEVICE,
    "fieldwork:give_back": DEVICE, "fieldwork:odk_submission": LETTER,
    "later": DEMO, "become": DEMO,
}  # fmt: skip


def may_read(name: str, path: str) -> Rule | None:
    """The rule for reading an address; sign-in and the API have one each, whatever the page."""
    return _house(path) or READ.get(name)


def may_do(name: str, path: str) -> Rule | None:
    """The rule for doing something at an address; None where nothing is done there."""
    return _house(path) if path.startswith("account/") else DO.get(name)


def _house(path: str) -> Rule | None:
    """Nobody's sign-in is anybody else's; what the API gives is public."""
    first = path.strip("/").partition("/")[0]
    return {"account": ACCOUNT, "api": EVERYONE}.get(first)
