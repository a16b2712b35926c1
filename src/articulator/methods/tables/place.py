"""A first seating that keeps all rules: dealt out by hand, and where that fails, by programme."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from articulator.methods.tables.blocks import Block
from articulator.methods.tables.types import TablesError

LIMIT = 30  # seconds; rooms of 500 people take one
type Places = NDArray[np.int64]  # the table of each block
type Costs = NDArray[np.float64]  # of each block at each table


def deal(blocks: Sequence[Block], tables: int) -> Places:
    """Deal the blocks out in their order, the hard ones first, each to the emptiest table.

    Sizes differ by one at most. Raises `TablesError` where nothing can be dealt so.
    """
    order = sorted(range(len(blocks)), key=lambda at: _ease(blocks[at], tables))
    places = _by_hand(blocks, order, tables)
    if places is None:
        places = by_programme(blocks, tables, np.zeros((len(blocks), tables)))
    return places


def _ease(block: Block, tables: int) -> tuple[bool, bool, int]:
    return not block.pinned, len(block.allowed) == tables, -block.size


def _by_hand(blocks: Sequence[Block], order: Sequence[int], tables: int) -> Places | None:
    people = sum(block.size for block in blocks)
    low, larger = divmod(people, tables)
    load, places = [0] * tables, np.zeros(len(blocks), dtype=np.int64)
    for at in order:
        block = blocks[at]
        grown = sum(seated > low for seated in load)
        room = [low + (grown < larger or load[table] > low) for table in range(tables)]
        free = [table for table in block.allowed if load[table] + block.size <= room[table]]
        if not free:
            return None
        table = min(free, key=lambda number: (load[number], number))
        load[table] += block.size
        places[at] = table
    return places


def by_programme(blocks: Sequence[Block], tables: int, costs: Costs) -> Places:
    """The cheapest seating of all, exactly: one number per block and table, one per larger table.

    Raises `TablesError` where there is none at all.
    """
    number = len(blocks)
    low, larger = divmod(sum(block.size for block in blocks), tables)
    allowed = np.array([[table in block.allowed for table in range(tables)] for block in blocks])
    sizes = np.array([block.size for block in blocks])
    cells = number * tables
    once = csr_array((np.ones(cells), (np.repeat(np.arange(number), tables), np.arange(cells))))
    load = csr_array(
        (np.repeat(sizes, tables), (np.tile(np.arange(tables), number), np.arange(cells)))
    )
    grown = csr_array(-np.eye(tables))
    found = milp(
        np.concatenate([costs.ravel(), np.zeros(tables)]),
        integrality=np.ones(cells + tables),
        bounds=Bounds(0, np.concatenate([allowed.ravel().astype(float), np.ones(tables)])),
        constraints=[
            LinearConstraint(hstack([once, csr_array((number, tables))]), 1, 1),
            LinearConstraint(hstack([load, grown]), low, low),
        ],
        options={"mip_rel_gap": 0, "time_limit": LIMIT},
    )
    if found.x is None:
        if found.status == 1:  # out of time, never seen
            raise TablesError("No seating was found in time. Release some pins and try again.")
        raise TablesError(_why(blocks, tables, low + (larger > 0)))
    return np.asarray(found.x[:cells].reshape(number, tables).argmax(axis=1), dtype=np.int64)


def _why(blocks: Sequence[Block], tables: int, seats: int) -> str:
    hard = [block for block in blocks if block.size > 1 or len(block.allowed) < tables]
    people = sum(block.size for block in hard)
    return (
        f"{people} people must sit together, at an accessible table or where they are pinned, and "
        f"that cannot be at {tables} tables of up to {seats} whose sizes differ by one at most. "
        "Release pins, make more tables accessible, or take fewer and larger tables."
    )
