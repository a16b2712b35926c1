"""Units open, have an area, divide and merge; people keep their history (R-13)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.bodies.models import Term
from articulator.identity.membership import acts as membership
from articulator.identity.membership.models import Membership
from articulator.identity.membership.queries import (
    branches,
    members,
    membership_of,
    memberships,
)
from articulator.identity.units import acts
from articulator.identity.units.models import PostcodeArea
from articulator.identity.units.queries import branch_for, parting
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from tests.identity.constitution.test_sight import office
from tests.people import NOON, member, person

DECISION = {"body": "Regional council", "on": "2026-03-01"}


@pytest.fixture
def leith(federation) -> Unit:
    return Unit.objects.get(name="Leith")


@pytest.fixture
def govan(leith) -> Unit:
    return Unit.objects.get(name="Govan")


@pytest.fixture
def crowd(leith):
    """Ben and Cleo live in EH6, Dev in EH7, Ewa has told no postcode."""
    people = {name: member(name, leith) for name in ("ben", "cleo", "dev", "ewa")}
    for name, district in (("ben", "EH6"), ("cleo", "EH6"), ("dev", "EH7")):
        Membership.objects.filter(person=people[name]).update(district=district)
    return people


def names(unit: Unit) -> list[str]:
    return sorted(str(one).split()[0] for one in members(unit))


def history(who) -> list[tuple]:
    lines = Membership.objects.seen_by(who).filter(person=who).order_by("moved_on", "left_on")
    return [(line.unit.name, line.joined_on, line.moved_on, line.left_on) for line in lines]


# Moving


def test_a_member_chooses_another_branch_and_the_old_line_stays_as_history(crowd, leith, govan):
    ben = crowd["ben"]
    made = membership.move(ben, membership_of(ben), govan)
    today = NOON.date()
    joined = made.joined_on
    assert sorted(history(ben), key=str) == sorted(
        [("Leith", joined, None, today), ("Govan", joined, today, None)], key=str
    )
    assert (names(leith), names(govan)) == (["Cleo", "Dev", "Ewa"], ["Ben"])
    assert membership_of(ben).number == "M-ben"


def test_the_secretary_of_the_branch_may_move_a_member_another_secretary_may_not(
    crowd, leith, govan
):
    office(govan, person("kofi"), "keep_roll")
    with pytest.raises(Refused, match="keep the roll of members"):
        membership.move(person("kofi"), membership_of(crowd["ben"]), govan)
    office(leith, person("lena"), "keep_roll")
    membership.move(person("lena"), membership_of(crowd["ben"]), govan)
    assert membership_of(crowd["ben"]).unit == govan


def test_nobody_is_moved_from_where_they_are_no_more(crowd, govan, leith):
    ben, old = crowd["ben"], membership_of(crowd["ben"])
    membership.move(ben, old, govan)
    with pytest.raises(Refused, match="not on this roll any more"):
        membership.move(ben, old, leith)


def test_at_any_time_a_member_is_on_one_roll(crowd, leith, govan):
    ben = crowd["ben"]
    with clock.at(NOON + timedelta(days=5)):
        membership.move(ben, membership_of(ben), govan)
    where = [membership_of(ben, NOON + timedelta(days=day)).unit.name for day in (0, 4, 5, 90)]
    assert where == ["Leith", "Leith", "Govan", "Govan"]


# Areas


def test_a_postcode_leads_to_the_unit_with_the_narrowest_area(federation, leith, govan):
    ada = person("ada")
    acts.set_areas(ada, leith, ["EH", "G1"])
    acts.set_areas(ada, govan, ["EH6"])
    assert [branch_for(code) for code in ("EH6 5QD", "eh7 4aa", "G1 1AA", "ZZ1 1AA", "?")] == [
        govan, leith, leith, None, None,
    ]  # fmt: skip


def test_an_area_leads_to_one_unit_alone(federation, leith, govan):
    acts.set_areas(person("ada"), leith, ["EH6"])
    with pytest.raises(Refused, match="EH6 leads to Leith already"):
        acts.set_areas(person("ada"), govan, ["EH6", "EH7"])
    assert list(PostcodeArea.objects.values_list("code", flat=True)) == ["EH6"]


def test_areas_not_named_again_are_taken_away(federation, leith):
    acts.set_areas(person("ada"), leith, ["EH6", "EH7"])
    acts.set_areas(person("ada"), leith, ["EH7", "EH8"])
    assert [str(area) for area in leith.areas.all()] == ["EH7", "EH8"]


# Dividing and merging


def test_the_numbers_are_known_before_a_division(crowd, leith):
    planned = parting(leith, ["EH6", "EH9"])
    assert (planned.going, planned.staying, planned.without_district) == (2, 2, 1)
    assert planned.unknown == ("EH9",)


def test_dividing_takes_people_and_areas_of_some_districts_to_a_new_unit(crowd, leith):
    ada = person("ada")
    acts.set_areas(ada, leith, ["EH6", "EH7"])
    made = acts.divide(ada, leith, "The Shore", ["EH6"], DECISION)
    assert (made.parent, made.level, names(made)) == (leith.parent, "branch", ["Ben", "Cleo"])
    assert (names(leith), branch_for("EH6 5QD")) == (["Dev", "Ewa"], made)
    assert [knot.words for knot in links.origins(made)] == ["Leith"]
    assert made.bodies.count() == leith.bodies.count()


def test_merging_closes_the_unit_ends_its_offices_and_keeps_its_record(crowd, leith, govan):
    term = office(leith, person("lena"), "keep_roll")
    acts.set_areas(person("ada"), leith, ["EH6"])
    acts.merge(person("ada"), leith, govan, DECISION)
    leith.refresh_from_db()
    assert (leith.closed_at, list(branches())) == (NOON, [govan])
    assert (names(govan), memberships(leith).count()) == (["Ben", "Cleo", "Dev", "Ewa"], 0)
    assert branch_for("EH6 1AA") == govan
    assert not Term.objects.current().filter(pk=term.pk).exists()
    assert [knot.words for knot in links.origins(govan)] == ["Leith"]


def test_no_branch_annexes_another(crowd, leith, govan):
    office(govan, person("kofi"), "keep_roll")
    for deed in (
        lambda: acts.merge(person("kofi"), leith, govan, DECISION),
        lambda: acts.divide(person("kofi"), govan, "Ibrox", [], DECISION),
    ):
        with pytest.raises(Refused, match="keep the roll of members"):
            deed()
    assert names(leith) == ["Ben", "Cleo", "Dev", "Ewa"]


def test_a_unit_merges_with_an_open_one_beside_it_alone(crowd, federation, leith, govan):
    with pytest.raises(Refused, match="with an open unit beside it"):
        acts.merge(person("ada"), leith, federation, DECISION)
    with pytest.raises(Refused, match="Say which body decided"):
        acts.merge(person("ada"), leith, govan, {})
    assert Event.objects.filter(kind="units.merge").count() == 0


def test_the_whole_is_neither_divided_nor_merged_and_a_closed_unit_takes_nobody(
    federation, leith, govan
):
    with pytest.raises(Refused, match="The whole organisation"):
        acts.divide(person("ada"), federation, "Half", [], DECISION)
    acts.merge(person("ada"), leith, govan, DECISION)
    with pytest.raises(Refused, match="Leith is closed"):
        acts.set_areas(person("ada"), Unit.objects.get(name="Leith"), ["EH6"])


def test_two_units_of_one_name_do_not_exist_but_of_one_sound_do(federation):
    ada = person("ada")
    first = acts.open_unit(ada, federation, "branch", "St Mary")
    second = acts.open_unit(ada, federation, "branch", "St. Mary")
    third = acts.open_unit(ada, federation, "branch", "St-Mary")
    assert [u.slug for u in (first, second, third)] == [
        "st-mary", "federation-st-mary", "st-mary-2",
    ]  # fmt: skip
    with pytest.raises(Refused, match="a unit called st mary already"):
        acts.open_unit(ada, federation, "branch", "st mary")


# Pages


def test_a_visitor_finds_a_branch_by_postcode(client, federation, leith):
    acts.set_areas(person("ada"), leith, ["EH6"])
    page = client.get(reverse("units:index"), {"postcode": "eh6 5qd"}).content.decode()
    assert 'Your branch:</strong> <a href="/units/leith">Leith</a>' in page


def test_dividing_shows_the_numbers_first_and_acts_on_the_second_yes(client, crowd, leith):
    client.force_login(person("ada"))
    form = {"name": "The Shore", "districts": "eh6", "body": "Council", "on": "2026-03-01"}
    address = reverse("units:divide", args=["leith"])
    assert client.post(address, form).context["planned"].going == 2
    assert Unit.objects.count() == 3
    client.post(address, {**form, "sure": "yes"})
    assert names(Unit.objects.get(name="The Shore")) == ["Ben", "Cleo"]


@pytest.mark.parametrize("system", ["identity", "intelligence", "operations"])
def test_every_unit_shows_the_five_systems(client, federation, leith, system):
    page = client.get(reverse("unit_system", args=["leith", system]))
    assert page.content.decode().count(f'href="/units/leith/{system}" aria-current="true"') == 1
    assert [tab["key"] for tab in page.context["tabs"]] == [
        "identity", "intelligence", "steering", "communication", "operations",
    ]  # fmt: skip


def test_a_unit_of_few_people_shows_no_number(client, crowd, leith):
    assert "Fewer than 8 people" in client.get("/units/leith").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_units_asks_the_same_for_any_number(
    client, federation, count, django_assert_num_queries
):
    for n in range(count):
        acts.open_unit(person("ada"), federation, "branch", f"Branch {n}")
    with django_assert_num_queries(4):
        client.get(reverse("units:index"), {"q": "Branch"})
