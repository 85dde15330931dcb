"""Bring the lines of projects.jsonl in: what each asks of ideas."""

from collections.abc import Iterable

from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, LineError, in_batches
from cocreate.cli.importing.more_records import ProjectRecord, read_project
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_all
from cocreate.ideas.actions import bring_intake
from cocreate.ideas.workflow import write
from cocreate.kernel.transaction import transaction
from cocreate.projects.actions import keep_opening, keep_workflow

FILE = "projects.jsonl"
AT_ONCE = 100


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Open those that are not here; of one that is, ask what it does not ask yet."""
    first: dict[str, int] = {}
    for some in in_batches(lines, AT_ONCE):
        said = list(read_all(report, first, some, read_project))
        with transaction():
            for one in said:
                try:
                    bring_one(found, report, one)
                except LineError as error:
                    report.refuse_line(one.line, str(error))


def bring_one(found: ImportedSet, report: Report, one: Said[ProjectRecord]) -> None:
    record = one.record
    before = len(found.opened)
    project_id = found.project_named(
        record.name, slug=record.key, is_private=record.is_private
    )
    is_new = len(found.opened) > before
    if is_new and record.steps:
        keep_workflow(found.actor, project_id, workflow=write(record.steps))
    if is_new:
        keep_opening(found.actor, project_id, opens_with=record.opens_with)
    left_out = bring_intake(
        project_id,
        template=record.template,
        takes_guests=record.takes_guests,
        fields=record.fields,
    )
    for label in left_out:
        report.note(one.line, f"“{label}” is not asked: there is no room for more")
    counts = report.brought if is_new else report.known
    counts[FILE] += 1
