"""The two CSV files in the shapes in which they are found."""

import pytest

from articulator.methods.sortition import (
    PoolFileError,
    Quota,
    lottery,
    read_pool,
    read_quotas,
    verify_lottery,
)
from tests.methods.sortition.pools import DATA

WILD = DATA / "wild"
HEAD, HAS = "feature,value,min,max\n", "feature, value, min."


def test_quotas_of_the_sortition_foundation_with_flexible_limits():
    quotas = read_quotas((WILD / "sf_features.csv").read_bytes())
    assert len(quotas) == 20
    assert quotas[0] == Quota("Gender", "Female", 11, 12)


def test_quotas_under_category_and_name_between_other_columns():
    quotas = read_quotas((WILD / "opendlp_categories.csv").read_text())
    assert quotas[2] == Quota("gender", "Non-binary", 0, 3)


def test_quotas_under_category_and_feature():
    quotas = read_quotas((WILD / "nature_categories.csv").read_text())
    assert quotas[0] == Quota("gender", "female", 9, 20)


def test_people_without_an_id_are_numbered():
    assert read_pool((WILD / "nature_respondents.csv").read_text()).ids[:3] == ("1", "2", "3")


@pytest.mark.parametrize("heading", ["id", "unique_id", "nationbuilder_id", "ID", "Unique ID"])
def test_the_id_is_found_under_its_usual_names(heading):
    assert read_pool(f"gender,{heading}\nwoman,ada\n").ids == ("ada",)


@pytest.mark.parametrize(
    ("people", "quotas", "seats"),
    [
        ("sf_candidates_lower.csv", "sf_features.csv", 22),
        ("opendlp_respondents.csv", "opendlp_categories.csv", 30),
        ("nature_respondents.csv", "nature_categories.csv", 20),
    ],
)
def test_wild_files_go_all_the_way_to_a_lottery(people, quotas, seats):
    pool = read_pool((WILD / people).read_bytes())
    wanted = read_quotas((WILD / quotas).read_bytes())
    assert verify_lottery(lottery(pool, wanted, seats), pool, wanted) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_any_spreadsheet_read_the_same(encoding):
    data = "id;town\r\nzoë;Saint-Étienne\r\n".encode(encoding)
    pool = read_pool(data)
    assert (pool.ids, pool.rows) == (("zoë",), ({"id": "zoë", "town": "Saint-Étienne"},))


def test_lines_are_counted_with_breaks_inside_quotation_marks():
    with pytest.raises(PoolFileError) as refusal:
        read_pool('id,address\nada,"1 High St\nLeeds"\n\nben,x\nada,y\n')
    assert str(refusal.value) == "line 6: the id 'ada' is already on line 2; ids must differ."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,a\n ,1\n", "line 2: id is blank; every person needs an id."),
        ("id,a\nada,1,2\n", "line 2: there are 3 values, but the heading names 2 columns."),
        ("id,a,a\nada,1,2\n", "line 1: two columns are named 'a'."),
        ("id,a\n", "line 1: the file holds no people below its heading."),
        ("", "line 1: the file holds no people below its heading."),
        ('id,a\nada,"1\n', "line 2: this is not a CSV file: unexpected end of data."),
    ],
)
def test_a_bad_pool_names_its_line(text, message):
    with pytest.raises(PoolFileError) as refusal:
        read_pool(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("feature,value,min\na,1,0\n", "line 1: there is no column 'max'; the heading has: " + HAS),
        (HEAD + "a,1,0,1\na,2,x,1\n", "line 3: min is 'x'; it must be a whole number."),
        (HEAD + "a,1,2,1\n", "line 2: a = 1: the minimum 2 exceeds the maximum 1."),
        (HEAD + "a,B,0,1\na, b,0,1\n", "line 3: a = b already has a quota on line 2."),
        (HEAD + "a,,0,1\n", "line 2: value is blank."),
        (HEAD, "line 1: the file holds no quotas below its heading."),
    ],
)
def test_a_bad_quota_file_names_its_line(text, message):
    with pytest.raises(PoolFileError) as refusal:
        read_quotas(text)
    assert str(refusal.value) == message
