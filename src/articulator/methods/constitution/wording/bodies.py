"""Bodies in sentences."""

from collections.abc import Mapping
from typing import Any

from articulator.methods.constitution.measures import (
    fraction_words,
    majority_words,
    number_word,
    spoken_list,
)
from articulator.methods.constitution.wording.names import Names, capital, is_plural, plain
from articulator.methods.constitution.wording.phrases import Phrases, tell
from articulator.methods.constitution.wording.seats import briefly, seats_word

_KINDS = {
    "electorate": "a body of voters",
    "conference": "a conference",
    "council": "a council",
    "committee": "a committee",
    "assembly": "an assembly",
    "unit": "a working unit",
    "network": "a network",
    "working_group": "a working group",
    "tribunal": "a tribunal",
}
_SYSTEMS = {
    "hierarchy": "the line of bodies from the branches to the whole",
    "network": "the network beside the line of bodies",
}
_TASKS = {
    "S1": "to do the work on the ground",
    "S2": "to keep the parts from getting in each other's way",
    "S3": "to hold the parts together",
    "S3*": "to look into how things really are",
    "S4": "to look outward and ahead",
    "S5": "to decide who we are and what we stand for",
}


def _decides(value: list[Mapping[str, Any]], names: Names) -> str:
    return " ".join(_decision(one, names) for one in value)


def _decision(one: Mapping[str, Any], names: Names) -> str:
    said = capital(plain(one["matter"]))
    if "majority" in one:
        said += f": the decision takes {majority_words(one['majority'])} of the votes"
    if "quorum" in one:
        joint = ", with" if "majority" in one else ":"
        said += f"{joint} at least {fraction_words(one['quorum'])} of those entitled taking part"
    rest = {key: one[key] for key in one if key not in {"matter", "majority", "quorum"}}
    return " ".join([f"{said}.", *tell(rest, {}, names)])


def _composition(value: list[Mapping[str, Any]], names: Names) -> str:
    phrases: Phrases = {"each_rank_present": "Its members come from each of these: {}."}
    told: list[str] = []
    for rule in value:
        rest = {key: one for key, one in rule.items() if key not in {"max_share_from", "value"}}
        if "max_share_from" in rule:
            share, group = fraction_words(rule["value"]), names.people(rule["max_share_from"])
            told.append(f"At most {share} of its seats are held by {group}.")
        told += tell(rest, phrases, names)
    return " ".join(told)


_BODY: Phrases = {
    "accountable_to": "It answers to {}.",
    "reports_to": "It also reports to {}.",
    "autonomous": (
        "It is autonomous: it is supported but not directed.",
        "It is not autonomous.",
    ),
    "meets": {
        "every": "It meets {:every}.",
        "emergency_within": "In an emergency it meets within {}.",
        "called_by": "Such a meeting can be called by {:petitions}.",
    },
    "quorum": "It can decide when at least {} of its members are there.",
    "decides": _decides,
    "excluded_powers": "It may do none of these: {:plain}.",
    "composition_rules": _composition,
    "charter": {
        "proposed_by": "A new one can be proposed by {:petitions}.",
        "approved_by": "It is approved by {}.",
        "within": "The answer is given within {}.",
        "notify": "{} is told.",
        "sunset": "It ends after {}.",
        "renewable": ("It can be renewed.", "It cannot be renewed."),
        "duplicates_check": (
            "It is checked first whether one like it exists.",
            "It is not checked whether one like it exists.",
        ),
    },
    "decharter": {
        "proposed_by": "Its dissolution can be proposed by {:petitions}.",
        "decided_by": "Its dissolution is decided by {}.",
        "interim_suspension": {
            "by": "Until then it can be suspended by {}.",
            "concurrence": "To a suspension {} must agree.",
            "max": "A suspension lasts at most {}.",
        },
        "hearing": ("It is heard first.", "It need not be heard."),
        "appeal_to": "Appeals against its dissolution go to {}.",
    },
    "report": {
        "to": "It reports to {}.",
        "every": "It reports {:every}.",
        "reply_within": "A reply is due within {}.",
    },
    "open_to": "It is open to: {:plain}.",
    "capacity": {
        "reached": "At its last meeting it reached {:count item}.",
        "qualified": "At its last meeting {:count item} had qualified.",
    },
}


_PLURALS = {"is": "are", "has": "have", "meets": "meet", "answers": "answer", "reports": "report"}


def body(part: Mapping[str, Any], names: Names) -> list[str]:
    """What a body is, how it is made up, whom it answers to and how it works."""
    first = {"vsm", "kind", "system", "per", "seat_groups", "name"}
    rest = {key: value for key, value in part.items() if key not in first}
    told = [_what(part, names), *_made_of(part, names), *tell(rest, _BODY, names)]
    return [_agreeing(one) for one in told] if is_plural(names.of(part["id"])) else told


def _agreeing(sentence: str) -> str:
    """The sentence for a body whose name is plural: `they meet`, not `it meets`."""
    first, _, rest = sentence.partition(" ")
    verb, _, end = rest.partition(" ")
    if first == "Its":
        return f"Their {rest}"
    if first != "It" or verb == "also":
        return sentence.replace("It also reports", "They also report")
    return f"They {_PLURALS.get(verb, verb)} {end}"


def _what(part: Mapping[str, Any], names: Names) -> str:
    """What a body is for, as in: The Steering Committee is there to hold the parts together."""
    name, kind = names.of(part["id"]), _KINDS[part["kind"]]
    verb = "are" if is_plural(name) else "is"
    known = kind.split()[-1] in name.lower().split()
    where = f" in {_SYSTEMS[part['system']]}" if "system" in part else ""
    aim = f"there {spoken_list([_TASKS[system] for system in part['vsm']])}"
    being = f"{verb} {aim}" if known and not where else f"{verb} {kind}{where}, {aim}"
    if part.get("per") == part["id"]:
        return f"{capital(name)} {being}. There can be many of this kind."
    if "per" in part:
        return f"In each {names.level(part['per'])}, {name} {being}."
    return f"{capital(name)} {being}."


def _made_of(part: Mapping[str, Any], names: Names) -> list[str]:
    groups = part.get("seat_groups", [])
    counts = [_count(group) for group in groups]
    if not groups or None in counts:
        return []
    numbers = [count or 0 for count in counts]
    how = [briefly(group, names) for group in groups]
    about = "" if all(_exact(group["seats"]) for group in groups) else "about "
    if len(how) == 1:
        return [f"It has {about}{seats_word(numbers[0])}, {how[0]}."]
    parts = [f"{number_word(n)} {one}" for n, one in zip(numbers, how, strict=True)]
    return [f"It has {about}{seats_word(sum(numbers))}: {spoken_list(parts)}."]


def _exact(seats: Any) -> bool:
    return isinstance(seats, int) or "total" in seats.get("apportion", {})


def _count(group: Mapping[str, Any]) -> int | None:
    seats = group["seats"]
    if isinstance(seats, int):
        return seats
    found: int | None = seats.get("apportion", {}).get("total") or seats.get("approx")
    return found
