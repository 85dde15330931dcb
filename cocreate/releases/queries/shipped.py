"""What a release ships, and which releases shipped something."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Select, bindparam, select

from cocreate.decisions.queries import (
    decisions_citing_comment,
    decisions_citing_idea,
)
from cocreate.kernel.asking import somebody
from cocreate.kernel.db import KEY, AnySelect, ask, db
from cocreate.kernel.ids import BuildId, CommentId, DecisionId, IdeaId, ReleaseId
from cocreate.kernel.policy import Actor, Role
from cocreate.releases.models import Release, ReleaseBuild, ReleaseDecision
from cocreate.releases.queries.scope import ReleaseLine, lines, published


def decisions_shipped(
    release_ids: Iterable[ReleaseId],
) -> dict[ReleaseId, list[DecisionId]]:
    """The decisions each release ships, in one query."""
    rows = db.session.execute(
        select(ReleaseDecision.release_id, ReleaseDecision.decision_id)
        .where(ReleaseDecision.release_id.in_(list(release_ids)))
        .order_by(ReleaseDecision.release_id, ReleaseDecision.decision_id)
    )
    found: dict[ReleaseId, list[DecisionId]] = defaultdict(list)
    for row in rows:
        found[row.release_id].append(row.decision_id)
    return found


def builds_shipped(
    release_ids: Iterable[ReleaseId],
) -> dict[ReleaseId, list[BuildId]]:
    """The builds each release ships, in one query."""
    rows = db.session.execute(
        select(ReleaseBuild.release_id, ReleaseBuild.build_id)
        .where(ReleaseBuild.release_id.in_(list(release_ids)))
        .order_by(ReleaseBuild.release_id, ReleaseBuild.build_id)
    )
    found: dict[ReleaseId, list[BuildId]] = defaultdict(list)
    for row in rows:
        found[row.release_id].append(row.build_id)
    return found


def shipping_any(
    actor: Actor,
    *,
    decision_ids: Iterable[DecisionId],
    build_ids: Iterable[BuildId],
) -> list[ReleaseLine]:
    """The published releases the actor may know of that ship any of these."""
    rows = ask(
        shipping(actor.role),
        asker=actor.person_id,
        decisions=[*decision_ids],
        builds=[*build_ids],
    )
    return lines(rows)


@lru_cache
def shipping(role: Role | None) -> AnySelect:
    decisions, builds = (
        bindparam(name, type_=KEY, expanding=True) for name in ("decisions", "builds")
    )
    of_decisions = select(ReleaseDecision.release_id).where(
        ReleaseDecision.decision_id.in_(decisions)
    )
    of_builds = select(ReleaseBuild.release_id).where(ReleaseBuild.build_id.in_(builds))
    return published(somebody(role), Release.id.in_(of_decisions.union(of_builds)))


def of_decisions(decision_ids: Iterable[DecisionId]) -> Select[ReleaseId]:
    return select(ReleaseDecision.release_id).where(
        ReleaseDecision.decision_id.in_(list(decision_ids))
    )


def releases_shipping(decision_ids: Iterable[DecisionId]) -> list[ReleaseId]:
    """The releases that ship any of these decisions, published or not."""
    return sorted({*db.session.scalars(of_decisions(decision_ids))})


def releases_citing_idea(idea_id: IdeaId) -> list[ReleaseId]:
    """The releases whose decisions cite an idea or its comments: for subscribers."""
    return releases_shipping(decisions_citing_idea(idea_id))


def releases_citing_comment(comment_id: CommentId) -> list[ReleaseId]:
    """The releases whose decisions cite a comment: for subscribers."""
    return releases_shipping(decisions_citing_comment(comment_id))


def releases_shipping_build(build_id: BuildId) -> list[ReleaseId]:
    """The releases that ship a build, published or not: for subscribers."""
    shipped = select(ReleaseBuild.release_id).where(ReleaseBuild.build_id == build_id)
    return sorted(db.session.scalars(shipped))


def lock_published(release_id: ReleaseId) -> bool:
    """Hold a release until the transaction ends; false when it is not out."""
    query = select(Release.id).where(
        Release.id == release_id, Release.published_at.is_not(None)
    )
    return db.session.scalar(query.with_for_update()) is not None
