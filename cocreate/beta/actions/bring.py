"""Take a beta over with its past: who took part, what was built, what was reported."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from cocreate.beta.actions.builds import NOTHING, media_type_of
from cocreate.beta.actions.devices import put_device
from cocreate.beta.actions.packages import told_by
from cocreate.beta.drafts import DeviceDraft, ProgrammeDraft
from cocreate.beta.kinds import Outcome, Place, Platform, ReportKind, Severity
from cocreate.beta.models import (
    BetaReport,
    Build,
    BuildAssignment,
    BuildDecision,
    Cohort,
    Enrolment,
    Programme,
    ProgrammeTerms,
)
from cocreate.beta.packages.facts import Facts
from cocreate.beta.policy import HOLDING_A_SEAT
from cocreate.beta.queries.devices import find_device
from cocreate.beta.versions import key_of_version
from cocreate.kernel.db import db
from cocreate.kernel.ids import (
    BuildId,
    CohortId,
    DecisionId,
    PersonId,
    ProgrammeId,
    ProjectId,
)
from cocreate.kernel.storage import Stored
from cocreate.kernel.text import render_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEnrolment:
    person_id: PersonId
    cohort_id: CohortId | None
    place: Place
    device: str
    why: str
    terms_version: int
    terms_accepted_at: datetime | None
    tests_on: DeviceDraft | None = None
    applied_at: datetime
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBuild:
    uploader_id: PersonId
    version: str
    platform: Platform
    file_name: str
    notes: str
    uploaded_at: datetime
    expires_at: datetime
    released_at: datetime | None
    cohorts: tuple[CohortId, ...]
    decisions: tuple[DecisionId, ...]
    facts: Facts = NOTHING  # what its file says of itself


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReport:
    build_id: BuildId
    author_id: PersonId
    kind: ReportKind
    title: str
    body: str
    reported_at: datetime
    severity: Severity | None = None
    device: str = ""
    outcome: Outcome = Outcome.OPEN
    answer: str = ""
    judged_at: datetime | None = None


def bring_programme(
    draft: ProgrammeDraft,
    *,
    project_id: ProjectId,
    by_id: PersonId,
    terms_version: int,
    opened_at: datetime,
    cohorts: Sequence[str],
) -> tuple[ProgrammeId, list[CohortId]]:
    """Keep a programme with its terms as they stand now, and its cohorts in order."""
    programme = Programme(
        project_id=project_id,
        name=draft.name,
        about=draft.about,
        about_html=render_markdown(draft.about),
        terms=draft.terms,
        terms_html=render_markdown(draft.terms),
        terms_version=terms_version,
        seats=draft.seats,
        opened_at=opened_at,
    )
    db.session.add(programme)
    db.session.flush()  # its terms and cohorts need the programme's key
    db.session.add(
        ProgrammeTerms(
            programme_id=programme.id,
            version=terms_version,
            terms=programme.terms,
            terms_html=programme.terms_html,
            by_id=by_id,
            written_at=opened_at,
        )
    )
    groups = [
        Cohort(programme_id=programme.id, name=name, position=position)
        for position, name in enumerate(cohorts)
    ]
    db.session.add_all(groups)
    db.session.flush()  # testers need the keys of their cohorts
    return programme.id, [cohort.id for cohort in groups]


def bring_enrolments(
    programme_id: ProgrammeId, enrolments: Sequence[PastEnrolment]
) -> None:
    """Keep everybody's place, and count the seats that are taken."""
    belongs = {"programme_id": programme_id}
    rows = [row_of(enrolment) | belongs for enrolment in enrolments]
    db.session.execute(insert(Enrolment), rows)
    move_taken(programme_id, sum(one.place in HOLDING_A_SEAT for one in enrolments))


def row_of(enrolment: PastEnrolment) -> dict[str, Any]:
    """Their place, on the device that is kept among theirs."""
    row, tests_on = asdict(enrolment), enrolment.tests_on
    del row["tests_on"]
    device_id = None
    if tests_on is not None:
        put_device(enrolment.person_id, tests_on)
        device = find_device(enrolment.person_id, tests_on)
        device_id = device.id if device else None
    return row | {"device_id": device_id}


def move_taken(programme_id: ProgrammeId, by: int) -> None:
    """Put the number of seats that are taken right."""
    db.session.execute(
        update(Programme)
        .where(Programme.id == programme_id)
        .values(taken=Programme.taken + by),
        execution_options={"synchronize_session": False},
    )


def bring_build(programme_id: ProgrammeId, past: PastBuild, stored: Stored) -> BuildId:
    """Keep a build of a file that has been kept; nobody is told of it."""
    build = Build(
        programme_id=programme_id,
        uploader_id=past.uploader_id,
        version=past.version,
        version_key=key_of_version(past.version, past.facts.number),
        platform=past.platform,
        file_name=past.file_name,
        media_type=media_type_of(past.file_name),
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        notes=past.notes,
        notes_html=render_markdown(past.notes),
        uploaded_at=past.uploaded_at,
        expires_at=past.expires_at,
        released_at=past.released_at,
        package=past.facts.package,
        number=past.facts.number,
        least_os=past.facts.least_os,
        facts=told_by(past.facts),
    )
    db.session.add(build)
    db.session.flush()  # what it carries needs the build's key
    for cohort_id in past.cohorts:
        given = BuildAssignment(build_id=build.id, cohort_id=cohort_id)
        given.by_id, given.assigned_at = past.uploader_id, past.uploaded_at
        db.session.add(given)
    for decision_id in past.decisions:
        db.session.add(BuildDecision(build_id=build.id, decision_id=decision_id))
    return build.id


def bring_reports(programme_id: ProgrammeId, reports: Iterable[PastReport]) -> None:
    """Keep what testers reported."""
    rows = [
        asdict(report)
        | {"programme_id": programme_id, "body_html": render_markdown(report.body)}
        for report in reports
    ]
    if rows:
        db.session.execute(insert(BetaReport), rows)
