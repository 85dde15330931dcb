"""File what a tester found, and let others say that they found it, too."""

from datetime import timedelta

from sqlalchemy import delete, update

from cocreate.beta.actions.tasks import tell_if_shipped
from cocreate.beta.drafts import ReportDraft
from cocreate.beta.events import ReportFiled
from cocreate.beta.kinds import SeenBy
from cocreate.beta.models import BetaReport, ReportJoin
from cocreate.beta.policy import may_join, may_report, may_run
from cocreate.beta.queries.builds import get_build, was_given
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.programmes import get_programme
from cocreate.beta.queries.reports import get_report, same_report
from cocreate.ideas.actions import hang
from cocreate.ideas.drafts import Hanging
from cocreate.ideas.models import Attachment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import BuildId, ProgrammeId, ReportId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown

SAME_WITHIN = timedelta(minutes=10)
TESTERS_ONLY = translatable("Testers with a seat in this beta report on it.")
NOT_THEIRS = "Choose one of the builds you were given."


def file_report(actor: Actor, draft: ReportDraft) -> BetaReport:
    """Keep a tester's report; the same words again within minutes are the first one."""
    build = get_build(actor, draft.build_id)
    # Locked first: two presses at once must not both find nothing.
    enrolment = find_enrolment(build.programme_id, actor.person_id, lock=True)
    require(may_report(enrolment), TESTERS_ONLY)
    refuse_other_builds(actor, build.id)
    if found := same_report(
        actor.person_id,
        build.id,
        kind=draft.kind,
        title=draft.title,
        body=draft.body,
        since=now() - SAME_WITHIN,
    ):
        return found
    report = BetaReport(
        programme_id=build.programme_id,
        build_id=build.id,
        author_id=actor.person_id,
        kind=draft.kind,
        severity=draft.severity,
        title=draft.title,
        body=draft.body,
        body_html=render_markdown(draft.body),
        steps=draft.steps,
        steps_html=render_markdown(draft.steps),
        device=draft.device,
    )
    db.session.add(report)
    db.session.flush()  # the event names the report by its key
    hang_on_report(actor, report, draft.hanging)
    record(
        ReportFiled(report_id=report.id, build_id=build.id, author_id=actor.person_id)
    )
    return report


def refuse_other_builds(actor: Actor, build_id: BuildId) -> None:
    """What one can know of since it was released is not yet what one was given."""
    if not was_given(actor, build_id):
        raise InvalidError({"build_id": NOT_THEIRS})


def hang_on_report(actor: Actor, report: BetaReport, hanging: Hanging | None) -> None:
    if hanging and hanging.chosen:
        where = Attachment.report_id == report.id
        report.files = hang(actor, hanging, where, report_id=report.id)


def join_report(
    actor: Actor, report_id: ReportId, *, build_id: BuildId, device: str = ""
) -> BetaReport:
    """Say that the actor found the same, in a build they have; once."""
    report = get_report(actor, report_id)
    build = get_build(actor, build_id)
    enrolment = find_enrolment(report.programme_id, actor.person_id)
    require(may_join(actor, report, enrolment), TESTERS_ONLY)
    if build.programme_id != report.programme_id:
        raise InvalidError({"build_id": NOT_THEIRS})
    refuse_other_builds(actor, build.id)
    added = db.session.execute(
        insert_into(ReportJoin)
        .values(
            report_id=report.id,
            person_id=actor.person_id,
            build_id=build.id,
            device=device,
            joined_at=now(),
        )
        .on_conflict_do_nothing(index_elements=["report_id", "person_id"])
        .returning(ReportJoin.person_id)
    ).all()
    move_joins(report.id, len(added))
    if added:
        tell_if_shipped(actor, build)
    return report


def leave_report(actor: Actor, report_id: ReportId) -> BetaReport:
    """Take one's voice from a report again; twice changes nothing."""
    report = get_report(actor, report_id)
    gone = db.session.scalars(
        delete(ReportJoin)
        .where(
            ReportJoin.report_id == report.id, ReportJoin.person_id == actor.person_id
        )
        .returning(ReportJoin.build_id)
    ).all()
    move_joins(report.id, -len(gone))
    for build_id in gone:
        tell_if_shipped(actor, get_build(actor, build_id))
    return report


def move_joins(report_id: ReportId, by: int) -> None:
    """Put the number of those who found the same right."""
    if by:
        db.session.execute(
            update(BetaReport)
            .where(BetaReport.id == report_id)
            .values(joins=BetaReport.joins + by)
        )


def show_reports(actor: Actor, programme_id: ProgrammeId, *, to: SeenBy) -> None:
    """Say who reads what testers report: the team alone, or testers, too."""
    require(may_run(actor), "The product team runs the beta.")
    get_programme(actor, programme_id, lock=True).reports_seen_by = to
