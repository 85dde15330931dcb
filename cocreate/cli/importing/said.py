"""What the lines of a file say, one record a line, each key once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import Line, LineError, in_batches, require_first
from cocreate.cli.importing.report import Report


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T")
Record = TypeVar("Record", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A line and what it says."""

    line: Line
    record: T


def read_each(
    report: Report, lines: Iterable[Line], read: Callable[[Fields], T]
) -> Iterator[Said[T]]:
    """What can be read, of lines that have no key; the rest is reported."""
    for line in lines:
        try:
            yield Said(line, read(line.fields))
        except LineError as error:
            report.refuse_line(line, str(error))


def read_in_batches(
    report: Report, lines: Iterable[Line], read: Callable[[Fields], T], size: int
) -> Iterator[list[Said[T]]]:
    """The same, so many lines at a time: what is kept by one transaction."""
    for some in in_batches(lines, size):
        yield list(read_each(report, some, read))


def read_all(
    report: Report,
    first: dict[str, int],
    lines: Iterable[Line],
    read: Callable[[Fields], Record],
) -> Iterator[Said[Record]]:
    """What can be read; the rest is reported. `first` tells where a key stood first."""
    for line in lines:
        try:
            record = read(line.fields)
            require_first(line, first.setdefault(record.key, line.number))
        except LineError as error:
            report.refuse_line(line, str(error))
        else:
            yield Said(line, record)
