"""What readers and newer publications do to a way that is under way."""

import pytest
from django.core import mail
from django.urls import reverse

from articulator.intelligence.loop import acts, queries
from articulator.intelligence.themes import acts as themes
from articulator.intelligence.themes.models import Codebook, Report
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.intelligence.loop import scene
from tests.intelligence.loop.test_ways import later, steps, text, url
from tests.people import person


def test_what_was_merged_takes_its_way_and_its_page_along(client, federation):
    scene.published()
    scene.demanded()
    made = acts.report_back(person("ada"), scene.theme(), "The council has it now.")
    old, now = scene.theme(), scene.theme("Rents")
    themes.merge(person("ben"), old, now)
    assert [words for words, _ in steps("Rents")][-2:] == ["Dry homes", str(made)]
    assert client.get(url("theme", old.pk)).headers["Location"] == url("theme", now.pk)
    assert "The council has it now." in text(client.get(url("theme", now.pk)))
    slip = text(client.get(reverse("listening:thread", args=[scene.KEY])))
    assert ">Rents</a>" in slip
    assert "Dry homes" in slip


def test_leaving_a_theme_out_while_reading_takes_nothing_back_that_was_published(
    client, federation
):
    book = scene.published()
    scene.demanded()
    one = scene.theme()
    themes.leave_out(person("ben"), one)
    client.force_login(person("ada"))
    shown = text(client.get(url("theme", one.pk)))
    assert "It is the turn of Council" in shown
    assert reverse("themes:demand", args=[one.pk]) not in shown
    with later(1):
        told = themes.read_on(person("ben"), book)
        told.refresh_from_db()
        themes.publish(person("ada"), told)
    assert client.get(url("theme", one.pk)).status_code == 404


def test_a_slip_tells_the_way_however_much_was_published_since(client, federation):
    book = scene.published()
    other = book.question.survey.questions.create(
        number=9, key="q9", kind="open", text="What else?"
    )
    newer = Codebook.objects.create(question=other)
    with later(5):
        for _ in range(queries.LATELY):
            Report.objects.create(
                codebook=newer, made_at=clock.now(), published_at=clock.now(), told={"themes": []}
            )
    said = text(client.get(reverse("listening:thread", args=[scene.KEY])))
    assert "People read it as" in said


def test_what_readers_note_is_not_told_before_it_is_published(client, federation):
    scene.published()
    scene.left()
    one = scene.theme()
    themes.describe(person("ben"), one, "Mould", "Mrs Boyle at the corner says so.")
    acts.report_back(person("ada"), one, "It is carried.")
    for page in (url("theme", one.pk), url("index"), reverse("listening:thread", args=[scene.KEY])):
        shown = text(client.get(page))
        assert "Damp" in shown
        assert "Mould" not in shown.replace("What became of “Mould”", "")
        assert "Mrs Boyle" not in shown
    [letter] = [one for one in mail.outbox if one.subject.startswith("You said it")]
    assert "Mould" not in letter.subject + letter.body


def test_a_refusal_says_what_became_of_the_theme(federation):
    scene.published()
    damp, rents, buses = scene.theme(), scene.theme("Rents"), scene.theme("Buses")
    themes.merge(person("ben"), damp, rents)
    themes.leave_out(person("ben"), buses)
    for one, words in ((damp, "was merged into “Rents”"), (buses, "was left out since")):
        with pytest.raises(Refused, match=words):
            themes.raise_demand(person("ada"), one, "Ours", "Many said so.", federation)
