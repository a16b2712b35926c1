"""A draw from its call to the seat: everything but the seed is fixed before the seed exists."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.draws import acts
from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.draws.queries import bands, due_invitations, eligible
from articulator.identity.membership.models import Standing
from articulator.identity.pools.queries import source
from articulator.kernel import clock
from articulator.kernel.acts import Refused, once
from articulator.kernel.log import stored_faults
from articulator.kernel.models import Event, Person, Unit
from articulator.methods.lots import seed_from
from tests.people import NAMES, NOON, member, person

DUE = NOON + timedelta(days=14)
BEGIN = NOON + timedelta(days=28)
DICE = "4 1 6 6 2 5 3 1 4 2"


@pytest.fixture
def group(federation) -> SeatGroup:
    for name in NAMES[1:]:
        member(name.split()[0].lower(), Unit.objects.get(name="Leith"))
    return SeatGroup.objects.get(body__key="council", key="allotted")


@pytest.fixture
def ada(group) -> Person:
    return person("ada")


@pytest.fixture
def called(ada, group) -> Draw:
    return acts.call_draw(ada, group, "Two by lot", 2, "dice in the hall", DUE, BEGIN)


@pytest.fixture
def published(ada, called) -> Draw:
    acts.freeze(ada, called)
    called.refresh_from_db()
    return called


@pytest.fixture
def drawn(ada, published) -> Draw:
    with clock.at(DUE):
        acts.draw_lot(ada, published, DICE)
    return published


def invited(draw: Draw) -> list[Invitation]:
    return list(Invitation.objects.filter(entry__draw=draw, answer="open").order_by("entry__token"))


def test_freezing_fixes_the_pool_and_publishes_every_chance(published):
    assert published.stage() == "published"
    assert published.entries.count() == len(NAMES) - 1
    assert sum(entry.chance for entry in published.entries.all()) == pytest.approx(2)
    assert (len(published.pool_hash), len(published.book_hash)) == (64, 64)
    assert published.pool_reason == (
        "The pool holds all or nearly all members; the constitution sets no minimum."
    )


def test_whoever_joins_the_pool_later_is_not_in_this_draw(published, group):
    late = member("zoe", Unit.objects.get(name="Govan"))
    assert not published.entries.filter(person=late).exists()


def test_nobody_draws_before_the_chances_are_known(ada, called):
    with clock.at(DUE), pytest.raises(Refused, match="chances must be published"):
        acts.draw_lot(ada, called, DICE)


def test_nobody_draws_before_the_seed_may_exist(ada, published):
    with pytest.raises(Refused, match="The seed does not exist yet"):
        acts.draw_lot(ada, published, DICE)


def test_nobody_draws_without_the_power_to(published):
    with clock.at(DUE), pytest.raises(Refused, match="hold draws"):
        acts.draw_lot(person("ben"), published, DICE)


def test_there_is_no_second_draw(ada, drawn):
    with clock.at(DUE), pytest.raises(Refused, match="There is no second draw"):
        acts.draw_lot(ada, drawn, "1 1 1 1")
    assert Event.objects.filter(kind="draws.draw_lot").count() == 1


def test_the_lot_invites_as_many_as_there_are_seats(drawn):
    assert len(invited(drawn)) == 2
    assert {i.entry.token for i in invited(drawn)} == set(drawn.result["selected"])
    assert drawn.seed == seed_from(DICE)


def test_the_same_words_draw_the_same_people_again(drawn):
    from articulator.identity.draws.queries import lottery_of, pool_of
    from articulator.methods.sortition import draw

    again = draw(lottery_of(drawn), pool_of(drawn), seed_from(DICE))
    assert list(again.selected) == drawn.result["selected"]


def test_a_beacons_number_is_taken_as_it_is():
    assert seed_from(" " + "AB" * 16) == "ab" * 16


def test_accepting_seats_the_person_with_a_full_term(drawn):
    first = invited(drawn)[0]
    with clock.at(DUE + timedelta(days=1)):
        term = acts.accept(first.entry.person, first)
    assert (term.route, term.since, term.until) == (
        Term.Route.ALLOTTED, BEGIN, BEGIN.replace(year=BEGIN.year + 1),
    )  # fmt: skip
    assert term.seat.group == drawn.group


def test_nobody_answers_for_another(drawn):
    with clock.at(DUE), pytest.raises(Refused, match="Only the person who was drawn"):
        acts.accept(person("ada"), invited(drawn)[0])


def test_declining_calls_a_reserve_and_leaves_no_name_in_the_log(drawn):
    first = invited(drawn)[0]
    with clock.at(DUE + timedelta(days=1)):
        acts.decline(first.entry.person, first)
    reserve = Invitation.objects.get(entry__draw=drawn, reserve=True)
    assert reserve.entry.token in drawn.result["reserves"]
    assert Event.objects.get(kind="draws.decline").actor is None


def test_silence_calls_a_reserve_when_the_time_is_over(drawn):
    late = DUE + timedelta(days=drawn.answer_days, minutes=1)
    with clock.at(late):
        assert due_invitations().count() == 2
        for invitation in list(due_invitations()):
            acts.lapse(None, invitation)
        assert (len(invited(drawn)), due_invitations().count()) == (2, 0)


def test_no_invitation_lapses_early(drawn):
    with clock.at(DUE), pytest.raises(Refused, match="has not run out"):
        acts.lapse(None, invited(drawn)[0])


def test_answering_twice_with_the_same_form_is_answering_once(drawn):
    import uuid

    key, first = uuid.uuid4(), invited(drawn)[0]
    with clock.at(DUE):
        terms = []
        for _ in range(2):
            with once(key):
                terms.append(acts.accept(first.entry.person, first))
    assert terms[0] == terms[1]
    assert Term.objects.filter(route="allotted").count() == 1


def test_no_more_people_are_seated_than_there_are_seats(drawn, group):
    with clock.at(DUE):
        for invitation in invited(drawn):
            acts.accept(invitation.entry.person, invitation)
    assert Term.objects.filter(seat__group=group, ended=None).count() == 2
    assert list(stored_faults()) == []


def test_who_sits_in_the_body_is_not_drawn_for_it(drawn, group):
    first = invited(drawn)[0]
    with clock.at(DUE):
        acts.accept(first.entry.person, first)
    with clock.at(BEGIN + timedelta(days=1)):
        rest = eligible(group, source(group).people, clock.now())
        assert first.entry.person not in rest


def test_seats_filled_by_vote_are_not_drawn(ada, group):
    elected = SeatGroup.objects.get(body=group.body, key="elected")
    with pytest.raises(Refused, match="not by lot"):
        acts.call_draw(ada, elected, "Wrong", 1, "dice", DUE, BEGIN)


def test_too_small_a_pool_is_refused_and_nothing_is_frozen(ada, called):
    Standing.objects.all().delete()
    with pytest.raises(Refused, match="The pool has 0 people for 2 seats"):
        acts.freeze(ada, called)
    called.refresh_from_db()
    assert (called.stage(), called.entries.count()) == ("called", 0)


def test_bands_hide_small_groups(published):
    assert [row["text"] for row in bands(published)] == [11]
    published.entries.filter(pk__in=published.entries.values("pk")[:5]).delete()
    assert [row["text"] for row in bands(published)] == ["fewer than 8"]


def page(client, draw, who=None):
    if who:
        client.force_login(who)
    return client.get(reverse("draws:draw", args=[draw.pk])).content.decode()


def test_a_member_sees_their_own_chance_and_nobody_elses_token(published, client):
    ben, cleo = person("ben"), person("cleo")
    text = page(client, published, ben)
    assert "your chance to be drawn" in text
    assert published.entries.get(person=ben).token in text
    assert published.entries.get(person=cleo).token not in text


def test_a_visitor_sees_no_name_and_no_token_of_the_pool(published, client):
    text = page(client, published)
    entries = published.entries.select_related("person")
    assert [e.person.name for e in entries if e.person.name in text or e.token in text] == []


def test_the_book_is_for_scrutineers(drawn, client):
    url = reverse("draws:book", args=[drawn.pk])
    assert client.get(url).status_code == 302
    client.force_login(person("ben"))
    assert client.get(url).status_code == 403
    client.force_login(person("ada"))
    assert client.get(url).json()["book_hash"] == drawn.book_hash


def test_an_invitation_is_shown_to_nobody_else(drawn, client):
    first = invited(drawn)[0]
    client.force_login(person("ada"))
    assert client.get(first.get_absolute_url()).status_code == 404


def test_a_seed_without_the_witness_is_not_taken_and_is_kept_on_the_form(published, client):
    client.force_login(person("ada"))
    answer = client.post(reverse("draws:hold", args=[published.pk]), {"words": DICE})
    assert answer.status_code == 422
    assert DICE in answer.content.decode()


def test_a_draw_is_called_from_the_form(ada, group, client):
    client.force_login(ada)
    with clock.at(NOON):
        answer = client.post(
            reverse("draws:call", args=[group.pk]),
            {"title": "By form", "seats": 2, "seed_source": "dice",
             "seed_due": "2026-04-01T12:00", "terms_begin": "2026-05-01T12:00"},
        )  # fmt: skip
    made = Draw.objects.get(title="By form")
    assert answer["Location"] == made.get_absolute_url()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_any_number(
    ada, group, client, count, django_assert_num_queries
):
    for number in range(count):
        acts.call_draw(ada, group, f"Draw {number}", 1, "dice", DUE, BEGIN)
    with django_assert_num_queries(3):
        text = client.get(reverse("draws:index")).content.decode()
    assert text.count("<li><div") == count
