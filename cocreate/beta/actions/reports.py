"""File what a tester found, tied to the build they tried."""

from datetime import timedelta

from cocreate.beta.drafts import ReportDraft
from cocreate.beta.events import ReportFiled
from cocreate.beta.models import BetaReport
from cocreate.beta.policy import may_report
from cocreate.beta.queries.builds import get_build
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.reports import same_report
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown

SAME_WITHIN = timedelta(minutes=10)


def file_report(actor: Actor, draft: ReportDraft) -> BetaReport:
    """Keep a tester's report; the same words again within minutes are the first one."""
    build = get_build(actor, draft.build_id)
    # Locked first: two presses at once must not both find nothing.
    enrolment = find_enrolment(build.programme_id, actor.person_id, lock=True)
    require(may_report(enrolment), "Testers with a seat in this beta report on it.")
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
        title=draft.title,
        body=draft.body,
        body_html=render_markdown(draft.body),
    )
    db.session.add(report)
    db.session.flush()  # the event names the report by its key
    record(
        ReportFiled(report_id=report.id, build_id=build.id, author_id=actor.person_id)
    )
    return report
