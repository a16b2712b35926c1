"""Seats grant powers, for their unit and below, for as long as a term runs (R-16, R-18, R-33)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articulator.identity.bodies import acts
from articulator.identity.bodies.models import Body, Power, Seat, SeatGroup, Term
from articulator.identity.bodies.queries import holders, holds, vacant_seats
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Person, Unit
from tests.people import NOON, member, person


@pytest.fixture
def ada(federation):
    return person("ada")


@pytest.fixture
def ben(federation):
    return member("ben", Unit.objects.get(name="Leith"))


@pytest.fixture
def office(federation):
    return SeatGroup.objects.get(body__key="returning_officer")


def test_the_founder_holds_what_nobody_else_does(ada, federation):
    assert holds(ada, "run_draws").body.key == "founders"
    assert holds(person("cleo"), "run_draws") is None
    assert holds(None, "run_draws") is None


def test_an_officer_takes_the_power_over_from_the_founder(ada, ben, office):
    acts.appoint(ada, office, ben)
    assert holds(ben, "run_elections").body.key == "returning_officer"
    assert holds(ada, "run_elections") is None
    assert holds(ada, "run_draws") is not None


def test_a_power_lapses_with_the_term_and_goes_back(ada, ben, office):
    term = acts.appoint(ada, office, ben)
    with clock.at(term.until - timedelta(seconds=1)):
        assert holds(ben, "run_elections") is not None
    with clock.at(term.until):
        assert holds(ben, "run_elections") is None
        assert holds(ada, "run_elections") is not None


def test_a_power_reaches_down_and_not_up_or_sideways(federation, ben):
    leith, govan = Unit.objects.get(name="Leith"), Unit.objects.get(name="Govan")
    body = Body.objects.create(unit=leith, key="clerk", name="Clerk", kind="office", clause="9")
    Power.objects.create(body=body, key="open_doors", clause="9")
    group = SeatGroup.objects.create(
        body=body, key="holder", method="appointed", size=1, clause="9"
    )
    seat = Seat.objects.create(group=group, number=1)
    with clock.at(NOON):
        acts.seat_person(None, seat, ben, Term.Route.APPOINTED, NOON, NOON + timedelta(days=9))
        places = [leith, govan, federation]
        assert [holds(ben, "open_doors", place) is not None for place in places] == [
            True, False, False,
        ]  # fmt: skip


def test_a_body_out_of_force_grants_nothing(ada, ben, office):
    acts.appoint(ada, office, ben)
    Body.objects.filter(pk=office.body.pk).update(in_force=False)
    assert holds(ben, "run_elections") is None


def test_a_seat_has_one_holder_and_the_database_sees_to_it(ada, ben, office):
    acts.appoint(ada, office, ben)
    with pytest.raises(Refused, match="Every seat of this office is taken"):
        acts.appoint(ada, office, person("cleo"))
    term = Term.objects.get(person=ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(
            seat=term.seat, person=ada, route="elected", since=term.since, until=term.until
        )


def test_a_term_ends_after_it_begins_and_the_database_sees_to_it(ada, ben, office):
    seat = office.seats.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(seat=seat, person=ben, route="elected", since=NOON, until=NOON)


def test_elected_seats_are_not_given_by_appointment(ada, ben):
    elected = SeatGroup.objects.get(body__key="council", key="elected")
    with pytest.raises(Refused, match="filled by election by single transferable vote"):
        acts.appoint(ada, elected, ben)


def test_giving_up_a_seat_makes_it_vacant_at_once(ada, ben, office):
    term = acts.appoint(ada, office, ben)
    with pytest.raises(Refused, match="Only the holder"):
        acts.resign(ada, term)
    acts.resign(ben, term)
    assert (list(holders(office.body)), vacant_seats(office).count()) == ([], 1)


def test_an_organisation_is_founded_once(federation):
    with pytest.raises(Refused, match="founded already"):
        acts.found(None, Unit(level="party", name="Another", slug="x"), Person(name="X"))


def test_the_page_shows_both_kinds_of_seats_side_by_side(federation, client):
    body = Body.objects.get(key="council")
    text = client.get(body.get_absolute_url()).content.decode()
    assert "the same voice, the same vote" in text
    assert text.count("Vacant") == 5
    assert reverse("constitution:clause", args=["5.elected"]) in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_body_asks_the_same_of_the_database_for_any_number_of_holders(
    federation, client, count, django_assert_num_queries
):
    body = Body.objects.get(key="council")
    seats = Seat.objects.filter(group__body=body, group__key="elected")
    for seat, name in zip(seats[:count], ("ben", "cleo", "dev"), strict=False):
        acts.seat_person(
            None, seat, person(name), Term.Route.ELECTED, NOON, NOON + timedelta(days=9)
        )
    with django_assert_num_queries(10):
        client.get(body.get_absolute_url())


def test_the_list_finds_the_bodies_of_a_branch(ada, client):
    text = client.get(reverse("bodies:index"), {"q": "no such place"}).content.decode()
    assert "No unit has a name like this" in text


def test_the_api_names_who_sits_where(ada, ben, office, client):
    acts.appoint(ada, office, ben)
    (row,) = client.get(f"/api/bodies/{office.body.pk}/holders").json()
    assert (row["person"], row["route"], row["seat"]) == ("Ben Castell", "appointed", 1)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_a_unit_contains_itself_and_what_is_below(steps):
    units = [Unit(slug="root", path="/root/")]
    for number, step in enumerate(steps):
        above = units[step % len(units)]
        units.append(Unit(slug=f"u{number}", path=f"{above.path}u{number}/"))
    for unit in units:
        assert units[0].contains(unit)
        assert unit.contains(unit)
