"""A count as plain text."""

from articulator.methods.stv import count, to_text
from tests.methods.stv.cast import election
from tests.methods.stv.wards import counts

EXPECTED = """\
Leith branch
Single transferable vote, Scottish rule: 2 seats, 20 valid papers, quota 7.

Elected, in this order:
  1. ada
  2. ben

                      stage 1       stage 2       stage 3
ada                  11.00000+      7.00000       7.00000
ben                   3.00000       5.18178       7.18178+
cleo                  4.00000       5.09089       5.09089
dev                   2.00000       2.00000       0.00000-
non-transferable      0.00000       0.72733       0.72733

+ elected at this stage   - excluded at this stage

Stage 1. First choices
  There are 20 valid papers for 2 seats. The quota, the number of votes that is enough for a seat,
  is 20 ÷ (2 + 1), cut to a whole number, plus 1: 7.
  ada has 11 votes, at least the quota, and is elected.

Stage 2. Surplus of ada
  ada keeps exactly the quota, and the 4 votes above it move on: every paper that ada holds goes to
  the next choice on it at 36.36% of its value, cut after five decimal places.
  0.72733 votes go to nobody: the papers name no further candidate who can still use them, or a
  fraction was cut off.

Stage 3. Exclusion of dev
  dev has the fewest votes (2) and is excluded. Every paper that dev holds goes to the next choice
  on it at the value it has.
  ben has 7.18178 votes, at least the quota, and is elected.
  All seats are filled. The count ends here, and nothing more is transferred.

Nothing had to be decided by lot.
"""
LEITH = {"ada ben": 6, "ada cleo": 3, "ada": 2, "ben": 3, "cleo": 4, "dev ben": 2}


def test_a_count_reads_from_the_result_to_the_reasons():
    assert to_text(count(election(2, LEITH, title="Leith branch"))) == EXPECTED


def test_the_text_says_how_the_lot_was_drawn():
    counted = count(election(1, {"ada": 1, "ben": 1}), lots="noon")
    order = ", ".join(map(counted.name, counted.lot_order))
    assert to_text(counted).split("\n\n")[-1].replace("\n", " ") == (
        "The lot decided at 1 point. Its order was fixed before the count by the public seed "
        f'"noon" and the candidates\' names (lowest SHA-256 first): {order}. '
    )


def test_a_lot_without_a_seed_is_admitted():
    text = to_text(count(election(1, {"ada": 1, "ben": 1})))
    assert "fixed before the count by no seed (none was given)" in text.replace("\n", " ")


def test_no_line_of_a_real_count_is_wider_than_100_columns():
    for name in list(counts())[::50]:
        assert max(map(len, to_text(counts()[name]).splitlines())) <= 100, name


def test_a_count_without_winners_says_so():
    assert "Nobody is elected." in to_text(count(election(1, {"ada": 1}, withdrawn="ada")))
