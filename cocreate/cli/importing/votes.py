"""Bring the lines of votes.jsonl in."""

from collections.abc import Iterable

from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.records import VoteRecord, read_vote
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.kernel.transaction import transaction
from cocreate.votes.actions import (
    PastReason,
    PastSource,
    PastVote,
    bring_votes,
    keep_reasons,
    keep_sources,
)

SaidVote = Said[VoteRecord]
AT_ONCE = 5000
OUTDATED = "the same voter answers this idea on another line, which counts"


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each voice once: 1 as a vote, the others as answers that count nothing."""
    for said in read_in_batches(report, lines, read_vote, AT_ONCE):
        with transaction():
            bring_some(found, report, said)


def bring_some(found: ImportedSet, report: Report, said: list[SaidVote]) -> None:
    found.know_ideas(one.record.idea for one in said)
    known = [one for one in said if one.record.idea in found.ideas]
    for one in said:
        if one.record.idea not in found.ideas:
            report.refuse_line(one.line, "its idea is not here")
    found.people_behind((one.record.voter, one.record.at) for one in known)
    fresh = [one for one in known if not went_along(found, one)]
    brought = bring_votes([past(found, one.record) for one in fresh])
    keep_words(found, [fresh[place].record for place in brought.added])
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


def keep_words(found: ImportedSet, records: list[VoteRecord]) -> None:
    """Keep what was said with votes that have just been brought."""
    said = [record for record in records if record.words]
    if not said:
        return
    hearers = [(one.words.heard_by, one.at) for one in said if one.words]
    found.people_behind((author, at) for author, at in hearers if author)
    keep_reasons(reason for one in said if (reason := reason_of(found, one)))
    keep_sources(source for one in said if (source := source_of(found, one)))


def reason_of(found: ImportedSet, record: VoteRecord) -> PastReason | None:
    words = record.words
    if words is None or (words.importance is None and words.why is None):
        return None
    voter_id, idea_id = found.person(record.voter), found.ideas[record.idea].id
    return PastReason(voter_id, idea_id, words.importance, words.why)


def source_of(found: ImportedSet, record: VoteRecord) -> PastSource | None:
    words = record.words
    if words is None or words.heard_by is None or words.channel is None:
        return None
    voter_id, idea_id = found.person(record.voter), found.ideas[record.idea].id
    by_id = found.person(words.heard_by)
    return PastSource(voter_id, idea_id, by_id, words.channel, words.quote)
