"""From thousands of short texts to themes, with people in charge of what a theme is.

`find` proposes (clusters of a neighbour graph), people name, merge, split and code;
`read` carries their codes to the rest; `prevalence` says how many said it, corrected for the
errors of that reading; `alpha` says how far two people agree. See docs/methods/themes.md.
"""

from articulator.methods.themes.agreement import Disagreement, alpha, disagreements
from articulator.methods.themes.coding import Reading, read
from articulator.methods.themes.embedding import (
    Embedder,
    Points,
    best,
    e5,
    installed,
    joined,
    light,
)
from articulator.methods.themes.masking import known_words, masked
from articulator.methods.themes.naming import names
from articulator.methods.themes.prevalence import Share, prevalence
from articulator.methods.themes.proposal import Proposal, Theme, find, telling
from articulator.methods.themes.texts import Said, folded, statements

__all__ = [
    "Disagreement",
    "Embedder",
    "Points",
    "Proposal",
    "Reading",
    "Said",
    "Share",
    "Theme",
    "alpha",
    "best",
    "disagreements",
    "e5",
    "find",
    "folded",
    "installed",
    "joined",
    "known_words",
    "light",
    "masked",
    "names",
    "prevalence",
    "read",
    "statements",
    "telling",
]
