"""What each line of an export says, read row by row in constant memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import exists, literal, select, union_all
from sqlalchemy.orm import aliased

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import ProjectId
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.votes.models import Answer, Vote

Row = dict[str, Any]
AT_ONCE = 1000


class Selection:
    """Which part of the house is written: one project or all the public ones."""

    def __init__(self, project_id: ProjectId | None, *, with_hidden: bool) -> None:
        self.project_id = project_id
        self.with_hidden = with_hidden

    def of_ideas(self, query: AnySelect) -> AnySelect:
        """The query, on a joined idea, for what is written."""
        if self.project_id is not None:
            query = query.where(Idea.project_id == self.project_id)
        elif not self.with_hidden:
            public = select(Project.id).where(Project.is_private.is_(False))
            query = query.where(Idea.project_id.in_(public))
        if not self.with_hidden:
            query = query.where(Idea.hidden_at.is_(None), Idea.withdrawn_at.is_(None))
        return query


def ideas(chosen: Selection) -> Iterator[Row]:
    query = chosen.of_ideas(
        select(Idea, Person.name, Project.name.label("project"))
        .join(Person, Person.id == Idea.author_id)
        .join(Project, Project.id == Idea.project_id)
        .order_by(Idea.id)
    )
    for idea, author, project in streamed(query):
        yield {
            "id": str(idea.id),
            "project": project,
            "title": idea.title,
            "body": idea.body,
            "author": str(idea.author_id),
            "author_name": author,
            "created": written(idea.proposed_at),
            "status": str(idea.status),
        } | present(
            lang=idea.language,
            tags=idea.tag_names.split("\n") if idea.tag_names else None,
            supporters=idea.supporters,
            merged_into=str(idea.merged_into_id) if idea.merged_into_id else None,
            answered=written(idea.answered_at),
            edited=written(idea.edited_at),
            hidden_at=written(idea.hidden_at),
            hidden_reason=idea.hidden_reason,
            withdrawn_at=written(idea.withdrawn_at),
        )


def comments(chosen: Selection) -> Iterator[Row]:
    """Those under ideas; of one that is gone, its place, if replies still need it."""
    reply = aliased(Comment)
    answered = exists().where(reply.parent_id == Comment.id, reply.shown.is_(True))
    query = chosen.of_ideas(
        select(Comment, Person.name)
        .join(Idea, Idea.id == Comment.idea_id)
        .join(Person, Person.id == Comment.author_id)
        .order_by(Comment.id)
    )
    if not chosen.with_hidden:
        query = query.where(Comment.shown.is_(True) | answered)
    for comment, author in streamed(query):
        said = comment.shown or chosen.with_hidden
        yield place_of(comment) | (words_of(comment, author) if said else GONE)


GONE = {"author": None, "body": ""}


def place_of(comment: Comment) -> Row:
    return {
        "id": str(comment.id),
        "idea": str(comment.idea_id),
        "parent": str(comment.parent_id) if comment.parent_id else None,
        "created": written(comment.posted_at),
    }


def words_of(comment: Comment, author: str) -> Row:
    return {
        "author": str(comment.author_id),
        "author_name": author,
        "body": comment.body,
    } | present(
        up=comment.agreed,
        down=comment.disagreed,
        official=comment.is_official or None,
        edited=written(comment.edited_at),
        hidden_at=written(comment.hidden_at),
        hidden_reason=comment.hidden_reason,
        withdrawn_at=written(comment.withdrawn_at),
    )


def votes(chosen: Selection) -> Iterator[Row]:
    """Votes, and the answers that came with an import, voter by voter."""
    cast = chosen.of_ideas(
        select(
            Vote.voter_id,
            Vote.idea_id,
            literal(1).label("value"),
            Vote.cast_at.label("at"),
        ).join(Idea, Idea.id == Vote.idea_id)
    )
    given = chosen.of_ideas(
        select(
            Answer.voter_id,
            Answer.idea_id,
            Answer.value.label("value"),
            Answer.given_at.label("at"),
        ).join(Idea, Idea.id == Answer.idea_id)
    )
    both = union_all(cast, given).subquery()
    query = (
        select(both, Person.name)
        .join(Person, Person.id == both.c.voter_id)
        .order_by(both.c.voter_id, both.c.idea_id)
    )
    for voter_id, idea_id, value, at, name in streamed(query):
        yield {
            "idea": str(idea_id),
            "voter": str(voter_id),
            "voter_name": name,
            "value": value,
            "at": written(at),
        }


def streamed(query: AnySelect) -> Iterator[Any]:
    yield from db.session.execute(query.execution_options(yield_per=AT_ONCE))


def present(**fields: Any) -> Row:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value is not None}


def written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
