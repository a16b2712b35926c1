"""What a draft is composed of: every section from end to end, and what it keeps silent about."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from articulator.identity.bodies.models import Body
from articulator.intelligence.briefings import acts
from articulator.intelligence.briefings.forms import PublishForm
from articulator.intelligence.briefings.models import THOUGHT, Briefing, Finding, Rhythm
from articulator.intelligence.briefings.parts import Span
from articulator.intelligence.briefings.queries import due_span
from articulator.intelligence.briefings.sections import SECTIONS, composed
from articulator.intelligence.ecology.models import Partner, Plan
from articulator.intelligence.forecasts import acts as forecasts
from articulator.intelligence.forecasts import tasks as foreseeing
from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import AnswerSet, Survey
from articulator.intelligence.movement.models import Introduction
from articulator.intelligence.movement.queries import in_order
from articulator.intelligence.pulse.models import Pulse
from articulator.intelligence.reviews.models import Review
from articulator.intelligence.scanning.models import Article, Hit, Source, Story, Watch
from articulator.intelligence.themes.models import Codebook, Report
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.identity.elections.scene import ada
from tests.intelligence.briefings.scene import OWN, body, drafted, later, owed
from tests.intelligence.forecasts.scene import asked, said
from tests.intelligence.listening.scene import opened
from tests.intelligence.scene import unit
from tests.intelligence.signals import bells
from tests.intelligence.signals.bells import USUAL, counted, rung
from tests.people import NOON, person

SINCE, UNTIL = date(2026, 2, 16), date(2026, 3, 2)


def found(section: str, slug: str = "leith") -> list:
    told, _ = composed(Span(unit(slug), SINCE, UNTIL))
    return [one for name, one in told if name == section]


# When


def test_who_keeps_the_roll_begins_and_the_first_draft_is_there_at_once(federation):
    made = drafted()
    assert (made.since, made.until) == (date(2026, 2, 16), date(2026, 3, 1))
    assert Rhythm.objects.get().unit == unit("leith")
    with pytest.raises(Refused, match="every fortnight already"):
        acts.begin(ada(), unit("leith"))
    with pytest.raises(Refused, match="keep the roll"):
        acts.begin(person("ben"), unit("govan"))


def test_fortnight_after_fortnight_there_is_one_draft(federation):
    drafted()
    assert later(days=13) == ""
    assert later(days=14) == "a briefing of Leith drafted"
    assert later(days=15) == ""
    assert [one.until for one in Briefing.objects.all()] == [date(2026, 3, 15), date(2026, 3, 1)]


def test_if_the_clock_stood_still_one_draft_tells_of_all_of_it(federation):
    drafted()
    with clock.at(NOON + timedelta(days=45)):
        assert due_span(unit("leith")) == (date(2026, 3, 2), date(2026, 4, 12))


def test_who_wants_no_more_has_no_more(federation):
    drafted()
    acts.end(ada(), unit("leith"))
    assert later(days=20) == ""
    with pytest.raises(Refused, match="No briefing"):
        acts.end(ada(), unit("leith"))
    acts.begin(ada(), unit("leith"))
    assert later(days=20) == "a briefing of Leith drafted"


def test_the_database_tells_a_fortnight_once(federation):
    made = drafted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Briefing.objects.create(unit=made.unit, since=made.since, until=made.until)
    again = acts.draft(None, made.unit, (made.since, made.until), [], [])
    assert again == made


# For a conference


def test_what_a_conference_should_know_is_told_of_all_days_since_the_last_one(federation):
    acts.prepare(ada(), unit("leith"))
    first = Briefing.objects.get()
    assert (str(first), first.since, first.until) == (
        "Briefing for the conference, 1 March 2026, Leith", date(2025, 3, 2), date(2026, 3, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="a draft for the conference already"):
        acts.prepare(ada(), unit("leith"))
    assert PublishForm(briefing=first).fields["bodies"].initial == [body("assembly").pk]
    acts.write(ada(), first, OWN)
    acts.publish(ada(), first, [body("assembly")])
    with pytest.raises(Refused, match="told of everything until yesterday"):
        acts.prepare(ada(), unit("leith"))
    with clock.at(NOON + timedelta(days=200)):
        acts.prepare(ada(), unit("leith"))
    assert Briefing.objects.exclude(pk=first.pk).get().since == date(2026, 3, 2)


def test_a_conference_does_not_take_the_place_of_a_fortnight(federation):
    acts.prepare(ada(), unit("leith"))
    acts.begin(ada(), unit("leith"))
    assert [one.edition for one in Briefing.objects.order_by("edition")] == [
        "conference", "fortnight",
    ]  # fmt: skip


def test_the_database_holds_one_draft_for_a_conference(federation):
    acts.prepare(ada(), unit("leith"))
    made = Briefing.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Briefing.objects.create(
            unit=made.unit, since=made.since, until=NOON.date(), edition="conference"
        )


def test_where_no_conference_is_near_a_fortnight_has_to_do(federation):
    Body.objects.filter(kind="conference").update(in_force=False)
    with pytest.raises(Refused, match="names no conference for Leith"):
        acts.prepare(ada(), unit("leith"))


# What


def test_what_became_of_earlier_answers_is_told(federation):
    owed(body("council"))
    with clock.at(NOON + timedelta(days=30)):
        span = Span(unit("leith"), NOON.date(), NOON.date() + timedelta(days=30))
        told = [one for name, one in composed(span)[0] if name == "What was made of it"]
    assert [(one.figure, one.suggests) for one in told] == [
        ("0 of 1", "Answer what is owed before the next one comes.")
    ]


def test_where_what_was_heard_waits_longest_is_told_of_the_whole(federation):
    with clock.at(NOON - timedelta(days=9)):
        opened()
    assert found("What became of it") == []
    (one,) = found("What became of it", "federation")
    assert (one.figure, one.changed) == (
        "9 days",
        "From “listen” on, 1 waits, the oldest for 9 days: surveys whose answers nobody has "
        "published.",
    )


def test_where_nothing_is_known_every_section_says_so_and_none_says_zero(federation):
    made = drafted()
    assert made.findings.count() == 0
    assert made.silent == [f"{name}: {nothing}." for name, _, nothing in SECTIONS]
    assert not any(" 0" in words for words in made.silent)


def test_a_number_that_rang_says_what_is_usual_and_leads_to_its_weeks(federation):
    series = counted([*USUAL, 20])
    bells.later()
    (one,) = found("What rang")
    assert one.figure == "20"
    assert one.bounds == "2 to 7 are usual"
    assert one.sure == "Nobody has said yet what it was."
    assert one.suggests.startswith("Ask those who counted")
    assert [each["url"] for each in one.evidence] == [series.get_absolute_url()]


def test_of_people_no_number_below_eight_is_told(federation):
    counted([*[0] * 130, 6], key="newcomers")
    bells.later()
    (one,) = found("What rang")
    assert one.figure == "fewer than 8"
    assert "6" not in one.changed.replace("2026", "")


def test_nor_is_it_told_where_fewer_than_eight_people_are_usual(federation):
    counted([*[3, 4, 2, 5, 4] * 26, 30], key="newcomers")
    bells.later()
    (one,) = found("What rang")
    assert (one.figure, one.bounds) == ("30", "fewer than 8 are usual")
    assert "fewer than 8 are usual" in one.changed


def test_what_people_raised_is_counted_and_its_words_stay_where_they_are(federation):
    rung(words="Number 14")
    rung(past=True, words="About Ben")
    (one,) = found("What people rang for")
    assert one.changed == "One alarm was raised by hand; 1 still waits for an answer."
    assert "14" not in str(one)
    assert found("What people rang for", "govan") == []


def test_what_a_unit_in_it_found_the_whole_reads_too(federation):
    rung()
    assert len(found("What people rang for", "federation")) == 1


def heard(*, percent: int = 36) -> Report:
    survey = listening.draft(ada(), unit("leith"), "What is hard?", asks=())
    question = survey.questions.create(number=1, key="q1", text="What is hard here?", kind="open")
    book = Codebook.objects.create(question=question)
    row = {"name": "Rents", "percent": percent, "least": 18, "most": 55, "anchor": "t1"}
    told = {"themes": [row], "agreement": "Two readers agree well."}
    return Report.objects.create(codebook=book, told=told, made_at=NOON, published_at=NOON)


def test_a_theme_is_told_with_its_bounds(federation):
    report = heard()
    (one,) = found("What we heard")
    assert (one.figure, one.bounds) == ("36 of 100", "18 to 55 of 100")
    assert one.changed == "Asked “What is hard here?”, about 36 of 100 people speak of rents."
    assert one.evidence[0]["url"] == f"{report.codebook.get_absolute_url()}#t1"
    assert one.truth == "felt"


def answered(number: int) -> None:
    leith = unit("leith")
    survey = Survey.objects.create(unit=leith, title="Hard?", opens_at=NOON - timedelta(days=9))
    AnswerSet.objects.bulk_create(
        AnswerSet(survey=survey, unit=leith, mode="doorstep", week=SINCE, seal=f"{number} {n}")
        for n in range(number)
    )


def test_how_many_answered_a_survey_is_told_in_eights_from_eight_on(federation):
    answered(7)
    answered(17)
    (one,) = found("What we asked")
    assert one.figure == "about 16"


def test_groups_that_agreed_to_meet_are_counted_and_not_named(federation):
    groups = [Partner.objects.create(unit=unit("leith"), name=name) for name in ("A", "B")]
    one, other = in_order(*groups)
    Introduction.objects.create(
        one=one, other=other, by=ada(), why="x", one_says="yes", other_says="yes",
        agreed_at=NOON - timedelta(days=1),
    )  # fmt: skip
    (met,) = found("Who met")
    assert met.changed == "1 pair of groups agreed to meet."


def test_what_is_not_published_is_not_in_it(federation):
    report = heard()
    Report.objects.filter(pk=report.pk).update(published_at=None)
    assert found("What we heard") == []


def felt(number: int) -> None:
    Pulse.objects.create(
        unit=unit("leith"), week=date(2026, 2, 23), load=4, change=-1, number=number
    )


def test_how_people_are_is_told_in_eights_and_from_eight_on(federation):
    felt(7)
    assert found("How we are") == []
    Pulse.objects.update(number=24)
    (one,) = found("How we are")
    assert "about 24 people answered" in one.changed
    assert one.suggests == "Take something off the plan before adding to it."


def watched(now: int, before: int) -> Watch:
    """So many of twenty stories of the last four weeks, and of as many before, were caught."""
    watch = Watch.objects.create(unit=unit("leith"), name="Rents", kind="topic", words=["rent"])
    for days, caught in ((5, now), (35, before)):
        for number in range(20):
            story = Story.objects.create(title=f"{number}", first_at=NOON - timedelta(days=days))
            if number < caught:
                Hit.objects.create(watch=watch, story=story)
    return watch


def test_a_watch_that_clearly_grows_is_told_with_both_shares(federation):
    watch = watched(16, 2)
    (one,) = found("What is said")
    assert one.changed.startswith("It grows. 16 of 20 stories")
    assert (one.figure, one.bounds) == ("16 of 20", "before: 2 of 20")
    assert one.evidence[0]["url"] == watch.get_absolute_url()


def test_a_watch_that_may_or_may_not_grow_is_left_out(federation):
    watched(5, 4)
    assert found("What is said") == []


def test_the_story_that_most_papers_printed_is_told_once(federation):
    watched(1, 0)
    story = Hit.objects.get().story
    for name in ("One", "Two"):
        paper = Source.objects.create(unit=unit("leith"), name=name, kind="mailbox")
        Article.objects.create(
            source=paper, story=story, key=name, title="Rents rise", published_at=NOON,
            shingles=b"",
        )  # fmt: skip
    (one,) = found("In the papers")
    assert one.changed == "It was printed by 2 of the papers that we read."
    assert one.truth == "paper"


def test_what_was_learned_is_kept_in_its_own_words(federation):
    plan = Plan.objects.create(
        unit=unit("leith"), title="The watch", occasion="rapid_response", begins="2026-02-01",
        ends="2026-02-02",
    )  # fmt: skip
    Review.objects.create(
        plan=plan, meant="a", happened="Nobody came.", why="c", keep="Soup. " * 60, found_by="a",
        written_at=NOON - timedelta(days=3),
    )  # fmt: skip
    (one,) = found("What we learned")
    assert one.changed == "Nobody came."
    assert one.suggests == " ".join(["Soup."] * 23)
    Review.objects.update(keep="soup " * 60)
    (one,) = found("What we learned")
    assert len(one.suggests) <= THOUGHT
    assert one.suggests.endswith("soup…")


def test_numbers_of_threats_are_told_four_weeks_ahead_with_their_record(federation):
    counted(USUAL)
    counted(USUAL, key="calls")
    list(foreseeing.tick())
    (one,) = found("What numbers lead us to expect")
    assert one.title == "Ahead: Evictions in Leith"
    assert "nine times of ten" in one.bounds
    assert "Of 98 weeks foretold in the past" in one.sure


def test_what_eight_people_think_is_told_and_what_seven_think_is_not(federation):
    for text, answers in (("Will it?", 8), ("Will they?", 7)):
        question = asked(text, closes=NOON + timedelta(minutes=1))
        said(question, *[70] * answers)
        with clock.at(NOON + timedelta(minutes=2)):
            forecasts.put_together(None, question)
    (one,) = found("What we think is likely")
    assert one.title == "Will it?"
    assert one.changed == "Together 8 people think: 7 in 10."


def test_every_finding_has_its_four_parts_and_evidence(federation):
    counted([*USUAL, 20])
    bells.later()
    list(foreseeing.tick())
    rung()
    heard()
    felt(24)
    watched(16, 2)
    told, silent = composed(Span(unit("leith"), SINCE, UNTIL))
    assert len({name for name, _ in told}) + len(silent) == len(SECTIONS)
    for _, one in told:
        assert all((one.changed, one.sure, one.unknown, one.evidence, one.truth))
        assert len(one.suggests) <= THOUGHT
        row = {name: value for name, value in asdict(one).items() if name != "evidence"}
        Finding(place=1, section="x", evidence=[{}], **row).clean_fields(exclude=["briefing"])
