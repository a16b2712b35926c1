"""Running an evening: tables, the order by lot, one vote a slip, the count, promises, money.

The log says what was done by whoever runs it, and that somebody voted or promised, never who.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent
from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Draws
from articulator.intelligence.ecology.models import Plan as Strength
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods import audience
from articulator.methods.audience import Ballot as Choices
from articulator.methods.lots import choose, seed_from
from articulator.operations.dna import acts as dnas
from articulator.operations.dna.models import Dna
from articulator.operations.incubator import letters
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.counting import counted, read
from articulator.operations.incubator.gaps import CHOSEN
from articulator.operations.incubator.models import (
    BEST,
    Ballot,
    Entry,
    Grant,
    Mark,
    Placing,
    Pledge,
    Poll,
    Round,
    Sheet,
    Slip,
)
from articulator.operations.incubator.plans import Plan, Promise
from articulator.operations.incubator.queries import (
    code_of,
    may_be_entered,
    options,
    reader_mark,
    slip_of,
    tables,
)
from articulator.operations.incubator.rules import (
    LAUNCH,
    MOST_PAGES,
    has_scored,
    may_announce,
    may_close,
    may_declare,
    may_draw_order,
    may_draw_up,
    may_launch,
    may_make_slips,
    may_open,
    may_pledge,
    may_prepare,
    may_prepare_launch,
    may_present,
    may_propose,
    may_release,
    may_remind,
    may_run,
    may_score,
    may_take_back,
    may_type_in,
    may_vote,
    too_few,
    too_much,
)
from articulator.operations.incubator.tokens import SLIP
from articulator.operations.steps import acts as orders
from articulator.operations.steps.catalogue import kits
from articulator.operations.steps.models import Order

KITS, EVENING = Path(__file__).parent / "kits", "incubator-150"
MOST_TABLES, MOST_SLIPS, FEWEST_LETTERS = 40, 600, 20
RUNOFF = "choice"  # the method of a runoff: one cross


# Before


@act(allow=may_announce, facts=lambda made: {"method": made.method})
def announce(_actor: Actor, unit: Unit, plan: Plan) -> Round:
    """Announce an evening. How it votes is what the constitution says, not what somebody picks."""
    made = Round.objects.create(
        unit=unit, title=plan.title, held_at=plan.held_at, place=plan.place, minutes=plan.minutes,
        method=Round.Method.SHEETS if plan.sheets else charter().method,
        pot_pence=plan.pot_pence, base_pence=plan.base_pence, criteria=list(plan.criteria),
    )  # fmt: skip
    links.join(made, "held by", unit)
    return made


@act(allow=may_prepare)
def open_tables(actor: Actor, shown: Round, number: int) -> Round:
    """So many tables, each with an empty page and a code for its card."""
    if tables(shown).count() + number > MOST_TABLES:
        raise Refused(Refusal(f"One evening has {MOST_TABLES} tables at most."))
    for _ in range(number):
        dnas.begin(actor, shown.unit, links.ref(shown))
    return shown


@act(allow=may_draw_up, facts=lambda made: {"kit": made.kit})
def draw_up(actor: Actor, shown: Round) -> Order:
    """The running order of the evening; phones and the wall follow it, stage by stage."""
    kit = kits(KITS)[EVENING]
    shown.order = orders.draw_up_for(None, shown.unit, kit, shown.title, shown.held_at)
    shown.save(update_fields=["order"])
    for step in shown.order.steps.filter(kind__in=("tables", "present", "decide", "harvest")):
        orders.hang(actor, shown.order, step, shown)
    links.join(shown.order, "running order of", shown)
    return shown.order


@act(allow=may_prepare)
def enter(_actor: Actor, shown: Round, dna: Dna) -> Entry:
    """A page that was written elsewhere is presented here, too."""
    if not may_be_entered(shown).filter(pk=dna.pk).exists():
        raise Refused(Refusal("Only pages of this unit that are handed in, each in one round."))
    if shown.entries.count() >= MOST_PAGES:
        raise Refused(Refusal(f"One round has {MOST_PAGES} pages at most, so that each is read."))
    return Entry.objects.create(round=shown, dna=dna)


@act(allow=may_run)
def put_on_map(_actor: Actor, _shown: Round, thing: str, function: str, sphere: str) -> Placing:
    """Say where on the map a campaign stands that the house knew without its place."""
    made, _ = Placing.objects.update_or_create(
        thing=thing, defaults={"function": function, "sphere": sphere}
    )
    return made


@act(allow=may_make_slips, facts=lambda made: {"slips": made.slips.count()})
def make_slips(_actor: Actor, shown: Round, number: int) -> Round:
    """So many slips with a code each, for the door. Their number stands in the log."""
    before = shown.slips.count()
    if before + number > MOST_SLIPS:
        raise Refused(Refusal(f"One evening has {MOST_SLIPS} slips at most."))
    Slip.objects.bulk_create(
        Slip(round=shown, number=n, mark=SLIP.hashed(code_of(shown, n)))
        for n in range(before + 1, before + number + 1)
    )
    return shown


# Presenting


@act(allow=may_draw_order, facts=lambda made: {"seed": made.order_seed})
def draw_order(_actor: Actor, shown: Round, words: str) -> Round:
    """Dice thrown in the room draw who presents first. Only what is handed in takes part."""
    for dna in tables(shown).filter(handed_in_at__isnull=False, entry=None):
        Entry.objects.create(round=shown, dna=dna)
    found = {one.dna_id.hex: one for one in shown.entries.all()}
    if not found:
        raise Refused(Refusal("No table has handed in its page yet."))
    shown.order_words, shown.order_seed = words, seed_from(words)
    drawn = choose(dict.fromkeys(sorted(found), ""), len(found), shown.order_seed)
    for number, key in enumerate(drawn, 1):
        Entry.objects.filter(pk=found[key].pk).update(number=number)
    shown.drawn_at = clock.now()
    shown.save(update_fields=["order_words", "order_seed", "drawn_at"])
    return shown


@act(allow=may_present)
def present(_actor: Actor, shown: Round, number: int) -> Round:
    """The next one speaks."""
    if not shown.entries.filter(number=number).exists():
        raise Refused(Refusal("Nobody has this number."))
    shown.presenting = number
    shown.save(update_fields=["presenting"])
    return shown


# The vote


def _opened(poll: Poll) -> dict[str, Any]:
    return {"method": poll.method, "options": poll.options, "heads": poll.heads,
            "lots_commitment": poll.lots_commitment}  # fmt: skip


@act(allow=may_open, facts=_opened)
def open_poll(_actor: Actor, shown: Round, heads: int) -> Poll:
    """Open the vote of so many people in the room. The lots for ties are sealed now."""
    last, seed = shown.polls.order_by("-number").first(), secrets.token_hex(32)
    known = shown.entries.filter(number__isnull=False).order_by("number")
    numbers = list(known.values_list("number", flat=True))
    return Poll.objects.create(
        round=shown, number=2 if last else 1, method=RUNOFF if last else shown.method,
        options=last.result["runoff"] if last and last.result else numbers,
        heads=heads, lots_seed=seed, opened_at=clock.now(),
        lots_commitment=hashlib.sha256(seed.encode()).hexdigest(),
    )  # fmt: skip


@act(allow=may_vote, secret=True)
def vote(_actor: Actor, poll: Poll, mark: str, choices: Choices) -> None:
    """Spend a slip and put a ballot into the box: both or neither."""
    slip = slip_of(mark, poll.round)
    if slip is None:
        raise Refused(
            Refusal("This is no slip of this evening.", appeal="Whoever came gets one at the door.")
        )
    _put_in(poll, slip, choices)


def _put_in(poll: Poll, slip: Slip, choices: Choices) -> None:
    names = {number: str(one) for number, one in options(poll).items()}
    if words := audience.wrong(poll.method, names, choices):
        raise Refused(Refusal(words))
    try:
        with transaction.atomic():
            Mark.objects.create(poll=poll, slip=slip)
    except IntegrityError as error:
        raise Refused(Refusal("This slip has voted. Thank you.")) from error
    Ballot.objects.create(poll=poll, choices=list(choices))


@act(allow=may_type_in)
def type_in(
    _actor: Actor, poll: Poll, codes: Sequence[str], papers: Sequence[Choices]
) -> Poll:  # fmt: skip
    """A batch from the paper box: the slips that were handed in, and as many ballots, mixed."""
    if len(codes) != len(papers):
        raise Refused(
            Refusal(f"There are {len(codes)} slips and {len(papers)} ballots: count both again.")
        )
    for code, paper in zip(codes, papers, strict=True):
        slip = slip_of(SLIP.hashed(code), poll.round)
        if slip is None:
            raise Refused(Refusal(f"{code} is no slip of this evening."))
        _put_in(poll, slip, paper)
    return poll


@act(allow=may_close)
def close(_actor: Actor, poll: Poll) -> Poll:
    poll.closed_at = clock.now()
    poll.save(update_fields=["closed_at"])
    return poll


def _outcome(poll: Poll) -> dict[str, Any]:
    """What the log keeps: the decision; figures only where eight or more voted."""
    result = poll.result or {}
    if too_few(result["ballots"]):
        return {"winner": result["winner"]}
    return {one: result[one] for one in ("winner", "runoff", "ballots", "tally", "shares")
            if one in result}  # fmt: skip


@act(allow=may_declare, facts=_outcome)
def declare(_actor: Actor, poll: Poll) -> Poll:
    """Count the box and say what was decided, with numbers."""
    poll.result = read(poll) if poll.method == Round.Method.SHEETS else counted(poll)
    poll.declared_at = clock.now()
    poll.save(update_fields=["result", "declared_at"])
    for number in (*map(int, poll.result.get("shares", {})), poll.result["winner"]):
        if won := poll.round.entries.select_related("dna").filter(number=number).first():
            links.join(won.dna, CHOSEN, poll.round)
    return poll


# Beginning


@act(allow=may_prepare_launch)
def prepare(actor: Actor, entry: Entry, draws: Draws) -> Strength:
    """Say whose strength the launch draws on, and ask them."""
    return ecology.plan(actor, entry, entry.round.unit, LAUNCH, f"Launch: {entry}", draws)


@act(allow=may_launch)
def launch(_actor: Actor, entry: Entry) -> Entry:
    """It begins: those who carry it have agreed."""
    entry.launched_at = clock.now()
    entry.save(update_fields=["launched_at"])
    return entry


# A round that is read at home


@act(allow=may_score, secret=True)
def score(actor: Actor, entry: Entry, points: Sequence[int], comment: str) -> Sheet:
    """Points from 0 to 10 and words that the table can use: an average alone helps nobody."""
    assert actor, "the rule lets in members alone"
    if entry.round.criteria and len(points) != len(entry.round.criteria):
        raise Refused(Refusal("Every question of the round is scored."))
    if not points or not all(0 <= one <= BEST for one in points):
        raise Refused(Refusal(f"Points go from 0 to {BEST}."))
    if len(comment.strip()) < FEWEST_LETTERS:
        raise Refused(Refusal("Write a sentence that the table can use."))
    mark = reader_mark(actor, entry.round)
    if entry.sheets.filter(mark=mark).exists():
        raise Refused(Refusal("You have scored this page. Thank you."))
    return Sheet.objects.create(
        entry=entry, number=entry.sheets.count() + 1, mark=mark, points=list(points),
        comment=comment.strip(), at=clock.now(),
    )  # fmt: skip


# Promises


@act(allow=may_pledge, secret=True)
def pledge(_actor: Actor, entry: Entry, promise: Promise) -> Pledge:
    """Promise time, a skill or money. It is no payment, and a letter says how to take it back."""
    made = Pledge.objects.create(
        entry=entry, what=promise.what, name=promise.name, email=promise.email, at=clock.now(),
        pence=promise.pence, hours=promise.hours, words=promise.words,
    )  # fmt: skip
    if made.email:
        letters.thank(made)
    return made


@act(allow=may_take_back, secret=True)
def take_back(_actor: Actor, promise: Pledge) -> None:
    """The promise is forgotten, with the name and the address."""
    Pledge.objects.filter(pk=promise.pk).delete()


@act(allow=may_remind, secret=True)
def remind(_actor: Actor, promise: Pledge) -> None:
    """One reminder, a week later; none to an address that asked for silence."""
    promise.reminded_at = clock.now()
    promise.save(update_fields=["reminded_at"])
    if not silent(Channel.MAIL, [promise.email]):
        letters.remind(promise)


# Money


def _granted(made: Grant) -> Mapping[str, Any]:
    return {"pence": made.pence, "clause": made.clause}


@act(allow=may_propose, facts=_granted)
def propose_grant(actor: Actor, entry: Entry, payee: Person, pence: int, purpose: str) -> Grant:
    """Propose a grant for what the room chose, to somebody else than oneself."""
    assert actor, "the rule has refused a visitor"
    if payee == actor:
        raise Refused(
            Refusal("Nobody proposes money for themselves.", clause=charter().fund_clause,
                    appeal="Let another officer of the unit propose it.")
        )  # fmt: skip
    if has_scored(payee, entry):
        raise Refused(Refusal("They scored this page. Nobody is paid for what they judged."))
    if refusal := too_much(pence, entry):
        raise Refused(refusal)
    made = Grant.objects.create(
        entry=entry, pence=pence, purpose=purpose, payee=payee, proposer=actor,
        proposed_at=clock.now(), clause=charter().fund_clause,
    )  # fmt: skip
    links.join(made, "funds", entry.dna)
    return made


@act(allow=may_release, facts=_granted)
def release(actor: Actor, grant: Grant) -> Grant:
    """Release the money: whoever keeps the accounts pays it. Limits are asked once more."""
    if refusal := too_much(grant.pence, grant.entry):
        raise Refused(refusal)
    grant.released_by, grant.released_at = actor, clock.now()
    grant.save(update_fields=["released_by", "released_at"])
    return grant
