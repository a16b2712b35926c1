"""Who is proposed to whom: with what it opens, who could do it, and why."""

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from articulator.methods.brokerage import (
    Asked,
    Ground,
    Reason,
    Traits,
    holes,
    introductions,
    likelihood,
    network,
    worth,
)
from tests.methods.brokerage.graphs import edges, graphs, large, ties

# Two circles of tenants and cooks, and a law centre that knows one of each.
TIES = [
    ("Dock Tenants", "Hill Tenants", 1), ("Hill Tenants", "Quay Tenants", 1),
    ("Dock Tenants", "Quay Tenants", 1), ("Soup Kitchen", "Bakery", 1),
    ("Bakery", "Allotments", 1), ("Soup Kitchen", "Allotments", 1),
    ("Law Centre", "Dock Tenants", 1), ("Law Centre", "Soup Kitchen", 1),
]  # fmt: skip


def test_two_whose_friend_could_introduce_them_are_proposed_with_reason_and_friend():
    traits = {
        "Dock Tenants": Traits(needs=frozenset({"hot meals"})),
        "Soup Kitchen": Traits(gives=frozenset({"hot meals"})),
    }
    best = introductions(network(TIES), Asked(traits))[0]
    assert (best.one, best.other, best.through) == ("Dock Tenants", "Soup Kitchen", "Law Centre")
    assert best.reasons == (Reason("fit", "hot meals", "Soup Kitchen"),)


def test_those_whom_nobody_brings_together_are_proposed_for_what_they_share():
    traits = {name: Traits(needs=frozenset({"a van"})) for name in ("Choir", "Allotments")}
    proposed = introductions(network(TIES, ["Choir"]), Asked(traits))
    one = next(one for one in proposed if "Choir" in (one.one, one.other))
    assert (one.through, one.mutual, one.reasons) == (None, 0, (Reason("need", "a van"),))


def test_two_who_only_give_the_same_have_no_reason_to_meet():
    traits = {name: Traits(gives=frozenset({"advice"})) for name in ("Choir", "Allotments")}
    named = [{one.one, one.other} for one in introductions(network(TIES, ["Choir"]), Asked(traits))]
    assert {"Choir", "Allotments"} not in named


def test_nobody_protected_is_introduced_or_asked_to_introduce():
    proposed = introductions(network(TIES), Asked(protected={"Law Centre"}))
    named = {name for one in proposed for name in (one.one, one.other, one.through)}
    assert "Law Centre" not in named


def test_who_said_no_to_each_other_is_not_proposed_again():
    apart = [("Soup Kitchen", "Dock Tenants")]
    proposed = introductions(network(TIES), Asked(apart=apart))
    assert {"Soup Kitchen", "Dock Tenants"} not in [{one.one, one.other} for one in proposed]


def test_a_tie_between_unlike_parts_of_life_comes_before_one_within():
    chain = [("a", "b", 1), ("b", "c", 1), ("x", "y", 1), ("y", "z", 1)]
    same = Traits(apart=("daily life",))
    traits = dict.fromkeys("abcxy", same) | {"z": Traits(apart=("production",))}
    best = introductions(network(chain), Asked(traits))[0]
    assert ({best.one, best.other}, best.bridges) == ({"x", "z"}, 1)


@given(graphs(least=3))
@settings(deadline=None, max_examples=150)
def test_what_a_tie_opens_is_what_measuring_again_with_it_says(graph):
    net = network(ties(graph), graph.nodes)
    ground = Ground(net)
    for a, b in nx.non_edges(graph):
        first, second = (np.array([net.at[name]]) for name in (a, b))
        told = worth(ground, first, second)
        later = holes(network([*ties(graph), (a, b, ground.usual)], graph.nodes)).constraint
        assert told.first_after == pytest.approx(later[first])
        assert told.second_after == pytest.approx(later[second])


@given(graphs())
@settings(deadline=None)
def test_likelihood_counts_paths_of_three_by_hand(graph):
    net = network(ties(graph), graph.nodes)
    pairs = list(nx.non_edges(graph))
    rows = np.array([[net.at[a], net.at[b]] for a, b in pairs], np.int64).reshape(-1, 2)
    by_hand = [
        sum(
            1 / (graph.degree(u) * graph.degree(v))
            for u in graph[a] for v in graph[b] if graph.has_edge(u, v)
        )
        for a, b in pairs
    ]  # fmt: skip
    assert likelihood(Ground(net), rows[:, 0], rows[:, 1]) == pytest.approx(
        np.array(by_hand, float)
    )


@given(graphs(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_ties_changes_no_proposal(graph, chance: random.Random):
    rows = ties(graph)
    turned = [(b, a, weight) for a, b, weight in rows]
    chance.shuffle(turned)
    one = introductions(network(rows, graph.nodes))
    other = introductions(network(turned, graph.nodes))
    assert [(p.one, p.other, p.through) for p in one] == [
        (p.one, p.other, p.through) for p in other
    ]


@given(graphs())
@settings(deadline=None)
def test_nobody_is_proposed_to_whom_they_know_or_to_themselves(graph):
    for one in introductions(network(ties(graph), graph.nodes)):
        assert not graph.has_edge(one.one, one.other)
        assert one.one < one.other
        if one.through:
            assert {one.one, one.other} <= set(graph[one.through])


def held_out(name: str) -> tuple[float, float]:
    """One tie in ten is hidden: how often it is ranked above a pair at distance two that is none.

    Of all that are hidden, and of those that somebody could bring together.
    """
    found = edges(name)
    many, rng = int(found.max()) + 1, np.random.default_rng(0)
    hidden = rng.random(len(found)) < 0.1
    net = large(found[~hidden], many)
    steps = Ground(net).steps
    twice = (steps @ steps).tocoo()
    up = twice.row < twice.col
    keys = twice.row[up].astype(np.int64) * many + twice.col[up]
    known = np.sort(found, axis=1)
    strangers = keys[~np.isin(keys, known[:, 0] * many + known[:, 1])]
    none = np.stack(np.divmod(rng.choice(strangers, int(hidden.sum()), replace=False), many))
    held = known[hidden].T
    near = np.isin(held[0] * many + held[1], keys)
    ground = Ground(net)
    real, other = likelihood(ground, *held), likelihood(ground, *none)
    return auc(real, other), auc(real[near], other)


def auc(real: np.ndarray, other: np.ndarray) -> float:
    ranks = rankdata(np.concatenate([real, other]))[: len(real)].sum()
    return float((ranks - len(real) * (len(real) + 1) / 2) / len(real) / len(other))


def test_hidden_ties_of_organisations_are_found_again():
    everywhere, near = held_out("pages")
    assert everywhere >= 0.80
    assert near >= 0.90
