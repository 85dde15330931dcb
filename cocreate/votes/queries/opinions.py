"""What people say to ideas: agree, disagree, pass."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, union_all

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId, SegmentId
from cocreate.kernel.policy import Actor
from cocreate.people.queries import members_of
from cocreate.votes.kinds import OPINIONS, Opinion
from cocreate.votes.models import Answer, Vote
from cocreate.votes.queries.discounted import cast_by, stands_discounted


class OpinionsHeard(NamedTuple):
    """How many answers a project has, and when the last was given."""

    answers: int
    last_at: datetime | None


def own_opinion(actor: Actor, idea_id: IdeaId) -> Opinion | None:
    """What the actor said to an idea, if anything."""
    cast = cast_by(actor.person_id)
    own = select(cast.c.idea_id).where(cast.c.idea_id == idea_id)
    if db.session.scalar(own) is not None:
        return Opinion.AGREE
    value = db.session.scalar(
        select(Answer.value).where(
            Answer.voter_id == actor.person_id, Answer.idea_id == idea_id
        )
    )
    return None if value is None else OPINIONS[value]


def unanswered_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on ideas that the actor said nothing to, and did not propose."""
    return ~(
        exists().where(Vote.voter_id == actor.person_id, Vote.idea_id == Idea.id)
        | stands_discounted(actor.person_id, Idea.id)
        | exists().where(Answer.voter_id == actor.person_id, Answer.idea_id == Idea.id)
        | (Idea.author_id == actor.person_id)
    )


def count_answers_of(actor: Actor, project_id: ProjectId) -> int:
    """To how many ideas of a project the actor has said something."""
    counts = [
        select(func.count())
        .select_from(table)
        .join(Idea, Idea.id == table.idea_id)
        .where(table.voter_id == actor.person_id, Idea.project_id == project_id)
        .where(Idea.listed.is_(True))
        .scalar_subquery()
        for table in (Vote, Answer)
    ]
    return db.session.scalar(select(counts[0] + counts[1])) or 0


def opinions_in(project_id: ProjectId) -> list[tuple[int, int, int]]:
    """Everything people said to listed ideas: who, to which, and 1, 0 or -1."""
    voted = exists().where(
        Vote.voter_id == Answer.voter_id, Vote.idea_id == Answer.idea_id
    )
    others = said_to(project_id, Answer, Answer.value).where(~voted)
    query = union_all(said_to(project_id, Vote, literal(1)), others)
    return [(who, to, value) for who, to, value in db.session.execute(query)]


def said_to(project_id: ProjectId, table: Any, value: Any) -> Select[Any]:
    return (
        select(table.voter_id, table.idea_id, value.label("value"))
        .join(Idea, Idea.id == table.idea_id)
        .where(Idea.project_id == project_id, Idea.listed.is_(True))
    )


def answers_of_segment(
    segment_id: SegmentId, idea_ids: Sequence[IdeaId]
) -> dict[IdeaId, dict[int, int]]:
    """How many of a segment's people agreed (1), passed (0), disagreed (-1)."""
    found: dict[IdeaId, dict[int, int]] = {key: {} for key in idea_ids}
    for table, value in ((Vote, literal(1)), (Answer, Answer.value)):
        said = value.label("value")
        rows = db.session.execute(
            select(table.idea_id, said, func.count())
            .where(
                table.idea_id.in_(idea_ids), table.voter_id.in_(members_of(segment_id))
            )
            .group_by(table.idea_id, said)
        )
        for idea_id, was, number in rows:
            found[idea_id][was] = number
    return found


def opinions_heard(project_id: ProjectId) -> OpinionsHeard:
    """Another one when somebody said something since."""
    found = [
        db.session.execute(
            select(func.count(), func.max(at))
            .select_from(table)
            .join(Idea, Idea.id == table.idea_id)
            .where(Idea.project_id == project_id, Idea.listed.is_(True))
        ).one()
        for table, at in ((Vote, Vote.cast_at), (Answer, Answer.given_at))
    ]
    last = [at for _, at in found if at is not None]
    return OpinionsHeard(sum(number for number, _ in found), max(last, default=None))
