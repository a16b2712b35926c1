"""The clock does what is due, once, and one failure does not stop the rest."""

from datetime import timedelta

from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.elections.models import Election
from articulator.kernel import clock
from articulator.site.tick import tick


def test_nothing_is_due_right_after_the_story(told):
    assert list(tick()) == []


def test_a_roll_is_frozen_when_nominations_have_closed(told):
    election = Election.objects.get(title__startswith="Disputes")
    with clock.at(election.nominations_close + timedelta(minutes=1)):
        done = [words for words in tick() if "roll" in words]
        assert done == [f"roll of “{election}” frozen"]
        assert [words for words in tick() if "roll" in words] == []
    election.refresh_from_db()
    assert election.voters.count() > 400


def test_an_unanswered_invitation_goes_to_the_next_reserve(told):
    draw = Draw.objects.exclude(drawn_at=None).get()
    late = Invitation.objects.get(answer="open")
    with clock.at(late.answer_by + timedelta(minutes=1)):
        assert [words for words in tick() if "lapsed" in words] == [f"{late} lapsed"]
    late.refresh_from_db()
    called = Invitation.objects.get(answer="open", entry__draw=draw)
    assert (late.answer, called.reserve) == ("lapsed", True)
