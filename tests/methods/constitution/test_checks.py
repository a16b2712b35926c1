"""Each rule has one constitution that satisfies it, `SOUND`, and one or more that break it."""

import copy
import json
import re
from pathlib import Path

import pytest
import yaml

from articulator.methods.constitution import Constitution, load
from articulator.methods.constitution.checks import RULES, check

SOUND = (Path(__file__).parent / "sound.yaml").read_text("utf-8")
GONE = object()


def edited(*edits):
    """SOUND with some places changed; a list's item is named by its id or its number."""
    data = copy.deepcopy(yaml.safe_load(SOUND))
    for place, value in edits:
        *way, last = place.split("/")
        part = data
        for step in way:
            part = part[_key(part, step)]
        if value is GONE:
            del part[_key(part, last)]
        elif last == "+":
            part.append(value)
        else:
            part[_key(part, last)] = value
    return load(json.dumps(data))


def _key(part, step):
    if isinstance(part, dict):
        return step
    ids = [item.get("id") for item in part if isinstance(item, dict)]
    return ids.index(step) if step in ids else int(step)


def codes(constitution):
    return [(finding.code, finding.severity) for finding in check(constitution)]


COUNCIL = "bodies/council/seat_groups"
CONFERENCE = "bodies/conference"
SPENDING = "powers/list/emergency_spending"
COMMITTEE = {"id": "idle", "name": "Idle", "kind": "committee", "vsm": ["S4"]}

BREACHES = {
    "an id is given twice": ("V01 error", [("duties/+", {"id": "liaison", "who": "council"})]),
    "a holder is misspelt": ("V01 error", [("powers/list/day_to_day/consult", "councill")]),
    "a level is unknown": ("V01 error", [(f"{COUNCIL}/regional/seats/apportion/over", "county"),
                                         ("assumptions/county", 9)]),
    "a protected clause does not exist": ("V01 error", [("identity/protected/+", "99")]),
    "two clauses share a number": ("V01 warning", [("bodies/audit/ref", "4")]),
    "shares leave nothing for the rest": (
        "V02 error", [(f"{CONFERENCE}/seat_groups/allotted/seats/share_of_body", "2/2")]),
    "an even body can tie": ("V02 info", [("bodies/disputes/seat_groups/elected/seats", 6)]),
    "a stated total is far from the rule": (
        "V02 info", [(f"{CONFERENCE}/seat_groups/delegates/seats/approx", 200)]),
    "sixteen seats do not divide over nine regions": (
        "V03 error", [(f"{COUNCIL}/regional/seats/apportion/total", 16)]),
    "a minimum for each region exceeds the total": (
        "V03 error",
        [(f"{COUNCIL}/regional/seats/apportion",
          {"divisor": "dhondt", "over": "region", "total": 9, "min_per_unit": 2})]),
    "pairs come to an odd total": (
        "V03 error",
        [(f"{COUNCIL}/regional/seats/apportion",
          {"divisor": "adams", "over": "region", "total": 19, "pairs": True})]),
    "nobody knows how many regions there are": (
        "V03 info", [("levels/region/units", GONE)]),
    "a share of nothing": (
        "V04 error", [(f"{CONFERENCE}/seat_groups/allotted/seats/share_of_body", "0/3")]),
    "about no seats": (
        "V04 error", [(f"{CONFERENCE}/seat_groups/allotted/seats/approx", 0)]),
    "quotas ask for more than the seats": ("V05 error", [(f"{COUNCIL}/allotted/quotas/0/min", 10)]),
    "a quota's minimum is above its maximum": (
        "V05 error", [(f"{COUNCIL}/allotted/quotas/0/max", 3)]),
    "a quota asks for more than its source has": (
        "V05 error", [(f"{COUNCIL}/allotted/seats", 1), (f"{COUNCIL}/allotted/stagger", GONE),
                      (f"{COUNCIL}/allotted/quotas", [])]),
    "staggered seats do not divide": ("V06 error", [(f"{COUNCIL}/allotted/stagger", 4)]),
    "a rest follows no limit": ("V06 warning", [(f"{COUNCIL}/regional/term_limit", GONE)]),
    "a limit has no rest": ("V06 info", [(f"{COUNCIL}/regional/rest", GONE)]),
    "a term ends before the next meeting": (
        "V06 warning", [("bodies/alliance/seat_groups/members/term", "P2W")]),
    "a seat outlives the seat it rests on": (
        "V06 warning", [("bodies/board/seat_groups/members/term", "P3Y")]),
    "accountability runs in a circle": (
        "V07 error V07 error", [("bodies/council/accountable_to", "board")]),
    "a body answers to nobody": ("V07 error", [("bodies/disputes/accountable_to", GONE)]),
    "an appeal goes to those who decided": (
        "V08 error", [("powers/list/expel_member/appeal_to", "disputes")]),
    "the expelling body hears its appeals": (
        "V08 warning", [("procedures/discipline/appeal_to", "disputes")]),
    "the executive expels": ("V08 warning", [("powers/list/expel_member/holder", "council")]),
    "the executive approves its accounts": (
        "V08 error", [("powers/list/approve_accounts/holder", "board")]),
    "a body decides on its own recall": (
        "V08 error", [("procedures/recall/decided_by", "council")]),
    "a power has two holders": (
        "V09 error", [("powers/list/+", {"id": "day_to_day", "holder": "council"})]),
    "the rest of the powers falls to nobody": ("V09 error", [("powers/default_level", "county")]),
    "nobody sets the programme": ("V09 warning", [("powers/list/set_programme", GONE)]),
    "a reserved power is held by an executive": (
        "V09 warning", [("powers/list/set_programme/holder", "council")]),
    "a reserved power is exercised through another": (
        "V09 error", [("powers/list/set_programme/via", "council")]),
    "a body holds what its clause excludes": (
        "V09 error", [("bodies/board/excluded_powers", ["day_to_day"])]),
    "conference cannot be called in time": (
        "V10 warning", [(f"{CONFERENCE}/meets", {"every": "P1Y"})]),
    "nobody may call an emergency conference": (
        "V10 info", [(f"{CONFERENCE}/meets/called_by", GONE)]),
    "amending is easier than expelling": (
        "V11 error", [("powers/list/expel_member/majority", "3/4")]),
    "a minority amends": (
        "V11 error", [("procedures/amendment/majority", "1/3"),
                      ("powers/list/amend_constitution/majority", GONE),
                      ("powers/list/expel_member/majority", GONE)]),
    "nothing says what majority amends": ("V11 error L09 warning",
                                          [("procedures/amendment/majority", GONE)]),
    "protected clauses are amended like others": (
        "V11 error", [("procedures/amendment/protected_majority", GONE)]),
    "the protected list leaves itself out": ("V11 warning", [("identity/protected", ["8"])]),
    "a quorum is above the turnout": (
        "V12 warning", [("bodies/membership/decides/0/quorum", "4/5")]),
    "the turnout is not known": (
        "V12 info V31 info", [("assumptions/turnout_omov", GONE)]),
    "an office takes more than a volunteer has": (
        "V13 warning", [("duties/liaison/max_hours", 60)]),
    "news comes too late": ("V14 warning", [("assumptions/threat_time", "P2D")]),
    "a British party has no treasurer": ("V15 error", [("offices/treasurer", GONE)]),
    "nobody chooses the treasurer": ("V15 warning", [("offices/treasurer/elected_by", GONE)]),
    "the roll is open after notice": (
        "V16 warning", [("procedures/election/roll_freeze", "P7D")]),
    "the roll is never frozen": ("V16 warning", [("procedures/election", GONE)]),
    "a vacancy has no rule": ("V17 warning", [(f"{COUNCIL}/regional/alternates", GONE)]),
    "a vacancy in an elected seat is filled by appointment": (
        "V17 warning", [(f"{COUNCIL}/regional/alternates", "appointed")]),
    "a lot is to be counted back": ("V17 error", [(f"{COUNCIL}/allotted/alternates", "countback")]),
    "a lot has nobody to fall back on": (
        "V18 warning", [(f"{COUNCIL}/allotted/fallback_candidates", GONE)]),
    "a pool has no floor": ("V18 warning", [("qualification_pools/trained/min_coverage", GONE)]),
    "a pool may be hardly larger than the lot": (
        "V18 warning", [("procedures/sortition/min_pool_ratio", 2)]),
    "a lot takes half of a small branch": (
        "V18 warning", [("bodies/branch_committee/seat_groups/allotted/seats", 9),
                        ("bodies/branch_committee/seat_groups/elected", GONE)]),
    "a pool costs money": ("V19 warning", [("qualification_pools/trained/free", False)]),
    "a pool shuts out who is offline": (
        "V19 warning", [("qualification_pools/trained/offline_alternative", False)]),
    "the executive decides what is taught": (
        "V19 warning", [("qualification_pools/trained/curriculum/adopted_by", "council")]),
    "courses take longer than promised": ("V19 error", [("training/courses/politics/hours", 9)]),
    "who charters also dissolves": (
        "V20 error", [("powers/list/dissolve_branch/holder", "council"),
                      ("powers/list/dissolve_branch/reserved", False)]),
    "a report to the side needs no answer": (
        "V21 warning", [("channels/report_branch/reply_within", GONE)]),
    "a report upwards needs no answer": (
        "V21 info", [("channels/report_branch/reply_within", GONE),
                     ("channels/report_branch/from", "board"),
                     ("channels/report_branch/to", "council")]),
    "an alarm ends at the executive": ("V22 warning", [("channels/alarm/to", "board")]),
    "the alarm is broken": ("V22 warning", [("channels/alarm/live", "broken")]),
    "the auditors answer to the executive": (
        "V22 warning V23 error", [("bodies/audit/accountable_to", "council")]),
    "the executive appoints the auditors": (
        "V23 error", [("bodies/audit/seat_groups/allotted",
                       {"id": "named", "seats": 5, "method": "appointed", "by": "council",
                        "alternates": "reappoint", "not_in": ["council", "board"]})]),
    "auditors may sit where they audit": (
        "V23 warning", [("incompatible", []), ("bodies/audit/seat_groups/allotted/not_in", [])]),
    "an emergency power is not ratified": ("V24 error", [(f"{SPENDING}/ratify", GONE)]),
    "an emergency power never expires": ("V24 warning", [(f"{SPENDING}/expires", GONE)]),
    "an emergency power is ratified by its holder": (
        "V24 error", [(f"{SPENDING}/ratify/by", "board")]),
    "ratification comes sooner than the meeting": (
        "V24 warning", [(f"{SPENDING}/ratify/within", "P7D")]),
    "an emergency power expires before it is ratified": (
        "V24 warning", [(f"{SPENDING}/expires", "P14D")]),
    "a rule of composition excludes its own seats": (
        "V25 error", [("bodies/alliance/composition_rules/0",
                       {"max_share_from": "all_members", "value": "1/4"})]),
    "a rule of composition rests on the one who names": (
        "V25 info", [("bodies/alliance/composition_rules/0",
                      {"max_share_from": "partner_organisations", "value": "1/4"})]),
    "a grid is to be covered by fewer seats": (
        "V25 error", [("bodies/alliance/seat_groups/partners/cover/min_spheres", 7)]),
    "a small branch is all officers": ("V26 warning", [("levels/branch/min_members", 20)]),
    "nobody knows how small a branch may be": (
        "V26 info", [("levels/branch/min_members", GONE)]),
    "a pilot never ends": ("V27 warning", [("adoption/pilot_rules/sunset", GONE)]),
    "a pilot is introduced longer than it lasts": (
        "V28 error", [("adoption/provisions/lot/scope", {"steps": 6, "step": "P6M"})]),
    "a clause is in force before it is adopted": (
        "V28 error", [("adopted_at", "2026-05-01"), ("effective_from", "2026-04-01")]),
    "motions close before notice is due": (
        "V28 warning", [("procedures/motions/deadline", "P90D")]),
    "a term ends before recall is possible": (
        "V28 error", [("procedures/recall/grace_after_election", "P1Y")]),
    "a body has no task": ("V29 warning", [("bodies/+", COMMITTEE | {
        "accountable_to": "conference", "meets": {"every": "P1M"}, "quorum": "1/2"})]),
    "an office needs what it excludes": (
        "V30 error", [("incompatible/+", ["council", "board"])]),
    "a chain of offices is too long": ("V30 error", [("max_concurrent_offices", 1),
                                                     ("offices", GONE),
                                                     ("jurisdiction", ["US"])]),
    "nobody may be recalled": ("V31 warning", [("procedures/recall", GONE)]),
    "a fifth of a sleeping register must sign": (
        "V31 warning", [("procedures/recall/trigger/signatures", "1/5")]),
    "more branches must sign than exist": (
        "V31 error", [("procedures/recall/trigger/min_units", 91)]),
    "conference does not reach its agenda": (
        "V32 warning", [(f"{CONFERENCE}/capacity/reached", 59)]),
    "nobody knows how many motions come": (
        "V32 info", [(f"{CONFERENCE}/capacity", GONE), ("procedures/motions/capacity_per_day", 9)]),
    "a party names no elections": ("L02 warning", [("identity/elections", GONE)]),
    "nobody selects candidates": ("L03 warning", [("powers/list/select_candidates", GONE)]),
    "the treasurer has no term": ("L04 warning", [("offices/treasurer/term", GONE)]),
    "the council has no quorum": ("L05 warning", [("bodies/council/quorum", GONE)]),
    "nothing settles disputes": ("L06 warning", [("procedures/discipline", GONE)]),
    "no class of members votes": ("L07 warning", [("membership/classes/member/votes", False)]),
    "there is no financial scheme": ("L08 warning", [("finance", GONE)]),
    "nothing dissolves the party": ("L10 warning", [("procedures/dissolution", GONE)]),
}  # fmt: skip


def test_a_sound_constitution_has_no_findings():
    assert check(load(SOUND)) == ()


@pytest.mark.parametrize(("expected", "edits"), BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_is_found_and_nothing_else(expected, edits):
    words = expected.split()
    wanted = set(zip(words[::2], words[1::2], strict=True))

    assert set(codes(edited(*edits))) == wanted


def test_a_party_without_aims_is_found_where_the_shape_was_not_checked():
    """The schema asks for a purpose, so that no file that loads can break L01."""
    data = yaml.safe_load(SOUND)
    del data["identity"]["purpose"]

    assert codes(Constitution(data, {}, "")) == [("L01", "warning")]


def test_every_rule_but_the_one_above_is_broken_by_some_example():
    broken = {code for expected, _ in BREACHES.values() for code in re.findall(r"\w\d\d", expected)}

    assert broken == {rule.code for rule in RULES} - {"L01"}


def test_there_are_thirty_two_coherence_rules_and_ten_legal_points():
    numbered = [f"V{n:02}" for n in range(1, 33)] + [f"L{n:02}" for n in range(1, 11)]

    assert [rule.code for rule in RULES] == numbered


def test_a_finding_stands_beside_its_clause():
    text = SOUND.replace("total: 18", "total: 16")
    (finding,) = check(load(text))
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "total: 16" in words)

    assert finding.path == ("bodies", 2, "seat_groups", 0, "seats", "apportion")
    assert (finding.ref, finding.line) == ("5", line)
    assert finding.message == (
        "council.regional: 16 seats cannot be shared equally over 9 units: "
        "it needs 9 or 18, or a divisor method (region)."
    )
    assert finding.title == "Equal shares divide and minimums fit"


def test_what_a_partial_file_leaves_out_is_not_recorded_rather_than_missing():
    breach = ("procedures/recall", GONE)
    partial = edited(breach, ("coverage", ["bodies", "powers"]))

    assert ("V31", "warning") in codes(edited(breach))
    assert ("V31", "info") in codes(partial)
    assert next(f.message for f in check(partial) if f.code == "V31").startswith("Not recorded: ")


def test_the_law_of_britain_asks_nothing_of_others():
    without_officers = [("offices", []), ("finance", GONE)]

    assert codes(edited(*without_officers)) == [
        ("V15", "error"),
        ("L04", "warning"),
        ("L08", "warning"),
    ]
    assert codes(edited(*without_officers, ("jurisdiction", ["US"]))) == []
    assert codes(edited(*without_officers, ("identity/roles", ["movement_articulator"]))) == []


def test_errors_come_first():
    found = check(edited(("offices/treasurer", GONE), ("procedures/recall", GONE)))

    assert [finding.severity for finding in found] == ["error", "warning"]
