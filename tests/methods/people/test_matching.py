"""Whether two entries are one person: likely or not, the same from both sides, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.people import Someone, Verdict, compare, pairs, plain_name
from articulator.methods.people.matching import Names, compare_names

NAMES = st.one_of(
    st.sampled_from(
        ["Ada Okafor", "Ada Okafo", "A. Okafor", "Zoë Müller", "Müller Zoe", "", "Jon"]
    ),
    st.text(max_size=12),
)
SOMEONE = st.builds(
    Someone,
    name=NAMES,
    mail=st.sampled_from(["", "a@example.org", "b@example.org"]),
    phones=st.frozensets(st.sampled_from(["+441", "+442", "+443"]), max_size=2),
    place=st.sampled_from(["", "Leith", "Govan"]),
)
ADA = Someone("Ada Okafor", "ada@example.org", frozenset({"+447700900001"}), "Leith")


@given(SOMEONE, SOMEONE)
def test_it_is_the_same_from_both_sides_and_a_probability(one, other):
    match = compare(one, other)
    assert match == compare(other, one)
    assert 0 <= match.score <= 1


@given(SOMEONE, SOMEONE)
def test_the_reason_says_what_agrees_and_what_does_not(one, other):
    reason = compare(one, other).reason
    assert ("same mail address" in reason) == bool(one.mail and one.mail == other.mail)
    assert ("same phone" in reason) == bool(one.phones & other.phones)
    assert ("different mail addresses" in reason) == (
        bool(one.mail and other.mail) and one.mail != other.mail
    )
    assert str(compare_names(one.name, other.name)) in reason


@given(SOMEONE)
def test_more_that_agrees_never_makes_it_less_likely(one):
    bare = Someone("Ada Okafor", "", frozenset(), "")
    again = Someone("Ada Okafor", "", frozenset({"+441"}), "")
    assert compare(bare, bare).score < compare(again, again).score


@given(st.lists(SOMEONE, max_size=8))
def test_pairs_are_found_once_and_never_without_likelihood(people):
    entries = {str(number): one for number, one in enumerate(people)}
    found = list(pairs(entries))
    assert len({frozenset((one, other)) for one, other, _ in found}) == len(found)
    assert all(match.verdict != Verdict.OTHER for *_, match in found)


@pytest.mark.parametrize(
    ("other", "verdict", "reason"),
    [
        (ADA, "same", "same mail address and same phone, and the same name"),
        (Someone("Ada Okafo", phones=ADA.phones, place="Govan"), "doubt",
         "same phone, and names that differ by one letter"),
        (Someone("Ben Okafor", ADA.mail, ADA.phones, "Leith"), "doubt",
         "same mail address and same phone, but different names"),
        (Someone("Okafor, Ada", place="Leith"), "doubt", "the same name in the same branch"),
        (Someone("Ada Okafor", "other@example.org", frozenset({"+449"}), "Leith"), "other",
         "the same name in the same branch, but different mail addresses and different phones"),
        (Someone("Ada Okafor", place="Govan"), "other", "the same name"),
        (Someone("Kofi Mensah", "k@example.org", place="Leith"), "other",
         "different names in the same branch, but different mail addresses"),
        (Someone("A Okafor", ADA.mail), "same",
         "same mail address, and names that differ by an initial"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_pair(other, verdict, reason):
    match = compare(ADA, other)
    assert (match.verdict, match.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Zoë Müller", "MULLER zoe", Names.SAME), ("Dr. Ida Roy", "Ida Roy", Names.SAME),
        ("Łukasz Groß", "Lukasz Gross", Names.SAME), ("Ian", "Ion", Names.OTHER),
        ("Ida Roy", "", Names.UNKNOWN), ("Katherine Evans", "Katharine Evans", Names.LETTER),
        ("Katherine Evans", "Katheryne Evanss", Names.ALIKE), ("I Roy", "Ida Roy", Names.INITIAL),
    ],
)  # fmt: skip
def test_how_names_compare(one, other, said):
    assert compare_names(one, other) == said


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name):
    assert plain_name(plain_name(name)) == plain_name(name)


def test_a_switchboard_s_number_is_no_reason_to_compare_everybody():
    people = {str(n): Someone(f"Name {n}", phones=frozenset({"+441"})) for n in range(60)}
    assert list(pairs(people)) == []
