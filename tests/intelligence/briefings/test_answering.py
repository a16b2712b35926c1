"""Editing, publishing for good, and the answer that a body owes (R-85)."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articulator.identity.bodies.models import Body, Power
from articulator.intelligence.briefings import acts
from articulator.intelligence.briefings.acts import Decided
from articulator.intelligence.briefings.models import Briefing, Duty, Finding
from articulator.intelligence.briefings.queries import drafts_of, named, owed_by, sealed, shown
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.links import origins, outcomes
from articulator.kernel.models import Unit
from tests.identity.elections.scene import ada
from tests.intelligence.briefings.scene import OWN, body, drafted, later, owed, published
from tests.intelligence.scene import unit
from tests.intelligence.signals import bells
from tests.intelligence.signals.bells import USUAL, counted, seated
from tests.people import NOON, person

DECIDED = Decided("We read the letters from Monday on.", 7, 2)


def with_three() -> Briefing:
    made = drafted()
    for title in ("One", "Two", "Three"):
        acts.write(ada(), made, acts.Own(title, "a", "b", "c"))
    return made


# Editing


def test_an_editor_leaves_out_takes_in_and_puts_first(federation):
    made = with_three()
    _, second, third = shown(made)
    acts.leave_out(ada(), second)
    acts.move_up(ada(), third)
    assert [one.title for one in shown(made)] == ["Three", "One"]
    acts.move_up(ada(), third)
    assert [one.title for one in shown(made)] == ["Three", "One"]
    acts.take_in(ada(), second)
    assert {one.title for one in shown(made)} == {"One", "Two", "Three"}


def test_who_does_not_keep_the_roll_edits_nothing(federation):
    made = with_three()
    for deed in (acts.leave_out, acts.take_in, acts.move_up):
        with pytest.raises(Refused, match="keep the roll"):
            deed(person("ben"), shown(made)[0])
    with pytest.raises(Refused, match="keep the roll"):
        acts.publish(person("ben"), made, [body("council")])


def test_an_editor_finds_their_draft_however_many_others_have(federation):
    Power.objects.create(body=body("branch_group", "leith"), key="keep_roll", clause="10")
    made = drafted()
    for back in range(70):
        until = made.until + timedelta(days=back)
        Briefing.objects.create(unit=unit("govan"), since=until, until=until)
    assert drafts_of(person("ben")) == [made]


def test_nobody_writes_more_than_anybody_reads(federation):
    made = drafted()
    for _ in range(20):
        acts.write(ada(), made, OWN)
    with pytest.raises(Refused, match="More than that nobody reads"):
        acts.write(ada(), made, OWN)


def test_the_database_holds_a_finding_once_a_briefing(federation):
    one = shown(with_three())[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(briefing=one.briefing, key=one.key, place=9)


# Publishing


def test_what_is_published_is_sealed_and_never_changed(federation):
    made = published()
    assert made.seal == sealed(shown(made))
    (one,) = shown(made)
    for deed in (
        lambda: acts.leave_out(ada(), one), lambda: acts.take_in(ada(), one),
        lambda: acts.move_up(ada(), one), lambda: acts.write(ada(), made, OWN),
        lambda: acts.publish(ada(), made, [body("council")]),
    ):  # fmt: skip
        with pytest.raises(Refused, match="stays as it was read"):
            deed()
    Finding.objects.update(changed="Something else")
    assert made.seal != sealed(shown(made))


def test_while_it_is_published_nobody_changes_a_finding(federation):
    made = with_three()
    with CaptureQueriesContext(connection) as asked:
        acts.publish(ada(), made, [body("council")])
    held = [one for one in asked if "briefings_finding" in one["sql"] and "UPDATE" in one["sql"]]
    assert len(held) == connection.features.has_select_for_update


def test_an_empty_briefing_and_one_for_nobody_are_not_published(federation):
    made = drafted()
    with pytest.raises(Refused, match="without a finding"):
        acts.publish(ada(), made, [body("council")])
    acts.write(ada(), made, OWN)
    for nobody in ([], [body("branch_group", "govan")]):
        with pytest.raises(Refused, match="bodies that answer to Leith"):
            acts.publish(ada(), made, nobody)


def test_a_figure_of_the_draft_leads_to_its_evidence(federation):
    series = counted([*USUAL, 20])
    bells.later()
    with clock.at(NOON + timedelta(days=2)):
        made = acts.publish(ada(), drafted(), [body("council")])
    assert [knot.url for knot in origins(made)] == [series.get_absolute_url()]
    assert "rests-on" in {knot.kind for knot in outcomes(series)}


# Who answers by when


def test_the_day_is_the_constitution_s_where_it_names_one(federation):
    duty = owed()
    assert (duty.due, duty.clause) == (date(2026, 3, 12), "14.told")
    assert named(duty.briefing) == [body("council")]


def test_elsewhere_the_day_is_a_default_and_says_so(federation):
    duty = owed(body("audit_panel"))
    assert (duty.due, duty.clause) == (date(2026, 3, 16), "")


def test_whoever_sits_there_records_what_the_body_decided_once(federation):
    duty, cleo = owed(), seated("cleo", "council")
    assert owed_by(cleo) == [duty]
    with pytest.raises(Refused, match="Council answers this"):
        acts.answer(person("ben"), duty, DECIDED)
    made = acts.answer(cleo, duty, DECIDED)
    assert (made.decided, made.votes_for, made.votes_against) == (DECIDED.words, 7, 2)
    assert made.state == "answered in time"
    assert owed_by(cleo) == []
    with pytest.raises(Refused, match="has been answered"):
        acts.answer(cleo, duty, DECIDED)


def test_while_nobody_sits_there_who_edits_records_it(federation):
    assert acts.answer(ada(), owed(), DECIDED).answered_by == ada()


def test_for_a_body_that_is_no_longer_in_force_who_edits_records_it(federation):
    duty, cleo = owed(), seated("cleo", "council")
    Body.objects.filter(pk=duty.body_id).update(in_force=False)
    assert owed_by(cleo) == []
    assert later(days=12) == ""
    with pytest.raises(Refused, match="keep the roll"):
        acts.answer(cleo, Duty.objects.get(), DECIDED)
    assert acts.answer(ada(), Duty.objects.get(), DECIDED).answered_by == ada()


def test_of_a_unit_that_has_closed_meanwhile_it_can_still_be_recorded(federation):
    duty = owed()
    Unit.objects.filter(pk=duty.briefing.unit_id).update(closed_at=NOON)
    assert acts.answer(ada(), Duty.objects.get(), DECIDED).answered_by == ada()


def test_a_late_answer_says_how_late_it_was(federation):
    duty, cleo = owed(), seated("cleo", "council")
    with clock.at(NOON + timedelta(days=11)):
        assert duty.state == "1 day late"
    with clock.at(NOON + timedelta(days=13)):
        made = acts.answer(cleo, duty, DECIDED)
    assert made.state == "answered, 3 days late"


def test_who_is_late_is_reminded_once(federation):
    owed()
    cleo = seated("cleo", "council")
    assert later(days=10) == ""
    mail.outbox.clear()
    assert later(days=11).startswith("reminded Council of “Briefing of 1 March 2026, Leith”")
    assert later(days=12) == ""
    (letter,) = [one for one in mail.outbox if one.to == [cleo.email]]
    assert letter.subject == "Waiting for Council: Briefing of 1 March 2026, Leith"
    with pytest.raises(Refused, match="nothing to remind"):
        acts.remind(None, Duty.objects.get())


def test_who_has_answered_is_not_reminded(federation):
    acts.answer(seated("cleo", "council"), owed(), DECIDED)
    assert "reminded" not in later(days=12)


def test_the_body_s_page_shows_what_it_owes_by_the_thread(client, federation):
    owed()
    shown_ = client.get(body("council").get_absolute_url()).content.decode()
    assert "Owes an answer by 12 March: Briefing of 1 March 2026, Leith" in shown_


def test_the_database_holds_one_answer_of_a_body_by_somebody(federation):
    duty = owed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(briefing=duty.briefing, body=duty.body, due=duty.due)
    for wrong in ({"decided": "So"}, {"votes_for": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Duty.objects.filter(pk=duty.pk).update(**wrong)
