"""The terms that documents in PostgreSQL say, and how many say each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Text, any_, bindparam, select

from cocreate.kernel.db import ask
from cocreate.search.in_postgresql.editions import Edition
from cocreate.search.in_postgresql.tables import terms
from cocreate.search.in_postgresql.vectors import SIGN
from cocreate.search.needs import PLACE, Need

LAST = "\U0010ffff"
MOST_KNOWN = 2_000  # places, those of facts among them


class Places:
    """How much lies where, in an index as it stood: asked by every search."""

    def __init__(self) -> None:
        self.at: tuple[str, int] = "", 0
        self.counts: dict[str, int] = {}

    def of(self, edition: Edition) -> dict[str, int]:
        if self.at != edition[:2] or len(self.counts) > MOST_KNOWN:
            self.counts, self.at = {}, edition[:2]
        return self.counts


PLACES = Places()


class Terms:
    """Read term by term, some at a time; each once for a question."""

    def __init__(self, edition: Edition) -> None:
        self.known: dict[str, int] = {}
        self.places = PLACES.of(edition)

    def spreads(self, field: str, words: Iterable[str]) -> dict[str, int]:
        sign = SIGN[field]
        found = self.counts([sign + word for word in words])
        return {term.removeprefix(sign): count for term, count in found.items()}

    def beginning_with(self, field: str, beginning: str, most: int) -> dict[str, int]:
        sign = SIGN[field]
        begin = sign + beginning
        rows = ask(between(), begin=begin, end=begin + LAST, most=most)
        return {term.removeprefix(sign): count for term, count in rows}

    def said_of(self, needs: Sequence[Need]) -> dict[Need, int]:
        """In how many documents each need is met, at most."""
        wanted = {
            one: SIGN[one.field] + one.text for need in needs for one in need.terms
        }
        known = self.counts([*wanted.values()])
        return {
            need: sum(known.get(wanted[one], 0) for one in need.terms) for need in needs
        }

    def counts(self, lexemes: list[str]) -> dict[str, int]:
        """Of each that some document says, how many do."""
        fresh = [
            one for one in lexemes if one not in self.known and one not in self.places
        ]
        if fresh:
            found = {row.term: row.documents for row in ask(among(), wanted=fresh)}
            for one in fresh:
                kept = self.places if one.startswith(SIGN[PLACE]) else self.known
                kept[one] = found.get(one, 0)
        told = {one: self.known.get(one) or self.places.get(one) for one in lexemes}
        return {one: count for one, count in told.items() if count}


@lru_cache
def among() -> Any:
    wanted = bindparam("wanted", type_=ARRAY(Text))
    return select(terms).where(terms.c.term == any_(wanted), terms.c.documents > 0)


@lru_cache
def between() -> Any:
    here = (terms.c.term >= bindparam("begin"), terms.c.term < bindparam("end"))
    some = select(terms).where(*here, terms.c.documents > 0).order_by(terms.c.term)
    return some.limit(bindparam("most"))
