"""What holds in every room, whatever is said in it."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.opinion import (
    Votes,
    adjusted_rand,
    by_group,
    common_ground,
    consensus,
    deal_out,
    divided,
    gather,
    group_aware,
    opinion,
    overall,
    priorities,
    representative,
    space,
)
from articulator.methods.opinion.groups import silhouette
from tests.methods.opinion.rooms import dense

PEOPLE, STATEMENTS = 9, 6
LOGS = st.lists(
    st.tuples(
        st.integers(1, PEOPLE), st.integers(1, STATEMENTS), st.sampled_from([1, 1, -1, -1, 0])
    ),
    min_size=1,
    max_size=80,
)


def shown(votes):
    return np.zeros(len(votes.statements), dtype=bool)


def gaps(places):
    return np.hypot(*(axis[:, None] - axis for axis in places.T))


def latest(log):
    return {(person, statement): vote for person, statement, vote in log}


@given(LOGS)
def test_the_last_vote_of_a_person_on_a_statement_counts(log):
    votes = gather(log)
    packed = zip(votes.who, votes.what, votes.said, strict=True)
    assert {
        (votes.people[who], votes.statements[what]): said for who, what, said in packed
    } == latest(log)


@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_votes_and_the_names_of_people_change_nothing(log, random):
    cast = [(*pair, vote) for pair, vote in latest(log).items()]
    names = random.sample(range(100, 200), PEOPLE + 1)
    renamed = [(names[person], statement, vote) for person, statement, vote in cast]
    random.shuffle(renamed)
    first, second = opinion(gather(cast)), opinion(gather(renamed))
    assert first.standings == second.standings
    assert first.why == second.why
    assert first.space.axes.tobytes() == second.space.axes.tobytes()
    assert first.space.places.tobytes() == second.space.places.tobytes()
    assert first.priorities.tobytes() == second.priorities.tobytes()


@given(LOGS)
def test_a_room_that_says_the_opposite_is_the_mirror_of_the_first(log):
    votes = gather(log)
    mirror = Votes(votes.people, votes.statements, votes.who, votes.what, -votes.said)
    here, there = overall(votes), overall(mirror)
    assert (here.agree.tolist(), here.seen.tolist()) == (
        there.disagree.tolist(), there.seen.tolist()
    )  # fmt: skip
    ours, theirs = (consensus(tally, votes.statements, shown(votes)) for tally in (here, there))
    assert (ours.agree, ours.disagree) == (theirs.disagree, theirs.agree)
    assert space(votes).means == pytest.approx(-space(mirror).means)
    assert gaps(space(votes).places) == pytest.approx(gaps(space(mirror).places), abs=1e-6)


@given(LOGS)
def test_the_mirror_is_divided_on_the_same_statements(log):
    many = [(f"{person} {copy}", key, vote) for person, key, vote in log for copy in range(8)]
    votes = gather(many)
    mirror = Votes(votes.people, votes.statements, votes.who, votes.what, -votes.said)
    sides = [divided(overall(room), room.statements, shown(room)) for room in (votes, mirror)]
    assert [(one.statement, one.smaller, one.agree) for one in sides[0]] == [
        (one.statement, one.smaller, one.disagree) for one in sides[1]
    ]


@given(LOGS, st.integers(1, STATEMENTS))
def test_a_pass_counts_as_seen_and_as_nothing_else(log, statement):
    before = overall(gather(log, range(1, STATEMENTS + 1)))
    after = overall(gather([*log, (0, statement, 0)], range(1, STATEMENTS + 1)))
    assert (after.agree.tolist(), after.disagree.tolist()) == (
        before.agree.tolist(), before.disagree.tolist()
    )  # fmt: skip
    added = np.arange(1, STATEMENTS + 1) == statement
    assert (after.seen - before.seen).tolist() == added.tolist()
    assert (after.passed - before.passed).tolist() == added.tolist()


@given(LOGS)
def test_groups_add_up_to_the_room_and_the_rest_is_what_lacks(log):
    votes = gather(log)
    groups = np.arange(len(votes.people)) % 3
    tally = by_group(votes, groups, 3)
    for part, whole, rest in zip(tally.parts, overall(votes).parts, tally.rest.parts, strict=True):
        assert (part.sum(axis=0) == whole).all()
        assert (part + rest == whole).all()


@given(LOGS)
def test_the_sparse_components_are_those_of_the_plain_table(log):
    votes = gather(log)
    table = dense(votes)
    spread = np.nan_to_num(table - np.nanmean(table, axis=0))
    sizes = np.linalg.svd(spread, compute_uv=False)[:2]
    ours = np.linalg.norm(spread @ space(votes).axes.T, axis=0)
    assert ours[: len(sizes)] == pytest.approx(sizes, abs=1e-6)


@given(LOGS, st.sets(st.integers(1, STATEMENTS)))
def test_hidden_statements_are_never_told(log, out):
    votes = gather(log)
    told, flags = opinion(votes, hidden=out), votes.flags(out)
    tally = by_group(votes, np.arange(len(votes.people)) % 2, 2)
    chosen = [one.statement for group in representative(tally, votes.statements, flags)
              for one in group]  # fmt: skip
    lists = consensus(overall(votes), votes.statements, flags)
    chosen += [one.statement for one in (*lists.agree, *lists.disagree, *told.standings)]
    assert set(chosen) & out == set()
    assert {one.statement for one in told.standings} == set(votes.statements) - out


@given(LOGS)
def test_shared_figures_are_shares_and_priorities_are_positive(log):
    votes = gather(log)
    tally = by_group(votes, np.arange(len(votes.people)) % 2, 2)
    for figures in (group_aware(tally), common_ground(tally)):
        assert ((figures > 0) & (figures < 1)).all()
    assert (priorities(overall(votes), space(votes).extremity) > 0).all()


@given(LOGS, st.integers(0, 9))
def test_dealing_out_keeps_who_saw_what_and_every_statement_s_votes(log, seed):
    votes = gather(log)
    dealt = deal_out(votes, np.random.default_rng(seed))
    assert (dealt.who.tolist(), dealt.what.tolist()) == (votes.who.tolist(), votes.what.tolist())
    before, after = overall(votes), overall(dealt)
    assert (after.agree.tolist(), after.disagree.tolist()) == (
        before.agree.tolist(), before.disagree.tolist()
    )  # fmt: skip


@given(LOGS, st.data())
def test_the_votes_of_some_people_are_theirs(log, data):
    votes = gather(log)
    rows = data.draw(st.permutations(range(len(votes.people))))[: len(votes.people) // 2 + 1]
    some = votes.of(np.array(rows))
    assert some.people == tuple(votes.people[row] for row in rows)
    assert np.array_equal(dense(some), dense(votes)[rows], equal_nan=True)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_the_rand_index_of_a_grouping_with_itself_under_other_numbers_is_one(groups, random):
    numbers = random.sample(range(4), 4)
    renumbered = np.array([numbers[group] for group in groups])
    assert adjusted_rand(np.array(groups), renumbered) == pytest.approx(1)


@settings(max_examples=50)
@given(st.integers(0, 999))
def test_the_silhouette_is_that_of_its_definition(seed):
    random = Random(seed)
    places = np.array([[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(12)])
    groups = np.array([random.randrange(3) for _ in places])
    assert silhouette(gaps(places), groups) == pytest.approx(slow_silhouette(places, groups))


def slow_silhouette(places, groups):
    if len(set(groups)) < 2:
        return 0
    values = []
    for at, place in enumerate(places):
        far = {
            group: [np.hypot(*(place - other)) for to, other in enumerate(places)
                    if groups[to] == group and to != at]
            for group in set(groups)
        }  # fmt: skip
        if not far[groups[at]]:
            values.append(0)
            continue
        own = np.mean(far[groups[at]])
        other = min(np.mean(gaps) for group, gaps in far.items() if group != groups[at])
        values.append((other - own) / max(own, other))
    return np.mean(values)
