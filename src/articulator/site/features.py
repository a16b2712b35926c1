"""The table of contents: which features each system has. Apps, URLs, navigation derive from it."""

from dataclasses import dataclass


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


SYSTEMS = (
    System(
        5, "identity", "Identity", "Who are we, and who decides?",
        ("bodies", "constitution", "membership", "units", "elections", "draws"),
    ),
    System(4, "intelligence", "Intelligence", "What is happening, and what is coming?", ()),
    System(3, "steering", "Steering", "How do we hold together?", ()),
    System(2, "communication", "Communication", "How do we keep out of each other's way?", ()),
    System(1, "operations", "Operations", "Where do we meet the world?", ()),
)  # fmt: skip

APPS = tuple(app for system in SYSTEMS for app in system.apps)
