"""Who is there follows from what the desks did, in whatever order it becomes known (check 3)."""

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.checkin import Operation, present


def came(key: str, device: str, number: int, subject: str) -> Operation:
    return Operation(key, device, number, subject)


def undone(key: str, device: str, number: int, what: str) -> Operation:
    return Operation(key, device, number, undoes=what)


@st.composite
def desks(draw) -> list[Operation]:
    """What up to four desks do with five tickets; some take back what they or others did."""
    made: list[Operation] = []
    for key in range(draw(st.integers(0, 20))):
        device = draw(st.sampled_from("ABCD"))
        number = draw(st.integers(1, 6))  # counters may be wrong, like clocks
        if made and draw(st.integers(0, 3)) == 0:
            made.append(undone(f"{key}", device, number, draw(st.sampled_from(made)).id))
        else:
            made.append(came(f"{key}", device, number, draw(st.sampled_from("vwxyz"))))
    return made


def test_two_desks_that_see_one_person_make_one_attendance_in_both_orders():
    here, there = came("1", "A", 7, "ticket"), came("2", "B", 1, "ticket")
    assert present([here, there]) == present([there, here]) == {"ticket": there}


@given(desks(), st.randoms(use_true_random=False), st.lists(st.integers(0, 30)))
def test_neither_order_nor_repetition_makes_a_difference(made, random, again):
    sent = made + [made[n % len(made)] for n in again if made]
    random.shuffle(sent)
    assert present(sent) == present(made)


@given(desks())
def test_everyone_whom_a_desk_saw_is_there_once_unless_it_was_taken_back(made):
    gone = {one.undoes for one in made if one.undoes}
    seen = {one.subject for one in made if one.subject and one.id not in gone}
    assert set(present(made)) == seen


@given(desks(), st.integers(0, 20))
def test_what_became_known_before_is_not_lost_by_what_comes_later(made, cut):
    before, later = made[:cut], made[cut:]
    gone = {one.undoes for one in later}
    kept = {one.subject for one in present(before).values() if one.id not in gone}
    assert kept <= set(present(made)) | {s for s, one in present(before).items() if one.id in gone}


def test_one_desk_takes_back_its_own_mistake_and_not_what_another_saw():
    mistake, seen = came("1", "A", 1, "ticket"), came("2", "B", 1, "ticket")
    assert present([mistake, undone("3", "A", 2, "1"), seen]) == {"ticket": seen}
    assert present([undone("3", "A", 2, "1"), mistake]) == {}
