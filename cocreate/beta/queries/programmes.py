"""Questions about programmes. One exists for whoever may know of its project."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select

from cocreate.beta.models import Cohort, Programme, ProgrammeTerms
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CohortId, ProgrammeId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects


def visible_to(actor: Actor) -> Select[Programme]:
    visible = projects.visible_ids(actor)
    return select(Programme).where(Programme.project_id.in_(visible))


def find_programme(actor: Actor, project_id: ProjectId) -> Programme | None:
    return db.session.scalar(
        visible_to(actor).where(Programme.project_id == project_id)
    )


def with_programme(actor: Actor, project_ids: Iterable[ProjectId]) -> set[ProjectId]:
    """Which of these projects have a programme."""
    query = visible_to(actor).where(Programme.project_id.in_(list(project_ids)))
    return set(db.session.scalars(query.with_only_columns(Programme.project_id)))


def get_programme_of(actor: Actor, project_id: ProjectId) -> Programme:
    programme = find_programme(actor, project_id)
    if programme is None:
        raise NotFoundError
    return programme


def get_programme(
    actor: Actor, programme_id: ProgrammeId, *, lock: bool = False
) -> Programme:
    query = visible_to(actor).where(Programme.id == programme_id)
    if lock:
        # Read anew under the lock: what was read before it may be old by now.
        query = query.with_for_update().execution_options(populate_existing=True)
    programme = db.session.scalar(query)
    if programme is None:
        raise NotFoundError
    return programme


def slug_of_programme(actor: Actor, programme_id: ProgrammeId) -> str:
    """The address of the programme's project."""
    programme = get_programme(actor, programme_id)
    return projects.get_project_by_id(actor, programme.project_id).slug


def cohorts(programme_id: ProgrammeId) -> Sequence[Cohort]:
    """The cohorts in their order; there are few, and newcomers join the first."""
    return db.session.scalars(
        select(Cohort)
        .where(Cohort.programme_id == programme_id)
        .order_by(Cohort.position, Cohort.id)
    ).all()


def first_cohort_id(programme_id: ProgrammeId) -> CohortId | None:
    return db.session.scalar(
        select(Cohort.id)
        .where(Cohort.programme_id == programme_id)
        .order_by(Cohort.position, Cohort.id)
        .limit(1)
    )


def find_cohort(programme_id: ProgrammeId, cohort_id: CohortId) -> Cohort | None:
    return db.session.scalar(
        select(Cohort).where(
            Cohort.programme_id == programme_id, Cohort.id == cohort_id
        )
    )


def cohort_named(programme_id: ProgrammeId, name: str) -> Cohort | None:
    return db.session.scalar(
        select(Cohort).where(Cohort.programme_id == programme_id, Cohort.name == name)
    )


def terms_versions(programme_id: ProgrammeId) -> Sequence[ProgrammeTerms]:
    """Every version of the terms, the newest first."""
    return db.session.scalars(
        select(ProgrammeTerms)
        .where(ProgrammeTerms.programme_id == programme_id)
        .order_by(ProgrammeTerms.version.desc())
    ).all()
