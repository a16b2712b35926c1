"""Whether a body looks and thinks like its members, and what it can do (R-48, R-53, R-57)."""

from datetime import timedelta

import pytest

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import Body, SeatGroup, Term
from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Consent
from articulator.identity.representation import acts
from articulator.identity.representation.models import (
    OpenTrait,
    Skill,
)
from articulator.identity.representation.queries import (
    likeness,
)
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from tests.identity.representation.scene import (
    NO,
    OVER,
    crowd,
    say,
    sit,
    tell,
)
from tests.people import NOON, member

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
