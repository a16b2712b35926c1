"""Reading maps: Kumu (JSON, CSV), GEXF, GraphML, any CSV with headings. Files may be hostile."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from articulator.methods.maps.chart import LARGEST, Chart, Gathering, MapError, known_as

GEXF_TYPES = ("directed", "undirected", "mutual")
NO_MAP = "This file is no map that we can read: it takes Kumu (JSON or CSV), GEXF, GraphML or CSV."


def read(files: Sequence[bytes]) -> Chart:
    """One file, or two of which one holds the groups and the other their ties."""
    if sum(map(len, files)) > LARGEST:
        raise MapError(f"A map has at most {LARGEST // 1_000_000} megabytes.")
    made = Gathering()
    texts = [_text(data) for data in files]
    tables = [_table(text) for text in texts if text[:1] not in ("{", "<", "[")]
    for text in texts:
        if text.startswith("<"):
            _xml(text, made)
        elif text[:1] in ("{", "["):
            _kumu(text, made)
    for headings, rows in sorted(tables, key=lambda table: "one" in table[0]):
        _rows(headings, rows, made)
    if not made.groups and not made.people:
        raise MapError(f"No group was found. {NO_MAP}")
    return made.chart()


def _text(data: bytes) -> str:
    for coding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            text = data.decode(coding).lstrip()
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text:
            return text
    raise MapError("This file is empty or holds no text. Save it as CSV in UTF-8, or as GEXF.")


# Kumu's JSON


def _kumu(text: str, made: Gathering) -> None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MapError(f"This JSON breaks off or is not well formed. {NO_MAP}") from error
    if not isinstance(said, dict):
        raise MapError(NO_MAP)
    for number, one in enumerate(_listed(said, "elements"), 1):
        made.group(_flat(one), f"Element {number}")
    for number, one in enumerate(_listed(said, "connections"), 1):
        made.tie(_flat(one), f"Connection {number}")


def _listed(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = said.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise MapError(NO_MAP)
    return found


def _flat(one: Mapping[str, Any]) -> dict[str, str]:
    """Kumu puts some fields into `attributes`; what stands outside of it wins."""
    inner = one.get("attributes")
    both = {**(inner if isinstance(inner, dict) else {}), **one}
    named = ((known_as(str(key)), value) for key, value in both.items())
    return {key: _word(value) for key, value in named if key}


def _word(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(str(one) for one in value[:20] if isinstance(one, str | int | float))
    return str(value) if isinstance(value, str | int | float) else ""


# Tables


def _table(text: str) -> tuple[list[str], list[list[str]]]:
    first = text.splitlines()[0]
    mark = max(",;\t", key=first.count)
    try:
        headings, *rows = csv.reader(text.splitlines(), delimiter=mark)
    except (csv.Error, ValueError) as error:
        raise MapError(f"This table cannot be read. {NO_MAP}") from error
    names = [known_as(heading) for heading in headings]
    if not {"label", "key", "one"} & set(names):
        raise MapError(f"The first line needs a heading such as Label, or From and To. {NO_MAP}")
    return names, rows


def _rows(headings: Sequence[str], rows: Iterable[Sequence[str]], made: Gathering) -> None:
    ties = "one" in headings
    for number, row in enumerate(rows, 2):
        said = {name: cell for name, cell in zip(headings, row, strict=False) if name}
        if not any(said.values()):
            continue
        said = {name: _plain(cell) for name, cell in said.items()}
        (made.tie if ties else made.group)(said, f"Line {number}")


def _plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@") else cell


# GEXF and GraphML


def _xml(text: str, made: Gathering) -> None:
    root = _tree(text)
    reader = {"gexf": _gexf, "graphml": _graphml}.get(_local(root))
    if reader is None:
        raise MapError(NO_MAP)
    reader(root, made)


def _tree(text: str) -> Element:
    try:
        root: Element = ElementTree.fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise MapError("This file defines entities of its own; such files are not read.") from error
    except (ParseError, ValueError, RecursionError) as error:
        raise MapError("This XML breaks off or is not well formed.") from error
    return root


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root: Element, name: str) -> Iterable[Element]:
    return (one for one in root.iter() if _local(one) == name)


def _gexf(root: Element, made: Gathering) -> None:
    titles: dict[tuple[str, str], str] = {}
    for group in _all(root, "attributes"):
        for one in _all(group, "attribute"):
            titles[group.get("class", ""), one.get("id", "")] = one.get("title", "")
    for node in _all(root, "node"):
        said = _valued(node, titles, "node") | {"key": node.get("id", "")}
        said |= {"label": node.get("label", "") or said.get("label", "")}
        made.group(said, f"Node {node.get('id', '')[:20]}")
    for edge in _all(root, "edge"):
        said = {"strength": edge.get("weight", ""), "since": edge.get("start", "")}
        if (kind := edge.get("type", "")) not in GEXF_TYPES:
            said["kind"] = kind  # networkx writes an attribute called type here
        said |= _valued(edge, titles, "edge")
        said |= {"one": edge.get("source", ""), "other": edge.get("target", "")}
        made.tie(said, f"Edge {edge.get('id', '')[:20]}")


def _valued(thing: Element, titles: Mapping[tuple[str, str], str], kind: str) -> dict[str, str]:
    found = {}
    for one in _all(thing, "attvalue"):
        number = one.get("for") or one.get("id") or ""
        if name := known_as(titles.get((kind, number), number)):
            found[name] = one.get("value", "")
    return found


def _graphml(root: Element, made: Gathering) -> None:
    titles = {one.get("id", ""): one.get("attr.name", "") for one in _all(root, "key")}
    for node in _all(root, "node"):
        made.group(
            _data(node, titles) | {"key": node.get("id", "")}, f"Node {node.get('id', '')[:20]}"
        )
    for number, edge in enumerate(_all(root, "edge"), 1):
        ends = {"one": edge.get("source", ""), "other": edge.get("target", "")}
        made.tie(_data(edge, titles) | ends, f"Edge {number}")


def _data(thing: Element, titles: Mapping[str, str]) -> dict[str, str]:
    named = (
        (known_as(titles.get(one.get("key", ""), "")), one.text or "")
        for one in _all(thing, "data")
    )
    return {name: value for name, value in named if name and name != "key"}
