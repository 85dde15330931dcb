"""Bring in what lay on the desk: departments, who looks at what, and the log."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cocreate.cli.importing.authors import Author
from cocreate.cli.importing.desk_records import (
    DepartmentRecord,
    DeskRecord,
    VerdictRecord,
    read_department,
    read_desk,
    read_verdict,
)
from cocreate.cli.importing.imported import IdeaHere, ImportedSet
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.ideas.actions import keep_assignee
from cocreate.kernel.ids import PersonId
from cocreate.kernel.transaction import transaction
from cocreate.triage.actions import (
    PastPause,
    PastRouting,
    PastVerdict,
    bring_department,
    bring_pause,
    bring_routing,
    bring_verdicts,
)

DEPARTMENTS, DESK, VERDICTS = "departments.jsonl", "desk.jsonl", "verdicts.jsonl"
AT_ONCE = 500
Voices = Iterator[tuple[Author, datetime | None]]


def bring_departments(
    found: ImportedSet, report: Report, lines: Iterable[Line]
) -> None:
    for said in read_in_batches(report, lines, read_department, AT_ONCE):
        with transaction():
            found.people_behind(
                (member, one.record.made)
                for one in said
                for member in one.record.members
            )
            for one in said:
                came = keep_department(found, one.record)
                (report.brought if came else report.known)[DEPARTMENTS] += 1


def keep_department(found: ImportedSet, record: DepartmentRecord) -> bool:
    return bring_department(
        record.name,
        made_at=record.made,
        closed_at=record.closed,
        person_ids=[found.person(one) for one in record.members],
    )


def bring_desk(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Let ideas lie as they lay; what somebody did with one here stays."""
    for said in read_in_batches(report, lines, read_desk, AT_ONCE):
        with transaction():
            found.know_ideas(one.record.idea for one in said)
            found.people_behind(who for one in said for who in on_desk(one.record))
            for one in here(found, report, said):
                idea = found.ideas[one.record.idea]
                came = keep_lying(found, idea, one.record)
                (report.brought if came else report.known)[DESK] += 1


def here(
    found: ImportedSet, report: Report, said: list[Said[DeskRecord]]
) -> Iterator[Said[DeskRecord]]:
    for one in said:
        if one.record.idea in found.ideas:
            yield one
        else:
            report.refuse_line(one.line, "its idea is not here")


def on_desk(record: DeskRecord) -> Voices:
    """Everybody that a line speaks of."""
    if record.assignee:
        yield record.assignee, None
    for routing in record.routed:
        yield routing.by, routing.at
        if routing.owner:
            yield routing.owner, routing.at
    if record.put_off:
        yield record.put_off.by, record.put_off.since


def keep_lying(found: ImportedSet, idea: IdeaHere, record: DeskRecord) -> bool:
    """Whether anything of it was not so here before."""
    came = [
        bring_routing(
            idea.id,
            idea.project_id,
            PastRouting(
                department=one.department,
                owner_id=person_or_none(found, one.owner),
                due_on=one.due,
                by_id=found.person(one.by),
                routed_at=one.at,
            ),
        )
        for one in record.routed
    ]
    if record.assignee:
        came.append(keep_assignee(idea.id, found.person(record.assignee)))
    if off := record.put_off:
        past = PastPause(
            off.awaits,
            off.until,
            off.why,
            found.person(off.by),
            off.since,
            off.answered,
        )
        came.append(bring_pause(idea.id, idea.project_id, past))
    return any(came)


def person_or_none(found: ImportedSet, author: Author | None) -> PersonId | None:
    return found.person(author) if author else None


def bring_log(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each line of the log once: it is read here, and not undone."""
    for said in read_in_batches(report, lines, read_verdict, AT_ONCE):
        with transaction():
            keep_log(found, report, said)


def keep_log(
    found: ImportedSet, report: Report, said: list[Said[VerdictRecord]]
) -> None:
    found.know_ideas(one.record.idea for one in said)
    found.people_behind(who for one in said for who in in_log(one.record))
    known = [one.record for one in said if one.record.idea in found.ideas]
    for one in said:
        if one.record.idea not in found.ideas:
            report.refuse_line(one.line, "its idea is not here")
    brought = bring_verdicts(past_of(found, record) for record in known)
    report.brought[VERDICTS] += brought
    report.known[VERDICTS] += len(known) - brought


def in_log(record: VerdictRecord) -> Voices:
    yield record.by, record.at
    if record.undone_by:
        yield record.undone_by, record.undone_at


def past_of(found: ImportedSet, record: VerdictRecord) -> PastVerdict:
    idea = found.ideas[record.idea]
    return PastVerdict(
        project_id=idea.project_id,
        idea_id=idea.id,
        by_id=found.person(record.by),
        act=record.act,
        words=record.words,
        given_at=record.at,
        undone_at=record.undone_at,
        undone_by_id=person_or_none(found, record.undone_by),
    )
