"""How far people who code the same texts agree: Krippendorff's alpha for names (nominal data).

Hayes and Krippendorff 2007. Texts that fewer than two have coded do not count; a missing code is
missing and no disagreement. 1 is full agreement, 0 is what chance gives.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A text and what each coder took it for."""

    text: str
    codes: Mapping[str, Hashable]


def alpha(coded: Iterable[Mapping[str, Hashable]]) -> float | None:
    """Alpha over texts, each a mapping from coder to code; None where nothing can be compared.

    Where all codes are the same one, chance cannot be told from agreement: None, too.
    """
    units = [Counter(one.values()) for one in coded if len(one) > 1]
    total: Counter[Hashable] = sum(units, Counter())
    number = total.total()
    expected = number * number - sum(times * times for times in total.values())
    if not units or not expected:
        return None
    observed = sum(_mismatch(one) / (one.total() - 1) for one in units)
    return 1 - (number - 1) * observed / expected


def _mismatch(codes: Counter[Hashable]) -> int:
    """Pairs of codes, in both orders, that differ."""
    return codes.total() ** 2 - sum(times * times for times in codes.values())


def disagreements(coded: Mapping[str, Mapping[str, Hashable]]) -> list[Disagreement]:
    return [
        Disagreement(text, codes)
        for text, codes in sorted(coded.items())
        if len(set(codes.values())) > 1
    ]
