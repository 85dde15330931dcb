"""Where Whoosh lives, and the only place it does: writing and asking the index.

The index is a projection with one writer, the worker. Readers open a snapshot and
never wait for it. Queries are built here from bounded terms, never by a query parser:
Whoosh's own turns a few characters into seconds of work.
"""

import pickle
import shutil
import struct
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import index as whoosh_index
from whoosh.collectors import TimeLimitCollector
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.index import EmptyIndexError, LockError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.query import And, Or, Query, Term
from whoosh.reading import ReaderClosed
from whoosh.searching import TimeLimit
from whoosh.writing import IndexingError

from cocreate.config import current
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.log import log
from cocreate.search.subject import Subject
from cocreate.search.words import Asked, analyzer

TITLE_WEIGHT = 3.0
MOST_EXPANSIONS = 100
SECONDS_TO_SEARCH = 1.0
SECONDS_TO_WAIT = 20.0
MEGABYTES = 128
# A damaged file shows itself in as many ways as there are bytes in it.
BROKEN = (
    WhooshIndexError,
    ReaderClosed,
    IndexingError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    struct.error,
    pickle.UnpicklingError,
)

_here = threading.local()


class IndexBrokenError(Exception):
    """The index cannot be read; it is rebuilt from the database."""


class IndexBusyError(Exception):
    """Another process is writing the index, and takes long."""


class Document(NamedTuple):
    """One thing as the index keeps it: its words, not its looks."""

    kind: Subject
    id: int
    project_id: ProjectId
    title: str
    body: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


class Hit(NamedTuple):
    kind: Subject
    id: int


def schema() -> Schema:
    """What is kept of a document. No phrases: that halves the index."""
    return Schema(
        key=ID(stored=True, unique=True),
        kind=ID,
        subject_id=STORED,
        said=STORED,
        project=ID,
        title=TEXT(analyzer=analyzer(), phrase=False, field_boost=TITLE_WEIGHT),
        body=TEXT(analyzer=analyzer(), phrase=False),
    )


def folder() -> Path:
    return Path(current().data_dir) / "search"


def open_index() -> Any:
    """The index on disk; made when there is none yet."""
    place = str(folder())
    try:
        return whoosh_index.open_dir(place)
    except EmptyIndexError:
        folder().mkdir(parents=True, exist_ok=True)
        return whoosh_index.create_in(place, schema())


def write(documents: Iterable[Document], gone: Iterable[str] = ()) -> int:
    """Put documents in, take the keys that are gone out; one commit."""
    try:
        writer = open_index().writer(timeout=SECONDS_TO_WAIT, limitmb=MEGABYTES)
    except LockError as busy:
        raise IndexBusyError from busy
    try:
        written = 0
        for key in gone:
            writer.delete_by_term("key", key)
        for document in documents:
            writer.update_document(**fields_of(document))
            written += 1
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return written


def fields_of(document: Document) -> dict[str, Any]:
    return {
        "key": document.key,
        "kind": str(document.kind),
        "subject_id": document.id,
        "said": str(document.kind),
        "project": str(document.project_id),
        "title": document.title,
        "body": document.body,
    }


def write_anew(
    documents: Iterable[Document], told: Callable[[int], None], *, processes: int = 1
) -> int:
    """Replace the whole index; readers see the old one until the commit."""
    folder().mkdir(parents=True, exist_ok=True)
    with suppress(*BROKEN):
        _here.searcher = None
    written = 0
    try:
        made = open_index()
    except BROKEN:
        shutil.rmtree(folder(), ignore_errors=True)
        made = open_index()
    writer = made.writer(
        timeout=SECONDS_TO_WAIT,
        limitmb=2 * MEGABYTES,
        procs=processes,
        multisegment=processes > 1,
    )
    try:
        for document in documents:
            writer.add_document(**fields_of(document))
            written += 1
            told(written)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=whoosh_index_clear())
    return written


def whoosh_index_clear() -> Any:
    from whoosh.writing import CLEAR  # noqa: PLC0415 - the one use of it

    return CLEAR


def searcher() -> Any:
    """A reader of the newest snapshot, one for each thread."""
    place = str(folder())
    held = getattr(_here, "searcher", None)
    if held is None or _here.place != place:
        _here.searcher, _here.place = open_index().searcher(), place
    else:
        _here.searcher = held.refresh()
    return _here.searcher


def find(
    asked: Asked,
    *,
    kinds: Sequence[Subject] = (),
    projects: Sequence[ProjectId] | None = None,
    most: int = 60,
    every_word: bool = True,
) -> list[Hit]:
    """The best hits, best first; IndexBrokenError when the index cannot be read."""
    try:
        reading = searcher()
        query = query_of(reading, asked, every_word=every_word)
        if query is None:
            return []
        return ask(reading, query, within(kinds, projects), most)
    except BROKEN as failure:
        _here.searcher = None
        log.error("search.broken", error=repr(failure)[:200])
        raise IndexBrokenError from failure


def query_of(reading: Any, asked: Asked, *, every_word: bool) -> Query | None:
    parts = [
        Or([Term("title", term, boost=TITLE_WEIGHT), Term("body", term)])
        for term in asked.terms
    ]
    if asked.beginning and parts:
        expanded = expansions(reading, asked.beginning)
        parts[-1] = Or([parts[-1], *expanded]) if expanded else parts[-1]
    if not parts:
        return None
    return And(parts) if every_word else Or(parts)


def expansions(reading: Any, beginning: str) -> list[Query]:
    """Words that begin so, a bounded number of them."""
    found = []
    for name, boost in (("title", TITLE_WEIGHT / 2), ("body", 0.5)):
        terms = reading.reader().expand_prefix(name, beginning)
        for term in islice(terms, MOST_EXPANSIONS // 2):
            text = term.decode() if isinstance(term, bytes) else term
            found.append(Term(name, text, boost=boost))
    return found


def within(
    kinds: Sequence[Subject], projects: Sequence[ProjectId] | None
) -> Query | None:
    limits: list[Query] = []
    if kinds:
        limits.append(Or([Term("kind", str(kind)) for kind in kinds]))
    if projects is not None:
        limits.append(Or([Term("project", str(key)) for key in projects]))
    return And(limits) if limits else None


def ask(reading: Any, query: Query, limits: Query | None, most: int) -> list[Hit]:
    collector = reading.collector(limit=most, filter=limits)
    # By a timer, not by an alarm: those ring in a process's first thread alone.
    timed = TimeLimitCollector(collector, SECONDS_TO_SEARCH, use_alarm=False)
    with suppress(TimeLimit):  # what was found in time is answered
        reading.search_with_collector(query, timed)
    return [
        Hit(Subject(fields["said"]), int(fields["subject_id"]))
        for fields in (hit.fields() for hit in timed.results())
    ]


def keys_kept() -> set[str]:
    """Every key in the index: what doctor compares with the database."""
    try:
        reading = open_index().searcher()
        with reading:
            return {fields["key"] for fields in reading.all_stored_fields()}
    except BROKEN as failure:
        raise IndexBrokenError from failure
