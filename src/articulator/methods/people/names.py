"""Names as they are compared: without accents, case, titles, or the order of their parts."""

import re
import unicodedata
from functools import lru_cache

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir"})
# Letters that no accent can be taken from.
OTHERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_NO_LETTERS = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """`Dr. Zoë O'Neill` is `neill o zoe`: its words, folded, in the order of the alphabet."""
    return " ".join(sorted(words(name)))


def words(name: str) -> list[str]:
    if name.isascii():
        bare = name.lower()
    else:
        folded = unicodedata.normalize("NFKD", name.casefold().translate(OTHERS))
        bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    found = _NO_LETTERS.sub(" ", bare).split()
    return [word for word in found if word not in TITLES] or found
