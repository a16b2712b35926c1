"""Somebody who knows the way goes along: proposed by the house, agreed by both (R-145)."""

import pytest
from django.db import IntegrityError, transaction

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.models import Buddy, Pair
from tests.operations.gatherings.scene import leith
from tests.operations.nextsteps.scene import (
    DAY,
    OVER,
    SATURDAY,
    offered,
    own,
    pairs,
    takes,
    url,
    would,
)
from tests.people import member, person


def asks(offer, who: str = "nell"):
    said = {"name": who.title(), "wants_buddy": True, "reach": f"{who}’s number"}
    return takes(offer, who, **said, email=f"{who}@street.example")


def proposed(gathering) -> Pair:
    with clock.at(OVER):
        acts.propose(person("ada"), gathering)
    return pairs()[-1]


@pytest.fixture
def buddy(gathering) -> Buddy:
    """Ben, of Leith, who has handed out leaflets before."""
    return would("ben", kinds=["leaflets"])


def test_a_member_who_has_been_here_for_a_while_says_that_they_would(client, federation):
    client.force_login(member("ben", leith()))
    client.post(url("buddy"), {"name": "Ben", "reach": "0123", "kinds": ["calls"]})
    client.post(url("buddy"), {"name": "Benny", "reach": "0123"})
    (known,) = Buddy.objects.by_rule("a test")
    assert (known.person, known.name, known.kinds) == (person("ben"), "Benny", [])
    client.post(url("stop"))
    assert not Buddy.objects.by_rule("a test").exists()


def test_whoever_is_new_is_not_asked_to_lead_the_way(client, federation):
    who = member("nell", leith(), joined=clock.now().date())
    client.force_login(who)
    assert "90 days" in client.get(url("buddy")).content.decode()
    with pytest.raises(Refused, match="90 days"):
        acts.be_buddy(who, who, acts.Way("Nell", "0123"))
    with pytest.raises(Refused, match="themselves"):
        acts.be_buddy(person("ada"), person("ben"), acts.Way("Ben", "0123"))


def test_both_say_yes_and_then_each_reads_of_the_other(client, gathering, leaflets, buddy):
    step = asks(leaflets)
    pair = proposed(gathering)
    assert (pair.step, pair.buddy, pair.state) == (step, buddy, "proposed")
    client.force_login(person("ben"))
    with clock.at(OVER):
        for page in (client.get(url("buddy")), client.get(own(step))):
            words = page.content.decode()
            assert "nell’s number" not in words.replace('value="nell’s number"', "")
            assert "ben’s number" not in words.replace('value="ben’s number"', "")
        client.post(url("agree", pair.pk), {"yes": "yes"})
        assert "ben’s number" not in client.get(own(step)).content.decode()
        client.post(own(step) + "/together", {"yes": "yes"})
        assert "<strong>Ben</strong> goes with you: ben’s number" in (
            client.get(own(step)).content.decode()
        )
        assert "<strong>Nell</strong> goes with you: nell’s number" in (
            client.get(url("buddy")).content.decode()
        )


def test_letters_tell_nothing_of_the_other(gathering, leaflets, buddy, mailoutbox):
    step, pair = asks(leaflets), proposed(gathering)
    with clock.at(OVER):
        acts.agree_as_newcomer(None, pair, True)
        acts.agree_as_buddy(person("ben"), pair, True)
    assert [(one.subject, one.to[0]) for one in mailoutbox] == [
        ("Somebody could go with you", step.email),
        ("Would you take somebody along?", "ben@example.org"),
        ("You go together", step.email),
        ("You go together", "ben@example.org"),
    ]
    assert not any("number" in one.body for one in mailoutbox)


@pytest.mark.parametrize("side", ["newcomer", "buddy"])
@pytest.mark.parametrize("late", [False, True])
def test_either_says_no_at_any_time_without_a_reason(gathering, leaflets, buddy, side, late):
    asks(leaflets)
    pair = proposed(gathering)
    with clock.at(OVER):
        if late:
            acts.agree_as_newcomer(None, pair, True)
            acts.agree_as_buddy(person("ben"), pair, True)
        if side == "newcomer":
            acts.agree_as_newcomer(None, pair, False)
        else:
            acts.agree_as_buddy(person("ben"), pair, False)
        with pytest.raises(Refused, match="fine"):
            acts.agree_as_newcomer(None, pair, True)
        assert pairs()[0].state == "declined"
        acts.propose(person("ada"), gathering)
    assert len(pairs()) == 1  # nobody is proposed again to whom one said no


def test_after_a_no_somebody_else_is_asked(client, gathering, leaflets, buddy):
    other, _ = would("dev"), asks(leaflets)
    pair = proposed(gathering)
    client.force_login(person("ada"))
    with clock.at(OVER):
        client.post(url("part", pair.pk))
        client.post(url("propose", gathering.pk))
    assert {one.buddy: one.state for one in pairs()} == {buddy: "declined", other: "proposed"}


def test_whoever_knows_that_kind_of_thing_is_asked_first(gathering, leaflets):
    would("dev")
    knows = would("ben", kinds=["leaflets"])
    asks(leaflets)
    assert proposed(gathering).buddy == knows


def test_nobody_takes_more_than_three_along(gathering, leaflets, buddy):
    for who in ("nell", "omar", "petra", "quentin"):
        asks(leaflets, who)
    proposed(gathering)
    assert [one.buddy for one in pairs()] == [buddy] * 3
    later = offered(gathering, "Cook", starts_at=SATURDAY + 3 * DAY)
    with clock.at(SATURDAY + DAY):
        step = acts.take(None, gathering, later, "ruth")
        acts.tell(None, step, acts.Said(name="Ruth", wants_buddy=True, reach="here"))
        acts.propose(person("ada"), gathering)
    assert [one.step for one in pairs()][3:] == [step]  # those steps are over


def test_only_who_was_asked_answers_as_the_buddy(client, gathering, leaflets, buddy):
    asks(leaflets)
    pair = proposed(gathering)
    would("dev")
    client.force_login(person("dev"))
    assert client.post(url("agree", pair.pk), {"yes": "yes"}).status_code == 404
    with pytest.raises(Refused, match="Somebody else"):
        acts.agree_as_buddy(person("dev"), pair, True)


def test_hosts_alone_bring_two_together(gathering, leaflets, buddy):
    asks(leaflets)
    with clock.at(OVER), pytest.raises(Refused, match="hosts"):
        acts.propose(person("ben"), gathering)


def test_whoever_takes_the_wish_back_ends_the_pair(client, gathering, leaflets, buddy):
    step = asks(leaflets)
    proposed(gathering)
    with clock.at(OVER):
        client.post(own(step), {"name": "Nell"})
    assert [one.state for one in pairs()] == ["declined"]


def test_the_database_itself_holds_what_a_pair_is(gathering, leaflets, buddy):
    step = asks(leaflets)
    pair = proposed(gathering)
    rows = Pair.objects.by_rule("a test")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=pair.pk).update(state="made")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(step=step, buddy=would("dev"))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=pair.pk).update(newcomer_agreed=True, buddy_agreed=True)
