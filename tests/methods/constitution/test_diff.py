"""What changes between two versions, in sentences grouped by clause."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.constitution import diff, load
from tests.methods.constitution.texts import ALL, MODEL, TENANTS, edited, leaves


def changes(old, *edits):
    return [str(one) for one in diff(load(old), load(edited(old, *edits)))]


@pytest.mark.parametrize("name", ALL)
def test_a_constitution_does_not_differ_from_itself(name):
    assert diff(load(ALL[name]), load(ALL[name])) == ()


def test_layout_comments_and_the_order_of_keys_are_no_change():
    assert (
        changes(TENANTS, ("purpose: Homes for all.", "purpose:   'Homes for all.'  # still")) == []
    )
    assert changes(TENANTS, ("language: en\n", ""), ("status:", "language: en\nstatus:")) == []


def test_a_longer_term_is_told_in_words():
    assert changes(
        MODEL, ("term: P2Y,\n         stagger: 8", "term: P3Y,\n         stagger: 8")
    ) == ["5.npc.elected: the term changes from two years to three years."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("seats: 16", "seats: 17", "5.npc.elected: the seats changes from 16 to 17."),
        ("per: 75", "per: 100",
         "4.conference.branch_delegates: the unit or ratio of the apportionment of the seats "
         "changes from 75 to 100."),
        ("every: P6W", "every: P1M",
         "5: the interval of the meetings changes from six weeks to one month."),
        ("    free: true", "    free: false", "3: the free changes from yes to no."),
        ("[movement_articulator, election_vehicle]", "[election_vehicle, union]",
         "1: the roles loses movement articulator and gains union."),
        ("  reserve_months: 3\n", "", "12: the reserve months is removed: three."),
        ("title: A New", "title: One New",
         "The document: the title changes from “A New Kind of Party - model constitution” to "
         "“One New Kind of Party - model constitution”."),
    ],
)  # fmt: skip
def test_changes_are_sentences(old, new, sentence):
    assert changes(MODEL, (old, new)) == [sentence]


def test_a_clause_that_goes_says_what_it_said():
    gone = "  - {id: visits, who: council, every: P1M}\n"
    text = edited(TENANTS, (f"duties:\n{gone}", "duties: []\n"))

    (change,) = diff(load(TENANTS), load(text))

    assert (change.kind, change.path) == ("removed", ("duties", 0))
    assert change.sentence == "removed. The Council must visits. This is due every month."


def test_a_clause_that_comes_says_what_it_says():
    visits = "  - {id: visits, who: council, every: P1M}\n"
    new = visits + "  - {id: repairs, who: clerk, what: see to repairs}\n"
    text = edited(TENANTS, (visits, new))

    assert [str(one) for one in diff(load(TENANTS), load(text))] == [
        "duties.repairs: new. The clerk must see to repairs."
    ]


def test_a_second_entry_of_a_power_is_told_apart_by_its_level():
    assert changes(TENANTS, ("holder: clerk, over", "holder: chair, over")) == [
        "powers.keep_roll.union: the holder changes from the clerk to the chair."
    ]


def test_a_new_order_is_told():
    first, second = "{id: call_strike, ", "{id: amend_constitution, "
    lines = TENANTS.split("\n")
    one = next(n for n, line in enumerate(lines) if first in line)
    two = next(n for n, line in enumerate(lines) if second in line)
    lines[one], lines[two] = lines[two], lines[one]

    assert [str(each) for each in diff(load(TENANTS), load("\n".join(lines)))] == [
        "section.powers: the order of the list changes."
    ]


def test_changes_of_one_clause_stand_together():
    text = edited(
        MODEL,
        ("name: National Political Committee", "name: National Committee"),
        ("seats: 16", "seats: 17"),
        ("seats: 8, method", "seats: 9, method"),
        ("term: P2Y,\n         stagger: 8", "term: P3Y,\n         stagger: 8"),
    )
    refs = [one.ref for one in diff(load(MODEL), load(text))]

    assert refs == ["5", "5.npc.elected", "5.npc.elected", "5.npc.allotted"]


def test_true_and_one_are_not_the_same():
    old, new = (
        edited(TENANTS, ("roof: red", "roof: true")),
        edited(TENANTS, ("roof: red", "roof: 1")),
    )

    assert [str(one) for one in diff(load(old), load(new))] == [
        "section.x_colour: the roof changes from yes to one."
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_value_changed_is_one_change_with_its_clause(data):
    loaded = load(TENANTS)
    path, value = data.draw(
        st.sampled_from([leaf for leaf in leaves(loaded.data) if not {"id", "over"} & set(leaf[0])])
    )
    changed = copy.deepcopy(dict(loaded.data))
    part = changed
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = not value if isinstance(value, bool) else f"{value}q"
    try:
        new = load(json.dumps(changed))
    except ValueError:
        return

    (change,) = diff(loaded, new)

    assert change.kind == "changed"
    assert path[: len(change.path)] == change.path
    assert [one.path for one in diff(new, loaded)] == [change.path]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.sampled_from(sorted(ALL)))
def test_there_is_no_difference_exactly_when_the_versions_agree(one, other):
    first, second = load(ALL[one]), load(ALL[other])

    assert (diff(first, second) == ()) == (first.version_id == second.version_id)
