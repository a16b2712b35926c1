"""Codes that a phone's camera reads, as pictures inside the page."""

import qrcode
from qrcode.image.svg import SvgPathImage


def picture(address: str) -> str:
    """A picture of an address as a data URI, which the page's policy allows."""
    made = qrcode.make(address, image_factory=SvgPathImage, box_size=8, border=2)
    return f"data:image/svg+xml;utf8,{_quoted(made.to_string(encoding='unicode'))}"


def _quoted(svg: str) -> str:
    return svg.replace("%", "%25").replace("#", "%23").replace('"', "'")
