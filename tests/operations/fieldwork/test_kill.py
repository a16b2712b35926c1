"""Phones and server are killed in the middle of everything: each talk is there once (check 2)."""

from tests.identity.elections.test_kill import environment  # noqa: F401 - the fixture's name
from tests.operations.fieldwork.crowd import run

PHONES, TALKS = 5, 8


def test_every_talk_is_there_once_whatever_is_killed(environment, tmp_path):  # noqa: F811
    told = run(environment, tmp_path, PHONES, TALKS, patience=300)
    assert told.kills > 0
    assert told.found["words"] == sorted(told.talks)
    assert told.found["most"] == 1
    counts = [told.found[name] for name in ("visits", "answers", "receipts", "held")]
    assert counts == [PHONES * TALKS, PHONES * TALKS, 2 * PHONES * TALKS, 0]
    assert max(told.found["ahead"]) > 86_400, "wrong clocks were seen as such"
