"""Who is asked what, who sees it, and what of a body is told (R-46, R-47, R-48, R-53, R-57)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import Body, SeatGroup, Term
from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Consent
from articulator.identity.membership.models import Attribute
from articulator.identity.representation import acts
from articulator.identity.representation.models import (
    Consultation,
    OpenTrait,
    Position,
    Published,
    Skill,
)
from articulator.identity.representation.queries import (
    alive,
    consultations,
    likeness,
    own,
    results,
)
from articulator.identity.representation.tasks import tick
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Person, Unit
from tests.people import NOON, member, person

TEXTS = ["Rents first.", "Stand everywhere.", "Meet online."]
CAST = ("ben", "cleo", "dev", "ewa", "finn", "gita", "hugo", "ines", "jon", "kofi")
OVER = NOON + timedelta(days=10)
YES = {1: 1, 2: 1, 3: 1}
NO = {1: -1, 2: -1, 3: -1}


@pytest.fixture
def leith(federation) -> Unit:
    return Unit.objects.get(name="Leith")


@pytest.fixture
def cast(leith) -> list[Person]:
    return [member(name, leith) for name in CAST]


@pytest.fixture
def asked(federation, cast) -> Consultation:
    return ask(federation)


@pytest.fixture
def council(federation) -> Body:
    return Body.objects.get(key="council")


def ask(unit: Unit, **changes) -> Consultation:
    said = {"scale": "three", "opens": NOON, "closes": OVER, "statements": TEXTS} | changes
    return acts.open_consultation(person("ada"), unit, "Next year", "To plan it.", **said)


def say(asked: Consultation, people, answers=YES) -> None:
    for one in people:
        acts.answer(one, asked, answers, consents=True)


def crowd(unit: Unit, number: int) -> list[Person]:
    return [member(f"member{n}", unit) for n in range(number)]


def sit(body: Body, people, since=NOON - timedelta(days=30), days=365) -> list[Term]:
    group = body.groups.get(key="elected")
    made = []
    free = group.seats.filter(terms__ended=None, terms__until__gt=since).count() + 1
    for number, one in enumerate(people, free):
        seat, _ = group.seats.get_or_create(number=number)
        made.append(
            seat_person(None, seat, one, Term.Route.ELECTED, since, since + timedelta(days=days))
        )
    return made


def tell(people, *values, name="gender") -> None:
    for n, one in enumerate(people):
        Attribute.objects.create(person=one, name=name, value=values[n % len(values)])


def cells(asked: Consultation) -> list:
    return [one.cells for one in results(asked)]


# Asking


def test_whoever_may_call_elections_may_ask_and_nobody_else(federation, cast, asked):
    with pytest.raises(Refused, match="Only those whom the constitution allows"):
        acts.open_consultation(person("ben"), federation, "Mine", "So", "three", NOON, OVER, TEXTS)
    assert [str(one) for one in asked.statements.all()] == TEXTS
    assert [knot.words for knot in alive(federation)] == [
        "Next year", "Whom its bodies represent, and how well",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [2, 13])
def test_a_consultation_is_short(federation, number):
    with pytest.raises(Refused, match="3 to 12 statements"):
        ask(federation, statements=[f"S{n}" for n in range(number)])


def test_a_branch_is_asked_by_itself_or_with_everybody(federation, leith, cast):
    ours, all_of_us = ask(leith), ask(federation)
    govan = Unit.objects.get(name="Govan")
    assert set(consultations(leith)) == {ours, all_of_us}
    assert set(consultations(govan)) == {all_of_us}
    mia = member("mia", govan)
    with pytest.raises(Refused, match="full members of Leith"):
        acts.answer(mia, ours, YES, consents=True)


# Answering


def test_nothing_is_kept_without_an_express_yes(cast, asked):
    with pytest.raises(Refused, match="only if you agree"):
        acts.answer(cast[0], asked, YES)
    assert own(cast[0], asked) == {}
    acts.answer(cast[0], asked, YES, consents=True)
    acts.answer(cast[0], asked, NO)  # the consent is in force
    assert own(cast[0], asked) == NO
    consent = Consent.objects.seen_by(cast[0]).get()
    assert (consent.purpose, consent.wording) == ("positions", Consent.Purpose.POSITIONS.words)


def test_an_answer_said_again_takes_the_old_one_s_place_and_leaves_the_others(cast, asked):
    say(asked, cast[:1], {1: 1, 2: -1})
    say(asked, cast[:1], {2: 0, 3: -1, 9: 1})
    assert own(cast[0], asked) == {1: 1, 2: 0, 3: -1}


def test_one_answer_per_person_and_statement_is_a_law_of_the_database(cast, asked):
    say(asked, cast[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(person=cast[0], statement=asked.statements.all()[0], value=0)


def test_answers_are_taken_between_the_two_days_alone(federation, cast):
    later = ask(federation, opens=NOON + timedelta(days=1))
    with pytest.raises(Refused, match="not open yet"):
        acts.answer(cast[0], later, YES, consents=True)
    with clock.at(OVER), pytest.raises(Refused, match="is closed"):
        acts.answer(cast[0], later, YES, consents=True)


def test_the_log_says_that_somebody_answered_not_who_nor_what(cast, asked):
    say(asked, cast[:1])
    event = Event.objects.get(kind="representation.answer")
    assert (event.actor, event.facts, event.made) == (None, {}, "")


def test_nobody_sees_anybody_s_answers_but_their_own(cast, asked):
    say(asked, cast)
    assert Position.objects.seen_by(cast[0]).count() == 3
    assert Position.objects.seen_by(person("ada")).count() == 0
    assert own(None, asked) == {}


def test_figures_are_in_tens_and_fewer_than_8_are_not_told(cast, asked):
    say(asked, cast[:7])
    assert cells(asked) == [None, None, None]
    say(asked, cast[7:], {1: 1, 2: -1})
    assert cells(asked) == [[None, None, 10], [None, None, None], None]


def test_a_withdrawn_consent_takes_the_answers_out_and_deletes_them(cast, asked):
    say(asked, cast[:8])
    assert cells(asked)[0] == [None, None, 10]
    contacts.withdraw(cast[0], Consent.objects.seen_by(cast[0]).get())
    assert cells(asked)[0] is None
    assert Position.objects.by_rule("a test").filter(person=cast[0]).count() == 0


def test_without_a_consent_in_force_an_answer_does_not_count_even_if_it_is_still_there(cast, asked):
    say(asked, cast[:8])
    Consent.objects.filter(person=cast[0]).update(withdrawn_at=NOON)
    assert cells(asked)[0] is None


def test_everybody_can_delete_their_own_answers_also_after_the_end(cast, asked):
    say(asked, cast[:2])
    with clock.at(OVER):
        acts.take_back(cast[0], asked)
        with pytest.raises(Refused, match="no answers here"):
            acts.take_back(cast[0], asked)
    assert (own(cast[0], asked), own(cast[1], asked)) == ({}, YES)


def test_answers_are_deleted_two_years_after_the_end(cast, asked):
    say(asked, cast)
    with clock.at(OVER + Consultation.KEPT):
        assert list(tick()) == []
    with clock.at(OVER + Consultation.KEPT + timedelta(days=1)):
        assert list(tick()) == ["answers to “Next year” deleted"]
        assert list(tick()) == []
    assert Position.objects.by_rule("a test").count() == 0


# Publishing


def test_only_office_holders_publish_and_only_if_they_wish(cast, asked, council):
    say(asked, cast)
    sit(council, cast[:1])
    with pytest.raises(Refused, match="Only people who hold an office"):
        acts.publish(cast[1], asked)
    assert Published.objects.by_rule("a test").count() == 0
    acts.publish(cast[0], asked)
    acts.unpublish(cast[0], asked)
    assert Published.objects.by_rule("a test").count() == 0


def test_nobody_publishes_what_they_have_not_answered(cast, asked, council):
    sit(council, cast[:1])
    with pytest.raises(Refused, match="no answers here"):
        acts.publish(cast[0], asked)


# Thinking alike


def test_a_body_that_thinks_otherwise_is_far_from_its_members(leith, cast, asked, council):
    say(asked, crowd(leith, 40))
    say(asked, cast[:4], NO)
    sit(council, cast[:5])
    for one in cast[:4]:
        acts.publish(one, asked)
    with clock.at(OVER):
        found = likeness(council).politics
    assert (found.voices, found.seats, found.answered, found.opposite) == (4, 5, 40, 3)
    assert found.agreement.fit.far
    assert [line.settled for line in found.lines] == [True, True, True]


def test_what_was_not_published_is_in_no_figure_of_the_body(leith, cast, asked, council):
    say(asked, crowd(leith, 40))
    say(asked, cast[:4], NO)
    sit(council, cast[:4])
    with clock.at(OVER):
        found = likeness(council).politics
    assert (found.voices, found.agreement, found.lines[0].body) == (0, None, None)


def test_an_open_consultation_is_not_compared(cast, asked, council):
    say(asked, cast)
    assert likeness(council).politics is None


# Looking alike


def test_a_small_body_is_told_what_a_fair_lot_would_give_and_nothing_of_itself(
    leith, cast, council
):
    tell([*crowd(leith, 40), *cast], "woman", "man")
    sit(council, cast[:5])
    (gender,) = likeness(council).features
    assert (gender.far, gender.fit, gender.exact) == (None, None, False)
    assert [(p.label, p.percent, p.openly) for p in gender.parts] == [
        ("man", 50, 0), ("woman", 50, 0),
    ]  # fmt: skip
    assert {p.words for p in gender.parts} == {"1 to 4"}


def test_a_larger_body_is_near_or_far_in_words_alone(leith, council):
    people = crowd(leith, 60)
    tell(people, "woman", "man")
    sit(council, people[:10])
    assert [(one.far, one.fit) for one in likeness(council).features] == [(False, None)]
    Term.objects.all().update(ended=NOON)
    sit(council, people[:20:2])
    assert [(one.far, one.fit) for one in likeness(council).features] == [(True, None)]


def test_where_all_let_it_be_counted_openly_the_mirror_is_exact(leith, cast, council):
    tell([*crowd(leith, 40), *cast], "woman", "man")
    sit(council, cast[:4])
    for one in cast[:4]:
        acts.count_openly(one, one, ["gender"])
    (gender,) = likeness(council).features
    assert (gender.exact, gender.far, gender.fit.distance) == (True, False, 0)
    assert [part.openly for part in gender.parts] == [2, 2]
    acts.count_openly(cast[0], cast[0], [])
    (gender,) = likeness(council).features
    assert (gender.exact, gender.far, gender.fit) == (False, None, None)


def test_the_silent_are_counted_and_what_they_could_change_is_told(leith, cast, council):
    tell([*crowd(leith, 40), *cast[:3]], "woman", "man")
    sit(council, cast[:4])
    for one in cast[:3]:
        acts.count_openly(one, one, ["gender"])
    (gender,) = likeness(council).features
    assert (gender.silent, gender.within_percent) == (1, [1, 24])


def test_kinds_of_fewer_than_8_members_are_not_named(leith, cast, council):
    people = crowd(leith, 40)
    tell(people[:33], "woman")
    tell(people[33:37], "man")
    tell(people[37:], "non-binary")
    sit(council, cast[:2])
    assert likeness(council).features == []
    tell(cast, "man")
    assert [p.label for p in likeness(council).features[0].parts] == [
        "woman", "another answer",
    ]  # fmt: skip


def test_withdrawing_the_consent_closes_what_was_open(cast, council):
    tell(cast, "woman", "man")
    sit(council, cast[:1])
    purpose = Consent.Purpose.FEATURES
    yes = contacts.agree(cast[0], cast[0], purpose, purpose.words, "a test")
    acts.count_openly(cast[0], cast[0], ["gender"])
    contacts.withdraw(cast[0], yes)
    assert OpenTrait.objects.by_rule("a test").count() == 0


def test_nobody_opens_what_somebody_else_told(cast, council):
    tell(cast, "woman", "man")
    sit(council, cast[:1])
    with pytest.raises(Refused, match="Everyone decides this for themselves"):
        acts.count_openly(cast[1], cast[0], ["gender"])
    with pytest.raises(Refused, match="Only people who hold an office"):
        acts.count_openly(cast[1], cast[1], ["gender"])


# Going round


def test_seats_that_go_round_and_seats_that_do_not(leith, cast, council):
    mia = member("mia", Unit.objects.get(name="Govan"))
    sit(council, [cast[0], cast[1]], since=NOON - timedelta(days=700), days=365)
    sit(council, [cast[0], cast[2], mia])
    other = Body.objects.create(unit=leith, key="group", name="Group", kind="group", clause="9")
    group = SeatGroup.objects.create(body=other, key="seats", method="stv", size=1, clause="9")
    seat = group.seats.create(number=1)
    seat_person(None, seat, cast[2], Term.Route.ELECTED, NOON, NOON + timedelta(days=9))
    found = likeness(council).circulation
    assert (found.holders, found.first_time) == (3, 1)
    assert found.terms_here == (("In their first term here", 2), ("In their second term here", 1))
    assert (found.several_seats, found.most_seats, found.from_below) == (1, 2, 1)
    assert (found.branches_now, found.branches_ever, found.newly, found.pairs) == (2, 2, 1, 1)


def test_an_empty_body_goes_nowhere(council):
    found = likeness(council)
    assert (found.seats, found.features, found.circulation.holders) == (0, [], 0)


# Pages


def test_a_member_answers_on_a_page_without_scripts(client, cast, asked):
    client.force_login(cast[0])
    page = client.get(asked.get_absolute_url()).content.decode()
    assert page.count('type="radio"') == 9
    address = reverse("representation:answer", args=[asked.pk])
    said = client.post(address, {"s1": "1", "s2": "-1"})
    assert (said.status_code, own(cast[0], asked)) == (422, {})
    client.post(address, {"s1": "1", "s2": "-1", "consents": "on"})
    assert own(cast[0], asked) == {1: 1, 2: -1}
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "You have answered." in page
    assert 'name="consents"' not in page


def test_five_steps_are_offered_where_they_were_asked_for(client, cast, federation):
    asked = ask(federation, scale="five")
    client.force_login(cast[0])
    assert client.get(asked.get_absolute_url()).content.decode().count('type="radio"') == 15


def test_results_are_shown_after_the_end_and_not_before(client, cast, asked):
    say(asked, cast)
    assert "about 10" not in client.get(asked.get_absolute_url()).content.decode()
    with clock.at(OVER):
        page = client.get(asked.get_absolute_url()).content.decode()
    assert page.count("about 10") == 3
    assert page.count("fewer than 8") >= 6


def test_an_officer_asks_by_a_form_that_says_what_is_wrong(client, federation):
    client.force_login(person("ada"))
    address = reverse("representation:open")
    form = {"unit": federation.pk, "title": "Us", "why": "So.", "scale": "three",
            "opens": "2026-03-05", "closes": "2026-03-04", "statements": "One\nTwo"}  # fmt: skip
    said = client.post(address, form)
    assert (said.status_code, set(said.context["form"].errors)) == (422, {"statements", "closes"})
    said = client.post(address, {**form, "closes": "2026-03-09", "statements": "A\nB\n\nC"})
    assert said["Location"] == Consultation.objects.get().get_absolute_url()


def test_an_office_holder_publishes_and_hides_by_buttons(client, cast, asked, council):
    say(asked, cast)
    sit(council, cast[:1])
    client.force_login(cast[0])
    address = reverse("representation:publish", args=[asked.pk])
    client.post(address)
    assert Published.objects.seen_by(cast[0]).count() == 1
    assert "Hide my answers again" in client.get(asked.get_absolute_url()).content.decode()
    client.post(address, {"publish": "no"})
    assert Published.objects.seen_by(cast[0]).count() == 0


def test_an_office_holder_opens_a_trait_by_a_box(client, cast, council):
    tell(cast, "woman", "man")
    sit(council, cast[:1])
    client.force_login(cast[0])
    client.post(reverse("representation:count_openly"), {"name": ["gender", "other"]})
    assert [str(one) for one in OpenTrait.objects.seen_by(cast[0])] == ["gender"]
    assert " checked" in client.get(reverse("representation:index")).content.decode()


def test_the_page_of_a_body_never_names_what_a_holder_is_or_thinks(
    client, leith, cast, asked, council
):
    people = crowd(leith, 60)
    tell(people, "woman", "man")
    say(asked, people)
    sit(council, people[:10])
    with clock.at(OVER):
        page = client.get(reverse("representation:body", args=[council.pk])).content.decode()
    assert "As close to the members as a fair lot would be." in page
    assert "; there" not in page
    assert not any(one.name in page for one in people)


def test_empty_pages_teach(client, council):
    assert (
        "Nobody has been asked yet" in client.get(reverse("representation:index")).content.decode()
    )
    page = client.get(reverse("representation:body", args=[council.pk])).content.decode()
    assert page.count("Nobody sits in it yet") == 2
    assert "Nobody has been asked yet" in page


def test_the_api_says_what_the_page_says(client, leith, cast, asked, council):
    people = crowd(leith, 40)
    say(asked, people)
    say(asked, cast[:3], NO)
    tell([*people, *cast], "woman", "man")
    sit(council, cast[:3])
    for one in cast[:3]:
        acts.publish(one, asked)
    with clock.at(OVER):
        said = client.get(f"/api/representation/{council.pk}").json()
    assert (said["holders"], said["unit"]) == (3, "federation")
    assert said["looks"][0]["further_than_95_of_100_fair_lots"] is None
    assert said["thinks"]["lines"][0] == {
        "statement": "Rents first.", "members_disagree": None, "members_neither": None,
        "members_agree": 40, "holders_agree": 0, "holders_neither": 0, "holders_disagree": 3,
    }  # fmt: skip
    assert said["circulates"]["first_time"] == 3


@pytest.mark.parametrize("page", ["index", "body", "asked"])
def test_pages_ask_the_same_number_of_questions_for_one_and_for_three(
    client, federation, leith, cast, council, page
):
    def questions() -> int:
        address = {
            "index": reverse("representation:index"),
            "body": reverse("representation:body", args=[council.pk]),
            "asked": first.get_absolute_url(),
        }[page]
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    first = ask(federation)
    say(first, cast[:1])
    tell(cast, "woman", "man")
    sit(council, cast[:1])
    with clock.at(OVER):
        one = questions()
    ask(federation)
    ask(federation)
    say(first, cast)
    sit(council, cast[1:4])
    with clock.at(OVER):
        assert questions() == one


# What they can do


def test_what_a_body_can_do_is_told_in_numbers_and_what_it_lacks_by_name(cast, council):
    sit(council, cast[:3])
    acts.tell_skills(cast[0], cast[0], ["law", "writing"])
    acts.tell_skills(cast[1], cast[1], ["writing", "flying"])
    found = likeness(council).skills
    assert found.told == (("writing", 2), ("law", 1))
    assert "running a meeting" in found.missing
    assert len(found.missing) == len(Skill.Name) - 2
    assert found.silent == 1


def test_a_skill_is_taken_back_by_not_naming_it_any_more(cast, council):
    sit(council, cast[:1])
    acts.tell_skills(cast[0], cast[0], ["law", "writing"])
    acts.tell_skills(cast[0], cast[0], ["writing", "care"])
    told = Skill.objects.seen_by(cast[0]).order_by("name").values_list("name", flat=True)
    assert list(told) == ["care", "writing"]


def test_only_office_holders_say_what_they_can_do_and_each_for_themselves(cast, council):
    sit(council, cast[:1])
    with pytest.raises(Refused, match="Only people who hold an office"):
        acts.tell_skills(cast[1], cast[1], ["law"])
    with pytest.raises(Refused, match="Everyone says this for themselves"):
        acts.tell_skills(cast[1], cast[0], ["law"])


def test_skills_are_shown_only_of_those_who_sit_there_now(cast, council):
    sit(council, cast[:2])
    acts.tell_skills(cast[0], cast[0], ["law"])
    with clock.at(NOON + timedelta(days=400)):
        assert likeness(council).skills.told == ()


def test_an_office_holder_ticks_what_they_can_do(client, cast, council):
    sit(council, cast[:1])
    client.force_login(cast[0])
    client.post(reverse("representation:tell_skills"), {"name": ["law", "flying"]})
    page = client.get(reverse("representation:body", args=[council.pk])).content.decode()
    assert "Nobody here says: accounts and budgets" in page
    index = client.get(reverse("representation:index")).content.decode()
    assert 'value="law" checked' in index
