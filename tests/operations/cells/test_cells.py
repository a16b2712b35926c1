"""Small cells without names: they start, are joined, split, link and end (R-158)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Person
from articulator.operations.campaigns import acts as campaigns
from articulator.operations.cells import acts, queries
from articulator.operations.cells.models import MOST, Bond, Cell, Place
from tests.operations.campaigns.scene import let_through
from tests.operations.cells.scene import count, place, secret, sign, started
from tests.people import person

SIX = ("a", "b", "c", "d", "e")  # with Kofi


def test_whoever_starts_a_cell_keeps_it_and_is_nobody(campaign):
    people = Person.objects.count()
    cell = started(campaign, "Kettle")
    assert place(cell).keeps
    assert (count(cell), Person.objects.count()) == (1, people)


def test_the_secret_itself_is_nowhere(campaign):
    cell = started(campaign, "Kettle", "lena")
    marks = set(Place.objects.by_rule("a test").values_list("mark", flat=True))
    assert all(len(mark) == 64 for mark in marks)
    assert queries.place_behind(cell, secret("lena", "Kettle")).mark in marks
    assert queries.place_behind(cell, "") is None
    assert queries.place_behind(cell, "guessed") is None


def test_one_secret_leaves_different_marks_in_different_cells(campaign):
    one, other = started(campaign, "Kettle"), started(campaign, "Ropewalk")
    assert queries.mark_of(one, "mine") != queries.mark_of(other, "mine")


def test_no_more_than_twelve_are_in_a_cell(campaign):
    cell = started(campaign, "Kettle", *"abcdefghijk")
    assert (count(cell), queries.room(cell)) == (MOST, "full")
    with pytest.raises(Refused, match="full: a cell has at most 12"):
        acts.join(None, campaign, cell, secret("lena"))


def test_fewer_than_three_are_still_forming(campaign):
    assert queries.room(started(campaign, "Kettle", "lena")) == "forming"
    assert queries.room(started(campaign, "Ropewalk", "lena", "jon")) == "has room"


def test_the_log_says_neither_who_joined_nor_where(campaign):
    started(campaign, "Kettle", "lena")
    event = Event.objects.get(kind="cells.join")
    assert (event.actor, event.subject, event.facts) == (None, links.ref(campaign), {})


def test_who_leaves_leaves_nothing_and_somebody_else_keeps_the_cell(campaign):
    cell = started(campaign, "Kettle", "lena")
    acts.leave(None, place(cell))
    assert queries.place_behind(cell, secret("kofi", "Kettle")) is None
    assert place(cell, "lena").keeps


def test_only_whoever_keeps_it_acts_for_a_cell(campaign):
    cell = started(campaign, "Kettle", "lena")
    with pytest.raises(Refused, match="Whoever keeps this cell does that"):
        acts.renew(None, place(cell, "lena"))
    with pytest.raises(Refused, match="Whoever keeps this cell does that"):
        acts.end_cell(None, place(cell, "lena"), "Nothing.")


def test_whoever_is_there_keeps_a_cell_whose_keeper_was_forgotten(campaign):
    cell = started(campaign, "Kettle", "lena")
    Place.objects.filter(pk=place(cell).pk).delete()  # as the clock does after a year
    acts.change(None, place(cell, "lena"), sign("Kettle", "Harbour"))
    cell.refresh_from_db()
    assert cell.area == "Harbour"


def test_those_who_joined_on_paper_count_up_to_twelve(campaign):
    cell = started(campaign, "Kettle")
    acts.write_in(None, place(cell), 4)
    assert count(cell) == 5
    with pytest.raises(Refused, match="is full"):
        acts.write_in(None, place(cell), 8)
    assert count(cell) == 5


def test_a_cell_of_six_splits_and_its_line_stays(campaign):
    cell = started(campaign, "Kettle", *SIX)
    made = acts.split(None, place(cell), sign("Chapel"), secret("kofi", "Chapel"))
    assert (made.split_from, made.generation) == (cell, 1)
    assert [knot.words for knot in links.origins(made)] == ["Kettle"]
    assert place(made).keeps


def test_a_smaller_cell_does_not_split(campaign):
    with pytest.raises(Refused, match="splits when it has 6"):
        acts.split(
            None, place(started(campaign, "Kettle", *SIX[1:])), sign("Chapel"), secret("kofi")
        )


def test_cells_link_when_both_say_so(campaign):
    one = started(campaign, "Kettle", listed=True)
    other = started(campaign, "Ropewalk", listed=True)
    acts.reach_out(None, place(one), other)
    assert queries.bonds(one)[0] == []
    acts.reach_out(None, place(other), one)
    assert [[c.name for _, c in queries.bonds(cell)[0]] for cell in (one, other)] == [
        ["Ropewalk"], ["Kettle"],
    ]  # fmt: skip
    assert Bond.objects.count() == 1


def test_a_cell_that_was_asked_agrees_or_lets_go(campaign):
    one, other = started(campaign, "Kettle"), started(campaign, "Ropewalk", listed=True)
    acts.reach_out(None, place(one), other)
    bond = Bond.objects.get()
    acts.agree(None, place(one), bond)  # nobody says yes for the other
    assert Bond.objects.get().agreed_at is None
    acts.agree(None, place(other), bond)
    assert Bond.objects.get().agreed_at is not None
    acts.let_go(None, place(one), bond)
    assert Bond.objects.count() == 0


def test_no_cell_is_found_that_does_not_want_to_be(campaign):
    one, other = started(campaign, "Kettle"), started(campaign, "Ropewalk")
    with pytest.raises(Refused, match="wants to be found"):
        acts.reach_out(None, place(one), other)
    elsewhere = started(let_through("Night buses"), "Stop", listed=True)
    with pytest.raises(Refused, match="of their campaign"):
        acts.reach_out(None, place(one), elsewhere)


def test_a_renewed_link_leads_in_and_the_old_one_nowhere(campaign):
    cell = started(campaign, "Kettle")
    old = queries.join_token(cell)
    acts.renew(None, place(cell))
    cell.refresh_from_db()
    assert queries.cell_behind(old) is None
    assert queries.cell_behind(queries.join_token(cell)) == cell
    assert queries.cell_behind("made up") is None
    assert queries.campaign_behind(queries.join_token(cell)) is None


def test_the_campaigns_link_can_be_renewed_too(campaign):
    old = queries.start_token(campaign)
    assert queries.campaign_behind(old) == campaign
    campaigns.renew_start(person("ben"), campaign)
    assert queries.campaign_behind(old) is None


def test_an_ended_cell_says_what_was_learned_and_forgets_its_people(campaign):
    cell = started(campaign, "Kettle", "lena", listed=True)
    acts.end_cell(None, place(cell), "Evenings are too short.")
    cell.refresh_from_db()
    assert (count(cell), cell.contact, cell.listed) == (0, "", False)
    assert cell.learned == "Evenings are too short."
    with pytest.raises(Refused, match="has ended"):
        acts.join(None, campaign, cell, secret("jon"))


def test_with_a_campaign_its_cells_end_and_every_place_is_forgotten(campaign):
    started(campaign, "Kettle", "lena", listed=True)
    campaigns.end(person("ben"), campaign, "It is done.")
    assert Place.objects.by_rule("a test").count() == 0
    assert list(Cell.objects.values_list("contact", "listed")) == [("", False)]
    with pytest.raises(Refused, match="campaign has ended"):
        acts.start(None, campaign, sign("Late"), secret("kofi"))


def test_a_place_is_kept_from_the_month_of_the_last_word(campaign):
    cell = started(campaign, "Kettle")
    assert place(cell).kept_from == clock.now().replace(day=1, hour=0)
    with clock.at(clock.now() + timedelta(days=40)):
        acts.stay(None, place(cell))
        assert place(cell).kept_from == clock.now().replace(day=1, hour=0)


def test_a_week_is_counted_once_and_by_its_monday(campaign):
    cell = started(campaign, "Kettle")
    day = clock.now().date()
    acts.count(None, place(cell), day, 9, 4)
    acts.count(None, place(cell), day + timedelta(days=2), 10, 5)
    assert list(cell.weeks.values_list("monday", "came", "trained")) == [(day, 10, 5)]


def test_what_cannot_have_been_is_not_counted(campaign):
    cell = started(campaign, "Kettle")
    day = clock.now().date()
    with pytest.raises(Refused, match="no more can have been trained"):
        acts.count(None, place(cell), day, 4, 5)
    with pytest.raises(Refused, match="has not begun"):
        acts.count(None, place(cell), day + timedelta(days=7), 4, 1)


def test_the_database_itself_refuses_a_cell_without_its_line(campaign):
    cell = started(campaign, "Kettle")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(pk=cell.pk).update(generation=2)
