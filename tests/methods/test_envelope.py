import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.envelope import (
    EnvelopeError,
    packed_private,
    private_key,
    public_point,
    seal,
    unpacked_private,
    unseal,
)

KEY = private_key(b"a" * 32)
TO = public_point(KEY)
chance, nonces = st.binary(min_size=32, max_size=48), st.binary(min_size=12, max_size=12)


@given(st.binary(max_size=4000), st.binary(max_size=80), chance, nonces)
def test_what_is_sealed_is_opened_again(text, about, luck, nonce):
    assert unseal(seal(text, TO, about, luck, nonce), KEY, about) == text


@given(st.binary(min_size=1, max_size=400), chance, nonces, st.data())
def test_no_envelope_with_another_bit_opens(text, luck, nonce, data):
    whole = bytearray(seal(text, TO, b"about", luck, nonce))
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << at % 8
    with pytest.raises(EnvelopeError):
        unseal(bytes(whole), KEY, b"about")


@given(st.binary(max_size=300))
def test_anything_else_is_no_envelope(junk):
    with pytest.raises(EnvelopeError):
        unseal(junk, KEY, b"")


def test_an_envelope_opens_for_its_key_and_purpose_alone():
    whole = seal(b"the rent", TO, b"packet item", os.urandom(32), os.urandom(12))
    with pytest.raises(EnvelopeError):
        unseal(whole, private_key(b"b" * 32), b"packet item")
    with pytest.raises(EnvelopeError):
        unseal(whole, KEY, b"packet another")


def test_a_key_is_packed_and_unpacked():
    assert public_point(unpacked_private(packed_private(KEY))) == TO


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(EnvelopeError):
        seal(b"x" * 70_000, TO, b"", b"a" * 32, b"n" * 12)


def test_a_point_that_lies_on_no_curve_is_refused():
    with pytest.raises(EnvelopeError):
        seal(b"x", b"\x04" + b"\x01" * 64, b"", b"a" * 32, b"n" * 12)


def test_a_key_takes_enough_chance():
    with pytest.raises(ValueError, match="32 bytes"):
        private_key(b"short")


def test_envelopes_stay_what_they_are():
    """A phone may be away for weeks: what today's phones seal, the server of next year opens."""
    fixed = seal(b"What hurts? The rent.", TO, b"packet item", b"c" * 32, b"n" * 12)
    assert hashlib.sha256(fixed).hexdigest()[:16] == "998a7e5b0c7d42fb"
