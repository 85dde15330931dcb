"""Bring in what testers reported, with who else found it and what became of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cocreate.beta.actions import (
    PastFinding,
    PastJoin,
    PastJudgement,
    bring_finding,
)
from cocreate.beta.queries import find_past_report
from cocreate.cli.importing.authors import Author
from cocreate.cli.importing.builds import NOT_HERE, programme_of
from cocreate.cli.importing.hanging import kept_files
from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.cli.importing.testing import (
    AT_ONCE,
    NO_BUILD,
    Kept,
    find_build_of,
    how,
)
from cocreate.cli.importing.testing_records import (
    JoinRecord,
    JudgementRecord,
    ReportRecord,
    read_report,
)
from cocreate.ideas.actions import PastFile, keep_files
from cocreate.kernel.ids import BuildId, ProgrammeId
from cocreate.kernel.transaction import pause, transaction

REPORTS = "reports.jsonl"
Voices = Iterator[tuple[Author, datetime | None]]


def bring_reports(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep what testers reported, with who else found it."""
    for said in read_in_batches(report, lines, read_report, AT_ONCE):
        with transaction():
            found.people_behind(who for one in said for who in reporters(one.record))
            found.know_ideas(one.record.idea for one in said if one.record.idea)
        ready = [*filter(None, (ready_report(found, report, one) for one in said))]
        pause()
        with transaction():
            for one in ready:
                came = bring_one_report(one)
                (report.brought if came else report.known)[REPORTS] += 1


def reporters(record: ReportRecord) -> Voices:
    yield record.author, record.reported
    for join in record.joins:
        yield join.person, join.at
    if record.linked_by is not None:
        yield record.linked_by, record.linked
    if record.judgement is not None:
        yield record.judgement.by, record.judgement.at


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """A line with its builds, its people and its files, all of them here."""

    programme_id: ProgrammeId
    past: PastFinding
    joins: list[PastJoin]
    judgement: PastJudgement | None
    files: Kept


def ready_report(
    found: ImportedSet, report: Report, one: Said[ReportRecord]
) -> ReadyReport | None:
    record = one.record
    programme_id = programme_of(found, record.slug)
    build_id = find_build_of(programme_id, record.build)
    if programme_id is None or build_id is None:
        report.refuse_line(one.line, NOT_HERE if programme_id is None else NO_BUILD)
        return None
    whose = found.person(record.author)
    if find_past_report(build_id, whose, record.reported, record.title):
        report.known[REPORTS] += 1
        return None
    files = kept_files(found, report, one.line, record, below="reports")
    fixed_in = find_build_of(programme_id, record.fixed_in)
    past = finding_of(found, record, build_id, fixed_in, len(files))
    if record.idea and past.idea_id is None:
        report.note(one.line, "its idea is not here")
    return ReadyReport(
        programme_id=programme_id,
        past=past,
        joins=joins_of(found, programme_id, record.joins),
        judgement=judgement_of(found, record.judgement) if record.judgement else None,
        files=files,
    )


def bring_one_report(ready: ReadyReport) -> bool:
    report_id = bring_finding(
        ready.programme_id, ready.past, joins=ready.joins, judgement=ready.judgement
    )
    if report_id is None:
        return False
    keep_files(
        PastFile(report_id=report_id, file=file, **how(said, ready.past.reported_at))
        for said, file in ready.files
    )
    return True


def joins_of(
    found: ImportedSet, programme_id: ProgrammeId, joins: Sequence[JoinRecord]
) -> list[PastJoin]:
    """Who else found it, in builds that are here."""
    builds = {one.build: find_build_of(programme_id, one.build) for one in joins}
    return [
        PastJoin(
            person_id=found.person(one.person),
            build_id=build_id,
            device=one.device,
            joined_at=one.at,
        )
        for one in joins
        if (build_id := builds[one.build]) is not None
    ]


def finding_of(
    found: ImportedSet,
    record: ReportRecord,
    build_id: BuildId,
    fixed_in: BuildId | None,
    files: int,
) -> PastFinding:
    idea = found.ideas.get(record.idea) if record.idea else None
    linker = record.linked_by
    return PastFinding(
        build_id=build_id,
        author_id=found.person(record.author),
        kind=record.kind,
        severity=record.severity,
        title=record.title,
        body=record.body,
        steps=record.steps,
        device=record.device,
        reported_at=record.reported,
        outcome=record.outcome,
        answer=record.answer,
        judged_at=record.judged,
        fixed_in_id=fixed_in,
        idea_id=idea.id if idea else None,
        made_idea=record.made_idea and idea is not None,
        linked_by_id=found.person(linker) if linker and idea else None,
        linked_at=record.linked if idea else None,
        files=files,
    )


def judgement_of(found: ImportedSet, record: JudgementRecord) -> PastJudgement:
    return PastJudgement(
        severity=record.severity,
        note=record.note,
        by_id=found.person(record.by),
        judged_at=record.at,
    )
