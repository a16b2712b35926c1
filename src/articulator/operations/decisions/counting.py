"""What a room has decided, from the choices of its voices: words, and figures of eight or more."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from articulator.methods.stv import Count, count, papers
from articulator.methods.suppression import SMALL, in_tens
from articulator.operations.decisions.models import Question

type Chosen = Sequence[Sequence[int]]  # for each voice the numbers of what it chose, from 1
type Result = dict[str, Any]

TOO_FEW = {
    "told": False,
    "words": "Fewer than eight answered, so nothing is told. Ask for hands instead.",
}


def result(question: Question, chosen: Chosen, reasons: Sequence[str] = ()) -> Result:
    """What is told when a question closes. Reasons are told as they were written."""
    given = [one for one in chosen if one]
    said: Result = {"reasons": list(reasons)} if reasons else {}
    if len(given) < SMALL:
        return {**TOO_FEW, **said}
    ways = {
        Question.Way.TEMPERATURE: _temperature,
        Question.Way.APPROVAL: _approval,
        Question.Way.CONSENT: _consent,
        Question.Way.RANKED: _ranked,
    }
    told = ways[Question.Way(question.way)](question, given)
    return {"told": True, "voices": len(given), **told, **said}


def _cards(question: Question, chosen: Chosen) -> tuple[list[int], Result]:
    """How many took each card, and the same as it may be told."""
    counts = Counter(one[0] for one in chosen)
    cells = [counts[number] for number in range(1, len(question.choices) + 1)]
    tens = in_tens(cells) or []
    return cells, {"rows": [list(pair) for pair in zip(question.choices, tens, strict=True)]}


def _temperature(question: Question, chosen: Chosen) -> Result:
    (warm, between, cold), told = _cards(question, chosen)
    if warm >= 2 * max(cold, 1) and warm > between:
        words = "The room is warm to it."
    elif cold >= 2 * max(warm, 1) and cold > between:
        words = "The room is cold to it."
    elif between > warm + cold:
        words = "The room is not sure. Talk about it first."
    else:
        words = "The room is divided. Talk about it first."
    return {"words": words, **told}


def _consent(question: Question, chosen: Chosen) -> Result:
    (_, aside, against), told = _cards(question, chosen)
    if against:
        words = "Not carried: somebody objects. Hear the reasons, change the proposal, ask again."
    elif aside:
        words = "Carried: nobody objects. The concerns below go along with it."
    else:
        words = "Carried: nobody objects."
    return {"words": words, "carried": not against, **told}


def _approval(question: Question, chosen: Chosen) -> Result:
    counts = Counter(number for one in chosen for number in set(one))
    cells = [counts[number] for number in range(1, len(question.choices) + 1)]
    best = [name for name, many in zip(question.choices, cells, strict=True) if many == max(cells)]
    tens = [(in_tens([many, len(chosen) - many]) or [None])[0] for many in cells]
    if len(best) == 1:
        words = f"Most could live with “{best[0]}”."
    else:
        names = " and ".join(f"“{name}”" for name in best)
        words = f"As many could live with {names}. Ask once more between these."
    rows = [list(pair) for pair in zip(question.choices, tens, strict=True)]
    return {"words": words, "best": best, "rows": rows}


def _ranked(question: Question, chosen: Chosen) -> Result:
    """A transferable vote for one, by the rule of the house; ties by lot from the question's id."""
    counted = count(papers(question.choices, 1, chosen), lots=str(question.pk))
    winner = counted.name(counted.elected[0])
    words = f"“{winner}” is chosen."
    if counted.lots:
        words += " A tie on the way was decided by lot, from the number of this question."
    return {"words": words, "best": [winner], "rounds": _rounds(counted)}


def _rounds(counted: Count) -> list[str]:
    """Each round in a sentence, without its figures: small heaps would tell of a few."""
    told = []
    for stage in counted.stages:
        out = [f"“{counted.name(number)}”" for number in stage.excluded]
        won = [f"“{counted.name(number)}”" for number in stage.elected]
        if out:
            told.append(f"{' and '.join(out)} had fewest, and leaves; its votes move on.")
        if won:
            told.append(f"{won[0]} has more than half of the votes that are left.")
    return told
