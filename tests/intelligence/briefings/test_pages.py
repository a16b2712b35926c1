"""The pages: a draft is its editor's, what is published is everyone's, an answer is a body's."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articulator.intelligence.briefings import acts
from articulator.intelligence.briefings.acts import Decided
from articulator.intelligence.briefings.models import Briefing, Duty
from tests.identity.elections.scene import ada
from tests.intelligence.briefings.scene import OWN, body, drafted, later, published
from tests.intelligence.signals.bells import seated
from tests.people import person

INDEX, LEITH = "/intelligence/briefings/", "/intelligence/briefings/of/leith"


def page(client, url: str) -> str:
    return re.sub(r"<[^>]+>", "", " ".join(client.get(url, follow=True).content.decode().split()))


@pytest.fixture
def editor(client, federation):
    client.force_login(ada())
    return client


@pytest.fixture
def reader(client, federation):
    client.force_login(person("gita"))
    return client


def test_a_visitor_signs_in_first(client, federation):
    assert client.get(INDEX).status_code == 302


def test_an_empty_page_says_how_a_briefing_comes(reader):
    assert "No briefing yet" in page(reader, INDEX)
    assert "A briefing puts together what was counted" in page(reader, LEITH)


def test_from_the_first_draft_to_the_answer(editor):
    editor.post(f"{LEITH}/begin")
    url = Briefing.objects.get().get_absolute_url()
    assert "Nothing was found" in page(editor, url)
    assert editor.post(f"{url}/write", {"title": "Seen"}).status_code == 422
    form = {
        "title": "Seen", "changed": "People came.", "sure": "We saw them.", "unknown": "How many.",
        "suggests": "Read the letters.", "truth": "lived",
    }  # fmt: skip
    editor.post(f"{url}/write", form)
    editor.post(f"{url}/write", form | {"title": "Heard"})
    first, second = Briefing.objects.get().findings.all()
    editor.post(f"/intelligence/briefings/findings/{second.pk}/up")
    editor.post(f"/intelligence/briefings/findings/{first.pk}/leave-out")
    assert "Take it in again" in page(editor, f"{url}/draft")
    editor.post(f"/intelligence/briefings/findings/{first.pk}/take-in")
    assert editor.post(f"{url}/publish", {}).status_code == 422
    editor.post(f"{url}/publish", {"bodies": [body("council").pk]})
    shown = page(editor, url)
    assert shown.index("Heard") < shown.index("Seen")
    assert "An answer is due by 12 March 2026" in shown
    assert "Talk about it" in shown
    cleo = seated("cleo", "council")
    editor.force_login(cleo)
    assert "You owe an answer" in page(editor, INDEX)
    answer = f"/intelligence/briefings/answers/{Duty.objects.get().pk}"
    assert "Read the letters." in page(editor, answer)
    assert editor.post(answer, {"words": "Yes.", "votes_for": "3"}).status_code == 422
    editor.post(answer, {"words": "Yes.", "votes_for": "3", "votes_against": "0"})
    shown = page(editor, url)
    assert "answered in time" in shown
    assert "3 for, 0 against. Recorded by Cleo Marsh" in shown


def test_a_default_day_is_said_to_be_one(editor):
    url = published(body("audit_panel")).get_absolute_url()
    assert "The day is a default: the constitution names none for this." in page(editor, url)


def test_a_draft_is_read_by_those_who_edit_it(reader):
    url = drafted().get_absolute_url()
    assert reader.get(url).status_code == 403
    assert reader.get(f"{url}/draft").status_code == 403
    assert "Briefing of" not in page(reader, INDEX)


def test_what_is_published_has_no_desk_any_more(editor):
    url = published().get_absolute_url()
    assert editor.get(f"{url}/draft").status_code == 403


def test_what_was_left_out_is_not_read(editor):
    made = drafted()
    acts.leave_out(ada(), acts.write(ada(), made, OWN))
    acts.write(ada(), made, acts.Own("Other", "a", "b", "c"))
    acts.publish(ada(), made, [body("council")])
    assert "People came with letters" not in page(editor, made.get_absolute_url())


def test_where_it_had_nothing_to_say_it_says_so(reader):
    shown = page(reader, published().get_absolute_url())
    assert "How we are: not recorded: no week in which eight answered." in shown


def test_a_unit_ends_its_briefings(editor):
    drafted()
    editor.post(f"{LEITH}/end")
    assert "Have one every fortnight" in page(editor, LEITH)


def test_the_page_of_a_unit_leads_to_its_briefings(client, federation):
    published()
    shown = client.get("/units/leith/intelligence").content.decode()
    assert "Briefing of 1 March 2026, Leith" in shown
    assert LEITH in shown


def test_lists_and_pages_cost_as_much_for_three_as_for_one(editor):
    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as told:
            editor.get(url)
        return len(told)

    made = published()
    read = made.get_absolute_url()
    for url in (INDEX, LEITH, read):
        queries(url)
    one = [queries(INDEX), queries(LEITH)]
    later(days=14)
    later(days=28)
    for draft in Briefing.objects.filter(published_at=None):
        acts.write(ada(), draft, OWN)
        acts.publish(ada(), draft, [body("council")])
    assert [queries(INDEX), queries(LEITH)] == one
    before = queries(read)
    Duty.objects.create(briefing=made, body=body("audit_panel"), due=made.until)
    acts.answer(ada(), made.duties.get(body__key="council"), Decided("Yes."))
    assert queries(read) <= before + 3  # for each body whether somebody sits there
