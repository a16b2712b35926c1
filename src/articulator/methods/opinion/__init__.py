"""Statements, votes on them, and the opinion of the room: see docs/methods/opinion.md."""

from articulator.methods.opinion.agreement import (
    Consensus,
    Divided,
    Shared,
    common_ground,
    consensus,
    divided,
    group_aware,
)
from articulator.methods.opinion.groups import (
    Grouping,
    adjusted_rand,
    group_into,
    groupings,
    k_means,
)
from articulator.methods.opinion.representative import Representative, representative
from articulator.methods.opinion.room import Ground, Group, Level, Opinion, opinion
from articulator.methods.opinion.routing import next_statement, priorities
from articulator.methods.opinion.space import Space, space
from articulator.methods.opinion.standing import Standing, Verdict
from articulator.methods.opinion.structure import Structure, deal_out, structure
from articulator.methods.opinion.taking_part import enough, in_conversation
from articulator.methods.opinion.tallies import Tally, by_group, overall
from articulator.methods.opinion.votes import (
    AGREE,
    DISAGREE,
    PASS,
    Votes,
    VotesError,
    gather,
    pack,
)

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Consensus",
    "Divided",
    "Ground",
    "Group",
    "Grouping",
    "Level",
    "Opinion",
    "Representative",
    "Shared",
    "Space",
    "Standing",
    "Structure",
    "Tally",
    "Verdict",
    "Votes",
    "VotesError",
    "adjusted_rand",
    "by_group",
    "common_ground",
    "consensus",
    "deal_out",
    "divided",
    "enough",
    "gather",
    "group_aware",
    "group_into",
    "groupings",
    "in_conversation",
    "k_means",
    "next_statement",
    "opinion",
    "overall",
    "pack",
    "priorities",
    "representative",
    "space",
    "structure",
]
