"""What views ask of a request (who, from where, what was sent), and how they answer with a form."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from articulator.kernel.acts import Actor, Refusal, Refused
from articulator.kernel.models import Person


def someone(request: HttpRequest) -> Actor:
    return request.user if isinstance(request.user, Person) else None


def address(request: HttpRequest) -> str:
    """Where a request comes from, as limits count it: a household of IPv6 is one network."""
    ip = parsed(request.META.get("REMOTE_ADDR", ""))
    if isinstance(ip, IPv6Address):
        return str(ip_network(f"{ip}/64", strict=False))
    return str(ip)


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """An address, with IPv4 inside IPv6 unwrapped; None if it is none."""
    try:
        ip = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, or nothing yet."""
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, page: str, form: BaseForm | None, /, **context: Any) -> HttpResponse:
    """The template `page`, with a form as it was filled in; 422 where something in it is wrong."""
    status = 422 if form and form.errors else 200
    return render(request, f"{page}.html", {"form": form, **context}, status=status)


def stop(refusal: Refusal | None) -> None:
    """Go no further if a rule refuses: the page of refusals says why, and what helps."""
    if refusal:
        raise Refused(refusal)
