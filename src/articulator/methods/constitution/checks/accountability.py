"""V07, V08, V23, V29: who answers to whom, and a task for every body."""

from collections.abc import Iterator

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    missing,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading, strings, words

_TASK_SECTIONS = (
    "powers", "channels", "duties", "procedures", "ecology_guard", "incubator", "training",
    "finance", "local_practice", "sensing", "qualification_pools", "levels", "offices",
)  # fmt: skip
_TASK_KEYS = ("charter", "decharter", "report", "decides", "capacity")


@rule("V07", "Every body answers to the members", "R-11", "bodies")
def answers_to_members(reading: Reading) -> Iterator[Issue]:
    """V07: every body answers to the members.

    Each body but an electorate names whom it answers to; following the names leads to the
    membership, and never round in a circle.
    """
    for body in reading.bodies:
        chain = _upwards(reading, body)
        last = reading.body(chain[-1])
        at = body.at("accountable_to")
        if chain[-1] in chain[:-1]:
            message = f"{body.id} answers to itself in a circle: {' to '.join(chain)}."
            yield error(at, message, "Let one of them answer to the membership instead.")
        elif last.id == body.id and body.text("kind") != "electorate":
            message = f"{body.id} answers to nobody."
            remedy = "Set `accountable_to`: the membership, conference or another body."
            yield missing(reading, "bodies", error(body.path, message, remedy))
        elif last.id and last.text("kind") != "electorate" and body.has("accountable_to"):
            message = f"{body.id} answers to {last.id}, which answers to nobody."
            yield missing(reading, "bodies", error(at, message, f"Say to whom {last.id} answers."))


def _upwards(reading: Reading, body: Node) -> list[str]:
    """Ids on the way up, ending with the last body or with the first that comes twice."""
    chain = [body.id]
    while above := reading.body(chain[-1]).text("accountable_to"):
        chain.append(above)
        if above in chain[:-1]:
            break
    return chain


@rule("V08", "Nobody judges their own case", "Nobody is judge in their own cause", "bodies")
def no_own_judge(reading: Reading) -> Iterator[Issue]:
    """V08: nobody judges their own case.

    Recall, discipline, accounts and appeals are decided by others than those concerned, and
    discipline not by those who run things (S3 or S4).
    """
    yield from _appeals(reading)
    yield from _discipline(reading)
    yield from _accounts(reading)
    yield from _recall(reading)


def _appeals(reading: Reading) -> Iterator[Issue]:
    for power in reading.powers:
        if power.has("appeal_to") and power.text("appeal_to") == power.text("holder"):
            message = f"An appeal against {power.id} goes to {power.text('holder')}, which decided."
            yield error(power.at("appeal_to"), message, "Send the appeal to another body.")
    judges = {p.text("holder") for p in reading.powers if p.id.startswith("expel")}
    appeal = reading.procedures.child("discipline")
    if appeal.text("appeal_to") in judges:
        message = f"{appeal.text('appeal_to')} expels members and also hears discipline's appeals."
        remedy = "Let one body decide and another hear the appeal, or divide the panel in two."
        yield warning(appeal.at("appeal_to"), message, remedy)


def _discipline(reading: Reading) -> Iterator[Issue]:
    for power in reading.powers:
        holder = power.text("holder")
        if power.id.startswith(("expel", "discipline", "suspend")) and reading.executive(holder):
            message = f"{holder}, which runs the organisation, holds {power.id}."
            remedy = "Give it to a panel outside the leadership, chosen by the members or by lot."
            yield warning(power.at("holder"), message, remedy)


def _accounts(reading: Reading) -> Iterator[Issue]:
    for power in reading.powers:
        for key in ("holder", "on_report_of") if power.id == "approve_accounts" else ():
            who = power.text(key)
            if reading.executive(who) or who == "treasurer":
                message = f"{who}, which spends the money, has a say on its own accounts ({key})."
                yield error(power.at(key), message, "Let conference or an audit panel do this.")


def _recall(reading: Reading) -> Iterator[Issue]:
    recall = reading.procedures.child("recall")
    judge = recall.text("decided_by")
    if judge in recall.texts("applies_to"):
        message = f"{judge} decides on its own recall."
        yield error(recall.at("decided_by"), message, "Let those decide who elected.")
    for body in reading.bodies:
        if body.child("decharter").text("decided_by") == body.id:
            message = f"{body.id} alone decides whether it is dissolved."
            yield error(body.at("decharter", "decided_by"), message, "Let another body decide.")


@rule("V23", "Audit is independent", "Beer, Brain of the Firm", "bodies")
def audit_independent(reading: Reading) -> Iterator[Issue]:
    """V23: audit is independent.

    An auditing body (S3*) answers to and is chosen by others than those it audits, and shares
    no members with them. Bodies of single units are left to recusal.
    """
    for body in reading.bodies:
        if "S3*" not in body.texts("vsm"):
            continue
        if reading.executive(body.text("accountable_to")):
            above = body.text("accountable_to")
            message = f"{body.id} audits, and answers to {above}, which runs things."
            yield error(body.at("accountable_to"), message, "Let it answer to conference.")
        for group in body.nodes("seat_groups"):
            yield from _chosen_by_audited(reading, body, group)
        shared = [
            audited for audited in _audited(reading, body) if _may_share(reading, body, audited)
        ]
        if shared:
            message = f"Members of {words(shared)} may sit on {body.id}, which audits them."
            remedy = f"Name {words(shared)} under `not_in` or as `incompatible` with {body.id}."
            yield warning(body.at("seat_groups"), message, remedy)


def _chosen_by_audited(reading: Reading, body: Node, group: Node) -> Iterator[Issue]:
    for key in ("by", "electorate"):
        if reading.executive(group.text(key)):
            message = f"{body.id} audits, and {group.text(key)} chooses its {group.id}."
            yield error(group.at(key), message, "Let the members or the lot choose the auditors.")


def _audited(reading: Reading, body: Node) -> list[str]:
    ends = {
        channel.text("to")
        for channel in reading.channels
        if channel.text("kind") == "audit" and channel.text("from") == body.id
    }
    return sorted(
        end for end in ends if reading.executive(end) and not reading.body(end).has("per")
    )


def _may_share(reading: Reading, body: Node, audited: str) -> bool:
    groups = body.nodes("seat_groups")
    if groups and all(audited in group.texts("not_in") for group in groups):
        return False
    value = reading.root.data.get("incompatible")
    pairs = value if isinstance(value, list | tuple) else ()
    return not any({body.id, audited} <= set(strings(pair)) for pair in pairs)


@rule("V29", "Every body has a task", "Our rule", "bodies", "powers", "channels")
def bodies_have_tasks(reading: Reading) -> Iterator[Issue]:
    """V29: every body has a task.

    Each body holds a power (its own, or what falls to its level), a duty or an end of a channel,
    or is named in a procedure.
    """
    used = {text for section in _TASK_SECTIONS for text in strings(reading.root.data.get(section))}
    for body in reading.bodies:
        busy = body.id in used or any(body.has(key) for key in _TASK_KEYS)
        busy = busy or body.text("kind") in {"electorate", "assembly"}
        if not busy and not _holds_the_rest(reading, body):
            message = f"{body.id} holds no power, has no duty and reports to nobody by a channel."
            remedy = "Give it a power, a duty or a channel, or leave it out."
            yield missing(reading, "powers", warning(body.path, message, remedy))


def _holds_the_rest(reading: Reading, body: Node) -> bool:
    """Powers which are not listed belong to the bodies of the default level."""
    rest = reading.root.child("powers").text("default_level")
    return body.text("per") == rest or (rest == "lowest_able" and body.has("per"))


RULES: tuple[Rule, ...] = (answers_to_members, no_own_judge, audit_independent, bodies_have_tasks)
