"""What people coded, carried on; how far they agree; how many said it."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.themes import Said, alpha, disagreements, prevalence, read
from tests.methods.themes.real import texts_and_topics

# Reading on


def ten_each() -> tuple[list[Said], dict[str, str], dict[str, str]]:
    texts, topics = texts_and_topics()
    order = random.Random(1).sample(range(len(texts)), len(texts))
    truth = {str(i): topics[i] for i in range(len(texts))}
    codes: dict[str, str] = {}
    for i in order:
        if list(codes.values()).count(topics[i]) < 10:
            codes[str(i)] = topics[i]
    return [Said(str(i), text) for i, text in enumerate(texts)], codes, truth


def test_ten_examples_a_theme_read_the_rest_far_better_than_chance():
    texts, codes, truth = ten_each()
    found = read(texts, codes)
    rest = [key for key in truth if key not in codes]
    scores = []
    for theme in found.themes:
        mine = {key for key in rest if found.of[key] == theme}
        theirs = {key for key in rest if truth[key] == theme}
        scores.append(2 * len(mine & theirs) / (len(mine) + len(theirs)))
    assert np.mean(scores) >= 0.45  # nine themes; measured .51 with the light default


def test_the_order_of_texts_and_codes_changes_nothing():
    texts, codes, _ = ten_each()
    some = texts[:300]
    kept = {key: codes[key] for key in codes if int(key) < 300}
    shuffled = random.Random(2).sample(some, len(some))
    assert read(some, kept) == read(shuffled, dict(reversed(kept.items())))


def test_a_coded_text_keeps_its_code_and_is_judged_without_itself():
    texts = [Said(str(i), f"the rent is high {i}") for i in range(6)]
    texts += [Said(str(i), f"no bus tonight {i}") for i in range(6, 12)]
    codes = {"0": "homes", "1": "homes", "2": "homes", "6": "buses", "7": "buses", "8": "homes"}
    found = read(texts, codes)
    assert {key: found.of[key] for key in codes} == codes
    assert found.chances["8"]["buses"] > 0.5  # said by people to be homes, and unlike those
    assert found.of["11"] == "buses"
    assert set(found.ask) == {text.key for text in texts} - set(codes)


def test_one_theme_alone_cannot_be_learned():
    assert read([Said("a", "rent"), Said("b", "bus")], {"a": "homes"}) is None


# Agreement


def test_alpha_equals_the_example_of_krippendorff():
    """Krippendorff (2011), Computing alpha-reliability, C: four observers, nominal, .743."""
    a = ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."]
    b = ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"]
    c = [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."]
    d = ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."]
    texts = [
        {who: code for who, code in zip("abcd", column, strict=True) if code != "."}
        for column in zip(a, b, c, d, strict=True)
    ]
    assert alpha(texts) == pytest.approx(0.743, abs=0.0005)


def test_full_agreement_is_one_and_a_swap_of_everything_is_below_nothing():
    same = [{"a": code, "b": code} for code in "xyxy"]
    other = [{"a": "x", "b": "y"}, {"a": "y", "b": "x"}]
    assert alpha(same) == 1
    assert alpha(other) < 0


def test_what_one_has_coded_alone_does_not_count_and_nothing_is_not_agreement():
    assert alpha([{"a": "x"}, {"b": "y"}]) is None
    assert alpha([{"a": "x", "b": "x"}, {"a": "x", "b": "x"}]) is None


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=20))
def test_alpha_is_at_most_one_and_knows_no_order(coded):
    found = alpha(coded)
    assert found is None or found <= 1
    assert found == pytest.approx(alpha(reversed(coded)))


def test_disagreements_name_the_text_and_who_took_it_for_what():
    coded = {"t2": {"a": "x", "b": "y"}, "t1": {"a": "x", "b": "x"}}
    [one] = disagreements(coded)
    assert (one.text, one.codes) == ("t2", {"a": "x", "b": "y"})


# Prevalence


def world(seed: int, coded: int = 200, number: int = 2000) -> tuple[list, list, list, float]:
    """A theme of a quarter, and a classifier that errs to one side."""
    chance = np.random.default_rng(seed)
    truth = chance.random(number) < 0.25
    guess = np.where(truth, chance.random(number) < 0.9, chance.random(number) < 0.12)
    drawn = chance.permutation(number)
    hand, rest = drawn[:coded], drawn[coded:]
    return list(truth[hand]), list(guess[hand]), list(guess[rest]), 0.25


@pytest.mark.parametrize("trust", [1.0, None])
def test_nine_of_ten_intervals_hold_the_truth_and_are_narrower_than_by_hand(trust):
    found = [(prevalence(*world(seed)[:3], trust=trust), seed) for seed in range(400)]
    held = np.mean([one.low <= 0.25 <= one.high for one, _ in found])
    alone = [prevalence(world(seed)[0], world(seed)[1], []) for seed in range(50)]
    assert 0.87 <= held <= 0.94
    assert np.mean([one.width for one, _ in found]) < 0.9 * np.mean([one.width for one in alone])


def test_a_raw_count_would_be_wrong_where_ours_is_not():
    counted = np.mean([np.mean(world(seed)[1] + world(seed)[2]) for seed in range(50)])
    corrected = np.mean([prevalence(*world(seed)[:3]).share for seed in range(50)])
    assert abs(counted - 0.25) > 0.05
    assert abs(corrected - 0.25) < 0.01


def test_a_classifier_that_guesses_does_not_make_it_worse():
    chance = np.random.default_rng(4)
    said = list(chance.random(100) < 0.3)
    noise, rest = list(chance.random(100) < 0.5), list(chance.random(900) < 0.5)
    alone = prevalence(said, noise, [])
    assert prevalence(said, noise, rest).width <= alone.width * 1.02


def test_what_nobody_was_found_to_say_still_has_an_interval():
    found = prevalence([0] * 50, [0] * 50, [0] * 500)
    assert (found.share, found.low) == (0, 0)
    assert 0.03 < found.high < 0.08


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.integers(1, 500)), min_size=2,
             max_size=30),
    st.lists(st.tuples(st.floats(0, 1), st.integers(1, 500)), max_size=30),
)  # fmt: skip
def test_a_share_lies_within_its_interval_and_that_between_none_and_all(coded, rest):
    found = prevalence(
        [one for one, _, _ in coded], [one for _, one, _ in coded], [one for one, _ in rest],
        weights=[one for _, _, one in coded], rest_weights=[one for _, one in rest],
    )  # fmt: skip
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_one_coded_text_is_not_enough():
    assert prevalence([1], [1], [0, 1]) is None
