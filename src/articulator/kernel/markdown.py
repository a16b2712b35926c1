"""Text that people write, as HTML that can do nothing but be read."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong",
    "em", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
_OURS = re.compile(r"/(?![/\\])")  # a path of this platform; //elsewhere.org is not
_TABLE = '<div class="table" tabindex="0" role="region" aria-label="Table"><table class="grid">'


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
    html = _clean(_READER.renderer.render(tokens, _READER.options, {}))
    html = html.replace("<table>", _TABLE).replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308 - cleaned


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=lambda _tag, name, value: (
            value if name != "href" or _OURS.match(value) else None
        ),
        link_rel=None,
    )
