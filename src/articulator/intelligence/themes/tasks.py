"""What a worker does: propose themes, divide one, read on from what people read."""

from articulator.intelligence.themes import acts
from articulator.intelligence.themes.acts import Found
from articulator.intelligence.themes.models import Codebook, Report, Theme
from articulator.intelligence.themes.queries import said, texts_in
from articulator.intelligence.themes.telling import counted
from articulator.methods.themes import Said, best, find

FINE, FINER = 1.0, 1.5  # of a whole question, of one theme


def propose(codebook: Codebook) -> None:
    acts.propose(None, codebook, _found(said(codebook), FINE))


def divide(theme: Theme) -> None:
    rows = texts_in(theme).values_list("pk", "words", "supporters")
    texts = [Said(str(pk), words, supporters) for pk, words, supporters in rows]
    acts.divide(None, theme, _found(texts, FINER))


def _found(texts: list[Said], fineness: float) -> list[Found]:
    proposal = find(texts, best(), fineness=fineness)
    return [
        Found(one.words, {key: proposal.sure[key] for key in one.keys}) for one in proposal.themes
    ]


def report(asked: Report) -> None:
    told, guesses = counted(asked.codebook)
    acts.tell(None, asked, told, guesses)
