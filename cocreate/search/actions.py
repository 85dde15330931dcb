"""Keep the index equal to the database, and what is searched for. The only writer."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Row, delete, insert, select

from cocreate.config import current
from cocreate.decisions.queries import cited_by
from cocreate.kernel.clock import today
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.retention import drop_some
from cocreate.kernel.transaction import pause, transaction
from cocreate.search import index
from cocreate.search.models import SearchChange, SearchedWords
from cocreate.search.shape import Document, IndexBrokenError, IndexBusyError
from cocreate.search.sources import SOURCES, everything
from cocreate.search.subject import Subject

BATCH = 1000
MOST_WORDS_A_DAY = 5_000
MOST_WAITING = 5 * BATCH

Change = Row[int, Subject, int]

# Taught to the index in use while another is made, which may not know them: these
# stay noted until it has taken its place, and are taught then.
_taught: set[int] = set()


class Drift(NamedTuple):
    """Where the index and the database differ: keys such as `idea:7`."""

    missing: frozenset[str]
    stale: frozenset[str]
    changed: frozenset[str] = frozenset()
    is_broken: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.changed or self.is_broken)


def note_change(kind: Subject, *subject_ids: int) -> None:
    """Remember that something changed, in the transaction that changed it."""
    rows = [{"kind": kind, "subject_id": subject_id} for subject_id in subject_ids]
    if rows:
        db.session.execute(insert(SearchChange), rows)


def note_decision(decision_id: int) -> None:
    """Remember that a decision changed, and with it what it cites."""
    note_change(Subject.DECISION, decision_id)
    ideas, comments = cited_by(DecisionId(decision_id))
    note_change(Subject.IDEA, *ideas)
    note_change(Subject.COMMENT, *comments)


def note_author(person_id: int) -> None:
    """Remember that what somebody wrote is another's now: the team's, or not."""
    for kind, source in SOURCES.items():
        theirs = select(source.id).where(source.author_id == person_id)
        note_change(kind, *db.session.scalars(theirs))


def index_changes() -> int:
    """Teach the index what changed; say how many changes it learned.

    The changes are forgotten only after the index has committed them, so a crash
    between the two teaches them twice, which changes nothing. While another process
    writes the index they wait.
    """
    if index.needs_making():
        raise IndexBrokenError
    another_is_made = index.is_being_made()  # asked before anything is read
    changes = changes_to_teach(another_is_made=another_is_made)
    documents, gone = documents_of(changes)
    pause()  # nothing of the database is held while the index is written
    if not changes:
        return 0
    try:
        index.write(documents, sorted(gone))
    except IndexBusyError:
        return 0
    learned = [change.id for change in changes]
    if another_is_made:
        _taught.update(learned)
    else:
        forget(learned)
    return len(learned)


def is_index_complete() -> bool:
    """Whether it can be read, and there is nothing it has yet to learn."""
    waiting = select(SearchChange.id).order_by(SearchChange.id).limit(1)
    is_waiting = db.session.scalar(waiting) is not None
    pause()
    return not is_waiting and not index.needs_making()


def changes_to_teach(*, another_is_made: bool) -> Sequence[Change]:
    if not another_is_made:
        _taught.clear()
    query = select(SearchChange.id, SearchChange.kind, SearchChange.subject_id)
    waiting = db.session.execute(query.order_by(SearchChange.id).limit(MOST_WAITING))
    return [change for change in waiting if change.id not in _taught][:BATCH]


def documents_of(changes: Iterable[Change]) -> tuple[list[Document], set[str]]:
    """What is to be put in, as it stands now, and the keys to take out."""
    wanted: dict[Subject, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.kind, set()).add(change.subject_id)
    documents = [
        document
        for kind, ids in wanted.items()
        for document in SOURCES[kind].documents(sorted(ids))
    ]
    asked = {f"{kind}:{key}" for kind, keys in wanted.items() for key in keys}
    return documents, asked - {document.key for document in documents}


def forget(change_ids: Sequence[int]) -> None:
    """The index has learned these."""
    with transaction():
        for start in range(0, len(change_ids), BATCH):
            some = change_ids[start : start + BATCH]
            db.session.execute(delete(SearchChange).where(SearchChange.id.in_(some)))


def count_everything() -> int:
    """How many documents a whole index holds."""
    return sum(source.how_many() for source in SOURCES.values())


def rebuild(told: Callable[[int], None] = lambda _: None) -> int:
    """Make the index anew from the database; say how many documents it holds.

    It is made beside the one in use, which is found with and taught meanwhile. By one
    process: several would each write a part, and the newest would not come first.
    Changes known before are forgotten after: a crash between teaches them again.
    """
    with index.making():
        pause()
        known = db.session.scalars(select(SearchChange.id)).all()
        written = index.write_anew(everything(), told)
        forget(known)
    return written


def find_drift() -> Drift:
    """Compare what the index keeps with what the database says."""
    wanted = {document.key: document.print for document in everything()}
    try:
        kept = index.prints_kept()
    except IndexBrokenError:
        return Drift(frozenset(wanted), frozenset(), is_broken=True)
    both = wanted.keys() & kept.keys()
    return Drift(
        missing=frozenset(wanted.keys() - kept.keys()),
        stale=frozenset(kept.keys() - wanted.keys()),
        changed=frozenset(key for key in both if wanted[key] != kept[key]),
    )


def mend_drift() -> int:
    """Make the index equal to the database again; say how many documents it holds."""
    return rebuild()


class Searched(NamedTuple):
    """Words that were searched for some times, in a project or, 0, everywhere."""

    project_id: int
    words: str
    times: int
    found_nothing: int


def keep_searched(batch: Sequence[Searched]) -> None:
    """Count these searches today; beyond a bound, new words as others, unsaid."""
    on_day = today()
    known = words_of(on_day)
    room = MOST_WORDS_A_DAY - len(known)
    fresh = [one for one in batch if (one.project_id, one.words) not in known]
    others = {(one.project_id, one.words) for one in fresh[max(0, room) :]}
    kept: Counter[tuple[int, str]] = Counter()
    nothing: Counter[tuple[int, str]] = Counter()
    for one in batch:
        said = "" if (one.project_id, one.words) in others else one.words
        kept[one.project_id, said] += one.times
        nothing[one.project_id, said] += one.found_nothing
    for (project_id, words), times in sorted(kept.items()):
        count_searched(on_day, project_id, words, times, nothing[project_id, words])


def words_of(on_day: date) -> set[tuple[int, str]]:
    keys = select(SearchedWords.project_id, SearchedWords.words)
    rows = db.session.execute(keys.where(SearchedWords.on_day == on_day))
    return {(row.project_id, row.words) for row in rows}


def count_searched(
    on_day: date, project_id: int, words: str, times: int, nothing: int
) -> None:
    fresh = insert_into(SearchedWords).values(
        on_day=on_day,
        project_id=project_id,
        words=words,
        times=times,
        found_nothing=nothing,
    )
    more = {
        name: getattr(SearchedWords, name) + fresh.excluded[name]
        for name in ("times", "found_nothing")
    }
    keys = ["on_day", "project_id", "words"]
    db.session.execute(fresh.on_conflict_do_update(index_elements=keys, set_=more))


def forget_old_searches(most: int) -> int:
    """What was searched for is kept for some months; how much was dropped."""
    until = today() - timedelta(days=current().search_kept_days)
    return drop_some(SearchedWords, SearchedWords.on_day < until, most=most)
