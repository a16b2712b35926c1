"""No difference of published figures tells of fewer than eight people (R-47)."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.suppression import (
    SMALL,
    Cell,
    in_eights,
    in_tens,
    release,
    release_tree,
    safe,
)

sizes = st.tuples(st.integers(0, 40), st.integers(0, 40))
parts = st.lists(sizes, max_size=7)
paths = st.lists(st.sampled_from("abc"), max_size=3).map(lambda names: "/" + "".join(
    f"{name}/" for name in names))  # fmt: skip
trees = st.dictionaries(paths, sizes, max_size=14)


def cells(counted):
    return [Cell(str(n), inside + outside, inside) for n, (inside, outside) in enumerate(counted)]


def derived(made) -> list[tuple[int, int]]:
    """Everybody's arithmetic: all sums of shown parts, and the total less each of them."""
    sums = [
        (sum(c.members for c in some), sum(c.inside for c in some))
        for number in range(len(made.shown) + 1)
        for some in combinations(made.shown, number)
    ]
    whole = made.total
    return sums + [(whole.members - m, whole.inside - i) for m, i in sums]


def tells_of_few(members: int, inside: int) -> bool:
    return members != 0 and not (inside >= SMALL and members - inside >= SMALL)


@given(parts)
def test_no_sum_and_no_difference_tells_of_few(counted):
    made = release("all", cells(counted))
    if made:
        assert [told for told in derived(made) if tells_of_few(*told)] == []


@given(parts)
def test_shown_parts_are_the_true_ones_and_the_rest_is_what_is_missing(counted):
    true = {cell.key: cell for cell in cells(counted)}
    if made := release("all", true.values()):
        assert all(true[cell.key] == cell for cell in made.shown)
        if made.shown:
            hidden = made.rest.members if made.rest else 0
            assert hidden + sum(c.members for c in made.shown) == made.total.members


@given(parts)
def test_nothing_is_hidden_that_need_not_be(counted):
    all_safe = len(counted) > 1 and all(min(pair) >= SMALL for pair in counted)
    if all_safe:
        made = release("all", cells(counted))
        assert (len(made.shown), made.rest) == (len(counted), None)


@given(trees)
def test_units_inside_units_tell_of_few_neither(counted):
    """The atoms of the whole tree: what is shown less what is shown inside it."""
    tree = release_tree("/", {p: Cell(p, i + o, i) for p, (i, o) in counted.items()})
    for path, made in tree.items():
        assert path.startswith("/")
        for members, inside in derived(made):
            assert not tells_of_few(members, inside)
    for path, made in tree.items():  # a unit's total is the one that its parent shows
        above = [r.of(path) for p, r in tree.items() if p != path and r.of(path)]
        assert all(c == Cell(path, made.total.members, made.total.inside) for c in above)


@given(trees)
def test_across_levels_nothing_small_is_left_over(counted):
    """Every unit less any of the units inside it that are shown, whatever their level."""
    tree = release_tree("/", {p: Cell(p, i + o, i) for p, (i, o) in counted.items()})
    for path, made in tree.items():
        inside = [r.total for p, r in tree.items() if p != path and p.startswith(path)]
        for number in range(len(inside) + 1):
            for some in combinations(inside[:8], number):
                if any(a is not b and b.key.startswith(a.key) for a in some for b in some):
                    continue  # one within another: taken away once only
                members = made.total.members - sum(c.members for c in some)
                within = made.total.inside - sum(c.inside for c in some)
                assert not tells_of_few(members, within)


def test_a_small_part_takes_a_neighbour_with_it():
    made = release("all", [Cell("a", 100, 50), Cell("b", 40, 20), Cell("c", 9, 2)])
    assert made.shown == (Cell("a", 100, 50),)
    assert made.rest == Cell("", 49, 22)


def test_of_too_few_not_even_the_total_is_told():
    assert release("all", [Cell("a", 20, 7)]) is None
    assert release("all", [Cell("a", 20, 13)]) is None
    assert release("all", []) is None


def test_a_hidden_region_hides_its_branches():
    counts = {"/n/a/": Cell("", 20, 10), "/n/b/": Cell("", 20, 10), "/s/": Cell("", 9, 1)}
    tree = release_tree("/", counts)
    assert set(tree) == {"/"}
    assert tree["/"].shown == ()


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_figures_in_eights_differ_by_nothing_or_by_eight(one, other):
    assert abs(in_eights(one) - in_eights(other)) % SMALL == 0
    assert abs(in_eights(one) - one) <= SMALL / 2


def test_a_cell_is_safe_with_eight_on_either_side():
    assert safe(Cell("", 16, 8))
    assert not safe(Cell("", 16, 9))
    assert not safe(Cell("", 15, 8))


@pytest.mark.parametrize("people", [20, 40])
def test_no_hidden_cell_is_found_by_subtraction(people):
    """Whoever knows about how many took part cannot tell how many are in a cell not shown."""
    behind = {}
    for cells in product(range(people + 5), repeat=3):
        if SMALL <= sum(cells) < people + 5:
            behind.setdefault(tuple(in_tens(cells)), []).append(cells)
    for shown, cells in behind.items():
        for i, cell in enumerate(shown):
            assert cell is not None or len({one[i] for one in cells}) > 1


def test_a_few_are_not_shown_and_the_others_in_tens():
    assert in_tens([43, 12, 7]) == [40, 10, None]
    assert in_tens([8, 0, 0]) == [10, None, None]
    assert in_tens([7, 0, 0]) is None
