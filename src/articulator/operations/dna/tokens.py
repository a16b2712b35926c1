"""Codes that somebody reads from a card and types."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another on paper


def code(length: int = 6) -> str:
    """A code that somebody reads from a card and types."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))
