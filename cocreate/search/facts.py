"""What can be asked of a thing besides its words: whose it is, where it stands.

A fact is a name and a value, such as `status:planned` or `author:12`. What is kept
inside the company is never a fact: who may see an index is not asked.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cocreate.decisions import queries as decisions
from cocreate.ideas import queries as ideas
from cocreate.people.queries import faces
from cocreate.search.subject import Subject

BY_TEAM, BY_CUSTOMER = "by:team", "by:customer"
ANSWERED, MERGED = "is:answered", "is:merged"
RESPONSE, DECISION, FILE = "has:response", "has:decision", "has:attachment"

Facts = dict[int, set[str]]


def day_of(on: date) -> int:
    """A day as a number: the index compares these."""
    return on.toordinal()


def facts_of(kind: Subject, rows: Sequence[Any]) -> Facts:
    """What can be asked of each of these rows, in a few queries for all of them."""
    known = faces({row.author_id for row in rows})
    company = {key for key, face in known.items() if face.is_company}
    facts: Facts = {row.id: whose(row.author_id, company) for row in rows}
    if kind in {Subject.IDEA, Subject.COMMENT}:
        add(facts, FILE, (row.id for row in rows if row.files))
    if kind is Subject.COMMENT:
        add(facts, DECISION, decisions.comments_cited_among(facts))
    if kind is Subject.IDEA and rows:
        add_standing(facts, rows)
    return facts


def whose(author_id: Any, company: Any) -> set[str]:
    return {f"author:{author_id}", BY_TEAM if author_id in company else BY_CUSTOMER}


def add_standing(facts: Facts, rows: Sequence[Any]) -> None:
    """What is told of ideas alone, and to everybody."""
    for row in rows:
        standing = f"status:{row.status}"
        facts[row.id] |= {standing, f"{standing}@{row.project_id}"}
    add(facts, ANSWERED, (row.id for row in rows if row.answered_at))
    for idea_id, slugs in ideas.tag_slugs_of(facts).items():
        facts[idea_id] |= {f"tag:{slug}" for slug in slugs}
    add(facts, RESPONSE, ideas.responded_among(facts))
    add(facts, DECISION, decisions.ideas_cited_among(facts))
    add(facts, MERGED, ideas.heads_among(facts))


def add(facts: Facts, fact: str, ids: Iterable[int]) -> None:
    for one in ids:
        facts[one].add(fact)
