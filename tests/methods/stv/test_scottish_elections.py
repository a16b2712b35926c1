"""928 real elections, stage by stage to five places, and 291 counts as the councils published them.

Cutting off is exact here or it shows: rounding transfer values, cutting them twice or keeping four
places changes hundreds of these tables.
"""

from decimal import Decimal

from tests.methods.stv.wards import counts, lines

# The source's own slips, beyond those that it lists in source_typos.
WRONG_STAGE_OF_ELECTION = {"edinburgh_2012_ward1.blt", "edinburgh_2012_ward4.blt"}

WRONG_NUMBER_OF_PAPERS = {"east_dunbartonshire_2017_ward2.blt"}


def tables(election: dict) -> list[tuple[dict, str]]:
    lost = "non_transferable" if "elected" in election else "nontransferable"
    return [(stage["votes"], stage[lost]) for stage in election["stages"]]


def moves(election: dict) -> list[str | list]:
    """What was done at each stage, as the expected file writes it."""
    return [
        stage["action"] if stage["candidate"] is None else [stage["action"], stage["candidate"]]
        for stage in election["stages"]
    ]


def elected_at(election: dict) -> dict[str, int]:
    return {str(n): stage["number"] for stage in election["stages"] for n in stage["elected"]}


def excluded_at(election: dict) -> dict[str, int]:
    """The stage after which candidates went out; their papers move at the next."""
    return {str(n): stage["number"] - 1 for stage in election["stages"] for n in stage["excluded"]}


def test_every_stage_of_928_elections_is_right_to_five_places():
    expected = lines("scottish-expected.jsonl.gz")
    counted = {name: count.to_json() for name, count in counts().items()}
    assert len(expected) == len(counted) == 928
    for ward in expected:
        ours = counted[ward["blt"]]
        assert tables(ours) == tables(ward), ward["blt"]
        assert moves(ours) == [stage["action"] for stage in ward["stages"]], ward["blt"]


def test_winners_quotas_and_stages_of_928_elections_are_right():
    for ward in lines("scottish-expected.jsonl.gz"):
        ours = counts()[ward["blt"]].to_json()
        assert ours["elected"] == ward["winners"], ward["blt"]
        assert [ours[k] for k in ("seats", "valid", "quota")] == [
            ward[k] for k in ("seats", "valid", "quota")
        ]
        assert elected_at(ours) == ward["elected_at"], ward["blt"]
        assert excluded_at(ours) == ward["excluded_at"], ward["blt"]
        assert ours["lots"]["used"] == []


def test_291_official_counts_have_our_winners_quota_and_stages():
    published = lines("official_scot_rounds.jsonl.gz")
    assert len(published) == 291
    for ward in published:
        ours = counts()[ward["blt"]].to_json()
        assert sorted(ours["elected"]) == sorted(ward["winners"]), ward["blt"]
        assert ours["quota"] == ward["quota"], ward["blt"]
        assert len(ours["stages"]) == len(ward["stages"]), ward["blt"]
        assert excluded_at(ours) == ward["excluded_at_stage"], ward["blt"]


def test_official_counts_differ_from_ours_only_where_their_source_slipped():
    published = [(ward, counts()[ward["blt"]]) for ward in lines("official_scot_rounds.jsonl.gz")]
    stages = {
        ward["blt"]
        for ward, ours in published
        if elected_at(ours.to_json()) != ward["elected_at_stage"]
    }
    assert stages == WRONG_STAGE_OF_ELECTION
    papers = {ward["blt"] for ward, ours in published if ours.valid != ward["valid"]}
    assert papers == WRONG_NUMBER_OF_PAPERS


def test_official_tables_agree_in_every_cell_as_precisely_as_they_were_published():
    cells = inexact = 0
    for ward in lines("official_scot_rounds.jsonl.gz"):
        ours = [stage["votes"] for stage in counts()[ward["blt"]].to_json()["stages"]]
        typos = {(stage, str(n)): right for stage, n, _, right in ward["source_typos"]}
        for stage, published in enumerate(ward["stages"], 1):
            for n, votes in published.items():
                shown = typos.get((stage, n), votes)
                assert off(ours[stage - 1][n], shown) <= room(shown), (ward["blt"], stage, n)
                cells += 1
                inexact += off(ours[stage - 1][n], shown) > 0
    assert (cells, inexact) == (14_990, 353)


def off(ours: str, published: str) -> Decimal:
    return abs(Decimal(ours) - Decimal(published))


def room(published: str) -> Decimal:
    """Half of the last place published; nothing for whole votes and for all five places."""
    places = len(published.partition(".")[2])
    return Decimal(0) if places in {0, 5} else Decimal(10) ** -places / 2
