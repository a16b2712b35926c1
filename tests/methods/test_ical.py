"""Calendars are held against RFC 5545 itself: its examples, its limits, its grammar."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.ical import WIDEST, Meeting, calendar, escape, fold, moment

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2026, 3, 28, 18, 30, tzinfo=LONDON)
MEETING = Meeting(
    uid="1@here", starts=STARTS, ends=STARTS + timedelta(hours=2), title="Soup; and a rent check",
    place="Hall, ground floor", text="Come.\nBring a letter.", url="https://here.example/1",
    changed=datetime(2026, 3, 1, 12, tzinfo=UTC), sequence=3,
)  # fmt: skip
NAME = re.compile(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:")


def unfolded(made: bytes) -> list[str]:
    """As section 3.1 says: a line end with one space or tab after it is nothing."""
    assert made.endswith(b"\r\n")
    return re.sub(rb"\r\n[ \t]", b"", made).decode().removesuffix("\r\n").split("\r\n")


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text, flags=re.DOTALL)


def lines_of(*meetings: Meeting) -> dict[str, str]:
    return dict(line.split(":", 1) for line in unfolded(calendar("Ours", meetings, "-//Us//EN")))


def test_a_text_is_escaped_as_the_example_of_section_3_3_11():
    said = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escape(said) == r"Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escape('a\\b;c,d: "e"') == r"a\\b\;c\,d: " + '"e"'
    assert escape("one\r\ntwo\rthree") == r"one\ntwo\nthree"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_was_escaped_reads_back(text):
    assert unescaped(escape(text)) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_line_is_wider_than_75_octets_and_none_tears_a_character(text):
    made = fold(f"SUMMARY:{escape(text)}")
    for line in made.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= WIDEST
        line.decode()
    assert unfolded(made) == [f"SUMMARY:{escape(text)}"]


def test_a_meeting_has_all_that_a_calendar_asks_for_and_each_thing_once():
    made = unfolded(calendar("Ours", [MEETING], "-//Us//EN"))
    assert made[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Us//EN"]
    assert [made[4], made[-2], made[-1]] == ["BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"]
    names = [line.split(":")[0] for line in made[5:-2]]
    assert sorted(names) == sorted(set(names)) == [
        "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "LOCATION", "SEQUENCE",
        "STATUS", "SUMMARY", "UID", "URL",
    ]  # fmt: skip
    assert all(NAME.match(line) for line in made)
    assert lines_of(MEETING)["SUMMARY"] == r"Soup\; and a rent check"


def test_times_are_moments_on_both_sides_of_the_change_of_clocks():
    assert moment(STARTS) == "20260328T183000Z"  # winter time still
    assert moment(STARTS + timedelta(days=1)) == "20260329T173000Z"  # the same hour on the wall


def test_a_change_counts_up_and_a_meeting_called_off_is_struck_out():
    gone = Meeting("1@here", STARTS, STARTS, "Soup", sequence=4, called_off=True)
    assert (lines_of(MEETING)["SEQUENCE"], lines_of(MEETING)["STATUS"]) == ("3", "CONFIRMED")
    assert (lines_of(gone)["SEQUENCE"], lines_of(gone)["STATUS"]) == ("4", "CANCELLED")
    assert lines_of(gone)["UID"] == lines_of(MEETING)["UID"]


def test_a_text_cannot_add_a_line_of_its_own():
    bad = Meeting("1@here", STARTS, STARTS, "Soup\r\nATTENDEE:mailto:a@b\x00", url="x\r\nATTACH:y")
    assert [line for line in unfolded(calendar("x", [bad], "p")) if line.startswith("ATT")] == []
