"""Bring in what is known of customers, and which are spoken of together."""

from collections.abc import Iterable

from cocreate.cli.importing.desk_records import (
    KnownRecord,
    SegmentRecord,
    read_attribute,
    read_known,
    read_segment,
)
from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, LineError
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_each, read_in_batches
from cocreate.kernel.answers import UnreadableError
from cocreate.kernel.errors import CoCreateError, InvalidError
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import (
    PastKnown,
    SegmentDraft,
    bring_attribute,
    bring_known,
    bring_segment,
)
from cocreate.people.queries import Ruling, questions
from cocreate.people.rules import rule_of

ATTRIBUTES, KNOWN, SEGMENTS = "attributes.jsonl", "known.jsonl", "segments.jsonl"
AT_ONCE = 1000


def bring_attributes(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Know what can be known elsewhere; what is known here stays as it is."""
    for said in read_each(report, lines, read_attribute):
        with transaction():
            try:
                came = bring_attribute(found.actor, draft=said.record)
            except CoCreateError as refusal:
                report.refuse_line(said.line, told(refusal))
            else:
                count(report, ATTRIBUTES, came=came)


def told(refusal: CoCreateError) -> str:
    if isinstance(refusal, InvalidError):
        return "; ".join(f"`{name}`: {why}" for name, why in refusal.fields.items())
    return str(refusal)


def count(report: Report, file: str, *, came: bool) -> None:
    (report.brought if came else report.known)[file] += 1


def bring_what_is_known(
    found: ImportedSet, report: Report, lines: Iterable[Line]
) -> None:
    for said in read_in_batches(report, lines, read_known, AT_ONCE):
        with transaction():
            keep_known(found, report, said)


def keep_known(
    found: ImportedSet, report: Report, said: list[Said[KnownRecord]]
) -> None:
    found.people_behind((one.record.person, one.record.at) for one in said)
    outcomes = bring_known(
        PastKnown(
            person_id=found.person(one.record.person),
            slug=one.record.attribute,
            value=one.record.value,
            source=one.record.source,
            set_at=one.record.at,
        )
        for one in said
    )
    for one, outcome in zip(said, outcomes, strict=True):
        if isinstance(outcome, str):
            report.refuse_line(one.line, outcome)
        else:
            count(report, KNOWN, came=outcome)


def bring_segments(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Speak of the same customers together; a segment of that name stays as it is."""
    for said in read_each(report, lines, read_segment):
        with transaction():
            try:
                came = bring_segment(found.actor, draft=draft_of(said.record))
            except (LineError, CoCreateError) as refusal:
                report.refuse_line(said.line, str(refusal))
            else:
                count(report, SEGMENTS, came=came)


def draft_of(record: SegmentRecord) -> SegmentDraft:
    asked = {question.key: question for question in questions()}
    rules = []
    for rule in record.rules:
        if rule.what not in asked:
            raise LineError(f"there is no attribute {rule.what}")
        try:
            rules.append(rule_of(asked[rule.what], rule.how, rule.value))
        except UnreadableError as unread:
            raise LineError(f"`rules`: {unread}") from None
    ruling = Ruling(record.matching, tuple(rules))
    return SegmentDraft(name=record.name, ruling=ruling, about=record.about)
