"""The things of intelligence, and what is looked back on."""

from uuid import uuid4

from articulator.identity.bodies.models import Body
from articulator.intelligence.briefings.models import Briefing, Duty
from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.ecology.queries import link_token
from articulator.intelligence.forecasts import acts as forecasts
from articulator.intelligence.forecasts.acts import Asked
from articulator.intelligence.forecasts.models import Question
from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.presets import LISTENING
from articulator.intelligence.listening.queries import Left, Submission, letter_token
from articulator.intelligence.movement.models import Introduction, Release, Spot, Tie
from articulator.intelligence.reviews.models import Review
from articulator.intelligence.scanning.models import Source, Story, Trial, Watch
from articulator.intelligence.signals import acts as signals_acts
from articulator.intelligence.signals.models import Action, Alarm, Series
from articulator.intelligence.themes.models import Codebook, Theme
from articulator.kernel import clock
from articulator.kernel.links import ref
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns import acts as campaigns_acts
from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.incubator.models import Entry
from articulator.operations.incubator.models import Round as Evening
from articulator.operations.incubator.queries import chosen
from articulator.operations.responses.models import Response
from articulator.site.demo.personas import who_is
from tests.site.house.common import Args, branch, talks


def ecology() -> Args:
    launch, here = Plan.objects.get(title__startswith="Launch: dry"), [branch().slug]
    need = launch.needs.get(answer="open")
    team, link = need.partner, [link_token(need.partner)]
    by_link = ("desk", "desk_capacity", "desk_alarm", "desk_leave", "desk_return")
    return {
        **{f"ecology:{name}": here for name in ("unit", "add", "draw_up")},
        **{f"ecology:{name}": [team.pk]
           for name in ("partner", "change", "write_again", "capacity", "sheet")},
        **{f"ecology:{name}": [launch.pk] for name in ("plan", "ask", "alone", "drop")},
        **{f"ecology:{name}": [need.pk] for name in ("less", "again", "back", "answer")},
        **{f"ecology:{name}": link for name in by_link},
        "ecology:desk_answer": [*link, need.pk], "ecology:reply": [team.alarms.get().pk],
        **{f"pulse:{name}": here for name in ("unit", "feel", "cards", "sheet")},
    }  # fmt: skip


def signals() -> Args:
    here, counted = [branch().slug], [Series.objects.get(key="evictions").pk]
    waiting = Alarm.objects.get(answered_at=None, matter="eviction")
    under_way = Action.objects.get(done_at=None)
    ready = Alarm.objects.get(found="silence")
    signals_acts.answer(who_is("secretary"), ready, "We ring them.")
    signals_acts.raise_alarm(None, branch(), Alarm.Matter.OTHER, "Ours", "followed")
    return {
        **{f"signals:{name}": here for name in ("unit", "raise", "poster", "begin", "week")},
        **{f"signals:{name}": counted for name in ("series", "count", "end")},
        **{f"signals:{name}": [waiting.pk] for name in ("alarm", "answer", "strike")},
        **{f"signals:{name}": [ready.pk] for name in ("action", "review")},
        "signals:done": [under_way.pk], "signals:follow": ["followed"],
    }  # fmt: skip


def movement() -> Args:
    """A kitchen on the map, a pair that is asked, one that nobody has brought together yet."""

    def spot(name: str) -> object:
        return Spot.objects.get(partner__name=name).pk

    kitchen = Spot.objects.select_related("partner").get(partner__name="Quayside Food Co-op")
    asked, link = Introduction.objects.get(outcome="open"), [link_token(kitchen.partner)]
    line, file = Tie.objects.order_by("pk")[0], [Release.objects.get().pk]
    by_link = ("desk", "desk_place", "desk_confirm", "desk_tie", "desk_off")
    return {
        **{f"movement:{name}": [kitchen.pk] for name in ("group", "place", "end", "tie")},
        **{f"movement:{name}": [branch().slug] for name in ("add", "bring", "ask")},
        **{f"movement:{name}": [asked.pk] for name in ("introduction", "outcome")},
        **{f"movement:{name}": file for name in ("release", "second", "take")},
        **{f"movement:{name}": link for name in by_link},
        "movement:introduce": [spot("Renters’ Choir"), spot("Couriers’ Network")],
        "movement:write_down": [asked.pk, asked.one_id], "movement:untie": [line.pk],
        "movement:desk_untie": [*link, line.one_id], "movement:desk_answer": [*link, asked.pk],
    }  # fmt: skip


def heard() -> Args:
    """The survey that was told of, a draft beside it, a slip, a letter, a codebook."""
    secretary, book = who_is("secretary"), Codebook.objects.get()
    survey, key = book.question.survey, "k" * 20
    answers = {"q1": "The lift is broken"}
    at = clock.now()
    listening.receive(
        None, Submission(uuid4(), survey, survey.unit, "doorstep", "EH6", at, answers, key)
    )
    left = Left("slip@example.org", ["results"], survey.unit, "doorstep")
    listening.leave_contact(None, survey, left)
    letter = [letter_token(Contact.objects.by_rule("a test").get(email=left.email))]
    draft = listening.draft(secretary, branch(), "A draft", asks=LISTENING[:3])
    return {
        "listening:draft": [branch().slug], "listening:letter": letter, "listening:forget": letter,
        **{f"listening:{name}": [key] for name in ("thread", "take_back", "contact")},
        **{f"listening:{name}": [survey.pk]
           for name in ("survey", "results", "desk", "copy", "close", "ask_to_listen")},
        **{f"listening:{name}": [draft.pk] for name in ("rewrite", "add", "open")},
        **{f"listening:{name}": [draft.pk, 2] for name in ("change", "move", "drop")},
        "listening:dismiss": [survey.pk, survey.listeners.get().pk],
        "themes:survey": [survey.pk], "themes:begin": [survey.questions.get(key="q3").pk],
        **{f"themes:{name}": [book.pk] for name in (
            "told", "book", "anew", "add", "ten", "doubts", "history", "read_on",
        )},
        **{f"themes:{name}": [book.themes.filter(gone_in=None)[0].pk]
           for name in ("theme", "describe", "merge", "split", "leave_out")},
        "themes:publish": [book.reports.latest("asked_at").pk],
    }  # fmt: skip


def loop() -> Args:
    """A theme that was told, where it was said, and a letter about it."""
    damp, letter = [Theme.objects.get(name="Damp homes").pk], _letter()
    return {
        **{f"loop:{name}": damp for name in ("theme", "report")}, "themes:demand": damp,
        "loop:of": [branch().slug], "loop:place": [branch().slug, "Harbour district"],
        "loop:waiting": ["decide"], "loop:stop": letter,
    }  # fmt: skip


def _letter() -> list[str]:
    survey = Codebook.objects.get().question.survey
    left = Left("stop@example.org", ["results"], survey.unit, "doorstep")
    listening.leave_contact(None, survey, left)
    return [letter_token(Contact.objects.by_rule("a test").get(email=left.email))]


def care() -> Args:
    """What cannot wait, what was looked back on and what waits for it; an unplanned launch."""
    now = [Response.objects.get(ended_at=None).pk]
    review = Review.objects.get()
    over = Plan.objects.create(
        unit=branch(), title="Ours", occasion="rapid_response", begins="2020-01-01",
        ends="2020-01-02",
    )  # fmt: skip
    won = chosen(Evening.objects.get(title__contains="this winter"))[0]
    Entry.objects.filter(pk=won.pk).update(launched_at=None)
    Plan.objects.filter(what=ref(won)).update(dropped_at=clock.now())
    campaign = Campaign.objects.get()
    offer = campaigns_acts.hand_over(who_is("member"), campaign, who_is("newcomer"))
    slug = [campaign.unit.slug]
    return {
        "responses:call": [branch().slug],
        **{f"responses:{name}": now for name in ("response", "start", "end")},
        "reviews:review": [review.pk], "reviews:write": [over.pk],
        "ecology:think": [Plan.objects.get(title__startswith="Launch: dry").pk],
        "incubator:prepare": [won.pk], "incubator:launch": [won.pk],
        "campaigns:prepare": [Application.objects.get(state="asked").pk],
        "campaigns:plan_peak": slug, "campaigns:hand_over": slug,
        "campaigns:answer_offer": [offer.pk],
        "statements:take_away": [talks().pk],
    }  # fmt: skip


def scanning() -> Args:
    story, here = Story.objects.get(title__startswith="Damp"), [branch().slug]
    mails = Source.objects.get(kind="mailbox")
    watch, trial = Watch.objects.get(name="Evictions"), Trial.objects.get()
    return {
        **{f"scanning:{name}": [story.pk] for name in ("story", "tag", "untag")},
        **{f"scanning:{name}": [mails.pk] for name in ("source", "stop", "go_on", "hand_in")},
        **{f"scanning:{name}": [watch.pk] for name in ("watch", "end")},
        **{f"scanning:{name}": [trial.pk] for name in ("trial", "close", "say", "tap")},
        **{f"scanning:{name}": here for name in ("add_source", "add_watch", "try_out")},
        "scanning:place": [story.mentions.filter(answer="open")[0].pk],
    }  # fmt: skip


def coming() -> Args:
    """The question that people of the branch answer now, and one to all members."""
    asked = Question.objects.get(counted_at=None)
    of_all = forecasts.ask(
        Person.objects.get(email="agnes@demo.example"), Unit.objects.get(parent=None),
        Asked("Ours?", "So.", Body.objects.get(key="npc"), asked.happens_by, asked.closes_at),
    )  # fmt: skip
    return {
        "forecasts:ask": [branch().slug], "forecasts:answer": [of_all.pk],
        **{f"forecasts:{name}": [asked.pk] for name in ("question", "resolve", "annul")},
    }  # fmt: skip


def briefings() -> Args:
    """The draft of the branch, and the answer that the council owes."""
    draft, owed = Briefing.objects.get(unit=branch()), Duty.objects.get(answered_at=None)
    finding = [draft.findings.all()[0].pk]
    return {
        "briefings:briefing": [owed.briefing_id], "briefings:answer": [owed.pk],
        **{f"briefings:{name}": [branch().slug] for name in ("unit", "begin", "end", "prepare")},
        **{f"briefings:{name}": [draft.pk] for name in ("draft", "write", "publish")},
        **{f"briefings:{name}": finding for name in ("leave_out", "take_in", "move_up")},
    }  # fmt: skip
