"""Whatever a file holds, the rules answer; they never fail."""

import copy
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.constitution import Constitution
from articulator.methods.constitution.checks import check

SOUND = yaml.safe_load((Path(__file__).parent / "sound.yaml").read_text("utf-8"))

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 200)
    | st.floats(0, 5)
    | st.sampled_from(
        ["", "council", "membership", "all_members", "1/2", "5/1", "P1M", "stv", "S3"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "holder", "ref", "min", "every"]), inner)
    ),
    max_leaves=5,
)


def places(value, path=()):
    """Every place inside a value."""
    if path:
        yield path
    children = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield from places(child, (*path, key))


def changed(draw, data):
    *way, last = draw(st.sampled_from(list(places(data))))
    part = data
    for step in way:
        part = part[step]
    change = draw(st.sampled_from(["remove", "replace", "repeat"]))
    if change == "remove":
        del part[last]
    elif change == "replace":
        part[last] = draw(anything)
    elif isinstance(part, list):
        part.append(copy.deepcopy(part[last]))


@settings(max_examples=300, deadline=None)
@given(st.data(), st.integers(1, 6))
def test_check_never_fails_on_a_changed_file(data, times):
    mutant = copy.deepcopy(SOUND)
    for _ in range(times):
        changed(data.draw, mutant)

    found = check(Constitution(mutant, {}, ""))

    assert all(finding.message and finding.remedy for finding in found)
    assert check(Constitution(mutant, {}, "")) == found
