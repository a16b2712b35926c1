"""What features above show on the page of a series, without signals knowing of them.

Each gives a function from a series to a piece of the page, empty if it has none: `show(outlook)`.
"""

from collections.abc import Callable

from django.utils.safestring import SafeString

from articulator.intelligence.signals.models import Series

type Piece = Callable[[Series], SafeString]

PIECES: list[Piece] = []


def show(piece: Piece) -> Piece:
    """Show it on the page of every series, once."""
    if piece not in PIECES:
        PIECES.append(piece)
    return piece


def pieces(series: Series) -> list[SafeString]:
    return [made for piece in PIECES if (made := piece(series))]
