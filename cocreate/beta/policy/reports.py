"""Who may report, who may join a report, and who judges it."""

from cocreate.beta.kinds import Outcome, Place, ReportKind
from cocreate.beta.models import BetaReport, Enrolment
from cocreate.kernel.policy import Actor


def may_report(enrolment: Enrolment | None) -> bool:
    return enrolment is not None and enrolment.place is Place.ACTIVE


def may_join(actor: Actor, report: BetaReport, enrolment: Enrolment | None) -> bool:
    """Whether the actor can say that they found the same as somebody else."""
    return may_report(enrolment) and report.author_id != actor.person_id


def is_open_problem(report: BetaReport) -> bool:
    """Whether it counts against its build: what was declined does not."""
    return report.kind is ReportKind.PROBLEM and report.outcome is not Outcome.DECLINED


def may_judge(actor: Actor) -> bool:
    """The team says what becomes of a report."""
    return actor.is_team and actor.may_write
