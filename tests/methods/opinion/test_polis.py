"""Every stage beside what Polis computed in production, each from Polis's own stage before."""

import numpy as np
import pytest

from articulator.methods.opinion import (
    adjusted_rand,
    by_group,
    consensus,
    group_aware,
    in_conversation,
    k_means,
    overall,
    priorities,
    representative,
    space,
)
from tests.methods.opinion.rooms import COMPLETE, FIXTURES, polis

EVERY = pytest.mark.parametrize("name", FIXTURES)
WITH_ALL_VOTES = pytest.mark.parametrize("name", COMPLETE)


def aligned(room):
    """Our space with the signs of Polis's axes, which are arbitrary."""
    found, theirs = space(room.votes, room.hidden), np.array(room.math["pca"]["comps"])
    return found, theirs, np.sign((found.axes * theirs).sum(axis=1))


@WITH_ALL_VOTES
def test_means_are_those_of_polis_which_stores_agreement_as_minus_one(name):
    room = polis(name)
    found = space(room.votes, room.hidden).means
    assert found == pytest.approx(-np.array(room.math["pca"]["center"]), abs=1e-12)


@WITH_ALL_VOTES
def test_components_are_those_of_polis(name):
    found, theirs, signs = aligned(polis(name))
    assert found.axes * signs[:, None] == pytest.approx(theirs, abs=1e-12)


@WITH_ALL_VOTES
def test_everybody_stands_where_polis_puts_them(name):
    room = polis(name)
    found, _, signs = aligned(room)
    ours = [found.places[rows].mean(axis=0) for rows in room.bases().values()]
    stored = room.math["base-clusters"]
    theirs = np.stack([stored["x"], stored["y"]], axis=1)
    assert -signs * np.array(ours) == pytest.approx(theirs, abs=1e-12)


@WITH_ALL_VOTES
def test_extremity_is_that_of_polis(name):
    room = polis(name)
    theirs = np.array(room.math["pca"]["comment-extremity"])
    assert space(room.votes, room.hidden).extremity == pytest.approx(theirs, abs=1e-12)


def test_where_a_voter_is_missing_the_components_are_still_close():
    found, theirs, signs = aligned(polis("50ptpt-3gp-strict-no-meta"))
    assert (found.axes * theirs).sum(axis=1) * signs == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("name", [name for name in FIXTURES if not name.startswith("above")])
def test_the_votes_in_their_order_tell_who_is_in_the_conversation(name):
    room = polis(name)
    assert in_conversation(room.cast) == set(room.math["in-conv"])


def test_those_in_the_conversation_above_a_hundred_are_in_it_in_polis_too():
    room = polis("above-100-ptpts")
    ours, theirs = in_conversation(room.cast), set(room.math["in-conv"])
    assert (len(ours), len(theirs), ours - theirs) == (177, 208, set())


@EVERY
def test_groups_of_heaps_from_the_same_centres_are_those_of_polis(name):
    math = polis(name).math
    stored = math["base-clusters"]
    heaps = np.stack([stored["x"], stored["y"]], axis=1)
    centres = np.array([[group["center"] for group in math["group-clusters"]]])
    ours, _ = k_means(heaps, centres, np.array(stored["count"], dtype=float))
    theirs = np.empty(len(heaps), dtype=int)
    for group in math["group-clusters"]:
        theirs[[stored["id"].index(base) for base in group["members"]]] = group["id"]
    assert adjusted_rand(ours[0], theirs) == 1


@EVERY
def test_every_group_s_votes_on_every_statement_are_counted_as_in_polis(name):
    room = polis(name)
    many = len(room.math["group-clusters"])
    tally = by_group(room.votes, room.groups(), many)
    ours = {
        (group, key): (tally.agree[group, at], tally.disagree[group, at], tally.seen[group, at])
        for group in range(many)
        for at, key in enumerate(room.votes.statements)
    }
    assert ours == {
        (int(group), int(key)): (cell["A"], cell["D"], cell["S"])
        for group, stored in room.math["group-votes"].items()
        for key, cell in stored["votes"].items()
    }


@EVERY
def test_group_aware_consensus_is_that_of_polis(name):
    room = polis(name)
    ours = group_aware(by_group(room.votes, room.groups(), len(room.math["group-clusters"])))
    assert ours == pytest.approx(room.column("group-aware-consensus"), abs=1e-15)


@EVERY
def test_representative_statements_are_those_of_polis_in_its_order(name):
    room = polis(name)
    theirs = [room.math["repness"][str(group["id"])] for group in room.math["group-clusters"]]
    tally = by_group(room.votes, room.groups(), len(theirs))
    ours = representative(tally, room.votes.statements, room.hidden)
    assert [[told(one) for one in group] for group in ours] == [
        [
            (one["tid"], one["repful-for"], bool(one.get("best-agree")), one["n-success"],
             one["n-trials"])
            for one in group
        ]
        for group in theirs
    ]  # fmt: skip
    for mine, group in zip(ours, theirs, strict=True):
        for one, stored in zip(mine, group, strict=True):
            figures = (one.share, one.share_test, one.ratio, one.ratio_test)
            names = ("p-success", "p-test", "repness", "repness-test")
            # Polis keeps the last of them in single precision.
            assert figures == pytest.approx([stored[name] for name in names], abs=1e-6)


def told(one):
    side = "agree" if one.agrees else "disagree"
    return one.statement, side, one.best_agreed, one.success, one.trials


@EVERY
def test_consensus_lists_are_those_of_polis_in_its_order(name):
    room = polis(name)
    ours = consensus(overall(room.votes), room.votes.statements, room.hidden)
    for side in ("agree", "disagree"):
        mine, theirs = getattr(ours, side), room.math["consensus"][side]
        assert [(one.statement, one.success, one.trials) for one in mine] == [
            (one["tid"], one["n-success"], one["n-trials"]) for one in theirs
        ]
        for one, stored in zip(mine, theirs, strict=True):
            pair = stored["p-success"], stored["p-test"]
            assert (one.share, one.test) == pytest.approx(pair, abs=1e-12)


@WITH_ALL_VOTES
def test_priorities_are_those_of_polis(name):
    room = polis(name)
    inside = by_group(room.votes, room.groups(), len(room.math["group-clusters"])).total
    extremity = space(room.votes, room.hidden).extremity
    ours = priorities(inside, extremity, room.votes.flags(room.math["meta-tids"]))
    assert ours == pytest.approx(room.column("comment-priorities"), rel=1e-12)
