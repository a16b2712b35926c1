"""The components of every page. Each is a function: its signature is its list of properties.

They are built in: templates use them without loading anything. `/ui` shows them all, and
`docs/design.md` says when to use which.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import template
from django.core.paginator import Page
from django.db import models
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articulator.kernel import clock, links
from articulator.kernel.acts import Refusal
from articulator.kernel.links import Knot
from articulator.kernel.markdown import to_html

register = template.Library()

SYSTEMS = ("identity", "intelligence", "steering", "communication", "operations")
ICONS = (*SYSTEMS, "info", "good", "warning", "error", "refusal")
KINDS = {"success": "good", "debug": "info"}  # what Django's messages call themselves
STATES = {"done": "done", "now": "now", "next": "to come"}


# Where am I


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The key of the system this page belongs to, by its address; empty outside of the five."""
    request = context.get("request")
    first = request.path.split("/")[1] if request else ""
    return first if first in SYSTEMS else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture beside words, never instead of them. `name`: a system or a kind of notice."""
    if name not in ICONS:
        raise ValueError(f"There is no icon {name!r}; there are {', '.join(ICONS)}.")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def tabs(systems: Iterable[Mapping[str, Any]], current: str, label: str) -> SafeString:
    """The five systems of a unit: each {key, name, url}; one without a url is not shown."""
    shown = [system for system in systems if system.get("url")]
    return render_to_string("ui/tabs.html", {"tabs": shown, "current": current, "label": label})


@register.simple_block_tag(takes_context=True)
def page_head(
    context: Context, content: str, title: str, eyebrow: str = "", lead: str = "", system: str = ""
) -> SafeString:
    """The top of a page: where we are, what it is, one sentence, and the next step (content).

    `system` is known from the address; say it only where the address does not.
    """
    system = system or here(context)
    words = eyebrow or system.title()
    return format_html(
        '<header class="head">{}<h1>{}</h1>{}{}</header>',
        format_html('<p class="eyebrow">{}{}</p>', icon(system) if system else "", words)
        if words
        else "",
        title,
        format_html('<p class="lead">{}</p>', lead) if lead else "",
        format_html('<div class="actions">{}</div>', content) if content.strip() else "",
    )


# Saying something


@register.simple_block_tag
def panel(content: str, title: str = "", tone: str = "", anchor: str = "") -> SafeString:
    """A part of the page with a heading of its own. `tone`: empty, `quiet` or `strong`."""
    return format_html(
        '<section class="panel {}"{}><div class="leaf">{}<div>{}</div></div></section>',
        tone,
        format_html(' id="{}"', anchor) if anchor else "",
        format_html("<h2>{}</h2>", title) if title else "",
        content,
    )


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Something to know now. `kind`: info, good, warning or error."""
    kind = KINDS.get(kind, kind)
    return format_html(
        '<div class="notice {}" role="note">{}<div>{}{}</div></div>',
        kind,
        icon(kind),
        format_html("<strong>{}</strong> ", title) if title else "",
        content,
    )


@register.simple_tag
def refusal(why: Refusal | None) -> SafeString:
    """Why something cannot be done: the reason, the clause, and who can help. Nothing if it can."""
    if why is None:
        return SafeString("")
    return format_html(
        '<div class="notice refusal" role="note">{}<div><p><strong>Not now.</strong> {}</p>{}{}'
        "{}</div></div>",
        icon("refusal"),
        why.reason,
        format_html("<p>What helps: {}</p>", why.appeal) if why.appeal else "",
        format_html("<p>The rule: {}</p>", clause(why.clause)) if why.clause else "",
        format_html('<p><a href="{}">{}</a></p>', why.to, why.step) if why.to else "",
    )


@register.simple_block_tag
def nothing(content: str, title: str) -> SafeString:
    """A place where nothing is yet: what will be here, and how it comes."""
    return format_html('<div class="empty"><strong>{}</strong><div>{}</div></div>', title, content)


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


# Doing something


@register.simple_tag
def button(label: str, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    """A button that sends its form. `kind`: primary (once a page), quiet, danger or link."""
    return format_html(
        '<button class="button {}"{}>{}</button>',
        kind,
        format_html(' name="{}" value="{}"', name, value) if name else "",
        label,
    )


@register.simple_tag
def link_button(label: str, url: str, kind: str = "primary") -> SafeString:
    """A link that looks like what it is: the way to the next step."""
    return format_html('<a class="button {}" href="{}">{}</a>', kind, url, label)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One question of a form: label, help, control, error."""
    box = isinstance(bound.field.widget, CheckboxInput)
    return render_to_string("ui/field.html", {"field": bound, "box": box})


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All questions of a form, hidden ones included, and what is wrong with it as a whole."""
    return render_to_string("ui/fields.html", {"form": form})


@register.simple_tag
def form_key() -> SafeString:
    """The key that makes a form sent twice one act."""
    return format_html('<input type="hidden" name="_key" value="{}">', uuid4())


@register.simple_tag
def ranking(rows: Sequence[Mapping[str, Any]], legend: str) -> SafeString:
    """A ballot to rank: each row is {name (of its input), label, note, value}.

    Numbers to type, plus buttons and arrow keys where there is JavaScript (`rank.js`).
    """
    context = {"rows": rows, "legend": legend, "script": static("ui/rank.js")}
    return render_to_string("ui/ranking.html", context)


@register.simple_tag
def question(asked: Any) -> SafeString:
    """A question with answers to choose, judged: {name, question, verdict, words, rows}.

    `question` is {text, several}; a row is {value, text, chosen, reply}. Texts are Markdown.
    """
    return render_to_string("ui/question.html", {"asked": asked})


# Showing something


@register.simple_tag
def prose(text: str, level: int = 2) -> SafeString:
    """A text that people wrote in Markdown, set to be read; its `##` are headings of `level`."""
    return format_html('<div class="prose">{}</div>', to_html(text, level))


@register.filter
def line(text: str) -> SafeString:
    """One line of Markdown inside another element."""
    return to_html(text, inline=True)


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
    words = date_format(local, "j F Y, H:i") if exact else _relative(local)
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), full, words)


def _relative(local: datetime) -> str:
    now = timezone.localtime(clock.now())
    minutes = round((local - now).total_seconds() / 60)
    if abs(minutes) < 60:
        return _distance(minutes, "minute") if minutes else "now"
    days = (local.date() - now.date()).days
    if abs(days) <= 1:
        day = {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
        return f"{day} at {date_format(local, 'H:i')}"
    return _distance(days, "day") if abs(days) <= 30 else date_format(local, "j F Y")


def _distance(number: int, unit: str) -> str:
    words = f"{abs(number)} {unit}{'' if abs(number) == 1 else 's'}"
    return f"in {words}" if number > 0 else f"{words} ago"


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
def progress(value: float, total: float, label: str) -> SafeString:
    """How far something is; `label` says it in words (142 of 300 have voted)."""
    key = uuid4().hex[:8]
    return format_html(
        '<div class="progress"><label for="p{}">{}</label>'
        '<progress id="p{}" value="{}" max="{}"></progress></div>',
        key, label, key, value, total,
    )  # fmt: skip


@register.simple_tag
def bars(
    rows: Sequence[Mapping[str, Any]],
    caption: str,
    line: float = 0,
    unit: str = "votes",
    line_label: str = "",
) -> SafeString:
    """A picture and its table in one: each row is {label, value, text, note, tone}.

    `tone`: empty, `won` or `out`. Values are numbers of one kind; the longest bar (or `line`, a
    mark across all bars such as a quota) is the full width.
    """
    widest = max([line, *(float(row["value"]) for row in rows), 1e-9])
    drawn = [{"text": row["value"], **row, "width": _share(row["value"], widest)} for row in rows]
    context = {"rows": drawn, "caption": caption, "unit": unit, "line_label": line_label}
    return render_to_string("ui/bars.html", {**context, "at": _share(line, widest) if line else ""})


def _share(value: float, whole: float) -> str:
    return f"{100 * float(value) / whole:.2f}"


@register.simple_block_tag
def table(content: str, caption: str) -> SafeString:
    """A table (its thead and tbody) that turns into cards on a phone: cells carry data-label."""
    return format_html(
        '<div class="table" tabindex="0" role="region" aria-label="{}"><table>'
        "<caption>{}</caption>{}</table></div>",
        caption, caption, content,
    )  # fmt: skip


@register.simple_tag
def steps(stages: Iterable[Mapping[str, Any]], label: str) -> SafeString:
    """The stages of a life: each {name, state (done, now, next), at}."""
    items = format_html_join("", '<li class="{}"{}>{}{}{}</li>', map(_step, stages))
    return format_html(
        '<div class="stages"><ol class="steps" aria-label="{}">{}</ol></div>', label, items
    )


def _step(stage: Mapping[str, Any]) -> tuple[str, ...]:
    state, at = stage["state"], stage.get("at")
    return (
        state,
        mark_safe(' aria-current="step"') if state == "now" else "",
        stage["name"],
        format_html('<span class="unseen"> ({})</span>', STATES[state]),
        format_html("<small>{}</small>", when(at)) if at else "",
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of facts: <dt> and <dd> pairs."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def thread(thing: models.Model, words: str = "") -> SafeString:
    """The golden thread: what this came from, and what came of it. Nothing if nothing is tied."""
    origins = links.origins(thing)
    return strand(origins, links.outcomes(thing, origins), words or str(thing))


@register.simple_tag
def strand(origins: Sequence[Knot], outcomes: Sequence[Knot], words: str) -> SafeString:
    """The thread of something that is not in the database: its knots are given."""
    if not origins and not outcomes:
        return SafeString("")
    context = {"origins": origins, "outcomes": outcomes, "words": words}
    return render_to_string("ui/thread.html", context)


@register.simple_tag
def way(knots: Sequence[Knot], waiting: str = "", label: str = "What became of it") -> SafeString:
    """The whole way of something from the first step to the last, with the days at each arrow.

    `waiting`: in words what comes next and whose turn it is; empty where the way has come round.
    """
    return render_to_string("ui/way.html", {"knots": knots, "waiting": waiting, "label": label})


@register.simple_tag
def pages(page: Page[Any], query: str = "") -> SafeString:
    """Earlier and later pages of a long list; nothing where one page holds it all."""
    if not page.has_other_pages():
        return SafeString("")
    return render_to_string("ui/pages.html", {"page": page, "query": query})
