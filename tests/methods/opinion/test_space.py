import numpy as np
import pytest

from articulator.methods.opinion import gather, space
from tests.methods.opinion.rooms import conversation, crowd, dense, room


def plain_axes(votes):
    table = dense(votes)
    _, _, axes = np.linalg.svd(np.nan_to_num(table - np.nanmean(table, axis=0)))
    return axes[:2]


def test_the_components_of_a_large_conversation_are_those_of_its_plain_table():
    votes, _, _ = conversation("austria-climate.5twd2jsnkf.2022-08-08")
    ours, plain = space(votes).axes, plain_axes(votes)
    signs = np.sign((ours * plain).sum(axis=1))
    assert ours * signs[:, None] == pytest.approx(plain, abs=1e-10)
    rough = space(votes, rough=True).axes
    assert (rough * ours).sum(axis=1) == pytest.approx(1, abs=1e-6)


def test_two_camps_stand_on_two_sides_and_who_agrees_with_both_between():
    votes = room(ada="++--", ben="++--", cleo="--++", dev="--++", ewa="++++")
    across = space(votes).places[:, 0]
    assert across[0] == across[1] == pytest.approx(-across[2])
    assert abs(across[4]) < abs(across[0])


def test_a_room_of_one_voice_has_no_axes_and_everybody_stands_in_the_middle():
    found = space(crowd(["+++"], 5, 0))
    assert (found.axes.any(), found.places.any()) == (False, False)


def test_where_votes_differ_in_one_way_only_there_is_one_axis():
    found = space(room(ada="++", ben="--"))
    assert np.linalg.norm(found.axes, axis=1).tolist() == pytest.approx([1, 0])


def test_who_has_seen_little_is_moved_from_the_middle_as_if_the_rest_were_alike():
    votes = room(ada="++--", ben="--++", cleo="+...")
    across = np.abs(space(votes).places[:, 0])
    found = space(votes)
    alone = (1 - found.means[0]) * abs(found.axes[0, 0])
    assert across[2] == pytest.approx(2 * alone)


def test_the_largest_entry_of_every_axis_is_positive():
    axes = space(crowd(("++++----++", "----++++++"), 20, 0.2)).axes
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    assert (largest > 0).all()


def test_an_empty_room_has_an_empty_space():
    found = space(gather([]))
    assert (found.axes.shape, found.places.shape) == ((2, 0), (0, 2))
