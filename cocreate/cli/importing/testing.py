"""Bring in what testers did with builds: fetched, tried, rated, judged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from cocreate.beta.actions import (
    PastTesting,
    PastTrial,
    PastVerdict,
    bring_testing,
)
from cocreate.beta.queries import build_named, find_trial
from cocreate.cli.importing.authors import Author
from cocreate.cli.importing.beside import FileRecord
from cocreate.cli.importing.builds import programme_of
from cocreate.cli.importing.hanging import kept_files
from cocreate.cli.importing.imported import ImportedSet, slug_for
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.cli.importing.testing_records import (
    BuildName,
    TestedRecord,
    TrialRecord,
    VerdictRecord,
    read_tested,
)
from cocreate.decisions.queries import published_called
from cocreate.ideas.actions import PastFile, keep_files
from cocreate.kernel.attached import KeptFile
from cocreate.kernel.ids import BuildId, DecisionId, ProgrammeId
from cocreate.kernel.transaction import pause, transaction
from cocreate.projects.queries import find_project

TESTED = "tested.jsonl"
NO_BUILD = "its build is not here"
AT_ONCE = 200
Voices = Iterator[tuple[Author, datetime | None]]
Kept = Sequence[tuple[FileRecord, KeptFile]]


class Described(TypedDict):
    """What is said of a file."""

    description: str
    sent_at: datetime


def bring_tested(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep what each tester did with each build; what hangs on it is kept first."""
    for said in read_in_batches(report, lines, read_tested, AT_ONCE):
        with transaction():
            found.people_behind(who for one in said for who in testers(one.record))
        ready = [*filter(None, (made_ready(found, report, one) for one in said))]
        pause()
        with transaction():
            for one in ready:
                came = bring_one_tested(one)
                (report.brought if came else report.known)[TESTED] += 1


def testers(record: TestedRecord) -> Voices:
    yield record.person, None
    for verdict in record.verdicts:
        if verdict.resolved_by is not None:
            yield verdict.resolved_by, verdict.resolved


@dataclass(frozen=True, slots=True)
class ReadyTesting:
    """A line with its build, its people and its files, all of them here."""

    build_id: BuildId
    past: PastTesting
    files: dict[str, Kept]  # by the task they show


def made_ready(
    found: ImportedSet, report: Report, one: Said[TestedRecord]
) -> ReadyTesting | None:
    record = one.record
    build_id = find_build_of(programme_of(found, record.slug), record.build)
    if build_id is None:
        report.refuse_line(one.line, NO_BUILD)
        return None
    person_id = found.person(record.person)
    fresh = [
        trial
        for trial in record.trials
        if not find_trial(build_id, person_id, trial.task)
    ]
    files: dict[str, Kept] = {
        trial.task: kept_files(found, report, one.line, trial, below="tasks")
        for trial in fresh
    }
    past = PastTesting(
        person_id=person_id,
        attempts=record.attempts,
        rating=record.rating,
        trials=[trial_of(trial, len(files[trial.task])) for trial in fresh],
        verdicts=verdicts_of(found, report, one),
    )
    return ReadyTesting(build_id, past, files)


def bring_one_tested(ready: ReadyTesting) -> bool:
    came = bring_testing(ready.build_id, ready.past)
    for trial in ready.past.trials:
        answer_id = find_trial(ready.build_id, ready.past.person_id, trial.task)
        keep_files(
            PastFile(
                task_answer_id=answer_id, file=file, **how(said, trial.answered_at)
            )
            for said, file in ready.files[trial.task]
        )
    return came


def trial_of(record: TrialRecord, files: int) -> PastTrial:
    return PastTrial(
        task=record.task,
        went=record.went,
        note=record.note,
        answered_at=record.at,
        files=files,
    )


def how(said: FileRecord, at: datetime) -> Described:
    return {"description": said.description, "sent_at": said.sent or at}


def find_build_of(
    programme_id: ProgrammeId | None, name: BuildName | None
) -> BuildId | None:
    if programme_id is None or name is None:
        return None
    build = build_named(programme_id, name.platform, name.version)
    return build.id if build else None


def verdicts_of(
    found: ImportedSet, report: Report, one: Said[TestedRecord]
) -> list[PastVerdict]:
    """What they said of decisions that are here."""
    project = find_project(found.actor, found.project or slug_for(one.record.slug))
    assert project is not None  # its build is here
    titles = [verdict.decision for verdict in one.record.verdicts]
    here = published_called(project.id, titles)
    for title in titles:
        if title not in here:
            report.note(
                one.line, f"a verdict is left out: “{title}” is no decision here"
            )
    return [
        verdict_of(found, verdict, here[verdict.decision])
        for verdict in one.record.verdicts
        if verdict.decision in here
    ]


def verdict_of(
    found: ImportedSet, record: VerdictRecord, decision_id: DecisionId
) -> PastVerdict:
    by = record.resolved_by
    return PastVerdict(
        decision_id=decision_id,
        honours=record.honours,
        note=record.note,
        answered_at=record.at,
        resolution=record.resolution,
        resolved_by_id=found.person(by) if by else None,
        resolved_at=record.resolved,
    )
