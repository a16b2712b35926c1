"""Whoever asked for silence is left alone, however their address was written."""

from articulator.identity.contacts.acts import keep_silent
from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent


def test_every_spelling_of_an_address_that_asked_for_silence_is_silent(db):
    keep_silent(Channel.MAIL, ["ada@example.org"], "a call")
    asked = ["Ada@example.org", "ada@example.org", "ben@example.org"]
    assert silent(Channel.MAIL, asked) == {"Ada@example.org", "ada@example.org"}
