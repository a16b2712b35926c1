"""What happens in a room: orders, gatherings, tables, statements, incubators."""

from articulator.kernel import clock
from articulator.operations.dna.models import Dna, Draft
from articulator.operations.gatherings.models import Gathering, Need, Registration
from articulator.operations.gatherings.tickets import desk_key, ticket_of
from articulator.operations.incubator import acts as incubator
from articulator.operations.incubator.models import Entry, Grant, Pledge, Poll
from articulator.operations.incubator.models import Round as Evening
from articulator.operations.incubator.queries import chosen, pledge_token
from articulator.operations.nextsteps.queries import own_pairs
from articulator.operations.nextsteps.tokens import key_of
from articulator.operations.statements import acts as statements
from articulator.operations.statements.models import Conversation, Follower, Outcome
from articulator.operations.statements.queries import follow_token
from articulator.operations.steps.models import Order
from articulator.operations.tables import acts as tables_acts
from articulator.operations.tables.models import Floor
from articulator.site.demo.personas import who_is
from tests.site.house.common import Args, branch, talks


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


def rooms() -> Args:
    """A conversation in which people vote now, one that is answered, and a question decided."""
    now = talks()
    answered = Conversation.objects.closed().get(question__contains="damp flats")
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
