"""Take over what testers did and reported elsewhere; nobody is told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cocreate.beta.kinds import Honours, Outcome, ReportKind, Severity, Went
from cocreate.beta.models import (
    BetaReport,
    BuildRating,
    Download,
    HonourAnswer,
    ReportJoin,
    ReportJudgement,
    TaskAnswer,
)
from cocreate.beta.queries.reports import find_past_report
from cocreate.beta.queries.tasks import find_trial, task_called
from cocreate.ideas.actions import count_reports
from cocreate.kernel.db import db
from cocreate.kernel.ids import (
    BuildId,
    DecisionId,
    IdeaId,
    PersonId,
    ProgrammeId,
    ReportId,
)
from cocreate.kernel.text import render_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAttempt:
    """One request for the bytes of a build."""

    attempted_at: datetime
    status: int
    first_byte: int
    bytes_offered: int
    bytes_sent: int | None
    link: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRating:
    score: int
    why: str
    rated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTrial:
    """How a task went."""

    task: str
    went: Went
    note: str
    answered_at: datetime
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVerdict:
    decision_id: DecisionId
    honours: Honours
    note: str
    answered_at: datetime
    resolution: str
    resolved_by_id: PersonId | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTesting:
    """What one tester did with one build."""

    person_id: PersonId
    attempts: Sequence[PastAttempt]
    rating: PastRating | None
    trials: Sequence[PastTrial]
    verdicts: Sequence[PastVerdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFinding:
    """What is kept of a report, column by column."""

    build_id: BuildId
    author_id: PersonId
    kind: ReportKind
    severity: Severity | None
    title: str
    body: str
    steps: str
    device: str
    reported_at: datetime
    outcome: Outcome
    answer: str
    judged_at: datetime | None
    fixed_in_id: BuildId | None
    idea_id: IdeaId | None
    made_idea: bool
    linked_by_id: PersonId | None
    linked_at: datetime | None
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastJoin:
    person_id: PersonId
    build_id: BuildId
    device: str
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastJudgement:
    severity: Severity | None
    note: str
    by_id: PersonId
    judged_at: datetime


def bring_testing(build_id: BuildId, past: PastTesting) -> bool:
    """Keep what somebody did with a build; what is here of it stays as it is."""
    before = has_fetched(build_id, past.person_id)
    came: list[Any] = [] if before else attempts_of(build_id, past)
    came += rating_of(build_id, past)
    came += [
        TaskAnswer(
            task_id=task.id,
            person_id=past.person_id,
            went=one.went,
            note=one.note,
            note_html=render_markdown(one.note),
            answered_at=one.answered_at,
            files=one.files,
        )
        for one in past.trials
        if (task := task_called(build_id, one.task)) is not None
        and find_trial(build_id, past.person_id, one.task) is None
    ]
    came += verdicts_of(build_id, past)
    db.session.add_all(came)
    db.session.flush()  # files hang on the answers by their keys
    return bool(came)


def has_fetched(build_id: BuildId, person_id: PersonId) -> bool:
    here = select(Download.id).where(
        Download.build_id == build_id, Download.person_id == person_id
    )
    return db.session.scalar(here.limit(1)) is not None


def attempts_of(build_id: BuildId, past: PastTesting) -> list[Any]:
    whose = {"build_id": build_id, "person_id": past.person_id}
    return [Download(**whose, **asdict(one)) for one in past.attempts]


def rating_of(build_id: BuildId, past: PastTesting) -> list[Any]:
    if past.rating is None:
        return []
    if db.session.get(BuildRating, (build_id, past.person_id)) is not None:
        return []
    rating = BuildRating(build_id=build_id, **asdict(past.rating))
    rating.person_id = past.person_id
    return [rating]


def verdicts_of(build_id: BuildId, past: PastTesting) -> list[Any]:
    here = select(HonourAnswer.decision_id).where(
        HonourAnswer.build_id == build_id, HonourAnswer.person_id == past.person_id
    )
    known = {*db.session.scalars(here)}
    whose = {"build_id": build_id, "person_id": past.person_id}
    fresh = {one.decision_id: one for one in past.verdicts}
    return [
        HonourAnswer(**whose, **asdict(one))
        for key, one in fresh.items()
        if key not in known
    ]


def bring_finding(
    programme_id: ProgrammeId,
    past: PastFinding,
    *,
    joins: Sequence[PastJoin],
    judgement: PastJudgement | None,
) -> ReportId | None:
    """Keep a report with who else found it; None: it is here already."""
    if find_past_report(past.build_id, past.author_id, past.reported_at, past.title):
        return None
    others = {one.person_id: one for one in joins if one.person_id != past.author_id}
    report = BetaReport(
        programme_id=programme_id,
        body_html=render_markdown(past.body),
        steps_html=render_markdown(past.steps),
        joins=len(others),
        **asdict(past),
    )
    db.session.add(report)
    db.session.flush()  # what stands beside it needs its key
    for one in others.values():
        db.session.add(ReportJoin(report_id=report.id, **asdict(one)))
    if judgement is not None:
        db.session.add(ReportJudgement(report_id=report.id, **asdict(judgement)))
    if past.idea_id is not None:
        count_reports(past.idea_id, 1)
    return report.id
