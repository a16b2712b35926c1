"""What is told of how loaded people are tells of no few of them."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.pulse import FEW, NEARLY_ALL, tell

MONDAY = date(2026, 3, 2)
said = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(-1, 1)), st.integers(0, 30), max_size=12
)


@given(said)
def test_nothing_is_told_of_fewer_than_eight(numbers):
    assert (tell(MONDAY, numbers) is None) == (sum(numbers.values()) < 8)


@given(said)
def test_every_figure_is_in_eights_and_every_small_group_is_only_called_small(numbers):
    told, total = tell(MONDAY, numbers), sum(numbers.values())
    heavy = sum(n for (load, _), n in numbers.items() if load == 4)
    worse = sum(n for (_, change), n in numbers.items() if change == -1)
    if told is None:
        return
    assert told.answered % 8 == 0
    assert abs(told.answered - total) <= 4
    for words, number in ((told.heavy, heavy), (told.worse, worse)):
        if number < 8:
            assert words == FEW
        elif total - number < 8:
            assert words == NEARLY_ALL
        else:
            assert int(words.removeprefix("about ")) % 8 == 0


def test_whoever_watches_from_week_to_week_sees_no_single_answer():
    weeks = [tell(MONDAY, {(4, 0): 12, (1, 0): n}) for n in range(12, 20)]
    assert {(one.answered, one.heavy) for one in weeks} == {(24, "about 16"), (32, "about 16")}


def test_a_share_is_reached_only_by_a_group_that_may_be_told_of():
    quarter = Fraction(1, 4)
    assert tell(MONDAY, {(4, 0): 8, (1, 0): 24}).reaches(quarter)
    assert not tell(MONDAY, {(4, 0): 8, (1, 0): 25}).reaches(quarter)
    assert not tell(MONDAY, {(4, 0): 7, (1, 0): 1}).reaches(quarter)
