"""Powers and channels in sentences."""

from collections.abc import Mapping
from typing import Any

from articulator.methods.constitution.measures import Duration
from articulator.methods.constitution.wording.names import Names, capital, is_plural, plain, plural
from articulator.methods.constitution.wording.phrases import Phrases, tell
from articulator.methods.constitution.wording.spoken import in_words

_MAY = {
    "adopt_constitution": "record the adoption of a constitution",
    "allocate_resources": "share out people and money",
    "amend_constitution": "change this constitution",
    "appoint_officers": "appoint officers",
    "approve_accounts": "approve the accounts",
    "charter_branch": "recognise a branch",
    "charter_initiative": "recognise an initiative",
    "day_to_day": "decide on day-to-day matters",
    "decharter_initiative": "dissolve an initiative",
    "dissolve_branch": "dissolve a branch",
    "emergency_reallocation": "move people and money in an emergency",
    "expel_member": "expel a member",
    "fund_campaign": "fund a campaign",
    "hire_staff": "hire staff",
    "implement_strategy": "carry out the strategy",
    "instruct_representatives": "instruct representatives",
    "keep_roll": "keep the roll of members",
    "launch_campaign": "launch a campaign",
    "local_activity": "decide on local activity",
    "local_budget": "decide on the local budget",
    "rapid_response": "act at once on a sudden threat or opening",
    "reselect_representatives": "select sitting representatives anew",
    "run_draws": "hold draws",
    "run_elections": "call and count elections",
    "select_candidates_local": "select local candidates",
    "set_goals_binding_on_branches": "set goals that bind the branches",
    "set_programme": "decide the programme",
    "set_strategy": "decide the strategy",
}

_POWER: Phrases = {
    "reserved": ("Nobody else may use this power.", "The power may be passed on."),
    "majority": "It takes {:majority} of the votes.",
    "concurrence": "{} must agree.",
    "consult": "{} must be consulted first.",
    "bargain_with": "It is settled in negotiation with {}.",
    "reversible_by": "{} can reverse what is decided.",
    "appeal_to": "Appeals go to {}.",
    "via": "It is used through {}.",
    "from": "The means come from the {}.",
    "on_report_of": "A report of {} comes first.",
    "limit": {
        "amount_gbp": "The limit is {:gbp}.",
        "gbp": "The limit is {:gbp}.",
        "per": "The limit counts anew {:every}.",
        "share_of_reserve": "The limit is {} of the reserve.",
    },
    "ratify": {"by": "{} must confirm it.", "within": "That must happen within {}."},
    "expires": "What is decided lapses after {}.",
    "mandatory": ("It must be used.", "It need not be used."),
    "every": lambda value, _: (
        "This happens once in each term."
        if value == "one_per_term"
        else f"This happens {Duration.parse(value).every()}."
    ),
    "ecology_check": (
        "A check of its effects on partners comes first.",
        "No check of its effects on partners is needed.",
    ),
}


def power_title(part: Mapping[str, Any]) -> str:
    return capital(part.get("name") or _MAY.get(part["id"]) or plain(part["id"]))


def power(part: Mapping[str, Any], names: Names) -> list[str]:
    """Who may do what, as in: Conference may change this constitution."""
    title = power_title(part)
    what = title[:1].lower() + title[1:]
    rest = {key: value for key, value in part.items() if key not in {"holder", "over"}}
    where = f" in each {names.level(part['over'])}" if "over" in part else ""
    return [f"{capital(names.of(part['holder']))} may {what}{where}.", *tell(rest, _POWER, names)]


_KINDS = {
    "command": ("give", "binding instructions to {}"),
    "report": ("report", "to {}"),
    "feedback": ("tell", "{} what came of it"),
    "audit": ("audit", "{}"),
    "liaison": ("keep", "in touch with {}"),
}
_BOTH = {
    "resource_bargain": "negotiate over people and money",
    "coordination": "keep out of each other's way and share what works",
    "homeostat": "balance present needs against plans for the future",
}

_CHANNEL: Phrases = {
    "bidirectional": ("It goes both ways.", "It goes one way."),
    "every": "This happens {:every}.",
    "reply_within": "A reply is due within {}.",
    "max_latency": "It arrives within {}.",
    "max_hours": "It takes at most {:count hour}.",
    "content": "What it is about: {:plain}.",
    "publish": "It is published to: {:plain}.",
    "duty_of": "It is the duty of {}.",
    "proof": "The proof is a {:plain}.",
    "scope": "This goes on within one {:level}.",
    "raised_by": "It can be raised by {:plain}.",
    "when": "This applies when something is {:plain}.",
    "anonymous": ("It can be anonymous.", "It cannot be anonymous."),
    "live": "At present this link is: {:plain}.",
}


def channel(part: Mapping[str, Any], names: Names) -> list[str]:
    """Who tells whom, as in: The Regional Council reports to the Steering Committee."""
    rest = {key: value for key, value in part.items() if key not in {"kind", "from", "to"}}
    told = _flow(part["kind"], part["from"], part["to"], names)
    return [f"{capital(told)}.", *tell(rest, _CHANNEL, names)]


def _flow(kind: str, source: str, target: str, names: Names) -> str:
    giver, taker = in_words(source, names), in_words(target, names)
    if kind == "environment":
        listens = "listen" if is_plural(taker) else "listens"
        return f"{taker} {listens} to {giver}"
    if kind == "algedonic":
        return f"{giver} can raise an alarm with {taker}"
    if kind in _BOTH:
        each = plural(giver.removeprefix("the "))
        both = f"all {each}" if source == target else f"{giver} and {taker}"
        return f"{both} {_BOTH[kind]}"
    verb, rest = _KINDS[kind]
    return f"{giver} {verb if is_plural(giver) else verb + 's'} {rest.format(taker)}"
