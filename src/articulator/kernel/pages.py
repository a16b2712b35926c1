"""Pages of lists that may be very long: read in one pass as far as anybody reads, no further."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

MOST = 1000  # rows; who would read more of them narrows the search instead


class LongList(Paginator):  # type: ignore[type-arg] # not subscriptable at run time
    """A paginator over the first `MOST` rows of a query in its order.

    Counting a million rows takes longer than showing a page, and so does finding the same rows once
    to count and once to show: the keys are read once, by one table and its index, and only the
    rows of the page are then fetched with all that `shown` adds to them.
    """

    def __init__(self, rows: Any, per_page: int, shown: Any) -> None:
        super().__init__(rows, per_page)
        self._rows = rows
        self._shown = shown

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self._rows.values_list("pk", flat=True)[: MOST + 1])

    @cached_property
    def count(self) -> int:
        return min(len(self._keys), MOST)

    @property
    def more(self) -> bool:
        """Whether there are rows that no page shows."""
        return len(self._keys) > MOST

    def page(self, number: Any) -> Any:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self._keys[start : min(start + self.per_page, self.count)]
        return Page(list(self._shown(keys)), number, self)
