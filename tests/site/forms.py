"""What a person who may would send to each address: only the right to do it is missing."""

from uuid import uuid4

from django.utils.timezone import localdate

from articulator.identity.programme.models import Item
from articulator.intelligence.themes.models import Codebook
from articulator.intelligence.themes.queries import texts_of
from articulator.kernel.models import Unit
from articulator.methods.capacity import monday
from articulator.site.demo.personas import home_of, who_is


def form(deed: str) -> dict[str, object]:
    if deed == "units:open":
        return {"parent": Unit.objects.get(parent=None).pk, "name": "Annex"}
    if deed in {"dna:begin", "dna:descend"}:
        return {"unit": home_of(who_is("member")).pk, "how": "copy"}
    if deed in {"programme:raise", "themes:demand"}:
        root = Unit.objects.get(parent=None)
        return {"words": "Ours", "why": "Because.", "asked_of": root.pk}
    if deed == "campaigns:serve":
        return {"item": Item.objects.get(heading="Work").pk}
    if deed in {"listening:survey", "themes:ten", "themes:merge"}:
        return _heard(deed)
    return FORMS.get(deed, {})


def _heard(deed: str) -> dict[str, object]:
    """What names rows of the demo's survey."""
    book = Codebook.objects.get()
    if deed == "listening:survey":
        return {"sheet": str(uuid4()), "slip": "s" * 20, "q1": "The lift"}
    if deed == "themes:merge":
        return {"into": book.themes.filter(gone_in=None)[1].pk}
    return {str(texts_of(book)[0].pk): "none"}


DATES = {
    "nominations_open": "2099-01-01", "nominations_close": "2099-02-01", "opens": "2099-02-02",
    "closes": "2099-03-01", "terms_begin": "2099-04-01",
}  # fmt: skip
NOTICE = {
    "kind": "assembly", "title": "Ours", "text": "Come.", "starts_at": "2099-01-01T18:00",
    "ends_at": "2099-01-01T20:00", "place": "Hall", "steps": "free", "languages": "English",
}  # fmt: skip
DRAWS = {"begins": "2099-01-01", "ends": "2099-01-09", "alone": "on"}
STEP = {
    "kind": "other", "title": "Ours", "starts_at": "2099-01-01T18:00", "minutes": 60,
    "place": "Hall", "wanted": 2,
}  # fmt: skip
FORMS = {
    "programme:decline": {"reason": "Because."},
    "programme:add": {"heading": "Ours", "wording": "Ours."},
    "programme:reword": {"heading": "Ours", "wording": "Ours."},
    "programme:adopt": {"on": "2026-01-01", "votes_for": 9, "votes_against": 0},
    "programme:record": {
        "kind": "motion", "title": "Ours", "where": "Council", "done_on": "2026-01-01",
        "mandate": "councillor", "source": "https://council.example/",
    },
    "programme:outcome": {"outcome": "carried", "words": "Ours."},
    "loop:report": {"words": "Ours."},
    "listening:contact": {"email": "one@example.org", "purposes": ["results"]},
    "listening:draft": {"title": "Ours", "preset": "short"}, "listening:rewrite": {"title": "Ours"},
    "listening:add": {"kind": "open", "text": "What?"},
    "listening:change": {"kind": "open", "text": "What?"},
    "listening:ask_to_listen": {"email": "member@demo.example"},
    "themes:add": {"name": "Ours"}, "themes:describe": {"name": "Theirs"},
    "fieldwork:add": {"lines": "Mill Lane: 1-3"},
    "fieldwork:issue": {"carrier": "Ben", "way": "phone"},
    "fieldwork:type_in": {"outcome": "nobody"},
    "ecology:add": {"name": "A group"}, "ecology:change": {"name": "A group"},
    "scanning:add_source": {
        "name": "The Leither", "kind": "mailbox", "hours": "6",
    },
    "scanning:add_watch": {"name": "Rents", "kind": "topic", "words": "rent"},
    "scanning:try_out": {"title": "Heat", "one": "Warm homes.", "other": "No more damp."},
    "scanning:tag": {"word": "housing"},
    "ecology:capacity": {
        "what": "vans", "per_week": 1, "begins": "2099-01-01", "ends": "2099-02-01",
    },
    "ecology:draw_up": {
        "title": "Ours", "occasion": "rapid_response", "begins": "2099-01-01", "ends": "2099-02-01",
    },
    "ecology:think": {"who_bears_risk": "Nobody."},
    "reviews:write": {"meant": "A", "happened": "B", "why": "C", "keep": "D"},
    "responses:call": {"title": "Ours", "why": "Now.", **DRAWS}, "campaigns:prepare": DRAWS,
    "campaigns:plan_peak": {"title": "Ours", **DRAWS}, "incubator:prepare": DRAWS,
    "campaigns:hand_over": {"email": "council@demo.example"},
    "campaigns:answer_offer": {"answer": "yes"},
    "ecology:less": {"per_week": 1}, "ecology:answer": {"answer": "yes"},
    "ecology:reply": {"words": "Ours"}, "pulse:cards": {"n1_1": 1},
    "signals:raise": {"matter": "other"}, "signals:begin": {"key": "attacks"},
    "signals:week": {"n0": 3},
    "signals:count": {"week": monday(localdate()).isoformat(), "number": 3},
    "signals:answer": {"words": "Ours"}, "signals:strike": {"why": "A name"},
    "signals:action": {"what": "Ours", "due": "2099-01-01"},
    "signals:review": {"verdict": "real", "what_it_was": "Ours"},
    "forecasts:ask": {
        "text": "Ours?", "criterion": "It is in the paper.", "happens_by": "2099-02-01",
        "closes": "2099-01-01",
    },
    "forecasts:answer": {"chance": 30}, "forecasts:annul": {"why": "Ours"},
    "forecasts:resolve": {"came": "yes", "source": "The paper"},
    "briefings:write": {
        "title": "Ours", "changed": "A", "sure": "B", "unknown": "C", "truth": "lived",
    },
    "briefings:answer": {"words": "Ours"},
    "movement:second": {"agree": "yes"}, "movement:write_down": {"answer": "yes"},
    "movement:introduce": {"why": "Ours"}, "movement:ask": {"form": "csv", "reason": "Ours"},
    "movement:outcome": {"outcome": "met"}, "movement:desk_answer": {"answer": "yes"},
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
    "nextsteps:put_up": STEP, "nextsteps:change": STEP, "nextsteps:type_in": {"unnamed": 1},
    "nextsteps:put_up_ready": {"keys": "kit calls"}, "nextsteps:see": {"happened": "yes"},
    "nextsteps:agree": {"yes": "yes"}, "nextsteps:buddy": {"name": "Me", "reach": "Here"},
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
    "incubator:score": {"c0": 1, "c1": 1, "c2": 1, "c3": 1, "comment": "Say who is there.",
                        "not_mine": "on"},
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
    "gatherings:draw_up": {"kit": "world-cafe-60"}, "steps:hang": {"thing": ""},
    "steps:for_training": {"kit": "world-cafe-60"},
    "tables:way": {"by": "size"}, "tables:lay": {"number": 3, "by": "size"},
    "tables:bring": {"points": "One.\nTwo."}, "tables:show": {"number": "1"},
    "tables:note": {"key": "00000000-0000-4000-8000-000000000001", "text": "Said."},
    "statements:vote": {"said": "1"}, "statements:say": {"text": "One thought more."},
    "statements:appeal": {"why": "It is mine."}, "statements:follow": {"email": "a@example.org"},
    "statements:steward": {"email": "member@demo.example"}, "statements:type_in": {"papers": "1a"},
    "statements:rule": {"reason": "insult"}, "statements:answer": {"text": "Yes."},
    "decisions:question": {"c1": "1"}, "decisions:type_in": {"papers": "1"},
    "decisions:pose": {"words": "May we?", "way": "consent"},
    "draws:hold": {"words": "4 4 4", "witnessed": "on"},
    "draws:invitation": {"answer": "accept"},
}  # fmt: skip
