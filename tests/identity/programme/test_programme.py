"""A programme in versions, decided by the body that the constitution names (R-10, R-88)."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from articulator.identity.bodies.models import Power
from articulator.identity.programme import acts, queries, rules
from articulator.identity.programme.acts import Words
from articulator.identity.programme.models import Demand, Item, Line, Version
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from tests.identity.programme import scene
from tests.identity.programme.scene import CARRIED, demanded, drafted, in_force, unit
from tests.people import NOON, member, person

S = Demand.State


# Demands


def test_an_office_raises_a_demand_for_its_unit_and_it_waits(federation):
    made = demanded()
    with clock.at(NOON + timedelta(days=12)):
        assert (made.state, made.waited) == (S.OPEN, "12 days")
    assert list(queries.waiting(unit())) == [made]


def test_a_demand_leads_back_to_what_it_came_from(federation):
    leith = unit("leith")
    made = acts.raise_demand(person("ada"), leith, "Dry homes", "Many said so.", unit(), leith)
    assert [(knot.said, knot.words) for knot in links.origins(made)] == [("raised from", "Leith")]


def test_nobody_raises_a_demand_for_others_units(federation):
    member("ben", unit("leith"))
    for actor in (None, person("ben"), person("cleo")):
        with pytest.raises(Refused, match="hold a seat in Leith"):
            acts.raise_demand(actor, unit("leith"), "Dry homes", "So.", unit())


def test_a_demand_is_asked_of_a_programme_around_the_unit(federation):
    with pytest.raises(Refused, match="not around"):
        acts.raise_demand(person("ada"), unit("leith"), "Dry homes", "So.", unit("govan"))
    assert [str(one) for one in queries.asked_of(unit("leith"))] == ["Leith", "Federation"]


def test_a_no_has_a_reason_that_stays(federation):
    made = acts.decline(person("cleo"), demanded(), "It is the landlord’s to do.")
    assert (made.state, made.answer) == (S.DECLINED, "It is the landlord’s to do.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.update(answer="")
    with pytest.raises(Refused, match="declined"):
        acts.withdraw(person("ada"), made)


def test_only_those_who_decide_decline_and_only_those_who_raised_withdraw(federation):
    made = demanded()
    member("ben", unit("leith"))
    with pytest.raises(Refused) as refused:
        acts.decline(person("ben"), made, "No.")
    assert refused.value.refusal.clause == "6.programme"
    with pytest.raises(Refused, match="hold a seat in Leith"):
        acts.withdraw(person("cleo"), made)
    assert acts.withdraw(person("ada"), made).state == S.WITHDRAWN


def test_a_demand_of_a_closed_unit_waits_for_nobody(client, federation):
    made = demanded(of="leith")
    Unit.objects.filter(slug="leith").update(closed_at=NOON)
    assert list(queries.waiting()) == []
    shown = client.get(made.get_absolute_url()).content.decode()
    assert "Leith is closed: nobody answers there any more" in shown
    assert "It is the turn of" not in shown


# Versions


def test_a_draft_is_adopted_by_the_body_that_the_constitution_names(federation):
    demand = demanded()
    draft = drafted(("Work", "No hour unpaid."), ("Homes", "Dry and warm."), answers=(demand,))
    made = acts.adopt(person("cleo"), draft, CARRIED)
    demand.refresh_from_db()
    assert made.number == 1
    assert made.decision == {**CARRIED, "body": "Council", "clause": "6.programme"}
    assert [line.heading for line in queries.lines(queries.in_force(unit()))] == ["Work", "Homes"]
    assert demand.state == S.TAKEN
    assert [(k.kind, k.words) for k in links.outcomes(demand)] == [
        ("decides", "Programme of Federation, version 1"), ("answers", "Homes"),
    ]  # fmt: skip


def test_the_majority_is_what_the_constitution_asks_for(federation):
    draft = drafted(("Homes", "Dry."))
    with pytest.raises(Refused, match="3 votes for and 2 against are not the majority of 2/3"):
        acts.adopt(person("cleo"), draft, {**CARRIED, "votes_for": 3, "votes_against": 2})
    draft.refresh_from_db()
    assert draft.adopted_at is None


def test_who_does_not_sit_there_neither_drafts_nor_records_and_reads_by_which_clause(federation):
    member("ben", unit("leith"))
    for actor in (None, person("ben")):
        with pytest.raises(Refused) as refused:
            acts.begin(actor, unit())
        assert refused.value.refusal.clause == "6.programme"
    assert rules.may_draft(person("ada"), unit()) is None  # she records what was decided


def test_where_the_constitution_names_nobody_it_says_what_to_do(federation):
    Power.objects.filter(key="set_programme").delete()
    refusal = rules.may_draft(person("cleo"), unit())
    assert refusal
    assert (refusal.reason, refusal.to) == (
        "The constitution in force names nobody who decides a programme of Federation.",
        "/identity/constitution/",
    )
    with pytest.raises(Refused, match="names nobody"):
        demanded()


def test_an_adopted_version_never_changes(federation):
    item = in_force()
    [line] = item.lines.select_related("version__unit")
    for do in (
        lambda: acts.add(person("cleo"), line.version, Words("More", "More.")),
        lambda: acts.reword(person("cleo"), line, Words("Other", "Other.")),
        lambda: acts.strike(person("cleo"), line),
        lambda: acts.adopt(person("cleo"), line.version, CARRIED),
    ):
        with pytest.raises(Refused, match="stays as it is"):
            do()
    assert [str(one) for one in Line.objects.all()] == ["Homes"]


def test_the_next_version_says_what_it_adds_rewords_and_strikes(federation):
    acts.adopt(
        person("cleo"), drafted(("Homes", "Dry."), ("Work", "Paid."), ("Buses", "Late.")), CARRIED
    )
    draft = acts.begin(person("cleo"), unit())
    lines = {one.heading: one for one in queries.lines(draft)}
    assert queries.changes(draft) == []
    acts.reword(person("cleo"), lines["Homes"], Words("Homes", "Dry and warm."))
    acts.strike(person("cleo"), lines["Buses"])
    acts.add(person("cleo"), draft, Words("Care", "Near."))
    found = queries.changes(draft)
    assert [(one.what, one.heading) for one in found] == [
        ("reworded", "Homes"), ("added", "Care"), ("struck", "Buses"),
    ]  # fmt: skip
    assert "".join(p.text for p in found[0].pieces if p.kind == "in").strip() == "Dry and warm."
    made = acts.adopt(person("cleo"), draft, CARRIED)
    assert made.number == 2
    assert [str(one) for one in queries.standing([unit()])] == ["Care", "Homes", "Work"]
    assert [one.wording for one in queries.history(lines["Homes"].item)] == [
        "Dry and warm.", "Dry.",
    ]  # fmt: skip
    first = Version.objects.get(number=1)
    assert [one.wording for one in queries.lines(first)] == ["Dry.", "Paid.", "Late."]


def test_nothing_is_adopted_twice_or_empty(federation):
    with pytest.raises(Refused, match="nothing in it"):
        acts.adopt(person("cleo"), drafted(), CARRIED)
    Version.objects.all().delete()
    in_force()
    with pytest.raises(Refused, match="Nothing in it is otherwise"):
        acts.adopt(person("cleo"), acts.begin(person("cleo"), unit()), CARRIED)
    with pytest.raises(Refused, match="draft already"):
        acts.begin(person("cleo"), unit())


def test_what_was_struck_from_a_draft_alone_leaves_nothing(federation):
    draft = drafted(("Homes", "Dry."), ("Work", "Paid."))
    acts.strike(person("cleo"), queries.lines(draft)[0])
    assert [str(one) for one in Item.objects.all()] == ["Work"]


def test_a_line_answers_only_what_waits_there(federation):
    taken = acts.decline(person("cleo"), demanded(), "No.")
    draft = acts.begin(person("cleo"), unit())
    with pytest.raises(Refused, match="does not wait here"):
        acts.add(person("cleo"), draft, Words("Homes", "Dry.", [taken]))


def test_a_demand_that_was_withdrawn_meanwhile_stays_withdrawn(federation):
    demand = demanded()
    draft = drafted(("Homes", "Dry."), answers=(demand,))
    acts.withdraw(person("ada"), demand)
    made = acts.adopt(person("cleo"), draft, CARRIED)
    demand.refresh_from_db()
    assert demand.state == S.WITHDRAWN
    assert links.outcomes(demand) == []
    assert [list(line.answering.all()) for line in queries.lines(made)] == [[]]


def test_a_closed_unit_drafts_and_adopts_nothing(federation):
    draft = acts.begin(person("ada"), unit("leith"))
    acts.add(person("ada"), draft, Words("Light", "On the quay."))
    Unit.objects.filter(slug="leith").update(closed_at=NOON)
    with pytest.raises(Refused, match="Leith is closed"):
        acts.adopt(person("ada"), Version.objects.get(), CARRIED)
    Version.objects.all().delete()
    with pytest.raises(Refused, match="Leith is closed"):
        acts.begin(person("ada"), unit("leith"))


# Subsidiarity


def test_a_branch_decides_its_own_programme_where_the_constitution_leaves_it_to_it(federation):
    found = queries.authority(unit("leith"))
    assert (str(found.body), found.clause, found.majority, found.local) == (
        "Branch meeting, Leith", "6.local", "1/2", True,
    )  # fmt: skip
    with pytest.raises(Refused, match="Branch meeting"):
        acts.begin(person("cleo"), unit("leith"))
    draft = acts.begin(person("ada"), unit("leith"))
    acts.add(person("ada"), draft, Words("Light", "On the quay."))
    made = acts.adopt(person("ada"), draft, {**CARRIED, "votes_for": 3, "votes_against": 2})
    assert str(made) == "Programme of Leith, version 1"


def test_no_branch_decides_one_where_the_constitution_keeps_it_above(federation):
    scene.adopted(unit(), scene.TEXT.replace("default_level: branch", "default_level: council")
                  .replace("1.0.0", "3.0.0"))  # fmt: skip
    assert queries.authority(unit("leith")) is None
    assert str(queries.authority(unit()).body) == "Council"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_nobody_changes_a_line_while_its_version_is_adopted():
    with clock.at(NOON):
        scene.found()
    cleo, draft = person("cleo"), drafted(("Homes", "Dry."))
    [line] = Line.objects.filter(version=draft)
    refused: list[Refused] = []

    def reword():
        try:
            acts.reword(cleo, line, Words("Homes", "Wet."))
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    other = Thread(target=reword)
    with transaction.atomic():
        acts.adopt(cleo, draft, CARRIED)
        other.start()
        other.join(0.5)
    other.join()
    assert [str(one) for one in refused] == ["This version was adopted, so it stays as it is."]
    assert [one.wording for one in Line.objects.all()] == ["Dry."]
