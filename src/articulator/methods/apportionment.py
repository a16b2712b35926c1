"""How many seats each unit gets.

Seats are whole, shares are not: every method here is a rule for the difference. All arithmetic
is in integers and exact fractions, so that the same sizes give the same seats everywhere.
Sources: Balinski and Young, Fair Representation (2nd ed. 2001); Pukelsheim, Proportional
Representation (2nd ed. 2017).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from heapq import heapify, heapreplace
from math import isqrt
from typing import Literal

type Sizes = Mapping[str, int]
type Method = Literal["adams", "dean", "hill", "sainte_lague", "dhondt"]
type Rounding = Literal["half_up", "up", "down"]
type TieRule = Literal["larger", "smaller"]


class ApportionmentError(ValueError):
    """These seats cannot be shared in this way; the message says why and what would work."""


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's seats. `quota` is its exact share of the total before anything is rounded."""

    unit: str
    size: int
    quota: Fraction
    seats: int
    reason: str


@dataclass(frozen=True, slots=True)
class Apportionment:
    """All units' seats, in the order the sizes were given, and the rule in words."""

    method: str
    total: int
    shares: tuple[Share, ...]
    notes: tuple[str, ...] = ()

    @property
    def seats(self) -> dict[str, int]:
        return {share.unit: share.seats for share in self.shares}


@dataclass(frozen=True, slots=True)
class _Divisor:
    """A divisor method: the claim to one seat more, as size / d(seats held).

    `squared_divisor` gives d(s) squared as a fraction, so that Hill's square root is compared
    exactly; 0 means that every unit has its first seat before anyone has a second.
    """

    name: str
    squared_divisor: Callable[[int], Fraction]

    def claim(self, size: int, held: int) -> Fraction:
        return size**2 / self.squared_divisor(held)

    @property
    def first_seat_for_all(self) -> bool:
        return not self.squared_divisor(0)


DIVISORS: Mapping[str, _Divisor] = {
    "adams": _Divisor("Adams", lambda s: Fraction(s) ** 2),
    "dean": _Divisor("Dean", lambda s: Fraction(2 * s * (s + 1), 2 * s + 1) ** 2),
    "hill": _Divisor("Hill", lambda s: Fraction(s * (s + 1))),
    "sainte_lague": _Divisor("Sainte-Laguë", lambda s: Fraction(2 * s + 1, 2) ** 2),
    "dhondt": _Divisor("D'Hondt", lambda s: Fraction(s + 1) ** 2),
}


def largest_remainder(
    sizes: Sizes, total: int, *, minimum: int = 0, ties: TieRule = "larger", lots: str = ""
) -> Apportionment:
    """Share `total` seats by Hare quotas and largest remainders (Hamilton's method).

    Each unit gets the whole part of its quota `size * total / sum of sizes`; the seats left go
    one each to the largest remainders. Equal remainders: the larger (or smaller) unit first,
    then the lot drawn from the public seed `lots`. A unit whose quota is under `minimum` gets
    the minimum and the rest is shared among the others, again until none falls below.
    Errors: ApportionmentError. Source: Balinski and Young 2001, chapter 3 and appendix A.
    """
    _check(sizes, total)
    members = _with_members(sizes)
    _fits(len(members) * minimum, total, f"at least {minimum} for each of {len(members)} units")
    raised = _raised(members, total, minimum)
    sharing = {unit: size for unit, size in members.items() if unit not in raised}
    free = total - minimum * len(raised)
    quotas = _quotas(sharing, free)
    seats = {unit: int(quota) for unit, quota in quotas.items()}
    rank = _precedence(sharing, ties, lots)
    queue = sorted(quotas, key=lambda unit: (-(quotas[unit] % 1), rank[unit]))
    winners = queue[: free - sum(seats.values())]
    seats |= dict.fromkeys(raised, minimum) | {unit: seats[unit] + 1 for unit in winners}

    def reason(unit: str) -> str:
        if unit not in quotas:
            return f"its share is less than the minimum of {minimum}"
        remainder = quotas[unit] % 1
        place = queue.index(unit) + 1
        verdict = "one seat more" if unit in winners else "no seat more"
        return (
            f"quota {_mixed(quotas[unit])}: {int(quotas[unit])} whole, "
            f"remainder {_mixed(remainder)} is number {place} of {len(queue)} "
            f"for {len(winners)} seats left: {verdict}"
        )

    notes = _remainder_tie(queue, quotas, len(winners), ties, lots)
    return _result("largest_remainder", total, sizes, seats, reason, notes)


def divisor(
    sizes: Sizes,
    total: int,
    method: Method = "sainte_lague",
    *,
    minimum: int = 0,
    pairs: bool = False,
    ties: TieRule = "larger",
    lots: str = "",
) -> Apportionment:
    """Share `total` seats by a divisor method.

    Seat after seat goes to the unit with the largest quotient `size / d(seats held)`, with
    d(s) = s (Adams), 2s(s+1)/(2s+1) (Dean), the root of s(s+1) (Hill), s + 1/2 (Sainte-Laguë),
    s + 1 (D'Hondt). Every unit starts with `minimum` seats. `pairs` shares out pairs of seats,
    as Die Linke's federal statutes do for gender parity (s. 16(6)). Equal quotients: the larger
    (or smaller) unit first, then the lot drawn from the public seed `lots`.
    Errors: ApportionmentError. Source: Balinski and Young 2001, appendix A.
    """
    _check(sizes, total)
    if method not in DIVISORS:
        raise ApportionmentError(f"no divisor method {method!r}: one of {', '.join(DIVISORS)}")
    step = 2 if pairs else 1
    if total % step or minimum % step:
        raise ApportionmentError(f"pairs need an even total and minimum, not {total} and {minimum}")
    rule, members = DIVISORS[method], _with_members(sizes)
    floor = max(minimum // step, int(rule.first_seat_for_all))
    wanted = f"{rule.name} gives each of {len(members)} units at least {floor * step}"
    _fits(len(members) * floor * step, total, wanted)
    awards = _award(members, total // step, floor, rule, _precedence(members, ties, lots))
    seats = {unit: awards.held[unit] * step for unit in members}

    def reason(unit: str) -> str:
        if awards.held[unit] == floor:
            start = f"starts with {floor * step}" if floor else "starts with none"
            return f"{start}; its quotient never reached {awards.cut_off}"
        quotient = _root(rule.claim(members[unit], awards.held[unit] - 1))
        return f"last {'pair' if pairs else 'seat'} won with quotient {quotient}"

    return _result(method, total, sizes, seats, reason, awards.notes)


def per_members(
    sizes: Sizes, per: int = 75, rounding: Rounding = "half_up", *, minimum: int = 1
) -> Apportionment:
    """Give each unit one seat for every `per` members, and at least `minimum`.

    `half_up` counts a remainder of half or more as a whole, `up` any remainder, `down` none.
    The total follows from the sizes. A unit with no members gets no seat.
    Errors: ApportionmentError. Source: DSA convention rules 2023 (one per 75, minimum one).
    """
    _check(sizes, 0)
    if per < 1 or rounding not in {"half_up", "up", "down"}:
        raise ApportionmentError(
            f"one seat per {per} members, rounded {rounding!r}: "
            "the number must be 1 or more, the rounding half_up, up or down"
        )
    offsets = {"half_up": Fraction(1, 2), "up": 1 - Fraction(1, per), "down": Fraction(0)}
    exact = {unit: Fraction(size, per) for unit, size in _with_members(sizes).items()}
    rounded = {unit: int(ratio + offsets[rounding]) for unit, ratio in exact.items()}
    seats = {unit: max(minimum, whole) for unit, whole in rounded.items()}
    total = sum(seats.values())

    def reason(unit: str) -> str:
        raised = f", raised to the minimum of {minimum}" if rounded[unit] < minimum else ""
        words = f"{sizes[unit]} members at one per {per} are {_mixed(exact[unit])}"
        return f"{words}, rounded {rounding.replace('_', ' ')} to {rounded[unit]}{raised}"

    return _result("per_members", total, sizes, seats, reason)


def per_unit(units: Iterable[str], seats: int = 1) -> Apportionment:
    """Give each unit the same fixed number of seats, whatever its size."""
    sizes = dict.fromkeys(units, 1)
    _check(sizes, seats)
    fixed = dict.fromkeys(sizes, seats)
    return _result(
        "per_unit", seats * len(sizes), sizes, fixed, lambda _: f"{seats} for every unit"
    )


def equal(units: Iterable[str], total: int) -> Apportionment:
    """Share `total` seats equally over the units.

    Errors: ApportionmentError when the total does not divide; it names the nearest two that do.
    """
    sizes = dict.fromkeys(units, 1)
    _check(sizes, total)
    if total % len(sizes):
        nearest = " or ".join(map(str, nearest_equal_totals(len(sizes), total)))
        raise ApportionmentError(
            f"{total} seats cannot be shared equally over {len(sizes)} units: "
            f"it needs {nearest}, or a divisor method"
        )
    each = total // len(sizes)
    fixed = dict.fromkeys(sizes, each)
    return _result("equal", total, sizes, fixed, lambda _: f"{total} over {len(sizes)}: {each}")


def nearest_equal_totals(units: int, total: int) -> tuple[int, ...]:
    """Totals next to `total` that give each unit the same number, at least one."""
    below = total // units * units
    above = below if below == total else below + units
    return tuple(sorted({max(below, units), max(above, units)}))


@dataclass(frozen=True, slots=True)
class _Awards:
    held: Mapping[str, int]
    cut_off: str
    notes: tuple[str, ...]


def _award(
    members: Sizes, total: int, floor: int, rule: _Divisor, rank: Mapping[str, int]
) -> _Awards:
    """Hand out `total` seats one by one, each to the largest claim."""
    held = dict.fromkeys(members, floor)
    heap = [(-rule.claim(size, floor), rank[unit], unit) for unit, size in members.items()]
    heapify(heap)
    last = None
    for _ in range(total - floor * len(members)):
        last = heap[0]
        unit = last[2]
        held[unit] += 1
        heapreplace(heap, (-rule.claim(members[unit], held[unit]), rank[unit], unit))
    if last is None:
        return _Awards(held, "a further seat: none was left", ())
    words = f"the last went to {last[2]} with quotient {_root(-last[0])}"
    return _Awards(held, _root(-last[0]), (f"{words}; {_runner_up(last, heap[0])}",))


def _runner_up(last: tuple[Fraction, int, str], following: tuple[Fraction, int, str]) -> str:
    if last[0] == following[0]:
        return f"{following[2]} had the same quotient and came second by the declared tie rule"
    return f"the next would have gone to {following[2]} with {_root(-following[0])}"


def _raised(members: Sizes, total: int, minimum: int) -> frozenset[str]:
    """Units that the minimum lifts; taking them out lowers the others' quotas, so repeat."""
    raised: frozenset[str] = frozenset()
    while True:
        sharing = {unit: size for unit, size in members.items() if unit not in raised}
        quotas = _quotas(sharing, total - minimum * len(raised))
        below = {unit for unit, quota in quotas.items() if quota < minimum}
        if not below:
            return raised
        raised |= below


def _remainder_tie(
    queue: list[str], quotas: Mapping[str, Fraction], left: int, ties: TieRule, lots: str
) -> tuple[str, ...]:
    if not 0 < left < len(queue):
        return ()
    last, following = queue[left - 1], queue[left]
    if quotas[last] % 1 != quotas[following] % 1:
        return ()
    how = f"{ties} unit first, then by lot from seed {lots!r}"
    return (f"{last} and {following} had the same remainder: {last} came first ({how})",)


def _precedence(sizes: Sizes, ties: TieRule, lots: str) -> dict[str, int]:
    """Place of each unit when claims are equal; it never depends on the order of the file."""
    if ties not in {"larger", "smaller"}:
        raise ApportionmentError(f"no tie rule {ties!r}: larger or smaller")
    sign = -1 if ties == "larger" else 1

    def key(unit: str) -> tuple[int, str]:
        return sign * sizes[unit], sha256(f"{lots}\n{unit}".encode()).hexdigest()

    return {unit: place for place, unit in enumerate(sorted(sizes, key=key))}


def _check(sizes: Sizes, total: int) -> None:
    if not sizes:
        raise ApportionmentError("there are no units to share seats over")
    if total < 0:
        raise ApportionmentError(f"{total} seats: the number must be 0 or more")
    for unit, size in sizes.items():
        if size < 0:
            raise ApportionmentError(f"{unit} has {size} members: the number must be 0 or more")


def _with_members(sizes: Sizes) -> dict[str, int]:
    members = {unit: size for unit, size in sizes.items() if size}
    if not members:
        raise ApportionmentError("no unit has any members, so there is nothing to share by")
    return members


def _fits(needed: int, total: int, wanted: str) -> None:
    if needed > total:
        raise ApportionmentError(f"{wanted}: that needs {needed} seats and there are {total}")


def _quotas(sizes: Sizes, total: int) -> dict[str, Fraction]:
    members = sum(sizes.values())
    return {unit: Fraction(size * total, members) for unit, size in sizes.items()}


def _result(
    method: str,
    total: int,
    sizes: Sizes,
    seats: Mapping[str, int],
    reason: Callable[[str], str],
    notes: tuple[str, ...] = (),
) -> Apportionment:
    quotas = _quotas(sizes, total)
    shares = tuple(
        Share(unit, size, quotas[unit], seats[unit], reason(unit))
        if unit in seats
        else Share(unit, size, quotas[unit], 0, "it has no members")
        for unit, size in sizes.items()
    )
    return Apportionment(method, total, shares, notes)


def _mixed(number: Fraction) -> str:
    """'7 1/3' rather than '22/3'."""
    whole, part = divmod(number, 1)
    return f"{whole} {part}" if whole and part else str(part or whole)


def _root(square: Fraction) -> str:
    """The root of a claim to three places, rounded down, for reading only."""
    thousandths = isqrt(square.numerator * 10**6 // square.denominator)
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"
