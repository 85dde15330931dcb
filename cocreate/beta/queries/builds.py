"""Questions about builds.

The team knows of all; a tester of those given to their cohort; everybody of those
that were released. Knowing of a build is not having it: see `refusal_of`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from cocreate.beta.kinds import Place, Platform
from cocreate.beta.models import (
    Build,
    BuildAssignment,
    BuildDecision,
    Enrolment,
    FormerNotes,
    Programme,
)
from cocreate.beta.policy import (
    may_run,
)
from cocreate.beta.policy.rings import WHOLE, ring_of
from cocreate.kernel.asking import KEYS, somebody
from cocreate.kernel.db import AnySelect, ask, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import (
    BuildId,
    CohortId,
    DecisionId,
    PersonId,
    ProgrammeId,
)
from cocreate.kernel.policy import Actor, Role
from cocreate.projects import queries as projects

MOST_BUILDS = 200


@dataclass(frozen=True, slots=True)
class BuildTitle:
    """A build as others name it."""

    build_id: BuildId
    version: str
    platform: Platform
    programme_id: ProgrammeId
    uploader_id: PersonId
    uploaded_at: datetime
    notes_html: str
    released_at: datetime | None
    revoked_at: datetime | None


TITLE = (
    Build.id,
    Build.version,
    Build.platform,
    Build.programme_id,
    Build.uploader_id,
    Build.uploaded_at,
    Build.notes_html,
    Build.released_at,
    Build.revoked_at,
)

NEWEST = (Build.version_key.desc(), Build.uploaded_at.desc(), Build.id.desc())
"""By version; among those that are equal or of no known order, the last brought."""


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which the actor may know that a build exists."""
    in_sight = Build.programme_id.in_(
        select(Programme.id).where(
            Programme.project_id.in_(projects.visible_ids(actor))
        )
    )
    if may_run(actor):
        return in_sight
    released = Build.released_at.is_not(None)
    if not actor.is_member:
        return and_(in_sight, released)
    return and_(in_sight, or_(released, is_given_to(actor.person_id)))


def is_given_to(person_id: PersonId) -> ColumnElement[bool]:
    """Whether the person tests in a cohort that the build has reached them in."""
    return exists().where(*reaches(), Enrolment.person_id == person_id)


def reaches() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a build has reached a tester of its cohorts."""
    ring = ring_of(Enrolment.programme_id, Enrolment.person_id)
    return (
        BuildAssignment.build_id == Build.id,
        Enrolment.cohort_id == BuildAssignment.cohort_id,
        Enrolment.programme_id == Build.programme_id,
        Enrolment.place == Place.ACTIVE,
        or_(BuildAssignment.at_once, Build.share >= WHOLE, ring < Build.share),
    )


def can_be_had(at: datetime) -> ColumnElement[bool]:
    """That a build is neither withdrawn, nor held back, nor over."""
    return and_(
        Build.revoked_at.is_(None), Build.halted_at.is_(None), Build.expires_at > at
    )


def people_reached(build_id: BuildId) -> Sequence[PersonId]:
    """Every tester a build has reached by now: for notices."""
    return db.session.scalars(
        select(Enrolment.person_id)
        .join(Build, Build.programme_id == Enrolment.programme_id)
        .join(BuildAssignment, BuildAssignment.build_id == Build.id)
        .where(Build.id == build_id, *reaches())
        .distinct()
        .order_by(Enrolment.person_id)
    ).all()


def visible_to(actor: Actor) -> Select[Build]:
    return select(Build).where(is_visible_to(actor))


def get_build(actor: Actor, build_id: BuildId, *, lock: bool = False) -> Build:
    query = visible_to(actor).where(Build.id == build_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    build = db.session.scalar(query)
    if build is None:
        raise NotFoundError
    return build


def builds(actor: Actor, programme_id: ProgrammeId) -> Sequence[Build]:
    """The builds of a programme that the actor may know of, the newest first."""
    return db.session.scalars(
        visible_to(actor)
        .where(Build.programme_id == programme_id)
        .order_by(*NEWEST)
        .limit(MOST_BUILDS)
    ).all()


def given_builds(actor: Actor, programme_id: ProgrammeId) -> Sequence[Build]:
    """The builds given to the actor as a tester, the newest first."""
    return db.session.scalars(
        visible_to(actor)
        .where(Build.programme_id == programme_id, is_given_to(actor.person_id))
        .order_by(*NEWEST)
        .limit(MOST_BUILDS)
    ).all()


def was_given(actor: Actor, build_id: BuildId) -> bool:
    """Whether a build has reached the actor as a tester."""
    given = is_given_to(actor.person_id)
    found = db.session.scalar(select(Build.id).where(Build.id == build_id, given))
    return found is not None


def build_named(
    programme_id: ProgrammeId, platform: Platform, version: str
) -> Build | None:
    """The build of this platform and version, whoever may know of it."""
    return db.session.scalar(
        select(Build).where(
            Build.programme_id == programme_id,
            Build.platform == platform,
            Build.version == version,
        )
    )


def package_before(programme_id: ProgrammeId, platform: Platform) -> str:
    """The identifier in the last file for this platform that named one."""
    return (
        db.session.scalar(
            select(Build.package)
            .where(
                Build.programme_id == programme_id,
                Build.platform == platform,
                Build.package != "",
            )
            .order_by(Build.uploaded_at.desc(), Build.id.desc())
            .limit(1)
        )
        or ""
    )


def build_titles(
    actor: Actor, build_ids: Iterable[BuildId]
) -> dict[BuildId, BuildTitle]:
    """The names of those builds that the actor may know of, in one query."""
    wanted = set(build_ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        select(*TITLE).where(is_visible_to(actor), Build.id.in_(wanted))
    )
    return {row.id: BuildTitle(*row) for row in rows}


def builds_for_decision(
    actor: Actor, decision_ids: Iterable[DecisionId]
) -> dict[DecisionId, list[BuildTitle]]:
    """Which builds carry each decision, the newest first, in one query."""
    found: dict[DecisionId, list[BuildTitle]] = {key: [] for key in decision_ids}
    if not found:
        return {}
    rows = ask(carrying(actor.role), asker=actor.person_id, keys=[*found])
    for decision_id, *title in rows:
        found[decision_id].append(BuildTitle(*title))
    return found


@lru_cache
def carrying(role: Role | None) -> AnySelect:
    return (
        select(BuildDecision.decision_id, *TITLE)
        .join(Build, Build.id == BuildDecision.build_id)
        .where(BuildDecision.decision_id.in_(KEYS), is_visible_to(somebody(role)))
        .order_by(*NEWEST)
    )


CARRIED = (
    select(BuildDecision.build_id, BuildDecision.decision_id)
    .where(BuildDecision.build_id.in_(KEYS))
    .order_by(BuildDecision.build_id, BuildDecision.decision_id)
)


def decision_ids_of(
    build_ids: Iterable[BuildId],
) -> dict[BuildId, list[DecisionId]]:
    """The decisions each build carries, in one query."""
    found: dict[BuildId, list[DecisionId]] = {key: [] for key in build_ids}
    if found:
        for build_id, decision_id in ask(CARRIED, keys=[*found]):
            found[build_id].append(decision_id)
    return found


def cohort_ids_of(build_ids: Iterable[BuildId]) -> dict[BuildId, set[CohortId]]:
    """The cohorts each build was given to, in one query."""
    found: dict[BuildId, set[CohortId]] = {key: set() for key in build_ids}
    if found:
        rows = db.session.execute(
            select(BuildAssignment.build_id, BuildAssignment.cohort_id)
            .where(BuildAssignment.build_id.in_(found))
            .order_by(BuildAssignment.build_id, BuildAssignment.cohort_id)
        )
        for build_id, cohort_id in rows:
            found[build_id].add(cohort_id)
    return found


def is_assigned(build_id: BuildId) -> bool:
    """Whether any cohort was given it, ever."""
    return bool(cohort_ids_of([build_id])[build_id])


def former_notes(build_id: BuildId) -> Sequence[FormerNotes]:
    """What was said of it before, the last amendment first."""
    return db.session.scalars(
        select(FormerNotes)
        .where(FormerNotes.build_id == build_id)
        .order_by(FormerNotes.until.desc(), FormerNotes.id.desc())
        .limit(MOST_BUILDS)
    ).all()
