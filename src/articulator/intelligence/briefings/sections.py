"""What a briefing looks at: one small function for each, in the order in which it is read.

A section is asked for one unit (and all in it) and a span of days, and gives findings in four
parts: what changed, how sure we are, what it suggests, what we do not know. What fewer than eight
people say is not here, since the queries that are asked do not tell it. Where a section has
nothing to say the briefing says so in its own words: what is not recorded is no zero.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from articulator.intelligence.briefings.models import THOUGHT, Duty, Finding
from articulator.intelligence.briefings.parts import Found, Section, Span, cut, rests_on, thought
from articulator.intelligence.forecasts import showing
from articulator.intelligence.forecasts.models import Question
from articulator.intelligence.forecasts.queries import kept, moving
from articulator.intelligence.forecasts.wording import chance
from articulator.intelligence.listening.queries import came, surveys
from articulator.intelligence.loop.arrows import arrows
from articulator.intelligence.movement.queries import gaps, grid, introductions, tally
from articulator.intelligence.pulse.queries import felt, worn
from articulator.intelligence.reviews.models import Review
from articulator.intelligence.scanning.models import Watch
from articulator.intelligence.scanning.queries import stories, trend, watches
from articulator.intelligence.signals import wording
from articulator.intelligence.signals.models import Alarm
from articulator.intelligence.signals.queries import alarms, record, told
from articulator.intelligence.themes.models import Report
from articulator.kernel.links import ref
from articulator.methods.suppression import in_eights
from articulator.methods.two_shares import Verdict

PAPER, LIVED, FELT = Finding.Truth.PAPER, Finding.Truth.LIVED, Finding.Truth.FELT
LONG, SHORT = 600, 400


# Signals


def out_of_the_ordinary(span: Span) -> Iterator[Found]:
    """Numbers that rang by themselves."""
    rang = alarms().exclude(found=Alarm.Found.RAISED).filter(span.within("raised_at"), past=False)
    for alarm in rang.filter(span.inside("unit")).order_by("raised_at")[: 2 * span.few]:
        yield _rang(alarm)


def _rang(alarm: Alarm) -> Found:
    assert alarm.series, "it was found in a series"
    figure = told(alarm.series, [alarm.number])[0] if alarm.number is not None else ""
    open_ = "Nobody has said yet what it was"
    verdict = alarm.case.get_verdict_display() if alarm.closed_at else open_
    known = record([alarm.found])
    past = f"Of {known.reviewed} such alarms, {known.false} were false." if known.reviewed else ""
    return Found(
        key=ref(alarm), title=cut(f"{alarm}, {alarm.unit}", 160), truth=LIVED,
        changed=cut(wording.told(alarm), LONG), sure=f"{verdict}. {past}".strip(),
        suggests=cut(wording.to_do(alarm), THOUGHT) if not alarm.answered_at else "",
        unknown="Whether more happened, or only more was reported.", figure=figure,
        bounds=f"{wording.range_of(alarm)} usual" if figure and alarm.high else "",
        evidence=[rests_on(alarm.series)],
    )  # fmt: skip


def raised_by_hand(span: Span) -> Iterator[Found]:
    """How many alarms people raised; what was in them stays with those who answer."""
    raised = list(
        alarms().filter(
            span.within("raised_at"), span.inside("unit"), found=Alarm.Found.RAISED, past=False
        )
    )
    if not raised:
        return
    waiting = sum(one.answered_at is None for one in raised)
    many = "One alarm was" if len(raised) == 1 else f"{len(raised)} alarms were"
    yield Found(
        key="raised", title="Alarms that people raised", truth=LIVED, figure=str(len(raised)),
        changed=f"{many} raised by hand; {_waiting(waiting)}.",
        sure="Counted. Nobody knows who raised them, and not every one will have been right.",
        suggests="Answer the alarms that wait before anything new is begun." if waiting else "",
        unknown="How many had reason to ring and did not.",
        evidence=[{"words": "the board of alarms", "url": reverse("signals:index"), "ref": ""}],
    )  # fmt: skip


def _waiting(number: int) -> str:
    if not number:
        return "none still waits for an answer"
    return f"{number} still {'waits' if number == 1 else 'wait'} for an answer"


# What people say


def asked_people(span: Span) -> Iterator[Found]:
    """How many answered the surveys that were open in these days, from eight on."""
    begins, ends = span.moments
    still = Q(closes_at=None) | Q(closes_at__gte=begins)
    for survey in surveys().filter(still, span.inside("unit"), opens_at__lt=ends)[: span.few]:
        if number := came(survey):
            yield Found(
                key=ref(survey), title=cut(survey.title, 160), truth=FELT,
                changed=f"About {in_eights(number)} people have answered so far.",
                sure="In eights, each counted once, with no name.",
                unknown="What those would say whom nobody asked.",
                figure=f"about {in_eights(number)}", evidence=[rests_on(survey)],
            )  # fmt: skip


def heard(span: Span) -> Iterator[Found]:
    """The themes that most people speak of, of what was published in these days."""
    published = Report.objects.filter(
        span.within("published_at"), span.inside("codebook__question__survey__unit")
    ).select_related("codebook__question__survey")
    latest = {report.codebook_id: report for report in published.order_by("published_at")}
    for report in latest.values():
        for row in report.rows[: span.few]:
            yield _heard(report, row)


def _heard(report: Report, row: Mapping[str, Any]) -> Found:
    book = report.codebook
    rests = {
        "words": f"“{row['name']}”, as it was heard", "ref": ref(book),
        "url": f"{book.get_absolute_url()}#{row['anchor']}",
    }  # fmt: skip
    return Found(
        key=f"{ref(book)} {row['anchor']}"[:160], title=cut(row["name"], 160), truth=FELT,
        changed=cut(
            f"Asked “{book.question}”, about {row['percent']} of 100 people speak of "
            f"{row['name'].lower()}.", LONG,
        ),
        sure=cut(f"True between the bounds nine times of ten. {report.told['agreement']}", SHORT),
        suggests=cut(f"Ask those who speak of {row['name'].lower()} what they would do.", THOUGHT),
        unknown="Who they are: these answers carry no age, no gender and no name.",
        figure=f"{row['percent']} of 100", bounds=f"{row['least']} to {row['most']} of 100",
        evidence=[rests],
    )  # fmt: skip


def loaded(span: Span) -> Iterator[Found]:
    """How loaded people say they are, in the newest week that may be told."""
    first = span.since - timedelta(days=6)  # a week that began before and ended inside
    weeks = [one for one in felt(span.unit) if first <= one.week <= span.until]
    if not weeks:
        return
    last, over = weeks[0], worn(weeks)
    yield Found(
        key=f"pulse {last.week}", title="How loaded we are", truth=FELT,
        changed=f"In the week of {last.week:%-d %B} about {last.answered} people answered: for "
        f"{last.heavy} it is too much, {last.worse} say that it got worse.",
        sure="In eights, and two taps each. It is a pulse, no vote.",
        suggests="Take something off the plan before adding to it." if over else "",
        unknown="How those are who did not answer. They may be the most tired.",
        figure=last.heavy, bounds=f"of about {last.answered}",
        evidence=[{"words": "the pulse, week by week", "ref": ref(span.unit),
                   "url": reverse("pulse:unit", args=[span.unit.slug])}],
    )  # fmt: skip


# What became of it


def waiting_in_the_loop(span: Span) -> Iterator[Found]:
    """Where what people told us waits longest; told of the whole house, whose loop it is."""
    if span.unit.parent_id:
        return
    known = [(max(days), arrow) for arrow in arrows()
             if (days := [one.days for one in arrow.stuck if one.days is not None])]  # fmt: skip
    if not known:
        return
    longest, arrow = max(known, key=lambda one: one[0])
    oldest = arrow.stuck[0]
    yield Found(
        key=f"loop {arrow.key}", title="Where what people told us waits", truth=LIVED,
        changed=cut(f"From “{arrow.begins}” on, {arrow.waits}: {arrow.what}.", LONG),
        sure=f"Counted. Until it went on: {arrow.usual}.",
        suggests=cut(f"It is the turn of {oldest.turn}: “{oldest.words}”.", THOUGHT),
        unknown="What was said and never written down.", figure=f"{longest} days",
        evidence=[{"words": "what waits there", "ref": "",
                   "url": reverse("loop:waiting", args=[arrow.key])}],
    )  # fmt: skip


def made_of_it(span: Span) -> Iterator[Found]:
    """What bodies made of the briefings before: answered in time, late, or not at all."""
    owed = Duty.objects.filter(span.inside("briefing__unit"), due__range=(span.since, span.until))
    duties = list(owed.select_related("briefing"))
    if not duties:
        return
    answered = [one for one in duties if one.answered_at]
    late = sum(one.days_late > 0 for one in answered)
    open_ = len(duties) - len(answered)
    yield Found(
        key="answers", title="What those who decide made of earlier briefings", truth=LIVED,
        changed=f"Of {len(duties)} answers that were due, {len(answered)} came, {late} of them "
        f"late; {open_} did not come.",
        sure="Counted from what was recorded.",
        suggests="Answer what is owed before the next one comes." if open_ else "",
        unknown="Whether what was decided was done.",
        figure=f"{len(answered)} of {len(duties)}",
        evidence=[{"words": "all briefings", "ref": "", "url": reverse("briefings:index")}],
    )  # fmt: skip


# What is written


def watched(span: Span) -> Iterator[Found]:
    """Watch lists of which more or fewer stories tell than before."""
    for watch in watches().filter(span.inside("unit")):
        lately = trend(watch)
        if lately.verdict != Verdict.UNSURE:
            yield _watched(watch)


def _watched(watch: Watch) -> Found:
    lately = trend(watch)
    now, before = lately.lately, lately.before
    return Found(
        key=ref(watch), title=cut(f"“{watch}” in the papers", 160), truth=PAPER,
        changed=f"{lately.words} {now.yes} of {now.of} stories of the last four weeks tell of it; "
        f"in the four weeks before {before.yes} of {before.of} did.",
        sure="More than chance alone would make of so many stories.",
        suggests=cut(f"Say in our own words what we think of “{watch}”: try two.", THOUGHT),
        unknown="What is said where no paper looks, and by papers that we do not read.",
        figure=f"{now.yes} of {now.of}", bounds=f"before: {before.yes} of {before.of}",
        evidence=[rests_on(watch)],
    )  # fmt: skip


def printed(span: Span) -> Iterator[Found]:
    """The story that most papers printed, of those that a watch list of ours caught."""
    caught = stories().filter(
        span.within("first_at"), hits__watch__unit__path__startswith=span.unit.path
    )
    story = caught.order_by(F("papers").desc(), "-first_at").first()
    if story is None:
        return
    papers = story.papers  # type: ignore[attr-defined] # an annotation of `stories`
    yield Found(
        key=ref(story), title=cut(story.title, 160), truth=PAPER,
        changed=f"It was printed by {papers} of the papers that we read."
        if papers > 1 else "One of the papers that we read printed it.",
        sure="A paper is not yet a fact. More than one may copy from the same agency.",
        suggests="Ask the people of whom it tells whether it is true.",
        unknown="What they would say themselves.", figure=str(papers), evidence=[rests_on(story)],
    )  # fmt: skip


# The movement


def thin_places(span: Span) -> Iterator[Found]:
    """What is missing on the map: certain gaps; else the thinnest place, if enough is known."""
    shown = grid(span.unit)
    thin = gaps(shown, span.unit)
    enough = shown.balance.total >= shown.needed
    for gap in [one for one in thin if one.cell.certain][: span.few] or thin[: 1 * enough]:
        nearest = gap.nearest[0] if gap.nearest else None
        helper = f"Ask {nearest.spot} ({nearest.words}) whether they would." if nearest else ""
        yield Found(
            key=f"gap {gap.cell.function} {gap.cell.sphere}", title=cut(gap.words, 160),
            truth=PAPER, changed=cut(f"{gap.words} {gap.meaning}", LONG),
            sure=cut(gap.sure, SHORT),
            suggests=cut(helper, THOUGHT), unknown="Groups that are not on our map.",
            figure=str(gap.cell.here), bounds=f"about {gap.cell.meant:.0f} would be even",
            evidence=[{"words": "the map of the movement", "ref": "",
                       "url": f"{reverse('movement:index')}?area={span.unit.slug}"}],
        )  # fmt: skip


def brought_together(span: Span) -> Iterator[Found]:
    """Pairs of groups that agreed to meet in these days; which ones stays with them."""
    agreed = introductions().filter(span.within("agreed_at"), span.inside("one__unit")).count()
    if agreed:
        known = tally()
        yield Found(
            key="introductions", title="Groups brought together", truth=LIVED, figure=str(agreed),
            changed=f"{agreed} pair{'' if agreed == 1 else 's'} of groups agreed to meet.",
            sure=f"Both of each said yes. Of {known.agreed} that agreed so far, {known.together} "
            f"do something together.",
            unknown="Which of them would have met without us.",
            evidence=[{"words": "the map of the movement", "url": reverse("movement:index"),
                       "ref": ""}],
        )  # fmt: skip


def looked_back(span: Span) -> Iterator[Found]:
    """What something big taught."""
    written = Review.objects.filter(span.within("written_at"), span.inside("plan__unit"))
    for review in written.select_related("plan").order_by("written_at")[: span.few]:
        yield Found(
            key=ref(review), title=cut(str(review), 160), truth=LIVED,
            changed=cut(review.happened, LONG),
            sure="Those who were there wrote it. It is one case.",
            suggests=thought(review.keep),
            unknown="Whether it would go the same way elsewhere.", evidence=[rests_on(review)],
        )  # fmt: skip


# What is coming


def foretold(span: Span) -> Iterator[Found]:
    """Numbers of what threatens people here, four weeks ahead."""
    threats = [one for one in moving(span.unit) if one.series.kind.threat]
    for outlook in threats[: span.few]:
        last = showing.ahead(outlook)[-1]
        yield Found(
            key=ref(outlook), title=cut(f"Ahead: {outlook.series}", 160), truth=LIVED,
            changed=cut(f"{showing.sentence(outlook)} {outlook.why}", LONG),
            sure=cut(f"{kept(outlook.series).words} {outlook.past}", SHORT),
            unknown="What we are about to do ourselves: a forecast knows past numbers alone.",
            figure=last.median, bounds=f"{last.most}, nine times of ten",
            evidence=[rests_on(outlook, str(outlook.series))],
        )  # fmt: skip


def thought_likely(span: Span) -> Iterator[Found]:
    """Questions whose answers were put together in these days."""
    counted = Question.objects.filter(
        span.within("counted_at"), span.inside("unit"), pool__isnull=False, annulled=""
    )
    for asked in counted.order_by("counted_at")[: span.few]:
        came = f" {asked.get_came_display()}." if asked.came else ""
        yield Found(
            key=ref(asked), title=cut(asked.text, 160), truth=FELT,
            changed=f"Together {asked.people} people think: {chance(asked.pool or 0)}.{came}",
            sure=f"Half of them said {chance(asked.middle or 0)} or less. {_before(asked)}",
            unknown="What those know who did not answer.", figure=chance(asked.pool or 0),
            bounds=f"the middle answer: {chance(asked.middle or 0)}", evidence=[rests_on(asked)],
        )  # fmt: skip


def _before(asked: Question) -> str:
    if asked.base_of:
        return f"In the past it came {asked.base_yes} of {asked.base_of} times."
    return "How often it came in the past is not recorded."


# In the order in which they are read; each with what is said where it has nothing to say.
SECTIONS: tuple[tuple[str, Section, str], ...] = (
    ("What rang", out_of_the_ordinary, "no number that is counted was out of the ordinary"),
    ("What people rang for", raised_by_hand, "nobody raised an alarm"),
    ("What we asked", asked_people, "no survey was answered by eight"),
    ("What we heard", heard, "no theme was published"),
    ("How we are", loaded, "not recorded: no week in which eight answered"),
    ("What became of it", waiting_in_the_loop, "nothing is known to wait"),
    ("What was made of it", made_of_it, "no answer to a briefing was due"),
    ("What is said", watched, "nothing that we watch for clearly grows or fades"),
    ("In the papers", printed, "no story that we watch for was read"),
    ("Where the movement is thin", thin_places, "no gap that is certain, as far as is known"),
    ("Who met", brought_together, "no two groups agreed to meet"),
    ("What we learned", looked_back, "nothing was looked back on"),
    ("What numbers lead us to expect", foretold, "no threat is counted for long enough"),
    ("What we think is likely", thought_likely, "no question was answered by eight people"),
)  # fmt: skip


def composed(span: Span) -> tuple[list[tuple[str, Found]], list[str]]:
    """All findings with the name of their section, and what had nothing to say."""
    found, silent = [], []
    for name, section, nothing in SECTIONS:
        rows = list(section(span))
        found += [(name, row) for row in rows]
        if not rows:
            silent.append(f"{name}: {nothing}.")
    return found, silent
