"""Ballot files as they are found in the wild, and what is said about those that cannot be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.stv import BallotFileError, Papers, read_blt, write_blt
from tests.methods.stv.cast import elections
from tests.methods.stv.wards import files, papers

PLAIN = """3 2
4 1 3 2 0
2 2 0
1 3 1 0
0
"Ada Okafor"
"Ben Castell"
"Cleo Marsh"
"Leith branch"
"""
AFTER_BALLOTS = PLAIN[PLAIN.index("0\n0") + 2 :]
BEGINNING = "the file must begin with two numbers, of candidates and of seats"
NOT_A_BALLOT = "is neither a ballot nor the 0 that ends the ballots"
READ = Papers(
    candidates=("Ada Okafor", "Ben Castell", "Cleo Marsh"),
    seats=2,
    rankings=((4, (1, 3, 2)), (2, (2,)), (1, (3, 1))),
    title="Leith branch",
)


def test_a_plain_file_is_read():
    assert read_blt(PLAIN) == READ


@pytest.mark.parametrize(
    "wild",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace('"', ""),
        PLAIN.replace('"', '"""'),
        PLAIN.replace(" 0\n", " 0 # checked\n").replace("3 2\n", "# Leith\n3 2\n", 1),
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("\n", ",\n").replace('"', "").replace("Ada ", "Ada,"),
        PLAIN.replace("4 1 3 2 0", "3 1 3 2 0\n1 1 3 2 0"),
        PLAIN.replace(" ", "\t").replace("a\tO", "a O").replace("n\tC", "n C"),
    ],
)
def test_what_programs_do_to_a_file_does_not_change_it(wild):
    assert read_blt(wild) == READ


def test_windows_letters_are_read():
    assert read_blt(PLAIN.replace("Ben", "Zoë").encode("cp1252")).candidates[1] == "Zoë Castell"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('"Ewa NOWAK" "Green Party"', "Ewa NOWAK, Green Party"),
        ('"""Ewa NOWAK"" ""Green Party"" "', "Ewa NOWAK, Green Party"),
        ('"Ewa NOWAK ""Green Party (GP)"""', 'Ewa NOWAK "Green Party (GP)"'),
        ('"Grn ""Ewa NOWAK"" "', 'Grn "Ewa NOWAK"'),
        ("# ALTERNATIVE NAME 1: Ewa   Nowak (Grn)", "Ewa Nowak (Grn)"),
        ("Ewa NOWAK        (Grn)", "Ewa NOWAK (Grn)"),
        ('"Nowak, Ewa"', "Nowak, Ewa"),
        ("Nowak, Ewa", "Nowak, Ewa"),
        ('Ewa "Evie" Nowak', 'Ewa "Evie" Nowak'),
        ('"<b>Ewa</b>"', "<b>Ewa</b>"),
    ],
)
def test_names_lose_their_garbled_quotes(line, name):
    assert read_blt(PLAIN.replace('"Ada Okafor"', line)).candidates[0] == name


def test_withdrawn_candidates_may_stand_on_one_line_or_several():
    for lines in ("-3 -1\n", "-1\n-3\n"):
        assert read_blt(PLAIN.replace("3 2\n", f"3 2\n{lines}", 1)).withdrawn == {1, 3}


@pytest.mark.parametrize(
    ("ballot", "ranking"),
    [
        ("4 1 - 3 0", (1,)),
        ("4 1 3 - 0", (1, 3)),
        ("4 - 1 0", ()),
        ("4 1 2=3 0", (1,)),
        ("4 1=2 3 0", ()),
        ("4 1 3 1 2 0", (1, 3)),
        ("4 2 2 0", (2,)),
        ("4 0", ()),
    ],
)
def test_a_ranking_counts_up_to_the_gap_or_the_repeat(ballot, ranking):
    assert read_blt(PLAIN.replace("4 1 3 2 0", ballot)).rankings[:1] in (
        ((4, ranking),),
        ((6, ranking),),  # with the two papers that read the same
    )


def test_names_without_a_title_are_enough():
    assert read_blt(PLAIN.replace('"Leith branch"\n', "")).title == ""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("3 2\n4", "4", 1, BEGINNING),
        ("3 2\n", "3 x\n", 1, BEGINNING),
        ("3 2\n", "3 0\n", 1, "there must be at least one candidate and one seat"),
        ("3 2\n", "99 2\n", 1, "the file is too short to name 99 candidates"),
        ("3 2\n", f"{'9' * 5000} 2\n", 1, BEGINNING),
        ("2 2 0", f"{'9' * 5000} 2 0", 3, f"'{'9' * 40}' {NOT_A_BALLOT}"),
        ("2 2 0", "2 4 0", 3, "there is no candidate '4': they are 1 to 3"),
        ("2 2 0", "2 two 0", 3, "there is no candidate 'two': they are 1 to 3"),
        ("2 2 0", "2 2", 3, "a ballot must end with 0; is this line cut off?"),
        ("2 2 0", "2", 3, "a ballot must end with 0; is this line cut off?"),
        ("2 2 0", "0 2 0", 3, "a ballot begins with how many papers there are, at least 1"),
        ("2 2 0", "1_0 2 0", 3, f"'1_0 2 0' {NOT_A_BALLOT}"),
        ("2 2 0", "1.5 2 0", 3, f"'1.5 2 0' {NOT_A_BALLOT}"),
        ("2 2 0", "-4", 3, "'-4' withdraws nobody: candidates are -1 to -3"),
        ("2 2 0", "-1 2 0", 3, "'2' withdraws nobody: candidates are -1 to -3"),
        ("\n0\n", "\n", 5, f"'\"Ada Okafor\"' {NOT_A_BALLOT}"),
        ('"Cleo Marsh"\n"Leith branch"\n', "", 8, "the file names 2 of its 3 candidates"),
        ("branch", 'branch"\n"Dev"', 10, "there is text after the candidates' names and the title"),
        (PLAIN, "", 1, "the file is empty"),
        (AFTER_BALLOTS, "", 5, "the line with 0 that ends the ballots is missing"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_what(old, new, line, message):
    assert old in PLAIN
    with pytest.raises(BallotFileError) as caught:
        read_blt(PLAIN.replace(old, new, 1))
    assert (caught.value.line, caught.value.message) == (line, message)
    assert str(caught.value) == f"line {line}: {message}"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='0123 -=#,\n"ab', max_size=60) | st.binary(max_size=60))
def test_anything_at_all_is_read_or_refused_with_its_line(data):
    try:
        papers = read_blt(data)
    except BallotFileError as refused:
        error = refused
    else:
        assert read_blt(write_blt(papers)).rankings == papers.rankings
        return
    assert error.line >= 1


names = st.text(
    st.characters(codec="utf-8", exclude_characters='"', exclude_categories=["Z", "C"]),
    min_size=1, max_size=8,
)  # fmt: skip
written_names = st.lists(names, min_size=1, max_size=3).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(elections(), st.lists(written_names, min_size=6, max_size=6), written_names)
def test_what_is_written_is_read_back(election, called, title):
    merged: dict[tuple[int, ...], int] = {}
    for many, ranking in election.rankings:
        merged[ranking] = merged.get(ranking, 0) + many
    original = Papers(
        tuple(called[: len(election.candidates)]),
        election.seats,
        tuple((many, ranking) for ranking, many in merged.items()),
        title,
        frozenset({1}),
    )
    assert read_blt(write_blt(original)) == original
    assert read_blt(write_blt(original).encode()) == original


def test_a_nickname_survives_writing():
    original = Papers(('Ewa "Evie" Nowak', 'O"Neil, Finn'), 1, ((1, (1, 2)), (3, ())))
    assert read_blt(write_blt(original)) == original


def test_a_name_cannot_smuggle_a_line_into_a_file():
    original = Papers(('Ewa\n0\n"Ben"', "Ben"), 1, ((1, (1, 2)),))
    assert read_blt(write_blt(original)).candidates == ('Ewa 0 "Ben"', "Ben")


def test_real_files_survive_a_round_trip():
    for name in list(files())[::40]:
        assert read_blt(write_blt(papers()[name])) == papers()[name]


def test_the_csv_in_a_blt_of_perth_is_read():
    ward = papers()["perth_kinross_2016_by_election_ward9.blt"]
    assert (len(ward.candidates), ward.seats) == (5, 1)
    assert ward.candidates[3] == "Wilma LUMSDEN"
    assert ward.title == "Ward 9 - Almond and Earn"
