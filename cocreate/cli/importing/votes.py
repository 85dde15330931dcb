"""Bring the lines of votes.jsonl in."""

from collections.abc import Iterable

from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, LineError, in_batches
from cocreate.cli.importing.records import VoteRecord, read_vote
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said
from cocreate.kernel.transaction import transaction
from cocreate.votes.actions import PastVote, bring_votes

SaidVote = Said[VoteRecord]
AT_ONCE = 5000
OUTDATED = "the same voter answers this idea on another line, which counts"


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each voice once: 1 as a vote, the others as answers that count nothing."""
    for some in in_batches(lines, AT_ONCE):
        said = list(read_all(report, some))
        with transaction():
            bring_some(found, report, said)


def read_all(report: Report, lines: list[Line]) -> Iterable[SaidVote]:
    for line in lines:
        try:
            yield Said(line, read_vote(line.fields))
        except LineError as error:
            report.refuse_line(line, str(error))


def bring_some(found: ImportedSet, report: Report, said: list[SaidVote]) -> None:
    found.know_ideas(one.record.idea for one in said)
    known = [one for one in said if one.record.idea in found.ideas]
    for one in said:
        if one.record.idea not in found.ideas:
            report.refuse_line(one.line, "its idea is not here")
    found.people_behind((one.record.voter, one.record.at) for one in known)
    fresh = [one for one in known if not went_along(found, one)]
    brought = bring_votes([past(found, one.record) for one in fresh])
    for place in brought.outdated:
        report.refuse_line(fresh[place].line, OUTDATED)
    report.brought["votes.jsonl"] += len(brought.added)
    report.known["votes.jsonl"] += len(brought.known) + len(known) - len(fresh)


def went_along(found: ImportedSet, one: SaidVote) -> bool:
    idea = found.ideas[one.record.idea]
    return idea.was_carried(found.person(one.record.voter))


def past(found: ImportedSet, record: VoteRecord) -> PastVote:
    idea = found.ideas[record.idea]
    voter_id = found.person(record.voter)
    return PastVote(voter_id, idea.id, record.value, record.at or idea.proposed_at)
