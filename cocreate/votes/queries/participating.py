"""Who takes part in a project, by what is known of them. Kept by a job."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import AttributeId, PersonId, ProjectId, SegmentId
from cocreate.people.models import AttributeValue, Person, SegmentMember
from cocreate.people.queries.attributes import is_customer
from cocreate.votes.models import Participant, Vote

Taken = dict[PersonId, tuple[int, int]]  # ideas and votes


class Voices(NamedTuple):
    """What customers of a group said in a project."""

    people: int
    ideas: int
    votes: int


def voices_from(figures: Sequence[Any]) -> Voices:
    return Voices(*map(int, figures))  # PostgreSQL adds up to a decimal


def said() -> tuple[Any, ...]:
    return (
        func.coalesce(func.sum(Participant.ideas), 0).label("ideas"),
        func.coalesce(func.sum(Participant.votes), 0).label("votes"),
    )


def customers_in(project_id: ProjectId) -> tuple[ColumnElement[bool], ...]:
    """The condition on a participant joined with who they are."""
    return (
        Participant.project_id == project_id,
        Person.id == Participant.person_id,
        is_customer(),
    )


def voices_in(project_id: ProjectId) -> Voices:
    """All customers who take part in a project."""
    row = db.session.execute(
        select(func.count(Participant.person_id), *said())
        .select_from(Participant)
        .where(*customers_in(project_id))
    ).one()
    return voices_from(row)


def voices_by_segment(project_id: ProjectId) -> dict[SegmentId, Voices]:
    """The same by segment: the project's figures, cut."""
    rows = db.session.execute(
        select(SegmentMember.segment_id, func.count(Participant.person_id), *said())
        .select_from(Participant)
        .join(SegmentMember, SegmentMember.person_id == Participant.person_id)
        .where(*customers_in(project_id))
        .group_by(SegmentMember.segment_id)
    )
    return {row[0]: voices_from(row[1:]) for row in rows}


def voices_by_value(
    project_id: ProjectId, attribute_id: AttributeId
) -> dict[str, Voices]:
    """The same by the values of an attribute; of whom it is known."""
    rows = db.session.execute(
        select(AttributeValue.value, func.count(Participant.person_id), *said())
        .select_from(Participant)
        .join(AttributeValue, AttributeValue.person_id == Participant.person_id)
        .where(*customers_in(project_id), AttributeValue.attribute_id == attribute_id)
        .group_by(AttributeValue.value)
    )
    return {row[0]: voices_from(row[1:]) for row in rows}


def spread_of_votes(project_id: ProjectId) -> dict[int, int]:
    """How many customers cast so many votes each."""
    rows = db.session.execute(
        select(Participant.votes, func.count())
        .select_from(Participant)
        .where(*customers_in(project_id), Participant.votes > 0)
        .group_by(Participant.votes)
    )
    return {row[0]: row[1] for row in rows}


def taking_part(project_id: ProjectId) -> Select[PersonId]:
    """A SELECT of everybody who takes part: to ask NOT IN."""
    return select(Participant.person_id).where(Participant.project_id == project_id)


# ── What is to be kept ────────────────────────────────────────────────────────


def count_taking_part(project_id: ProjectId) -> Taken:
    """Counted from ideas and votes themselves."""
    votes = (
        select(Vote.voter_id, func.count())
        .select_from(Vote)
        .join(Idea, Idea.id == Vote.idea_id)
        .where(Idea.project_id == project_id, Idea.listed.is_(True))
        .group_by(Vote.voter_id)
    )
    found: Taken = {row[0]: (0, row[1]) for row in db.session.execute(votes)}
    for person_id, number in ideas.ideas_by_author(project_id).items():
        found[person_id] = number, found.get(person_id, (0, 0))[1]
    return found


def taking_part_kept(project_id: ProjectId) -> Taken:
    rows = db.session.execute(
        select(Participant.person_id, Participant.ideas, Participant.votes).where(
            Participant.project_id == project_id
        )
    )
    return {row.person_id: (row.ideas, row.votes) for row in rows}
