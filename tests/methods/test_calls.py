from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.calls import Call, Standing, standing
from tests.people import NOON

HOUR = timedelta(hours=1)
calls = st.builds(
    Call,
    st.integers(0, 20).map(lambda n: NOON + n * HOUR),
    st.sampled_from(["nobody", "later", "spoke", "never"]),
    st.uuids().map(str),
)


def called(*outcomes: str) -> list[Call]:
    return [Call(NOON + n * HOUR, said, str(n)) for n, said in enumerate(outcomes)]


def test_nobody_has_called():
    assert standing([]) is None


def test_the_latest_call_counts():
    assert standing(called("later", "nobody")) == Standing("nobody", NOON + HOUR)


def test_who_spoke_has_spoken():
    assert standing(called("spoke", "nobody")) == Standing("spoke", NOON + HOUR)


def test_never_again_is_for_ever():
    assert standing(called("never", "spoke", "later")).outcome == "never"


@given(st.lists(calls, unique_by=lambda call: call.id), st.randoms())
def test_the_order_in_which_phones_come_back_makes_no_difference(known, chance):
    mixed = [*known, *chance.sample(known, len(known) // 2)]
    chance.shuffle(mixed)
    assert standing(mixed) == standing(known)


@given(st.lists(calls, min_size=1), calls)
def test_a_late_phone_never_lifts_never_again(known, late):
    if standing(known).outcome == "never":
        assert standing([*known, late]).outcome == "never"
