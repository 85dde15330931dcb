"""What segments ask of people, and whom they let in by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from cocreate.kernel.answers import folded, rank_of
from cocreate.kernel.clock import from_local
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import PersonId, SegmentId
from cocreate.kernel.policy import Role
from cocreate.people.faces import Face
from cocreate.people.models import (
    AttributeValue,
    Person,
    Segment,
    SegmentMember,
    SegmentRule,
)
from cocreate.people.queries.attributes import attributes, is_customer, is_here
from cocreate.people.queries.people import FACE, face_from
from cocreate.people.queries.segments import SAMPLE, members_of
from cocreate.people.rules import (
    OF_EVERYBODY,
    Comparison,
    Matching,
    Question,
    Rule,
    Subject,
)

Membership = tuple[SegmentId, PersonId]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a segment asks of people: all of its rules, or any."""

    matching: Matching
    rules: tuple[Rule, ...]


def questions() -> list[Question]:
    """Everything that a rule can ask of people."""
    return [*(line.question for line in attributes()), *OF_EVERYBODY]


def rulings(*segment_ids: SegmentId) -> dict[SegmentId, Ruling]:
    """What these segments ask, or all of them where none is named."""
    by_subject = {question.subject: question for question in OF_EVERYBODY}
    by_id = {line.id: line.question for line in attributes()}
    query = select(Segment.id, Segment.matching).order_by(Segment.id)
    rules = select(SegmentRule).order_by(SegmentRule.position, SegmentRule.id)
    if segment_ids:
        query = query.where(Segment.id.in_(segment_ids))
        rules = rules.where(SegmentRule.segment_id.in_(segment_ids))
    found = {row.id: Ruling(row.matching, ()) for row in db.session.execute(query)}
    for row in db.session.scalars(rules):
        question = (
            by_id[row.attribute_id] if row.attribute_id else by_subject[row.subject]
        )
        rule = Rule(question, row.comparison, row.value)
        ruling = found[row.segment_id]
        found[row.segment_id] = replace(ruling, rules=(*ruling.rules, rule))
    return found


def who_meets(ruling: Ruling) -> AnySelect:
    """The ids of the people whom a segment's rules let in.

    Customers alone, unless a rule speaks of the role; nobody without a rule.
    """
    asked = [meets(rule) for rule in ruling.rules]
    together = and_ if ruling.matching is Matching.ALL else or_
    about_role = any(rule.question.subject is Subject.ROLE for rule in ruling.rules)
    who = is_here() if about_role else is_customer()
    return select(Person.id).where(who, together(*asked) if asked else false())


def count_meeting(ruling: Ruling) -> int:
    query = select(func.count()).select_from(who_meets(ruling).subquery())
    return db.session.scalar(query) or 0


def sample_meeting(ruling: Ruling, most: int = SAMPLE) -> list[Face]:
    """A few whom rules let in that are not kept yet."""
    rows = db.session.execute(
        select(*FACE)
        .where(Person.id.in_(who_meets(ruling)))
        .order_by(Person.joined_at.desc(), Person.id.desc())
        .limit(most)
    )
    return [face_from(row) for row in rows]


def meets(rule: Rule) -> ColumnElement[bool]:
    match rule.question.subject:
        case Subject.ATTRIBUTE:
            return known_so(rule)
        case Subject.ROLE:
            is_role = Person.role == Role(rule.value)
            return is_role if rule.comparison is Comparison.IS else ~is_role
        case Subject.JOINED:
            return joined_so(rule)


def known_so(rule: Rule) -> ColumnElement[bool]:
    """That somebody's value of an attribute compares so."""
    mine = (
        AttributeValue.attribute_id == rule.question.attribute_id,
        AttributeValue.person_id == Person.id,
    )
    if rule.comparison is Comparison.UNKNOWN:
        return ~exists().where(*mine)
    return exists().where(*mine, compared(rule))


def compared(rule: Rule) -> ColumnElement[bool]:
    words, rank = AttributeValue.folded, AttributeValue.rank
    kept, stands = folded(rule.value), rank_of(rule.value) or 0
    return {
        Comparison.IS: words == kept,
        Comparison.IS_NOT: words != kept,
        Comparison.CONTAINS: words.contains(kept, autoescape=True),
        Comparison.AT_LEAST: rank >= stands,
        Comparison.AT_MOST: rank <= stands,
        Comparison.KNOWN: true(),
    }[rule.comparison]


def joined_so(rule: Rule) -> ColumnElement[bool]:
    """By the day of the site's own clocks."""
    day = from_local(datetime.combine(date.fromisoformat(rule.value), time.min))
    if rule.comparison is Comparison.AT_LEAST:
        return Person.joined_at >= day
    return Person.joined_at < day + timedelta(days=1)


def memberships_due(
    ruled: dict[SegmentId, Ruling], person_ids: Sequence[PersonId]
) -> set[Membership]:
    """Which segments these people belong to by the rules; in one statement."""
    if not ruled or not person_ids:
        return set()
    parts = [
        select(literal(segment_id).label("segment_id"), found.c.id.label("person_id"))
        for segment_id, ruling in ruled.items()
        for found in [who_meets(ruling).where(Person.id.in_(person_ids)).subquery()]
    ]
    return {
        (SegmentId(row.segment_id), row.person_id)
        for row in db.session.execute(union_all(*parts))
    }


def memberships_kept(person_ids: Sequence[PersonId]) -> set[Membership]:
    rows = db.session.execute(
        select(SegmentMember.segment_id, SegmentMember.person_id).where(
            SegmentMember.person_id.in_(person_ids)
        )
    )
    return {(row.segment_id, row.person_id) for row in rows}


def drifted(
    segment_id: SegmentId, ruling: Ruling
) -> tuple[set[PersonId], set[PersonId]]:
    """Who is to come into a segment, and who to leave it, by its rules as they are."""
    due = set(db.session.scalars(who_meets(ruling)))
    kept = set(db.session.scalars(members_of(segment_id)))
    return due - kept, kept - due
