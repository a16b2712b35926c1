"""A thin, deterministic hold on HiGHS: one programme, kept warm between changes."""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from articulator.methods.sortition.types import Floats

OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
}


class SolverError(RuntimeError):
    """HiGHS stopped for another reason than optimality or infeasibility."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """An optimum: its value, the variables, and (without integers) the price of each row."""

    value: float
    variables: Floats
    prices: Floats


class Programme:
    """Maximise cost·v subject to lower <= v <= upper, row_lower <= rows v <= row_upper."""

    def __init__(
        self,
        lower: Floats,
        upper: Floats,
        rows: Floats,
        row_lower: Floats,
        row_upper: Floats,
        *,
        integer: bool = False,
    ) -> None:
        # The public class greets on standard output, where a caller may be printing JSON.
        self._highs = highspy._Highs()  # type: ignore[attr-defined]  # noqa: SLF001
        options = OPTIONS if integer else OPTIONS | {"presolve": "off", "solver": "simplex"}
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_model(lower, upper, rows, row_lower, row_upper))
        self._columns = np.arange(len(lower), dtype=np.int32)
        if integer:
            kinds = np.full(len(lower), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._highs.changeColsIntegrality(len(lower), self._columns, kinds)

    def cost(self, cost: Floats) -> None:
        self._highs.changeColsCost(len(cost), self._columns, cost.astype(float))

    def bound(self, columns: NDArray[np.int64], lower: Floats, upper: Floats) -> None:
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def release_row(self, row: int) -> None:
        self._highs.changeRowBounds(row, -np.inf, np.inf)

    def add_column(self, cost: float, column: Floats) -> None:
        rows = np.flatnonzero(column).astype(np.int32)
        self._highs.addCol(cost, 0.0, np.inf, len(rows), rows, column[rows])

    def solve(self) -> Solution | None:
        """The optimum, or None when nothing satisfies the rows."""
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(f"HiGHS stopped: {self._highs.modelStatusToString(status)}")
        found = self._highs.getSolution()
        value = float(self._highs.getInfo().objective_function_value)
        return Solution(value, np.array(found.col_value), np.array(found.row_dual))


def _model(
    lower: Floats, upper: Floats, rows: Floats, row_lower: Floats, row_upper: Floats
) -> highspy.HighsLp:
    sparse = csc_matrix(rows)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(lower), len(row_lower)
    model.col_cost_ = np.zeros(len(lower))
    model.col_lower_, model.col_upper_ = lower.astype(float), upper.astype(float)
    model.row_lower_, model.row_upper_ = row_lower.astype(float), row_upper.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = sparse.indptr.astype(np.int32)
    model.a_matrix_.index_ = sparse.indices.astype(np.int32)
    model.a_matrix_.value_ = sparse.data.astype(float)
    model.sense_ = highspy.ObjSense.kMaximize
    return model
