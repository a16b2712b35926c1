"""What the rules say of the three presets. A change of a preset or of a rule shows here."""

from collections import Counter
from pathlib import Path

import pytest

from articulator.methods.constitution import load
from articulator.methods.constitution.checks import check

PRESETS = Path(__file__).parents[3] / "constitutions"


def findings(preset, severity):
    text = (PRESETS / f"{preset}.yaml").read_text("utf-8")
    return [finding for finding in check(load(text)) if finding.severity == severity]


def counted(preset, severity):
    return Counter(finding.code for finding in findings(preset, severity))


def test_sixteen_english_seats_over_nine_regions_are_your_partys_only_error():
    (error,) = findings("your-party-2025", "error")

    assert error.code == "V03"
    assert error.message == (
        "cec.england: 16 seats cannot be shared equally over 9 units: "
        "it needs 9 or 18, or a divisor method (english_region)."
    )


@pytest.mark.parametrize("code", ["V14", "V15", "V16", "V21", "V22", "V29", "V31", "L04", "L08"])
def test_what_your_partys_fragment_leaves_out_is_not_recorded(code):
    (finding,) = [each for each in findings("your-party-2025", "info") if each.code == code]

    assert finding.message.startswith("Not recorded: ")


def test_the_model_constitution_has_no_errors_and_known_warnings():
    """V08: one panel expels and hears appeals. V24: the committee that must ratify within 14
    days meets every six weeks. V26: nine officers in a branch of twenty."""
    assert counted("new-kind-of-party", "error") == {}
    assert counted("new-kind-of-party", "warning") == {"V08": 1, "V24": 1, "V26": 1}


def test_dsa_as_described_charters_and_dissolves_by_one_hand():
    assert counted("dsa", "error") == {"V20": 1}


def test_dsa_as_described_has_the_warnings_that_its_critics_raised():
    """V08: the executive expels. V10: a convention every two years alone amends. V14: nothing
    brings news from outside. V17: three groups fill vacancies by appointment. V22: no alarm.
    V32: 59 of 104 items reached."""
    assert counted("dsa", "warning") == {
        "V08": 1,
        "V10": 1,
        "V14": 1,
        "V17": 3,
        "V22": 1,
        "V32": 1,
    }
