"""Bodies, their groups of seats, and offices in sentences."""

from collections.abc import Mapping
from typing import Any

from articulator.methods.constitution.measures import (
    fraction_words,
    majority_words,
    number_word,
    spoken_list,
)
from articulator.methods.constitution.plan import office_method
from articulator.methods.constitution.wording.names import (
    Names,
    capital,
    indefinite,
    is_plural,
    plain,
)
from articulator.methods.constitution.wording.phrases import Phrases, tell
from articulator.methods.constitution.wording.spoken import in_words

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
_VOTES = {
    "stv": "by single transferable vote",
    "irv": "by ranking, the least liked dropping out in turn",
    "approval": "by approval, each voter marking all whom they support",
    "plurality_or_stv": "by most votes or by single transferable vote",
}
_ALTERNATES = {
    "countback": "A seat that falls vacant is filled by counting the ballots of its election back.",
    "ordered_runners_up": "A seat that falls vacant goes to the runners-up in order.",
    "elected_alternates": "A seat that falls vacant goes to an alternate who was elected as such.",
    "reserve_list": "A seat that falls vacant goes to the next person on the reserve list of the draw.",
    "renominate": "A seat that falls vacant is filled by a new nomination.",
    "reappoint": "A seat that falls vacant is filled by a new appointment.",
    "partner_substitute": "A seat that falls vacant is filled by a substitute whom the partner names.",
    "appointed": "A seat that falls vacant is filled by appointment.",
    "by_election": "A seat that falls vacant is filled by a new election.",
    "not_applicable": "No seat can fall vacant.",
}
_ROUNDING = {
    "half_up": "rounded to the nearest",
    "up": "rounded up",
    "down": "rounded down",
}
_DIVISORS = {
    "adams": "Adams", "sainte_lague": "Sainte-Laguë", "dhondt": "D'Hondt",
    "hill": "Hill", "dean": "Dean",
}  # fmt: skip


def _decides(value: list[Mapping[str, Any]], names: Names) -> str:
    return " ".join(_decision(one, names) for one in value)


def _decision(one: Mapping[str, Any], names: Names) -> str:
    said = f"On a {plain(one['matter'])} they decide"
    if "majority" in one:
        said += f" by {majority_words(one['majority'])} of the votes"
    if "quorum" in one:
        said += f", if at least {fraction_words(one['quorum'])} of those entitled take part"
    rest = {key: one[key] for key in one if key not in {"matter", "majority", "quorum"}}
    return " ".join([f"{said}.", *tell(rest, {}, names)])


def _composition(value: list[Mapping[str, Any]], names: Names) -> str:
    phrases: Phrases = {
        "max_share_from": "Some seats may be held by {:people}, within limits.",
        "value": "Those hold at most {} of the seats.",
        "each_rank_present": "Its members come from each of these: {}.",
    }
    return " ".join(sentence for rule in value for sentence in tell(rule, phrases, names))


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
    "excluded_powers": "It may not: {:plain}.",
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
        "reached": "At its last meeting it reached {} items.",
        "qualified": "At its last meeting {} items had qualified.",
    },
}


def body(part: Mapping[str, Any], names: Names) -> list[str]:
    """What a body is, how it is made up, whom it answers to and how it works."""
    first = {"vsm", "kind", "system", "per", "seat_groups", "name"}
    rest = {key: value for key, value in part.items() if key not in first}
    return [_what(part, names), *_made_of(part, names), *_work(part), *tell(rest, _BODY, names)]


def _what(part: Mapping[str, Any], names: Names) -> str:
    name, kind = names.of(part["id"]), _KINDS[part["kind"]]
    where = f" in {_SYSTEMS[part['system']]}" if "system" in part else ""
    if is_plural(name):
        each = f" in each {names.level(part['per'])}" if "per" in part else ""
        return f"{capital(name)} form {kind}{where}{each}."
    if "per" not in part:
        return f"{capital(name)} is {kind}{where}."
    if part["per"] == part["id"]:
        return f"There can be many of this kind; each is {kind}{where}."
    return f"Each {names.level(part['per'])} has {indefinite(name)}: {kind}{where}."


def _work(part: Mapping[str, Any]) -> list[str]:
    return [f"Its task is {spoken_list([_TASKS[system] for system in part['vsm']])}."]


def _made_of(part: Mapping[str, Any], names: Names) -> list[str]:
    groups = part.get("seat_groups", [])
    counts = [_count(group) for group in groups]
    if not groups or None in counts:
        return []
    parts = [f"{number_word(n or 0)} {_briefly(group, names)}"
             for n, group in zip(counts, groups, strict=True)]  # fmt: skip
    about = "" if all(isinstance(group["seats"], int) for group in groups) else "about "
    total = sum(n or 0 for n in counts)
    if len(parts) == 1:
        return [f"It has {about}{_seats(total)}, {parts[0].partition(' ')[2]}."]
    return [f"It has {about}{_seats(total)}: {spoken_list(parts)}."]


def _seats(number: int) -> str:
    return f"{number_word(number)} seat{'s' if number != 1 else ''}"


def _count(group: Mapping[str, Any]) -> int | None:
    seats = group["seats"]
    if isinstance(seats, int):
        return seats
    found: int | None = seats.get("apportion", {}).get("total") or seats.get("approx")
    return found


def _briefly(group: Mapping[str, Any], names: Names) -> str:
    method = group["method"]
    if method in _VOTES:
        voters = group.get("electorate")
        return f"elected by {names.people(voters)}" if voters else "elected"
    if method == "sortition":
        return f"drawn by lot from {names.people(group['candidates'])}"
    if method in {"appointed", "nomination"}:
        return f"{_named(method)} by {names.of(group['by'])}"
    return "held by virtue of another office" if method == "ex_officio" else "open to all"


def _named(method: str) -> str:
    return "appointed" if method == "appointed" else "nominated"


_GROUP: Phrases = {
    "fallback_candidates": "If too few belong there, the lot is drawn from {:people}.",
    "confirmed_by": "This is confirmed by {:people}.",
    "from": "They come from among {:people}.",
    "votes": ("They have a vote.", "They may speak but have no vote."),
    "term": "The term is {}.",
    "stagger": "Not all terms end together: {} seats fall due at a time.",
    "term_limit": "Nobody may serve more than {} running.",
    "rest": "After that one must rest for {}.",
    "overlap": "The old and the new holder overlap by {}.",
    "alternates": lambda value, _: _ALTERNATES[value],
    "quotas_from": "Shares for each kind of people follow the {:plain}.",
    "stratify": "The seats are balanced by {:plain}.",
    "cover": {
        "grid": "Together they cover the {:plain}.",
        "min_functions": "They come from at least {} of its functions.",
        "min_spheres": "They come from at least {} of its spheres.",
    },
    "not_in": "Nobody may hold a seat here and one of these: {}.",
    "support": "Members receive support: {:plain}.",
    "mentor": "Each new holder has a mentor: the {:plain}.",
}
_MET = {
    "platform": "The platform sees to it.",
    "recorded": "A breach is recorded in public.",
    "human": "People see to it.",
}


def group(part: Mapping[str, Any], names: Names) -> list[str]:
    """How a group of seats is filled, for how long, and who follows a vacancy."""
    own = {"seats", "method", "electorate", "candidates", "by", "quotas", "term_limit"}
    rest: dict[str, Any] = {}
    for key, value in part.items():
        if key == "term_limit":
            rest[key] = "one term" if value == 1 else f"{number_word(value)} terms"
        elif key not in own:
            rest[key] = value
    quotas = [one for quota in part.get("quotas", ()) for one in _quota(quota, names)]
    return [*_filled(part, names), *_shared(part["seats"], names), *tell(rest, _GROUP, names), *quotas]


def _filled(part: Mapping[str, Any], names: Names) -> list[str]:
    method, voters, pool = part["method"], part.get("electorate"), part.get("candidates")
    number = part["seats"] if isinstance(part["seats"], int) else None
    seats = _seats(number) if number else "these seats"
    verb = "is" if number == 1 else "are"
    by = f" by {names.people(part['by'])}" if "by" in part else ""
    among = f" from among {names.people(pool)}" if pool else ""
    if method in _VOTES:
        by = f" by {names.people(voters)}" if voters else by
        return [f"{capital(seats)} {verb} elected{by}, {_VOTES[method]}{among and ',' + among}."]
    electing = f", for {names.people(voters)}" if voters else ""
    if method == "sortition":
        return [f"{capital(seats)} {verb} drawn by lot{among}{by}{electing}."]
    if method in {"appointed", "nomination"}:
        return [f"{capital(seats)} {verb} {_named(method)}{by}{among}{electing}."]
    if method == "ex_officio":
        return [f"{capital(seats)} {verb} held by virtue of another office{among}{by}{electing}."]
    who = names.people(voters) if voters else "all"
    return [f"Membership is open to {who}{among}{by}."]


def _shared(seats: Any, names: Names) -> list[str]:
    if isinstance(seats, int):
        return []
    phrases: Phrases = {
        "apportion": lambda value, _: _apportioned(value, names),
        "approx": "That makes about {} seats.",
        "share_of_body": "They are {} of the body's seats.",
        "open": ("Their number is open.", ""),
    }
    return tell(seats, phrases, names)


def _apportioned(rule: Mapping[str, Any], names: Names) -> str:
    if "all" in rule:
        return f"All of these have a seat: {names.people(rule['all'])}."
    each = names.level(rule["over"])
    if "per_unit" in rule:
        return f"Each {each} has {number_word(rule['per_unit'])}."
    if "equal_per_unit" in rule:
        return f"{number_word(rule['total'])} seats are shared equally over the {names.levels(rule['over'])}."
    if "divisor" in rule:
        return _divided(rule, names)
    rounding = f", {_ROUNDING[rule['round']]}" if "round" in rule else ""
    least = f", and at least {number_word(rule['min'])}" if "min" in rule else ""
    return f"Each {each} has one for every {number_word(rule['per'])} members{rounding}{least}."


def _divided(rule: Mapping[str, Any], names: Names) -> str:
    method = _DIVISORS[rule["divisor"]]
    said = f"{number_word(rule['total'])} seats are shared over the {names.levels(rule['over'])}"
    least = f", each having at least {number_word(rule['min_per_unit'])}" if "min_per_unit" in rule else ""
    pairs = {True: ", two by two", False: ", one by one", None: ""}[rule.get("pairs")]
    return f"{capital(said)} by the method of {method}{least}{pairs}."


def _quota(quota: Mapping[str, Any], names: Names) -> list[str]:
    limits = [f"{words} {number_word(quota[key])}"
              for key, words in (("min", "at least"), ("max", "at most")) if key in quota]  # fmt: skip
    value = quota["value"].replace("not_", "not ", 1) if quota["value"].startswith("not_") else quota["value"]
    whose = f"people whose {plain(quota['attr'])} is “{plain(value)}”"
    said = f"Of these seats {spoken_list(limits) or 'some'} go to {whose}."
    rest = {key: quota[key] for key in quota if key not in {"attr", "value", "min", "max"}}
    met = [_MET[quota["enforce"]]] if "enforce" in quota else []
    return [said, *met, *tell(rest, {}, names)]


_OFFICE: Phrases = {
    "accountable_to": "This office answers to {}.",
    "term": "The term is {}.",
    "term_limit": "Nobody may serve more than {} running.",
    "rest": "After that one must rest for {}.",
    "statutory": "The law asks for this office ({:raw}).",
    "duty": "Its duty is described under: {:plain}.",
}


def office(part: Mapping[str, Any], names: Names) -> list[str]:
    """Who holds an office, how they come to it, and for how long."""
    own = {"per", "seats", "held_by", "elected_by", "by", "method", "term_limit"}
    rest: dict[str, Any] = {key: value for key, value in part.items() if key not in own}
    if "term_limit" in part:
        limit = part["term_limit"]
        rest["term_limit"] = "one term" if limit == 1 else f"{number_word(limit)} terms"
    return [*_held(part, names), *_shared(part.get("seats", 1), names), *tell(rest, _OFFICE, names)]


def _held(part: Mapping[str, Any], names: Names) -> list[str]:
    where = f"In each {names.level(part['per'])} there " if "per" in part else "There "
    number = part.get("seats", 1)
    holders = number_word(number) + (" holder" if number == 1 else " holders") if isinstance(number, int) else ""
    said = f"{where}{'is' if number == 1 else 'are'} {holders or 'several holders'} of this office."
    told = [said]
    method = office_method(part)
    by = part.get("elected_by") or part.get("by")
    chosen = f" by {names.people(by)}" if by else ""
    how = f", {_VOTES[method]}" if method in _VOTES else ""
    verb = "elected" if method in _VOTES else "drawn by lot" if method == "sortition" else _named(
        "nomination" if method == "nomination" else "appointed"
    )
    told.append(f"Holders are {verb}{chosen}{how}.")
    if "elected_by" in part and "by" in part:
        told.append(f"They are proposed by {in_words(part['by'], names)}.")
    if "held_by" in part:
        told.append(f"They come from among {names.people(part['held_by'])}.")
    return told
