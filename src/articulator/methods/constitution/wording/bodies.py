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
    is_plural,
    plain,
)
from articulator.methods.constitution.wording.phrases import SEEN_TO, Phrases, tell
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
    "countback": "A vacancy is filled from the ballots of the election, by counting back.",
    "ordered_runners_up": "A vacancy goes to the runners-up in order.",
    "elected_alternates": "A vacancy goes to an alternate who was elected as such.",
    "reserve_list": "A vacancy goes to the next person on the reserve list of the draw.",
    "renominate": "A vacancy is filled by a new nomination.",
    "reappoint": "A vacancy is filled by a new appointment.",
    "partner_substitute": "A vacancy is filled by a substitute whom the partner names.",
    "appointed": "A vacancy is filled by appointment.",
    "by_election": "A vacancy is filled by a new election.",
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
    how = [_briefly(group, names) for group in groups]
    about = "" if all(_exact(group["seats"]) for group in groups) else "about "
    if len(how) == 1:
        return [f"It has {about}{_seats(numbers[0])}, {how[0]}."]
    parts = [f"{number_word(n)} {one}" for n, one in zip(numbers, how, strict=True)]
    return [f"It has {about}{_seats(sum(numbers))}: {spoken_list(parts)}."]


def _seats(number: int) -> str:
    return f"{number_word(number)} seat{'s' if number != 1 else ''}"


def _exact(seats: Any) -> bool:
    return isinstance(seats, int) or "total" in seats.get("apportion", {})


def _count(group: Mapping[str, Any]) -> int | None:
    seats = group["seats"]
    if isinstance(seats, int):
        return seats
    found: int | None = seats.get("apportion", {}).get("total") or seats.get("approx")
    return found


def _briefly(group: Mapping[str, Any], names: Names) -> str:
    method = group["method"]
    if method in _VOTES:
        voters = _voters(group, names)
        return f"elected by {voters}" if voters else "elected"
    if method == "sortition":
        return f"drawn by lot {_among(group['candidates'], names)}"
    by = f" by {names.of(group['by'])}" if "by" in group else ""
    return f"{_NAMED[method]}{by}"


def _voters(part: Mapping[str, Any], names: Names) -> str:
    """Those who vote; where seats are shared over units, the people of each unit."""
    voters = names.people(part["electorate"]) if "electorate" in part else ""
    seats = part.get("seats")
    over = seats.get("apportion", {}).get("over", "") if isinstance(seats, Mapping) else ""
    unit = names.level(over) if over else ""
    return voters.replace(f"of the {unit}", f"of each {unit}") if unit else voters


def _among(key: str, names: Names) -> str:
    people = names.people(key)
    persons = people.startswith(("the members of", "people"))
    return f"from among {people}" if persons else f"from {people}"


_NAMED = {
    "appointed": "appointed",
    "nomination": "nominated",
    "ex_officio": "held by virtue of another office",
    "open": "open to all",
}
_WAYS = {
    "appointed": "appointment",
    "nomination": "nomination",
    "ex_officio": "virtue of another office",
}
_GROUP: Phrases = {
    "fallback_candidates": "If too few belong there, the lot is drawn from {:people}.",
    "confirmed_by": "This is confirmed by {:people}.",
    "from": "They come from among {:people}.",
    "votes": ("They have a vote.", "They may speak but have no vote."),
    "term": "The term is {}.",
    "stagger": "Not all terms end together: {:count seat} fall due at a time.",
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


def group(part: Mapping[str, Any], names: Names) -> list[str]:
    """How a group of seats is filled, for how long, and who follows a vacancy."""
    own = {"seats", "method", "electorate", "candidates", "by", "quotas", "term_limit", "rest"}
    rest = {key: value for key, value in part.items() if key not in own}
    quotas = [one for quota in part.get("quotas", ()) for one in _quota(quota, names)]
    told = [*_filled(part, names), *_shared(part["seats"], names), *quotas]
    return [*told, *tell(rest, _GROUP, names), *_limits(part, names)]


def _limits(part: Mapping[str, Any], names: Names) -> list[str]:
    """How often one may serve, and for how long one must then stay out."""
    limit, rest = part.get("term_limit"), part.get("rest")
    pause = in_words(rest, names) if rest else ""
    if limit is None:
        return [f"Between two terms one must rest for {pause}."] if rest else []
    terms = f"{number_word(limit)} term{'s' if limit != 1 else ''}"
    without = f" without a rest of {pause}" if rest else ""
    return [f"Nobody may serve more than {terms} running{without}."]


def _filled(part: Mapping[str, Any], names: Names) -> list[str]:
    method, number = part["method"], part["seats"]
    seats = capital(_seats(number)) if isinstance(number, int) else "These seats"
    be = f"{seats} {'is' if number == 1 else 'are'} filled"
    by = f" by {names.of(part['by'])}" if "by" in part else ""
    voters = _voters(part, names)
    if method == "sortition":
        acting = [f"They act for {voters}."] if voters else []
        return [f"{be} by lot, drawn {_among(part['candidates'], names)}{by}.", *acting]
    pool = [f"Candidates come {_among(part['candidates'], names)}."] if "candidates" in part else []
    if method in _VOTES:
        voting = f": {voters} vote {_VOTES[method]}" if voters else f", {_VOTES[method]}"
        return [f"{be} by election{by}{voting}.", *pool]
    if method == "open":
        return [f"Taking part is open to {voters or 'all'}{by}.", *pool]
    acting = [f"They act for {voters}."] if voters else []
    return [f"{be} by {_WAYS[method]}{by}.", *pool, *acting]


def _shared(seats: Any, names: Names) -> list[str]:
    if isinstance(seats, int):
        return []
    phrases: Phrases = {
        "apportion": lambda value, _: _apportioned(value, names),
        "approx": "That makes about {:count seat}.",
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
        units = names.levels(rule["over"])
        return f"{capital(_seats(rule['total']))} are shared equally over the {units}."
    if "divisor" in rule:
        return _divided(rule, names)
    rounding = f", {_ROUNDING[rule['round']]}" if "round" in rule else ""
    least = f", and at least {number_word(rule['min'])}" if "min" in rule else ""
    return f"Each {each} has one for every {number_word(rule['per'])} members{rounding}{least}."


def _divided(rule: Mapping[str, Any], names: Names) -> str:
    said = f"{capital(_seats(rule['total']))} are shared over the {names.levels(rule['over'])}"
    least = rule.get("min_per_unit")
    each = f", each having at least {number_word(least)}" if least is not None else ""
    pairs = {True: ", two by two", False: ", one by one", None: ""}[rule.get("pairs")]
    return f"{said} by the method of {_DIVISORS[rule['divisor']]}{each}{pairs}."


def _quota(quota: Mapping[str, Any], names: Names) -> list[str]:
    words = {"min": "at least", "max": "at most"}
    limits = [f"{words[key]} {number_word(quota[key])}" for key in words if key in quota]
    value = quota["value"].removeprefix("not_")
    negated = "not " if value != quota["value"] else ""
    whose = f"people whose {plain(quota['attr'])} is {negated}“{plain(value)}”"
    said = f"Of these seats {spoken_list(limits) or 'some'} go to {whose}."
    rest = {key: quota[key] for key in quota if key not in {"attr", "value", "min", "max"}}
    met = [SEEN_TO[quota["enforce"]]] if "enforce" in quota else []
    return [said, *met, *tell(rest, {}, names)]


_OFFICE: Phrases = {
    "accountable_to": "This office answers to {}.",
    "term": "The term is {}.",
    "statutory": "The law asks for this office ({:raw}).",
    "duty": "Its duty is described under: {:plain}.",
}


def office(part: Mapping[str, Any], names: Names) -> list[str]:
    """Who holds an office, how they come to it, and for how long."""
    own = {"per", "seats", "held_by", "elected_by", "by", "method", "term_limit", "rest"}
    rest = {key: value for key, value in part.items() if key not in own}
    told = [*_held(part, names), *_shared(part.get("seats", 1), names)]
    return [*told, *tell(rest, _OFFICE, names), *_limits(part, names)]


def _held(part: Mapping[str, Any], names: Names) -> list[str]:
    method, number = office_method(part), part.get("seats", 1)
    who = "Several people hold" if number != 1 else "One person holds"
    if isinstance(number, int) and number != 1:
        who = f"{capital(number_word(number))} people hold"
    where = f" in each {names.level(part['per'])}" if "per" in part else ""
    how = _NAMED.get(method, "drawn by lot")
    if method in _VOTES:
        voters = f" by {names.people(part['elected_by'])}" if "elected_by" in part else ""
        how = f"elected{voters} {_VOTES[method]}"
    elif "elected_by" in part:
        how = f"{how} on behalf of {names.people(part['elected_by'])}"
    named = (
        f", {'proposed ' if method in _VOTES else ''}by {names.of(part['by'])}"
        if "by" in part
        else ""
    )
    told = [f"{who} this office{where}: {how}{named}."]
    if "held_by" in part:
        told.append(f"They come {_among(part['held_by'], names)}.")
    return told
