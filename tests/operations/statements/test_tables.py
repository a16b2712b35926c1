"""A counted room taken out as tables that tools for Polis read; nothing of fewer than eight."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.statements import acts, tasks
from articulator.operations.statements.polis import archive
from tests.operations.statements.scene import AGREE, DISAGREE, OVER, asked, votes
from tests.people import person


def counted(voices: int, **more):
    of = asked(**more)
    for name in range(voices):
        votes(of, name, AGREE, DISAGREE if name else AGREE, AGREE if name < 3 else None)
    with clock.at(OVER):
        made = acts.wind_up(None, of)
    tasks.count.func(made.pk)
    return of


def tables(of) -> dict[str, list[list[str]]]:
    held = zipfile.ZipFile(io.BytesIO(archive(of, "https://here.example/")))
    return {
        name: list(csv.reader(io.StringIO(held.read(name).decode()))) for name in held.namelist()
    }


def test_votes_are_rows_without_names_where_everybody_was_told(federation):
    found = tables(counted(9, votes_open=True))
    head, *rows = found["participants-votes.csv"]
    assert head[:6] == [
        "participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree",
    ]  # fmt: skip
    assert head[6:] == ["1", "2", "3"]
    assert sorted(row[6:] for row in rows) == sorted([["1", "1", ""], *[["1", "-1", ""]] * 8])
    assert {(row[1], row[2]) for row in rows} == {("", "")}
    comments = found["comments.csv"][1:]
    assert [(row[2], row[3], row[4], row[5]) for row in comments] == [
        ("1", "", "9", "0"), ("2", "", "1", "8"), ("3", "", "", ""),
    ]  # fmt: skip


def test_where_nobody_was_told_no_vote_leaves_the_house(federation):
    found = tables(counted(9))
    assert len(found["participants-votes.csv"]) == 1


def test_a_room_of_seven_has_no_rows_and_no_figures(federation):
    found = tables(counted(7, votes_open=True))
    assert len(found["participants-votes.csv"]) == 1
    assert {(row[4], row[5]) for row in found["comments.csv"][1:]} == {("", "")}
    assert ["voters", "fewer than 8"] in found["summary.csv"]


def test_only_the_desk_takes_it_and_only_when_counted(federation, client):
    of = asked()
    with pytest.raises(Refused, match="when the room has been counted"):
        acts.take_away(person("ada"), of)
    of = counted(9, question="Again?")
    with pytest.raises(Refused):
        acts.take_away(person("ben"), of)
    client.force_login(person("ada"))
    answer = client.post(reverse("statements:take_away", args=[of.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert Event.objects.filter(kind="statements.take_away").count() == 1
