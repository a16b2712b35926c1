"""Groups of people that every constitution may name without declaring them."""

BUILT_IN_GROUPS = {
    "all_members": "all members",
    "anyone": "anyone",
    "anyone_respectful": "anyone who respects the rules of conduct",
    "assembly_regulars": "people who come to community assemblies regularly",
    "branch_members": "the members of the branch",
    "certified_trainers": "the certified trainers",
    "conference_or_referendum": "conference or a referendum",
    "elected_representatives_national": "our members of the national parliament",
    "electorate": "those who elected them",
    "environment": "the world outside",
    "incubated_campaigns": "the campaigns in the incubator",
    "initiative_members": "the members of initiatives",
    "membership": "all members",
    "nation_members": "the members in the nation",
    "partner_organisations": "the partner organisations",
    "public_office_holders": "members who hold public office",
    "region_members": "the members of the region",
    "staff": "the staff",
}

# Where a clause can come from without a source in the file: statute, or the drafters' own choice.
BUILT_IN_BASES = ("default", "law")
