"""The things of identity."""

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution.models import Version
from articulator.identity.contacts.acts import agree
from articulator.identity.contacts.models import Consent
from articulator.identity.doors.models import Arrival, Door, Guest
from articulator.identity.doors.queries import confirm_token, invite_token
from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.elections.models import Candidacy, Election
from articulator.identity.exports import acts as exports
from articulator.identity.imports.models import Import
from articulator.identity.membership.queries import Sought
from articulator.identity.merges.models import Merge, Pair
from articulator.identity.pools.models import Invited, Round
from articulator.identity.privacy.acts import ask_for_copy, ask_to_be_deleted
from articulator.identity.programme.models import Demand, Item
from articulator.identity.representation.models import Consultation
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.site.demo.personas import who_is
from tests.site.house.common import Args, branch


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


def programme() -> Args:
    """A draft of the whole's programme, an item in force, a demand that waits, a motion."""
    root = Unit.objects.get(parent=None)
    draft, waits = root.programmes.get(adopted_at=None), Demand.objects.get(state="open")
    item = Item.objects.get(heading="Repairs that last")
    line, deed = draft.lines.first(), item.deeds.get(outcome="waiting")
    here = [branch().slug]
    return {
        **{f"programme:{name}": here for name in ("of", "raise", "begin")},
        **{f"programme:{name}": [waits.pk] for name in ("demand", "withdraw", "decline")},
        **{f"programme:{name}": [draft.pk] for name in ("version", "add", "adopt")},
        **{f"programme:{name}": [draft.pk, line.pk] for name in ("reword", "strike")},
        **{f"programme:{name}": [item.pk] for name in ("item", "record")},
        **{f"programme:{name}": [deed.pk] for name in ("deed", "outcome")},
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


def invited() -> Invited:
    """Somebody whom the lot has invited to the course, and who has said nothing yet."""
    rows = Invited.objects.by_rule("a test").filter(begun_at=None, declined_at=None)
    return (
        rows.filter(round__reminded_at=None).select_related("round", "person").order_by("token")[0]
    )


def election(words: str) -> list[object]:
    return [Election.objects.get(title__contains=words).pk]


def elections() -> Args:
    now, nominating = election("second half"), election("Disputes")
    # Whoever the lot has drawn may stand there as well: in the matrix nobody withdraws.
    Candidacy.objects.filter(election=nominating[0], person=who_is("drawn")).delete()
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
