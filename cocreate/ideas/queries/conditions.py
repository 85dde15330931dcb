"""What may be asked of an idea besides its words, each as a condition on its row."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from slugify import slugify
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.ideas.models import Idea, IdeaTag, Response, Tag
from cocreate.ideas.queries.scope import visible_to
from cocreate.ideas.status import Status
from cocreate.kernel.db import AnySelect
from cocreate.kernel.ids import LONGEST_SLUG, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.people.queries import company_ids

Condition = ColumnElement[bool]
Place = tuple[Status, ProjectId | None]  # a status, everywhere or as a project has it


def stands_at(*, insider: bool) -> ColumnElement[Any]:
    """Where an idea stands, as far as the reader may know."""
    if not insider:
        return Idea.status.expression
    return func.coalesce(Idea.internal, Idea.status, type_=Idea.status.type)


def at_status(places: Iterable[Place], *, insider: bool) -> Condition:
    stands = stands_at(insider=insider)
    wanted = sorted(places, key=str)
    anywhere = [status for status, project_id in wanted if project_id is None]
    return or_(
        stands.in_(anywhere),
        *(
            and_(Idea.project_id == project_id, stands == status)
            for status, project_id in wanted
            if project_id is not None
        ),
    )


AS_KEPT: dict[str, Any] = {"max_length": LONGEST_SLUG, "word_boundary": True}


def slugs_of(names: Iterable[str]) -> list[str]:
    """How tags of these names are kept."""
    return [slug for name in names if (slug := slugify(name, **AS_KEPT))]


def filed_under(slugs: Collection[str]) -> Condition:
    filed = select(IdeaTag.idea_id).join(Tag, Tag.id == IdeaTag.tag_id)
    return Idea.id.in_(filed.where(Tag.slug.in_(slugs)))


def written_by(people: Collection[int]) -> Condition:
    return Idea.author_id.in_(people)


def by_company() -> Condition:
    return Idea.author_id.in_(company_ids())


def in_projects(project_ids: Collection[int]) -> Condition:
    return Idea.project_id.in_(project_ids)


def is_answered() -> Condition:
    return Idea.answered_at.is_not(None)


def is_responded() -> Condition:
    return Idea.id.in_(select(Response.idea_id))


def is_head() -> Condition:
    """Others were folded into it."""
    folded = aliased(Idea)
    heads = select(folded.merged_into_id).where(folded.merged_into_id.is_not(None))
    return Idea.id.in_(heads)


def has_files() -> Condition:
    return Idea.files > 0


def has_comments() -> Condition:
    return Idea.comments > 0


def has_votes(least: int | None, most: int | None) -> Condition:
    ends = [] if least is None else [Idea.votes >= least]
    ends += [] if most is None else [Idea.votes <= most]
    return and_(*ends)


def proposed_from(day: date) -> Condition:
    return Idea.proposed_at >= beginning_of(day)


def proposed_before(day: date) -> Condition:
    return Idea.proposed_at < beginning_of(day)


def beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def is_one_of(idea_ids: AnySelect) -> Condition:
    return Idea.id.in_(idea_ids)


def sought_ids(actor: Actor, conditions: Iterable[Condition], *, by_votes: bool) -> Any:
    """The keys of listed ideas that meet all of this, newest or most voted first."""
    order = (Idea.votes.desc(), Idea.id.desc()) if by_votes else (Idea.id.desc(),)
    ideas = visible_to(actor).where(Idea.listed.is_(True), *conditions)
    return ideas.order_by(*order).with_only_columns(Idea.id)
