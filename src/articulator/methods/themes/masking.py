"""A quote without the person in it: names, numbers, addresses become dots before it is shown.

It errs on the side of dots. What a machine cannot know (the neighbour with the three dogs) a
person sees, who reads every quote before it is published.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable

DOTS = "…"
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)@\w+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:\d+\s?[a-z]?,?\s+)?(?:[A-ZÄÖÜ][\w'’-]+\s+){1,3}"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Court|Drive|Gardens|Grove|Hill|Mews|Park|Place|"
    r"Row|Square|Terrace|Walk|Way|House|Tower|Straße|Strasse|Gasse|Platz|Weg)\b\.?"
)
_GERMAN_STREET = re.compile(
    r"\b[A-ZÄÖÜ]\w+(?:straße|strasse|str\.|gasse|platz|weg|allee)(?:\s+\d+\w?)?"
)
_NUMBER = re.compile(r"(?<!\w)[+(]?\d[\d\s().,/-]*\d\w*|(?<!\w)\d+\w*")
_TITLED = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Miss|Dr|Prof|Sir|Herr|Frau|Cllr|Councillor)\b\.?\s+[A-ZÄÖÜ][\w'’-]+"
    r"(?:\s+[A-ZÄÖÜ][\w'’-]+)*"
)
_CAPITAL = re.compile(r"\b[A-ZÄÖÜÀ-ÝŁŚŻ][\w'’-]*\b")
_AMOUNT = re.compile(
    r"(?:[£€$]\s?\d[\d.,]*|\d[\d.,]*\s?(?:%|percent|per cent|Prozent))", re.IGNORECASE
)
# Capitals that name nobody.
_HARMLESS_WORDS = """
    i i'm i've i'd i'll a the english british scottish welsh irish european monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter ramadan eid nhs gp uk eu tv a&e
"""
_HARMLESS = frozenset(_HARMLESS_WORDS.split())


def masked(words: str, known: Collection[str] = ()) -> str:
    """The words without what could name a person. `known`: words, in small letters, that are none.

    `known_words` finds them in all that was said; names of places that may stay join them. Sums of
    money and shares stay; other numbers go.
    """
    kept: list[str] = []
    told = re.sub("[\x00\ue000-\ue007]", "", words)
    told = _AMOUNT.sub(lambda found: _put_by(found[0], kept), told)
    for one in (_ADDRESS, _TITLED, _STREET, _GERMAN_STREET, _POSTCODE, _NUMBER):
        told = one.sub(DOTS, told)
    told = _CAPITAL.sub(lambda found: _name(found[0], known), told)
    told = re.sub(rf"{DOTS}(?:[\s,]*{DOTS})+", DOTS, told)
    return re.sub("\x00(\\d+)\x00", lambda found: kept[int(found[1], 8)], _digits_back(told))


def _put_by(words: str, kept: list[str]) -> str:
    kept.append(words)
    return f"\x00{_as_letters(len(kept) - 1)}\x00"


def _as_letters(number: int) -> str:
    """A number that no rule about numbers finds."""
    return "".join(chr(0xE000 + int(one)) for one in f"{number:o}")


def _digits_back(words: str) -> str:
    return re.sub("[\ue000-\ue007]", lambda found: str(ord(found[0]) - 0xE000), words)


def _name(word: str, known: Collection[str]) -> str:
    low = word.lower().replace("’", "'")
    plain = low.removesuffix("'s")
    return word if any(one in _HARMLESS or one in known for one in (low, plain)) else DOTS


def known_words(texts: Iterable[str], least: int = 8) -> frozenset[str]:
    """Words that name no private person: written small by somebody, or used in so many texts."""
    small: set[str] = set()
    used: Counter[str] = Counter()
    for text in texts:
        found = re.findall(r"\b[^\W\d_][\w'’-]*\b", text)
        small |= {word for word in found if word[0].islower()}
        used.update({word.lower() for word in found})
    return frozenset(small | {word for word, times in used.items() if times >= least})
