"""Who is there, from what several desks wrote down, each by itself and without a network.

A desk only ever adds operations: somebody came, or an earlier operation was a mistake. Who is
there follows from the set of operations alone. So neither clocks, nor the order in which desks
reach the server, nor how often they send the same thing, make a difference (an observed-remove
set: Shapiro, Preguiça, Baquero, Zawirski 2011, "Conflict-free replicated data types").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a desk did. `number` is its place in the desk's own order, not a time.

    `subject` is who came: the mark of a ticket, or the operation itself for whoever has none.
    `undoes` names the operation that this one takes back.
    """

    id: str
    device: str
    number: int
    subject: str = ""
    undoes: str = ""

    @property
    def order(self) -> tuple[int, str, str]:
        """One order for all desks that needs no clock."""
        return (self.number, self.device, self.id)


def present(operations: Iterable[Operation]) -> Mapping[str, Operation]:
    """Everyone who is there, once each, with the operation that counts as their coming.

    Somebody is there while one operation that brought them in has not been taken back: an undo at
    one desk takes back what it names, not what another desk saw.
    """
    known = {one.id: one for one in operations}
    undone = {one.undoes for one in known.values() if one.undoes}
    there: dict[str, Operation] = {}
    for one in sorted(known.values(), key=lambda one: one.order):
        if one.subject and not one.undoes and one.id not in undone:
            there.setdefault(one.subject, one)
    return there
