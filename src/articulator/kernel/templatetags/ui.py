"""The components of every page. Each is a function: its signature is its list of properties.

They are built in: templates use them without loading anything. `/ui` shows them all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import template
from django.db import models
from django.forms import BoundField, CheckboxInput, Form
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articulator.kernel import clock, links
from articulator.kernel.acts import Refusal

register = template.Library()


@register.simple_block_tag
def page_head(content: str, title: str, eyebrow: str = "", lead: str = "") -> SafeString:
    """The top of a page: where we are, what it is, one sentence, and the next step (content)."""
    return format_html(
        '<header class="head">{}<h1>{}</h1>{}{}</header>',
        format_html('<p class="eyebrow">{}</p>', eyebrow) if eyebrow else "",
        title,
        format_html('<p class="lead">{}</p>', lead) if lead else "",
        format_html('<div class="actions">{}</div>', content) if content.strip() else "",
    )


@register.simple_block_tag
def panel(content: str, title: str = "", tone: str = "", anchor: str = "") -> SafeString:
    """A part of the page with a heading of its own. `tone`: empty, `quiet` or `strong`."""
    return format_html(
        '<section class="panel {}"{}>{}{}</section>',
        tone,
        format_html(' id="{}"', anchor) if anchor else "",
        format_html("<h2>{}</h2>", title) if title else "",
        content,
    )


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Something to know now. `kind`: info, good, warning or error."""
    head = format_html("<strong>{}</strong> ", title) if title else ""
    return format_html('<div class="notice {}" role="note">{}{}</div>', kind, head, content)


@register.simple_tag
def refusal(why: Refusal | None) -> SafeString:
    """Why something cannot be done: the reason, the clause, and who can help. Nothing if it can."""
    if why is None:
        return SafeString("")
    return format_html(
        '<div class="notice refusal" role="note"><strong>Not now:</strong> {}{}{}</div>',
        why.reason,
        format_html(" {}", clause(why.clause)) if why.clause else "",
        format_html(" <span>{}</span>", why.appeal) if why.appeal else "",
    )


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """A place where nothing is yet: what will be here, and how it comes."""
    return format_html('<div class="empty"><h3>{}</h3><div>{}</div></div>', title, content)


@register.simple_tag
def button(label: str, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    """A button that sends its form. `kind`: primary (once a page), quiet or danger."""
    return format_html(
        '<button class="button {}"{}>{}</button>',
        kind,
        format_html(' name="{}" value="{}"', name, value) if name else "",
        label,
    )


@register.simple_tag
def link_button(label: str, url: str, kind: str = "primary") -> SafeString:
    return format_html('<a class="button {}" href="{}">{}</a>', kind, url, label)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One question of a form: label, help, control, error."""
    box = isinstance(bound.field.widget, CheckboxInput)
    return render_to_string("ui/field.html", {"field": bound, "box": box})


@register.simple_tag
def fields(form: Form) -> SafeString:
    """All questions of a form, hidden ones included, and what is wrong with it as a whole."""
    return render_to_string("ui/fields.html", {"form": form})


@register.simple_tag
def form_key() -> SafeString:
    """The key that makes a form sent twice one act."""
    return format_html('<input type="hidden" name="_key" value="{}">', uuid4())


@register.simple_tag
def person(name: object, note: str = "") -> SafeString:
    """A person, by initials and name."""
    words = str(name).split()
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))
    return format_html(
        '<span class="person"><span class="initials" aria-hidden="true">{}</span>'
        "<span>{}{}</span></span>",
        initials.upper(),
        str(name),
        format_html(" <small>{}</small>", note) if note else "",
    )


@register.simple_tag
def when(moment: datetime | None, exact: bool = False) -> SafeString:
    """A moment in words near to now, its exact date on demand."""
    if moment is None:
        return SafeString("not yet")
    local = timezone.localtime(moment)
    full = date_format(local, "l j F Y, H:i")
    words = date_format(local, "j F Y, H:i") if exact else _relative(moment, local)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(), full, words
    )


def _relative(moment: datetime, local: datetime) -> str:
    seconds = (moment - clock.now()).total_seconds()
    size = abs(seconds)
    if size > 30 * 86400:
        return date_format(local, "j F Y")
    unit, length = next(
        ((u, n) for u, n in (("day", 86400), ("hour", 3600), ("minute", 60)) if size >= n),
        ("minute", 60),
    )
    number = max(1, round(size / length))
    words = f"{number} {unit}{'s' if number != 1 else ''}"
    return f"in {words}" if seconds > 0 else f"{words} ago"


@register.simple_tag
def clause(ref: str) -> SafeString:
    """A link to the clause of the constitution that something rests on."""
    if not ref:
        return SafeString("")
    try:
        url = reverse("constitution:clause", args=[ref])
    except NoReverseMatch:
        return format_html('<span class="clause">§ {}</span>', ref)
    return format_html('<a class="clause" href="{}">§ {}</a>', url, ref)


@register.simple_tag
def figure(value: object, label: str, note: str = "") -> SafeString:
    """One number that matters, with the words that make it one."""
    return format_html(
        '<div class="figure"><span class="value">{}</span> <span class="label">{}</span>{}</div>',
        value,
        label,
        format_html("<small>{}</small>", note) if note else "",
    )


@register.simple_tag
def bars(rows: Sequence[dict[str, Any]], caption: str, line: float = 0, unit: str = "votes") -> str:
    """A picture and its table in one: each row is {label, value, text, tone}; `line` is a mark.

    Values are numbers of the same kind; the longest bar (or the line) is the full width.
    """
    widest = max([line, *(float(row["value"]) for row in rows), 1e-9])
    drawn = [{**row, "width": f"{100 * float(row['value']) / widest:.2f}"} for row in rows]
    at = f"{100 * line / widest:.2f}" if line else ""
    context = {"rows": drawn, "caption": caption, "at": at, "unit": unit}
    return render_to_string("ui/bars.html", context)


@register.simple_block_tag
def table(content: str, caption: str) -> SafeString:
    """A table that turns into cards on a phone: cells carry data-label."""
    return format_html(
        '<div class="table" tabindex="0" role="region" aria-label="{}"><table>'
        "<caption>{}</caption>{}</table></div>",
        caption, caption, content,
    )  # fmt: skip


@register.simple_tag
def steps(stages: Iterable[dict[str, Any]], label: str) -> SafeString:
    """The stages of a life: each {name, state (done, now, next), at}."""
    items = format_html_join(
        "",
        '<li class="{}"{}><span>{}</span>{}</li>',
        (
            (
                stage["state"],
                mark_safe(' aria-current="step"') if stage["state"] == "now" else "",
                stage["name"],
                format_html("<small>{}</small>", when(stage["at"])) if stage.get("at") else "",
            )
            for stage in stages
        ),
    )
    return format_html('<ol class="steps" aria-label="{}">{}</ol>', label, items)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of facts: <dt> and <dd> pairs."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def thread(thing: models.Model) -> str:
    """The golden thread: what this came from, and what came of it. Nothing where nothing is tied."""
    origins, outcomes = links.origins(thing), links.outcomes(thing)
    if not origins and not outcomes:
        return SafeString("")
    return render_to_string("ui/thread.html", {"origins": origins, "outcomes": outcomes})


@register.simple_tag
def pages(page: Any, query: str = "") -> str:
    """Earlier and later pages of a long list; nothing where one page holds it all."""
    if not page.has_other_pages():
        return SafeString("")
    return render_to_string("ui/pages.html", {"page": page, "query": query})
