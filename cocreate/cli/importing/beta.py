"""Bring betas in: what each is and asks, who took part, and on what."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from cocreate.beta.actions import (
    PastEnd,
    PastMove,
    PastProgramme,
    PastTerms,
    PastTester,
    bring_device,
    bring_tester,
    bring_whole_programme,
)
from cocreate.cli.importing.authors import Author
from cocreate.cli.importing.beta_records import (
    DeviceRecord,
    EndRecord,
    EnrolmentRecord,
    ProgrammeRecord,
    read_device,
    read_enrolment,
    read_programme,
)
from cocreate.cli.importing.builds import NOT_HERE, programme_of
from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, LineError
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.kernel.ids import PersonId
from cocreate.kernel.transaction import transaction
from cocreate.people.queries import every_segment

PROGRAMMES = "programmes.jsonl"
ENROLMENTS, DEVICES = "enrolments.jsonl", "devices.jsonl"
AT_ONCE = 200
Voices = Iterator[tuple[Author, datetime | None]]


def bring_programmes(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Open the betas that are not here; a project that has one keeps its own."""
    for said in read_in_batches(report, lines, read_programme, AT_ONCE):
        with transaction():
            found.people_behind(who for one in said for who in hosts(one.record))
            for one in said:
                try:
                    came = bring_whole_programme(past_of(found, one.record))
                except LineError as error:
                    report.refuse_line(one.line, str(error))
                else:
                    count(report, PROGRAMMES, came=came)


def hosts(record: ProgrammeRecord) -> Voices:
    for terms in record.terms:
        yield terms.by, terms.at
    if record.end is not None:
        yield record.end.by, record.end.at


def count(report: Report, file: str, *, came: bool) -> None:
    (report.brought if came else report.known)[file] += 1


def past_of(found: ImportedSet, record: ProgrammeRecord) -> PastProgramme:
    wanted = [one.id for one in every_segment() if one.name in record.segments]
    return PastProgramme(
        project_id=found.project_named(record.project, slug=record.slug),
        draft=replace(record.draft, segment_ids=wanted),
        opened_at=record.opened,
        closed_at=record.closed,
        terms=[
            PastTerms(
                version=one.version,
                terms=one.terms,
                by_id=found.person(one.by),
                written_at=one.at,
            )
            for one in record.terms
        ],
        cohorts=record.cohorts,
        questions=record.questions,
        lottery=record.lottery,
        reports_seen_by=record.reports_seen_by,
        end=end_of(found, record.end) if record.end else None,
    )


def end_of(found: ImportedSet, record: EndRecord) -> PastEnd:
    return PastEnd(
        summary=record.summary,
        thanks=record.thanks,
        by_id=found.person(record.by),
        ended_at=record.at,
    )


def bring_enrolments(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Let people have the places they had; who has one here keeps it."""
    for said in read_in_batches(report, lines, read_enrolment, AT_ONCE):
        with transaction():
            found.people_behind(who for one in said for who in behind(one.record))
            for one in said:
                bring_one(found, report, one)


def behind(record: EnrolmentRecord) -> Voices:
    yield record.person, record.standing.applied_at
    for step in record.steps:
        if step.by is not None:
            yield step.by, step.at


def bring_one(found: ImportedSet, report: Report, one: Said[EnrolmentRecord]) -> None:
    programme_id = programme_of(found, one.record.slug)
    if programme_id is None:
        report.refuse_line(one.line, NOT_HERE)
        return
    came = bring_tester(programme_id, tester_of(found, one.record))
    if isinstance(came, str):
        report.refuse_line(one.line, came)
    else:
        count(report, ENROLMENTS, came=came)


def tester_of(found: ImportedSet, record: EnrolmentRecord) -> PastTester:
    return PastTester(
        person_id=found.person(record.person),
        cohort=record.cohort,
        standing=record.standing,
        on=record.on,
        link=record.link,
        answers=record.answers,
        steps=[
            PastMove(
                place=one.place,
                moved_at=one.at,
                by_id=person_or_none(found, one.by),
                why=one.why,
            )
            for one in record.steps
        ],
    )


def person_or_none(found: ImportedSet, author: Author | None) -> PersonId | None:
    return found.person(author) if author else None


def bring_devices(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    for said in read_in_batches(report, lines, read_device, AT_ONCE):
        with transaction():
            found.people_behind((one.record.person, one.record.added) for one in said)
            for one in said:
                count(report, DEVICES, came=keep_device(found, one.record))


def keep_device(found: ImportedSet, record: DeviceRecord) -> bool:
    return bring_device(
        found.person(record.person),
        record.device,
        added_at=record.added,
        retired_at=record.retired,
    )
