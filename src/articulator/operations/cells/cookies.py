"""The secret of a place in the browser that holds it: one cookie a cell, read by this feature."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articulator.operations.cells.models import Cell

KEPT = 365 * 24 * 60 * 60  # seconds; as long as the place itself


def _name(cell: Cell) -> str:
    return f"cell-{cell.pk.hex}"


def secret_in(request: HttpRequest, cell: Cell) -> str:
    return str(request.COOKIES.get(_name(cell), ""))


def remember[R: HttpResponse](response: R, cell: Cell, secret: str) -> R:
    response.set_cookie(
        _name(cell), secret, max_age=KEPT, path=reverse("cells:index"),
        secure=settings.HTTPS, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def forget[R: HttpResponse](response: R, cell: Cell) -> R:
    response.delete_cookie(_name(cell), path=reverse("cells:index"), samesite="Lax")
    return response
