"""What the tests of privacy know of the house as a whole."""

from articulator.identity.privacy.owners import about_people

# What leads to nobody: letters on their way, files not read yet, tokens, sessions that only the
# software opens, what voices of a room said. A new model that is found by nothing has to be
# thought about, and named here.
UNREACHED = {
    "cells.Cell", "cells.Place", "decisions.Answer", "dna.Seat", "exports.Piece", "fieldwork.Held",
    "fieldwork.Silence", "fieldwork.Visit", "gatherings.Feeling", "gatherings.Scan",
    "imports.Part", "incubator.Sheet", "incubator.Slip", "kernel.Letter", "listening.Answer",
    "listening.AnswerSet", "listening.Text", "listening.Withdrawn", "nextsteps.Felt",
    "pools.Round", "pulse.Given", "scanning.Tap", "sessions.Session", "statements.Voice",
    "statements.Vote", "tables.Guest", "tables.Note",
}  # fmt: skip


def questions() -> int:
    """How many models are asked whether they hold something of a person."""
    return sum(1 for model, _ in about_people() if model._meta.label not in UNREACHED)
