"""What the team of a town sees: who its customers are, and which ideas are alike."""

from typing import Any

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.surfacing.actions import (
    declare_customers,
    find_duplicates,
    tell_apart,
)
from cocreate.surfacing.models import DuplicateMember, DuplicatePair
from cocreate.surfacing.queries import dimensions
from tests.factories import a_segment, actor_of, an_attribute, an_idea, know


def a_segment_of_theirs(manager: Person, project: Project) -> int:
    """Whose part in the customers is declared, beside that of each plan."""
    segment = a_segment()
    keys = [group.key for one in dimensions() for group in one.groups]
    declare_customers(actor_of(manager), project.id, dict.fromkeys(keys, 20.0))
    db.session.commit()
    return segment.id


def something_known_of(person: Person) -> int:
    plan = an_attribute("Plan")
    know(person, plan="Business")
    return plan.id


def alike_and_apart(manager: Person, project: Project) -> dict[str, Any]:
    """Ideas that say the same, as a sweep finds them; and two that were told apart."""
    told: list[IdeaId] = []
    for title in ("Unlock my frozen savings card at night", "Round up every purchase"):
        told = [an_idea(title, project=project).id for _ in range(2)]
    tell_apart(actor_of(manager), project.id, told, among=told)
    db.session.commit()
    find_duplicates()
    return {
        "group_id": db.session.scalars(select(DuplicateMember.group_id)).all()[0],
        "pair_id": db.session.scalars(
            select(DuplicatePair.id).where(DuplicatePair.told_apart_at.is_not(None))
        ).one(),
    }
