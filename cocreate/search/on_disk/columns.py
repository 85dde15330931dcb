"""A number of each document, read whole: an array is asked thousands of times."""

from array import array
from typing import Any

from whoosh.columns import NumericColumn


class Numbers(NumericColumn):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's column of numbers, but for how it is loaded."""

    def reader(self, dbfile: Any, *rest: Any) -> "NumbersReader":
        return NumbersReader(dbfile, *rest, self._typecode, self._default)


class NumbersReader(NumericColumn.Reader):  # type: ignore[misc]  # no types
    """Reads one number, or all of them at once."""

    def load(self) -> "array[int]":
        numbers: array[int] = self._dbfile.get_array(
            self._basepos, self._typecode, self._count
        )
        # Zeros at the end are not written.
        numbers.extend([self._default] * (self._doccount - len(numbers)))
        return numbers
