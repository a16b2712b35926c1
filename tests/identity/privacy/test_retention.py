"""Nothing is kept longer than its register says, and something carries that out (R-47)."""

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import OptOut
from articulator.identity.doors.models import Arrival, Door, Guest
from articulator.identity.elections.models import Ballot, Mark, Voter
from articulator.identity.imports.models import Import, Row
from articulator.identity.membership import acts as membership
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import membership_of
from articulator.identity.privacy import acts, tasks
from articulator.identity.privacy.models import Copy
from articulator.identity.privacy.retention import Ends, ends, jobs
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Letter, Person, Unit
from articulator.kernel.personal import Keep, register
from articulator.operations.training.models import Session, SignUp
from articulator.site.cli import main
from tests.identity.elections import scene
from tests.people import NOON, person

WEEK, SHORT, YEAR, TWO, PROOF = (
    keep.span for keep in (Keep.WEEK, Keep.SHORT, Keep.YEAR, Keep.CONTACT, Keep.PROOF)
)
SOON, DAY = timedelta(minutes=1), timedelta(days=1)


def after(span, *, so_far=NOON) -> list[str]:
    with clock.at(so_far + span + SOON):
        return list(tasks.tick())


def door(unit) -> Door:
    return Door.objects.create(unit=unit, kind="campaign", title="Dry homes", text="Come.")


# No retention without something that carries it out


def test_every_retention_in_the_registers_is_carried_out_by_something():
    by_hand = {
        f"{one.model._meta.label}.{one.field}" for one in register() if ends(one) == Ends.HAND
    }
    assert by_hand == set()


def test_every_kind_of_retention_has_its_end():
    ended = {}
    for one in register():
        ended.setdefault(one.says.keep, set()).add(ends(one))
    assert ended == {
        Keep.WEEK: {Ends.CLOCK}, Keep.SHORT: {Ends.CLOCK}, Keep.YEAR: {Ends.CLOCK},
        Keep.CONTACT: {Ends.CLOCK}, Keep.PROOF: {Ends.CLOCK}, Keep.MEMBERSHIP: {Ends.PERSON},
        Keep.CONSENT: {Ends.CONSENT}, Keep.RECORD: {Ends.NEVER},
    }  # fmt: skip


def test_what_hangs_on_others_goes_first():
    order = [job.model.__name__ for job in jobs()]
    assert order.index("Mark") < order.index("Voter")
    assert order.index("Invitation") < order.index("Entry")
    assert order.index("Row") < order.index("Import")


def test_every_job_can_be_asked_of_the_database(federation):
    assert [job for job in jobs() if job.due(NOON).exists()] == []
    assert len(list(jobs())) > 15


# Kind by kind


def test_a_copy_of_ones_own_data_goes_after_seven_days(ben):
    acts.ask_for_copy(ben, ben)
    assert after(WEEK - DAY) == []
    assert after(WEEK) == ["kept enough: privacy.Copy rows"]
    assert not Copy.objects.by_rule("a test").exists()


def test_lines_of_an_import_go_after_ninety_days_and_the_import_after_six_years(ben, leith):
    made = Import.objects.create(
        unit=leith, file_name="a.csv", file_hash="0" * 64, size=1, source="csv", by=ben,
        samples=[["Ben"]],
    )  # fmt: skip
    Row.objects.create(of=made, line=1, effect="same", who=ben.pk, words="same")
    assert after(SHORT) == ["kept enough: imports.Row rows", "kept enough: imports.Import samples"]
    made.refresh_from_db()
    assert made.samples == []
    after(PROOF)
    assert Import.objects.count() == 0


def test_a_sign_up_stays_until_ninety_days_after_the_training_not_after_signing_up(ben, leith):
    late = Session.objects.create(
        course="basics", unit=leith, starts_at=NOON + timedelta(days=100), place="Hall",
        trainer=person("ada"),
    )  # fmt: skip
    SignUp.objects.create(session=late, person=ben)
    after(SHORT)
    assert SignUp.objects.by_rule("a test").count() == 1
    after(SHORT, so_far=late.starts_at)
    assert SignUp.objects.by_rule("a test").count() == 0


def test_a_letter_that_nobody_took_goes(federation):
    Letter.objects.create(content={"to": ["x@example.org"]})
    assert after(SHORT) == ["kept enough: kernel.Letter rows"]


def test_an_invited_address_is_forgotten_after_twelve_months(ben, leith):
    Guest.objects.create(door=door(leith), by=ben, fingerprint="f" * 64, written=True)
    after(YEAR - DAY)
    assert Guest.objects.count() == 1
    after(YEAR)
    assert Guest.objects.count() == 0


def test_who_came_through_a_door_is_forgotten_after_two_years(ben, leith):
    Arrival.objects.create(door=door(leith), person=ben, came_at=NOON, confirmed_at=NOON)
    after(TWO - DAY)
    assert Arrival.objects.by_rule("a test").count() == 1
    after(TWO)
    assert Arrival.objects.by_rule("a test").count() == 0


def test_a_consent_is_proof_for_six_years_after_it_was_taken_back_not_while_it_is_given(ben):
    contact = ben.consents.by_rule("a test").get(purpose="contact")
    contacts.withdraw(ben, contact)
    after(PROOF)
    left = ben.consents.by_rule("a test").values_list("purpose", flat=True)
    assert list(left) == ["features"]


def test_the_roll_of_an_election_goes_after_six_years_and_its_ballots_stay(federation):
    election = scene.opened(["ben", "cleo", "dev", "ewa"], candidates=3)
    scene.vote(election, person("ewa"), [3, 1, 2])
    after(PROOF - DAY, so_far=election.closes)
    assert (Voter.objects.count(), Mark.objects.count()) == (4, 1)
    after(PROOF, so_far=election.closes)
    assert (Voter.objects.count(), Mark.objects.count(), Ballot.objects.count()) == (0, 0, 1)


def test_what_rested_on_a_consent_goes_when_it_is_taken_back(ben):
    features = ben.consents.by_rule("a test").get(purpose="features")
    contacts.withdraw(ben, features)
    assert not Attribute.objects.by_rule("a test").exists()


def test_a_member_who_left_is_forgotten_after_two_years_but_not_before(ben):
    membership.leave(ben, membership_of(ben))
    assert after(TWO - timedelta(days=2)) == []
    assert "somebody who left long ago was deleted" in after(TWO + timedelta(days=1))
    ben.refresh_from_db()
    assert (ben.name, ben.email, ben.is_active) == ("Somebody who was deleted", None, False)
    assert not Membership.objects.by_rule("a test").filter(person=ben).exists()
    assert not Standing.objects.by_rule("a test").filter(person=ben).exists()


@pytest.mark.parametrize("still", ["member", "office", "signed in", "came"])
def test_nobody_is_forgotten_who_is_still_with_us(ben, leith, still):
    later = NOON + TWO
    if still != "member":
        membership.leave(ben, membership_of(ben))
    if still == "office":
        from tests.identity.constitution.test_sight import office

        with clock.at(later):
            office(leith, ben, "keep_roll")
    if still == "signed in":
        Person.objects.filter(pk=ben.pk).update(last_login=later - timedelta(days=10))
    if still == "came":
        then = later - timedelta(days=10)
        Arrival.objects.create(door=door(leith), person=ben, came_at=then, confirmed_at=then)
    after(TWO + timedelta(days=1))
    ben.refresh_from_db()
    assert ben.name == "Ben Castell"


def test_an_opt_out_and_the_log_stay_for_ever(ben):
    number = Event.objects.count()
    after(timedelta(days=3650))
    assert OptOut.objects.count() == 1
    assert Event.objects.filter(number__lte=number).count() == number


# How it is carried out


def test_what_is_deleted_is_logged_with_numbers_alone(ben, leith):
    for name in ("a", "b"):
        Guest.objects.create(door=door(leith), by=ben, fingerprint=name * 64, written=True)
    after(YEAR)
    facts = Event.objects.filter(kind="privacy.end").values_list("facts", "actor")
    assert list(facts) == [({"of": "doors.Guest", "fields": [], "rows": 2}, None)]


def test_it_happens_once_a_day_and_a_second_round_does_nothing(ben):
    acts.ask_for_copy(ben, ben)
    assert (after(WEEK), after(WEEK)) == (["kept enough: privacy.Copy rows"], [])


def test_nobody_ends_by_hand_what_the_clock_ends(ben, federation):
    job = next(jobs())
    with pytest.raises(Refused, match="The clock does this"):
        acts.end(ben, Unit.objects.get(parent=None), job)
    with pytest.raises(Refused, match="The clock does this"):
        acts.let_go(ben, ben)


def test_what_somebody_came_back_to_is_not_let_go(ben):
    with pytest.raises(Refused, match="still in contact"):
        acts.let_go(None, ben)


def test_before_it_happens_one_can_ask_what_would(ben):
    acts.ask_for_copy(ben, ben)
    with clock.at(NOON + WEEK + SOON):
        said = CliRunner().invoke(main, ["privacy", "due"]).stdout.splitlines()
    assert [" ".join(line.split()) for line in said] == [
        "1 privacy.Copy rows (seven days)",
        "0 people who wished to be deleted",
        "0 people who left, or were last in contact, long ago",
    ]
    assert Copy.objects.by_rule("a test").count() == 1
