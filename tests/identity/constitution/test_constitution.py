"""Adopting a text puts it in force, sets up what it says, needs a decision (R-03, R-10, R-11)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articulator.identity.bodies.models import Body, Power, SeatGroup, Term
from articulator.identity.constitution import acts
from articulator.identity.constitution.models import Version
from articulator.identity.constitution.queries import in_force, law, pool_rules, presets
from articulator.identity.units import acts as units
from articulator.kernel.acts import Refused
from articulator.kernel.links import origins
from articulator.kernel.models import Unit
from articulator.methods.constitution import ConstitutionError
from tests.identity.elections.scene import CONSTITUTION
from tests.people import member, person

CARRIED = {"body": "Conference", "votes_for": 2, "votes_against": 1}
LOST = {"body": "Conference", "votes_for": 199, "votes_against": 101}
LARGER = CONSTITUTION.replace("seats: 3", "seats: 5").replace("1.0.0", "1.1.0")
WITHOUT_LOT = (
    CONSTITUTION[: CONSTITUTION.index("      - {id: allotted")]
    + CONSTITUTION[CONSTITUTION.index("offices:") :]
)


@pytest.fixture
def ada(federation):
    return person("ada")


def seats(key):
    return SeatGroup.objects.get(body__key="council", key=key).seats.count()


def test_the_bodies_and_seats_are_those_of_the_text(ada):
    council = Body.objects.get(key="council")
    assert (council.name, council.clause, council.meets_every) == ("Council", "5", "P1M")
    assert (seats("elected"), seats("allotted")) == (3, 2)
    assert Power.objects.filter(key="run_elections", body__key="returning_officer").count() == 1


def test_one_text_is_one_version_however_it_is_laid_out(ada, federation):
    first = in_force()
    assert acts.draft(ada, federation, "# a remark\n" + CONSTITUTION) == first


def test_a_text_that_is_none_is_refused_with_its_places(ada, federation):
    with pytest.raises(ConstitutionError) as refused:
        acts.draft(ada, federation, CONSTITUTION.replace("seats: 3", "seets: 3"))
    assert "did you mean seats" in str(refused.value)
    assert Version.objects.count() == 1


def test_a_decision_without_the_majority_changes_nothing(ada, federation):
    version = acts.draft(ada, federation, LARGER)
    before = in_force()
    with pytest.raises(Refused, match="199 votes for and 101 against"):
        acts.adopt(ada, version, LOST)
    assert (in_force(), seats("elected")) == (before, 3)


def test_two_thirds_put_it_in_force_and_supersede_the_old_one(ada, federation):
    before, version = in_force(), acts.draft(ada, federation, LARGER)
    acts.adopt(ada, version, CARRIED)
    before.refresh_from_db()
    assert in_force() == version
    assert before.superseded_at is not None
    assert seats("elected") == 5
    assert [knot.kind for knot in origins(version)] == ["supersedes"]


def test_only_one_version_is_ever_in_force(ada, federation):
    acts.adopt(ada, acts.draft(ada, federation, LARGER), CARRIED)
    with pytest.raises(Refused, match="adopted already"):
        acts.adopt(ada, in_force(), CARRIED)
    assert Version.objects.filter(adopted_at__isnull=False, superseded_at=None).count() == 1


def test_what_a_new_text_no_longer_names_goes_out_of_force_and_is_not_deleted(ada, federation):
    acts.adopt(ada, acts.draft(ada, federation, WITHOUT_LOT), CARRIED)
    allotted = SeatGroup.objects.get(body__key="council", key="allotted")
    assert (allotted.in_force, allotted.seats.count()) == (False, 2)


def test_who_may_not_adopt_is_told_by_which_clause(ada, federation):
    ben = member("ben", Unit.objects.get(name="Leith"))
    version = acts.draft(ben, federation, LARGER)
    with pytest.raises(Refused) as refused:
        acts.adopt(ben, version, CARRIED)
    assert refused.value.refusal.clause == "powers.adopt_constitution"


def test_a_new_branch_gets_the_bodies_of_a_branch(ada, federation):
    text = CONSTITUTION.replace(
        "offices:",
        "  - {id: meeting, name: Meeting, kind: assembly, per: branch, vsm: [S1, S5],\n"
        "     accountable_to: membership}\noffices:",
    )
    acts.adopt(ada, acts.draft(ada, federation, text), CARRIED)
    units.open_unit(ada, federation, "branch", "Partick")
    assert sorted(body.unit.name for body in Body.objects.filter(key="meeting")) == [
        "Govan", "Leith", "Partick",
    ]  # fmt: skip


def test_the_law_in_force_answers_for_its_pools(ada):
    assert law()["id"] == "two-branches"
    assert pool_rules("leadership_pool").clause == "3"
    assert pool_rules("no such pool").min_coverage is None


def test_the_presets_are_there_to_start_from():
    assert [name for name, _ in presets()] == [
        "dsa.yaml", "new-kind-of-party.yaml", "your-party-2025.yaml",
    ]  # fmt: skip


def test_the_page_tells_the_text_and_shows_findings_beside_it(ada, federation, client):
    client.force_login(ada)
    answer = client.post(reverse("constitution:draft"), {"preset": "your-party-2025.yaml"})
    text = client.get(answer["Location"]).content.decode()
    assert "16 seats cannot be shared equally over 9" in text
    assert "Adopt it" in text


def test_a_file_with_faults_is_answered_line_by_line(ada, client):
    client.force_login(ada)
    file = SimpleUploadedFile("c.yaml", b"a: 1\na: 2\n")
    answer = client.post(reverse("constitution:draft"), {"file": file})
    assert answer.status_code == 422
    assert "Line 2, column 1: a appears twice" in answer.content.decode()


def test_a_clause_leads_to_its_place_in_the_text_in_force(ada, client):
    answer = client.get(reverse("constitution:clause", args=["5.elected"]))
    assert answer["Location"] == f"{in_force().get_absolute_url()}#5.elected"
    assert 'id="5.elected"' in client.get(in_force().get_absolute_url()).content.decode()


def test_two_versions_are_compared_in_sentences(ada, federation, client):
    version = acts.draft(ada, federation, LARGER)
    url = reverse("constitution:compare", args=[in_force().pk, version.pk])
    assert "changes from 3 to 5" in client.get(url).content.decode().replace("three", "3").replace(
        "five", "5"
    )


def test_terms_outlive_the_amendment(ada, federation):
    before = Term.objects.count()
    acts.adopt(ada, acts.draft(ada, federation, LARGER), CARRIED)
    assert Term.objects.current().count() == before
