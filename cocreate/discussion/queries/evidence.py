"""Who speaks of ideas without voting for them: for scores, in people."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from cocreate.votes.models import Vote


class Speaking(NamedTuple):
    """A customer who spoke of an idea that is neither their own nor has their vote."""

    idea_id: IdeaId
    person_id: PersonId


def speaking() -> AnySelect:
    """Customers who commented on an idea, and neither voted for nor proposed it."""
    return (
        select(Comment.idea_id, Comment.author_id)
        .join(Person, Person.id == Comment.author_id)
        .join(Idea, Idea.id == Comment.idea_id)
        .outerjoin(
            Vote,
            (Vote.voter_id == Comment.author_id) & (Vote.idea_id == Comment.idea_id),
        )
        .where(
            Comment.shown.is_(True),
            Person.role == Role.CUSTOMER,
            Vote.voter_id.is_(None),
            Idea.author_id != Comment.author_id,
        )
    )


def count_speakers(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, int]:
    """How many customers spoke of each idea who neither voted for nor proposed it."""
    rows = db.session.execute(
        speaking()
        .with_only_columns(Comment.idea_id, func.count(Comment.author_id.distinct()))
        .where(Comment.idea_id.in_(list(idea_ids)))
        .group_by(Comment.idea_id)
    )
    return {idea_id: people for idea_id, people in rows if idea_id is not None}


def speaking_of(idea_id: IdeaId, *, most: int) -> list[PersonId]:
    """The customers who spoke of an idea without voting for it."""
    query = speaking().where(Comment.idea_id == idea_id)
    people = query.with_only_columns(Comment.author_id).distinct().limit(most)
    return list(db.session.scalars(people))


def spoken_by(
    people: Sequence[PersonId], project_id: ProjectId, *, most: int
) -> list[Speaking]:
    """Of which listed ideas of a project these customers spoke without voting."""
    rows = db.session.execute(
        speaking()
        .where(
            Comment.author_id.in_(people),
            Idea.project_id == project_id,
            Idea.listed.is_(True),
        )
        .distinct()
        .limit(most)
    )
    return [Speaking(*row) for row in rows]


def subject_of_comment(comment_id: CommentId) -> IdeaId | None:
    """The idea that a comment speaks of, if it speaks of one."""
    query = select(Comment.idea_id).where(Comment.id == comment_id)
    return db.session.scalar(query)
