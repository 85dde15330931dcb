"""Judge a report, and make an idea of it or let it join one."""

from cocreate.beta.drafts import Judgement
from cocreate.beta.events import ReportJudged, ReportLinked
from cocreate.beta.kinds import Outcome
from cocreate.beta.models import BetaReport, ReportJudgement
from cocreate.beta.policy import may_judge
from cocreate.beta.queries.builds import get_build
from cocreate.beta.queries.programmes import get_programme
from cocreate.beta.queries.reports import find_judgement, get_report
from cocreate.ideas.actions import count_reports, propose_for
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.queries import find_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import BuildId, IdeaId, ReportId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require

TEAM_ONLY = "The product team judges reports."
OTHER_BUILD = {"fixed_in_id": "Choose a build of this beta."}
NO_IDEA = {"idea_id": "There is no such idea in this project."}


class LinkedError(ConflictError):
    heading = "It has its idea"
    message = "This report belongs to an idea already."


def judge_report(actor: Actor, report_id: ReportId, said: Judgement) -> BetaReport:
    """Say what became of a report, to its author, and how bad it is, to the team."""
    require(may_judge(actor), TEAM_ONLY)
    report = get_report(actor, report_id, lock=True)
    check_build(actor, report, said.fixed_in_id)
    told = (report.outcome, report.answer, report.fixed_in_id)
    report.outcome, report.answer = said.outcome, said.answer
    is_fixed = said.outcome is Outcome.FIXED
    report.fixed_in_id = said.fixed_in_id if is_fixed else None
    keep_judgement(actor, report, said)
    if told != (report.outcome, report.answer, report.fixed_in_id):
        report.judged_at = now()
        record(
            ReportJudged(
                report_id=report.id, by_id=actor.person_id, outcome=str(said.outcome)
            )
        )
    return report


def check_build(actor: Actor, report: BetaReport, build_id: BuildId | None) -> None:
    if build_id is None:
        return
    build = get_build(actor, build_id)
    if build.programme_id != report.programme_id:
        raise InvalidError(OTHER_BUILD)


def keep_judgement(actor: Actor, report: BetaReport, said: Judgement) -> None:
    """What stays inside: a row of its own, read by the team alone."""
    judgement = find_judgement(report.id)
    if judgement is None:
        judgement = ReportJudgement(report_id=report.id)
        db.session.add(judgement)
    judgement.severity, judgement.note = said.severity, said.note
    judgement.by_id, judgement.judged_at = actor.person_id, now()


def make_idea(
    actor: Actor, report_id: ReportId, *, title: str, body: str
) -> BetaReport:
    """Make an idea of a report, its author's; a second press gives the same one."""
    require(may_judge(actor), TEAM_ONLY)
    report = get_report(actor, report_id, lock=True)
    if report.idea_id is not None:
        return report
    programme = get_programme(actor, report.programme_id)
    idea = propose_for(
        actor,
        programme.project_id,
        author_id=report.author_id,
        draft=IdeaDraft(title=title, body=body),
    )
    report.made_idea = True
    link(actor, report, idea.id)
    return report


def join_idea(actor: Actor, report_id: ReportId, *, idea_id: IdeaId) -> BetaReport:
    """Let a report stand behind an idea of its project; its author keeps it."""
    require(may_judge(actor), TEAM_ONLY)
    report = get_report(actor, report_id, lock=True)
    if report.idea_id == idea_id:
        return report
    if report.idea_id is not None:
        raise LinkedError
    idea = find_idea(actor, idea_id)
    programme = get_programme(actor, report.programme_id)
    if idea is None or idea.project_id != programme.project_id:
        raise InvalidError(NO_IDEA)
    link(actor, report, idea.merged_into_id or idea.id)
    return report


def link(actor: Actor, report: BetaReport, idea_id: IdeaId) -> None:
    report.idea_id, report.linked_by_id = idea_id, actor.person_id
    report.linked_at = now()
    count_reports(idea_id, 1)
    record(
        ReportLinked(
            report_id=report.id,
            idea_id=idea_id,
            by_id=actor.person_id,
            made_idea=report.made_idea,
        )
    )


def unlink_report(actor: Actor, report_id: ReportId) -> BetaReport:
    """Take a report from the idea it joined; one that was made of it stays its own."""
    require(may_judge(actor), TEAM_ONLY)
    report = get_report(actor, report_id, lock=True)
    if report.idea_id is None or report.made_idea:
        return report
    count_reports(report.idea_id, -1)
    report.idea_id = report.linked_by_id = report.linked_at = None
    return report
