"""Themes proposed from texts: real ones, repeated ones, shuffled ones, one alone."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from articulator.methods.themes import Said, e5, find, folded, installed, statements
from tests.methods.themes.real import texts_and_topics

WORDS = st.text("abcdefg ", min_size=1, max_size=30)
RENT = [f"The rent is too high {more}" for more in ("now", "here", "again", "for us", "this year")]
BUS = [f"No bus comes after nine {more}" for more in ("now", "here", "again", "for us", "at all")]


def said(texts: list[str]) -> list[Said]:
    return [Said(str(number), text) for number, text in enumerate(texts)]


def agreement(embed=None) -> float:
    texts, topics = texts_and_topics()
    found = find(said(texts), **({"embed": embed} if embed else {}))
    assert len(found.of) == len(texts)  # none is dropped
    return adjusted_rand_score(topics, [found.of[str(number)] for number in range(len(texts))])


def test_the_light_default_finds_the_nine_conversations():
    assert agreement() >= 0.25


@pytest.mark.skipif(not installed(), reason="the multilingual model is not installed")
def test_the_model_finds_them_better():
    assert agreement(e5) >= 0.40


def test_two_themes_are_told_apart_and_named_by_their_words():
    found = find(said(RENT + BUS), fineness=1.0)
    assert [sorted(theme.keys) for theme in found.themes] == [list("56789"), list("01234")] or [
        sorted(theme.keys) for theme in found.themes
    ] == [list("01234"), list("56789")]
    names = {theme.words[0] for theme in found.themes}
    assert names <= {"rent", "high", "bus", "comes", "nine"}


def test_the_order_of_the_texts_changes_nothing():
    texts, _ = texts_and_topics()
    one = said(texts[:600])
    other = random.Random(3).sample(one, len(one))
    assert find(one) == find(other)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, max_size=25), st.randoms())
def test_every_text_is_in_one_theme_whatever_it_is_and_in_whatever_order(texts, chance):
    one = said(texts)
    found = find(one)
    assert sorted(key for theme in found.themes for key in theme.keys) == sorted(found.of)
    assert set(found.of) == {each.key for each in one}
    assert sum(theme.supporters for theme in found.themes) == len(texts)
    assert find(chance.sample(one, len(one))) == found


def test_five_hundred_identical_texts_are_one_statement_with_five_hundred_supporters():
    crowd = [Said(f"c{number}", "The rent is too high!") for number in range(500)]
    [one] = statements(crowd)
    assert (one.supporters, len(one.keys)) == (500, 500)
    found = find([*said(RENT + BUS), *crowd], fineness=1.0)
    assert max(theme.supporters for theme in found.themes) == 505


def test_a_crowd_that_says_the_same_does_not_move_anybody_elses_text():
    alone = find([*said(RENT + BUS), Said("x", "The rent is too high")], fineness=1.0)
    crowd = [Said(f"c{number}", "The rent is too high") for number in range(500)]
    together = find([*said(RENT + BUS), *crowd], fineness=1.0)
    kept = {str(number) for number in range(10)}

    def grouped(found):
        return {frozenset(kept & set(theme.keys)) for theme in found.themes}

    assert grouped(alone) == grouped(together)


def test_the_quotes_of_a_theme_are_its_own_and_do_not_repeat_one_another():
    texts, _ = texts_and_topics()
    found = find(said(texts[:600]))
    for theme in found.themes:
        assert set(theme.telling) <= set(theme.keys)
        assert len({folded(texts[int(key)]) for key in theme.telling}) == len(theme.telling)


def test_finer_makes_more_themes():
    texts, _ = texts_and_topics()
    few, many = (len(find(said(texts), fineness=at).themes) for at in (0.5, 2.0))
    assert few < many


def test_nothing_said_makes_no_theme():
    assert find([]).themes == ()


def test_the_generator_of_chance_of_others_is_left_alone():
    random.seed(5)
    expected = random.random()
    random.seed(5)
    find(said(RENT + BUS))
    assert random.random() == expected
