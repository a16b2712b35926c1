"""A lot that everyone can draw again: the same chance for all, the same share for every unit."""

from collections import Counter
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.lots import choose, evenly, seed_from

SEED = seed_from("4 1 6 6 2 5")
frames = st.dictionaries(st.text("abcdef0123", min_size=3), st.sampled_from("wxyz"), max_size=60)


@given(frames, st.integers(0, 80), st.text(min_size=1))
def test_as_many_as_asked_are_chosen_and_nobody_twice(frame, number, words):
    chosen = choose(frame, number, seed_from(words))
    assert len(chosen) == len(set(chosen)) == min(number, len(frame))
    assert set(chosen) <= frame.keys()


@given(frames, st.integers(0, 60), st.text(min_size=1))
def test_every_unit_gets_its_share_rounded(frame, number, words):
    number = min(number, len(frame))
    chosen = Counter(frame[token] for token in choose(frame, number, seed_from(words)))
    for unit, size in Counter(frame.values()).items():
        share = number * size / len(frame)
        assert floor(share + 1e-9) <= chosen[unit] <= ceil(share - 1e-9)


@given(frames, st.integers(1, 60), st.randoms())
def test_the_order_in_which_people_are_listed_decides_nothing(frame, number, luck):
    shuffled = list(frame.items())
    luck.shuffle(shuffled)
    assert choose(dict(shuffled), number, SEED) == choose(frame, number, SEED)


@given(st.integers(1, 60), st.integers(1, 60))
def test_over_all_starts_everyone_has_the_same_chance(size, number):
    row = [f"t{n}" for n in range(max(size, number))]
    times = Counter(one for start in range(len(row)) for one in evenly(row, number, start))
    assert times == Counter(dict.fromkeys(row, number))


def test_another_seed_chooses_others():
    frame = {f"t{n}": "x" for n in range(100)}
    assert choose(frame, 10, SEED) != choose(frame, 10, seed_from("1 1 1"))


def test_a_beacons_number_is_taken_as_it_is():
    assert seed_from(" " + "AB" * 16) == "ab" * 16
