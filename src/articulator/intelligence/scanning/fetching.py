"""Ask a site for one thing, politely and safely.

Only where the operator allows it, never inside our own network, never more than a little, never for
long. The address that was looked up is the one that is asked, so that a name cannot point to
another machine between the look and the question (DNS rebinding).
"""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

AGENT = "Articulator-Scanner"
MOST = 4_000_000  # bytes, unpacked
PATIENCE, IN_ALL = 10.0, 30.0  # seconds: for one answer of the network, for the whole
HOPS = 4
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class FetchError(Exception):
    """Why something was not fetched, in words for whoever put up the source."""


@dataclass(frozen=True, slots=True)
class Fetched:
    status: int
    body: bytes
    headers: Mapping[str, str]
    address: str  # after redirects


def allowed(host: str) -> bool:
    """Whether the operator has said that this host may be asked."""
    hosts = settings.SCANNING
    return "*" in hosts or any(host == one or host.endswith(f".{one}") for one in hosts)


def fetch(address: str, more: Mapping[str, str] | None = None) -> Fetched:
    """The body of an address, after at most four redirects, each of them checked like the first.

    Raises FetchError where it is not allowed, not there, too large or too slow.
    """
    until = time.monotonic() + IN_ALL
    for _ in range(HOPS + 1):
        parts = _checked(address)
        answer = _ask(parts, more or {}, until)
        target = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not target:
            return Fetched(answer.status, answer.body, answer.headers, address)
        address = urljoin(address, target)
    raise FetchError("It sends us from one address to the next and never arrives.")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise FetchError(f"“{address[:80]}” is no address.") from None
    host = (parts.hostname or "").lower()
    if parts.scheme not in {"http", "https"} or not host or parts.username:
        raise FetchError(f"“{address[:80]}” is no address of a page.")
    if port not in {None, 80, 443} and host not in settings.SCANNING_INSIDE:
        raise FetchError(f"{host} is asked at port {port}; only web pages are read.")
    if not allowed(host):
        raise FetchError(f"Whoever runs this software has not allowed it to ask {host}.")
    return parts


def _public(host: str, port: int) -> str:
    """The machine of a host, if it stands in the open net."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise FetchError(f"There is no site called {host}.") from None
    machines = [str(one[4][0]) for one in found]
    if host not in settings.SCANNING_INSIDE:
        inside = [one for one in machines if not ipaddress.ip_address(one).is_global]
        if inside:
            raise FetchError(f"{host} leads into a closed network. It is not asked.")
    return machines[0]


def _ask(parts: SplitResult, more: Mapping[str, str], until: float) -> Fetched:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    machine = _public(host, port)
    link = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        link.sock = _connected(machine, host, port, parts.scheme == "https")
        link.request("GET", path, headers={
            "User-Agent": f"{AGENT} (+{settings.ADDRESS})", "Accept-Encoding": "gzip",
            "Accept": "application/rss+xml, application/xml, text/html, */*;q=0.5", **more,
        })  # fmt: skip
        answer = link.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        body = b"".join(_little(_unpacked(_read(answer, until), headers)))
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"{host} does not answer as a site should ({_name(error)}).") from None
    finally:
        link.close()
    return Fetched(answer.status, body, headers, parts.geturl())


def _connected(machine: str, host: str, port: int, secure: bool) -> socket.socket:
    plain = socket.create_connection((machine, port), PATIENCE)
    if not secure:
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _name(error: Exception) -> str:
    return type(error).__name__.removesuffix("Error").lower() or "error"


def _read(answer: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    while part := answer.read1(65_536):
        if time.monotonic() > until:
            raise FetchError("It takes longer than half a minute. It is not waited for.")
        yield part


def _unpacked(parts: Iterator[bytes], headers: Mapping[str, str]) -> Iterator[bytes]:
    """Unpack bit by bit, so that a bomb is noticed before it has gone off."""
    if headers.get("content-encoding", "").lower() not in {"gzip", "x-gzip", "deflate"}:
        yield from parts
        return
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for part in parts:
            waiting = part
            while waiting:
                yield unpacker.decompress(waiting, 65_536)
                waiting = unpacker.unconsumed_tail
    except zlib.error:
        raise FetchError("It says that it is packed, and cannot be unpacked.") from None


def _little(parts: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > MOST:
            raise FetchError(f"It is larger than {MOST // 1_000_000} MB. It is not read.")
        yield part
