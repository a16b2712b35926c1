"""The version id follows the content, not the layout."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.constitution import canonical_json, load, version_id
from tests.methods.constitution.texts import ALL, TENANTS, edited, leaves

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text() | st.integers().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def shuffled(value, random):
    if isinstance(value, dict):
        items = list(value.items())
        random.shuffle(items)
        return {key: shuffled(one, random) for key, one in items}
    return [shuffled(one, random) for one in value] if isinstance(value, list) else value


@given(JSON)
def test_canonical_json_reads_back_as_the_same_data(data):
    assert json.loads(canonical_json(data)) == data


def test_keys_are_sorted_and_there_is_no_space():
    assert canonical_json({"b": [1, "é", True, None], "a": "2/3"}) == (
        '{"a":"2/3","b":[1,"é",true,null]}'
    )


def test_whole_floats_are_whole_numbers_and_others_shortest():
    assert canonical_json([1.0, 0.1, -0.0]) == "[1,0.1,0]"


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_json_does_not_have_is_refused(value):
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json([value])


def test_the_version_id_is_the_sha256_of_the_canonical_text():
    assert version_id({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_comments_spaces_and_quotes_do_not_change_the_version():
    changed = edited(
        TENANTS,
        ("status: adopted", "status:   'adopted'   # since March"),
        ("purpose: Homes for all.", 'purpose: "Homes for all."'),
        ("[local]", "\n    - local"),
    )

    assert load(changed).version_id == load(TENANTS).version_id


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_change_the_version(name, random):
    loaded = load(ALL[name])
    again = json.dumps(shuffled(dict(loaded.data), random), ensure_ascii=False)

    assert load(again).version_id == loaded.version_id


def test_every_leaf_counts():
    loaded = load(TENANTS)
    ids = set()
    for path, value in leaves(loaded.data):
        data = json.loads(canonical_json(loaded.data))
        part = data
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = [value]
        ids.add(version_id(data))

    assert len(ids) == len(list(leaves(loaded.data)))
    assert loaded.version_id not in ids
