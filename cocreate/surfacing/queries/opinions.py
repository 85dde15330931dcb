"""Questions about groups of opinion, and which idea to ask somebody about next."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import IdeaTitle
from cocreate.ideas.workflow import read as read_workflow
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId, SegmentId
from cocreate.kernel.policy import Actor, require
from cocreate.people.policy import sees_attributes
from cocreate.people.queries import members_of
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing.models import Exposure, OpinionMap, OpinionMember
from cocreate.surfacing.telling_groups import NOBODY, Shared, Stand, Told, read
from cocreate.votes import queries as votes
from cocreate.votes.queries import OpinionsHeard

T = TypeVar("T", Stand, Shared)


class CommonGround(NamedTuple):
    """The groups of a project as the actor may know them.

    `titles` of the ideas that are spoken of; what is hidden from the actor is not
    among them, nor in `told`. `own` is the actor's group, counted from 0.
    """

    told: Told
    titles: dict[IdeaId, IdeaTitle]
    people: int = 0
    ideas: int = 0
    answers: int = 0
    made_at: datetime | None = None
    own: int | None = None


def common_ground(actor: Actor, project: ProjectHeading) -> CommonGround:
    """What is kept of the groups of a project that the actor was let to."""
    kept = db.session.execute(
        select(
            OpinionMap.told,
            OpinionMap.people,
            OpinionMap.ideas,
            OpinionMap.answers,
            OpinionMap.made_at,
        ).where(OpinionMap.project_id == project.id)
    ).one_or_none()
    if kept is None:
        return CommonGround(NOBODY, {})
    told = read(kept.told)
    spoken_of = [one.idea_id for one in told.shared]
    spoken_of += [one.idea_id for group in told.groups for one in group.stands]
    titles = ideas.titles(actor, map(IdeaId, spoken_of))
    return CommonGround(
        seen_of(told, titles),
        titles,
        kept.people,
        kept.ideas,
        kept.answers,
        kept.made_at,
        own_group(actor, project.id),
    )


class Cut(NamedTuple):
    """A segment among the groups: its people in each, and what they say to ideas."""

    people: Counter[int]
    said: dict[IdeaId, dict[int, int]]


def ground_cut(
    actor: Actor, ground: CommonGround, project_id: ProjectId, segment_id: SegmentId
) -> Cut:
    """Where a segment's people stand; for the team."""
    require(sees_attributes(actor), "Segments are for the product team.")
    rows = db.session.execute(
        select(OpinionMember.number, func.count())
        .where(
            OpinionMember.project_id == project_id,
            OpinionMember.person_id.in_(members_of(segment_id)),
        )
        .group_by(OpinionMember.number)
    )
    people = Counter({row[0]: row[1] for row in rows})
    return Cut(people, votes.answers_of_segment(segment_id, [*ground.titles]))


def seen_of(told: Told, titles: dict[IdeaId, IdeaTitle]) -> Told:
    """Without what was hidden since."""

    def seen(some: Sequence[T]) -> list[T]:
        return [one for one in some if one.idea_id in titles]

    return Told(
        told.sure,
        [
            type(group)(group.people, group.x, group.y, seen(group.stands))
            for group in told.groups
        ],
        seen(told.shared),
        told.dots,
    )


def own_group(actor: Actor, project_id: ProjectId) -> int | None:
    return db.session.scalar(
        select(OpinionMember.number).where(
            OpinionMember.project_id == project_id,
            OpinionMember.person_id == actor.person_id,
        )
    )


def next_to_ask(actor: Actor, project: ProjectHeading) -> IdeaId | None:
    """Among what the actor said nothing to yet, the idea whose turn it is.

    What is hardly known comes before what is settled: see surfacing/ranking.py.
    """
    open_now = read_workflow(project.workflow).takes_votes
    return db.session.scalar(
        select(Exposure.idea_id)
        .join(Idea, Idea.id == Exposure.idea_id)
        .where(
            Exposure.project_id == project.id,
            Exposure.turn.is_not(None),
            Idea.listed.is_(True),
            Idea.status.in_(open_now),
            votes.unanswered_by(actor),
        )
        .order_by(Exposure.turn.desc(), Exposure.idea_id.desc())
        .limit(1)
    )


def heard_at_last(project_id: ProjectId) -> OpinionsHeard | None:
    """What the groups that are kept were drawn from."""
    row = db.session.execute(
        select(OpinionMap.answers, OpinionMap.last_at).where(
            OpinionMap.project_id == project_id
        )
    ).one_or_none()
    return OpinionsHeard(*row) if row else None
