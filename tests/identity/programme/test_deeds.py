"""What those with a mandate did for an item: recorded by themselves, or from a public source."""

from datetime import UTC, datetime

import pytest

from articulator.identity.bodies.models import Body, Term
from articulator.identity.programme import acts, forms
from articulator.identity.programme.models import Deed
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from tests.identity.programme.scene import in_force, motion, unit
from tests.people import NOON, member, person

MINUTES = "https://council.example/minutes"


def test_whoever_holds_a_seat_records_what_they_did(federation):
    item = in_force()
    made = acts.record(person("cleo"), item, motion())
    assert (made.by, made.name, str(made)) == (person("cleo"), "Cleo Marsh", "Motion: Repairs")
    assert [(knot.kind, knot.words) for knot in links.origins(made)] == [("done-for", "Homes")]


def test_a_member_with_a_mandate_outside_gives_a_public_source(federation):
    item, ben = in_force(), member("ben", unit("leith"))
    with pytest.raises(Refused, match="public source"):
        acts.record(ben, item, motion())
    assert acts.record(ben, item, motion(source=MINUTES)).by == ben


def test_an_office_records_others_only_from_a_public_source(federation):
    item = in_force()
    with pytest.raises(Refused, match="public source"):
        acts.record_for(person("cleo"), item, motion(), "Oonagh Petrie")
    made = acts.record_for(person("cleo"), item, motion(source=MINUTES), "Oonagh Petrie")
    assert (made.by, made.name, made.recorded_by) == (None, "Oonagh Petrie", person("cleo"))


def test_members_record_nobody_but_themselves_and_strangers_nothing(federation):
    item, ben = in_force(), member("ben", unit("leith"))
    with pytest.raises(Refused, match="hold a seat in Leith"):
        acts.record_for(ben, item, motion(source=MINUTES), "Oonagh Petrie")
    for actor in (None, person("dev")):
        with pytest.raises(Refused):
            acts.record(actor, item, motion(source=MINUTES))


def test_a_branch_office_records_what_was_done_for_what_all_stand_for(federation):
    item = in_force()
    secretary = seated_in_leith()
    made = acts.record_for(secretary, item, motion(source=MINUTES), "Oonagh Petrie")
    assert made.recorded_by == secretary


def seated_in_leith():
    """Dev, who sits in a body of Leith and belongs to it."""
    who = member("dev", unit("leith"))
    body = Body.objects.get(key="branch_meeting", unit__slug="leith")
    seat = body.groups.get().seats.create(number=1)
    Term.objects.create(
        seat=seat, person=who, route="appointed", since=NOON, until=NOON.replace(year=2027)
    )
    return who


def test_nobody_acts_tomorrow_or_for_what_was_struck(federation):
    item = in_force()
    with pytest.raises(Refused, match="not come yet"):
        acts.record(person("cleo"), item, motion(done_on=motion().done_on.replace(year=2027)))
    item.struck_at = item.adopted_at
    item.save()
    with pytest.raises(Refused, match="does not stand"):
        acts.record(person("cleo"), item, motion())


def test_what_came_of_it_is_said_by_whoever_did_or_recorded_it(federation):
    item = in_force()
    made = acts.record(person("cleo"), item, motion())
    member("ben", unit("leith"))
    with pytest.raises(Refused, match="hold a seat in Federation, or keep its roll, act for it"):
        acts.tell_outcome(person("ben"), made, Deed.Outcome.CARRIED, "By 31 to 14.")
    made = acts.tell_outcome(person("cleo"), made, Deed.Outcome.CARRIED, "By 31 to 14.")
    assert (made.outcome, made.is_waiting) == (Deed.Outcome.CARRIED, False)


def test_what_was_done_today_has_come_just_after_midnight_in_summer(federation):
    item = in_force()
    night = datetime(2026, 7, 1, 0, 30, tzinfo=NOON.tzinfo)
    with clock.at(night.astimezone(UTC)):
        today = night.date()
        assert acts.record(person("cleo"), item, motion(done_on=today)).done_on == today
        form = forms.DecisionForm({"on": "2026-07-01", "votes_for": 4, "votes_against": 1})
        assert form.is_valid()
