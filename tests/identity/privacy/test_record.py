"""The record of processing says of every field about people what the law asks for (R-47)."""

import json

from django.urls import reverse
from typer.testing import CliRunner

from articulator.identity.privacy.queries import house
from articulator.identity.privacy.record import as_data, as_markdown, record
from articulator.kernel.personal import register
from articulator.site.cli import main


def test_every_registered_field_stands_in_the_record_once():
    written = [
        (table.name, line.field) for a in record() for table in a.tables for line in table.lines
    ]
    assert sorted(written) == sorted((one.model._meta.label, one.field) for one in register())


def test_every_activity_says_in_words_why(federation):
    assert [one.key for one in record() if not one.purpose.startswith("So that ")] == []
    assert {"contacts", "doors", "elections", "training", "account"} <= {
        one.key for one in record()
    }


def test_every_line_says_class_ground_time_audience_and_end():
    lines = [line for a in record() for table in a.tables for line in table.lines]
    assert all(
        one.words and one.kind and one.basis and one.keep and one.audience and one.ends
        for one in lines
    )


def test_as_data_and_as_text_it_is_the_same_record(federation):
    data, text = as_data(record(), house()), as_markdown(record(), house())
    assert data["controller"] == "Federation"
    assert text.count("\n## ") == len(data["activities"])
    assert json.dumps(data) == json.dumps(as_data(record(), house()))


def test_everyone_can_read_it(client, federation):
    page = client.get(reverse("privacy:record")).content.decode()
    assert "So that seats can be drawn by a fair lot" in page
    page = client.get(reverse("privacy:activity", args=["elections"])).content.decode()
    assert "The elections in which you could vote" in page
    assert client.get(reverse("privacy:activity", args=["nothing"])).status_code == 404


def test_it_is_printed_for_people_and_for_programs(federation):
    shown = CliRunner().invoke(main, ["privacy", "record"])
    assert (shown.exit_code, shown.stdout.partition("\n")[0]) == (
        0, "# Record of processing activities",
    )  # fmt: skip
    said = json.loads(CliRunner().invoke(main, ["privacy", "record", "--format", "json"]).stdout)
    assert said["controller"] == "Federation"
    assert said["recipients"].startswith("nobody outside the organisation")


def test_the_page_asks_the_same_few_questions_however_much_is_kept(
    client, federation, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        client.get(reverse("privacy:record"))
    with django_assert_max_num_queries(4):
        client.get(reverse("privacy:activity", args=["membership"]))
