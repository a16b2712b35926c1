"""An alarm has an owner and a clock, climbs, is never deleted, and ends with a review (R-74)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import Error, connection, transaction

from articulator.intelligence.signals import acts, wording
from articulator.intelligence.signals.ladder import levels
from articulator.intelligence.signals.models import Alarm, Case
from articulator.intelligence.signals.queries import answering, followed, owners, record, seen_by
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.intelligence.scene import unit
from tests.intelligence.signals.bells import MONDAY, ada, later, rung, seated
from tests.people import NOON, person


def told_to() -> list[str]:
    return [address for one in mail.outbox for address in one.to]


def ladder(slug: str = "leith", *, past: bool = False) -> list[tuple[str, str, str]]:
    return [
        (str(one.body), one.within.words(), one.clause) for one in levels(unit(slug), past=past)
    ]


# Who answers, by the constitution


def test_the_body_of_the_unit_answers_first_then_as_the_channels_say(seats):
    assert ladder() == [
        ("Branch group, Leith", "24 hours", "14.up"),
        ("Council", "seven days", "14.top"),
        ("Delegates", "72 hours", ""),
    ]


def test_what_is_raised_past_those_who_run_the_unit_goes_where_the_constitution_says(seats):
    assert ladder(past=True)[0] == ("Audit Panel", "48 hours", "14.members")
    assert "Branch group, Leith" not in [body for body, *_ in ladder(past=True)]


def test_the_top_answers_for_itself(seats):
    assert [body for body, *_ in ladder("federation")] == ["Council", "Delegates"]


def test_the_owners_get_a_letter_with_the_link_and_without_the_words(seats):
    alarm = rung(words="Number 14, Great Junction Street")
    assert (alarm.to.key, alarm.answer_by) == ("branch_group", NOON + timedelta(hours=24))
    assert owners(alarm) == [person("ben")]
    assert told_to() == ["ben@example.org"]
    assert f"/intelligence/signals/alarms/{alarm.pk}" in mail.outbox[0].body
    assert "Junction" not in mail.outbox[0].subject + mail.outbox[0].body


def test_a_level_where_nobody_sits_is_passed_and_the_page_says_so(federation):
    seated("cleo", "council")
    alarm = rung()
    assert [(str(one.body), one.vacant) for one in alarm.rungs.all()] == [
        ("Branch group, Leith", True), ("Council", False),
    ]  # fmt: skip
    assert told_to() == ["cleo@example.org"]


def test_where_nobody_was_elected_yet_the_founders_answer(federation):
    alarm = rung()
    assert [(str(one.body), one.vacant) for one in alarm.rungs.all()] == [
        ("Branch group, Leith", True), ("Council", True), ("Founders", False),
    ]  # fmt: skip
    assert owners(alarm) == [ada()]


# The clock


def test_an_alarm_that_nobody_answers_climbs_level_by_level(seats):
    alarm = rung()
    later(hours=23)
    assert told_to() == ["ben@example.org"]
    with clock.at(NOON + timedelta(hours=24)):
        assert later() == "alarm “Eviction or bailiffs” went one level up"
        assert later() == ""
    assert told_to() == ["ben@example.org", "cleo@example.org"]
    later(days=8, hours=1)
    assert told_to()[-1] == "ewa@example.org"
    alarm.refresh_from_db()
    assert [str(one.body) for one in alarm.rungs.all()] == [
        "Branch group, Leith", "Council", "Delegates",
    ]  # fmt: skip


def test_at_the_top_it_rings_week_after_week(seats):
    rung()
    for days in (1, 9, 13, 17, 25):
        later(days=days)
    assert told_to().count("ewa@example.org") == 3


def test_an_answer_stops_the_clock(seats):
    alarm = rung()
    acts.answer(person("ben"), alarm, "Ben and Finn go there at six.")
    assert later(days=40) == ""


def test_a_lower_level_may_still_answer_after_the_alarm_has_climbed(seats):
    alarm = rung()
    later(hours=25)
    alarm.refresh_from_db()
    assert alarm.to.key == "council"
    assert set(answering(alarm)) == {person("ben"), person("cleo")}
    acts.answer(person("ben"), alarm, "Sorry, we are on it.")


def test_nobody_makes_an_alarm_climb_before_its_time(seats):
    with pytest.raises(Refused, match="still has time"):
        acts.climb(None, rung())


# Never deleted


@pytest.mark.parametrize("answered", [False, True])
def test_nobody_can_delete_an_alarm_not_even_in_the_database(seats, answered):
    alarm = rung()
    if answered:
        acts.answer(person("ben"), alarm, "On it.")
    for attempt in (
        alarm.delete,
        Alarm.objects.all().delete,
        lambda: Alarm.objects.filter(pk=alarm.pk)._raw_delete("default"),
    ):
        with pytest.raises(Error), transaction.atomic():
            attempt()
    assert Alarm.objects.count() == 1


def test_no_act_deletes_an_alarm_or_takes_it_back():
    from articulator.kernel.acts import ACTS

    assert {name for name in ACTS if name.startswith("signals.")} == {
        f"signals.{deed}" for deed in (
            "begin", "count", "tally", "end", "judge", "look", "raise_alarm", "climb",
            "ring_again", "answer", "add_action", "finish", "review", "strike",
        )
    }  # fmt: skip


# Raised by somebody, and nobody knows by whom


def test_nothing_is_kept_of_whoever_raised_it(seats):
    rung()
    event = Event.objects.latest("number")
    assert (event.kind, event.actor, event.facts) == ("signals.raise_alarm", None, {})
    fields = {one.name for one in Alarm._meta.get_fields() if one.is_relation}
    assert fields == {"unit", "series", "to", "rungs", "case"}


def test_whoever_raised_it_follows_it_by_a_key_of_which_only_a_hash_is_kept(seats):
    alarm = rung()
    assert followed("key") == alarm
    assert followed("another") is None
    assert followed("") is None
    assert "key" not in alarm.follow


def test_words_that_name_a_person_are_taken_out_and_the_alarm_stays(seats):
    alarm = rung(words="Mr So-and-so of number 12")
    with pytest.raises(Refused, match="Branch group, Leith answers"):
        acts.strike(person("gita"), alarm, "Out.")
    acts.strike(person("ben"), alarm, "It named a neighbour.")
    alarm.refresh_from_db()
    assert (alarm.words, alarm.struck) == ("", "It named a neighbour.")
    with pytest.raises(Refused, match="no words"):
        acts.strike(person("ben"), alarm, "Again.")


# Who reads it


def readers() -> set[str]:
    names = ("ben", "cleo", "dev", "ewa", "gita")
    return {name for name in names if seen_by(person(name)).exists()}


def test_an_alarm_is_read_by_those_whom_it_has_reached_and_those_who_run_the_unit(seats):
    rung()
    assert readers() == {"ben"}
    later(hours=25)
    assert readers() == {"ben", "cleo"}
    assert not seen_by(ada()).exists()  # who keeps the roll of all is not told before their turn
    assert not seen_by(None).exists()


def test_what_goes_past_those_who_run_the_unit_is_not_read_by_them(seats):
    rung(past=True)
    assert readers() == {"dev"}
    assert not seen_by(ada()).exists()
    assert told_to() == ["dev@example.org"]


def test_nor_while_the_body_for_it_is_empty(federation):
    seated("ben", "branch_group", "leith")
    seated("cleo", "council")
    assert rung(past=True).to.key == "council"
    assert readers() == {"cleo"}


# The case


def test_a_response_opens_a_case_with_actions_and_ends_with_a_review(seats):
    alarm = rung()
    case = acts.answer(person("ben"), alarm, "We go there.")
    ring = acts.add_action(person("ben"), case, "Ring the law centre", person("ben"), MONDAY)
    with pytest.raises(Refused, match="is not done yet"):
        acts.review(person("ben"), case, Case.Verdict.REAL, "Bailiffs came.", "")
    acts.finish(person("ben"), ring)
    with pytest.raises(Refused, match="done already"):
        acts.finish(person("ben"), ring)
    acts.review(person("ben"), case, Case.Verdict.REAL, "Bailiffs came.", "Twelve neighbours.")
    alarm.refresh_from_db()
    assert (alarm.state, wording.to_do(alarm)) == ("closed", "Nothing: it has been looked back on.")
    with pytest.raises(Refused, match="closed"):
        acts.add_action(person("ben"), case, "More", None, MONDAY)


def test_an_alarm_is_answered_once_and_only_by_those_who_own_it(seats):
    alarm = rung()
    with pytest.raises(Refused, match="Branch group, Leith answers this alarm"):
        acts.answer(person("gita"), alarm, "Me.")
    acts.answer(person("ben"), alarm, "Us.")
    with pytest.raises(Refused, match="has been answered"):
        acts.answer(person("ben"), alarm, "Us again.")


def test_work_is_given_to_those_who_sit_there_and_to_nobody_else(seats):
    case = acts.answer(person("ben"), rung(), "Us.")
    with pytest.raises(Refused, match="only where they sit with you"):
        acts.add_action(person("ben"), case, "Ring", person("gita"), MONDAY)
    acts.add_action(person("ben"), case, "Ring", None, MONDAY)


def test_the_record_says_how_many_were_false_and_how_long_answers_took(seats):
    assert record(["raised"]).reviewed == 0
    for verdict in ("real", "false", "false"):
        alarm = rung()
        with clock.at(NOON + timedelta(days=2)):
            case = acts.answer(person("ben"), alarm, "Us.")
            acts.review(person("ben"), case, verdict, "It was that.", "")
    told = record(["raised"])
    assert (told.reviewed, told.false, told.words) == (3, 2, "2 days")


def test_the_trigger_is_there_on_this_database(db):
    sql = {
        "sqlite": "select count(*) from sqlite_master where name = 'alarm_is_never_deleted'",
        "postgresql": "select count(*) from pg_trigger where tgname = 'alarm_is_never_deleted'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.fetchone() == (1,)
