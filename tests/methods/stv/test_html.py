"""A count as a page of its own."""

from html.parser import HTMLParser

from articulator.methods.stv import Papers, count, to_html
from tests.methods.stv.cast import election
from tests.methods.stv.test_text import LEITH
from tests.methods.stv.wards import counts

VOID = {"meta", "rect", "line"}


class Outline(HTMLParser):
    """Which elements a page has, that they close in order, and the text of headings and cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in self.texts:
            self.texts[self.open[-1]][-1] += data


def test_the_page_leads_from_the_winners_through_every_stage():
    page = Outline(to_html(count(election(2, LEITH, title="Leith branch"))))
    assert page.texts["h1"] == ["Leith branch"]
    assert page.texts["li"] == ["ada", "ben"]
    assert page.texts["h2"] == [
        "Elected, in this order",
        "Stage 1. First choices",
        "Stage 2. Surplus of ada",
        "Stage 3. Exclusion of dev",
        "All stages in one table",
    ]
    assert "5.18178" in page.texts["td"]


def test_every_picture_stands_beside_its_figure():
    counted = count(election(2, LEITH))
    html = to_html(counted)
    assert html.count("<svg") == html.count('aria-hidden="true"') == 4 * len(counted.stages)
    # Stage 3: ben's 7.18178 on a scale where ada's first 11 votes fill the width.
    assert (
        '<td class="n">7.18178</td><td class="bar"><svg viewBox="0 0 1000 24" '
        'preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="votes" y="4" width="652.9" height="16"/>'
        '<line class="quota" x1="636.4" x2="636.4" y1="0" y2="24"/></svg></td>'
        "<td><b>elected</b></td>"
    ) in html


def test_names_cannot_write_into_the_page():
    names = ("<script>alert(1)</script>", "\"><img src=x onerror='x'>", "Ada & Ben")
    html = to_html(count(Papers(names, 1, ((2, (1, 2)), (1, (2,)), (1, (3,))), "</title><b>")))
    page = Outline(html)
    assert {"script", "img"} & page.tags == set()
    assert page.texts["h1"] == ["</title><b>"]
    assert page.texts["li"] == [names[0]]


def test_the_page_needs_nothing_but_itself():
    html = to_html(next(iter(counts().values())))
    page = Outline(html)
    assert page.tags & {"script", "link", "img", "iframe"} == set()
    assert page.attributes & {"src", "href", "onclick", "style"} == set()
    assert "http" not in html


def test_a_count_without_winners_or_votes_is_a_page_too():
    assert Outline(to_html(count(election(1, {"ada": 1}, withdrawn="ada")))).texts["h2"][0] == (
        "Nobody is elected"
    )
    assert Outline(to_html(count(election(1, {}, standing="ada ben")))).texts["li"] != []
