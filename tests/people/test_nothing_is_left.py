"""Whoever is forgotten is in no table, no index, no file and no letter.

Every column of text of every row that hangs on somebody is marked, whichever tables
there are: a table or a column that comes is among them by itself. What may stay is said
below, column by column.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import (
    Column,
    Enum,
    String,
    Table,
    Text,
    cast,
    literal,
    or_,
    select,
    update,
)

from cocreate.ideas.models import Idea
from cocreate.kernel import audit, mail
from cocreate.kernel.db import Base, db
from cocreate.people import actions
from cocreate.people.models import Person
from cocreate.search import actions as search
from tests.factories import a_comment, a_person, actor_of
from tests.faults.lively import a_lively_town
from tests.sweeping import unguarded

NAME = "zqnameqz"
MARK = re.compile(r"zq\w+?qz")
CONTRIBUTED = {
    # What others answered, voted on and decided about, under nobody's name.
    *("ideas.title", "ideas.body", "ideas.body_html", "ideas.excerpt"),
    *("ideas.tag_names", "idea_edits.title", "idea_edits.body"),
    *("comments.body", "comments.body_html", "comment_edits.body"),
    # Why something was flagged and how it was judged: the record the law asks for.
    *("flags.note", "flags.law", "reviews.law", "reviews.statement", "reviews.why"),
    "case_steps.words",
    "suspect_votes.signs",  # names of signs, by the machine
    "certificates.code",  # of one that was taken back, and says nothing
}


@pytest.mark.slow
def test_whoever_is_forgotten_is_in_no_table(
    app: Flask, work: Callable[[], int]
) -> None:
    town = a_lively_town(app)
    person_id = town.people["customer"].id
    work()
    marked = mark_all_of(person_id)
    db.session.expire_all()
    person = db.session.get_one(Person, person_id)
    person.name, person.picture_key = f"{NAME} Quillon", "faces/theirs"
    own = db.session.scalars(select(Idea).where(Idea.author_id == person_id)).first()
    called = a_comment(own, by=a_person("Ida"), body=f"@{NAME} Quillon is right.")
    assert NAME in called.body_html.partition("/people/")[2]
    mail.post(
        to_address="ida@example.org",
        to_name="Ida",
        subject=f"{NAME} Quillon answered",
        text=f"Dear Ida, {NAME} Quillon answered.",
    )
    search.rebuild()
    assert actions.leave(actor_of(person)) == "faces/theirs"
    db.session.commit()
    work()
    db.session.expire_all()
    found = marks_anywhere()
    assert NAME not in found, "a comment or a letter still names them"
    left = {marked[word] for word in found}
    assert left == CONTRIBUTED, " ".join(sorted(left ^ CONTRIBUTED))
    assert audit.find_troubles() == []


def mark_all_of(person_id: int) -> dict[str, str]:
    """A word of its own into each column of each row of theirs; column by word."""
    marked = {}
    for number, (column, theirs) in enumerate(columns_of(person_id)):
        word = f"zq{number}qz"
        with unguarded():
            changed = db.session.connection().execute(
                update(column.table)
                .where(theirs, column.is_not(None))
                .values({column: literal(f"{word} ", String) + column})
            )
        if changed.rowcount:
            marked[word] = f"{column.table.name}.{column.name}"
    db.session.commit()
    return marked


def columns_of(person_id: int) -> Iterator[tuple[Column[Any], Any]]:
    for table in Base.metadata.sorted_tables:
        theirs = rows_of(table, person_id)
        if theirs is not None:
            for column in table.columns:
                free = isinstance(column.type, String) and not column.foreign_keys
                if free and not isinstance(column.type, Enum):
                    yield column, theirs


def rows_of(table: Table, person_id: int) -> Any:
    """Which rows of a table hang on somebody: by a key to them, or to such a row."""
    if table.name == "people":
        return table.c.id == person_id
    to_them = [c == person_id for c in table.columns if points_at(c, "people")]
    if to_them:
        return or_(*to_them)
    return None


def points_at(column: Column[Any], name: str) -> bool:
    return any(key.column.table.name == name for key in column.foreign_keys)


def marks_anywhere() -> set[str]:
    """Every mark that is still read in any table."""
    found: set[str] = set()
    for table in Base.metadata.sorted_tables:
        texts = [one for one in table.columns if isinstance(one.type, String)]
        for row in (
            db.session.execute(select(*(cast(one, Text) for one in texts)))
            if texts
            else ()
        ):
            found.update(*(MARK.findall(told) for told in row if told))
    return found
