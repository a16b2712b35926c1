"""A table writes one page on its phones: nothing is lost, nothing doubled (R-152, R-160)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articulator.kernel import clock
from articulator.kernel.acts import Refused, once
from articulator.kernel.models import Event, Unit
from articulator.operations.dna import acts
from articulator.operations.dna.acts import Head, Said
from articulator.operations.dna.models import LEASE, Dna, Draft, Passage, Seat
from articulator.operations.dna.queries import lines, open_clashes, ready, seat_of
from tests.operations.dna.scene import begun, filled, handed_in, mark, number_of, text_of
from tests.people import NOON, member, person


@pytest.fixture
def page(federation):
    return begun()


def test_a_member_begins_and_a_stranger_does_not(federation):
    leith = Unit.objects.get(slug="leith")
    assert acts.begin(member("ben", leith), leith).is_open
    with pytest.raises(Refused, match="Members begin a page"):
        acts.begin(person("cleo"), leith)
    with pytest.raises(Refused, match="Members begin a page"):
        acts.begin(None, leith)


def test_five_sit_at_a_table_and_the_sixth_is_refused_by_the_clause(page):
    for number in (4, 5):
        acts.sit(None, page, mark(page, number))
    with pytest.raises(Refused, match="All 5 seats are taken"):
        acts.sit(None, page, "the sixth")
    page.refresh_from_db()
    assert (page.writers, page.seats.count()) == (5, 5)


def test_the_database_itself_knows_five_seats_and_one_phone_on_each(page):
    for seat in ({"number": 6, "mark": "x"}, {"number": 1, "mark": "x"}, {"number": 0, "mark": "x"},
                 {"number": 4, "mark": mark(page)}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(dna=page, **seat)


def test_the_database_itself_hands_in_no_page_of_two(page):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dna.objects.filter(pk=page.pk).update(writers=2, handed_in_at=NOON)


def test_sitting_down_twice_is_one_seat_and_leaving_frees_it(page):
    assert acts.sit(None, page, mark(page, 2)).number == 2
    acts.stand_up(None, page, mark(page, 2))
    assert seat_of(page, mark(page, 2)) is None
    assert acts.sit(None, page, "somebody new").number == 2


def test_who_does_not_sit_there_does_not_write(page):
    with pytest.raises(Refused, match="Only the table writes"):
        acts.write(None, page, "a stranger", Said("want", 0, "Ours"))
    assert Draft.objects.count() == 0


def test_what_one_phone_writes_the_others_read(page):
    acts.write(None, page, mark(page), Said("want", 0, "Dry homes by winter.  \n\n"))
    assert text_of(page, "want") == "Dry homes by winter."
    assert [line.words for line in lines(page) if line.passage.text] == [4]


def test_the_same_form_sent_twice_is_one_draft(page):
    key = uuid.uuid4()
    for _ in range(2):
        with once(key):
            acts.write(None, page, mark(page), Said("want", 0, "Dry homes."))
    assert (Draft.objects.count(), number_of(page, "want")) == (1, 1)


def test_the_same_text_sent_again_with_a_new_key_is_one_draft(page):
    for _ in range(3):
        acts.write(None, page, mark(page), Said("want", 0, "Dry homes."))
    assert Draft.objects.count() == 1


def test_two_who_write_at_once_keep_both_texts_and_choose(page):
    first = acts.write(None, page, mark(page, 1), Said("want", 0, "Dry homes."))
    second = acts.write(None, page, mark(page, 2), Said("want", 0, "Warm homes."))
    assert (first.aside, second.aside) == (False, True)
    assert text_of(page, "want") == "Dry homes."
    assert [one.text for one in open_clashes(page)] == ["Warm homes."]
    assert "“What do we want?” stands twice: choose." in ready(page).missing
    acts.settle(None, page, mark(page, 3), second, Said("want", 1, "Dry and warm homes."))
    assert text_of(page, "want") == "Dry and warm homes."
    assert list(open_clashes(page)) == []
    assert sorted(Draft.objects.values_list("text", flat=True)) == [
        "Dry and warm homes.", "Dry homes.", "Warm homes.",
    ]  # fmt: skip


def test_a_text_that_clashes_and_is_sent_again_is_put_aside_once(page):
    acts.write(None, page, mark(page, 1), Said("want", 0, "Dry homes."))
    for _ in range(2):
        acts.write(None, page, mark(page, 2), Said("want", 0, "Warm homes."))
    assert open_clashes(page).count() == 1


def test_a_phone_that_wrote_nothing_new_disturbs_nobody(page):
    acts.write(None, page, mark(page, 1), Said("want", 0, "Dry homes."))
    acts.write(None, page, mark(page, 2), Said("want", 1, "Dry homes by winter."))
    acts.write(None, page, mark(page, 1), Said("want", 1, "Dry homes."))  # it only looked
    assert text_of(page, "want") == "Dry homes by winter."
    assert list(open_clashes(page)) == []


def test_a_phone_that_comes_back_after_an_hour_is_not_lost(page):
    acts.write(None, page, mark(page, 1), Said("want", 0, "One."))
    with clock.at(NOON + timedelta(hours=1)):
        acts.write(None, page, mark(page, 1), Said("want", 1, "Two."))
        late = acts.write(None, page, mark(page, 2), Said("want", 1, "Three."))
    assert late.aside


def test_one_writer_in_a_field_until_they_are_silent_for_a_minute(page):
    acts.take(None, page, mark(page, 1), "want")
    with pytest.raises(Refused, match="Somebody else is writing"):
        acts.take(None, page, mark(page, 2), "want")
    acts.take(None, page, mark(page, 2), "deed")
    assert [line.field.key for line in lines(page, seat=1) if line.busy] == ["deed"]
    with clock.at(NOON + LEASE + timedelta(seconds=1)):
        assert acts.take(None, page, mark(page, 2), "want").seat == 2


def test_being_done_frees_the_field_and_going_on_keeps_it(page):
    acts.take(None, page, mark(page, 1), "want")
    acts.write(None, page, mark(page, 1), Said("want", 0, "Dry", stays=True))
    assert Passage.objects.get(dna=page, field="want").seat == 1
    acts.write(None, page, mark(page, 1), Said("want", 1, "Dry homes"))
    assert Passage.objects.get(dna=page, field="want").seat is None


def test_a_form_of_another_page_is_refused_and_so_is_a_field_that_is_not(page):
    with pytest.raises(Refused, match="Load the page again"):
        acts.write(None, page, mark(page), Said("want", 7, "Dry"))
    with pytest.raises(Refused, match="no such field"):
        acts.write(None, page, mark(page), Said("weather", 0, "Dry"))
    with pytest.raises(Refused, match="3,000 characters"):
        acts.write(None, page, mark(page), Said("want", 0, "x" * 3001))


def test_two_names_at_once_are_said_aloud(page):
    acts.call_it(None, page, mark(page, 1), Head("Dry homes", "building", "social_relations"))
    other = Head("Warm homes", "building", "social_relations", was="")
    with pytest.raises(Refused, match="just called it “Dry homes”, you “Warm homes”"):
        acts.call_it(None, page, mark(page, 2), other)


def test_a_page_is_handed_in_when_all_is_there_and_then_stays(page):
    with pytest.raises(Refused, match="no name yet"):
        acts.hand_in(None, page, mark(page))
    filled(page)
    assert ready(page).missing == ()
    acts.hand_in(None, page, mark(page))
    with pytest.raises(Refused, match="stays as it was read"):
        acts.write(None, page, mark(page), Said("want", 1, "Else"))
    with pytest.raises(Refused, match="stays as it was read"):
        acts.sit(None, page, "late")


def test_what_is_too_long_is_kept_and_waits_for_shortening(page):
    filled(page)
    long = "dry " * 45
    acts.write(None, page, mark(page), Said("want", 1, long))
    assert text_of(page, "want") == long.strip()
    assert ready(page).missing == ("“What do we want?” is 5 words too long.",)
    with pytest.raises(Refused, match="5 words too long"):
        acts.hand_in(None, page, mark(page))


def test_two_at_a_table_do_not_hand_in(federation):
    page = filled(begun(phones=2))
    assert ready(page).missing == ("A page is the work of 3 to 5 people.",)


def test_from_paper_it_is_the_same_page(federation, page):
    ada, texts = person("ada"), {"want": "Dry homes.", "deed": "We knock."}
    acts.type_in(ada, page, Head("On paper", "building", "social_relations"), texts, 4)
    page.refresh_from_db()
    assert (page.title, page.writers, page.from_paper) == ("On paper", 4, True)
    assert (text_of(page, "want"), text_of(page, "deed")) == ("Dry homes.", "We knock.")
    with pytest.raises(Refused, match="3 to 5 people"):
        acts.type_in(ada, page, Head("On paper", "building", "social_relations"), texts, 2)


def test_the_log_says_that_something_was_written_and_never_by_whom(page):
    filled(page)
    written = Event.objects.filter(kind__startswith="dna.")
    assert {(one.actor, str(one.facts)) for one in written} == {(None, "{}")}


def test_a_handed_in_page_stands_on_the_page_of_its_branch(federation):
    from articulator.operations.dna.queries import alive

    page = handed_in()
    assert [(k.words, k.url) for k in alive(page.unit)] == [("Dry homes", page.get_absolute_url())]


@pytest.mark.parametrize("written", [1, 3])
def test_a_page_asks_as_many_questions_however_much_is_written(
    page, written, django_assert_num_queries
):
    for key in ("want", "deed", "first")[:written]:
        acts.write(None, page, mark(page), Said(key, 0, "Text."))
    with django_assert_num_queries(2):
        lines(page)
