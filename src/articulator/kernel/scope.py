"""Rows about people are read under a name: for somebody who looks, or by a rule of the house.

A query that forgets to say for whom raises `Unscoped` before the database is asked. Inside another
query (`person__in=…`) a row set is not read, and needs no name.
"""

from collections.abc import Iterator
from typing import Any, Self

from django.db import models


class Unscoped(RuntimeError):  # noqa: N818 - the name says what the query is
    """A programming error: rows about people were read, and nobody said for whom."""


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """Says for whom it reads: `.by_rule("counts an electorate")`, or a `.seen_by(actor)`."""

    _said = ""

    def by_rule(self, why: str) -> Self:
        """Read for the organisation itself, by a rule that is named: nobody looks at the rows."""
        named = self._chain()  # type: ignore[attr-defined] # Django's own way to copy
        named._said = why  # noqa: SLF001 - one of us
        return named  # type: ignore[no-any-return]

    def _clone(self) -> Self:
        copy: Self = super()._clone()  # type: ignore[misc]
        copy._said = self._said
        return copy

    def _must_be_named(self) -> None:
        if not self._said:
            name = self.model.__name__
            raise Unscoped(
                f"{name} rows were read and nobody said for whom. Use {name}.objects.seen_by(actor)"
                f' for a person who looks, or .by_rule("why") where the organisation itself reads.'
            )

    def _fetch_all(self) -> None:
        self._must_be_named()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._must_be_named()
        return super().iterator(chunk_size)

    def count(self) -> int:
        self._must_be_named()
        return super().count()

    def exists(self) -> bool:
        self._must_be_named()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._must_be_named()
        return super().aggregate(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Acts delete; what they delete is not shown to anybody."""
        return super(ScopedQuerySet, self.by_rule("an act deletes it")).delete()
