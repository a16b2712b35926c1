"""The phrases for what people do: local practice, listening, campaigns, training, money, trials."""

from collections.abc import Mapping
from typing import Any

from articulator.methods.constitution.measures import fraction_words, spoken_list
from articulator.methods.constitution.wording.names import Names, capital, plain
from articulator.methods.constitution.wording.phrases import Own, Phrases, tell
from articulator.methods.constitution.wording.spoken import in_words

PRACTICE: Phrases = {
    "community_assembly": Own(
        "Community assemblies",
        {
            "min_per_year": "Each branch holds at least {} a year.",
            "main_activity_share": "They are at least {} of what a branch does.",
            "facilitated_by": "They are led by a {:plain}.",
            "methods": "Methods are taken from the {:plain}.",
            "min_outputs": "Each one yields at least: {:plain}.",
            "partners_encouraged": "Welcome as partners: {:plain}.",
            "childcare": ("There is childcare.", "There need be no childcare."),
        },
    ),
    "business_meetings": Own(
        "Business meetings", {"max_share_of_events": "They are at most {} of a branch's events."}
    ),
    "entry_points": "People find their way in through: {:plain}.",
    "membership_ask": Own(
        "Asking people to join",
        {
            "never_at_first_visit": (
                "Nobody is asked to join on their first visit.",
                "People may be asked to join on their first visit.",
            )
        },
    ),
}

GRID: Phrases = {
    "functions": "What movements do is sorted into: {:plain}.",
    "spheres": "Where they do it is sorted into: {:plain}.",
    "review": "The picture is reviewed {:every}.",
    "used_for": "It is used for: {:plain}.",
}

SENSING: Phrases = {
    "sources": "The organisation listens through: {:plain}.",
    "synthesis": Own(
        "Making sense",
        {
            "every": "What was heard is summed up {:every}.",
            "to": "The summary goes to {}.",
            "states_uncertainty": (
                "It says how certain it is.",
                "It need not say how certain it is.",
            ),
        },
    ),
    "rerouting": Own(
        "Moving people and money",
        {
            "on": "It is considered on: {:plain}.",
            "propose_within": "A proposal is made within {}.",
            "checks": "It checks the {:plain}.",
        },
    ),
    "loop": "Every round goes through these steps: {:plain}.",
}

BROKERAGE: Phrases = {
    "structural_holes_report": "A report on missing links between movements is made {:every}.",
    "introductions_logged": ("Introductions are recorded.", "Introductions are not recorded."),
    "mechanisms": "Links are made by: {:plain}.",
}


def _needs(value: list[Any], names: Names) -> str:
    told = [in_words(one, names) if isinstance(one, str) else _need(one, names) for one in value]
    return f"To enter it, a campaign needs: {spoken_list(told)}."


def _need(need: Mapping[str, Any], names: Names) -> str:
    words = {
        "trainers": "{} trainers",
        "retention_4w": "{} of its people still there after a month",
    }
    return spoken_list(
        [
            words.get(key, f"{plain(key)} {{}}").format(in_words(one, names))
            for key, one in need.items()
        ]
    )


_PHASE: Phrases = {
    "exit": "A campaign leaves this phase with: {:plain}.",
    "group_size": lambda value, names: (
        f"Groups have {in_words(value[0], names)} to {in_words(value[1], names)} people."
    ),
    "uses": "They work with: {:plain}.",
    "vote": "The vote lies with the {:plain}.",
    "method": "Voting method: {:plain}.",
    "sprint": "Work goes in rounds of {}.",
    "max_sprints": "There are at most {:count round}.",
    "fail_is": "A failure counts as {:plain}.",
    "selective": ("Not every campaign is taken on.", "Every campaign is taken on."),
    "needs": _needs,
    "covenant": "What binds it to the party is {:plain}.",
    "lessons_published": ("Its lessons are published.", "Its lessons need not be published."),
}

INCUBATOR: Phrases = {
    "phases": Own("Phase: ", _PHASE),
    "dna_fields": "The short document by which a campaign spreads says: {:plain}.",
    "dna_max_words": "That document has at most {:count word}.",
    "fund": Own(
        "Campaign fund",
        {
            "share_of_income": "The fund receives {} of all income.",
            "grant_max_gbp": "A grant is at most {:gbp}.",
            "decided_by": "Grants are decided by {}.",
        },
    ),
}

TRAINING: Phrases = {
    "courses": Own(
        "Course: ",
        {"hours": "It takes {:count hour}.", "prerequisite": "Before it comes: {:plain}."},
    ),
    "trainers_of_trainers": Own(
        "Trainers who train trainers",
        {
            "max_generations": "Training is passed on over at most {:count generation}.",
            "recertify": "Trainers are certified anew {:every}.",
            "fidelity_check": "Their quality is checked by {:plain}.",
            "min_score": "They need a score of at least {}.",
        },
    ),
}

ECOLOGY: Phrases = {
    "check_required_for": "A check of its effects on others comes before: {:plain}.",
    "questions": "It asks: {:plain}.",
    "blocks_when": Own(
        "When the check says no",
        {
            "partner_load_over_capacity": (
                "A plan is stopped when it takes more than {} of what a partner can carry."
            ),
            "partner_consent": "A plan is stopped when the consent of a partner is {:plain}.",
        },
    ),
    "decided_by": "It is decided by {}.",
    "within": "It is decided within {}.",
    "rest": "Whoever has carried something rests for {} before they are drawn on again.",
    "burnout": Own(
        "Care against burnout",
        {
            "pulse_survey": "Members are asked in a short survey how they are, {:every}.",
            "min_group_for_report": "Nothing is shown for fewer than {} people.",
            "alert_if_share": "An alarm is raised when {} of those asked are worn out.",
        },
    ),
}


def _split(value: Mapping[str, str], _: Names) -> str:
    shares = [f"{fraction_words(share)} to the {plain(who)}" for who, share in value.items()]
    return f"Of all income go {spoken_list(shares)}."


FINANCE: Phrases = {
    "income_split": _split,
    "dues": Own(
        "Dues", {"scale": "Dues are {:plain}.", "hardship": "In hardship they are {:plain}."}
    ),
    "spend_limits": Own(
        "Spending limit: ",
        {"holder": "This is the limit for {}.", "gbp": "It may spend up to {:gbp} at a time."},
    ),
    "publish_over_gbp": "Every payment over {:gbp} is published.",
    "donations": Own(
        "Donations",
        {
            "permissible_check": (
                "It is checked that a donor is permitted to give.",
                "It is not checked that a donor is permitted to give.",
            ),
            "threshold_check_gbp": "The check is made on donations over {:gbp}.",
        },
    ),
    "reserve_months": "The reserve covers {:count month}.",
}

_STATES = {
    "off": "It is switched off.",
    "pilot": "It is being tried out.",
    "adopted": "It is adopted.",
    "retired": "It is retired.",
}

ADOPTION: Phrases = {
    "base": "The starting point is the model “{:plain}”, which is then adapted piece by piece.",
    "provisions": Own(
        "Provision: ",
        {
            "covers": "It covers: {:plain}.",
            "state": lambda value, _: _STATES[value],
            "scope": {
                "level": "It is tried at the level of the {:level}.",
                "body": "It is tried in {}.",
                "units": "{:count unit} take part.",
                "assign": "How it begins: {:plain}.",
                "steps": "It is introduced in {:count step}.",
                "step": "A step lasts {}.",
            },
            "measures": "It is judged by: {:plain}.",
            "sunset": "It ends after {} unless renewed.",
        },
    ),
    "pilot_rules": Own(
        "Rules for trying things out",
        {
            "preregister": (
                "What will be measured is written down first.",
                "What will be measured need not be written down first.",
            ),
            "primary_measures_max": "At most {:count main measure} count.",
            "stop_for_harm": {
                "measure": "Harm is measured by {:plain}.",
                "above": "A trial stops when that is above {}.",
            },
            "expand_if": {
                "p_benefit_at_least": (
                    "It may grow when the probability of a benefit is at least {}."
                ),
                "min_effect_declared": (
                    "The smallest effect that matters is declared first.",
                    "The smallest effect that matters need not be declared first.",
                ),
            },
            "decided_by": "{} decides.",
            "sunset": "A trial ends after {}.",
            "report_to_members": "Members receive a report in {:plain}.",
        },
    ),
}

DUTY_BREACH: Phrases = {
    "after_missed": "A breach counts after it was missed {:count time}.",
    "action": "Then follows: {:plain}.",
}


def duty(part: Mapping[str, Any], names: Names) -> list[str]:
    """Who must do what, as in: The chapter liaison must meet two branches every month."""
    who = part["who"] if isinstance(part["who"], list) else [part["who"]]
    what = part.get("what") or plain(part["id"])
    told = [capital(f"{spoken_list([names.of(one) for one in who])} must {what}")]
    rest = {key: value for key, value in part.items() if key not in {"who", "what", "breach"}}
    phrases: Phrases = {
        "every": "This is due {:every}.",
        "within": "This is due within {}.",
        "max_hours": "It takes at most {:count hour}.",
    }
    return [
        f"{told[0]}.",
        *tell(rest, phrases, names),
        *tell(part.get("breach", {}), DUTY_BREACH, names),
    ]
