from django.urls import reverse

from articulator.identity.bodies.rules import needs
from articulator.identity.membership.queries import members
from articulator.intelligence.ecology.rules import may_begin
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit
from articulator.methods.suppression import SMALL
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.models import READERS, Entry, Grant, Pledge, Poll, Round
from articulator.operations.incubator.queries import (
    READING,
    REMIND,
    chosen,
    is_chosen,
    reader_mark,
)

LAUNCH = "launch_campaign"  # as the constitution calls it
MOST_PAGES = 30  # in one round: 334 applications overwhelmed the Edge Fund's first one


def may_announce(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit runs its evenings, as they keep its doors."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    return needs(actor, "keep_roll", unit)


def may_run(actor: Actor, shown: Round) -> Refusal | None:
    return may_announce(actor, shown.unit)


def may_prepare(actor: Actor, shown: Round) -> Refusal | None:
    """Tables, pages and the order, until the order is drawn."""
    if shown.drawn_at:
        return Refusal("The order is drawn, and with it who presents.")
    return may_run(actor, shown)


def may_draw_up(actor: Actor, shown: Round) -> Refusal | None:
    """The running order of an evening, once."""
    if shown.order_id or not shown.is_evening:
        return Refusal("It has its running order, or is read at home.")
    return may_run(actor, shown)


def may_draw_order(actor: Actor, shown: Round) -> Refusal | None:
    return may_prepare(actor, shown)


def may_present(actor: Actor, shown: Round) -> Refusal | None:
    if not shown.drawn_at:
        return Refusal("First the lot draws the order.")
    return may_run(actor, shown)


def may_make_slips(actor: Actor, shown: Round) -> Refusal | None:
    """Slips are made before the vote, so that nobody adds voices to it."""
    if shown.polls.exists():
        return Refusal("The vote has begun, and no more slips are made.")
    return may_run(actor, shown)


def may_open(actor: Actor, shown: Round) -> Refusal | None:
    """One vote, and a runoff if the first one asks for it."""
    if not shown.drawn_at:
        return Refusal("First the lot draws the order, and the tables present.")
    last = shown.polls.order_by("-number").first()
    if last and not (last.declared_at and (last.result or {}).get("runoff")):
        return Refusal("There is a vote already.")
    if shown.is_evening and not shown.slips.exists():
        return Refusal("Nobody could vote: first make slips, and hand one to everyone who came.")
    return may_run(actor, shown)


def may_vote(_actor: Actor, poll: Poll) -> Refusal | None:
    """Whoever holds a slip, while the vote is open; the act knows the slip."""
    if not poll.is_open or poll.method == Round.Method.SHEETS:
        return Refusal(
            "This vote is closed.", appeal="What was decided stands on the evening’s page."
        )
    return None


def may_type_in(actor: Actor, poll: Poll) -> Refusal | None:
    """Papers from the box, until the vote is declared."""
    if poll.declared_at or poll.method == Round.Method.SHEETS:
        return Refusal("This vote is declared.")
    return may_run(actor, poll.round)


def may_close(actor: Actor, poll: Poll) -> Refusal | None:
    if not poll.is_open:
        return Refusal("This vote is closed already.")
    return may_run(actor, poll.round)


def may_declare(actor: Actor, poll: Poll) -> Refusal | None:
    if poll.declared_at:
        return Refusal("This vote is declared.")
    if poll.is_open:
        return Refusal("First close the vote: nobody sees a count while others still vote.")
    return may_run(actor, poll.round)


def may_score(actor: Actor, entry: Entry) -> Refusal | None:
    """Members read at home, two or three each page, for six weeks."""
    poll = entry.round.polls.first()
    if poll is None or poll.method != Round.Method.SHEETS or not poll.is_open:
        return Refusal("This page is not being read now.")
    if clock.now() > poll.opened_at + READING:
        return Refusal("The six weeks are over.", appeal="There is a next round.")
    root = Unit.objects.filter(parent=None).first()
    if actor is None or root is None or not members(root).filter(pk=actor.pk).exists():
        return Refusal("Members score the pages of a round.")
    if entry.sheets.count() >= READERS:
        return Refusal(
            f"{READERS} members have read this page: that is enough.", appeal="Read another one."
        )
    return None


def may_pledge(_actor: Actor, entry: Entry) -> Refusal | None:
    """Everyone in the room, for what it chose."""
    if not is_chosen(entry):
        return Refusal(
            "Promises are for what the room has chosen.",
            appeal="The evening’s page says what that is, once it is declared.",
        )
    return None


def may_prepare_launch(actor: Actor, entry: Entry) -> Refusal | None:
    """Whoever runs the evening says whose strength the launch draws on."""
    if not is_chosen(entry):
        return Refusal(
            "Only what the room has chosen is launched.",
            appeal="The evening’s page says what that is, once it is declared.",
        )
    if entry.launched_at:
        return Refusal("This is launched already.")
    return may_run(actor, entry.round)


def may_launch(actor: Actor, entry: Entry) -> Refusal | None:
    """The guard: nothing begins before those who carry it have agreed (R-170)."""
    to = reverse("incubator:prepare", args=[entry.pk])
    return may_prepare_launch(actor, entry) or may_begin(entry, LAUNCH, to=to)


def may_take_back(_actor: Actor, _pledge: Pledge) -> Refusal | None:
    """Whoever holds the letter."""
    return None


def may_remind(_actor: Actor, pledge: Pledge) -> Refusal | None:
    if pledge.reminded_at or not pledge.email or pledge.at > clock.now() - REMIND:
        return Refusal("No reminder is due.")
    return None


def may_propose(actor: Actor, entry: Entry) -> Refusal | None:
    """Money follows a declared result alone, out of a fund that the constitution knows."""
    law = charter()
    if law.most_pence is None:
        return Refusal(
            "The constitution in force has no fund for campaigns.", clause=law.fund_clause,
            appeal="A treasurer can pay from a budget; this page cannot.",
        )  # fmt: skip
    if not is_chosen(entry):
        return Refusal(
            "A grant follows the declared vote of the room, and this page was not chosen.",
            clause=law.fund_clause,
        )
    if Grant.objects.filter(entry=entry).exists():
        return Refusal("A grant is proposed already: one for each page.")
    return may_run(actor, entry.round)


def may_release(actor: Actor, grant: Grant) -> Refusal | None:
    if grant.released_at:
        return Refusal("This grant is released.")
    if actor == grant.payee:
        return Refusal(
            "Nobody releases money to themselves.", appeal="Ask another officer of the unit."
        )
    if grant.entry not in chosen(grant.entry.round):
        return Refusal("The room did not choose this page.")
    return may_run(actor, grant.entry.round)


def too_much(pence: int, entry: Entry) -> Refusal | None:
    """The refusal of an amount above what the constitution, or the shared pot, gives."""
    law = charter()
    assert law.most_pence is not None, "the rule has refused where there is no fund"
    poll = entry.round.polls.order_by("-number").first()
    share = ((poll.result or {}) if poll else {}).get("shares", {}).get(str(entry.number))
    if pence > law.most_pence:
        words = f"A grant is at most £{law.most_pence // 100:,}."
        return Refusal(words, clause=law.fund_clause, appeal="Ask for less, or in a later round.")
    if share is not None and pence > share:
        return Refusal("That is more than the round gave this page.", clause=law.fund_clause)
    return None


def has_scored(person: Person, entry: Entry) -> bool:
    """Whether somebody read and scored a page: nobody is paid for what they judged."""
    return entry.sheets.filter(mark=reader_mark(person, entry.round)).exists()


def too_few(ballots: int) -> bool:
    """Whether figures about so few people stay untold."""
    return ballots < SMALL
