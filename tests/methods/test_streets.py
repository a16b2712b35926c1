import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.streets import MOST, Stop, StreetsError, read_streets, typed_streets


def read(text: str | bytes) -> list[tuple[str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(one.street, one.label) for one in read_streets(io.BytesIO(data))]


def test_a_span_of_one_side_is_its_doors():
    assert read("street,numbers\nMill Lane,1-7 odd\n") == [
        ("Mill Lane", number) for number in "1357"
    ]


def test_numbers_are_listed_one_by_one_and_as_spans():
    assert [label for _, label in read('Street;Numbers\nMill Lane;"2, 4-6, 12a"\n')] == [
        "2", "4", "5", "6", "12a",
    ]  # fmt: skip


def test_a_street_without_numbers_is_one_place():
    assert read("street\nMarket Cross\n") == [("Market Cross", "")]


def test_a_door_that_is_listed_twice_is_one():
    assert len(read("street,number\nMill Lane,1\nMill  Lane,1\nMill Lane,1-2\n")) == 2


def test_lines_are_typed_as_one_would_say_them():
    assert typed_streets(["Mill Lane: 1, 3", "", "Harbour Row"]) == [
        Stop("Mill Lane", "1"), Stop("Mill Lane", "3"), Stop("Harbour Row"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column", ["Name", "first_name", "Email", "Date of Birth", "Phone", "Notes"]
)
def test_a_list_of_people_is_not_taken(column):
    with pytest.raises(StreetsError, match="never people"):
        read(f"street,number,{column}\nMill Lane,1,x\n")


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "place of birth\nx\n", "street,numbers\n,1-3\n", "street,numbers\nMill,9-3\n",
        "street,numbers\nMill,1-9999\n", "street\na@b.example\n", f"street\n{'x' * 200}\n",
        f"street,number\nMill,{'9' * 60}\n", 'street\n"Mill\n', "street\nMill\0Lane\n",
        b"PK\x03\x04 a spreadsheet", b"\xff\xfe\x00", "street,number\nMill,1,2,3\n",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_ends_in_words(text):
    with pytest.raises(StreetsError) as error:
        read(text)
    assert str(error.value)


def test_a_turf_has_an_end():
    rows = "".join(f"Street {number},1-1000\n" for number in range(3))
    with pytest.raises(StreetsError, match=f"{MOST:,}"):
        read("street,numbers\n" + rows)


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused(junk):
    for head in (b"", b"street,numbers\n"):
        try:
            found = read_streets(io.BytesIO(head + junk))
        except StreetsError as error:
            assert str(error)
        else:
            assert found
            assert len(set(found)) == len(found)


@given(st.integers(1, 300), st.integers(0, 300))
def test_odd_and_even_are_all(first, more):
    last = first + more
    sides = [typed_streets([f"Mill: {first}-{last} {side}"]) for side in ("odd", "even", "all")]
    assert sorted(sides[0] + sides[1], key=lambda one: int(one.label)) == sides[2]
