"""What groups do to power and in which part of life, as the constitution names it, in words."""

from collections.abc import Mapping

from articulator.identity.constitution.queries import law

FUNCTIONS = {
    "smashing": ("Smashing", "takes power from those who do harm"),
    "taming": ("Taming", "binds them by law and by bargaining"),
    "building": ("Building", "makes what we need ourselves"),
    "healing": ("Healing", "mends what was done to people"),
}  # Wright, How to Be an Anticapitalist (2019); healing is the essay's own
SPHERES = {
    "technology_and_organisation": "Technology and organisation",
    "relation_to_nature": "Relation to nature",
    "social_relations": "Relations between people",
    "mental_conceptions": "How people see the world",
    "labour_and_production": "Work and production",
    "institutions_and_law": "Institutions and law",
    "daily_life_and_reproduction": "Daily life and care",
}  # Harvey, The Enigma of Capital (2010)
DOES = {"smashing": "smashes", "taming": "tames", "building": "builds", "healing": "heals"}
DO = {"smashing": "smash", "taming": "tame", "building": "build", "healing": "heal"}

# Signs of a sphere in the words of others, so that files of other programs find their place.
SIGNS = {
    "technology_and_organisation": ("technolog",),
    "relation_to_nature": ("nature", "ecolog", "climate"),
    "social_relations": ("social relation", "between people"),
    "mental_conceptions": ("mental", "see the world", "culture", "ideas"),
    "labour_and_production": ("labour", "labor", "production", "work"),
    "institutions_and_law": ("institution", "administrativ", "law"),
    "daily_life_and_reproduction": ("daily life", "reproduction of", "care"),
}


def functions() -> dict[str, str]:
    """The functions of the movement that the constitution names, in words."""
    named = law().get("movement_grid", {}).get("functions") or FUNCTIONS
    return {one: FUNCTIONS.get(one, (_plain(one), ""))[0] for one in named}


def spheres() -> dict[str, str]:
    named = law().get("movement_grid", {}).get("spheres") or SPHERES
    return {one: SPHERES.get(one, _plain(one)) for one in named}


def clause() -> str:
    return str(law().get("movement_grid", {}).get("ref", ""))


def brokerage_clause() -> str:
    return str(law().get("brokerage", {}).get("ref", ""))


def does(function: str) -> str:
    """`heals`: what one of that function does."""
    return DOES.get(function, f"does {_plain(function).lower()}")


def meaning(function: str) -> str:
    """What that function is, in a sentence; empty where a constitution has its own."""
    name, words = FUNCTIONS.get(function, ("", ""))
    return f"{name} {words}." if words else ""


def do(function: str) -> str:
    return DO.get(function, f"do {_plain(function).lower()}")


def function_called(words: str) -> str:
    """The key of a function that somebody calls so; empty if there is none."""
    return _called(words, functions())


def sphere_called(words: str) -> str:
    found, said = _called(words, spheres()), words.casefold()
    known = spheres()
    signs = (key for key, parts in SIGNS.items() if any(part in said for part in parts))
    return found or next((key for key in signs if key in known), "")


def _called(words: str, known: Mapping[str, str]) -> str:
    said = words.strip().casefold()
    return next((key for key, name in known.items() if said in (key, name.casefold())), "")


def _plain(key: str) -> str:
    return key.replace("_", " ").capitalize()
