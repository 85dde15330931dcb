"""Which ideas are likely duplicates: what a sweep asks, and what product teams see."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId, SegmentId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor, require
from cocreate.people import queries as people
from cocreate.people.faces import Face
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing.likeness import ALIKE, Alike, speaking_of
from cocreate.surfacing.models import (
    Difference,
    DuplicateMember,
    DuplicatePair,
    Print,
)
from cocreate.votes.queries import said_by

MANY = 1_000
MOST_PAIRS = 20_000  # of one project that are put into groups
FOR_TEAMS = "Likely duplicates are for the product team."

Other = aliased(Idea, name="other")
Member = aliased(DuplicateMember, name="member")


class Group(NamedTuple):
    """Ideas that probably ask for the same, those with most people behind them first.

    `words` is what they speak of. The first of the ideas is the one to keep.
    """

    id: IdeaId
    likeness: float
    words: tuple[str, ...]
    ideas: Sequence[ideas.IdeaLine]

    @property
    def target_id(self) -> IdeaId:
        return self.ideas[0].id

    @property
    def why(self) -> str:
        return speaking_of(self.words, len(self.ideas))

    @property
    def idea_ids(self) -> set[IdeaId]:
        return {idea.id for idea in self.ideas}


class ToldApart(NamedTuple):
    """Two ideas that somebody said are different, who that was, and when."""

    id: int
    idea: ideas.IdeaTitle
    other: ideas.IdeaTitle
    by: Face | None
    at: datetime


# ── What product teams see ────────────────────────────────────────────────────


def duplicate_groups(
    actor: Actor,
    project: ProjectHeading,
    *,
    place: str | None = None,
    segment_id: SegmentId | None = None,
) -> Page[Group]:
    """A page of the groups of a project, the likest first.

    Cut by a segment, of those with an idea that its people said.
    """
    require(actor.is_team, FOR_TEAMS)
    query = select(
        DuplicateMember.idea_id, DuplicateMember.likeness, DuplicateMember.words
    ).where(*standing(project.id), group_said_by(segment_id))
    page = page_of(
        query, by=DuplicateMember.likeness, key=DuplicateMember.idea_id, place=place
    )
    return Page(groups_of(actor, page.rows), page.following, page.preceding)


def standing(project_id: ProjectId) -> tuple[Any, ...]:
    """The first of each group whose ideas are still several."""
    others = (
        select(Member.idea_id)
        .join(Idea, and_(Idea.id == Member.idea_id, Idea.listed.is_(True)))
        .where(
            Member.group_id == DuplicateMember.idea_id,
            Member.idea_id != DuplicateMember.idea_id,
        )
    )
    return (
        DuplicateMember.project_id == project_id,
        DuplicateMember.group_id == DuplicateMember.idea_id,
        exists().where(Idea.id == DuplicateMember.idea_id, Idea.listed.is_(True)),
        others.exists(),
    )


def group_said_by(segment_id: SegmentId | None) -> ColumnElement[bool]:
    """The condition on the first of a group: one of its ideas is a segment's."""
    if segment_id is None:
        return true()
    return exists().where(
        Member.group_id == DuplicateMember.idea_id,
        said_by(segment_id, Member.idea_id),
    )


def groups_of(actor: Actor, heads: Sequence[Any]) -> list[Group]:
    members = members_of(head.idea_id for head in heads)
    every = (key for group in members.values() for key in group)
    lines = {line.id: line for line in ideas.lines_of(actor, every)}
    groups = []
    for head in heads:
        own = [lines[key] for key in members[head.idea_id] if key in lines]
        own.sort(key=lambda line: (-line.votes, line.id))
        if len(own) > 1:
            words = tuple(head.words.split())
            groups.append(Group(head.idea_id, head.likeness, words, own))
    return groups


def members_of(group_ids: Iterable[IdeaId]) -> dict[IdeaId, list[IdeaId]]:
    """The ideas of these groups that are still listed."""
    wanted = list(group_ids)
    rows = db.session.execute(
        select(DuplicateMember.group_id, DuplicateMember.idea_id)
        .join(Idea, Idea.id == DuplicateMember.idea_id)
        .where(DuplicateMember.group_id.in_(wanted), Idea.listed.is_(True))
        .order_by(DuplicateMember.group_id, DuplicateMember.idea_id)
    )
    members: dict[IdeaId, list[IdeaId]] = {key: [] for key in wanted}
    for group_id, idea_id in rows:
        members[group_id].append(idea_id)
    return members


def find_group(actor: Actor, project: ProjectHeading, group_id: IdeaId) -> Group | None:
    """One group as it stands now; none when it is settled."""
    require(actor.is_team, FOR_TEAMS)
    head = db.session.execute(
        select(
            DuplicateMember.idea_id, DuplicateMember.likeness, DuplicateMember.words
        ).where(*standing(project.id), DuplicateMember.idea_id == group_id)
    ).one_or_none()
    return next(iter(groups_of(actor, [head])), None) if head else None


def count_duplicate_groups(
    project_id: ProjectId, *, segment_id: SegmentId | None = None
) -> int:
    """How many groups wait for a verdict; beyond a thousand it is "a thousand"."""
    waiting = *standing(project_id), group_said_by(segment_id)
    some = select(DuplicateMember.idea_id).where(*waiting).limit(MANY)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def told_apart(
    actor: Actor,
    project: ProjectHeading,
    *,
    place: str | None = None,
    segment_id: SegmentId | None = None,
) -> Page[ToldApart]:
    """What was told apart, the latest first."""
    require(actor.is_team, FOR_TEAMS)
    query = select(
        DuplicatePair.id,
        DuplicatePair.idea_id,
        DuplicatePair.other_id,
        DuplicatePair.told_apart_at,
        DuplicatePair.told_apart_by_id,
    ).where(
        DuplicatePair.project_id == project.id,
        DuplicatePair.told_apart_at.is_not(None),
        or_(
            said_by(segment_id, DuplicatePair.idea_id),
            said_by(segment_id, DuplicatePair.other_id),
        ),
    )
    page = page_of(
        query, by=DuplicatePair.told_apart_at, key=DuplicatePair.id, place=place
    )
    titles = ideas.titles(actor, (key for row in page.rows for key in row[1:3]))
    faces = people.faces(row.told_apart_by_id for row in page.rows)
    rows = [
        ToldApart(
            row.id,
            titles[row.idea_id],
            titles[row.other_id],
            faces.get(row.told_apart_by_id),
            row.told_apart_at,
        )
        for row in page.rows
        if row.idea_id in titles and row.other_id in titles
    ]
    return Page(rows, page.following, page.preceding)


# ── What a sweep asks ─────────────────────────────────────────────────────────


def unswept(most: int) -> list[IdeaId]:
    """Ideas that changed since their duplicates were looked for."""
    query = select(Print.idea_id).where(Print.is_swept.is_(False))
    return list(db.session.scalars(query.order_by(Print.idea_id).limit(most)))


def pair_of(pair_id: int) -> Any | None:
    """The ideas of a pair, and its project."""
    query = select(
        DuplicatePair.idea_id, DuplicatePair.other_id, DuplicatePair.project_id
    ).where(DuplicatePair.id == pair_id)
    return db.session.execute(query).one_or_none()


def project_ids_of(idea_ids: Iterable[IdeaId]) -> list[ProjectId]:
    query = select(Print.project_id).where(Print.idea_id.in_(list(idea_ids)))
    return list(db.session.scalars(query.distinct().order_by(Print.project_id)))


def others_by_author(idea_id: IdeaId) -> set[IdeaId]:
    """Ideas of which an author said why theirs is another: they are believed."""
    rows = db.session.execute(
        select(Difference.idea_id, Difference.other_id).where(
            or_(Difference.idea_id == idea_id, Difference.other_id == idea_id)
        )
    )
    return {key for row in rows for key in row} - {idea_id}


def pairs_in(project_id: ProjectId) -> list[Alike]:
    """The pairs of a project that nobody told apart, both of them still listed."""
    rows = db.session.execute(
        select(DuplicatePair.idea_id, DuplicatePair.other_id, DuplicatePair.likeness)
        .join(Idea, Idea.id == DuplicatePair.idea_id)
        .join(Other, Other.id == DuplicatePair.other_id)
        .where(
            DuplicatePair.project_id == project_id,
            DuplicatePair.told_apart_at.is_(None),
            DuplicatePair.likeness >= ALIKE,
            Idea.listed.is_(True),
            Other.listed.is_(True),
        )
        .order_by(
            DuplicatePair.likeness.desc(), DuplicatePair.idea_id, DuplicatePair.other_id
        )
        .limit(MOST_PAIRS)
    )
    return [Alike(*row) for row in rows]


def words_of_pairs(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, str]:
    """What each of these ideas says that its likest duplicate says, too."""
    rows = db.session.execute(
        select(DuplicatePair.idea_id, DuplicatePair.words)
        .where(DuplicatePair.idea_id.in_(list(idea_ids)))
        .order_by(DuplicatePair.likeness, DuplicatePair.other_id)
    )
    return {row.idea_id: row.words for row in rows}
