"""An evening: the order by lot, one slip one vote, a closed count, a declared result (R-162)."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from articulator.kernel.acts import Refused, once
from articulator.kernel.links import origins, ref
from articulator.kernel.models import Event
from articulator.operations.dna.models import Dna
from articulator.operations.incubator import acts
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.models import Ballot, Entry, Mark, Poll, Slip
from articulator.operations.incubator.queries import (
    alive,
    chosen,
    code_of,
    desk,
    entries,
    slip_of,
    stage,
    tables,
    told,
)
from articulator.operations.incubator.tokens import SLIP
from tests.operations.dna.scene import handed_in
from tests.operations.incubator.scene import (
    announced,
    cast,
    declared,
    drawn,
    law,
    opened,
    slip,
)
from tests.people import member, person


def test_the_room_votes_as_the_constitution_says_and_by_approval_where_it_says_nothing(federation):
    assert charter().method == "approval"
    law("score")
    assert (charter().method, charter().method_clause) == ("score", "11.dna_event")
    assert announced().method == "score"


def test_only_whoever_keeps_the_roll_announces_an_evening(federation):
    from articulator.kernel.models import Unit

    leith = Unit.objects.get(slug="leith")
    with pytest.raises(Refused, match="keep the roll"):
        acts.announce(member("ben", leith), leith, None)


def test_tables_are_opened_with_a_code_each_and_seen_on_the_desk(federation):
    shown = announced()
    acts.open_tables(person("ada"), shown, 6)
    assert len(set(tables(shown).values_list("code", flat=True))) == 6
    assert [(one.answered, one.writers) for one in desk(shown)] == [(0, 0)] * 6
    with pytest.raises(Refused, match="40 tables at most"):
        acts.open_tables(person("ada"), shown, 35)


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_many_questions_for_many_tables_as_for_one(
    federation, number, django_assert_num_queries
):
    shown = announced()
    acts.open_tables(person("ada"), shown, number)
    with django_assert_num_queries(1):
        assert len(list(desk(shown))) == number


def test_the_dice_draw_the_order_and_the_same_dice_the_same_order(federation):
    shown = drawn(6)
    assert [one.number for one in entries(shown)] == [1, 2, 3, 4, 5, 6]
    assert shown.order_words == "4 2 6"
    first = [one.dna_id for one in entries(shown)]
    assert first != sorted(first, key=lambda pk: Dna.objects.get(pk=pk).begun_at) or len(first) == 6
    with pytest.raises(Refused, match="order is drawn"):
        acts.draw_order(person("ada"), shown, "1 1 1")


def test_what_is_not_handed_in_is_not_presented(federation):
    shown = announced()
    acts.open_tables(person("ada"), shown, 2)
    with pytest.raises(Refused, match="No table has handed in"):
        acts.draw_order(person("ada"), shown, "4 2 6")


def test_a_page_that_was_written_at_a_kitchen_table_is_presented_too(federation):
    shown, page = announced(), handed_in()
    acts.enter(person("ada"), shown, page)
    with pytest.raises(Refused, match="each in one round"):
        acts.enter(person("ada"), shown, page)
    assert [one.dna for one in entries(acts.draw_order(person("ada"), shown, "1"))] == [page]


def test_a_slip_is_known_by_the_hash_of_its_code_however_it_is_typed(federation):
    shown = drawn()
    code = code_of(shown, 1)
    assert slip_of(SLIP.hashed(code.lower().replace("-", " ")), shown).number == 1
    assert Slip.objects.filter(mark__icontains=code[:5]).count() == 0
    assert slip_of("", shown) is None


def test_one_slip_is_one_vote(federation):
    poll = opened()
    acts.vote(None, poll, slip(poll, 1), [1, 2])
    with pytest.raises(Refused, match="This slip has voted"):
        acts.vote(None, poll, slip(poll, 1), [3])
    assert [one.choices for one in Ballot.objects.all()] == [[1, 2]]
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(poll=poll, slip=Slip.objects.get(number=1))


def test_a_vote_that_is_sent_twice_is_one_ballot(federation):
    poll, key = opened(), uuid.uuid4()
    for _ in range(2):
        with once(key):
            acts.vote(None, poll, slip(poll, 1), [1])
    assert (Ballot.objects.count(), Mark.objects.count()) == (1, 1)


def test_a_slip_of_another_evening_or_of_nobody_does_not_vote(federation):
    poll, other = opened(), opened()
    for wrong in (slip(other, 1), "made up", ""):
        with pytest.raises(Refused, match="no slip of this evening"):
            acts.vote(None, poll, wrong, [1])


@pytest.mark.parametrize("ballot", [[], [1, 1], [9], [0, 1]])
def test_a_ballot_that_cannot_be_counted_spends_no_slip(federation, ballot):
    poll = opened()
    with pytest.raises(Refused):
        acts.vote(None, poll, slip(poll, 1), ballot)
    assert Mark.objects.count() == 0


def test_ballots_carry_no_slip_and_no_time_and_the_log_no_name(federation):
    poll = opened()
    cast(poll, [1], [2])
    assert {field.name for field in Ballot._meta.concrete_fields} == {"id", "poll", "choices"}
    votes = Event.objects.filter(kind="incubator.vote")
    assert {(one.actor, one.made, str(one.facts)) for one in votes} == {(None, "", "{}")}


def test_nobody_sees_a_count_before_the_vote_is_closed_and_declared(federation):
    poll = opened()
    cast(poll, *[[1]] * 8)
    assert told(poll) is None
    with pytest.raises(Refused, match="First close the vote"):
        acts.declare(person("ada"), poll)
    acts.close(person("ada"), poll)
    assert told(poll) is None
    with pytest.raises(Refused, match="This vote is closed"):
        acts.vote(None, poll, slip(poll, 9), [1])


def test_the_result_is_declared_with_numbers_and_the_page_remembers_it(federation):
    poll = opened()
    cast(poll, *[[1, 2]] * 5, *[[2]] * 3, [0])
    result = told(declared(poll))
    assert (result.winner.number, result.ballots) == (2, 9)
    assert [(bar["value"], bar["tone"]) for bar in result.bars] == [
        (8, "won"),
        (5, ""),
        (1, ""),
        (0, ""),
    ]
    assert [one.number for one in chosen(poll.round)] == [2]
    won = Entry.objects.get(round=poll.round, number=2).dna
    assert [(k.kind, k.words) for k in origins(won)] == [("chosen in", "Winter evening")]
    event = Event.objects.get(kind="incubator.declare")
    assert event.facts == {
        "winner": 2, "runoff": [], "ballots": 9, "tally": {"1": 5, "2": 8, "3": 0, "0": 1},
    }  # fmt: skip


def test_none_of_these_can_win_and_then_nothing_begins(federation):
    poll = opened()
    cast(poll, *[[0]] * 6, *[[1]] * 3)
    result = told(declared(poll))
    assert (result.winner, chosen(poll.round)) == (None, [])
    assert "nothing is launched" in result.reasons[0]


def test_of_fewer_than_eight_voters_no_figure_is_shown_anywhere(federation):
    poll = opened()
    cast(poll, *[[1]] * 7)
    result = told(declared(poll))
    assert (result.winner.number, result.ballots, result.bars, result.reasons) == (1, None, [], ())
    assert Event.objects.get(kind="incubator.declare").facts == {"winner": 1}


def test_more_ballots_than_heads_are_never_declared(federation):
    poll = opened(heads=8)
    cast(poll, *[[1]] * 9)
    acts.close(person("ada"), poll)
    with pytest.raises(Refused, match="more ballots than people"):
        acts.declare(person("ada"), poll)
    assert Poll.objects.get().declared_at is None


def test_a_ballot_too_many_in_the_box_stops_the_declaration(federation):
    poll = opened()
    cast(poll, *[[1]] * 8)
    Ballot.objects.create(poll=poll, choices=[2])
    acts.close(person("ada"), poll)
    with pytest.raises(Refused, match="differ"):
        acts.declare(person("ada"), poll)


def test_from_paper_as_many_slips_as_ballots_and_none_twice(federation):
    poll, ada = opened(), person("ada")
    codes = [code_of(poll.round, number) for number in (1, 2, 3)]
    with pytest.raises(Refused, match="3 slips and 2 ballots"):
        acts.type_in(ada, poll, codes, [[1], [2]])
    acts.type_in(ada, poll, codes, [[1], [2], [0]])
    with pytest.raises(Refused, match="has voted"):
        acts.type_in(ada, poll, [codes[0]], [[1]])
    with pytest.raises(Refused, match="no slip of this evening"):
        acts.type_in(ada, poll, ["AAAAA-AAAAA"], [[1]])
    assert sorted(one.choices for one in Ballot.objects.all()) == [[0], [1], [2]]


def test_no_slips_are_made_once_the_vote_has_begun(federation):
    poll = opened()
    with pytest.raises(Refused, match="no more slips"):
        acts.make_slips(person("ada"), poll.round, 5)


def test_without_more_than_half_the_best_two_meet_again(federation):
    law("approval_then_runoff")
    poll = opened()
    cast(poll, *[[1]] * 4, *[[2]] * 4, *[[3]] * 3)
    result = told(declared(poll))
    assert [one.number for one in result.between] == [1, 2]
    assert chosen(poll.round) == []
    assert stage(poll.round, [poll]) == "voting"
    runoff = acts.open_poll(person("ada"), poll.round, 12)
    assert (runoff.number, runoff.method, runoff.options) == (2, "choice", [1, 2])
    cast(runoff, *[[1]] * 4, *[[2]] * 7)
    assert told(declared(runoff)).winner.number == 2
    assert [one.number for one in chosen(poll.round)] == [2]


def test_a_second_vote_needs_a_runoff(federation):
    poll = opened()
    cast(poll, *[[1]] * 8)
    declared(poll)
    with pytest.raises(Refused, match="There is a vote already"):
        acts.open_poll(person("ada"), poll.round, 12)


@pytest.mark.parametrize(
    ("method", "ballots"),
    [("score", [[[1, 5], [2, 2], [3, 0], [0, 0]]] * 9), ("stv", [[1, 2]] * 5 + [[2, 1, 3]] * 4)],
)
def test_points_and_ranks_are_counted_if_the_constitution_wants_them(federation, method, ballots):
    law(method)
    poll = opened()
    cast(poll, *ballots)
    assert told(declared(poll)).winner.number == 1


def test_the_lots_for_ties_are_sealed_before_the_vote_and_opened_with_the_result(federation):
    import hashlib

    poll = opened()
    opening = Event.objects.get(kind="incubator.open_poll").facts["lots_commitment"]
    cast(poll, *[[1]] * 4, *[[2]] * 4)
    declared(poll)
    assert hashlib.sha256(poll.lots_seed.encode()).hexdigest() == opening


def test_the_evening_stands_on_the_page_of_its_unit(federation):
    shown = announced()
    assert [(k.words, k.url) for k in alive(shown.unit)] == [
        ("Winter evening", shown.get_absolute_url())
    ]
    assert ref(shown).startswith("incubator.round:")
