"""What readers and newer publications do to a way that is under way."""

from django.urls import reverse

from articulator.intelligence.loop import acts
from articulator.intelligence.themes import acts as themes
from tests.intelligence.loop import scene
from tests.intelligence.loop.test_ways import steps, text, url
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
