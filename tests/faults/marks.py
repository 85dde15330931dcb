"""A mark on every text that people write, in every column that holds one.

Marked is each column of text that is not said here to be the machine's own, so that
the next column is marked too.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement
from sqlalchemy import Column, Enum, String, func, literal, select, update

from cocreate.kernel.db import Base, db
from tests.sweeping import unguarded

MARK = re.compile(r"zq\d+qz")
ASKED = "zq999qz"
"""What somebody looks for."""

THE_MACHINES = re.compile(
    r"[._](slug|key|hash|sha256|origin|path|kind|seed|language|media_type|email|field|cue|time_zone"
    r"|user_agent|address|url|failure|id|event|payload|headers)$"
    r"|^notices\.about$|^letters\.(html|answer)$"
    r"|^idea_drafts\.(answers|differs|visitor)$"
    r"|^returned_addresses\.answer$"
    r"|^letters\.push_to$|^notices\.pushed_as$|^browsers\.(endpoint|secret|asked_as)$"
    r"|^similar_(prints\.terms|terms\.word)$"
    r"|^search_editions\.name$|^opinion_maps\.told$|^weighings\.weights$"
    r"|^certificates\.(code|document)$|^opinion_maps\.began$|^heard_figures\.told$"
    r"|^lotteries\.(commitment|document)$|^devices\.os_version$|^programme_platforms\.least_version$"
    r"|^audit_entries\.|^legal_notices\.reference$|^case_steps\.was_hidden_reason$"
    r"|^second_steps\.(seed|code_hashes)$|^passkeys\.(credential|public_key)$"
    r"|^builds\.(facts|signature)$|^enrolments\.entry$|^invitation_links\.code$|^uploads\.name$"
    r"|^downloads\.(link|reason)$|^rollouts\.(steps|reason)$"
    r"|^guard_versions\.version$|^spam_models\.(hosts|prints|linked|curve)$|^(dry_runs|rule_trials)\."
    r"|^heartbeats\.name$|^retention_runs\.rule$|^suspect_votes\.signs$|^years_told\.told$"
    r"|^consents\.about$|^archives\.token$"
    r"|^projects\.workflow$|^status_plans\.refused$|^audit_(entries|heads)\."
)

UNREAD = {"head", "textarea", "script", "style", "template"}
"""What is not read as a part of the page: a value, or the name of its window."""

TOO_WIDE = {"html", "body", "main", "header", "footer", "nav", "section", "aside"}


class Seen(NamedTuple):
    """A mark in the text of a page, and whether it is said to be somebody's words."""

    word: str
    is_told: bool
    where: str


def mark_everything() -> dict[str, str]:
    """Put a word of its own into every row of each column; tell column by word."""
    marked = {}
    for number, column in enumerate(columns_of_people()):
        word = f"zq{number}qz"
        begun = f"<p>{word}</p>" if column.name.endswith("_html") else f"{word} "
        # In plain SQL: no action would write this.
        with unguarded():
            db.session.connection().execute(
                update(column.table)
                .where(column.is_not(None))
                .values({column: literal(begun, String) + column})
            )
        marked[word] = f"{column.table.name}.{column.name}"
    db.session.commit()
    return marked


def columns_of_people() -> Iterator[Column[Any]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            is_text = isinstance(column.type, String)
            if not is_text or isinstance(column.type, Enum) or column.foreign_keys:
                continue
            if not THE_MACHINES.search(name):
                yield column


def empty_columns() -> list[str]:
    """What nobody in the town has written."""
    return [
        f"{column.table.name}.{column.name}"
        for column in columns_of_people()
        if not db.session.scalar(select(func.count()).where(column.is_not(None)))
    ]


def marks_on(
    element: HtmlElement, *, told: bool = False, path: str = ""
) -> Iterator[Seen]:
    """Every mark that is read on a page, in the order of reading."""
    if element.tag in UNREAD:
        return
    here = f"{path} {element.tag}.{element.get('class', '')}".strip()
    if "data-user-content" in element.attrib:
        told = element.tag not in TOO_WIDE
    yield from marks_in(element.text, told, here)
    for below in element:
        yield from marks_on(below, told=told, path=here)
        yield from marks_in(below.tail, told, here)


def marks_in(text: str | None, told: bool, where: str) -> Iterator[Seen]:  # noqa: FBT001 - handed down
    for word in MARK.findall(text or ""):
        yield Seen(word, told, " > ".join(where.split(" ")[-3:]))
