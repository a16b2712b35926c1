"""The address of a page as a picture that a phone reads."""

import base64
from functools import lru_cache

import qrcode
from django.conf import settings
from qrcode.image.svg import SvgPathImage


@lru_cache(maxsize=64)
def picture(path: str) -> str:
    """A path of ours as an SVG in a data address; the host is ours, never the request's."""
    made = qrcode.make(f"{settings.ADDRESS}{path}", image_factory=SvgPathImage, border=2)
    return f"data:image/svg+xml;base64,{base64.b64encode(made.to_string()).decode()}"
