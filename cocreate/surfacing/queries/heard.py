"""Who has not been heard: those who spoke, beside the customers there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import Select, exists, func, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import AttributeId, PersonId, ProjectId, SegmentId
from cocreate.kernel.policy import Actor, require
from cocreate.people.models import Person
from cocreate.people.policy import sees_attributes
from cocreate.people.queries import (
    SegmentLine,
    attributes,
    customers_to_ask,
    every_segment,
    members_of,
    people_with,
)
from cocreate.surfacing.hearing import Concentration, Share, concentration
from cocreate.surfacing.models import Asking, DeclaredShare
from cocreate.surfacing.queries.figures import figures_of
from cocreate.votes import queries as votes
from cocreate.votes.queries import Voices

TEAM_ONLY = "Who has not been heard is for the product team."
NOT_AGAIN = timedelta(days=30)  # nobody is asked twice within so many days
NOBODY = Voices(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A segment, or those of one value of an attribute."""

    key: str  # in forms and addresses
    name: str
    attribute_id: AttributeId | None = None
    value: str = ""
    segment_id: SegmentId | None = None

    @property
    def people(self) -> Select[PersonId]:
        """A SELECT of everybody in it."""
        if self.segment_id is not None:
            return members_of(self.segment_id)
        if self.attribute_id is None:
            raise NotFoundError
        return people_with(self.attribute_id, self.value)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What divides customers into groups."""

    label: str
    groups: tuple[Group, ...]
    attribute_id: AttributeId | None = None


class Heard(NamedTuple):
    """What a group said, and how that is beside its part in all customers."""

    group: Group
    voices: Voices
    share: Share
    asked: int
    came: int  # of those who were asked


class Covered(NamedTuple):
    """A dimension whose groups the team declared."""

    label: str
    heard: tuple[Heard, ...]
    unknown: int  # people heard of whom it is not known


class SegmentFigures(NamedTuple):
    segment: SegmentLine
    voices: Voices


class Coverage(NamedTuple):
    """All that is told of who was heard in a project."""

    voices: Voices
    concentration: Concentration
    covered: tuple[Covered, ...]
    by_segment: tuple[SegmentFigures, ...]
    counted_at: datetime


def dimensions() -> list[Dimension]:
    """What shares can be declared of: values of attributes, and segments."""
    found = [
        Dimension(
            line.label,
            tuple(
                Group(value_key(line.id, value), value, line.id, value)
                for value in line.groups
            ),
            line.id,
        )
        for line in attributes()
        if line.groups
    ]
    groups = tuple(
        Group(f"s{line.id}", line.name, segment_id=line.id) for line in every_segment()
    )
    return [*found, Dimension("Segments", groups)] if groups else found


def value_key(attribute_id: AttributeId, value: str) -> str:
    return f"a{attribute_id}-{crc32(value.encode()):08x}"


def get_group(key: str) -> Group:
    for dimension in dimensions():
        for group in dimension.groups:
            if group.key == key:
                return group
    raise NotFoundError


def declared(project_id: ProjectId) -> dict[str, float]:
    """The shares that the team declared, of a hundred, by the keys of groups."""
    rows = db.session.execute(
        select(
            DeclaredShare.attribute_id,
            DeclaredShare.value,
            DeclaredShare.segment_id,
            DeclaredShare.share,
        ).where(DeclaredShare.project_id == project_id)
    )
    return {
        value_key(row.attribute_id, row.value)
        if row.attribute_id
        else f"s{row.segment_id}": row.share
        for row in rows
    }


def coverage(actor: Actor, project_id: ProjectId) -> Coverage:
    """Who was heard in a project, beside the customers there are; for the team.

    Reads what a job keeps: some minutes old at most, for large projects an hour.
    """
    require(sees_attributes(actor), TEAM_ONLY)
    shares, asked = declared(project_id), askings_of(project_id)
    figures = figures_of(project_id)
    everybody, by_segment = figures.everybody, figures.by_segment
    covered = []
    for dimension in dimensions():
        told = [group for group in dimension.groups if group.key in shares]
        if not told:
            continue
        said = (
            figures.by_value.get(dimension.attribute_id, {})
            if dimension.attribute_id
            else {}
        )
        of = (
            sum(voices.people for voices in said.values())
            if dimension.attribute_id
            else everybody.people
        )
        heard = tuple(
            heard_of(
                group,
                said.get(group.value, NOBODY)
                if group.segment_id is None
                else by_segment.get(group.segment_id, NOBODY),
                of,
                shares[group.key],
                asked.get(group.key, (0, 0)),
            )
            for group in told
        )
        covered.append(Covered(dimension.label, heard, everybody.people - of))
    segments = tuple(
        SegmentFigures(line, by_segment.get(line.id, NOBODY))
        for line in every_segment()
    )
    return Coverage(
        everybody,
        concentration(figures.spread),
        tuple(covered),
        segments,
        figures.counted_at,
    )


def heard_of(
    group: Group, voices: Voices, of: int, declared: float, asked: tuple[int, int]
) -> Heard:
    return Heard(group, voices, Share(voices.people, of, declared / 100), *asked)


# ── Asking ────────────────────────────────────────────────────────────────────


def askings_of(project_id: ProjectId) -> dict[str, tuple[int, int]]:
    """By group: how many were asked, and how many of them take part by now."""
    came = Asking.person_id.in_(votes.taking_part(project_id))
    rows = db.session.execute(
        select(
            Asking.group_key,
            func.count(Asking.person_id.distinct()),
            func.count(Asking.person_id.distinct()).filter(came),
        )
        .where(Asking.project_id == project_id)
        .group_by(Asking.group_key)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def silent(project_id: ProjectId, group: Group, *, most: int) -> Sequence[PersonId]:
    """Some of a group who can be asked: with a proven address, and not yet heard.

    Nobody who was asked to any project lately. In an order that favours nobody.
    """
    lately = exists().where(
        Asking.person_id == Person.id, Asking.asked_at > now() - NOT_AGAIN
    )
    turn = (Person.id % 1_000_003) * 48_271 % 1_000_003
    return db.session.scalars(
        customers_to_ask()
        .where(
            Person.id.in_(group.people),
            Person.id.not_in(votes.taking_part(project_id)),
            ~lately,
        )
        .order_by(turn, Person.id)
        .limit(most)
    ).all()


def asked_since(project_id: ProjectId, since: timedelta, *, group: str = "") -> int:
    """How many were asked lately to take part in a project; of one group, or all."""
    query = (
        select(func.count())
        .select_from(Asking)
        .where(Asking.project_id == project_id, Asking.asked_at > now() - since)
    )
    if group:
        query = query.where(Asking.group_key == group)
    return db.session.scalar(query) or 0
