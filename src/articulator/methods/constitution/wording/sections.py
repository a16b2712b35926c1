"""The phrases for every section but bodies, offices, powers and channels."""

from collections.abc import Mapping
from typing import Any

from articulator.methods.constitution.measures import fraction_words, spoken_list
from articulator.methods.constitution.wording.names import Names, capital, plain
from articulator.methods.constitution.wording.phrases import Own, Phrases, full_stop, tell
from articulator.methods.constitution.wording.spoken import in_words

ABOUT: Phrases = {
    "title": "This is the constitution “{:raw}”.",
    "id": "Its short name is {:raw}.",
    "version": "This is version {:raw}.",
    "status": "Its status: {:plain}.",
    "language": "It is written in the language with the code “{:raw}”.",
    "jurisdiction": "It is meant for: {:refs}.",
    "licence": "Licence: {:raw}.",
    "adopted_at": "It was adopted on {:raw}.",
    "effective_from": "It is in force from {:raw}.",
    "effective_until": "It is in force until {:raw}.",
    "coverage": "The file records these parts in full: {:refs}.",
}

SOURCE: Phrases = {"title": "“{:raw}”.", "url": "To be found at {:raw}"}

ASSUMPTIONS: Phrases = {
    "members": "There are {} members.",
    "turnout_omov": "In a vote of all members {} of them take part.",
    "volunteer_hours_per_week": "A volunteer in office has {:count hour} a week.",
    "threat_time": "A threat must be answered within {}.",
}

IDENTITY: Phrases = {
    "purpose": lambda value, _: full_stop(f"Our purpose: {value}"),
    "roles": "The organisation is: {:plain}.",
    "principles": "Its principles: {:plain}.",
    "elections": "It contests these elections: {:plain}.",
    "office_requires_principles": (
        "Whoever holds office must accept the principles.",
        "Whoever holds office need not accept the principles.",
    ),
    "assembly_requires_principles": (
        "Whoever comes to an assembly must accept the principles.",
        "Whoever comes to an assembly need not accept the principles; respect is enough.",
    ),
    "protected": "These clauses are protected against easy change: {:refs}.",
}

LEVEL: Phrases = {
    "parent": "Each is part of one {:level}.",
    "units": "Their number: {}.",
    "min_members": "It takes at least {} members to form one.",
    "split_above": "Above {} members it is divided.",
    "formed_by": "It is formed by {}.",
    "autonomous": ("It is autonomous.", "It is not autonomous."),
}

ELECTORATE: Phrases = {"who": "This means: {:raw}."}

_CLASS: Phrases = {
    "dues": ("They pay dues.", "They pay no dues."),
    "votes": ("They vote.", "They do not vote."),
    "stands": ("They may stand for office.", "They may not stand for office."),
    "assembly": ("They take part in assemblies.", "They do not take part in assemblies."),
}

_DUAL = {
    "allowed": "Members may belong to other parties.",
    "declared_and_listed": "Members may belong to another party, if they say so and it is listed.",
    "forbidden": "Members may not belong to another party.",
}

MEMBERSHIP: Phrases = {
    "classes": Own("", _CLASS),
    "good_standing": Own(
        "Good standing", {"arrears_max": "Who owes dues for more than {} is not in good standing."}
    ),
    "voting_freeze": Own(
        "Who may vote",
        {"joined_before_notice_by": "To vote, one must have joined {} before notice is given."},
    ),
    "standing_for_office": Own(
        "Standing for office", {"member_for": "To stand, one must have been a member for {}."}
    ),
    "dual_membership": Own(
        "Membership of other parties",
        {"rule": lambda value, _: _DUAL[value], "listed_by": "{} decides on that list."},
    ),
    "conduct": Own(
        "Conduct",
        {
            "safer_spaces": (
                "Meetings are safer spaces: everyone is treated with respect.",
                "No rule on safer spaces applies.",
            ),
            "appeal_to": "Appeals on conduct go to {}.",
        },
    ),
}

POOL: Phrases = {
    "requires": "Members belong to it once they have completed: {:plain}.",
    "free": ("This is free of charge.", "This may cost something."),
    "online": ("It can be done online.", "It cannot be done online."),
    "offline_alternative": ("It can be done offline as well.", "It cannot be done offline."),
    "max_hours": "It takes at most {:count hour}.",
    "valid_for": "It is valid for {}.",
    "auto_invite": (
        "Every member is invited, and invited again by lot.",
        "Members are not invited; they come forward themselves.",
    ),
    "min_coverage": (
        "As long as fewer than {} of the members belong to it, lots are drawn from the wider group."
    ),
    "curriculum": Own(
        "What is taught",
        {
            "drafted_by": "What is taught is drafted by {}.",
            "member_input": (
                "Members have a say in what is taught.",
                "Members have no say in what is taught.",
            ),
            "adopted_by": "What is taught is adopted by {}.",
        },
    ),
}

_TRIGGER: Phrases = {
    "signatures": "It takes the signatures of {} of those entitled.",
    "of": "Entitled to sign: {:people}.",
    "min_units": "They must come from different units, at least {}.",
    "within": "They must be collected within {}.",
}
_VOTE: Phrases = {
    "decided_by": "The decision is taken by {}.",
    "majority": "It takes {:majority} of the votes.",
    "quorum": "At least {} of those entitled must take part.",
    "notice": "{} of notice must be given.",
}

PROCEDURES: Phrases = {
    "recall": Own(
        "Recall",
        {
            **_VOTE,
            "applies_to": "Those who hold these seats can be recalled: {}.",
            "trigger": _TRIGGER,
            "grace_after_election": "Nobody can be recalled in the first {} after their election.",
            "once_per_term": (
                "A person can be put to a recall vote once in a term.",
                "A person can be put to a recall vote more than once in a term.",
            ),
            "allotted_members": Own(
                "Recall of members drawn by lot", {**_VOTE, "trigger": _TRIGGER}
            ),
        },
    ),
    "amendment": Own(
        "Changing this constitution",
        {
            **_VOTE,
            "proposed_by": "A change can be proposed by {:petitions}.",
            "protected_majority": "A change of a protected clause takes {:majority} of the votes.",
            "protected_needs_referendum": (
                "A change of a protected clause also needs a vote of all members.",
                "A change of a protected clause needs no vote of all members.",
            ),
            "effective_after": "A change takes effect after {}.",
            "publish": "With each proposal are published: {:plain}.",
        },
    ),
    "initiative_referendum": Own(
        "Referendum called by members",
        {**_VOTE, **_TRIGGER, "vote_within": "The vote is held within {}."},
    ),
    "motions": Own(
        "Motions",
        {
            "deadline": "Motions close {} before the meeting.",
            "compositing": "Similar motions are merged by the {:plain}.",
            "priority_ballot": (
                "A ballot decides which motions are taken first.",
                "No ballot decides which motions are taken first.",
            ),
            "capacity_per_day": "A day has room for {:count motion}.",
        },
    ),
    "election": Own(
        "Elections",
        {
            "roll_freeze": "The roll of voters is frozen for {}.",
            "nominations": "Nominations are open for {}.",
            "voting": "Voting lasts {}.",
            "ballot": "The ballot is {:plain}.",
            "count": "The count is {:plain}.",
            "slates": "Slates are {:plain}.",
        },
    ),
    "sortition": Own(
        "Draws by lot",
        {
            "seed": "The chance in a draw comes from: {:plain}.",
            "algorithm": "Chances are made as equal as can be by the rule “{:raw}”.",
            "invite_rounds": "Those drawn are invited in up to {:count round}.",
            "publish": "Published with each draw: {:plain}.",
            "min_pool_ratio": "The pool must hold at least {} people for each seat.",
        },
    ),
    "induction": Own(
        "Induction",
        {
            "before_taking_seat": "It takes place in the {} before a seat is taken.",
            "hours": "It takes {:count hour}.",
            "for": "It is for new members who are {:plain}.",
            "joint": ("All take it together.", "Each kind takes it separately."),
        },
    ),
    "discipline": Own(
        "Discipline",
        {
            **_VOTE,
            "hearing": ("The member is heard first.", "The member need not be heard."),
            "representation": (
                "The member may bring someone to speak for them.",
                "The member may not bring someone to speak for them.",
            ),
            "interim_max": "An interim measure lasts at most {}.",
            "appeal_to": "Appeals go to {}.",
        },
    ),
    "selection": Own(
        "Selection of candidates",
        {
            **_VOTE,
            "method": "Candidates for public office are chosen by: {:plain}.",
            "reselection": (
                "Sitting representatives must be selected anew.",
                "Sitting representatives need not be selected anew.",
            ),
        },
    ),
    "dissolution": Own(
        "Dissolution", {**_VOTE, "assets_to": "What is left over then goes to: {:raw}."}
    ),
    "ties": Own("Ties", {"rule": "When votes are tied: {:plain}."}),
}

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
