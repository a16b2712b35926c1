"""The questions of the page, examples from elsewhere, and what the constitution says of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import yaml

from articulator.identity.constitution.queries import law
from articulator.operations.dna.models import FEWEST, MOST, Dna, Passage

HERE = Path(__file__).parent
DEFAULT_WORDS = 600  # on the whole page, where the constitution says nothing


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the page."""

    key: str
    title: str
    question: str
    example: str
    words: int
    heart: bool
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """A page from elsewhere that worked: our words for what others did, with its sources."""

    key: str
    title: str
    after: str
    function: str
    sphere: str
    story: str
    sources: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the constitution asks of a table and its page, with its clauses."""

    fewest: int
    most: int
    table_clause: str
    words: int
    words_clause: str


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    said = yaml.safe_load((HERE / "canvas.yaml").read_text("utf-8"))["fields"]
    return tuple(
        Field(
            one["key"], one["title"], one["question"], one["example"], one["words"],
            bool(one.get("heart")), tuple(one["answers"]),
        )
        for one in said
    )  # fmt: skip


def field(key: str) -> Field | None:
    return next((one for one in fields() if one.key == key), None)


def heart() -> frozenset[str]:
    """What nobody may miss who tells the page."""
    return frozenset(one.key for one in fields() if one.heart)


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    return tuple(_starter(path) for path in sorted((HERE / "starters").glob("*.yaml")))


def _starter(path: Path) -> Starter:
    said: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    sources = tuple((one["name"], one["url"]) for one in said["sources"])
    return Starter(
        path.stem, said["title"], said["after"], said["function"], said["sphere"],
        said["story"].strip(), sources, said["fields"],
    )  # fmt: skip


def starter(key: str) -> Starter | None:
    return next((one for one in starters() if one.key == key), None)


def shipped(one: Starter) -> tuple[Dna, list[Passage]]:
    """A starter as a page, not written down yet: with the same key on every server."""
    key = uuid5(NAMESPACE_OID, f"articulator dna {one.key}")
    page = Dna(
        id=key, family=key, title=one.title, how=Dna.How.SHIPPED, starter=one.key,
        function=one.function, sphere=one.sphere, code=f"~{key.hex[:7]}",
    )  # fmt: skip
    page.handed_in_at = page.begun_at
    passages = [
        Passage(dna=page, field=f.key, text=one.texts[f.key], number=1, last=1,
                changed_at=page.begun_at)
        for f in fields()
    ]  # fmt: skip
    return page, passages


# What the constitution says


def limits() -> Limits:
    """Three to five at a table: a constitution may narrow that, and nothing widens it."""
    said: Mapping[str, Any] = law().get("incubator", {})
    phases: Sequence[Mapping[str, Any]] = said.get("phases", [])
    event = next((one for one in phases if "group_size" in one), {})
    fewest, most = event.get("group_size", (FEWEST, MOST))
    return Limits(
        max(FEWEST, fewest), min(MOST, most), str(event.get("ref", "")),
        int(said.get("dna_max_words", DEFAULT_WORDS)), str(said.get("ref", "")),
    )  # fmt: skip
