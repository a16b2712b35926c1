"""Going to look at sources, one at a time, as politely as a neighbour."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from django.tasks import task

from articulator.intelligence.scanning import acts, reading
from articulator.intelligence.scanning.fetching import AGENT, Fetched, FetchError, fetch
from articulator.intelligence.scanning.models import Site, Source
from articulator.intelligence.scanning.queries import Look, due
from articulator.intelligence.scanning.reading import Item, ReadingError
from articulator.kernel import clock

ROBOTS_HOLD = timedelta(days=1)
PAGES = 10  # of a site without a feed, in one look
OK, NOT_MODIFIED, BROKEN = 200, 304, 500


class BusyError(Exception):
    """The site was asked a moment ago. It is looked at later, and nothing is wrong."""


def tick() -> Iterable[str]:
    """Send a worker to each source that is due."""
    for source in due():
        acts.set_out(None, source)
        look_at.enqueue(str(source.pk))
        yield f"“{source}” is being looked at"


@task
def look_at(key: str) -> None:
    """Look at a source and keep what is new. Safe to repeat: an article is kept once."""
    source = Source.objects.filter(pk=key, stopped_at=None).first()
    if source is None:
        return
    try:
        look = _looked(source)
    except BusyError:
        return
    except (FetchError, ReadingError) as why:
        look = Look((), str(why), failed=True, etag=source.etag, modified=source.modified)
    acts.take_in(None, source, look)


def _looked(source: Source) -> Look:
    known = {"If-None-Match": source.etag, "If-Modified-Since": source.modified}
    answer = _asked(source, source.address, {name: said for name, said in known.items() if said})
    if answer.status == NOT_MODIFIED:
        return Look((), "Nothing new.", etag=source.etag, modified=source.modified)
    items = _items(source, answer)
    words = f"{len(items)} articles stood there." if items else "It is there, and empty."
    etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    return Look(items, words, etag=etag, modified=modified)


def _items(source: Source, answer: Fetched) -> list[Item]:
    if source.kind == Source.Way.FEED:
        return reading.feed(answer.body, answer.address)
    known = set(source.articles.values_list("key", flat=True))
    pages = reading.sitemap(answer.body, answer.address)
    new = [(page, at) for page, at in pages if reading.key_of(page) not in known]
    found = (_page(source, page, at) for page, at in new[:PAGES])
    return [one for one in found if one is not None]


def _page(source: Source, address: str, at: datetime | None) -> Item | None:
    """One page of a site; what cannot be read or does not wish to be is passed over."""
    try:
        answer = _asked(source, address, {}, of_a_list=True)
    except FetchError:
        return None
    return reading.page(answer.body, address, at)


def _asked(
    source: Source, address: str, more: dict[str, str], *, of_a_list: bool = False
) -> Fetched:
    """Ask, if the site's own rules and our manners allow it."""
    parts = urlsplit(address)
    host = parts.netloc.lower()
    _must_be_welcome(source, address, f"{parts.scheme}://{host}", host)
    if not of_a_list and not acts.take_turn(None, source, host):
        raise BusyError
    answer = fetch(address, more)
    if answer.status not in {OK, NOT_MODIFIED}:
        raise FetchError(f"{host} answers with an error ({answer.status}).")
    _must_not_be_reserved(answer, host)
    return answer


def _must_be_welcome(source: Source, address: str, root: str, host: str) -> None:
    """Raise FetchError where robots.txt forbids the page to us."""
    site = Site.objects.filter(host=host).first()
    if site is None or site.robots_at is None or site.robots_at < clock.now() - ROBOTS_HOLD:
        site = acts.heed(None, source, host, _robots(f"{root}/robots.txt"))
    rules = RobotFileParser()
    rules.parse(site.robots.splitlines())
    if not rules.can_fetch(AGENT, address):
        raise FetchError(f"{host} does not wish to be scanned (robots.txt). It is left in peace.")


def _robots(address: str) -> str:
    """The rules of a site; none where it has none, all forbidden where it cannot say."""
    answer = fetch(address)
    if answer.status >= BROKEN:
        return "User-agent: *\nDisallow: /"
    return answer.body.decode(errors="replace")[:100_000] if answer.status == OK else ""


def _must_not_be_reserved(answer: Fetched, host: str) -> None:
    """A site can say with each page that its text is not to be kept or mined."""
    robots = answer.headers.get("x-robots-tag", "").lower()
    if "noindex" in robots or "none" in robots or answer.headers.get("tdm-reservation") == "1":
        raise FetchError(f"{host} reserves this text for itself. It is left in peace.")
