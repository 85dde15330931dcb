"""Bring in how far people are trusted, and votes that a verdict does not count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cocreate.cli.importing import beside
from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_named
from cocreate.cli.importing.beside import LONGEST_REASON, VoteWords
from cocreate.cli.importing.desk_records import somebody
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, LineError
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.kernel.ids import IdeaId, ReviewId
from cocreate.kernel.policy import Trust
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions import PastRing, bring_verdict_on_votes
from cocreate.moderation.reason import Reason
from cocreate.people.actions import PastTrust, PastTrustChange, bring_trust
from cocreate.votes.actions import PastDiscounted, bring_discounted

TRUST, DISCOUNTED = "trust.jsonl", "discounted.jsonl"
AT_ONCE = 500
MOST_CHANGES = 1_000
COUNTS_HERE = "their vote counts here: a moderator of this site decides about it"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    was: Trust
    became: Trust
    why: str
    at: datetime
    by: Author | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRecord:
    person: Author
    changes: tuple[ChangeRecord, ...]
    locked: datetime | None
    below: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRecord:
    at: datetime
    found: str
    statement: str
    reason: Reason | None
    by: Author | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountedRecord:
    idea: str
    raised_on: str | None
    voter: Author
    at: datetime
    withdrawn: datetime | None
    decided: DecidedRecord
    words: VoteWords | None


# ── How far people are trusted ────────────────────────────────────────────────


def read_trust(fields: Fields) -> TrustRecord:
    changes = read.objects(fields, "changes", most=MOST_CHANGES)
    if not changes:
        raise LineError("`changes` is empty")
    return TrustRecord(
        person=author_named(fields, "person"),
        changes=tuple(map(change_of, changes)),
        locked=read.moment_or_none(fields, "locked"),
        below=read.moment_or_none(fields, "below"),
    )


def change_of(fields: Fields) -> ChangeRecord:
    return ChangeRecord(
        was=level_of(fields, "was"),
        became=level_of(fields, "became"),
        why=read.line(fields, "why", most=LONGEST_REASON),
        at=read.moment(fields, "at"),
        by=somebody(fields, "by"),
    )


def level_of(fields: Fields, name: str) -> Trust:
    level = read.count_or_none(fields, name, most=Trust.STEWARD)
    if level is None:
        raise LineError(f"`{name}` is missing")
    return Trust(level)


def bring_levels(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Trust people as far as elsewhere; whoever has come to a level here keeps it."""
    for said in read_in_batches(report, lines, read_trust, AT_ONCE):
        with transaction():
            found.people_behind(people_of(said))
            came = bring_trust(past_trust(found, one.record) for one in said)
        report.brought[TRUST] += came
        report.known[TRUST] += len(said) - came


def people_of(
    said: list[Said[TrustRecord]],
) -> Iterator[tuple[Author, datetime | None]]:
    for one in said:
        yield one.record.person, one.record.changes[0].at
        for change in one.record.changes:
            if change.by:
                yield change.by, change.at


def past_trust(found: ImportedSet, record: TrustRecord) -> PastTrust:
    changes = tuple(
        PastTrustChange(
            change.was,
            change.became,
            change.why,
            change.at,
            found.person(change.by) if change.by else None,
        )
        for change in record.changes
    )
    return PastTrust(found.person(record.person), changes, record.locked, record.below)


# ── Votes that do not count ───────────────────────────────────────────────────


def read_discounted(fields: Fields) -> DiscountedRecord:
    said = read.object_or_none(fields, "decided")
    if said is None:
        raise LineError("`decided` is missing")
    words = fields if isinstance(fields.get("internal"), dict) else {}
    return DiscountedRecord(
        idea=read.key(fields, "idea"),
        raised_on=read.key_or_none(fields, "raised_on"),
        voter=author_named(fields, "voter"),
        at=read.moment(fields, "at"),
        withdrawn=read.moment_or_none(fields, "withdrawn"),
        decided=decided_of(said),
        words=beside.words_of(words),
    )


def decided_of(fields: Fields) -> DecidedRecord:
    return DecidedRecord(
        at=read.moment(fields, "at"),
        found=read.written(fields, "found", most=LONGEST_REASON),
        statement=read.written(fields, "statement", most=LONGEST_REASON),
        reason=read.one_of_or_none(fields, "reason", Reason),
        by=somebody(fields, "by"),
    )


def bring_votes_that_do_not_count(
    found: ImportedSet, report: Report, lines: Iterable[Line]
) -> None:
    """Keep them whole, and out of the count; each verdict is a case that is closed."""
    for said in read_in_batches(report, lines, read_discounted, AT_ONCE):
        with transaction():
            keep_discounted(found, report, said)


def keep_discounted(
    found: ImportedSet, report: Report, said: list[Said[DiscountedRecord]]
) -> None:
    found.know_ideas(key for one in said for key in ideas_of(one.record))
    known = [one for one in said if ideas_of(one.record) <= found.ideas.keys()]
    for one in said:
        if one not in known:
            report.refuse_line(one.line, "its idea is not here")
    found.people_behind(who for one in known for who in people_in(one.record))
    cases = {
        ring: bring_verdict_on_votes(ring)
        for ring in dict.fromkeys(ring_of(found, one.record) for one in known)
    }
    for one in known:
        review_id = cases[ring_of(found, one.record)]
        came = bring_discounted(past_vote(found, one.record, review_id))
        if came is None:
            report.refuse_line(one.line, COUNTS_HERE)
        else:
            (report.brought if came else report.known)[DISCOUNTED] += 1


def ideas_of(record: DiscountedRecord) -> set[str]:
    return {record.idea, record.raised_on or record.idea}


def people_in(record: DiscountedRecord) -> Iterator[tuple[Author, datetime | None]]:
    yield record.voter, record.at
    if record.decided.by:
        yield record.decided.by, record.decided.at
    if record.words and record.words.heard_by:
        yield record.words.heard_by, record.at


def ring_of(found: ImportedSet, record: DiscountedRecord) -> PastRing:
    case = record.decided
    return PastRing(
        idea_id=found.ideas[record.idea].id,
        closed_at=case.at,
        why=case.found,
        statement=case.statement,
        reason=case.reason,
        by_id=found.person(case.by) if case.by else None,
    )


def past_vote(
    found: ImportedSet, record: DiscountedRecord, review_id: ReviewId
) -> PastDiscounted:
    words = record.words
    heard_by = words.heard_by if words else None
    raised_on: IdeaId | None = None
    if record.raised_on:
        raised_on = found.ideas[record.raised_on].id
    return PastDiscounted(
        voter_id=found.person(record.voter),
        idea_id=found.ideas[record.idea].id,
        review_id=review_id,
        cast_at=record.at,
        withdrawn_at=record.withdrawn,
        carried_from_id=raised_on,
        importance=words.importance if words else None,
        why=words.why if words else None,
        heard_by_id=found.person(heard_by) if heard_by else None,
        channel=words.channel if words else None,
        quote=words.quote if words else None,
    )
