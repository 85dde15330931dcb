"""Figures that are more than a count: trends, ideas by status, credits."""

from itertools import groupby
from math import isclose

from sqlalchemy import func, select

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.credits.actions import derive_credits
from cocreate.credits.queries import credits_due, credits_of
from cocreate.ideas.actions import move_status_count
from cocreate.ideas.models import Idea, IdeaCount
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId, ReleaseId
from cocreate.kernel.transaction import transaction
from cocreate.releases.models import Release
from cocreate.surfacing.actions import weigh_ideas
from cocreate.surfacing.queries import drifted_supports
from cocreate.votes.actions import recount
from cocreate.votes.models import Vote
from cocreate.votes.trend import NONE, trend_of

AT_ONCE, FEW = 5000, 500
NEAR = 1e-6  # moved vote by vote, a trend gathers rounding

Standing = tuple[ProjectId, Status]


def drifted_trends() -> list[IdeaId]:
    """Ideas whose trend is not what their votes leave."""
    kept = {
        row.id: row.trend
        for row in db.session.execute(
            select(Idea.id, Idea.trend).where((Idea.votes > 0) | (Idea.trend != NONE))
        )
    }
    cast = db.session.execute(
        select(Vote.idea_id, Vote.cast_at)
        .order_by(Vote.idea_id)
        .execution_options(yield_per=AT_ONCE)
    )
    for idea_id, votes in groupby(cast, key=lambda vote: vote.idea_id):
        trend = trend_of(vote.cast_at for vote in votes)
        if isclose(kept.get(idea_id, NONE), trend, rel_tol=NEAR, abs_tol=NEAR):
            kept.pop(idea_id, None)
        else:
            kept[idea_id] = trend
    return sorted(kept)


def look_at_trends() -> list[Trouble]:
    drifted = drifted_trends()
    if not drifted:
        return []
    words = f"trends are not what the votes say; idea {drifted[0]} is one"
    return [Trouble(len(drifted), words)]


def mend_trends() -> str:
    with transaction():
        drifted = drifted_trends()
        for idea_id in drifted:
            recount(idea_id)
    return f"derived {counted(len(drifted), 'trend')} anew"


def look_at_support() -> list[Trouble]:
    drifted = drifted_supports()
    if not drifted:
        return []
    words = f"supports are not what ideas heard; idea {drifted[0]} is one"
    return [Trouble(len(drifted), words)]


def mend_support() -> str:
    told, drifted = 0, drifted_supports()
    for start in range(0, len(drifted), FEW):
        with transaction():
            told += weigh_ideas(drifted[start : start + FEW])
    return f"told the support of {counted(told, 'idea')} anew"


def drifted_standings() -> dict[Standing, int]:
    """By how much the number of ideas of a status is off, project by project."""
    found = {
        (row.project_id, row.status): row.number
        for row in db.session.execute(
            select(Idea.project_id, Idea.status, func.count().label("number"))
            .where(Idea.listed.is_(True))
            .group_by(Idea.project_id, Idea.status)
        )
    }
    for row in db.session.scalars(select(IdeaCount)):
        key = row.project_id, row.status
        found[key] = found.get(key, 0) - row.ideas
    return {key: by for key, by in found.items() if by}


def look_at_standings() -> list[Trouble]:
    drifted = drifted_standings()
    if not drifted:
        return []
    words = "numbers of ideas by status are not what they count"
    return [Trouble(len(drifted), words)]


def mend_standings() -> str:
    with transaction():
        drifted = drifted_standings()
        for (project_id, status), by in drifted.items():
            move_status_count(project_id, status, by)
    return f"counted {len(drifted):,} anew"


def wrongly_credited() -> list[ReleaseId]:
    """Releases that thank others than their citations and reports name."""
    shipped = select(Release.id).where(Release.published_at.is_not(None))
    return [
        release_id
        for release_id in db.session.scalars(shipped.order_by(Release.id)).all()
        if {
            (credit.person_id, credit.kind): credit.contributions
            for credit in credits_of(release_id)
        }
        != dict(credits_due(release_id))
    ]


def look_at_credits() -> list[Trouble]:
    releases = wrongly_credited()
    if not releases:
        return []
    return [Trouble(len(releases), "releases thank others than those they owe thanks")]


def mend_credits() -> str:
    with transaction():
        changed = sum(derive_credits(release_id) for release_id in wrongly_credited())
    return f"derived {counted(changed, 'credit')} anew"


CHECKS = [
    Check("idea: trend", look_at_trends, mend_trends),
    Check("idea: support", look_at_support, mend_support),
    Check("project: ideas by status", look_at_standings, mend_standings),
    Check("release: credits", look_at_credits, mend_credits),
]
