"""Visitor, participant, member, ally: where somebody stands changes by their own act (R-132)."""

import pytest

from articulator.identity.bodies.models import Term
from articulator.identity.doors import acts
from articulator.identity.doors.queries import Said, standing
from articulator.identity.membership import acts as membership
from articulator.identity.membership.queries import members, membership_of
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.identity.constitution.test_sight import office
from tests.identity.doors.scene import DAY, kind_of, url
from tests.people import NOON, member, person


def test_a_stranger_who_signs_in_is_a_visitor(leith):
    assert standing(person("dev")).kind == "visitor"


def test_whoever_comes_takes_part_and_may_join(leith, event, joining):
    acts.arrive(person("dev"), event, Said())
    now = standing(person("dev"))
    assert (now.kind, now.may_join, now.may_support) == ("participant", True, True)


def test_leaving_ends_the_line_and_every_seat_and_keeps_the_history(client, leith, event):
    ben = member("ben", leith)
    term = office(leith, ben, "anything")
    client.force_login(ben)
    assert "two years from today" in client.get(url("leave")).content.decode()
    assert kind_of(ben) == "member"
    client.post(url("leave"))
    (line,) = ben.memberships.by_rule("a test")
    assert (line.left_on, kind_of(ben), list(members(leith))) == (NOON.date(), None, [])
    assert not Term.objects.current().filter(pk=term.pk).exists()


def test_nobody_leaves_twice_or_for_somebody_else(leith):
    ben, cleo = member("ben", leith), member("cleo", leith)
    with pytest.raises(Refused, match="by themselves"):
        acts.leave(cleo, ben)
    with pytest.raises(Refused, match="by themselves"):
        membership.leave(cleo, membership_of(ben))
    acts.leave(ben, ben)
    with pytest.raises(Refused, match="nothing to leave"):
        acts.leave(ben, ben)


def test_whoever_left_comes_back_by_the_same_door_with_a_line_of_its_own(leith, joining):
    ben = member("ben", leith)
    acts.leave(ben, ben)
    with clock.at(NOON + DAY):
        acts.arrive(ben, joining, Said(home=leith))
        assert (kind_of(ben), ben.memberships.by_rule("a test").count()) == ("member", 2)


def test_an_ally_supports_has_no_vote_and_no_seat(client, leith):
    ben = member("ben", leith)
    term = office(leith, ben, "anything")
    client.force_login(ben)
    assert "every seat you hold falls vacant" in client.get(url("support")).content.decode()
    client.post(url("support"), {"unit": str(leith.pk)})
    assert (kind_of(ben), list(members(leith))) == ("ally", [])
    assert not Term.objects.current().filter(pk=term.pk).exists()
    assert membership_of(ben).number == "M-ben"


def test_where_the_constitution_knows_no_allies_nobody_becomes_one(client, federation):
    dev = person("dev")
    with pytest.raises(Refused, match="no class of membership"):
        acts.support(dev, dev, federation)
    client.force_login(dev)
    assert "knows no allies" in client.get(url("support")).content.decode()


def test_nobody_decides_for_somebody_else_where_they_stand(leith):
    with pytest.raises(Refused, match="for somebody else"):
        membership.become(person("ben"), person("dev"), "member", leith)
    with pytest.raises(Refused, match="for somebody else"):
        acts.support(person("ben"), person("dev"), leith)


def test_becoming_what_one_is_changes_nothing(leith):
    ben = member("ben", leith)
    before = membership_of(ben)
    assert membership.become(ben, ben, "member", leith) == before
    assert ben.memberships.by_rule("a test").count() == 1


def test_ones_own_page_tells_where_one_came_in(client, leith, event, survey):
    dev = person("dev")
    client.force_login(dev)
    assert "not signed up for anything" in client.get(url("you")).content.decode()
    acts.arrive(dev, event, Said())
    assert "Tenants meet" in client.get(url("you")).content.decode()
