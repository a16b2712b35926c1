"""The sentences of a count: what was done at a stage and why, for someone who never saw one."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from articulator.methods.stv.lots import Choice, Look, Votes
from articulator.methods.stv.result import UNIT, Count, Stage, decimal

type Name = Callable[[int], str]

_QUESTION = {
    "order": "who is elected first",
    "surplus": "whose surplus moves first",
    "exclude": "who is excluded",
}


def votes(units: int) -> str:
    """Votes with as many decimal places as they need: 12, 12.5, 1,204.31852."""
    whole, _, places = decimal(units).partition(".")
    return f"{int(whole):,}.{places}".rstrip("0").rstrip(".")


def some(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def some_votes(units: int) -> str:
    return f"{votes(units)} {'vote goes' if units == UNIT else 'votes go'}"


def listed(words: Iterable[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def heading(stage: Stage, name: Name) -> str:
    """What a stage is called: First choices; Surplus of Ada; Exclusion of Ben."""
    if stage.candidate is None:
        return "First choices"
    what = "Surplus" if stage.action == "surplus" else "Exclusion"
    return f"{what} of {name(stage.candidate)}"


def quota(valid: int, seats: int, result: int) -> str:
    return (
        f"There are {some(valid, 'valid paper')} for {some(seats, 'seat')}. The quota, the number "
        f"of votes that is enough for a seat, is {valid:,} ÷ ({seats} + 1), cut to a whole "
        f"number, plus 1: {result:,}."
    )


def invalid(papers: int) -> str:
    verb = "ranks" if papers == 1 else "rank"
    return f"{some(papers, 'paper')} {verb} nobody who stands and cannot be counted."


def no_valid() -> str:
    return "There is no valid paper, so nothing but the lot can decide."


def reached(name: str, held: int) -> str:
    return f"{name} has {votes(held)} votes, at least the quota, and is elected."


def surplus(name: str, over: int, total: int) -> str:
    return (
        f"{name} keeps exactly the quota, and the {votes(over)} votes above it move on: every "
        f"paper that {name} holds goes to the next choice on it at {over / total:.2%} of its "
        "value, cut after five decimal places."
    )


def exclusion(name: str, held: int) -> str:
    if not held:
        return f"{name} has no votes, the fewest, and is excluded."
    return (
        f"{name} has the fewest votes ({votes(held)}) and is excluded. Every paper that {name} "
        "holds goes to the next choice on it at the value it has."
    )


def lost(units: int, *, with_fractions: bool) -> str:
    return (
        f"{some_votes(units)} to nobody: the papers name no further candidate who can still use "
        f"them{', or a fraction was cut off' if with_fractions else ''}."
    )


def remaining(names: Sequence[str], vacancies: int, *, uncontested: bool) -> str:
    verb = "is" if len(names) == 1 else "are"
    so = f"so {listed(names)} {verb} elected without having to reach the quota"
    if uncontested:
        return f"There are no more candidates than seats, {so}."
    return f"There are as many candidates left as empty seats ({vacancies}), {so}."


def unfilled(seats: int) -> str:
    return f"{some(seats, 'seat')} cannot be filled: there are no more candidates."


def filled() -> str:
    return "All seats are filled. The count ends here, and nothing more is transferred."


def tie(choice: Choice, purpose: str, history: Sequence[Votes], name: Name) -> list[str]:
    """How a tie was decided: each look back, and the lot if there was one."""
    tied = listed(map(name, choice.tied))
    sentences = [
        f"{tied} have equal votes. To settle {_QUESTION[purpose]}, we look at earlier stages."
    ]
    before = choice.tied
    for look in choice.looks:
        sentences.append(_look(look, before, purpose, history[look.stage - 1], name))
        before = look.left
    if choice.by_lot:
        sentences.append(
            f"No earlier stage tells {listed(map(name, choice.by_lot))} apart, so the lot, fixed "
            f"before the count, decides: {name(choice.candidate)}."
        )
    return sentences


def _look(
    look: Look, before: Sequence[int], purpose: str, then: Mapping[int, int], name: Name
) -> str:
    had = listed(f"{name(n)} {votes(then[n])}" for n in before)
    how = "fewest" if purpose == "exclude" else "most"
    kept = listed(map(name, look.left))
    return f"After stage {look.stage}, the latest at which they differ, they had: {had}. " + (
        f"{kept} had the {how}, which decides."
        if len(look.left) == 1
        else f"{kept} had the {how} and remain tied."
    )


def result(count: Count) -> str:
    """One line: the rule, the seats, the papers and the quota."""
    return (
        f"Single transferable vote, {count.rule.capitalize()} rule: {some(count.seats, 'seat')}, "
        f"{some(count.valid, 'valid paper')}, quota {count.quota:,}."
    )


def lots(count: Count) -> str:
    """Whether the lot decided anything, and how anyone can draw it again."""
    if not count.lots:
        return "Nothing had to be decided by lot."
    order = ", ".join(map(count.name, count.lot_order))
    seed = f'the public seed "{count.seed}"' if count.seed else "no seed (none was given)"
    return (
        f"The lot decided at {some(len(count.lots), 'point')}. Its order was fixed before the "
        f"count by {seed} and the candidates' names (lowest SHA-256 first): {order}."
    )
