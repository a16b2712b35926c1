"""Who goes with whom: as many newcomers as can be get a buddy, each one who suits.

Newcomers come in the order in which they asked. Each takes the buddy who suits best and is free;
where nobody is free, others give way along a chain to a buddy who suits them less (augmenting
paths: Kuhn 1955, Hopcroft and Karp 1973). Nobody who has a buddy ever loses one to a later asker.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who asked for a buddy, with what they mean to do."""

    key: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody who would go along: what they know, how far away they are, for how many more."""

    key: str
    kinds: frozenset[str] = frozenset()
    far: int = 0
    free: int = 1


@dataclass(slots=True)
class _Matching:
    wishes: Mapping[str, Sequence[str]]
    free: Mapping[str, int]
    with_whom: dict[str, str] = field(default_factory=dict)

    def seat(self, newcomer: str, seen: set[str]) -> bool:
        """Find somebody for a newcomer, if need be by letting others move on."""
        for guide in self.wishes[newcomer]:
            if guide in seen:
                continue
            seen.add(guide)
            mine = [one for one, other in self.with_whom.items() if other == guide]
            if len(mine) < self.free[guide] or any(self.seat(one, seen) for one in mine):
                self.with_whom[newcomer] = guide
                return True
        return False


def match(
    newcomers: Sequence[Newcomer],
    guides: Sequence[Guide],
    never: Collection[tuple[str, str]] = (),
) -> dict[str, str]:
    """For each newcomer who gets one, their guide. `never` holds pairs that said no already."""
    wishes = {
        one.key: [g.key for g in sorted(guides, key=lambda guide: _suits(one, guide))
                  if (one.key, g.key) not in never]
        for one in newcomers
    }  # fmt: skip
    found = _Matching(wishes, {guide.key: guide.free for guide in guides})
    for one in newcomers:
        found.seat(one.key, set())
    return found.with_whom


def _suits(newcomer: Newcomer, guide: Guide) -> tuple[bool, int, int, str]:
    """Whoever knows that kind of thing, then whoever lives near, then whoever has most room."""
    return (newcomer.kind not in guide.kinds, guide.far, -guide.free, guide.key)
