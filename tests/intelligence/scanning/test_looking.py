"""Feeds are read again and again, nothing twice, nothing hostile; a wish is heeded (R-79, R-84)."""

import gzip

import pytest

from articulator.intelligence.scanning import acts, fetching, tasks
from articulator.intelligence.scanning.models import Article, Source, Story
from articulator.kernel import clock
from articulator.site.tick import tick
from tests.intelligence.scanning import feeds, scene


def test_a_feed_that_is_read_three_times_gives_each_article_once(paper, courier):
    courier.says("/feed", feeds.RSS)
    for _ in range(3):
        scene.look(paper)
    assert scene.titles() == ["Damp in Leith", "Strike at the depot"]
    assert (paper.failures, paper.health) == (0, "2 articles stood there.")


def test_a_feed_that_says_that_nothing_is_new_is_not_read_again(paper, courier):
    courier.says("/feed", feeds.RSS, ETag='"7"')
    scene.look(paper)
    scene.look(paper)
    assert paper.health == "Nothing new."
    sent = [headers.get("If-None-Match") for path, headers in courier.asked if path == "/feed"]
    assert sent == [None, '"7"']


@pytest.mark.parametrize(
    ("body", "title"),
    [(feeds.ATOM, "Mould in sixty-one flats"), (feeds.JSON, "Rents")],
    ids=["Atom", "JSON"],
)
def test_other_kinds_of_feed_are_read_too(paper, courier, body, title):
    courier.says("/feed", body)
    scene.look(paper)
    assert scene.titles() == [title]


def test_two_papers_with_one_text_tell_one_story(paper, courier):
    courier.says("/feed", feeds.RSS)
    other = scene.source(courier.says("/atom", feeds.ATOM), name="The Post")
    scene.look(paper)
    with clock.at(clock.now()):
        scene.look(other)
    assert (Article.objects.count(), Story.objects.count()) == (3, 2)


def test_what_stands_in_a_feed_gets_in_as_text_and_nothing_else(paper, courier):
    courier.says("/feed", feeds.RUDE)
    scene.look(paper)
    article = Article.objects.get()
    assert (article.title, article.link) == ("alert(1) Free & easy", "")
    assert article.excerpt == "words sdrow"
    assert article.published_at.year < 9999


HOSTILE = {
    "not a feed": (b"<html><body>Welcome</body></html>", "There is no feed at this address"),
    "JSON without items": (b'{"a": 1}', "There is no feed at this address: it is JSON"),
    "JSON too deep": (b'{"items":' + b"[" * 100_000, "it is JSON without items"),
    "too large": (b"x" * (fetching.MOST + 1), "It is larger than 4 MB."),
    "empty": (b"", "There is no feed at this address"),
    "wrong bytes": (b"\xff\xfe\x00\x01" * 50, "There is no feed at this address"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_feed_ends_in_a_message(paper, courier, case):
    body, words = HOSTILE[case]
    courier.says("/feed", body)
    scene.look(paper)
    assert (paper.failures, Article.objects.count()) == (1, 0)
    assert words in paper.health


@pytest.mark.parametrize("body", [feeds.BOMB, feeds.THIEF], ids=["bomb", "thief"])
def test_tricks_with_entities_give_nothing_away(paper, courier, body):
    courier.says("/feed", body)
    scene.look(paper)
    told = " ".join([*scene.titles(), paper.health])
    assert (len(told) < 1000, "root:" in told) == (True, False)


def test_a_packed_bomb_is_stopped_before_it_goes_off(paper, courier):
    courier.says("/feed", gzip.compress(b"0" * 200_000_000, 9), Content_Encoding="gzip")
    scene.look(paper)
    assert "larger than 4 MB" in paper.health


def test_a_packed_feed_is_read(paper, courier):
    courier.says("/feed", gzip.compress(feeds.RSS.encode()), Content_Encoding="gzip")
    scene.look(paper)
    assert len(scene.titles()) == 2


def test_a_site_that_says_no_is_left_in_peace(paper, courier):
    courier.says("/robots.txt", "User-agent: *\nDisallow: /feed\n")
    courier.says("/feed", feeds.RSS)
    scene.look(paper)
    assert paper.health.endswith("does not wish to be scanned (robots.txt). It is left in peace.")
    assert courier.paths() == ["/robots.txt"]


@pytest.mark.parametrize("header", [{"X_Robots_Tag": "noindex"}, {"tdm_reservation": "1"}])
def test_a_text_that_is_reserved_is_not_kept(paper, courier, header):
    courier.says("/feed", feeds.RSS, **header)
    scene.look(paper)
    assert ("reserves this text" in paper.health, Article.objects.count()) == (True, 0)


def test_a_site_that_cannot_say_what_it_wishes_is_not_asked(paper, courier):
    courier.says("/robots.txt", status=503)
    courier.says("/feed", feeds.RSS)
    scene.look(paper)
    assert courier.paths() == ["/robots.txt"]


def test_no_site_is_asked_that_the_operator_has_not_named(paper, courier, settings):
    settings.SCANNING = frozenset({"courier.example"})
    scene.look(paper)
    assert paper.health == "Whoever runs this software has not allowed it to ask 127.0.0.1."
    assert courier.paths() == []


def test_nothing_inside_our_own_network_is_asked(paper, courier, settings):
    settings.SCANNING_INSIDE = frozenset()
    scene.look(paper)
    assert "only web pages are read" in paper.health
    with pytest.raises(fetching.FetchError, match="leads into a closed network"):
        fetching.fetch("http://127.0.0.1/feed")
    assert courier.paths() == []


def test_a_redirect_into_our_own_network_is_not_followed(paper, courier, settings):
    settings.SCANNING = frozenset({"*"})
    courier.says("/feed", status=302, Location="http://169.254.169.254/latest/meta-data")
    scene.look(paper)
    assert paper.health == "169.254.169.254 leads into a closed network. It is not asked."


def test_a_circle_of_redirects_ends(paper, courier):
    courier.says("/feed", status=302, Location="/feed")
    scene.look(paper)
    assert "never arrives" in paper.health
    assert courier.paths().count("/feed") == fetching.HOPS + 1


def test_a_source_that_fails_is_asked_less_and_less_often(paper, courier):
    waits = []
    for _ in range(3):
        scene.look(paper)
        waits.append((paper.next_at - paper.looked_at).total_seconds() / 3600)
    assert waits == [12, 24, 48]


def test_one_site_is_asked_once_in_five_seconds(paper, courier):
    other = scene.source(courier.says("/atom", feeds.ATOM), name="The Post")
    courier.says("/feed", feeds.RSS)
    for one in (paper, other):
        tasks.look_at.enqueue(str(one.pk))
    assert courier.paths() == ["/robots.txt", "/feed"]
    other.refresh_from_db()
    assert (other.failures, other.looked_at) == (0, None)


def test_the_clock_sends_a_worker_to_what_is_due_once(paper, courier):
    courier.says("/feed", feeds.RSS)
    done = list(tick())
    assert [line for line in done if "looked at" in line] == ["“The Courier” is being looked at"]
    assert [line for line in tick() if "looked at" in line] == []
    assert len(scene.titles()) == 2


def test_the_pages_of_a_site_without_a_feed_are_read_without_what_stands_around(paper, courier):
    root, text = courier.at(""), "Tenants counted mould in sixty-one flats of the street. " * 4
    courier.says("/sitemap.xml", feeds.SITEMAP.format(root=root))
    for number, title in ((1, "Damp in Leith"), (2, "Strike at the depot")):
        courier.says(f"/news/{number}", feeds.PAGE.format(title=title, text=f"{title}. {text}"))
    site = scene.source(courier.at("/sitemap.xml"), "sitemap", "A site")
    for _ in range(2):
        scene.look(site)
    assert scene.titles() == ["Damp in Leith", "Strike at the depot"]
    assert [one.excerpt.startswith("Home") for one in Article.objects.all()] == [False, False]


def test_mails_are_read_once_and_nobody_learns_who_wrote_them(federation):
    box = scene.source("", "mailbox", "Newsletters")
    from articulator.intelligence.scanning.reading import mailbox
    from tests.identity.elections.scene import ada

    for _ in range(2):
        acts.hand_in(ada(), box, mailbox(feeds.MBOX))
    assert scene.titles() == ["Library hours", "Planning committee"]
    kept = " ".join(str(value) for row in Article.objects.values() for value in row.values())
    assert "clerk@council.example" not in kept


def test_only_officers_put_up_sources(federation, client):
    client.force_login(person_of("Bea"))
    answer = client.post("/intelligence/scanning/of/leith/source", {"name": "x"})
    assert (answer.status_code, Source.objects.count()) == (403, 0)


def person_of(name: str):
    from tests.people import member

    return member(name, scene.unit())
