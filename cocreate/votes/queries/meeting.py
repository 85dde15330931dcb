"""What becomes of the votes on two ideas that are made one: asked before it is done."""

from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.votes.models import Vote


class Meeting(NamedTuple):
    """What becomes of the votes on an idea that is folded into another."""

    carried: int  # stand behind the other from then on
    shared: int  # stand behind both: counted once
    silent: int  # of whoever proposed the other, and cannot vote for it


def meeting(from_id: IdeaId, into_id: IdeaId) -> Meeting:
    """How many people behind one idea stand behind another already, in one query."""
    family = ideas.family_of(from_id)
    theirs = aliased(Vote)
    people = (
        select(
            Vote.voter_id,
            theirs.voter_id.is_not(None).label("shares"),
            (Vote.voter_id == Idea.author_id).label("is_silent"),
        )
        .select_from(Vote)
        .join(Idea, Idea.id == into_id)
        .outerjoin(
            theirs, (theirs.voter_id == Vote.voter_id) & (theirs.idea_id == into_id)
        )
        .where(Vote.idea_id.in_(select(family.c.id)))
        .distinct()
        .subquery()
    )
    total, shared, silent = db.session.execute(
        select(
            func.count(),
            func.sum(case((people.c.shares, 1), else_=0)),
            func.sum(case((people.c.is_silent, 1), else_=0)),
        ).select_from(people)
    ).one()
    shared, silent = int(shared or 0), int(silent or 0)
    return Meeting(total - shared - silent, shared, silent)


def count_raised(idea_id: IdeaId) -> int:
    """How many people voted for a folded idea itself, or for what it holds.

    Their votes stand on the idea that it is part of, or rest where they were cast.
    """
    head_id = ideas.heads_of([idea_id])[idea_id]
    own, whole = ideas.family_of(idea_id), ideas.family_of(head_id, "whole")
    raised_on = func.coalesce(Vote.carried_from_id, Vote.idea_id)
    query = select(func.count(Vote.voter_id.distinct())).where(
        Vote.idea_id.in_(select(whole.c.id)), raised_on.in_(select(own.c.id))
    )
    return db.session.scalar(query) or 0
