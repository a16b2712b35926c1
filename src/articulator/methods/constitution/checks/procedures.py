"""V11, V12, V16, V27, V28, V31, V32: procedures that can be carried out, in the right order."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    missing,
    not_recorded,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading, mappings, words

_HALF = Fraction(1, 2)
_SIGNATURES_AT_MOST = Fraction(1, 4)  # of those who usually vote; ours, after Podemos' 1/5 of all
_DATES = ("adopted_at", "effective_from", "effective_until")


@rule("V11", "Amending is no easier than deciding", "R-20", "procedures", "powers")
def amendment_protects(reading: Reading) -> Iterator[Issue]:
    """V11: amending is no easier than deciding.

    The majority for amendments is at least that of every power, protected clauses need no less,
    and the list of protected clauses protects itself and the amendment procedure.
    """
    amendment = reading.procedures.child("amendment")
    majority = amendment.fraction("majority")
    if majority is None:
        message = "Nothing says what majority amends the constitution."
        issue = error(amendment.path, message, "Set `majority`, such as 2/3.")
        yield missing(reading, "procedures", issue)
        return
    for power in reading.powers:
        needed = power.fraction("majority")
        if needed is not None and needed > majority:
            message = f"{power.id} needs {needed}, and {majority} can amend that away."
            yield error(power.at("majority"), message, f"Let amendments need {needed} or more.")
    yield from _amending(reading, amendment, majority)
    yield from _protected(reading, amendment, majority)


def _amending(reading: Reading, amendment: Node, majority: Fraction) -> Iterator[Issue]:
    power = next((p for p in reading.powers if p.id == "amend_constitution"), Node((), {}))
    stated = power.fraction("majority")
    if stated is not None and stated < majority:
        message = f"The power to amend needs {stated}, the procedure {majority}."
        yield error(power.at("majority"), message, "State the same majority in both places.")
    if majority < _HALF:
        message = f"{majority} is a minority, and may amend the constitution."
        yield error(amendment.at("majority"), message, "Ask for more than half at least.")


def _protected(reading: Reading, amendment: Node, majority: Fraction) -> Iterator[Issue]:
    identity = reading.root.child("identity")
    protected = identity.texts("protected")
    if not protected:
        return
    higher = amendment.fraction("protected_majority")
    if amendment.data.get("protected_needs_referendum") is not True:
        if higher is None or higher <= majority:
            message = "Protected clauses are amended like any other."
            remedy = "Set a higher `protected_majority`, or `protected_needs_referendum: true`."
            yield error(amendment.path, message, remedy)
    elif higher is not None and higher < majority:
        message = f"Protected clauses need {higher}, less than the {majority} for others."
        yield error(amendment.at("protected_majority"), message, f"Ask for {majority} or more.")
    own = {"the list itself": identity.text("ref"), "amendments": amendment.text("ref")}
    open_doors = [what for what, ref in own.items() if ref not in protected]
    if open_doors:
        message = f"The protected list leaves out the clause on {words(open_doors)}."
        remedy = "Add its number to `protected`; otherwise protection can be amended away."
        yield warning(identity.at("protected"), message, remedy)


@rule("V12", "Quorums can be reached", "Our rule", "bodies")
def quorum_reachable(reading: Reading) -> Iterator[Issue]:
    """V12: quorums can be reached.

    No vote of all members needs more of them than usually vote (`turnout_omov`).

    The last three real turnouts replace the assumption once there are any.
    """
    turnout = reading.assumptions.fraction("turnout_omov")
    votes = [d for b in reading.bodies for d in b.nodes("decides")]
    votes += [reading.procedures.child(key) for key in reading.procedures.data]
    asked = [(vote, q) for vote in votes if (q := vote.fraction("quorum")) is not None]
    if asked and turnout is None:
        message = "what share of members usually vote, so quorums are not checked"
        remedy = "Set `turnout_omov` among the assumptions."
        yield not_recorded(("assumptions",), message, remedy)
    for vote, quorum in asked:
        if turnout is not None and quorum > turnout:
            message = f"A quorum of {quorum} is above the usual turnout of {turnout}."
            yield warning(vote.at("quorum"), message, f"Lower it to well under {turnout}.")


@rule("V16", "The roll is frozen before notice", "Our rule", "membership", "procedures")
def roll_frozen_first(reading: Reading) -> Iterator[Issue]:
    """V16: the roll is frozen before notice.

    Who may vote is fixed before an election is announced, so that nobody is signed up for
    it. Either members must have joined before notice, or the roll freezes earlier than
    nominations and voting together take.
    """
    freeze = reading.root.child("membership").child("voting_freeze")
    election = reading.procedures.child("election")
    parts = [election.minutes(key) or 0 for key in ("nominations", "voting")]
    frozen = election.minutes("roll_freeze")
    if freeze.minutes("joined_before_notice_by") or (frozen is not None and frozen >= sum(parts)):
        return
    if frozen is None:
        message = "Nothing fixes who may vote before an election is announced."
        remedy = "Set `voting_freeze` for members, or `roll_freeze` for elections."
        yield missing(reading, "procedures.election", warning(election.path, message, remedy))
    else:
        message = "The roll is frozen after nominations have opened."
        yield warning(election.at("roll_freeze"), message, "Freeze it before notice is given.")


@rule("V27", "Pilots can be judged", "R-180")
def pilots_judged(reading: Reading) -> Iterator[Issue]:
    """V27: pilots can be judged.

    Each pilot has a scope, measures named before, a rule for deciding, and an end.
    """
    adoption = reading.root.child("adoption")
    rules = adoption.child("pilot_rules")
    for pilot in adoption.nodes("provisions"):
        if pilot.text("state") != "pilot":
            continue
        measured = rules.data.get("preregister") is True
        judged = rules.has("expand_if") or rules.has("stop_for_harm")
        ends = rules.has("sunset") or pilot.has("sunset")
        parts = {
            "scope": pilot.has("scope"),
            "measure": measured or pilot.has("measures"),
            "rule for deciding": judged and rules.has("decided_by"),
            "end": ends,
        }
        lacking = [part for part, there in parts.items() if not there]
        if lacking:
            message = f"The pilot {pilot.id} has no {words(lacking)}."
            remedy = (
                "Say where it runs, what is measured, who decides by what rule, and when it ends."
            )
            yield missing(reading, "adoption", warning(pilot.path, message, remedy))


@rule("V28", "Dates and deadlines are in order", "Our rule")
def dates_in_order(reading: Reading) -> Iterator[Issue]:
    """V28: dates and deadlines are in order.

    Adopted before in force before ended; a stepped pilot ends before its sunset; motions close
    after notice of amendments is given; recall is possible within a term.
    """
    for node in mappings(reading.root):
        dated = [(key, when) for key in _DATES if (when := _date(node.text(key))) is not None]
        for (first, earlier), (second, later) in pairwise(dated):
            if earlier > later:
                message = f"{second} ({later}) is before {first} ({earlier})."
                yield error(node.at(second), message, "Put the dates in order.")
    yield from _pilots_end(reading)
    yield from _notice(reading)
    yield from _grace(reading)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _pilots_end(reading: Reading) -> Iterator[Issue]:
    adoption = reading.root.child("adoption")
    sunset = adoption.child("pilot_rules").minutes("sunset")
    for pilot in adoption.nodes("provisions"):
        scope = pilot.child("scope")
        steps, step = scope.number("steps"), scope.minutes("step")
        if steps and step and sunset is not None and steps * step > sunset:
            message = f"The pilot {pilot.id} takes longer to introduce than pilots may last."
            yield error(scope.at("steps"), message, "Use fewer or shorter steps, or a later end.")


def _notice(reading: Reading) -> Iterator[Issue]:
    motions = reading.procedures.child("motions")
    deadline = motions.minutes("deadline")
    notice = reading.procedures.child("amendment").minutes("notice")
    if deadline is not None and notice is not None and deadline > notice:
        message = "Motions close before notice of amendments is due, so no motion can answer them."
        yield warning(motions.at("deadline"), message, "Close motions after that notice.")


def _grace(reading: Reading) -> Iterator[Issue]:
    recall = reading.procedures.child("recall")
    grace = recall.minutes("grace_after_election")
    for name in recall.texts("applies_to"):
        terms = [group.minutes("term") for group in reading.body(name).nodes("seat_groups")]
        shortest = min((term for term in terms if term is not None), default=None)
        if grace is not None and shortest is not None and grace >= shortest:
            message = f"A term on {name} ends before recall is possible."
            yield error(recall.at("grace_after_election"), message, "Shorten the time of grace.")


@rule("V31", "Recall is within reach", "Podemos, statutes of 2019", "procedures")
def recall_within_reach(reading: Reading) -> Iterator[Issue]:
    """V31: recall is within reach.

    There is a recall, and the signatures it needs are at most a quarter of those who usually
    vote; no more branches are asked for than exist. Podemos asked for a fifth of an inflated
    register, 103,482 people, which nobody could collect.
    """
    recall = reading.procedures.child("recall")
    if not recall.data:
        message = "No procedure recalls an office-holder."
        issue = warning(("procedures",), message, "Add a procedure `recall`.")
        yield missing(reading, "procedures.recall", issue)
    trigger = recall.child("trigger")
    for petition in (trigger, reading.procedures.child("initiative_referendum")):
        yield from _petition(reading, petition)


def _petition(reading: Reading, petition: Node) -> Iterator[Issue]:
    share, turnout = petition.fraction("signatures"), reading.assumptions.fraction("turnout_omov")
    if share is not None and turnout is None:
        message = "what share of members usually vote, so signatures are not checked"
        remedy = "Set `turnout_omov` among the assumptions."
        yield not_recorded(petition.at("signatures"), message, remedy)
    elif share is not None and turnout is not None and share > turnout * _SIGNATURES_AT_MOST:
        message = f"{share} must sign, more than a quarter of the {turnout} who usually vote."
        remedy = f"Ask for at most {turnout * _SIGNATURES_AT_MOST}."
        yield warning(petition.at("signatures"), message, remedy)
    units, there = petition.number("min_units"), reading.units("branch")
    if units is not None and there is not None and units > there:
        message = f"Signatures from {units} branches are asked for, and there are {there}."
        yield error(petition.at("min_units"), message, f"Ask for at most {there}.")


@rule("V32", "Conference reaches its agenda", "DSA, convention of 2025", "bodies")
def agenda_reached(reading: Reading) -> Iterator[Issue]:
    """V32: conference reaches its agenda.

    A body reaches the items that qualify. DSA's convention of 2025 reached 59 of 104.
    """
    for body in reading.bodies:
        reached = body.child("capacity").number("reached")
        qualified = body.child("capacity").number("qualified")
        if reached is not None and qualified and reached < qualified:
            share = round(100 * reached / qualified)
            message = f"{body.id} reaches {reached} of {qualified} items: {share} %."
            remedy = "Meet longer or more often, composite motions, or decide some by ballot."
            yield warning(body.at("capacity"), message, remedy)
    daily = reading.procedures.child("motions").number("capacity_per_day")
    if daily is not None and not any(body.has("capacity") for body in reading.bodies):
        message = f"how many motions come, so {daily} a day cannot be judged"
        remedy = "Record `capacity` (reached, qualified) after the first conference."
        yield not_recorded(("procedures", "motions"), message, remedy)


RULES: tuple[Rule, ...] = (
    amendment_protects,
    quorum_reachable,
    roll_frozen_first,
    pilots_judged,
    dates_in_order,
    recall_within_reach,
    agenda_reached,
)
