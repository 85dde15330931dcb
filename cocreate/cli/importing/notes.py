"""Bring the lines of notes.jsonl in: what the company alone reads."""

from collections.abc import Iterable

from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.more_records import NoteRecord, read_note
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.kernel.transaction import transaction
from cocreate.triage.actions import PastNote, bring_notes

FILE = "notes.jsonl"
AT_ONCE = 1000


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each note once, as internal as it was."""
    for said in read_in_batches(report, lines, read_note, AT_ONCE):
        with transaction():
            bring_some(found, report, said)


def bring_some(
    found: ImportedSet, report: Report, said: list[Said[NoteRecord]]
) -> None:
    found.know_ideas(one.record.idea for one in said)
    known = [one for one in said if one.record.idea in found.ideas]
    for one in said:
        if one.record.idea not in found.ideas:
            report.refuse_line(one.line, "its idea is not here")
    found.people_behind((one.record.author, one.record.at) for one in known)
    brought = bring_notes(
        PastNote(
            idea_id=found.ideas[one.record.idea].id,
            author_id=found.person(one.record.author),
            body=one.record.body,
            noted_at=one.record.at,
        )
        for one in known
    )
    report.brought[FILE] += brought
    report.known[FILE] += len(known) - brought
