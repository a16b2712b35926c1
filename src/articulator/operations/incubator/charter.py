"""What the constitution says of evenings, their vote and their fund, with its clauses."""

from dataclasses import dataclass
from typing import Any

from articulator.identity.constitution.queries import law
from articulator.operations.incubator.models import Round, pounds

METHOD = Round.Method.APPROVAL  # where the constitution says nothing


@dataclass(frozen=True, slots=True)
class Charter:
    """How a room votes, and how much money its vote can release (None: there is no fund)."""

    method: Round.Method
    method_clause: str
    most_pence: int | None
    fund_clause: str
    decided_by: str

    @property
    def most(self) -> str:
        """In pounds."""
        return pounds(self.most_pence or 0)


def charter() -> Charter:
    said = law().get("incubator", {})
    event: dict[str, Any] = next((one for one in said.get("phases", []) if "method" in one), {})
    named, fund = event.get("method", ""), said.get("fund", {})
    pounds = fund.get("grant_max_gbp")
    return Charter(
        Round.Method(named) if named in Round.Method else METHOD,
        str(event.get("ref", "")),
        None if pounds is None else int(pounds) * 100,
        str(fund.get("ref") or said.get("ref", "")),
        str(fund.get("decided_by", "")).replace("_", " "),
    )
