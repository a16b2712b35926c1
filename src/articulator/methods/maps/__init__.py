"""Maps of groups in the files of other programs (docs/movement.md)."""

from articulator.methods.maps.chart import Chart, Group, MapError, Tie
from articulator.methods.maps.reading import read
from articulator.methods.maps.writing import FORMS

__all__ = ["FORMS", "Chart", "Group", "MapError", "Tie", "read"]
