"""Which parts of a postcode name an area: enough to find a branch, too little to find a house."""

import re

_UK = re.compile(r"([A-Z]{1,2})([0-9]{1,2})([A-Z]?)(?:[0-9][A-Z]{2})?")
_LONGEST = 12
_KEPT = 4  # characters of a code from elsewhere; more would lead to a street


def plain(code: str) -> str:
    """The code in capitals without spaces and punctuation: `eh6 5qd` is `EH65QD`."""
    return "".join(c for c in code.upper() if c.isascii() and c.isalnum())[:_LONGEST]


def areas(code: str) -> tuple[str, ...]:
    """The areas that contain a postcode, narrowest first.

    A code of the United Kingdom has its district, its district without a last letter, and its
    post town: `EC1A 1BB` lies in EC1A, EC1 and EC (Royal Mail, Postcode Address File, outward
    code). The inward part, which leads to a few houses, is never among them. Any other code has
    its beginnings of two to four characters: `1060 AB` lies in 1060, 106 and 10. What is no code
    lies nowhere.
    """
    text = plain(code)
    if found := _outward(text):
        town, number, letter = found
        return tuple(dict.fromkeys((town + number + letter, town + number, town)))
    if not any(c.isdigit() for c in text):
        return (text,) if 0 < len(text) <= 2 else ()
    return tuple(text[:n] for n in range(min(len(text), _KEPT), 1, -1))


def district(code: str) -> str:
    """The narrowest area that may be kept of a postcode; empty if it is none."""
    return next(iter(areas(code)), "")


def _outward(text: str) -> tuple[str, str, str] | None:
    """Post town, number and letter of a British code, whole or outward alone.

    Where digits can be read in two ways, a whole code wins: `E11AA` is E1 1AA, not E11 A A.
    """
    whole = _UK.fullmatch(text[:-3]) if text[-3:-2].isdigit() and text[-2:].isalpha() else None
    found = whole or _UK.fullmatch(text)
    return (found[1], found[2], found[3]) if found else None
