"""Articles that tell one story are found, however a paper cut or dressed them up."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.stories import contained, one_story, sampled, shingles, stories

WORDS = [f"word{number}" for number in range(400)]
texts = st.lists(st.lists(st.sampled_from(WORDS[:12]), max_size=15).map(" ".join), max_size=12)


def article(rng: random.Random) -> list[str]:
    """Fourteen sentences of ten words."""
    return [" ".join(rng.choices(WORDS, k=10)) for _ in range(14)]


def reprinted(sentences: list[str], rng: random.Random) -> str:
    """Cut short, with a new beginning, or with every twelfth word left out."""
    how = rng.randrange(3)
    if how == 0:
        return " ".join(sentences[: rng.randrange(7, 13)])
    if how == 1:
        return " ".join(article(rng)[:2] + sentences[1:])
    return " ".join(word for one in sentences for word in one.split() if rng.random() > 0.08)


def pairs(labels: list) -> int:
    return sum(many * (many - 1) // 2 for many in Counter(labels).values())


def test_what_many_papers_print_is_one_story_and_nothing_else_is():
    rng = random.Random(7)
    truth, printed = [], []
    for number in range(300):
        sentences = article(rng)
        copies = [" ".join(sentences), *(reprinted(sentences, rng) for _ in range(number % 4))]
        printed += copies
        truth += [number] * len(copies)
    found = stories(printed)
    together = pairs(list(zip(found, truth, strict=True)))
    precision, recall = together / pairs(found), together / pairs(truth)
    assert (precision >= 0.99, recall >= 0.98) == (True, True), (precision, recall)


@given(texts)
def test_the_order_of_articles_is_no_matter(printed):
    forwards = stories(printed)
    backwards = list(reversed(stories(printed[::-1])))
    assert [forwards.index(one) for one in forwards] == [backwards.index(one) for one in backwards]


@given(texts)
def test_a_story_is_named_by_its_first_article(printed):
    found = stories(printed)
    assert all(head <= at and found[head] == head for at, head in enumerate(found))


def test_a_text_and_its_half_are_one_story_and_two_halves_are_two():
    whole = " ".join(WORDS[:60])
    first, second = " ".join(WORDS[:30]), " ".join(WORDS[30:60])
    assert one_story(shingles(whole), shingles(first))
    assert contained(shingles(first), shingles(second)) == 0


def test_case_and_signs_are_no_matter_and_a_text_without_words_is_nothing():
    assert (shingles("The RENT, is: due!") == shingles("the rent is due")).all()
    assert len(shingles("— … !")) == 0
    assert contained(shingles(""), shingles("a b c")) == 0


def test_the_sample_of_a_text_is_never_empty():
    assert len(sampled(shingles("Bailiffs"))) == 1
