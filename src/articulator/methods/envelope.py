"""Sealed envelopes: whoever holds the public half of a key can fill one, and not read it again.

An ephemeral key of P-256 meets the recipient's (ECDH); HKDF-SHA-256 makes of it a key that serves
this one envelope; AES-256-GCM seals what is inside, and binds it to the packet and the id that
stand outside. That is ECIES with the parts that every browser has (SEC 1, RFC 5869, SP 800-38D).

    version (1) | ephemeral public key (65) | nonce (12) | sealed text and tag
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = b"\x01"
INFO = b"articulator envelope 1"
POINT, NONCE, TAG = 65, 12, 16
HEAD = len(VERSION) + POINT + NONCE
LARGEST = 65_536  # bytes; an interview has a thousand
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


class EnvelopeError(ValueError):
    """No envelope at all, or not one for this key, packet and id."""


def private_key(chance: bytes) -> EllipticCurvePrivateKey:
    """A private key from 32 bytes or more of chance, which the caller brings."""
    if len(chance) < POINT // 2:
        raise ValueError("A key takes 32 bytes of chance.")
    return derive_private_key(int.from_bytes(chance) % (ORDER - 1) + 1, SECP256R1())


def packed_private(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_numbers().private_value.to_bytes(32)


def unpacked_private(packed: bytes) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(packed), SECP256R1())


def public_point(key: EllipticCurvePrivateKey) -> bytes:
    """The public half as browsers take it: an uncompressed point."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(text: bytes, to: bytes, about: bytes, chance: bytes, nonce: bytes) -> bytes:
    """Fill an envelope for the holder of the public point `to`. Chance and nonce serve once."""
    if len(text) > LARGEST - HEAD - TAG:
        raise EnvelopeError("This is too long for an envelope.")
    ephemeral = private_key(chance)
    point = public_point(ephemeral)
    shared = ephemeral.exchange(ECDH(), _public(to))
    sealed = AESGCM(_key(shared, point + to)).encrypt(nonce, text, about)
    return VERSION + point + nonce + sealed


def unseal(envelope: bytes, key: EllipticCurvePrivateKey, about: bytes) -> bytes:
    """What is inside. Raises EnvelopeError for anything else than an envelope of this key."""
    if not HEAD + TAG <= len(envelope) <= LARGEST or envelope[:1] != VERSION:
        raise EnvelopeError("This is no envelope.")
    point, nonce = envelope[1 : 1 + POINT], envelope[1 + POINT : HEAD]
    shared = key.exchange(ECDH(), _public(point))
    try:
        return AESGCM(_key(shared, point + public_point(key))).decrypt(
            nonce, envelope[HEAD:], about
        )
    except InvalidTag as error:
        raise EnvelopeError("This envelope does not open.") from error


def _public(point: bytes) -> EllipticCurvePublicKey:
    try:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError as error:
        raise EnvelopeError("This is no point of the curve.") from error


def _key(shared: bytes, points: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=points, info=INFO).derive(shared)
