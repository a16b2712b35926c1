"""Networks to try things on: any small one, and the two large ones that were published."""

import gzip
from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from articulator.methods.brokerage import Network, between
from tests.methods.brokerage import DATA


@st.composite
def graphs(draw, least: int = 2, most: int = 9) -> nx.Graph:
    """Any graph of a few, with weights."""
    many = draw(st.integers(least, most))
    made = nx.Graph()
    made.add_nodes_from(f"n{at}" for at in range(many))
    for a, b in combinations(list(made), 2):
        if weight := draw(st.sampled_from([0, 0, 1, 2, 5])):
            made.add_edge(a, b, weight=weight)
    return made


def ties(graph: nx.Graph) -> list[tuple[str, str, float]]:
    return [(a, b, weight) for a, b, weight in graph.edges(data="weight", default=1)]


def edges(name: str) -> np.ndarray:
    with gzip.open(DATA / f"{name}.csv.gz", "rt") as text:
        found = np.loadtxt(text, delimiter=",", skiprows=1, dtype=np.int64)
    return found[found[:, 0] != found[:, 1]]


def large(found: np.ndarray, many: int) -> Network:
    return between([f"{at:06}" for at in range(many)], found[:, 0], found[:, 1])
