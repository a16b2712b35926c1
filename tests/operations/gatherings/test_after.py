"""What is left afterwards: numbers, two taps, who came again; and nobody's name (R-133, R-134)."""

import pytest

from articulator.identity.privacy.queries import due_jobs
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.models import (
    COUNTED,
    FORGOTTEN,
    Attendance,
    Feeling,
    Registration,
    Scan,
)
from articulator.operations.gatherings.queries import outcomes, worth
from articulator.operations.gatherings.tasks import tick
from articulator.operations.gatherings.tickets import room_key, ticket_of
from tests.operations.gatherings.scene import (
    DAY,
    EVENING,
    HOUR,
    announced,
    attended,
    comes,
    needs,
    rows,
    there,
    url,
)

OVER = EVENING + 2 * HOUR


def feel(gathering, number: int, answer: Feeling.Worth = Feeling.Worth.YES) -> None:
    with clock.at(OVER):
        for n in range(number):
            acts.feel(None, gathering, f"{answer} {n}", answer, Feeling.Length.RIGHT)


def returning(kind: str = "assembly", many: int = 30, back: int = 12):
    """Two gatherings: of those who were at the first, some were at the second."""
    made = [announced(kind=kind), announced(at=EVENING + 20 * DAY, kind=kind)]
    for gathering, people in zip(made, (range(many), range(many - back, many)), strict=True):
        with clock.at(gathering.starts_at - HOUR):
            came = [comes(gathering, f"P{n}", f"{kind}{n}@example.org") for n in people]
        attended(gathering, *came)
    return made


# Two taps


def test_two_taps_without_a_name(client, gathering):
    address = url("worth", gathering.pk, ticket_of(comes(gathering)))
    with clock.at(OVER):
        assert "how long was it" in client.post(address, {"worth": 2}).content.decode()
        assert "Thank you" in client.post(address, {"worth": 2, "length": 0}).content.decode()
    (said,) = Feeling.objects.by_rule("a test")
    assert (said.worth, said.length) == (Feeling.Worth.YES, Feeling.Length.SHORT)
    assert rows(gathering)[0].mark != said.mark
    assert {event.actor for event in Event.objects.filter(kind="gatherings.feel")} == {None}


def test_one_phone_has_one_answer_and_may_change_it(client, gathering):
    with clock.at(OVER):
        for answer in (0, 2, 1):
            client.post(url("worth", gathering.pk, room_key(gathering)), {"worth": answer})
    assert [one.worth for one in Feeling.objects.by_rule("a test")] == [Feeling.Worth.PARTLY]


def test_nobody_says_how_it_was_before_it_is_or_long_after(client, gathering):
    address = url("worth", gathering.pk, room_key(gathering))
    for at in (EVENING - HOUR, OVER + FORGOTTEN + DAY):
        with clock.at(at):
            assert client.post(address, {"worth": 2}).status_code == 403
    assert client.get(url("worth", gathering.pk, "no-such-key")).status_code == 404


def test_what_fewer_than_eight_say_is_shown_to_nobody(client, gathering):
    feel(gathering, 7)
    with clock.at(OVER):
        assert worth(gathering=gathering) is None
        assert "How it was" not in client.get(gathering.get_absolute_url()).content.decode()
    feel(gathering, 9)
    feel(gathering, 2, Feeling.Worth.NO)
    with clock.at(OVER):
        assert worth(gathering=gathering).rows == [("No", None), ("Partly", None), ("Yes", 10)]
        page = client.get(gathering.get_absolute_url()).content.decode()
        assert "No: few, Partly: few, Yes: about 10" in page


def test_nothing_is_told_while_people_still_answer_in_the_room(gathering):
    feel(gathering, 9)
    with clock.at(OVER - HOUR):
        assert worth(gathering=gathering) is None


# Who came again


def test_who_came_again_is_counted_by_kind_and_rounded(federation):
    first, second = returning()
    with clock.at(second.ends_at + COUNTED):
        acts.count(None, first)
        acts.count(None, second)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.came, first.recognised, first.returned) == (30, 30, 12)
        assert (second.came, second.recognised, second.returned) == (12, 12, 0)
        told = {str(one.kind): (one.held, one.hours, one.back, one.of) for one in outcomes()}
    assert told["assembly"] == (2, 2.0, 30, 40)
    assert told["incubator"] == (0, 0.0, None, None)


@pytest.mark.parametrize(("many", "back"), [(20, 7), (15, 8), (9, 2)])
def test_no_rate_is_told_that_would_tell_of_fewer_than_eight(federation, many, back):
    made = announced()
    with clock.at(made.starts_at - HOUR):
        people = [comes(made, f"P{n}", f"{n}@example.org") for n in range(many)]
    attended(made, *people)
    later = announced(at=EVENING + 20 * DAY)
    with clock.at(later.starts_at - HOUR):
        again = [comes(later, f"P{n}", f"{n}@example.org") for n in range(back)]
    attended(later, *again)
    with clock.at(made.ends_at + COUNTED):
        acts.count(None, made)
        assert [one.back for one in outcomes()] == [None] * 4


def test_whoever_left_no_address_is_not_recognised_and_not_guessed_at(gathering):
    with clock.at(EVENING):
        people = [comes(gathering, f"P{n}") for n in range(9)]
    attended(gathering, *people)
    with clock.at(gathering.ends_at + COUNTED):
        acts.count(None, gathering)
    gathering.refresh_from_db()
    assert (gathering.came, gathering.recognised, gathering.returned) == (9, 0, 0)


# Forgetting


def test_thirty_days_after_names_addresses_and_needs_are_gone(gathering):
    row = comes(gathering, "Nell", "nell@example.org", access="A ramp")
    attended(gathering, row)
    with clock.at(gathering.ends_at + FORGOTTEN):
        assert list(tick()) == ["people of “What hurts here” forgotten"]
        assert list(tick()) == []
    assert (rows(gathering), needs(gathering)) == ([], [])
    assert Scan.objects.by_rule("a test").count() == 0
    (still,) = there(gathering)
    assert (still.registration, still.name, len(still.fingerprint)) == (None, "", 64)
    gathering.refresh_from_db()
    assert gathering.meant_to_come == 1


def test_sixty_days_after_nobody_is_a_row(gathering):
    attended(gathering, comes(gathering, "Nell", "nell@example.org"))
    with clock.at(gathering.ends_at + COUNTED):
        assert list(tick()) == [
            "who came to “What hurts here” counted", "people of “What hurts here” forgotten",
        ]  # fmt: skip
    assert there(gathering) == []
    gathering.refresh_from_db()
    assert (gathering.came, gathering.recognised) == (1, 1)


def test_nothing_is_forgotten_before_its_time(gathering):
    comes(gathering)
    for deed in (acts.forget, acts.count):
        with clock.at(gathering.ends_at + FORGOTTEN - HOUR), pytest.raises(Refused):
            deed(None, gathering)


def test_the_clock_of_the_house_would_end_it_if_ours_did_not(gathering):
    attended(gathering, comes(gathering, "Nell", "nell@example.org", food="None"))
    with clock.at(gathering.ends_at + 91 * DAY):
        due = {job.model for job in due_jobs()}
    assert {Registration, Attendance, Scan} <= due


def test_the_log_keeps_numbers_out_of_sight(gathering):
    attended(gathering, comes(gathering))
    with clock.at(gathering.ends_at + COUNTED):
        acts.count(None, gathering)
    assert {str(e.facts) for e in Event.objects.filter(kind__startswith="gatherings")} == {"{}"}
