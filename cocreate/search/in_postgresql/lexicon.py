"""The terms that documents in PostgreSQL say, and how many say each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Text, any_, bindparam, select

from cocreate.kernel.db import ask
from cocreate.search.in_postgresql.tables import terms
from cocreate.search.in_postgresql.vectors import SIGN
from cocreate.search.needs import Need

LAST = "\U0010ffff"


class Terms:
    """Read term by term, some at a time; nothing of it is kept."""

    def spreads(self, field: str, words: Iterable[str]) -> dict[str, int]:
        sign = SIGN[field]
        found = counts([sign + word for word in words])
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
        known = counts([*wanted.values()])
        return {
            need: sum(known.get(wanted[one], 0) for one in need.terms) for need in needs
        }


def counts(lexemes: list[str]) -> dict[str, int]:
    if not lexemes:
        return {}
    return {row.term: row.documents for row in ask(among(), wanted=lexemes)}


@lru_cache
def among() -> Any:
    wanted = bindparam("wanted", type_=ARRAY(Text))
    return select(terms).where(terms.c.term == any_(wanted), terms.c.documents > 0)


@lru_cache
def between() -> Any:
    here = (terms.c.term >= bindparam("begin"), terms.c.term < bindparam("end"))
    some = select(terms).where(*here, terms.c.documents > 0).order_by(terms.c.term)
    return some.limit(bindparam("most"))
