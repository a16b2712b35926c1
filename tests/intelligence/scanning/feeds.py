"""Feeds as they are found in the wild, whole, broken and hostile."""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Courier</title>
<item><guid>one</guid><title>Damp in Leith</title><link>https://courier.example/1</link>
<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Tenants in Leith counted mould in sixty-one flats last week, and the landlord
did not want to say anything about it.&lt;/p&gt;</description></item>
<item><guid>two</guid><title>Strike at the depot</title><link>https://courier.example/2</link>
<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>
<description>Nine in ten drivers voted to strike over split shifts, says the union.</description>
</item></channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<entry><id>tag:post.example,2026:9</id><title>Mould in sixty-one flats</title>
<link href="https://post.example/9"/><updated>2026-03-02T10:00:00Z</updated>
<summary>Tenants in Leith counted mould in sixty-one flats last week, and the landlord did not
want to say anything about it.</summary></entry></feed>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Blog", "items": [
{"id": "1", "url": "https://blog.example/1", "title": "Rents", "content_text": "Rents rise.",
"date_published": "2026-03-01T09:00:00Z"}]}"""

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss ['
    '<!ENTITY a0 "boom">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>"
)

THIEF = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><item><guid>1</guid><title>Hello &x;</title></item></channel>"
    "</rss>"
)

RUDE = """<?xml version="1.0"?><rss version="2.0"><channel>
<item><guid>1</guid><title>&lt;script&gt;alert(1)&lt;/script&gt; Free &amp;amp; easy</title>
<link>javascript:alert(1)</link><pubDate>Mon, 01 Jan 9999 00:00:00 GMT</pubDate>
<description>&lt;img src=x onerror=alert(1)&gt; words&#8238;sdrow</description></item>
</channel></rss>"""

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{root}/news/1</loc><lastmod>2026-03-02</lastmod></url>
<url><loc>{root}/news/2</loc><lastmod>2026-03-03</lastmod></url>
<url><loc>https://elsewhere.example/3</loc></url></urlset>"""

PAGE = """<html><head><title>{title}</title></head><body>
<nav>Home Menu</nav><article><h1>{title}</h1>
<p>{text}</p><p>{text}</p></article><footer>About us</footer></body></html>"""

MBOX = b"""From news@council.example Mon Mar  2 08:00:00 2026
Message-ID: <1@council.example>
From: Clerk <clerk@council.example>
Subject: Planning committee
Date: Mon, 02 Mar 2026 08:00:00 +0000
Content-Type: text/plain; charset=utf-8

The committee meets in Leith on the 14th.

From news@council.example Tue Mar  3 08:00:00 2026
Message-ID: <2@council.example>
From: Clerk <clerk@council.example>
Subject: Library hours
Date: Tue, 03 Mar 2026 08:00:00 +0000
Content-Type: text/plain; charset=utf-8

The library opens on three days.
"""
