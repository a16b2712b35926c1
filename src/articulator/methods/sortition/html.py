"""A page about a lottery or a draw that needs nothing but itself: no script, no network."""

from collections.abc import Iterable
from html import escape

from articulator.methods.sortition.explain import Band, bands, summary
from articulator.methods.sortition.lottery import Lottery
from articulator.methods.sortition.selection import Draw

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .5rem}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}rect{fill:#7a5200}"
    "code{overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{background:#161412;color:#eee8dd}rect{fill:#e0b64d}}"
)


def page(lottery: Lottery, drawn: Draw | None = None, title: str = "Drawn by lot") -> str:
    """One page: what the lottery is, everybody's chances in bands and, once drawn, the result.

    Chances are shown in bands only; a member's exact chance belongs on their own receipt.
    """
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(sentence)}</p>" for sentence in summary(lottery)),
        "<h2>How many people had which chance</h2>",
        _table(bands(lottery)),
        *(_result(drawn) if drawn else ()),
        f"<p>Book: <code>{escape(lottery.book_hash)}</code></p>",
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _table(rows: tuple[Band, ...]) -> str:
    most = max(band.people for band in rows)
    body = "".join(_row(band, most) for band in rows)
    return (
        '<table><thead><tr><th scope="col">Chance</th><th scope="col">People</th>'
        f"<td></td></tr></thead><tbody>{body}</tbody></table>"
    )


def _row(band: Band, most: int) -> str:
    width = round(100 * band.people / most, 1)
    bar = (
        '<svg width="100%" height="12" viewBox="0 0 100 12" preserveAspectRatio="none"'
        f' aria-hidden="true"><rect width="{width}" height="12"/></svg>'
    )
    chance = f"{band.low:.2%} to {band.high:.2%}"
    return f'<tr><th scope="row">{chance}</th><td class="n">{band.people}</td><td>{bar}</td></tr>'


def _result(drawn: Draw) -> Iterable[str]:
    chosen = "".join(f"<li>{escape(person)}</li>" for person in drawn.selected)
    reserves = "".join(f"<li>{escape(person)}</li>" for person in drawn.reserves)
    return (
        f"<h2>Ticket {drawn.ticket:06d}</h2>",
        f"<p>Seed: <code>{escape(drawn.seed)}</code></p>",
        f"<h2>Selected</h2><ol>{chosen}</ol>",
        f"<h2>Reserves, in the order of the lot</h2><ol>{reserves}</ol>",
    )
