"""The phrases for what an organisation is: identity, levels, membership, pools, procedures."""

from articulator.methods.constitution.wording.phrases import Own, Phrases, full_stop

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

_UPWARD = {
    "full": "Whoever keeps the roll of a unit sees the members of all units inside it.",
    "office_holders": "Whoever keeps the roll of a unit sees, of the units inside it, who holds "
    "office there, and of all others only how many they are.",
    "counts": "Whoever keeps the roll of a unit sees, of the units inside it, only how many "
    "members they have.",
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
    "data_charter": Own("Who sees whom", {"upward": lambda value, _: _UPWARD[value]}),
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
