"""What a theme is about, in its own words: class-based TF-IDF (Grootendorst 2022).

A word weighs by how often this theme has it, against how often all themes have it together.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from articulator.methods.themes.texts import tokens

MOST = 6  # words of one name
EVERYWHERE = 0.4  # a word in more of all texts is grammar, in whatever language
FEW = 40  # texts; among fewer, no word is taken for grammar by its number
SHORTEST = 3

# The commonest words of some languages that are spoken at our doors: enough where texts are few.
_GRAMMAR_WORDS = """
    a about after all also an and any are as at be because been before being both but by can
    could did do does doing don't down each even every few for from get go had has have having
    he her here his how i if in into is it it's its just like make many me more most much must
    my need needs no not now of off on one only or other our out over own same she should so
    some such than that the their them then there these they things this those through to too
    under up us use used very want was way we well were what when where which while who why
    will with would you your don't can't isn't aber alle als also am an auch auf aus bei bin
    bis das dass dem den der des die doch ein eine einem einen einer eines er es für gibt hat
    haben ich ihr im in ist ja kann kein keine man mehr mit muss nach nicht noch nur oder sein
    sich sie sind so soll sollte sollen über um und uns unter vom von vor war was wenn wer
    werden wie wir wird zu zum zur au aux avec ce ces dans de des du elle en est et il ils je
    la le les leur mais ne nous on ou par pas plus pour que qui sa se ses son sont sur un une
    vous al como con de del el ella en es esta hay la las lo los más muy no nos para pero por
    que se si sin son su sus un una y ya
"""
GRAMMAR = frozenset(_GRAMMAR_WORDS.split())


def names(themes: Sequence[Iterable[tuple[str, int]]], most: int = MOST) -> list[tuple[str, ...]]:
    """The words that set each theme apart. A theme is its texts, each with its supporters."""
    texts = [[(tokens(words), number) for words, number in theme] for theme in themes]
    grammar = GRAMMAR | _everywhere(texts)
    counts = [_counts(theme, grammar) for theme in texts]
    whole: Counter[str] = sum(counts, Counter())
    average = whole.total() / max(len(counts), 1)
    return [_first(count, whole, average, most) for count in counts]


def _everywhere(texts: Sequence[Sequence[tuple[list[str], int]]]) -> frozenset[str]:
    having = Counter(word for theme in texts for words, _ in theme for word in set(words))
    number = sum(len(theme) for theme in texts)
    if number < FEW or len(texts) < 2:
        return frozenset()
    return frozenset(word for word, times in having.items() if times > EVERYWHERE * number)


def _counts(theme: Sequence[tuple[list[str], int]], grammar: frozenset[str]) -> Counter[str]:
    """Words of a theme; five hundred who say the same weigh more, but not five hundredfold."""
    found: Counter[str] = Counter()
    for words, number in theme:
        weight = 1 + round(math.log(number))
        for word in words:
            if len(word) >= SHORTEST and word not in grammar and not word.isdigit():
                found[word] += weight
    return found


def _first(count: Counter[str], whole: Counter[str], average: float, most: int) -> tuple[str, ...]:
    size = max(count.total(), 1)
    weight = {
        word: times / size * math.log(1 + average / whole[word]) for word, times in count.items()
    }
    ranked = sorted(weight, key=lambda word: (-round(weight[word], 12), word))
    return _different(ranked, most)


def _different(ranked: Sequence[str], most: int) -> tuple[str, ...]:
    """Of words with the same beginning (rent, rents, renting) the first alone."""
    chosen: list[str] = []
    for word in ranked:
        if not any(_kin(word, other) for other in chosen):
            chosen.append(word)
        if len(chosen) == most:
            break
    return tuple(chosen)


def _kin(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[: max(4, shorter - 2)] == other[: max(4, shorter - 2)] and shorter >= 4
