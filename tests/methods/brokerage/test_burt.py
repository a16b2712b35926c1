"""Burt's measures equal those of networkx, and say nothing where nothing is defined."""

import json
import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.brokerage import holes, network
from articulator.methods.brokerage.triangles import triangles
from tests.methods.brokerage import DATA
from tests.methods.brokerage.graphs import edges, graphs, large, ties


def figures(measure, net) -> dict[str, float]:
    return {name: float(value) for name, value in zip(net.names, measure, strict=True)}


def test_the_movement_of_21_groups_has_the_published_figures():
    graph = nx.read_gexf(DATA / "movement.gexf")
    net = network([(a, b, 1) for a, b in graph.edges], graph.nodes)
    told, expected = holes(net), json.loads((DATA / "expected.json").read_text())
    assert figures(told.constraint, net) == pytest.approx(
        {name: one["constraint"] for name, one in expected.items()}, abs=1e-6, nan_ok=True
    )
    assert figures(told.effective_size, net) == pytest.approx(
        {name: one["effective_size"] for name, one in expected.items()}, abs=1e-6, nan_ok=True
    )


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_constraint_and_effective_size_equal_networkx_for_any_weights(graph):
    net = network(ties(graph), graph.nodes)
    told = holes(net)
    constraint = nx.constraint(graph, weight="weight")
    # Its way for all nodes at once divides weights by the largest of the wrong end (3.7); the one
    # that is asked for by name follows Burt.
    size = nx.effective_size(graph, list(graph), weight="weight")
    assert figures(told.constraint, net) == pytest.approx(constraint, abs=1e-9, nan_ok=True)
    assert figures(told.effective_size, net) == pytest.approx(size, abs=1e-9, nan_ok=True)


def test_the_large_graph_equals_networkx_to_rounding():
    found = edges("pages")
    graph = nx.Graph(found.tolist())
    net = large(found, 22_470)
    constraint = nx.constraint(graph)
    assert holes(net).constraint == pytest.approx(
        np.array([constraint[at] for at in range(22_470)]), abs=1e-9
    )


@given(graphs(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_neither_order_nor_direction_nor_scale_changes_anything(graph, chance: random.Random):
    rows = ties(graph)
    turned = [(b, a, 3 * weight) for a, b, weight in rows]
    chance.shuffle(turned)
    one, other = holes(network(rows, graph.nodes)), holes(network(turned, graph.nodes))
    assert one.constraint == pytest.approx(other.constraint, nan_ok=True)
    assert one.effective_size == pytest.approx(other.effective_size, nan_ok=True)
    assert one.hierarchy == pytest.approx(other.hierarchy, nan_ok=True, abs=1e-12)


@given(graphs())
@settings(deadline=None)
def test_effective_size_without_weights_is_contacts_less_their_mean_acquaintance(graph):
    net = network([(a, b, 1) for a, b in graph.edges], graph.nodes)
    for name, size in figures(holes(net).effective_size, net).items():
        among = graph.subgraph(graph[name]).number_of_edges()
        many = len(graph[name])
        assert size == pytest.approx(many - 2 * among / many if many else float("nan"), nan_ok=True)


def test_whoever_has_no_ties_has_no_figures_and_one_contact_has_no_hierarchy():
    net = network([("a", "b", 1)], ["alone"])
    told = holes(net)
    assert figures(told.constraint, net) == pytest.approx(
        {"a": 1, "b": 1, "alone": float("nan")}, nan_ok=True
    )
    assert np.isnan(told.hierarchy).all()


def test_a_star_holds_all_the_holes_and_its_points_none():
    net = network([("hub", f"p{at}", 1) for at in range(4)])
    told = holes(net)
    assert figures(told.efficiency, net)["hub"] == 1
    assert figures(told.constraint, net) == pytest.approx(
        {"hub": 1 / 4, **{f"p{i}": 1 for i in range(4)}}
    )
    assert figures(told.hierarchy, net)["hub"] == pytest.approx(0)


def test_no_names_and_no_ties_are_no_error():
    assert len(holes(network([])).constraint) == 0
    assert np.isnan(holes(network([], ["a"])).constraint).all()


@given(graphs())
@settings(deadline=None)
def test_every_triangle_is_found_once(graph):
    net = network(ties(graph), graph.nodes)
    found = [
        frozenset(
            {net.names[net.owners[ab]], net.names[net.contacts[ab]], net.names[net.contacts[bc]]}
        )
        for portion in triangles(net)
        for ab, bc in zip(portion.ab, portion.bc, strict=True)
    ]
    expected = {frozenset(one) for one in nx.enumerate_all_cliques(graph) if len(one) == 3}
    assert set(found) == expected
    assert len(found) == len(expected)
