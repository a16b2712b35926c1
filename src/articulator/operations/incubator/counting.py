"""Counting a box, and reading score sheets: the results that are declared."""

from typing import Any

from articulator.kernel.acts import Refusal, Refused
from articulator.methods import audience, awards
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.models import Poll
from articulator.operations.incubator.queries import options

FEWEST_SHEETS = 2


def counted(poll: Poll) -> dict[str, Any]:
    marks, papers = poll.marks.count(), list(poll.ballots.values_list("choices", flat=True))
    if marks != len(papers):
        raise Refused(
            Refusal("The slips that voted and the ballots in the box differ. Nothing is declared.")
        )
    if marks > poll.heads:
        raise Refused(
            Refusal(
                "There are more ballots than people were counted in the room. Nothing is declared.",
                appeal="Say so aloud, and vote again by raised hands.",
            )
        )
    names = {number: str(one) for number, one in options(poll).items()}
    return audience.count(poll.method, names, papers, poll.lots_seed).to_json()


def read(poll: Poll) -> dict[str, Any]:
    """Ratings of all pages, and the pot shared out by them."""
    found = {
        one.number: [sheet.points for sheet in one.sheets.all()]
        for one in poll.round.entries.filter(number__isnull=False).prefetch_related("sheets")
        if one.number
    }
    if any(len(sheets) < FEWEST_SHEETS for sheets in found.values()):
        raise Refused(Refusal("A page has fewer than two readers. Ask another member to read it."))
    weights = poll.round.weights
    ratings = {number: awards.rating(sheets, weights) for number, sheets in found.items()}
    spreads = {number: awards.spread(sheets, weights) for number, sheets in found.items()}
    most = charter().most_pence or 0
    given = awards.share_out(poll.round.pot_pence, poll.round.base_pence, most, ratings)
    return {
        "method": poll.method, "winner": 0, "runoff": [], "tally": {}, "left": given.left,
        "ballots": sum(map(len, found.values())),
        "ratings": {str(n): f"{float(rating):.1f}" for n, rating in ratings.items()},
        "spreads": {str(n): f"{float(apart):.1f}" for n, apart in spreads.items()},
        "shares": {str(n): pence for n, pence in given.pence.items() if pence},
    }  # fmt: skip
