"""The kits that come with the software: files, read once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from articulator.methods.kits import Kit, read_kit, read_shared

FOLDER = Path(__file__).parent / "kits"
SHARED = "shared.yaml"

# The families, in the order in which somebody chooses: what each is good for.
METHODS = {
    "1-2-4-all": ("1-2-4-All", "Everyone thinks, everyone speaks, and it takes little time."),
    "world-cafe": ("World café", "Many people look at a few questions from many sides."),
    "open-space": ("Open space", "Whoever comes says what it is about, and goes where it matters."),
    "fishbowl": ("Fishbowl", "A few talk openly about something hard, and anybody may step in."),
}


@lru_cache(maxsize=4)
def kits(folder: Path = FOLDER) -> Mapping[str, Kit]:
    """Every kit of a folder by its key; higher features keep folders of their own."""
    shared = folder / SHARED
    common = read_shared(shared.read_text("utf-8")) if shared.exists() else {}
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name != SHARED]
    found = [read_kit(file.stem, file.read_text("utf-8"), common) for file in files]
    place = list(METHODS)
    found.sort(
        key=lambda kit: (place.index(kit.method) if kit.method in place else 99, kit.minutes)
    )
    return {kit.key: kit for kit in found}
