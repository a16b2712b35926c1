"""Burt's measures of structural holes, for all at once (Burt 1992, chapter 2).

With z the symmetric weights and p_ij = z_ij / Σ_k z_ik:

- constraint: Σ_j (p_ij + Σ_q p_iq p_qj)², over the contacts j of i
- effective size: the number of contacts, less Σ_j Σ_q p_iq m_jq, with m_jq = z_jq / max_k z_jk
- efficiency: effective size / number of contacts
- hierarchy: how much of the constraint is one contact's (Coleman-Theil)
"""

from dataclasses import dataclass

import numpy as np

from articulator.methods.brokerage.network import Floats, Network
from articulator.methods.brokerage.triangles import triangles


@dataclass(frozen=True, slots=True)
class Holes:
    """One figure for each name. Without ties nothing is defined (NaN): a page says "no ties"."""

    constraint: Floats
    effective_size: Floats
    efficiency: Floats
    hierarchy: Floats  # NaN where there is one contact only


@dataclass(frozen=True, slots=True)
class Parts:
    """What the measures are made of: one figure for each entry of the matrix."""

    share: Floats  # p_ij
    pull: Floats  # p_ij + Σ_q p_iq p_qj
    doubled: Floats  # Σ_q p_iq m_jq


def parts(net: Network) -> Parts:
    weights, many = net.weights.data, net.weights.nnz
    if not many:
        nothing = np.zeros(0)
        return Parts(nothing, nothing, nothing)
    share = weights / net.strength[net.owners]
    largest = np.asarray(net.weights.max(axis=1).todense(), dtype=float).ravel()
    most = weights / largest[net.owners]
    indirect, doubled = np.zeros(many), np.zeros(many)
    for found in triangles(net):
        for ij, iq, qj, jq in found.views():
            indirect += np.bincount(ij, share[iq] * share[qj], many)
            doubled += np.bincount(ij, share[iq] * most[jq], many)
    return Parts(share, share + indirect, doubled)


def holes(net: Network) -> Holes:
    return holes_of(net, parts(net))


def holes_of(net: Network, of: Parts) -> Holes:
    contacts = net.degrees.astype(float)
    contacts[contacts == 0] = np.nan
    squares = of.pull**2
    constraint = _summed(net, squares) + np.where(np.isnan(contacts), np.nan, 0)
    size = contacts - _summed(net, of.doubled)
    ratio = squares / (constraint / contacts)[net.owners]
    spread = _summed(net, ratio * np.log(ratio))
    with np.errstate(invalid="ignore", divide="ignore"):
        hierarchy = np.where(contacts > 1, spread / (contacts * np.log(contacts)), np.nan)
    return Holes(constraint, size, size / contacts, hierarchy)


def _summed(net: Network, entries: Floats) -> Floats:
    return np.bincount(net.owners, entries, len(net.names))
