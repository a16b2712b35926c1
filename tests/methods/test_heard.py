import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.heard import Asked, HeardError, read_heard

ASKED = (
    Asked("q1", "What worries you most here?"),
    Asked("q2", "How do you live?", ("I rent", "I own")),
    Asked("q3", "What is missing?", ("Buses", "A park", "A doctor"), several=True),
)
KOBO = (
    '"start";"name";"talk/q1";"talk/q2";"talk/q3";"talk/q3/1";"_id";"_uuid";"_submission_time"\n'
    '"2026-03-01";"Nell";"The rent";"1";"1 3";"1";"7";"u-1";"2026-03-02T10:00:00"\n'
    '"2026-03-01";"";"";"";"";"";"8";"u-2";"2026-03-02T10:00:00"\n'
)
ZETKIN = (
    "Submission ID,First name,Email,What worries you most here?,How do you live?,What is missing?\n"
    '12,Nell,nell@example.org,"Damp, and rats",I own,"Buses, A park"\n'
)


def read(text: str):
    return read_heard(io.BytesIO(text.encode()), ASKED)


def test_kobo_is_read_by_its_keys_and_an_empty_row_is_none():
    (one,) = read(KOBO)
    assert (one.id, one.at) == ("u-1", datetime(2026, 3, 2, 10, tzinfo=UTC))
    assert one.answers == {"q1": "The rent", "q2": "1", "q3": ["1", "3"]}


def test_zetkin_is_read_by_its_words_and_names_stay_in_the_file():
    (one,) = read(ZETKIN)
    assert one.answers == {"q1": "Damp, and rats", "q2": "2", "q3": ["1", "2"]}
    assert "Nell" not in repr(one)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("q1\nx\n", "tell the rows apart"), ("_uuid,other\n1,x\n", "No column"),
        ("_uuid,q1\n1,\n", "Nothing"), ("_uuid,q1\n,x\n", "Line 2"), ("", "empty"),
        ("PK\x03\x04", "Excel"), ('_uuid,q1\n1,"x\n', "quotation"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_ends_in_words(text, words):
    with pytest.raises(HeardError, match=words):
        read(text)


@given(st.text(max_size=300))
def test_whatever_is_sent_is_read_or_refused(junk):
    try:
        read(f"_uuid,q1,q2,q3\n{junk}")
    except HeardError as error:
        assert str(error)
