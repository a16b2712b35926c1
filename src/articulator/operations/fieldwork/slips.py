"""Slips: a key for whoever answered, with which they see what became of it and take it back."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L

from articulator.intelligence.listening.queries import new_key, spaced
from articulator.kernel.mail import link
from articulator.operations.fieldwork.models import Turf

QUIET = 2  # modules around the code: on a screen the page around it is light as well
MASK = 3  # any of the eight is right; looking for the best takes longer than the code itself


@dataclass(frozen=True, slots=True)
class Slip:
    """A key, how it is read out, and its code: rows of bits, as a phone draws them."""

    key: str
    spaced: str
    size: int
    bits: str


def slips(turf: Turf, many: int) -> Iterator[Slip]:
    """New slips for a device. The server forgets them: only who holds one knows its key."""
    for _ in range(many):
        key = new_key()
        rows = _matrix(slip_link(turf, key))
        yield Slip(key, spaced(key), len(rows), _bits(rows))


def slip_link(turf: Turf, key: str) -> str:
    return link(reverse("fieldwork:slip", args=[turf.pk, key]))


def _matrix(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_L, border=QUIET, mask_pattern=MASK)
    code.add_data(text, optimize=0)
    code.make()
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def _bits(rows: list[list[bool]]) -> str:
    flat = "".join("1" if dark else "0" for row in rows for dark in row)
    padded = flat + "0" * (-len(flat) % 8)
    return b64encode(int(padded, 2).to_bytes(len(padded) // 8)).decode("ascii")
