"""What invented candidates say of themselves."""

from random import Random

OPENINGS = (
    "I clean hospital wards at night and chair our branch in the morning.",
    "I drive the 42 bus, and half of my passengers are our members without knowing it.",
    "I teach eleven-year-olds. They ask better questions than most committees.",
    "I was evicted in 2023; the tenants' group that fought for me is why I joined.",
    "I am retired from the shipyard and have time, patience and a van.",
    "I run the Thursday food co-op with nine others.",
    "I joined last year and still remember how hard it was to find the door.",
    "I keep the accounts of my branch and can explain them in five minutes.",
)
AIMS = (
    "I want every report from a branch to get an answer within two weeks.",
    "I want the council to meet once in each region, with childcare.",
    "I want us to train two hundred more people to facilitate an assembly.",
    "I want our money to follow what people tell us on the doorstep.",
    "I want us to stop starting what we cannot finish, and to finish the damp campaign.",
    "I want members who were drawn by lot to chair half of the meetings.",
)
CLOSINGS = (
    "Ask me anything at the next assembly.",
    "If elected I will publish how I voted, every month.",
    "I declare no slate and no outside job.",
    "Whoever you put first, please rank several of us.",
)


def statement(luck: Random) -> str:
    return " ".join(luck.choice(part) for part in (OPENINGS, AIMS, CLOSINGS))
