"""Keep the index equal to the database. The only writer of both."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from sqlalchemy import delete, insert, select

from cocreate.kernel.db import db
from cocreate.kernel.transaction import pause, transaction
from cocreate.search import index
from cocreate.search.index import Document, IndexBrokenError, IndexBusyError
from cocreate.search.models import SearchChange
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject

BATCH = 1000


class Drift(NamedTuple):
    """Where the index and the database differ: keys such as `idea:7`."""

    missing: frozenset[str]
    stale: frozenset[str]
    is_broken: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.is_broken)


def note_change(kind: Subject, *subject_ids: int) -> None:
    """Remember that something changed, in the transaction that changed it."""
    rows = [{"kind": kind, "subject_id": subject_id} for subject_id in subject_ids]
    if rows:
        db.session.execute(insert(SearchChange), rows)


def index_changes() -> int:
    """Teach the index what changed; say how many changes it learned.

    The changes are forgotten only after the index has committed them, so a crash
    between the two teaches them twice, which changes nothing. While another process
    writes the index they wait.
    """
    changes = db.session.execute(
        select(SearchChange.id, SearchChange.kind, SearchChange.subject_id)
        .order_by(SearchChange.id)
        .limit(BATCH)
    ).all()
    if not changes:
        pause()
        return 0
    wanted: dict[Subject, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.kind, set()).add(change.subject_id)
    documents = [
        document
        for kind, ids in wanted.items()
        for document in SOURCES[kind].documents(sorted(ids))
    ]
    kept = {document.key for document in documents}
    asked = {f"{kind}:{key}" for kind, keys in wanted.items() for key in keys}
    pause()  # nothing of the database is held while the index is written
    try:
        index.write(documents, asked - kept)
    except IndexBusyError:
        return 0
    except index.BROKEN as failure:
        raise IndexBrokenError from failure
    forget([change.id for change in changes])
    return len(changes)


def forget(change_ids: Sequence[int]) -> None:
    """The index has learned these."""
    with transaction():
        for start in range(0, len(change_ids), BATCH):
            some = change_ids[start : start + BATCH]
            db.session.execute(delete(SearchChange).where(SearchChange.id.in_(some)))


def everything() -> Iterable[Document]:
    return chain.from_iterable(source.documents() for source in SOURCES.values())


def rebuild(told: Callable[[int], None] = lambda _: None, *, processes: int = 1) -> int:
    """Make the index anew from the database; say how many documents it holds.

    Commands may use several processes; the worker, which has threads, uses one.
    Changes known before are forgotten after: a crash between only teaches them again.
    """
    known = db.session.scalars(select(SearchChange.id)).all()
    pause()
    written = index.write_anew(everything(), told, processes=processes)
    forget(known)
    return written


def find_drift() -> Drift:
    """Compare the keys of the index with those of the database."""
    wanted = {document.key for document in everything()}
    try:
        kept = index.keys_kept()
    except IndexBrokenError:
        return Drift(frozenset(wanted), frozenset(), is_broken=True)
    return Drift(frozenset(wanted - kept), frozenset(kept - wanted))


def mend_drift() -> int:
    """Make the index equal to the database again; say how many documents it holds."""
    return rebuild()
