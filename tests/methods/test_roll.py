"""Rolls as people send them: good lines are taken, bad lines are named, nothing else happens."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.roll import Fault, Member, RollError, read_roll

HEADER = "id,name,branch,email,joined,gender\n"


def faults(text):
    return [(fault.line, fault.message) for fault in read_roll(text.encode()).faults]


def test_a_line_becomes_a_member():
    roll = read_roll((HEADER + "1,Ada Okafor,Leith,Ada@Example.org,2024-05-31,woman\n").encode())
    assert roll.members == (
        Member(2, "1", "Ada Okafor", "Leith", email="ada@example.org",
               joined=date(2024, 5, 31), attributes={"gender": "woman"}),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_save_in_many_ways(encoding, delimiter):
    text = "id,name,branch\n1,Zoë Müller,Orkney\n".replace(",", delimiter)
    (zoe,) = read_roll(text.encode(encoding)).members
    assert (zoe.name, zoe.branch) == ("Zoë Müller", "Orkney")


def test_a_cell_over_two_lines_keeps_the_count_of_lines():
    text = HEADER + '1,"Ada\nOkafor",Leith,,,\n2,,Leith,,,\n'
    assert faults(text) == [(4, "the column name is empty")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1,,Leith,,,", "the column name is empty"),
        ("1,=cmd|' /C calc'!A0,Leith,,,",
         "the column name begins with '=', like a formula of a spreadsheet"),
        ("1,Ada,Leith,@evil,,",
         "the column email begins with '@', like a formula of a spreadsheet"),
        ("1,Ada,Leith,ada.example.org,,", "ada.example.org is not a mail address"),
        ("1,Ada,Leith,,31/05/2024,",
         "the column joined holds 31/05/2024; write dates as 2024-05-31"),
        ("1,Ada,Leith,,,woman,extra", "has 7 cells, the header names 6"),
        ("0,Again,Leith,,,", "the id 0 stands on line 2 already"),
        ("1," + "x" * 2000 + ",Leith,,,",
         "the column name holds 2,000 characters; the most is 1000"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_are_taken(line, message):
    roll = read_roll(f"{HEADER}0,Ben,Govan,,,\n{line}\n9,Cleo,Govan,,,\n".encode())
    assert roll.faults == (Fault(3, message),)
    assert [one.id for one in roll.members] == ["0", "9"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Line 1: the column id, name, branch is missing"),
        (b"id,name\n", "Line 1: the column branch is missing"),
        (b"id,name,branch,name\n", "Line 1: the column name appears twice"),
        (b"\x00\x01\x02", "The file is not text"),
        (b"\xff\xfe\x00", "The file is not text"),
    ],
)
def test_what_is_no_roll_is_refused_as_a_whole(data, message):
    with pytest.raises(RollError) as refused:
        read_roll(data)
    assert str(refused.value).startswith(message)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: (HEADER + t).encode()))
def test_no_file_breaks_the_reader(data):
    try:
        roll = read_roll(data)
    except RollError:
        return
    assert len({one.id for one in roll.members}) == len(roll.members)
