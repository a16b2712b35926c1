"""Maps go out and come back the same; other programs read them; hostile files end in words."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.maps import FORMS, Chart, Group, MapError, Tie, read

DATA = Path(__file__).parents[2] / "data" / "brokerage"
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
LIST = st.lists(WORDS, max_size=3, unique=True).map(tuple)


@st.composite
def charts(draw) -> Chart:
    labels = draw(st.lists(WORDS, min_size=1, max_size=6, unique_by=str.casefold))
    groups = [
        Group(
            f"g{at}", label, draw(st.sampled_from(["", "co-op"])), draw(st.just("") | WORDS),
            draw(st.just("") | WORDS), draw(st.just("") | WORDS), draw(st.just("") | WORDS),
            draw(st.none() | st.integers(0, 9000)), (), draw(LIST), draw(LIST), draw(LIST),
        )
        for at, label in enumerate(labels)
    ]  # fmt: skip
    pairs = [(a.key, b.key) for a in groups for b in groups if a.key < b.key]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    dates = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
    ties = [Tie(a, b, draw(st.sampled_from(["", "shares space"])),
                draw(st.none() | st.integers(1, 5)), draw(dates)) for a, b in chosen]  # fmt: skip
    return Chart(tuple(groups), tuple(ties))


def files(form: str, made: bytes) -> list[bytes]:
    if form != "csv":
        return [made]
    with zipfile.ZipFile(io.BytesIO(made)) as box:
        return [box.read(name) for name in box.namelist()]


@pytest.mark.parametrize("form", FORMS)
@given(chart=charts())
@settings(max_examples=40, deadline=None)
def test_what_goes_out_comes_back_the_same(form, chart):
    assert read(files(form, FORMS[form][2](chart))) == chart


@given(charts())
@settings(max_examples=25, deadline=None)
def test_networkx_reads_what_we_write(chart):
    gexf = nx.read_gexf(io.BytesIO(FORMS["gexf"][2](chart)))
    graphml = nx.read_graphml(io.BytesIO(FORMS["graphml"][2](chart)))
    for graph in (gexf, graphml):
        assert {n: d["label"] for n, d in graph.nodes(data=True)} == {
            one.key: one.label for one in chart.groups
        }
        assert {frozenset(edge) for edge in graph.edges()} == {
            frozenset({one.one, one.other}) for one in chart.ties
        }


@pytest.mark.parametrize(
    "names",
    [["kumu.json"], ["movement.gexf"], ["movement.graphml"],
     ["kumu-connections.csv", "kumu-elements.csv"]],
)  # fmt: skip
def test_the_same_movement_is_read_from_the_files_of_others(names):
    chart = read([(DATA / name).read_bytes() for name in names])
    label = {one.key: one.label for one in chart.groups}
    assert len(chart.groups) == 21
    first = next(one for one in chart.groups if one.label == "Exampleton Tenants Union")
    assert (first.function, first.reach) == ("Taming", 83)
    expected = nx.read_graphml(DATA / "movement.graphml")
    called = nx.get_node_attributes(expected, "label")
    found = {(frozenset({label[t.one], label[t.other]}), t.kind, t.strength) for t in chart.ties}
    assert found == {
        (frozenset({called[a], called[b]}), said["type"], said["strength"])
        for a, b, said in expected.edges(data=True)
    }
    assert chart.faults == ()


def test_people_are_left_out_with_their_ties_and_counted():
    said = {
        "elements": [{"label": "Food Co-op"}, {"label": "Ann Bell", "type": "Person"}],
        "connections": [{"from": "Food Co-op", "to": "Ann Bell"}],
    }
    chart = read([json.dumps(said).encode()])
    assert ([one.label for one in chart.groups], chart.ties, chart.people) == (
        ["Food Co-op"],
        (),
        1,
    )


def test_a_tie_to_nobody_and_a_name_twice_are_said_and_left_out():
    chart = read([b"Label\nChoir\nChoir\n", b"From,To\nChoir,Orchestra\n"])
    assert len(chart.groups) == 1
    assert chart.faults == (
        "Line 3: “Choir” stands there twice; the first was taken.",
        "Line 2: “Orchestra” is not a group of this file; the tie was left out.",
    )


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<gexf><graph><nodes><node id="1" label="&b;"/></nodes></graph></gexf>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><graphml>&f;</graphml>"""


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\1\2", b"\xff\xfe\xff", b"{", b"[]", b"[1]", b"{}", b'{"elements": 3}',
     b'{"elements": [1]}', b"[" * 100_000, b"<gexf>", b"<html></html>", BOMB, OUTSIDE,
     b"<a>" * 50_000, b"Colour\nred\n", b"From,To\na,b\n", b'Label\n"' + b"x" * 200_000,
     b"Label\n", b"x" * 6_000_000, b"\x89PNG\r\n", b"PK\x03\x04 zip"],
)  # fmt: skip
def test_a_broken_or_hostile_file_ends_in_words(data):
    with pytest.raises(MapError) as caught:
        read([data])
    assert len(str(caught.value)) > 20


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_whatever_is_sent_is_read_or_refused_in_words(data):
    try:
        assert read([data]).groups is not None
    except MapError as refused:
        assert str(refused)


def test_nothing_that_a_spreadsheet_would_run_leaves_in_a_table():
    chart = Chart((Group("g", "=HYPERLINK(1)", about="+1"),), ())
    table = files("csv", FORMS["csv"][2](chart))[0].decode()
    assert "'=HYPERLINK(1)" in table
    assert read(files("csv", FORMS["csv"][2](chart))) == chart
