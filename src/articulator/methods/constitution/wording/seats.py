"""Groups of seats and offices in sentences."""

from collections.abc import Mapping
from typing import Any

from articulator.methods.constitution.measures import number_word, spoken_list
from articulator.methods.constitution.plan import office_method
from articulator.methods.constitution.wording.names import Names, capital, plain
from articulator.methods.constitution.wording.phrases import SEEN_TO, Phrases, tell
from articulator.methods.constitution.wording.spoken import in_words

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


def seats_word(number: int) -> str:
    return f"{number_word(number)} seat{'s' if number != 1 else ''}"


def briefly(group: Mapping[str, Any], names: Names) -> str:
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
    seats = capital(seats_word(number)) if isinstance(number, int) else "These seats"
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
        return f"{capital(seats_word(rule['total']))} are shared equally over the {units}."
    if "divisor" in rule:
        return _divided(rule, names)
    rounding = f", {_ROUNDING[rule['round']]}" if "round" in rule else ""
    least = f", and at least {number_word(rule['min'])}" if "min" in rule else ""
    return f"Each {each} has one for every {number_word(rule['per'])} members{rounding}{least}."


def _divided(rule: Mapping[str, Any], names: Names) -> str:
    said = f"{capital(seats_word(rule['total']))} are shared over the {names.levels(rule['over'])}"
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
