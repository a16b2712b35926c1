"""As much is said of a room as its people bear, and nothing that chance would say as well."""

import numpy as np
import pytest

from articulator.methods.opinion import (
    Level,
    Verdict,
    adjusted_rand,
    deal_out,
    gather,
    opinion,
)
from tests.methods.opinion.rooms import conversation, crowd, room

CAMPS = ("++++----++", "----++++++")


def test_under_twelve_voters_there_is_only_a_list():
    told = opinion(crowd(CAMPS[:1], 11, 0.1))
    assert (told.level, told.consensus.agree, told.divided, told.groups) == (Level.LIST, (), (), ())
    assert told.why == "With 11 voters only a list is shown; from 12 on also what is shared."


def test_from_twelve_voters_on_shared_and_divided_points_are_told():
    told = opinion(crowd(CAMPS, 6, 0))
    assert (told.level, told.groups) == (Level.POINTS, ())
    assert [one.statement for one in told.consensus.agree] == [8, 9]
    assert [one.statement for one in told.divided] == [0, 1, 2, 3, 4]
    assert told.why == "Groups are looked for when 40 people have voted on 7 statements; 12 have."


def test_groups_are_told_from_forty_people_who_voted_enough():
    below, from_forty = (opinion(crowd(CAMPS, people, 0.1)) for people in (19, 20))
    assert (below.level, from_forty.level) == (Level.POINTS, Level.GROUPS)
    assert [group.people for group in from_forty.groups] == [20, 20]
    assert from_forty.why == "40 of 40 people are in the groups: those with 7 votes or more."


def test_the_camps_are_found_and_what_sets_them_apart():
    told = opinion(crowd(CAMPS, 30, 0.1))
    camps = np.array([int(str(person).split()[0]) for person in told.people])
    assert adjusted_rand(told.placed, camps) == 1
    for number, group in enumerate(told.groups):
        camp = CAMPS[camps[told.placed == number][0]]
        assert all(one.agrees == (camp[one.statement] == "+") for one in group.representative)
    assert {one.statement for one in told.ground[:2]} == {8, 9}


def test_people_who_voted_too_little_stay_out_of_the_groups_but_count_in_the_whole():
    busy = crowd(CAMPS, 30, 0.1)
    rows = zip(busy.who, busy.what, busy.said, strict=True)
    cast = [(busy.people[who], int(what), int(said)) for who, what, said in rows]
    told = opinion(gather([*cast, ("late", 0, 1)]))
    assert (told.voters, told.in_groups) == (61, 60)
    assert told.placed[told.people.index("late")] == -1


def test_a_room_of_one_mind_has_no_groups():
    told = opinion(crowd(CAMPS[:1], 80, 0.2))
    assert (told.level, told.groups) == (Level.POINTS, ())
    assert told.why.startswith("No stable groups: ")


def test_no_group_of_fewer_than_eight_is_ever_told():
    most = crowd(CAMPS[:1], 60, 0.05)
    few = crowd(CAMPS[1:], 5, 0)
    cast = [(f"{part} {votes.people[who]}", int(what), int(said))
            for part, votes in enumerate([most, few])
            for who, what, said in zip(votes.who, votes.what, votes.said, strict=True)]  # fmt: skip
    told = opinion(gather(cast))
    assert all(group.people >= 8 for group in told.groups)
    assert told.level is Level.POINTS


def test_statements_are_listed_from_agreed_to_rejected():
    told = opinion(
        room(
            ada="++0-.", ben="++0-.", cleo="++0-.", dev="++0-.", ewa="+-0-.", fay="+-0-+",
            gus="+-+-.", hal="+-+-.",
        )
    )  # fmt: skip
    assert [(one.statement, one.verdict) for one in told.standings] == [
        (1, Verdict.AGREE),
        (2, Verdict.SPLIT),
        (3, Verdict.UNSURE),
        (4, Verdict.DISAGREE),
        (5, Verdict.TOO_FEW),
    ]


def test_with_fewer_than_eight_votes_nothing_is_told_of_a_statement():
    told = opinion(room(ada="+", ben="+", cleo="+"))
    (only,) = told.standings
    assert (only.verdict, only.agree, only.disagree, only.passed) == (Verdict.TOO_FEW, 0, 0, 0)


def test_what_fewer_than_eight_of_a_room_or_group_saw_is_told_nowhere():
    many = crowd(CAMPS, 30, 0.1)
    cast = [(many.people[who], int(what), int(said))
            for who, what, said in zip(many.who, many.what, many.said, strict=True)]  # fmt: skip
    cast += [(f"{camp} {number}", 10 + camp, 1) for camp in (0, 1) for number in range(7)]
    told = opinion(gather(cast))
    shown = [one.statement for group in told.groups for one in group.representative]
    shown += [one.statement for one in (*told.consensus.agree, *told.divided, *told.ground)]
    assert (told.level, set(shown) & {10, 11}) == (Level.GROUPS, set())


def test_the_share_that_agrees_has_wilson_s_interval():
    (only,) = opinion(crowd(["+"], 10, 0)).standings
    assert (only.low, only.high) == pytest.approx((0.7224672, 1))


@pytest.mark.parametrize("hidden", [[], [1]])
def test_an_empty_room_and_one_whose_statements_are_all_hidden_have_a_list(hidden):
    for votes in (gather([]), gather([("ada", 1, 1)])):
        assert opinion(votes, hidden=hidden).level is Level.LIST


def test_the_same_seed_gives_the_same_and_structure_is_told_with_its_test():
    votes = crowd(CAMPS, 30, 0.1)
    first, second = opinion(votes, seed=4), opinion(votes, seed=4)
    assert first.structure == second.structure
    assert first.placed.tolist() == second.placed.tolist()
    test = first.structure
    assert (test.many, test.stable, test.by_chance) == (2, True, 1 / 40)
    assert test.apart > test.bar


STABLE = [
    "15-per-hour-seattle",
    "austria-climate.5twd2jsnkf.2022-08-08",
    "austria-climate.7z7ejpbmv5.2022-08-08",
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.biodiversity",
]


@pytest.mark.parametrize("name", STABLE)
def test_groups_of_stable_conversations_are_those_that_polis_published(name):
    votes, published, out = conversation(name)
    told = opinion(votes, hidden=out)
    assert told.level is Level.GROUPS
    both = [at for at, person in enumerate(told.people)
            if told.placed[at] >= 0 and person in published]  # fmt: skip
    theirs = np.array([published[told.people[at]] for at in both])
    assert adjusted_rand(told.placed[both], theirs) >= 0.8


@pytest.mark.parametrize("name", ["football-concussions", "scoop-hivemind.affordable-housing"])
def test_conversations_without_structure_have_no_stable_groups(name):
    votes, _, out = conversation(name)
    told = opinion(votes, hidden=out)
    assert (told.level, told.groups) == (Level.POINTS, ())
    assert told.why.startswith("No stable groups: ")


@pytest.mark.parametrize("name", ["brexit-consensus", "canadian-electoral-reform"])
def test_a_conversation_dealt_out_at_random_has_no_stable_groups(name):
    votes, _, out = conversation(name)
    dealt = deal_out(votes, np.random.default_rng(1))
    assert opinion(dealt, hidden=out).why.startswith("No stable groups: ")
