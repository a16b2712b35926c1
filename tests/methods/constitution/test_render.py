"""The constitution in plain language leaves nothing out and reads well."""

import copy
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.constitution import Constitution, load, render
from articulator.methods.constitution.shape import shape_problems
from tests.methods.constitution.texts import ALL, MODEL, TENANTS, leaves

# Ids stand behind a name, the format's version is for the machine.
SILENT = {"id", "articulator_constitution"}


def clause(text, ref):
    found = [one for part in render(load(text)).sections for one in part.clauses if one.ref == ref]
    assert len(found) == 1
    return found[0]


def test_the_national_committee_reads_like_a_handbook():
    assert clause(MODEL, "5").sentences == (
        "The National Political Committee is a council, there to look outward and ahead and to "
        "hold the parts together.",
        "It has 24 seats: 16 elected by all members and eight drawn by lot from the leadership "
        "pool.",
        "It answers to Conference.",
        "It meets every six weeks.",
        "This was chosen by the drafters.",
        "It can decide when at least half of its members are there.",
    )


def test_elected_seats_say_who_votes_for_how_long_and_who_follows():
    elected = clause(MODEL, "5.npc.elected")

    assert (elected.title, elected.basis, elected.enforce) == (
        "National Political Committee: elected", "shanly", "platform"
    )  # fmt: skip
    assert elected.sentences == (
        "16 seats are filled by election: all members vote by single transferable vote.",
        "Candidates come from the leadership pool.",
        "Of these seats at least eight go to people whose gender is not “man”.",
        "A breach is recorded in public.",
        "The term is two years.",
        "Not all terms end together: eight seats fall due at a time.",
        "A vacancy is filled from the ballots of the election, by counting back.",
        "Nobody may serve more than three terms running without a rest of two years.",
    )


def test_a_power_says_who_may_do_what_and_by_which_majority():
    assert clause(MODEL, "powers.amend_constitution").sentences == (
        "Conference may change this constitution.",
        "Nobody else may use this power.",
        "It takes at least two thirds of the votes.",
    )


def test_a_channel_says_who_tells_whom_and_how_often():
    assert clause(MODEL, "channels.r_branch").sentences == (
        "The local organising group reports to the Regional Council.",
        "This happens every month.",
        "A reply is due within 14 days.",
        "It takes at most one hour.",
        "What it is about: activity capacity needs.",
    )


def test_seats_shared_by_a_divisor_method_are_explained():
    assert clause(TENANTS, "council.unions").sentences[2] == (
        "15 seats are shared over the unions by the method of Sainte-Laguë, each having at least "
        "one, one by one."
    )


def test_names_that_stand_for_several_take_the_plural():
    text = ALL["dsa"]

    assert clause(text, "bodies.branch_members").sentences[1:] == (
        "They answer to all members.",
        "They meet every month.",
    )


def test_clauses_inherit_what_they_do_not_say():
    whole = "trigger: {signatures"
    allotted = clause(MODEL, "8.recall.allotted_members")

    assert whole in MODEL
    assert (allotted.basis, allotted.enforce) == ("shanly", "recorded")


def test_extensions_are_told_too():
    assert "X room: Leith." in clause(TENANTS, "council").sentences
    assert clause(TENANTS, "section.x_colour").sentences == ("Roof: red.",)


@pytest.mark.parametrize("name", ALL)
def test_every_clause_has_a_place_in_the_file_and_a_number_of_its_own(name):
    constitution = load(ALL[name])
    clauses = [one for part in render(constitution).sections for one in part.clauses if one.path]

    for one in clauses:
        constitution.at(one.path)
    refs = [one.ref for one in clauses]
    assert all(refs)
    assert len(refs) == len(set(refs))


@pytest.mark.parametrize("name", ALL)
def test_sentences_are_whole_and_free_of_machine_words(name):
    document = render(load(ALL[name]))

    for part in document.sections:
        for one in part.clauses:
            for sentence in one.sentences:
                assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "“"
                assert sentence[-1] in ".!?”" or "http" in sentence
                if sentence.startswith(("These clauses", "The file records")):
                    continue  # clause numbers
                assert not re.search(r"\bNone\b|[a-z]_[a-z]|\bP\d+[YMWD]\b|[{}]|  ", sentence), (
                    sentence
                )


@cache
def told(name):
    constitution = load(ALL[name])
    return constitution, render(constitution).to_text().split("\n", 5)[5]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_is_left_out_any_value_changed_changes_the_text(data):
    """R-10: what members adopt is what they can read."""
    name = data.draw(st.sampled_from(sorted(ALL)))
    constitution, before = told(name)
    told_of = [leaf for leaf in leaves(constitution.data) if leaf[0][-1] not in SILENT]
    path, value = data.draw(st.sampled_from(told_of))
    for other in alternatives(path, value):
        changed = copy.deepcopy(dict(constitution.data))
        part = changed
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = other
        if not any(shape_problems(changed)):
            after = render(Constitution(changed, {}, constitution.version_id)).to_text()
            assert after.split("\n", 5)[5] != before, (path, value, other)
            return


def alternatives(path, value):
    """Values of the same kind; the first that has the right shape will do."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value / 2]
    words = [
        "law",
        "default",
        "P5Y",
        "7/8",
        "zebra",
        "S2",
        "tribunal",
        "open",
        "by_election",
        "recorded",
        "human",
    ]
    words += ["draft", "xx", "ZZ", "9.9.9", "2001-01-01", "https://zebra", "network", "conference"]
    words += ["audit", "broken", "public", "second_vote", "off", "down", "dean", "law", "allowed"]
    return [word for word in words if word != value]


def test_a_mapping_where_a_key_is_taken_out_is_told_differently():
    without = MODEL.replace(", mentor: previous_holder", "")

    assert (
        "Each new holder has a mentor: the previous holder."
        in clause(MODEL, "5.npc.allotted").sentences
    )
    assert not [one for one in clause(without, "5.npc.allotted").sentences if "mentor" in one]


def test_the_text_carries_title_version_and_numbers():
    lines = render(load(MODEL)).to_text().split("\n")

    assert lines[:2] == ["A New Kind of Party - model constitution", "=" * 40]
    assert lines[3] == f"Version 1.0.0, id {load(MODEL).version_id}"
    assert "5.npc.elected. National Political Committee: elected" in lines
    assert "[source: shanly; the platform sees to it]" in lines
