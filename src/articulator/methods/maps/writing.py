"""Writing maps, so that Kumu, Gephi, networkx and spreadsheets read them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from articulator.methods.cells import harmless
from articulator.methods.maps.chart import MANY, Chart, Group, Tie

PLAIN = ("kind", "about", "function", "sphere", "place", "reach")
HEADINGS = {"kind": "Type", "about": "Description"}
NEVER = (1980, 1, 1, 0, 0, 0)  # files in a zip have a date; the same map gives the same bytes


def kumu(chart: Chart) -> bytes:
    """Kumu's blueprint; every element has its ID, so that importing again finds it."""
    labels = {one.key: one.label for one in chart.groups}
    elements = [
        {"id": one.key, "label": one.label, "type": one.kind, "description": one.about,
         "tags": list(one.tags),
         "attributes": {name: value for name, value in _fields(one).items()
                        if name not in ("kind", "about", "tags")}}
        for one in chart.groups
    ]  # fmt: skip
    connections = [
        {"from": labels[one.one], "to": labels[one.other], "direction": "mutual", **_tie(one)}
        for one in chart.ties
    ]
    made = {"elements": elements, "connections": connections}
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _fields(one: Group) -> dict[str, str | int | list[str]]:
    """What is known of a group."""
    plain = {name: getattr(one, name) for name in PLAIN}
    lists = {name: list(getattr(one, name)) for name in MANY}
    return {
        name: value for name, value in {**plain, **lists}.items() if value not in ("", None, [])
    }


def _tie(one: Tie) -> dict[str, str | int]:
    said = {"type": one.kind, "strength": one.strength, "since": one.since and str(one.since)}
    return {name: value for name, value in said.items() if value}


def tables(chart: Chart) -> bytes:
    """Two tables in a zip, as Kumu and any spreadsheet take them."""
    names = [*PLAIN, *MANY]
    heads = ["ID", "Label", *(HEADINGS.get(name, name.capitalize()) for name in names)]
    rows = [[one.key, one.label, *(_cell(getattr(one, name)) for name in names)]
            for one in chart.groups]  # fmt: skip
    labels = {one.key: one.label for one in chart.groups}
    ties = [[labels[one.one], labels[one.other], "mutual", one.kind, _cell(one.strength),
             _cell(one.since)] for one in chart.ties]  # fmt: skip
    of_ties = ["From", "To", "Direction", "Type", "Strength", "Since"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(zipfile.ZipInfo("groups.csv", NEVER), _csv([heads, *rows]))
        box.writestr(zipfile.ZipInfo("ties.csv", NEVER), _csv([of_ties, *ties]))
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if value is None else str(value)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def gexf(chart: Chart) -> bytes:
    """GEXF 1.2draft, as Gephi reads it; a tie has its beginning where it is known."""
    root = Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    graph = SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "dynamic",
                                       "timeformat": "date"})  # fmt: skip
    names = [*PLAIN, *MANY]
    _declared(graph, "node", names)
    _declared(graph, "edge", ["kind"])
    nodes = SubElement(graph, "nodes")
    for one in chart.groups:
        node = SubElement(nodes, "node", {"id": one.key, "label": one.label})
        _values(node, {str(at): _cell(getattr(one, name)) for at, name in enumerate(names)})
    edges = SubElement(graph, "edges")
    for number, tie in enumerate(chart.ties):
        said = {"id": str(number), "source": tie.one, "target": tie.other,
                "weight": _cell(tie.strength), "start": _cell(tie.since)}  # fmt: skip
        edge = SubElement(edges, "edge", {key: value for key, value in said.items() if value})
        _values(edge, {"0": tie.kind})
    return _bytes(root)


def _declared(graph: Element, kind: str, names: Sequence[str]) -> None:
    group = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for at, name in enumerate(names):
        number = {"reach": "long"}.get(name, "string")
        title = {"kind": "type"}.get(name, name)
        SubElement(group, "attribute", {"id": str(at), "title": title, "type": number})


def _values(thing: Element, values: Mapping[str, str]) -> None:
    known = {key: value for key, value in values.items() if value}
    if known:
        group = SubElement(thing, "attvalues")
        for key, value in known.items():
            SubElement(group, "attvalue", {"for": key, "value": value})


def graphml(chart: Chart) -> bytes:
    root = Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    names = ["label", *PLAIN, *MANY]
    for kind, of in (("node", names), ("edge", ["type", "strength", "since"])):
        for name in of:
            number = "long" if name in ("reach", "strength") else "string"
            title = "type" if name == "kind" else name
            said = {"id": f"{kind}-{name}", "for": kind, "attr.name": title, "attr.type": number}
            SubElement(root, "key", said)
    graph = SubElement(root, "graph", {"edgedefault": "undirected"})
    for one in chart.groups:
        node = SubElement(graph, "node", {"id": one.key})
        _told(node, {f"node-{name}": _cell(getattr(one, name)) for name in names})
    for tie in chart.ties:
        edge = SubElement(graph, "edge", {"source": tie.one, "target": tie.other})
        _told(edge, {f"edge-{name}": str(value) for name, value in _tie(tie).items()})
    return _bytes(root)


def _told(thing: Element, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        if value:
            SubElement(thing, "data", {"key": key}).text = value


def _bytes(root: Element) -> bytes:
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


# For each form its ending, what it is in words, and how it is written.
FORMS: Mapping[str, tuple[str, str, Callable[[Chart], bytes]]] = {
    "kumu": ("json", "Kumu (JSON)", kumu),
    "csv": ("zip", "two tables (CSV in a zip), for Kumu and spreadsheets", tables),
    "gexf": ("gexf", "GEXF, for Gephi", gexf),
    "graphml": ("graphml", "GraphML", graphml),
}
