"""The courses that ship: readable, within the hours of the model constitution, honest links."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

from articulator.methods.constitution import load
from articulator.methods.course import over_hours, read_course

FOLDERS = sorted(path for path in Path(settings.COURSES).iterdir() if path.is_dir())
MODEL = load((settings.CONSTITUTIONS / "new-kind-of-party.yaml").read_text("utf-8")).data
HOURS = {course["id"]: course["hours"] for course in MODEL["training"]["courses"]}
(POOL,) = MODEL["qualification_pools"]


def files(folder):
    return {file.name: file.read_text("utf-8") for file in folder.glob("*.md")}


def test_every_course_that_the_model_asks_for_ships():
    assert [folder.name for folder in FOLDERS] == sorted(POOL["requires"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_course_can_be_read_and_keeps_to_its_hours(folder):
    course = read_course(files(folder))
    assert over_hours(course.title, course.minutes, HOURS[folder.name]) == ""
    assert len(course.modules) >= 4


def test_all_together_keep_to_the_hours_of_the_pool():
    minutes = sum((read_course(files(folder)).minutes for folder in FOLDERS), Fraction(0))
    assert over_hours("The pool", minutes, POOL["max_hours"]) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_link_leads_to_a_page(folder):
    links = {
        link for text in files(folder).values() for link in re.findall(r"\]\((/[^)]*)\)", text)
    }
    assert [link for link in links if not resolve(link.partition("#")[0])] == []
