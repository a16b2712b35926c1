"""What of an XLSForm can be asked here, and what cannot, each with its reason (R-87)."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.xlsform import MOST, UNPACKED, Asked, Form, FormError, read

DATA = Path(__file__).parents[1] / "data" / "xlsform"
CHOICES = '"choices",,\n,"list_name","name","label"\n,"yn","y","Yes"\n,"yn","n","No"\n'


def sheet(*rows: str) -> Form:
    """The sheets as one CSV: type, name, label, relevant."""
    lines = "".join(f",{row}\n" for row in rows)
    head = '"survey",,,\n,"type","name","label","relevant"\n'
    return read(f"{head}{lines}{CHOICES}".encode())


def test_a_doorstep_form_becomes_questions_and_what_asks_who_somebody_is_stays_out():
    form = read((DATA / "doorstep.xlsx").read_bytes())
    assert form.title == "What matters here"
    assert [one.kind for one in form.asked] == [
        "open", "choice", "open", "several", "open", "choice", "choice",
    ]  # fmt: skip
    assert form.asked[3].options == (
        "Housing and rent", "Bills and prices", "Health and care", "Work and pay",
        "Buses and streets", "Something else",
    )  # fmt: skip
    assert form.left_out == (
        "“Name”: it asks who somebody is. Answers carry no name; an address is left apart from "
        "them.",
        "“Phone or email”: it asks who somebody is. Answers carry no name; an address is left "
        "apart from them.",
        "The form asks 5 questions of some people only, as “What matters most to you just now?”: "
        "here all are asked.",
    )


def test_a_form_that_asks_for_a_name_and_a_number_asks_nothing_here():
    with pytest.raises(FormError, match="Nothing in this form can be asked here"):
        read((DATA / "simple.xlsx").read_bytes())


def test_groups_are_headings_and_others_may_answer_in_their_own_words():
    form = sheet(
        '"begin_group","home","Your **home**",""', '"select_one yn or_other","damp","Damp?",""',
        '"end_group","","",""', '"select_multiple yn","more","And?",""', '"start","start","",""',
    )  # fmt: skip
    assert form.asked == (
        Asked("choice", "Damp?", "Your home", ("Yes", "No"), own=True),
        Asked("several", "And?", "", ("Yes", "No")),
    )
    assert form.left_out == ()


def test_what_is_asked_again_and_again_or_speaks_of_an_earlier_answer_is_left_out():
    form = sheet(
        '"begin_repeat","child","Each child",""', '"text","age","How old?",""',
        '"end_repeat","","",""', '"text","so","Why ${damp}?",""', '"text","then","And then?",""',
        '"select_one_from_file a.csv","f","Which?",""', '"geopoint","g","Where?",""',
    )  # fmt: skip
    assert [one.text for one in form.asked] == ["And then?"]
    assert [one.split("”")[0] for one in form.left_out] == [
        "“Each child", "“Why ${damp}?", "“Which?", "“Where?",
    ]  # fmt: skip


def test_a_range_is_a_scale_unless_nobody_would_read_it_out():
    rows = ["range,safe,How safe?,start=1 end=5 step=1", "range,warm,How warm?,start=0 end=400"]
    head = "survey,,,\n,type,name,label,parameters\n"
    form = read((head + "".join(f",{row}\n" for row in rows)).encode())
    assert form.asked == (Asked("scale", "How safe?", "", ("1", "2", "3", "4", "5")),)
    assert form.left_out == ("“How warm?”: its steps are too many.",)


def test_the_form_s_own_language_is_read():
    text = (
        "survey,,,\n,type,name,label::English (en),label::Polski (pl)\n,text,q,What?,Co?\n"
        "settings,\n,default_language\n,Polski (pl)\n"
    )
    assert [one.text for one in read(text.encode()).asked] == ["Co?"]


def test_a_survey_has_an_end():
    form = sheet(*(f'"text","q{n}","Question {n}?",""' for n in range(MOST + 2)))
    assert len(form.asked) == MOST
    assert form.left_out[-1] == f"“Question {MOST + 1}?”: a survey has at most {MOST} questions."


def bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/worksheets/sheet1.xml", b"0" * (UNPACKED + 1))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no XLSForm that can be read|no sheet called"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xff\xfe\x00\x01", "no XLSForm that can be read"),
        (b"0" * 2_000_001, "larger than two megabytes"),
        (bomb(), "unpacks to more than any survey holds"),
    ],
)
def test_other_files_end_in_a_message(data, words):
    with pytest.raises(FormError, match=words):
        read(data)


@given(st.binary(max_size=300))
def test_whatever_comes_is_a_form_or_a_message(data):
    try:
        assert read(data).asked
    except FormError as why:
        assert str(why)
