"""Writing the index in PostgreSQL: one writer, each write one step."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DBAPIError, OperationalError

from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from cocreate.search.in_postgresql import editions
from cocreate.search.in_postgresql.tables import documents as kept
from cocreate.search.in_postgresql.tables import in_use, terms
from cocreate.search.in_postgresql.vectors import BLOCK, SIGN, vector_of
from cocreate.search.needs import PLACE, SPELLING
from cocreate.search.shape import (
    KINDS,
    SHAPE,
    Document,
    IndexBrokenError,
    IndexBusyError,
    Spoken,
    places_of,
    spelled,
    spoken,
)
from cocreate.search.subject import Subject

BATCH = 500

Key = tuple[int, int]


class Gone(NamedTuple):
    """What was taken out."""

    documents: int
    said: int
    terms: Counter[str]


def write(documents: Iterable[Document], gone: Sequence[str] = ()) -> int:
    """Put documents in, take the keys that are gone out; one commit."""
    brought = list(documents)
    keys = {key_of(key) for key in gone} | {key_of(one.key) for one in brought}
    try:
        with transaction():
            change(brought, sorted(keys))
    except OperationalError as busy:
        raise IndexBusyError from busy
    except DBAPIError as failure:
        raise IndexBrokenError from failure
    return len(brought)


def change(brought: Sequence[Document], keys: Sequence[Key]) -> None:
    edition = locked()
    out = take_out(keys)
    texts = [(one, spoken(one)) for one in brought]
    rows = [
        row_of(*text, edition.newest + place) for place, text in enumerate(texts, 1)
    ]
    put_in(rows)
    counts = terms_of(texts)
    counts.subtract(out.terms)
    count_terms(counts)
    db.session.execute(
        update(in_use).values(
            generation=edition.generation + 1,
            documents=edition.documents + len(rows) - out.documents,
            said=edition.said + sum(row["length"] for row in rows) - out.said,
            newest=edition.newest + len(rows),
        )
    )


def locked() -> editions.Edition:
    """The index in use, which nobody else writes until this transaction ends."""
    db.session.execute(editions.waiting_at_most(editions.SECONDS_TO_WAIT))
    row = db.session.execute(select(*in_use.c).with_for_update()).first()
    if row is None or row.shape != SHAPE:
        raise IndexBrokenError("there is none")
    return editions.edition_of(row)


def key_of(key: str) -> Key:
    kind, number = key.split(":")
    return KINDS.index(Subject(kind)), int(number)


def take_out(keys: Sequence[Key]) -> Gone:
    gone = Gone(0, 0, Counter())
    for start in range(0, len(keys), BATCH):
        some = tuple_(kept.c.kind, kept.c.number).in_(keys[start : start + BATCH])
        said = func.tsvector_to_array(kept.c.words)
        rows = db.session.execute(
            delete(kept).where(some).returning(kept.c.length, said)
        ).all()
        for _, lexemes in rows:
            gone.terms.update(one for one in lexemes if not one.startswith(BLOCK))
        lengths = sum(length for length, _ in rows)
        gone = gone._replace(
            documents=gone.documents + len(rows), said=gone.said + lengths
        )
    return gone


def put_in(rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.execute(bringing(kept), rows[start : start + BATCH])


def bringing(table: Any) -> Any:
    return insert(table).values(words=cast(bindparam("words", type_=Text), TSVECTOR))


def row_of(document: Document, said: Spoken, ordinal: int) -> dict[str, Any]:
    return {
        "kind": KINDS.index(document.kind),
        "number": document.id,
        "project": document.project_id,
        "length": said.length,
        "print": document.print,
        "at": document.at,
        "ordinal": ordinal,
        "words": vector_of(document, said, ordinal),
        "said": said.in_order,
    }


def terms_of(texts: Iterable[tuple[Document, Spoken]]) -> Counter[str]:
    """In how many of these documents each term is."""
    counts: Counter[str] = Counter()
    for one, said in texts:
        counts.update(said.weights.keys())
        places = places_of(one, said.languages)
        counts.update(SIGN[PLACE] + place for place in places)
        counts.update(SIGN[SPELLING] + word for word in spelled(one.title))
    return counts


def count_terms(counts: Counter[str]) -> None:
    changed = {term: count for term, count in sorted(counts.items()) if count}
    if not changed:
        return
    added = (
        func.unnest(
            cast([*changed], ARRAY(Text)), cast([*changed.values()], ARRAY(BigInteger))
        )
        .table_valued("term", "documents")
        .render_derived()
    )
    fresh = postgresql.insert(terms).from_select(
        ["term", "documents"], select(added.c.term, added.c.documents)
    )
    total = terms.c.documents + fresh.excluded.documents
    db.session.execute(
        fresh.on_conflict_do_update(
            index_elements=[terms.c.term], set_={"documents": total}
        )
    )
