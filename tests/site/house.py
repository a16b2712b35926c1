"""The demo's people, and one of every thing that an address of the house can name."""

from uuid import uuid4

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution.models import Version
from articulator.identity.contacts.acts import agree
from articulator.identity.contacts.models import Consent
from articulator.identity.doors.models import Arrival, Door, Guest
from articulator.identity.doors.queries import confirm_token, invite_token
from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.elections.models import Election, Mark
from articulator.identity.exports import acts as exports
from articulator.identity.imports.models import Import
from articulator.identity.membership.queries import Sought, memberships
from articulator.identity.merges.models import Merge, Pair
from articulator.identity.pools.models import Invited, Round
from articulator.identity.privacy.acts import ask_for_copy, ask_to_be_deleted
from articulator.identity.representation.models import Consultation
from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.ecology.queries import link_token
from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.presets import LISTENING
from articulator.intelligence.listening.queries import Left, Submission, letter_token
from articulator.intelligence.movement.models import Introduction, Release, Spot, Tie
from articulator.intelligence.reviews.models import Review
from articulator.intelligence.scanning.models import Source, Story, Trial, Watch
from articulator.intelligence.signals import acts as signals_acts
from articulator.intelligence.signals.models import Action, Alarm, Series
from articulator.intelligence.themes.models import Codebook
from articulator.kernel import clock
from articulator.kernel.links import ref
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns import acts as campaigns_acts
from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.cells.models import Bond, Cell
from articulator.operations.cells.queries import join_token, start_token
from articulator.operations.decisions.models import Question
from articulator.operations.dna.models import Dna, Draft
from articulator.operations.fieldwork import acts as field
from articulator.operations.fieldwork.keys import claim_code
from articulator.operations.fieldwork.models import Held, Packet, Turf
from articulator.operations.gatherings.models import Gathering, Need, Registration
from articulator.operations.gatherings.tickets import desk_key, ticket_of
from articulator.operations.incubator import acts as incubator
from articulator.operations.incubator.models import Entry, Grant, Pledge, Poll
from articulator.operations.incubator.models import Round as Evening
from articulator.operations.incubator.queries import chosen, pledge_token
from articulator.operations.nextsteps.queries import own_pairs
from articulator.operations.nextsteps.tokens import key_of
from articulator.operations.responses.models import Response
from articulator.operations.sprints.models import Sprint
from articulator.operations.statements import acts as statements
from articulator.operations.statements.models import Conversation, Follower, Outcome
from articulator.operations.statements.queries import follow_token
from articulator.operations.steps.models import Order
from articulator.operations.tables import acts as tables_acts
from articulator.operations.tables.models import Floor
from articulator.operations.training.models import Curriculum, Session
from articulator.site.demo.personas import home_of, who_is

type Args = dict[str, list[object]]


def one_of_each() -> Args:
    """For every address that names things, the things: made here where the story tells of none."""
    parts = (
        doors, bodies, own, units, lists, pools, elections, draws, representation, ecology,
        sprints, rooms, steps, gatherings, tables, incubators, campaigns, training, care,
        nextsteps, scanning, signals, movement, heard, fieldwork,
    )  # fmt: skip
    found: Args = {}
    for part in parts:
        found |= part()
    return found


def talks() -> Conversation:
    """In which people of the branch vote now."""
    return Conversation.objects.open().get(unit=branch())


def branch() -> Unit:
    return home_of(who_is("secretary"))


def doors() -> Args:
    survey = [Door.objects.get(kind="survey").pk]
    waiting = Arrival.objects.by_rule("a test").get(confirmed_at=None)
    invitation = [invite_token(Guest.objects.get())]
    return {
        **{f"doors:{name}": survey for name in ("door", "thanks", "change", "close", "arrivals")},
        **{f"doors:{name}": [branch().slug] for name in ("tend", "open")},
        "doors:confirm": [confirm_token(waiting)],
        "doors:invited": invitation, "doors:refuse": invitation,
    }  # fmt: skip


def group(body: str, key: str = "") -> SeatGroup:
    """Seats of a body of the whole."""
    found = SeatGroup.objects.filter(body__unit__parent=None, body__key=body)
    return found.get(key=key) if key else found.get()


def bodies() -> Args:
    version = [Version.objects.get().pk]
    term = Term.objects.current().get(person=who_is("council"), seat__group__body__key="npc")
    return {
        "bodies:body": [group("npc", "allotted").body.pk],
        "bodies:appoint": [group("returning_officer").pk], "bodies:resign": [term.pk],
        **{f"constitution:{name}": version for name in ("version", "source", "adopt")},
        "constitution:compare": version * 2, "constitution:clause": ["5.npc.elected"],
    }  # fmt: skip


def own() -> Args:
    """What is a member's alone."""
    who = who_is("member")
    yes = agree(who, who, Consent.Purpose.CONTACT, "I agree.", "a test")
    return {
        "contacts:withdraw": [yes.pk], "privacy:activity": ["elections"],
        "privacy:download": [ask_for_copy(who, who).pk],
        "privacy:stay": [ask_to_be_deleted(who, who).pk],
    }  # fmt: skip


def units() -> Args:
    here = [branch().slug]
    return {
        "unit": here, "unit_system": [*here, "identity"],
        **{f"units:{name}": here for name in ("areas", "divide", "merge")},
        "membership:roll": here,
    }  # fmt: skip


def lists() -> Args:
    """A file that is being brought in, a list that is taken out, somebody who is there twice."""
    here = branch()
    file = Import.objects.create(
        unit=here, file_name="a.csv", size=0, source="plain", columns=["name"], mapping=["name"],
        state="preview",
    )  # fmt: skip
    taken_out = [exports.ask(who_is("secretary"), here, "Labels", ["name"], Sought()).pk]
    pair, done = [Pair.objects.get().pk], [Merge.objects.get().pk]
    return {
        **{f"{feature}:new": [here.slug] for feature in ("imports", "exports")},
        **{f"imports:{name}": [file.pk]
           for name in ("columns", "import", "decide", "carry_out", "undo", "drop")},
        **{f"exports:{name}": taken_out for name in ("export", "take", "delete")},
        "merges:look": [here.slug], "merges:pair": pair, "merges:apart": pair,
        "merges:undo": done,
    }  # fmt: skip


def pools() -> Args:
    last = invited().round
    waiting = Round.objects.create(
        unit=last.unit, pool=last.pool, size=8, seed_source="dice", seed_due=clock.now(),
        frame={}, frame_hash="0" * 64, token_key="00",
    )  # fmt: skip
    return {
        "pools:unit": [branch().slug], "pools:announce": ["federation"],
        "pools:round": [last.pk], "pools:frame": [last.pk],
        "pools:draw": [waiting.pk], "pools:invitation": [invited().pk],
    }  # fmt: skip


def election(words: str) -> list[object]:
    return [Election.objects.get(title__contains=words).pk]


def elections() -> Args:
    now, nominating = election("second half"), election("Disputes")
    return {
        **{f"elections:{name}": now for name in ("election", "vote", "voted", "freeze")},
        **{f"elections:{name}": nominating for name in ("nominate", "withdraw")},
        **{f"elections:{name}": election("first half")
           for name in ("result", "result_json", "ballots")},
        "elections:call": [group("npc", "elected").pk],
        "elections:declare": election("organising group"),
    }  # fmt: skip


def draws() -> Args:
    published = [Draw.objects.get(drawn_at=None).pk]
    return {
        **{f"draws:{name}": published for name in ("draw", "freeze", "hold")},
        "draws:book": [Draw.objects.exclude(drawn_at=None).get().pk],
        "draws:call": [group("npc", "allotted").pk],
        "draws:invitation": [Invitation.objects.get(answer="open").pk],
    }  # fmt: skip


def representation() -> Args:
    asked = [Consultation.objects.get(title__contains="meetings").pk]
    return {
        **{f"representation:{name}": asked
           for name in ("consultation", "answer", "take_back", "publish")},
        "representation:body": [group("npc", "allotted").body.pk],
    }  # fmt: skip


def ecology() -> Args:
    launch, here = Plan.objects.get(title__startswith="Launch: dry"), [branch().slug]
    need = launch.needs.get(answer="open")
    team, link = need.partner, [link_token(need.partner)]
    by_link = ("desk", "desk_capacity", "desk_alarm", "desk_leave", "desk_return")
    return {
        **{f"ecology:{name}": here for name in ("unit", "add", "draw_up")},
        **{f"ecology:{name}": [team.pk]
           for name in ("partner", "change", "write_again", "capacity", "sheet")},
        **{f"ecology:{name}": [launch.pk] for name in ("plan", "ask", "alone", "drop")},
        **{f"ecology:{name}": [need.pk] for name in ("less", "again", "back", "answer")},
        **{f"ecology:{name}": link for name in by_link},
        "ecology:desk_answer": [*link, need.pk], "ecology:reply": [team.alarms.get().pk],
        **{f"pulse:{name}": here for name in ("unit", "feel", "cards", "sheet")},
    }  # fmt: skip


def signals() -> Args:
    here, counted = [branch().slug], [Series.objects.get(key="evictions").pk]
    waiting = Alarm.objects.get(answered_at=None, matter="eviction")
    under_way = Action.objects.get(done_at=None)
    ready = Alarm.objects.get(found="silence")
    signals_acts.answer(who_is("secretary"), ready, "We ring them.")
    signals_acts.raise_alarm(None, branch(), Alarm.Matter.OTHER, "Ours", "followed")
    return {
        **{f"signals:{name}": here for name in ("unit", "raise", "poster", "begin", "week")},
        **{f"signals:{name}": counted for name in ("series", "count", "end")},
        **{f"signals:{name}": [waiting.pk] for name in ("alarm", "answer", "strike")},
        **{f"signals:{name}": [ready.pk] for name in ("action", "review")},
        "signals:done": [under_way.pk], "signals:follow": ["followed"],
    }  # fmt: skip


def movement() -> Args:
    """A kitchen on the map, a pair that is asked, one that nobody has brought together yet."""

    def spot(name: str) -> object:
        return Spot.objects.get(partner__name=name).pk

    kitchen = Spot.objects.select_related("partner").get(partner__name="Quayside Food Co-op")
    asked, link = Introduction.objects.get(outcome="open"), [link_token(kitchen.partner)]
    line, file = Tie.objects.order_by("pk")[0], [Release.objects.get().pk]
    by_link = ("desk", "desk_place", "desk_confirm", "desk_tie", "desk_off")
    return {
        **{f"movement:{name}": [kitchen.pk] for name in ("group", "place", "end", "tie")},
        **{f"movement:{name}": [branch().slug] for name in ("add", "bring", "ask")},
        **{f"movement:{name}": [asked.pk] for name in ("introduction", "outcome")},
        **{f"movement:{name}": file for name in ("release", "second", "take")},
        **{f"movement:{name}": link for name in by_link},
        "movement:introduce": [spot("Renters’ Choir"), spot("Couriers’ Network")],
        "movement:write_down": [asked.pk, asked.one_id], "movement:untie": [line.pk],
        "movement:desk_untie": [*link, line.one_id], "movement:desk_answer": [*link, asked.pk],
    }  # fmt: skip


def heard() -> Args:
    """The survey that was told of, a draft beside it, a slip, a letter, a codebook."""
    secretary, book = who_is("secretary"), Codebook.objects.get()
    survey, key = book.question.survey, "k" * 20
    answers = {"q1": "The lift is broken"}
    at = clock.now()
    listening.receive(
        None, Submission(uuid4(), survey, survey.unit, "doorstep", "EH6", at, answers, key)
    )
    left = Left("slip@example.org", ["results"], survey.unit, "doorstep")
    listening.leave_contact(None, survey, left)
    letter = [letter_token(Contact.objects.by_rule("a test").get(email=left.email))]
    draft = listening.draft(secretary, branch(), "A draft", asks=LISTENING[:3])
    return {
        "listening:draft": [branch().slug], "listening:letter": letter, "listening:forget": letter,
        **{f"listening:{name}": [key] for name in ("thread", "take_back", "contact")},
        **{f"listening:{name}": [survey.pk]
           for name in ("survey", "results", "desk", "copy", "close", "ask_to_listen")},
        **{f"listening:{name}": [draft.pk] for name in ("rewrite", "add", "open")},
        **{f"listening:{name}": [draft.pk, 2] for name in ("change", "move", "drop")},
        "listening:dismiss": [survey.pk, survey.listeners.get().pk],
        "themes:survey": [survey.pk], "themes:begin": [survey.questions.get(key="q3").pk],
        **{f"themes:{name}": [book.pk] for name in (
            "told", "book", "anew", "add", "ten", "doubts", "history", "read_on",
        )},
        **{f"themes:{name}": [book.themes.filter(gone_in=None)[0].pk]
           for name in ("theme", "describe", "merge", "split", "leave_out")},
        "themes:publish": [book.reports.get().pk],
    }  # fmt: skip


def care() -> Args:
    """What cannot wait, what was looked back on and what waits for it; an unplanned launch."""
    now = [Response.objects.get(ended_at=None).pk]
    review = Review.objects.get()
    over = Plan.objects.create(
        unit=branch(), title="Ours", occasion="rapid_response", begins="2020-01-01",
        ends="2020-01-02",
    )  # fmt: skip
    won = chosen(Evening.objects.get(title__contains="this winter"))[0]
    Entry.objects.filter(pk=won.pk).update(launched_at=None)
    Plan.objects.filter(what=ref(won)).update(dropped_at=clock.now())
    campaign = Campaign.objects.get()
    offer = campaigns_acts.hand_over(who_is("member"), campaign, who_is("newcomer"))
    slug = [campaign.unit.slug]
    return {
        "responses:call": [branch().slug],
        **{f"responses:{name}": now for name in ("response", "start", "end")},
        "reviews:review": [review.pk], "reviews:write": [over.pk],
        "ecology:think": [Plan.objects.get(title__startswith="Launch: dry").pk],
        "incubator:prepare": [won.pk], "incubator:launch": [won.pk],
        "campaigns:prepare": [Application.objects.get(state="asked").pk],
        "campaigns:plan_peak": slug, "campaigns:hand_over": slug,
        "campaigns:answer_offer": [offer.pk],
        "statements:take_away": [talks().pk],
    }  # fmt: skip


def scanning() -> Args:
    story, here = Story.objects.get(title__startswith="Damp"), [branch().slug]
    mails = Source.objects.get(kind="mailbox")
    watch, trial = Watch.objects.get(name="Evictions"), Trial.objects.get()
    return {
        **{f"scanning:{name}": [story.pk] for name in ("story", "tag", "untag")},
        **{f"scanning:{name}": [mails.pk] for name in ("source", "stop", "go_on", "hand_in")},
        **{f"scanning:{name}": [watch.pk] for name in ("watch", "end")},
        **{f"scanning:{name}": [trial.pk] for name in ("trial", "close", "say", "tap")},
        **{f"scanning:{name}": here for name in ("add_source", "add_watch", "try_out")},
        "scanning:place": [story.mentions.filter(answer="open")[0].pk],
    }  # fmt: skip


def sprints() -> Args:
    tried = [Sprint.objects.get(unit__parent=None).pk]
    return {
        **{f"sprints:{name}": tried for name in ("note", "revise", "end")},
        "sprints:sprint": [Sprint.objects.filter(ending="stop")[0].pk],
    }


def rooms() -> Args:
    """A conversation in which people vote now, one that is answered, and a question decided."""
    now = talks()
    answered = Conversation.objects.closed().get()
    statements.follow(None, answered, "follower@example.org")
    letter = [follow_token(Follower.objects.by_rule("a test").get())]
    pages = (
        "conversation", "mine", "results", "rulings", "answers", "paper", "desk", "say", "follow",
        "steward", "open", "close", "release", "type_in",
    )  # fmt: skip
    decided = [now.questions.get().pk]
    return {
        **{f"statements:{name}": [now.pk] for name in pages},
        "statements:confirm": letter, "statements:unfollow": letter,
        "statements:ask": [branch().slug], "statements:pass_on": [answered.pk],
        "statements:answer": [Outcome.objects.filter(answer="").first().pk],
        "statements:vote": [now.pk, 1], "statements:rule": [now.pk, 1],
        "statements:appeal": [answered.pk, 13],
        "decisions:room": [now.pk], "decisions:pose": [now.pk],
        **{f"decisions:{name}": decided for name in ("question", "paper", "type_in", "close")},
    }  # fmt: skip


def steps() -> Args:
    evening = Order.objects.get(unit=branch(), started_at=None, gathering=None, incubator=None)
    part = [evening.pk, evening.steps.get(number=2).pk]
    pages = (
        "order", "screen", "desk", "paper", "edit", "plan", "add", "helpers", "drop", "press",
        "name", "lend",
    )  # fmt: skip
    return {
        **{f"steps:{name}": [evening.pk] for name in pages},
        **{f"steps:{name}": part for name in ("change", "move", "remove", "hang")},
        "steps:make": [*part, "statements"],
        "steps:kit": ["world-cafe-90"], "steps:pulse": [evening.pk, "phone"],
        "steps:helper": ["unknown"], "steps:close": [evening.pk, evening.desks.get().pk],
        "steps:let_go": [evening.pk, who_is("member").pk],
    }  # fmt: skip


def gatherings() -> Args:
    shown = Gathering.objects.get(title__startswith="Dry homes")
    place = Registration.objects.by_rule("a test").filter(gathering=shown).first()
    wish = Need.objects.by_rule("a test").filter(registration__gathering=shown).first()
    ticket, desk = [shown.pk, ticket_of(place)], [shown.pk, desk_key(shown)]
    pages = (
        "gathering", "file", "poster", "change", "call_off", "hosting", "name_host", "entrust",
        "renew_key", "people", "type_in", "draw_up", "now", "go",
    )  # fmt: skip
    return {
        **{f"gatherings:{name}": [branch().slug] for name in ("series", "feed", "plan")},
        **{f"gatherings:{name}": [shown.pk] for name in pages},
        **{f"gatherings:{name}": ticket for name in ("ticket", "step_back", "worth")},
        **{f"gatherings:{name}": desk for name in ("desk", "sync", "worker")},
        "gatherings:answer": [wish.pk], "gatherings:arrive": [shown.pk, place.pk],
        "gatherings:stop_hosting": [shown.pk, shown.hosts.last().pk],
    }  # fmt: skip


def nextsteps() -> Args:
    """A step still to come for which two are asked to go together."""
    pair = own_pairs(who_is("secretary")).first()
    open_one, shown = [pair.step.offer.pk], [pair.step.gathering.pk]
    pages = ("choose", "sheet", "hosting", "put_up_ready", "put_up", "type_in", "propose")
    own = ("mine", "let_go", "answer", "feel", "want_again", "together")
    return {
        **{f"nextsteps:{name}": shown for name in pages},
        **{f"nextsteps:{name}": [key_of(pair.step)] for name in own},
        **{f"nextsteps:{name}": open_one
           for name in ("file", "change", "let_more", "take_down", "take")},
        "nextsteps:agree": [pair.pk], "nextsteps:part": [pair.pk],
        "nextsteps:see": [pair.step.pk],
    }  # fmt: skip


def tables() -> Args:
    floor = Floor.objects.get(gathering__ends_at__gt=clock.now())
    bare = Gathering.objects.get(title__startswith="Dry homes")
    guest = tables_acts.come(None, floor, "somebody at the door")
    pages = (
        "floor", "pulse", "harvest", "come", "wish", "sit", "desk", "show", "way", "add",
        "type_in", "cards",
    )  # fmt: skip
    return {
        **{f"tables:{name}": [floor.pk] for name in pages},
        **{f"tables:{name}": [floor.pk, 1] for name in ("pad", "note", "bring")},
        "tables:lay": [bare.pk], "tables:enter": [floor.pk, "unknown"],
        "tables:pin": [floor.pk, guest.pk], "tables:run": [floor.pk, "shuffle"],
        "statements:put": [Conversation.objects.open().first().pk],
    }  # fmt: skip


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


def incubators() -> Args:
    """The demo's evenings and pages, a vote that is open, and a grant that is not released."""
    told = Evening.objects.get(title__contains="this winter")
    coming = Evening.objects.get(title__contains="next")
    page = Dna.objects.get(title="Warm rooms")
    aside = Draft.objects.get(aside=True, passage__dna=page)
    won = chosen(told)[0]
    Grant.objects.all().delete()
    grant = incubator.propose_grant(who_is("secretary"), won, who_is("member"), 100, "Tea")
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
