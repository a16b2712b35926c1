"""People to tables: even, mixed or by interest, with pins, and few who meet again (R-137)."""

from articulator.methods.tables.measure import (
    Likeness,
    granted,
    likeness,
    meetings,
    met_again,
    met_again_at_least,
)
from articulator.methods.tables.seat import latecomer, rounds, seat, tables_for
from articulator.methods.tables.types import By, Guest, Seating, Table, TablesError

__all__ = [
    "By",
    "Guest",
    "Likeness",
    "Seating",
    "Table",
    "TablesError",
    "granted",
    "latecomer",
    "likeness",
    "meetings",
    "met_again",
    "met_again_at_least",
    "rounds",
    "seat",
    "tables_for",
]
