"""The people a visitor of the demo can be, one click each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    key: str
    name: str
    email: str
    role: str
    try_this: str


PERSONAS = (
    Persona(
        "member", "Maya Lindqvist", "maya@demo.example", "a member",
        "Vote in the open election, or stand for the disputes panel.",
    ),
    Persona(
        "drawn", "Tom Achebe", "tom@demo.example", "a member whom the lot has drawn",
        "Accept or decline your seat on the council.",
    ),
    Persona(
        "secretary", "Rosa Delgado", "rosa@demo.example", "a branch secretary",
        "Import new members of your branch and undo it again.",
    ),
    Persona(
        "officer", "Idris Boyle", "idris@demo.example", "the returning officer",
        "Count a closed election; draw with a seed thrown in public.",
    ),
    Persona(
        "council", "Nell Farrow", "nell@demo.example", "a member of the council",
        "See your seat, your term and your powers.",
    ),
)  # fmt: skip
