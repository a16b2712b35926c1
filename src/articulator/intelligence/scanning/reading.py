"""What stands in a feed, a list of pages, a page or a mailbox, as items; or why it cannot be read.

Nothing that a stranger wrote is passed on as markup: titles and excerpts are text, links lead to
web pages, and days lie between the year 2000 and tomorrow.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from articulator.kernel import clock

AT_ONCE = 200  # items of one look
TITLE, EXCERPT, LINK = 200, 400, 500
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_MARKUP = re.compile("<[^>]*>|[\x00-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069]")


class ReadingError(ValueError):
    """Why a file cannot be read, in words for whoever put up the source."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article as a source tells of it. `text` is for comparing, and is not kept."""

    key: str
    title: str
    link: str
    text: str
    published_at: datetime

    @property
    def excerpt(self) -> str:
        return shortened(self.text, EXCERPT)


def plain(text: object) -> str:
    """Text without markup, control characters and double spaces."""
    bare = _MARKUP.sub(" ", unescape(_MARKUP.sub(" ", str(text or ""))))
    return " ".join(bare.split())


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0][: most - 1] + "…"


def key_of(name: str) -> str:
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()


def item(name: str, title: object, link: object, text: object, at: datetime | None) -> Item | None:
    """An item, or nothing where there is neither title nor text."""
    words, said = plain(title), plain(text)
    if not (words or said):
        return None
    page = _page(str(link or ""))
    known = name or page or f"{words} {said}"
    return Item(key_of(known), shortened(words or said, TITLE), page, said, _likely(at))


def _page(link: str) -> str:
    """The link if it leads to a web page; scripts and files lead nowhere."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    fine = parts.scheme in {"http", "https"} and parts.hostname and len(link) <= LINK
    return link.strip() if fine else ""


def _likely(at: datetime | None) -> datetime:
    now = clock.now()
    if at is None:
        return now
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if EARLIEST <= at <= now + timedelta(days=1) else now


# Feeds


def feed(body: bytes, address: str) -> list[Item]:
    """The items of an RSS, Atom or JSON feed; raises ReadingError where there is none."""
    if body.lstrip()[:1] == b"{":
        return _json_feed(body)
    import feedparser  # noqa: PLC0415 - only whoever reads a feed needs it

    nothing = ReadingError("There is no feed at this address: neither RSS nor Atom nor JSON.")
    try:
        found = feedparser.parse(io.BytesIO(body), response_headers={"content-location": address})
    except Exception:  # noqa: BLE001 - whatever a stranger's file makes a parser stumble over
        raise nothing from None
    if not found.get("version") and not found.entries:
        raise nothing
    return _some(_entry(one) for one in found.entries[:AT_ONCE])


def _entry(entry: Any) -> Item | None:
    content = next((one.get("value", "") for one in entry.get("content", ())), "")
    text = max(content, entry.get("summary", ""), key=len)
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return item(
        str(entry.get("id", "")), entry.get("title", ""), entry.get("link", ""), text, _at(moment)
    )


def _at(moment: Any) -> datetime | None:
    try:
        year, month, day, hour, minute, second = moment[:6] if moment else (0,) * 6
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC) if moment else None
    except (ValueError, OverflowError):
        return None


def _json_feed(body: bytes) -> list[Item]:
    try:
        read = json.loads(body)
        entries = read["items"]
        if not isinstance(entries, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ReadingError("There is no feed at this address: it is JSON without items.") from None
    return _some(_json_entry(one) for one in entries[:AT_ONCE] if isinstance(one, dict))


def _json_entry(one: dict[str, Any]) -> Item | None:
    text = one.get("content_text") or one.get("content_html") or one.get("summary") or ""
    return item(
        str(one.get("id", "")), one.get("title", ""), one.get("url", ""), text,
        _iso(one.get("date_published")),
    )  # fmt: skip


def _iso(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _some(items: Iterable[Item | None]) -> list[Item]:
    return [one for one in items if one is not None]


# Sites without a feed


def sitemap(body: bytes, address: str) -> list[tuple[str, datetime | None]]:
    """The pages of a sitemap, the newest first; raises ReadingError where it is none."""
    from defusedxml import DefusedXmlException, ElementTree  # noqa: PLC0415 - as above

    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        raise ReadingError("There is no list of pages at this address (sitemap.xml).") from None
    host = urlsplit(address).hostname
    pages = [
        (urljoin(address, _of(node, "loc")), _iso(_of(node, "lastmod")))
        for node in root
        if _of(node, "loc")
    ]
    own = [(page, at) for page, at in pages if urlsplit(page).hostname == host and _page(page)]
    return sorted(own, key=lambda one: (_likely(one[1]), one[0]), reverse=True)[:AT_ONCE]


def _of(node: Any, name: str) -> str:
    return next((str(one.text or "").strip() for one in node if one.tag.endswith(f"}}{name}")
                 or one.tag == name), "")  # fmt: skip


def page(body: bytes, address: str, at: datetime | None) -> Item | None:
    """The article of a page, without what stands around it; nothing where there is none."""
    import trafilatura  # noqa: PLC0415 - as above

    found = trafilatura.bare_extraction(
        body, url=address, fast=True, include_comments=False, with_metadata=True
    )
    if found is None or isinstance(found, dict) or not found.text:
        return None
    return item(address, found.title or "", address, found.text, at or _iso(found.date))


# Mailboxes


def mailbox(body: bytes) -> list[Item]:
    """The mails of an mbox file, or the one mail of an eml file. Who wrote them is not kept."""
    letters = list(_letters(body))
    if not letters:
        raise ReadingError("There is no mail in this file. Hand in an mbox or an eml file.")
    return _some(_letter(one) for one in letters[:AT_ONCE])


def _letters(body: bytes) -> Iterator[bytes]:
    if body.startswith(b"From "):
        yield from (part for part in re.split(rb"(?m)^From .*\r?\n", body) if part.strip())
    elif re.match(rb"(?i)[a-z][a-z-]*:", body):
        yield body


def _letter(body: bytes) -> Item | None:
    letter = message_from_bytes(body, policy=policy.default)
    try:
        part = letter.get_body(("plain", "html"))
        text = str(part.get_content()) if part else ""
        name, title = str(letter["message-id"] or ""), str(letter["subject"] or "")
        at = parsedate_to_datetime(str(letter["date"])) if letter["date"] else None
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    return item(name, title, "", text, at)
