"""What people write is shown as they mean it, and can do nothing but be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.kernel.markdown import to_html


def test_markdown_becomes_html():
    html = to_html("## Part\n\nSay it **so**, *or* so:\n\n1. one\n\n> quoted")
    assert html == (
        "<h2>Part</h2>\n<p>Say it <strong>so</strong>, <em>or</em> so:</p>\n<ol>\n<li>one</li>\n"
        "</ol>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n"
    )


def test_headings_take_their_place_below_the_page():
    assert to_html("## Part\n\n### Inside", level=4) == "<h4>Part</h4>\n<h5>Inside</h5>\n"
    assert to_html("###### Deep", level=4) == "<h6>Deep</h6>\n"


def test_a_line_has_no_paragraph_and_no_heading():
    assert to_html("## not *here*", inline=True) == "## not <em>here</em>"


def test_cells_know_their_column_so_that_a_row_can_be_a_card():
    html = to_html("| | *way* |\n|---|--:|\n| a | b **c** |\n")
    assert "<td><span>a</span></td>" in html
    assert '<td data-label="way"><span>b <strong>c</strong></span></td>' in html
    assert html.startswith('<div class="table" tabindex="0" role="region" aria-label="Table">')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](/identity/)", '<p><a href="/identity/">a</a></p>\n'),
        ("[a](https://evil.example)", "<p><a>a</a></p>\n"),
        ("[a](//evil.example)", "<p><a>a</a></p>\n"),
        ("[a](/\\evil.example)", '<p><a href="/%5Cevil.example">a</a></p>\n'),
        ("<https://evil.example>", "<p><a>https://evil.example</a></p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![x](/a.png)", "<p></p>\n"),
        ("`<table>`", "<p><code>&lt;table&gt;</code></p>\n"),
    ],
)
def test_nothing_leads_away_and_nothing_runs(text, html):
    assert to_html(text) == html


SIGNS = st.sampled_from(
    ["<script>", "[a](", "javascript:", "![", "](/x)", "|", "\n", "---|---", '"']
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS | st.text(max_size=8)).map("".join))
def test_no_text_gets_more_than_what_is_allowed(text):
    for html in (to_html(text), to_html(text, inline=True)):
        tags = re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>", html)
        assert {tag for tag, _ in tags} <= {
            "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote",
            "strong", "em", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "a", "div",
            "span",
        }  # fmt: skip
        assert [rest for _, rest in tags if re.search(r"\s(on\w+|style|src)=", rest)] == []
