"""Fair lots under quotas: see docs/methods/sortition.md."""

from articulator.methods.sortition.csvfiles import read_pool, read_quotas
from articulator.methods.sortition.draw import TICKETS, SeedError, sha256
from articulator.methods.sortition.explain import Binding, bands, binding_quotas, summary
from articulator.methods.sortition.fairness import fair_lottery, lottery
from articulator.methods.sortition.lottery import Certificate, Lottery
from articulator.methods.sortition.relax import Change, InfeasibleQuotas
from articulator.methods.sortition.selection import Draw, draw, next_reserve
from articulator.methods.sortition.types import Pool, PoolFileError, Quota
from articulator.methods.sortition.verify import verify_lottery

__all__ = [
    "TICKETS",
    "Binding",
    "Certificate",
    "Change",
    "Draw",
    "InfeasibleQuotas",
    "Lottery",
    "Pool",
    "PoolFileError",
    "Quota",
    "SeedError",
    "bands",
    "binding_quotas",
    "draw",
    "fair_lottery",
    "lottery",
    "next_reserve",
    "read_pool",
    "read_quotas",
    "sha256",
    "summary",
    "verify_lottery",
]
