"""People to tables: every rule is kept, and what is claimed impossible is (R-137)."""

from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articulator.methods.tables import (
    Guest,
    Seating,
    Table,
    TablesError,
    granted,
    latecomer,
    likeness,
    rounds,
    seat,
    tables_for,
)

WAYS = ("size", "mixing", "interest")


def people(number, **traits):
    return [Guest(f"p{at:03}", {k: v(at) for k, v in traits.items()}) for at in range(number)]


def tables(number, accessible=lambda _: True):
    return [Table(f"t{at:02}", accessible(at)) for at in range(number)]


@st.composite
def rooms(draw, most=24, tables_most=6):
    """Guests with traits, wishes and needs; tables; pins; people who belong together."""
    there = [
        Table(f"t{at}", draw(st.booleans())) for at in range(draw(st.integers(1, tables_most)))
    ]
    names = st.permutations([table.name for table in there])
    guests = [
        Guest(
            f"p{at}",
            draw(st.dictionaries(st.sampled_from(["unit", "age"]), st.sampled_from("abc"))),
            tuple(draw(names)[: draw(st.integers(0, 3))]),
            draw(st.sampled_from([False, False, False, True])),
        )
        for at in range(draw(st.integers(1, most)))
    ]
    assume(len(there) <= len(guests))
    who = st.sampled_from([guest.name for guest in guests])
    pins = draw(st.dictionaries(who, st.sampled_from([table.name for table in there]), max_size=3))
    together = draw(st.lists(st.sets(who, min_size=1, max_size=3), max_size=3))
    return guests, there, pins, together


def fits(place, room):
    """Whether this seating keeps all rules, said once more and apart from the method."""
    guests, there, pins, together = room
    accessible = {table.name for table in there if table.accessible}
    sizes = [list(place.values()).count(table.name) for table in there]
    return (
        max(sizes) - min(sizes) <= 1
        and all(place[name] == table for name, table in pins.items())
        and all(len({place[name] for name in group}) == 1 for group in together)
        and all(place[guest.name] in accessible for guest in guests if guest.needs_access)
    )


@settings(max_examples=150, deadline=None)
@given(rooms(), st.sampled_from(WAYS), st.integers(0, 99))
def test_every_rule_is_kept_or_it_is_said_why_not(room, way, seed):
    guests, there, pins, together = room
    try:
        seating = seat(guests, there, way, pins=pins, together=together, seed=seed)
    except TablesError as refused:
        assert str(refused)
        return
    assert sorted(seating.place) == sorted(guest.name for guest in guests)
    assert sum(seating.sizes) == len(guests)
    assert fits(seating.place, room)


def all_seatings(room):
    guests, there, *_ = room
    for choice in product([table.name for table in there], repeat=len(guests)):
        place = {guest.name: table for guest, table in zip(guests, choice, strict=True)}
        if fits(place, room):
            yield place


@settings(max_examples=150, deadline=None)
@given(rooms(most=6, tables_most=3), st.sampled_from(WAYS))
def test_what_is_refused_cannot_be_and_what_can_be_is_not_refused(room, way):
    guests, there, pins, together = room
    possible = next(all_seatings(room), None) is not None
    try:
        seat(guests, there, way, pins=pins, together=together)
    except TablesError:
        assert not possible
    else:
        assert possible


def regret(place, guests):
    longest = max(len(guest.wishes) for guest in guests)
    return sum(
        (g.wishes.index(place[g.name]) if place[g.name] in g.wishes else longest) ** 2
        for g in guests
        if g.wishes
    )


@settings(max_examples=100, deadline=None)
@given(rooms(most=6, tables_most=3))
def test_no_seating_meets_the_wishes_better(room):
    guests, there, pins, together = room
    best = min((regret(place, guests) for place in all_seatings(room)), default=None)
    assume(best is not None)
    seating = seat(guests, there, "interest", pins=pins, together=together)
    assert regret(seating.place, guests) == best


@settings(max_examples=60, deadline=None)
@given(rooms(), st.sampled_from(WAYS), st.randoms(use_true_random=False))
def test_the_same_seed_seats_the_same_however_people_are_listed(room, way, order):
    guests, there, pins, together = room
    try:
        once = seat(guests, there, way, pins=pins, together=together, seed=3)
    except TablesError:
        return
    shuffled = order.sample(guests, len(guests))
    mixed = [set(group) for group in order.sample(together, len(together))]
    assert seat(shuffled, there, way, pins=pins, together=mixed, seed=3) == once


def test_another_seed_seats_otherwise():
    seatings = {tuple(seat(people(30), tables(5), "size", seed=s).place.items()) for s in range(9)}
    assert len(seatings) == 9


def test_by_size_everyone_is_as_likely_to_meet_everyone():
    together = 0
    for seed in range(2_000):
        place = seat(people(12), tables(3), "size", seed=seed).place
        together += place["p000"] == place["p001"]
    assert abs(together / 2_000 - 3 / 11) < 0.035  # three others at the table, of eleven


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from("abcd"), min_size=6, max_size=60), st.integers(1, 6), st.integers(0, 9)
)
def test_one_trait_is_dealt_out_as_evenly_as_can_be(kinds, number, seed):
    guests = [Guest(f"p{at}", {"unit": kind}) for at, kind in enumerate(kinds)]
    told = likeness(seat(guests, tables(number), seed=seed), guests, "unit")
    assert told.pairs == told.least


def test_mixing_beats_chance_in_every_one_of_fifty_rooms():
    lot = Random(17)
    for seed in range(50):
        guests = people(
            60, unit=lambda _: lot.choice("aaabbbccd"), age=lambda _: lot.choice("123"),
            language=lambda _: lot.choice("xxxxy"),
        )  # fmt: skip
        mixed, by_lot = (seat(guests, tables(10), way, seed=seed) for way in ("mixing", "size"))
        for trait in ("unit", "age", "language"):
            told = likeness(mixed, guests, trait)
            assert told.pairs <= likeness(by_lot, guests, trait).pairs
            assert told.ratio < 1
            assert told.pairs <= told.least + 2


def test_by_lot_alone_likeness_is_what_chance_says():
    guests = people(60, unit=lambda at: "ab"[at % 2])
    ratios = [
        likeness(seat(guests, tables(10), "size", seed=seed), guests, "unit").ratio
        for seed in range(300)
    ]
    assert abs(sum(ratios) / 300 - 1) < 0.02


def test_who_did_not_say_is_like_nobody():
    guests = [Guest("a"), Guest("b"), Guest("c", {"unit": "x"}), Guest("d", {"unit": "x"})]
    seating = seat(guests, tables(2))
    assert seating.place["c"] != seating.place["d"]
    assert likeness(seating, guests, "unit").pairs == 0


def test_wishes_are_met_and_counted():
    guests = [Guest(f"p{at}", wishes=("t00", "t01")) for at in range(4)] + [
        Guest("q0", wishes=("t01",)), Guest("q1"),
    ]  # fmt: skip
    seating = seat(guests, tables(2), "interest")
    assert granted(seating, guests) == {1: 4, 2: 1}
    assert seating.place["q0"] == "t01"


def test_nobody_is_sent_to_a_last_wish_lightly():
    """One at the third wish and one at the first is worse than both at the second."""
    guests = [
        Guest("ann", wishes=("t00", "t01", "t02")),
        Guest("bea", wishes=("t00", "t02", "t01")),
        Guest("cem", wishes=("t00",)),
    ]
    seating = seat(guests, tables(3), "interest")
    assert granted(seating, guests) == {1: 1, 2: 2}


def test_interpreter_and_carer_stay_with_theirs():
    guests = [*people(22), Guest("amina", needs_access=True), Guest("carer")]
    there = tables(6, accessible=lambda at: at == 4)
    together = [("amina", "carer"), ("p003", "p004", "p005"), ("carer", "p009")]
    for way in WAYS:
        for seed in range(20):
            place = seat(guests, there, way, together=together, seed=seed).place
            assert place["amina"] == place["carer"] == place["p009"] == "t04"
            assert place["p003"] == place["p004"] == place["p005"]


def test_a_tight_room_is_solved_where_dealing_out_fails():
    """Blocks of three, two and one fill tables of six in one way only."""
    guests = people(18)
    sizes, together, at = (3, 3, 3, 3, 2, 2, 2), [], 0
    for size in sizes:
        together.append([guest.name for guest in guests[at : at + size]])
        at += size
    for seed in range(10):
        seating = seat(guests, tables(3), "size", together=together, seed=seed)
        assert seating.sizes == (6, 6, 6)


def test_pinned_people_stay_and_the_others_are_reshuffled():
    first = seat(people(40), tables(8), "size", seed=1)
    pins = {name: first.place[name] for name in ("p000", "p001", "p002")}
    again = seat(people(40), tables(8), "size", pins=pins, earlier=[first], seed=2)
    assert {name: again.place[name] for name in pins} == pins
    met = set(first.pairs()) & set(again.pairs())
    assert met <= {pair for pair in first.pairs() if set(pair) <= set(pins)}


def test_a_latecomer_goes_to_the_smallest_table_within_reach():
    there = tables(3, accessible=lambda at: at == 2)
    seating = seat(people(8), there, "size", pins={"p000": "t02", "p001": "t02", "p002": "t02"})
    small = min(seating.tables, key=lambda name: len(seating.tables[name]))
    assert latecomer(seating, there, Guest("late")) == small
    assert latecomer(seating, there, Guest("late", needs_access=True)) == "t02"
    even = seat(people(9), there, "size")
    assert latecomer(even, there, Guest("late", wishes=("t01",))) == "t01"
    with pytest.raises(TablesError, match="late needs an accessible table"):
        latecomer(even, tables(3, accessible=lambda _: False), Guest("late", needs_access=True))


@given(st.integers(1, 500), st.integers(1, 20))
def test_tables_have_about_as_many_people_as_was_asked(number, about):
    there = tables_for(number, about)
    assert 1 <= there <= number
    if number >= about:
        assert abs(number / there - about) <= min(
            abs(number / t - about) for t in range(1, number + 1)
        )


REFUSED = [
    ("named 2 times", lambda: seat([Guest("a"), Guest("a")], tables(1))),
    ("The table “t” is named 2 times", lambda: seat(people(3), [Table("t"), Table("t")])),
    ("For 2 people there are 3 tables", lambda: seat(people(2), tables(3))),
    ("For 2 people there are 0 tables", lambda: seat(people(2), [])),
    ("“who”, who is pinned", lambda: seat(people(2), tables(1), pins={"who": "t00"})),
    ("“t9”, to which", lambda: seat(people(2), tables(1), pins={"p000": "t9"})),
    ("“who”, who must sit", lambda: seat(people(2), tables(1), together=[("who", "p000")])),
    ("for which a wishes", lambda: seat([Guest("a", wishes=("t9",))], tables(1))),
    ("wish “t00” is named", lambda: seat([Guest("a", wishes=("t00", "t00"))], tables(1))),
    (
        "p000 and p001 must sit together, but are pinned to different tables",
        lambda: seat(
            people(4), tables(2), pins={"p000": "t00", "p001": "t01"}, together=[("p000", "p001")]
        ),
    ),
    (
        "must sit together at tables of 2",
        lambda: seat(people(4), tables(2), together=[("p000", "p001", "p002")]),
    ),
    (
        "3 people are pinned to the table “t00”, which takes 2",
        lambda: seat(people(4), tables(2), pins=dict.fromkeys(("p000", "p001", "p002"), "t00")),
    ),
    (
        "no table is",
        lambda: seat([Guest("a", needs_access=True)], tables(1, accessible=lambda _: False)),
    ),
    (
        "the table “t00” is not",
        lambda: seat(
            [Guest("a", needs_access=True), Guest("b")],
            tables(2, accessible=lambda at: at == 1), pins={"a": "t00"},
        ),
    ),
    (
        "make more tables accessible",
        lambda: seat(
            [Guest(name, needs_access=True) for name in "abc"] + [Guest("d")],
            tables(2, accessible=lambda at: at == 0),
        ),
    ),
    ("one round at least", lambda: rounds(people(4), tables(2), 0)),
    ("one person", lambda: tables_for(0, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "run"), REFUSED)
def test_what_cannot_be_is_refused_in_words(words, run):
    with pytest.raises(TablesError, match=words):
        run()


def test_a_seating_says_who_sits_where():
    seating = Seating("size", 0, {"t": ("a", "b"), "u": ("c",)})
    assert seating.place == {"a": "t", "b": "t", "c": "u"}
    assert list(seating.pairs()) == [("a", "b")]
