"""The table of contents: which features each system has. Apps, URLs, navigation derive from it."""

from dataclasses import dataclass

# What a visitor finds there, in the order in which the page of the system tells it.
WORDS = {
    "constitution": ("Constitution", "The rules that the software reads and obeys."),
    "programme": ("Programme", "What we stand for, who asked for it, and what was done for it."),
    "bodies": ("Who decides", "Councils, committees, offices; their seats and who holds them."),
    "elections": ("Elections", "Stand, vote, and follow every count stage by stage."),
    "draws": ("Draws", "Seats filled by lot, with everyone’s chance known before."),
    "membership": ("Members", "Branches, the roll, and the trained pool."),
    "representation": ("Representation", "Whether bodies look and think like their members."),
    "contacts": ("How we reach you", "What you agreed to, and where we keep silent."),
    "privacy": ("My data", "What is kept of you: see it, take it with you, end it."),
    "doors": ("Come in", "Events, surveys and campaigns that are open to everyone."),
    "imports": ("Lists of people", "Bring people over from another system, and take it back."),
    "exports": ("Lists taken out", "Which lists of people left the house, for whom and why."),
    "merges": ("Twice on the list", "Two entries that may be one person."),
    "units": ("Units", "Regions, branches and campaigns, and the one that is yours."),
    "pools": ("The pool", "How full it is, who is missing, and invitations by lot."),
    "ecology": ("Care for the movement", "Whose strength we draw on, and whether they agree."),
    "movement": (
        "The map of the movement",
        "Who does what where, what is missing, who could meet.",
    ),
    "scanning": ("What is said", "What papers tell of our places: each story once."),
    "signals": ("Alarms", "What is out of the ordinary, who answers it, and by when."),
    "listening": ("Listening", "Answer a survey, with no name, and hear what came of it."),
    "themes": ("What we heard", "What many say has in common, how many, and how sure we are."),
    "loop": ("You said, we did", "What became of what people told us, with the days at each step."),
    "forecasts": ("What is coming", "Say how likely it is; see afterwards how near we were."),
    "briefings": ("Briefings", "What we learned in a fortnight, and who owes an answer to it."),
    "pulse": ("How loaded are we?", "Two taps a week, without a name."),
    "reviews": ("Looking back", "What something big taught, without blame."),
    "gatherings": ("Gatherings", "Open assemblies and evenings: see what is on, and come."),
    "nextsteps": ("Next steps", "One thing to do within days, and somebody who goes along."),
    "tables": ("Tables", "Who sits where, what a table notes, and what it brings back."),
    "statements": ("What a room thinks", "Say it in a sentence, vote, hear what came of it."),
    "decisions": ("Decide together", "A temperature, an approval, a consent or a ranking."),
    "steps": ("Running orders", "What is on in a room: kits for an evening, live on every phone."),
    "dna": ("Campaign DNA", "One page that spreads: write it, tell it, take it further."),
    "incubator": ("Incubator", "Evenings at which tables write campaigns and the room votes."),
    "sprints": ("Sprints", "Two weeks to try something, and what everyone learned."),
    "campaigns": ("Campaigns", "What is under way, what was promised, and how to begin one."),
    "cells": ("Cells", "Where people act in threes to twelves, and whether it spreads."),
    "responses": ("Rapid responses", "What cannot wait, and who would carry it."),
    "fieldwork": ("At the doors", "Who knocks, where and why; lists that work without a network."),
    "training": ("Training", "Short free courses; whoever finishes them can stand and be drawn."),
}


@dataclass(frozen=True, slots=True)
class System:
    """One of the five systems of a viable organisation."""

    number: int
    key: str
    name: str
    question: str
    features: tuple[str, ...]

    @property
    def apps(self) -> tuple[str, ...]:
        return tuple(f"articulator.{self.key}.{feature}" for feature in self.features)

    @property
    def entries(self) -> list[tuple[str, str, str]]:
        """For each feature the name of its first page, its title and what one finds there."""
        return [(f"{key}:index", *said) for key, said in WORDS.items() if key in self.features]


SYSTEMS = (
    System(
        5, "identity", "Identity", "Who are we, and who decides?",
        (
            "bodies", "constitution", "membership", "contacts", "units", "programme", "merges",
            "imports", "doors", "pools", "elections", "draws", "representation", "privacy",
            "exports",
        ),
    ),
    System(
        4, "intelligence", "Intelligence", "What is happening, and what is coming?",
        (
            "listening", "themes", "loop", "scanning", "signals", "movement", "ecology", "pulse",
            "reviews", "forecasts", "briefings",
        ),
    ),
    System(3, "steering", "Steering", "How do we hold together?", ()),
    System(2, "communication", "Communication", "How do we keep out of each other's way?", ()),
    System(
        1, "operations", "Operations", "Where do we meet the world?",
        (
            "fieldwork", "training", "steps", "gatherings", "tables", "nextsteps", "statements",
            "decisions", "dna", "incubator", "sprints", "cells", "campaigns", "responses",
        ),
    ),
)  # fmt: skip

APPS = tuple(app for system in SYSTEMS for app in system.apps)
