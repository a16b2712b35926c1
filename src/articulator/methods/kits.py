"""A kit: the running order of a kind of meeting as a file that people can read, take and change.

A kit is YAML: what it is, for how many, how long, whence; then its steps, each with its kind, its
minutes and the least it can be done in, the words for the room, notes for whoever facilitates, who
leads and what is needed. The first paragraph of the words is the one thing to do now: it stands on
the wall, so it is short. Steps that many kits share (`same: welcome`) are written once.

`read_kit` takes a file or names everything that is wrong with it. Format: docs/steps.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articulator.methods.constitution.strict_yaml import read

# What kinds of steps there are, and how much is lost by shortening one (0: shorten it first).
KINDS = {
    "welcome": "Welcome",
    "talk": "Somebody speaks",
    "tables": "At the tables",
    "statements": "Statements",
    "decide": "We decide",
    "present": "Tables present",
    "harvest": "What we take away",
    "pause": "Break",
    "other": "Something else",
}
LOSS = {
    "talk": 0, "other": 0, "welcome": 1, "present": 1, "tables": 2, "statements": 2, "pause": 3,
    "harvest": 4, "decide": 4,
}  # fmt: skip
ON_THE_WALL = 180  # characters that can be read from the back of a hall
LONGEST = 240  # minutes of one step
MOST = 40  # steps

_KIT = {"title", "method", "minutes", "people", "lead", "when", "prepare", "sources", "steps"}
_STEP = {"same", "kind", "title", "minutes", "least", "leads", "materials", "words", "notes"}


class KitError(ValueError):
    """The text is not a kit; `faults` has every reason."""

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        super().__init__(f"{name}: {' '.join(faults)}")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Step:
    kind: str
    title: str
    minutes: int
    words: str
    notes: str
    least: int | None = None
    leads: str = ""
    materials: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """One way to spend an evening. `method` is the family, such as world-cafe."""

    key: str
    title: str
    method: str
    minutes: int
    people: str
    lead: str
    when: str
    prepare: str
    sources: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def materials(self) -> list[str]:
        """What is needed in all, each thing once."""
        all_of_them = [one for step in self.steps for one in step.materials.split("; ") if one]
        return list(dict.fromkeys(all_of_them))


def first_paragraph(words: str) -> str:
    """The one thing to do now: what stands on the wall."""
    return " ".join(words.strip().partition("\n\n")[0].split())


def read_shared(text: str) -> dict[str, dict[str, Any]]:
    """The steps that kits share, by their name."""
    return _data("shared", text)


def _data(key: str, text: str) -> dict[str, Any]:
    data, _, faults = read(text)
    if faults:
        raise KitError(key, [f"Line {fault.place[0]}: {fault.message}." for fault in faults])
    return dict(data)


def read_kit(key: str, text: str, shared: Mapping[str, Mapping[str, Any]] | None = None) -> Kit:
    data = _data(key, text)
    wrong = [*_strangers(data, _KIT), *_missing(data, _KIT)]
    if wrong or not isinstance(data["steps"], list):
        raise KitError(key, wrong or ["`steps` is a list."])
    steps = [_whole(raw, shared or {}) for raw in data.pop("steps")]
    wrong = [fault for at, raw in enumerate(steps, 1) for fault in _faults(at, raw)]
    if not wrong and (total := sum(raw["minutes"] for raw in steps)) != data["minutes"]:
        wrong = [f"Its steps take {total} minutes, its head says {data['minutes']}."]
    if wrong:
        raise KitError(key, wrong)
    sources = tuple(str(one) for one in data.pop("sources"))
    return Kit(key=key, sources=sources, steps=tuple(map(_step, steps)), **data)


def _whole(raw: Any, shared: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A step with what it takes over from a shared one; a shared one that is not there is empty."""
    if not isinstance(raw, dict):
        return {}
    return {**shared.get(str(raw.get("same", "")), {}), **raw}


def _strangers(data: Mapping[str, Any], known: set[str]) -> list[str]:
    return [f"There is no `{name}`." for name in data if name not in known]


def _missing(data: Mapping[str, Any], needed: set[str]) -> list[str]:
    return [f"`{name}` is missing." for name in sorted(needed - data.keys())]


def _faults(at: int, raw: Mapping[str, Any]) -> list[str]:
    needed = {"kind", "title", "minutes", "words", "notes"}
    found = [*_strangers(raw, _STEP), *_missing(raw, needed)]
    if not found:
        found = [words for words, wrong in _judged(raw) if wrong]
    return [f"Step {at}: {one}" for one in found]


def _judged(raw: Mapping[str, Any]) -> list[tuple[str, bool]]:
    minutes, least = raw["minutes"], raw.get("least")
    timed = isinstance(minutes, int) and 1 <= minutes <= LONGEST
    wall = first_paragraph(str(raw["words"]))
    return [
        (f"there is no kind {raw['kind']!r}.", raw["kind"] not in KINDS),
        (f"minutes are from 1 to {LONGEST}.", not timed),
        (
            "`least` is fewer minutes than it has.",
            least is not None and not (timed and isinstance(least, int) and 0 < least <= minutes),
        ),
        ("it needs words for the room.", not wall),
        (
            f"its first paragraph is longer than the {ON_THE_WALL} characters of a wall.",
            len(wall) > ON_THE_WALL,
        ),
        ("it needs notes for whoever facilitates.", not str(raw["notes"]).strip()),
    ]


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        kind=raw["kind"], title=str(raw["title"]), minutes=raw["minutes"], least=raw.get("least"),
        words=str(raw["words"]).strip(), notes=str(raw["notes"]).strip(),
        leads=", ".join(raw.get("leads", ())), materials="; ".join(raw.get("materials", ())),
    )  # fmt: skip
