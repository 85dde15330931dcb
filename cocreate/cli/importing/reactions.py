"""Bring the lines of reactions.jsonl in."""

from collections.abc import Iterable

from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.more_records import ReactionRecord, read_reaction
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.discussion.actions import PastReaction, bring_reactions, ids_by_origin
from cocreate.kernel.transaction import transaction

FILE = "reactions.jsonl"
AT_ONCE = 2000


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each person's one word on a comment, of each kind once."""
    for said in read_in_batches(report, lines, read_reaction, AT_ONCE):
        with transaction():
            bring_some(found, report, said)


def bring_some(
    found: ImportedSet, report: Report, said: list[Said[ReactionRecord]]
) -> None:
    comments = ids_by_origin(found.origin(one.record.comment) for one in said)
    known = [one for one in said if found.origin(one.record.comment) in comments]
    for one in said:
        if found.origin(one.record.comment) not in comments:
            report.refuse_line(one.line, "its comment is not here")
    found.people_behind((one.record.person, one.record.at) for one in known)
    brought = bring_reactions(
        PastReaction(
            person_id=found.person(one.record.person),
            comment_id=comments[found.origin(one.record.comment)],
            kind=one.record.kind,
            reacted_at=one.record.at,
        )
        for one in known
    )
    report.brought[FILE] += brought
    report.known[FILE] += len(known) - brought
