"""Questions about beta reports.

The team reads all; an author their own and those they joined; other testers, where the
programme says so, those on builds that they know of.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from cocreate.beta.kinds import Outcome, Place, ReportKind, SeenBy
from cocreate.beta.models import (
    BetaReport,
    Build,
    Enrolment,
    Programme,
    ReportJoin,
    ReportJudgement,
)
from cocreate.beta.policy import may_run
from cocreate.beta.queries.builds import is_visible_to as knows_of_build
from cocreate.kernel.asking import KEYS
from cocreate.kernel.db import ask, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId, IdeaId, PersonId, ProgrammeId, ReportId
from cocreate.kernel.paging import PAGE, Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects

LISTED = (
    BetaReport.id,
    BetaReport.kind,
    BetaReport.title,
    BetaReport.author_id,
    BetaReport.build_id,
    BetaReport.reported_at,
    BetaReport.severity,
    BetaReport.joins,
    BetaReport.outcome,
    BetaReport.idea_id,
    Build.version,
    Build.platform,
)


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which the actor may read a report."""
    if may_run(actor):
        return BetaReport.id.is_not(None)
    if not actor.is_member:
        return false()
    return or_(
        BetaReport.author_id == actor.person_id,
        has_joined(actor.person_id),
        is_shared_with(actor),
    )


def has_joined(person_id: PersonId) -> ColumnElement[bool]:
    return exists().where(
        ReportJoin.report_id == BetaReport.id, ReportJoin.person_id == person_id
    )


def is_shared_with(actor: Actor) -> ColumnElement[bool]:
    """Whether the programme shows it to its testers, and its build to this one."""
    tested = (
        select(Programme.id)
        .join(Enrolment, Enrolment.programme_id == Programme.id)
        .where(
            Programme.reports_seen_by == SeenBy.TESTERS,
            Enrolment.person_id == actor.person_id,
            Enrolment.place.in_((Place.ACTIVE, Place.COMPLETED)),
        )
    )
    known = select(Build.id).where(knows_of_build(actor))
    return and_(BetaReport.programme_id.in_(tested), BetaReport.build_id.in_(known))


def visible_to(actor: Actor) -> Select[BetaReport]:
    in_sight = select(Programme.id).where(
        Programme.project_id.in_(projects.visible_ids(actor))
    )
    return select(BetaReport).where(
        is_visible_to(actor), BetaReport.programme_id.in_(in_sight)
    )


def get_report(actor: Actor, report_id: ReportId, *, lock: bool = False) -> BetaReport:
    query = visible_to(actor).where(BetaReport.id == report_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    report = db.session.scalar(query)
    if report is None:
        raise NotFoundError
    return report


def find_judgement(report_id: ReportId) -> ReportJudgement | None:
    """What the team holds of a report. Ask `may_judge` before anybody is told."""
    return db.session.get(ReportJudgement, report_id)


class Wanted(NamedTuple):
    """Which reports a list is to have; what is not said is not asked."""

    kind: ReportKind | None = None
    build_id: BuildId | None = None
    outcome: Outcome | None = None
    author_id: PersonId | None = None


ALL = Wanted()


def listed(
    actor: Actor,
    programme_id: ProgrammeId,
    wanted: Wanted = ALL,
    *,
    start: str | None = None,
    size: int = PAGE,
) -> Page[Any]:
    """Reports the actor may read, the newest first."""
    rows = (
        select(*LISTED)
        .join(Build, Build.id == BetaReport.build_id)
        .where(BetaReport.programme_id == programme_id, is_visible_to(actor))
    )
    for name, value in wanted._asdict().items():
        if value is not None:
            rows = rows.where(getattr(BetaReport, name) == value)
    return page_of(
        rows, by=BetaReport.reported_at, key=BetaReport.id, place=start, size=size
    )


def own_reports(actor: Actor, programme_id: ProgrammeId, most: int = 10) -> list[Any]:
    """What the actor reported last."""
    return list(
        db.session.execute(
            select(*LISTED)
            .join(Build, Build.id == BetaReport.build_id)
            .where(
                BetaReport.programme_id == programme_id,
                BetaReport.author_id == actor.person_id,
            )
            .order_by(BetaReport.reported_at.desc(), BetaReport.id.desc())
            .limit(most)
        )
    )


def find_past_report(
    build_id: BuildId, author_id: PersonId, reported_at: datetime, title: str
) -> ReportId | None:
    """A report by whose it is, of what, when, and what it is called."""
    return db.session.scalar(
        select(BetaReport.id).where(
            BetaReport.author_id == author_id,
            BetaReport.reported_at == reported_at,
            BetaReport.build_id == build_id,
            BetaReport.title == title,
        )
    )


def same_report(
    author_id: PersonId,
    build_id: BuildId,
    *,
    kind: ReportKind,
    title: str,
    body: str,
    since: datetime,
) -> BetaReport | None:
    """A report of the same words by the same author: the first press of two."""
    return db.session.scalar(
        select(BetaReport)
        .where(
            BetaReport.author_id == author_id,
            BetaReport.build_id == build_id,
            BetaReport.kind == kind,
            BetaReport.title == title,
            BetaReport.body == body,
            BetaReport.reported_at >= since,
        )
        .order_by(BetaReport.reported_at, BetaReport.id)
        .limit(1)
    )


COUNTED = (
    select(BetaReport.build_id, func.count())
    .where(BetaReport.build_id.in_(KEYS))
    .group_by(BetaReport.build_id)
)


def count_reports(build_ids: Iterable[BuildId]) -> dict[BuildId, int]:
    wanted = set(build_ids)
    if not wanted:
        return {}
    rows = ask(COUNTED, keys=[*wanted])
    return {build_id: count for build_id, count in rows}  # noqa: C416 - rows are no tuples to mypy


def builds_tested_by(person_id: PersonId) -> int:
    """On how many builds somebody reported."""
    tested = select(func.count(BetaReport.build_id.distinct()))
    return db.session.scalar(tested.where(BetaReport.author_id == person_id)) or 0


def report_counts_for_builds(
    build_ids: Iterable[BuildId], idea_ids: Iterable[IdeaId] = ()
) -> dict[PersonId, int]:
    """How many reports each person gave to these builds, and to these ideas: credits.

    An idea that was made of a report is its author's own, and thanked as that.
    """
    wanted, ideas = set(build_ids), set(idea_ids)
    if not wanted and not ideas:
        return {}
    joined = and_(BetaReport.idea_id.in_(ideas), BetaReport.made_idea.is_(False))
    rows = db.session.execute(
        select(BetaReport.author_id, func.count())
        .where(or_(BetaReport.build_id.in_(wanted), joined))
        .group_by(BetaReport.author_id)
        .order_by(BetaReport.author_id)
    )
    return {person_id: count for person_id, count in rows}  # noqa: C416 - as above


def join_counts_for_builds(
    build_ids: Iterable[BuildId], idea_ids: Iterable[IdeaId] = ()
) -> dict[PersonId, int]:
    """How many reports each person found true, too, in these builds: credits.

    So do those that stand behind these ideas, made of one or joined by it.
    """
    wanted, ideas = set(build_ids), set(idea_ids)
    if not wanted and not ideas:
        return {}
    rows = db.session.execute(
        select(ReportJoin.person_id, func.count())
        .join(BetaReport, BetaReport.id == ReportJoin.report_id)
        .where(or_(ReportJoin.build_id.in_(wanted), BetaReport.idea_id.in_(ideas)))
        .group_by(ReportJoin.person_id)
        .order_by(ReportJoin.person_id)
    )
    return {person_id: count for person_id, count in rows}  # noqa: C416 - as above
