"""The kits that come with the software are whole, and the reader says what is wrong with others."""

import pytest

from articulator.methods.kits import (
    KINDS,
    LOSS,
    ON_THE_WALL,
    KitError,
    first_paragraph,
    read_kit,
    read_shared,
)
from articulator.operations.steps.catalogue import METHODS, kits

KIT = """
title: A kit
method: fishbowl
minutes: 15
people: everybody
lead: Short.
when: Now.
prepare: Nothing.
sources: [us]
steps:
  - {kind: welcome, title: Hello, minutes: 5, words: Say hello., notes: Smile.}
  - {same: rest, minutes: 10}
"""
SHARED = "rest: {kind: pause, title: Rest, minutes: 5, words: Rest., notes: Do not shorten it.}"


def test_there_is_each_way_of_meeting_in_three_lengths():
    found = {(kit.method, kit.minutes) for kit in kits().values()}
    assert found == {(method, minutes) for method in METHODS for minutes in (60, 90, 120)}


def test_the_minutes_of_every_kit_add_up_and_every_step_has_words_and_notes():
    for kit in kits().values():
        assert sum(step.minutes for step in kit.steps) == kit.minutes, kit.key
        for step in kit.steps:
            assert 0 < len(first_paragraph(step.words)) <= ON_THE_WALL, (kit.key, step.title)
            assert len(step.notes.split()) >= 15, (kit.key, step.title)


def test_every_kit_says_when_not_to_use_it_what_to_prepare_and_where_it_comes_from():
    for kit in kits().values():
        assert "Do not use it" in kit.when, kit.key
        assert len(kit.prepare.split()) >= 20, kit.key
        assert len(kit.sources) >= 2, kit.key
        assert len(kit.materials) >= 3, kit.key


def test_every_kit_begins_by_welcoming_ends_by_asking_how_it_was_and_leaves_a_next_step():
    for kit in kits().values():
        assert kit.steps[0].kind == "welcome", kit.key
        assert kit.steps[-1].title == "How was it, and good night", kit.key
        assert "One next step" in [step.title for step in kit.steps], kit.key
        assert "harvest" in [step.kind for step in kit.steps[:-1]], kit.key


def test_breaks_and_decisions_keep_their_time_and_a_sixth_of_every_kit_can_be_saved():
    for kit in kits().values():
        assert {step.least for step in kit.steps if step.kind == "pause"} <= {None}, kit.key
        spare = sum(step.minutes - step.least for step in kit.steps if step.least)
        assert spare >= kit.minutes / 6, kit.key


def test_whoever_sits_for_long_gets_a_break():
    for kit in kits().values():
        if kit.minutes == 120:
            assert "pause" in [step.kind for step in kit.steps], kit.key


def test_every_kind_has_its_loss():
    assert LOSS.keys() == KINDS.keys()


def test_a_kit_takes_over_shared_steps_and_changes_them():
    kit = read_kit("mine", KIT, read_shared(SHARED))
    assert [(step.kind, step.title, step.minutes) for step in kit.steps] == [
        ("welcome", "Hello", 5), ("pause", "Rest", 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 15", "minutes: 16", "take 15 minutes, its head says 16"),
        ("kind: welcome", "kind: dance", "no kind 'dance'"),
        ("minutes: 5,", "minutes: 0,", "from 1 to 240"),
        ("minutes: 5,", "minutes: five,", "from 1 to 240"),
        ("minutes: 5,", "minutes: 5, least: 6,", "`least` is fewer"),
        ("words: Say hello.", 'words: ""', "needs words for the room"),
        ("words: Say hello.", f"words: {'a' * 181}", "longer than the 180"),
        ("notes: Smile.", 'notes: " "', "needs notes"),
        ("notes: Smile.", "note: Smile.", "There is no `note`"),
        ("lead: Short.", "", "`lead` is missing"),
        ("same: rest, minutes: 10", "same: dance, minutes: 10", "`kind` is missing"),
        ("title: A kit", "title: A kit\ntitle: Another", "title"),
    ],
)
def test_what_is_wrong_with_a_kit_is_said(old, new, said):
    with pytest.raises(KitError, match=said):
        read_kit("mine", KIT.replace(old, new, 1), read_shared(SHARED))


def test_what_is_no_kit_at_all_is_said():
    with pytest.raises(KitError, match="Line 1"):
        read_kit("mine", "- a\n- b")
    with pytest.raises(KitError):
        read_shared("- a")
