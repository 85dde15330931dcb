"""The engine that keeps the index beside what it tells of."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.search import spelling
from cocreate.search.engine import Engine, Hits, Scope, Tidiness
from cocreate.search.in_postgresql import editions, making, writing
from cocreate.search.in_postgresql.editions import Edition
from cocreate.search.in_postgresql.lexicon import Terms
from cocreate.search.in_postgresql.ranking import holding_all, holding_some
from cocreate.search.in_postgresql.tables import documents as kept
from cocreate.search.keeping import once
from cocreate.search.needs import Question, question_of
from cocreate.search.shape import KINDS, Document
from cocreate.search.words import Asked

Finder = Callable[[Edition, Terms, Question, int], Hits]


class InPostgresql(Engine):
    """PostgreSQL's full text search, for any number of machines."""

    def find(self, asked: Asked, scope: Scope, *, most: int) -> Hits:
        return found(holding_all, asked, scope, most)

    def find_some(self, asked: Asked, scope: Scope, *, most: int) -> Hits:
        return found(holding_some, asked, scope, most)

    def meant(self, typed: str) -> str | None:
        return editions.read(lambda edition: spelling.meant(Terms(edition), typed))

    def write(self, documents: Iterable[Document], gone: Sequence[str] = ()) -> int:
        return writing.write(documents, gone)

    def write_anew(
        self, documents: Iterable[Document], told: Callable[[int], None]
    ) -> int:
        return making.write_anew(documents, told)

    def making(self) -> AbstractContextManager[None]:
        return editions.making()

    def is_being_made(self) -> bool:
        return editions.is_being_made()

    def needs_making(self) -> bool:
        return editions.needs_making()

    def prints_kept(self) -> dict[str, int]:
        prints = select(kept.c.kind, kept.c.number, kept.c.print)
        return editions.read(
            lambda _: {
                f"{KINDS[kind]}:{number}": said
                for kind, number, said in db.session.execute(prints)
            }
        )

    def tidiness(self) -> Tidiness:
        edition = editions.read(lambda edition: edition)
        return Tidiness(1, edition.documents, edition.span - edition.documents)


def found(find_in: Finder, asked: Asked, scope: Scope, most: int) -> Hits:
    """What is found in an index as it stands: the same until it knows more."""
    return editions.read(
        lambda edition: once(
            (*edition[:2], find_in, asked, scope, most),
            lambda: find_in_edition(find_in, edition, asked, scope, most),
        )
    )


def find_in_edition(
    find_in: Finder, edition: Edition, asked: Asked, scope: Scope, most: int
) -> Hits:
    lexicon = Terms(edition)
    question = question_of(lexicon, asked, scope)
    if question is None:
        return Hits([], 0, is_cut=False)
    return find_in(edition, lexicon, question, most)
