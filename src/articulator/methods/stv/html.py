"""A page about a count that needs nothing but itself: no script, no network, no style sheet."""

from collections.abc import Iterator
from html import escape

from articulator.methods.stv import words
from articulator.methods.stv.result import UNIT, Count, Stage, decimal

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "background:#fffdf8;color:#1d1a16}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.25rem .5rem;vertical-align:top}"
    "thead th{border-bottom:2px solid}tbody tr+tr{border-top:1px solid #8886}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "caption{text-align:left;padding:.5rem 0}.wide{overflow-x:auto}"
    "td.bar{width:40%;min-width:6rem}svg{display:block;width:100%;height:1.5rem}"
    ".votes{fill:#d79b2c}.quota{stroke:currentColor;stroke-width:2;vector-effect:non-scaling-stroke}"
    "b{white-space:nowrap}"
    "@media(prefers-color-scheme:dark){body{background:#161412;color:#eee8dd}"
    ".votes{fill:#8f6a17}}"
    "@media print{section{break-inside:avoid}}"
)


def to_html(count: Count) -> str:
    """A whole document: who is elected, every stage with picture and reasons, the full table."""
    title = escape(count.title or "Result of the election")
    body = "".join([f"<h1>{title}</h1>", *_summary(count), *_stages(count), *_whole(count)])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _summary(count: Count) -> Iterator[str]:
    yield _paragraph(words.result(count))
    yield "<h2>Elected, in this order</h2>" if count.elected else "<h2>Nobody is elected</h2>"
    yield f"<ol>{''.join(f'<li>{escape(count.name(n))}</li>' for n in count.elected)}</ol>"
    yield _paragraph(words.lots(count))


def _stages(count: Count) -> Iterator[str]:
    longest = max(max(s.votes.values(), default=0) for s in count.stages)
    scale = max(longest, count.quota * UNIT)
    for stage in count.stages:
        heading = escape(words.heading(stage, count.name))
        yield f"<section><h2>Stage {stage.number}. {heading}</h2>"
        yield from map(_paragraph, stage.reasons)
        yield _bars(count, stage, scale)
        yield "</section>"


def _bars(count: Count, stage: Stage, scale: int) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(count.name(n))}</th>'
        f'<td class="n">{decimal(votes)}</td><td class="bar">{_bar(votes, count, scale)}</td>'
        f"<td>{_state(count, stage, n)}</td></tr>"
        for n, votes in sorted(stage.votes.items(), key=lambda item: -item[1])
    )
    return (
        '<div class="wide" tabindex="0" role="region" '
        f'aria-label="Votes after stage {stage.number}"><table>'
        f"<caption>Votes after stage {stage.number}; the upright line is the quota, "
        f"{count.quota:,}</caption>"
        '<thead><tr><th scope="col">Candidate</th><th scope="col" class="n">Votes</th>'
        '<th scope="col">Picture</th><th scope="col">State</th></tr></thead>'
        f'<tbody>{rows}<tr><th scope="row">Votes with nobody</th>'
        f'<td class="n">{decimal(stage.non_transferable)}</td><td></td><td></td></tr>'
        "</tbody></table></div>"
    )


def _bar(votes: int, count: Count, scale: int) -> str:
    width, quota = (round(1000 * part / scale, 1) for part in (votes, count.quota * UNIT))
    return (
        '<svg viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="votes" y="4" width="{width}" height="16"/>'
        f'<line class="quota" x1="{quota}" x2="{quota}" y1="0" y2="24"/></svg>'
    )


def _state(count: Count, stage: Stage, number: int) -> str:
    """What a candidate is after a stage: elected or excluded, in bold where it happened here."""
    for past in count.stages[: stage.number]:
        for word, numbers in (("elected", past.elected), ("excluded", past.excluded)):
            if number in numbers:
                return f"<b>{word}</b>" if past is stage else f"{word} at stage {past.number}"
    return ""


def _whole(count: Count) -> Iterator[str]:
    """All stages in one table, for those who check the sums."""
    columns = "".join(f'<th scope="col" class="n">{s.number}</th>' for s in count.stages)
    yield '<h2>All stages in one table</h2><div class="wide" tabindex="0" role="region" '
    yield 'aria-label="All stages in one table"><table><thead><tr>'
    yield f'<th scope="col">Candidate</th>{columns}</tr></thead><tbody>'
    for number in count.stages[0].votes:
        yield _row(count.name(number), [stage.votes[number] for stage in count.stages])
    yield _row("Votes with nobody", [stage.non_transferable for stage in count.stages])
    yield "</tbody></table></div>"


def _row(name: str, votes: list[int]) -> str:
    cells = "".join(f'<td class="n">{decimal(units)}</td>' for units in votes)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _paragraph(sentence: str) -> str:
    return f"<p>{escape(sentence)}</p>"
