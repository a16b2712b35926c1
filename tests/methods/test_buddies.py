"""Who goes with whom: as many as can be, no one twice, no one again who said no (R-145)."""

from collections import Counter

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.buddies import Guide, Newcomer, match

KINDS = ("calls", "doors", "kitchen")
NAMES = st.integers(0, 7).map(lambda n: f"n{n}")
GUIDES = st.lists(
    st.builds(
        Guide,
        st.integers(0, 5).map(lambda n: f"g{n}"),
        st.frozensets(st.sampled_from(KINDS)),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    unique_by=lambda one: one.key, max_size=6,
)  # fmt: skip
NEWCOMERS = st.lists(
    st.builds(Newcomer, NAMES, st.sampled_from(KINDS)), unique_by=lambda one: one.key, max_size=8
)
NEVER = st.frozensets(st.tuples(NAMES, st.integers(0, 5).map(lambda n: f"g{n}")), max_size=20)


@given(NEWCOMERS, GUIDES, NEVER)
def test_nobody_takes_more_along_than_they_said_and_a_no_holds(newcomers, guides, never):
    found = match(newcomers, guides, never)
    room = {one.key: one.free for one in guides}
    assert all(number <= room[guide] for guide, number in Counter(found.values()).items())
    assert not set(found.items()) & never


@given(NEWCOMERS, GUIDES, NEVER)
def test_as_many_get_a_buddy_as_can_be(newcomers, guides, never):
    """Against networkx's maximum flow."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    for guide in guides:
        graph.add_edge(("g", guide.key), "sink", capacity=guide.free)
        for one in newcomers:
            graph.add_edge("source", ("n", one.key), capacity=1)
            if (one.key, guide.key) not in never:
                graph.add_edge(("n", one.key), ("g", guide.key), capacity=1)
    most = nx.maximum_flow_value(graph, "source", "sink")
    assert len(match(newcomers, guides, never)) == most


@given(NEWCOMERS, GUIDES, NEVER)
def test_a_later_asker_takes_nobody_s_buddy_away(newcomers, guides, never):
    before = match(newcomers[:-1], guides, never)
    assert before.keys() <= match(newcomers, guides, never).keys()


@given(NEWCOMERS, st.permutations(range(3)))
def test_the_order_in_which_guides_are_listed_makes_no_difference(newcomers, order):
    guides = [Guide(f"g{n}", frozenset({KINDS[n]}), n % 2, 1 + n) for n in range(3)]
    assert match(newcomers, [guides[n] for n in order]) == match(newcomers, guides)


def test_whoever_knows_the_thing_comes_first_then_who_is_near_then_who_has_room():
    one = [Newcomer("nell", "calls")]
    knows, near = Guide("knows", frozenset({"calls"}), far=1), Guide("near")
    idle = Guide("idle", free=3)
    assert match(one, [near, idle, knows]) == {"nell": "knows"}
    assert match(one, [near, idle]) == {"nell": "idle"}
    assert match(one, [near, Guide("far", far=1, free=3)]) == {"nell": "near"}


def test_somebody_moves_on_to_a_second_best_so_that_two_have_company():
    newcomers = [Newcomer("first", "calls"), Newcomer("second", "doors")]
    guides = [Guide("good", frozenset({"calls", "doors"})), Guide("other")]
    assert match(newcomers, guides, {("second", "other")}) == {"first": "other", "second": "good"}
