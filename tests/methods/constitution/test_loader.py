"""Strict reading: one meaning per line, every fault with its line and column."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.constitution import ConstitutionError, load
from articulator.methods.constitution.strict_yaml import read
from tests.methods.constitution.texts import ALL, MODEL, TENANTS, edited


def problems(text):
    with pytest.raises(ConstitutionError) as refused:
        load(text)
    return refused.value.problems


@pytest.mark.parametrize("name", ALL)
def test_presets_and_samples_load(name):
    assert load(ALL[name]).data["articulator_constitution"] == "1.0"


def test_only_true_and_false_are_booleans_and_only_plain_decimals_are_numbers():
    text = "a: [true, false, null, 7, -7, 0.7, 16.0, yes, on, No, TRUE, 012, 0x1F, 1_000, 1:30]"

    data, _, faults = read(f"{text}\nb: 2026-11-24\nc: '7'\n")

    assert faults == ()
    assert data == {
        "a": [True, False, None, 7, -7, 0.7, 16, "yes", "on", "No", "TRUE", "012", "0x1F", "1_000",
              "1:30"],
        "b": "2026-11-24",
        "c": "7",
    }  # fmt: skip


def test_the_key_on_stays_a_word():
    assert read("on: 1\nno: 2\n")[0] == {"on": 1, "no": 2}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", (1, 1), "the text is empty"),
        ("- a", (1, 1), "a constitution consists of sections such as `identity:`"),
        ("a: 1\nb: 2\na: 3", (3, 1), "a appears twice; first on line 1"),
        ("a: &x 1", (1, 4), "the anchor &x is not allowed"),
        ("a: *x", (1, 4), "write this out: the alias *x is not allowed"),
        ("a: !!python/name:os.system x", (1, 4),
         "the tag tag:yaml.org,2002:python/name:os.system is not allowed"),
        ("a: 1\n<<: {b: 2}", (2, 1), "merging with << is not allowed: write the keys out"),
        ("? [a, b]\n: 3", (1, 3), "a key must be a plain word"),
        ("a: 1\n---\nb: 2", (2, 1), "a second document begins here; a constitution is one"),
        ("é: [", (2, 1), "this is not YAML: did not find expected node content"),
        ("a: \ud800", (1, 1), "a character here is not valid Unicode"),
        ("a: " + "[" * 40 + "]" * 40, (1, 34), "this is nested more than 30 levels deep"),
        ("a: " + "x" * 1_000_000, (1, 1),
         "the text has 1,000,003 bytes; at most 1,000,000 are read"),
    ],
)  # fmt: skip
def test_what_yaml_would_let_through_is_refused_with_its_place(text, place, message):
    _, _, faults = read(text)

    assert [(fault.place, fault.message) for fault in faults] == [(place, message)]


def test_a_deluge_of_brackets_is_refused_and_not_followed():
    (fault,) = read("a: " + "[" * 300_000)[2]

    assert fault.message == "this is not YAML: exceeded maximum nesting depth"


def test_aliases_cannot_multiply():
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    assert len(read(laughs)[2]) == 6


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  roles: [", "  rolls: [",
         "rolls is not known here; did you mean roles? (extensions begin with x_)"),
        ("every: P6W", "every: 6 weeks",
         'bodies.npc.meets.every: "6 weeks" is not a duration such as P2Y, P6M, P6W, P14D or '
         "PT24H"),
        ('quorum: "2/3"', "quorum: 0.66",
         'bodies.steering.quorum: 0.66 is not a fraction in quotes, such as "2/3"'),
        ("dues: true,", "dues: yes,",
         'membership.classes.member.dues: "yes" is not true or false'),
        ("seats: 16, method", "seats: none, method",
         'bodies.npc.seat_groups.elected.seats: "none" is not a whole number, at least 1'),
        ("version: 1.0.0", "version: 1.0", "version: 1 is not a version such as 1.0.0"),
        ("method: stv", "method: svt",
         'bodies.conference.seat_groups.branch_delegates.method: "svt" is not one of stv, irv, '
         "approval, plurality_or_stv, sortition, appointed, nomination, ex_officio, open; "
         "did you mean stv?"),
    ],
)  # fmt: skip
def test_faults_of_shape_are_plain_sentences_with_a_place(old, new, message):
    text = edited(MODEL, (old, new))

    (problem,) = problems(text)

    assert (problem.line, problem.message) == (text.count("\n", 0, text.index(new)) + 1, message)


def test_a_misspelt_key_of_an_apportionment_names_the_right_one():
    messages = [one.message for one in problems(edited(MODEL, ("per: 75, over", "per: 75, ovr")))]

    assert messages == [
        "bodies.conference.seat_groups.branch_delegates.seats.apportion must say over",
        "ovr is not known here; did you mean over? (extensions begin with x_)",
    ]


def test_a_basis_must_be_a_source_of_the_file():
    assert problems(edited(MODEL, ("basis: shanly", "basis: shanley")))[0].message == (
        "the basis shanley is no source of this constitution; did you mean shanly?"
    )


def test_an_elected_group_must_say_who_votes():
    text = edited(TENANTS, ("method: stv, electorate: stewards, ", "method: stv, "))

    assert [one.message for one in problems(text)] == [
        "bodies.council.seat_groups.unions must say electorate"
    ]


def test_a_duration_that_ends_in_a_line_break_is_refused():
    text = edited(TENANTS, ("every: P1Y,", 'every: "P1Y\\n",'))

    assert len(problems(text)) == 1


def test_all_problems_are_told_at_once_in_the_order_of_lines():
    text = edited(
        MODEL,
        ("licence:", "license:"),
        ("status: preset", "status: presett"),
        ("dues: true", "dues: 1"),
    )

    found = problems(text)

    assert [one.message.partition(" ")[0] for one in found] == [
        "status:",
        "license",
        "membership.classes.member.dues:",
    ]
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert found[0].message.endswith("did you mean preset?")


def test_faults_of_yaml_and_of_shape_are_told_together():
    text = edited(
        TENANTS, ("language: en\n", "language: en\nlanguage: fr\n"), ("status:", "state:")
    )

    assert {one.message.partition(" ")[0] for one in problems(text)} >= {"language", "state"}


def test_extensions_begin_with_x():
    loaded = load(TENANTS)

    assert loaded.at(("x_colour", "roof")) == "red"
    assert loaded.at(("bodies", 1, "x_room")) == "Leith"


def test_a_place_is_found_for_everything_and_for_what_is_missing():
    text = "articulator_constitution: '1.0'\n" + TENANTS.split("\n", 2)[2]
    loaded = load(text)
    line = text.split("\n").index("title: Federation of tenants' unions") + 1

    assert loaded.position(("title",)) == (line, 1)
    assert loaded.position(("title", "nothing", 3)) == (line, 1)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_key_that_was_hit_by_a_typo_is_refused_at_its_line(data):
    lines = TENANTS.split("\n")
    keyed = [
        n for n, line in enumerate(lines) if line.lstrip(" -{").partition(":")[0].isidentifier()
    ]
    number = data.draw(st.sampled_from(keyed))
    key = lines[number].lstrip(" -{").partition(":")[0]
    if key.startswith("x_") or "x_" in lines[number]:
        return
    lines[number] = lines[number].replace(key, f"{key}q", 1)

    found = problems("\n".join(lines))

    assert any(one.line == number + 1 and f"{key}q" in one.message for one in found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TENANTS) - 1), st.sampled_from("{}[]:,-\"'&*!|>%@`#\n\t x0"))
def test_any_single_letter_changed_is_read_or_refused_with_a_place(place, letter):
    text = TENANTS[:place] + letter + TENANTS[place + 1 :]
    try:
        load(text)
    except ConstitutionError as refused:
        assert all(one.line >= 1 and one.column >= 1 and one.message for one in refused.problems)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reader(text):
    with pytest.raises(ConstitutionError):
        load(text)
