"""What an officer sees of people: their own unit, and below as the data charter says (R-13)."""

from datetime import timedelta

import pytest

from articulator.identity.bodies.models import Body, Power, Seat, SeatGroup, Term
from articulator.identity.constitution import acts as constitution
from articulator.identity.constitution.queries import sight
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.identity.elections.scene import CONSTITUTION
from tests.people import NOON, member, person

HERE = ("party", "region", "branch", "sibling")


def office(unit: Unit, holder, *powers: str) -> Term:
    """An office of the unit with these powers, held by somebody of the cast."""
    key = f"{unit.slug}-{holder.pk}"
    body = Body.objects.create(unit=unit, key=key, name="Office", kind="office")
    for power in powers:
        Power.objects.create(body=body, key=power, clause="6")
    group = SeatGroup.objects.create(body=body, key="all", method="appointed", clause="6")
    seat = Seat.objects.create(group=group, number=1)
    return Term.objects.create(
        seat=seat, person=holder, route="appointed", since=NOON - timedelta(days=9),
        until=NOON + timedelta(days=9),
    )  # fmt: skip


@pytest.fixture
def places(federation):
    """The federation > North > Leith and Portobello, with a member in each; dev sits in Leith."""
    leith = Unit.objects.get(name="Leith")
    north = Unit.objects.create(parent=federation, level="region", name="North", slug="north")
    leith.parent = north
    leith.save()
    portobello = Unit.objects.create(
        parent=north, level="branch", name="Portobello", slug="portobello"
    )
    for name, unit in (("ben", federation), ("cleo", north), ("dev", leith), ("ewa", leith),
                       ("finn", portobello)):  # fmt: skip
        member(name, unit)
    office(leith, person("dev"), "anything")
    return dict(zip(HERE, (federation, north, leith, portobello), strict=True))


def adopt(upward: str | None) -> None:
    """Put in force a constitution with this charter, or with none."""
    charter = '  data_charter: {ref: "2.charter", upward: full}\n'
    assert charter in CONSTITUTION
    text = CONSTITUTION.replace(charter, charter.replace("full", upward) if upward else "")
    ada = person("ada")
    with clock.at(NOON - timedelta(days=1)):
        version = constitution.draft(ada, Unit.objects.get(parent=None), text)
        decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
        if version.adopted_at is None:
            constitution.adopt(ada, version, decision)


def seen(actor) -> list[str]:
    rows = Membership.objects.current().seen_by(actor)
    return sorted(row.person.name.split()[0] for row in rows.select_related("person"))


# Who keeps a roll where → whom of ben (party), cleo (region), dev* and ewa (branch), finn (sibling)
# they see; dev holds an office.
CASES = {
    ("full", "party"): ["Ben", "Cleo", "Dev", "Ewa", "Finn"],
    ("full", "region"): ["Cleo", "Dev", "Ewa", "Finn"],
    ("full", "branch"): ["Dev", "Ewa"],
    ("office_holders", "party"): ["Ben", "Dev"],
    ("office_holders", "region"): ["Cleo", "Dev"],
    ("office_holders", "branch"): ["Dev", "Ewa"],
    ("counts", "party"): ["Ben"],
    ("counts", "region"): ["Cleo"],
    ("counts", "branch"): ["Dev", "Ewa"],
    (None, "party"): ["Ben"],
}  # fmt: skip


@pytest.mark.parametrize(("upward", "place"), CASES)
def test_an_officer_sees_their_unit_and_below_what_the_charter_lets_through(places, upward, place):
    adopt(upward)
    office(places[place], person("kofi"), "keep_roll")
    assert seen(person("kofi")) == CASES[upward, place]


@pytest.mark.parametrize("upward", ["full", "office_holders", "counts"])
def test_nobody_sees_a_sibling_whatever_the_charter_says(places, upward):
    adopt(upward)
    office(places["sibling"], person("kofi"), "keep_roll")
    assert seen(person("kofi")) == ["Finn"]


def test_a_member_sees_their_own_line_and_a_visitor_none(places):
    adopt("full")
    assert seen(person("ewa")) == ["Ewa"]
    assert seen(None) == []


def test_what_one_has_completed_is_seen_like_the_roll_and_features_by_nobody_else(places):
    adopt("office_holders")
    office(places["branch"], person("kofi"), "keep_roll")
    Attribute.objects.create(person=person("ewa"), name="gender", value="woman")
    earned = Standing.objects.seen_by(person("kofi")).values_list("person__name", flat=True)
    assert sorted(earned) == ["Dev Patel", "Ewa Nowak"]
    assert list(Attribute.objects.seen_by(person("kofi"))) == []
    assert Attribute.objects.seen_by(person("ewa")).count() == 1


def test_sight_ends_with_the_term(places):
    adopt("full")
    office(places["branch"], person("kofi"), "keep_roll")
    with clock.at(NOON + timedelta(days=10)):
        assert seen(person("kofi")) == []


def test_sight_says_by_which_grant_and_whether_names_are_in_it(places):
    adopt("office_holders")
    office(places["region"], person("kofi"), "keep_roll")
    looking = sight(person("kofi"))
    assert looking.by(places["branch"]).body.unit == places["region"]
    assert looking.by(places["party"]) is None
    assert [looking.sees_names(places[place]) for place in HERE] == [False, True, False, False]
    assert looking.charter.clause == "2.charter"
