"""Structural holes, who could introduce whom, and what came of it (docs/methods/brokerage.md)."""

from articulator.methods.brokerage.afterwards import (
    Diffusion,
    Similarity,
    diffusion,
    reach,
    similarity,
)
from articulator.methods.brokerage.burt import Holes, holes
from articulator.methods.brokerage.introductions import (
    Asked,
    Proposal,
    Reason,
    Traits,
    introductions,
)
from articulator.methods.brokerage.network import Network, Tie, between, network
from articulator.methods.brokerage.pairs import Ground, Worth, likelihood, worth

__all__ = [
    "Asked", "Diffusion", "Ground", "Holes", "Network", "Proposal", "Reason", "Similarity", "Tie",
    "Traits", "Worth", "between", "diffusion", "holes", "introductions", "likelihood", "network",
    "reach", "similarity", "worth",
]  # fmt: skip
