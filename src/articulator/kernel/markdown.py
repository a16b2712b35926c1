"""Text that people write, as HTML that can do nothing but be read."""

import re
from collections.abc import Sequence
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong",
    "em", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
_OURS = re.compile(r"/(?![/\\])")  # a path of this platform; //elsewhere.org is not
_TABLE = '<div class="table" tabindex="0" role="region" aria-label="Table"><table>'
_CELL = re.compile(r'(<td(?: data-label="[^"]*")?>)(.*?)</td>', re.DOTALL)


def to_html(text: str, level: int = 2, *, inline: bool = False) -> SafeString:
    """Markdown (CommonMark and tables) as safe HTML; `##` becomes a heading of `level`.

    HTML in the text is shown as text, pictures are left out, and links lead nowhere but to paths
    of this platform. `inline` is for a line inside another element: no paragraphs, no headings.
    """
    if inline:
        return mark_safe(_clean(_READER.renderInline(text)))  # noqa: S308 - cleaned
    tokens = _READER.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + level - 2)}"
    _name_cells(tokens)
    html = _clean(_READER.renderer.render(tokens, _READER.options, {}))
    html = _CELL.sub(r"\1<span>\2</span></td>", html)
    html = html.replace("<table>", _TABLE).replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308 - cleaned


def _name_cells(tokens: Sequence[Token]) -> None:
    """On a phone a row turns into a card, whose cells carry the name of their column."""
    names, column = list[str](), 0
    for token, inside in pairwise(tokens):
        if token.type == "thead_open":
            names = []
        elif token.type == "th_open":
            names.append("".join(part.content for part in inside.children or ()))
        elif token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            if names[column]:
                token.attrSet("data-label", names[column])
            column += 1


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "td": {"data-label"}},
        attribute_filter=lambda _tag, name, value: (
            value if name != "href" or _OURS.match(value) else None
        ),
        link_rel=None,
    )
