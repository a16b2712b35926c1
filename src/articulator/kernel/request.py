"""Who is asking: the person behind a request as acts and rules take them, and from where."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from articulator.kernel.acts import Actor
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
