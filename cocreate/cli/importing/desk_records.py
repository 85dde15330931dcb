"""What the lines about customers and about the desk say, typed."""

from dataclasses import dataclass
from datetime import date, datetime

from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_named, author_of
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError
from cocreate.cli.importing.more_records import LONGEST_CHOICE, LONGEST_HINT
from cocreate.config import current
from cocreate.kernel.answers import LONGEST_ANSWER, FieldKind
from cocreate.people.actions import AttributeDraft
from cocreate.people.rules import MOST_RULES, Comparison, Matching, Source
from cocreate.triage.acts import Act, Awaited

LONGEST_NAME = 80
LONGEST_WHY = 200
LONGEST_WORDS = 2_000
MOST_MEMBERS = 1_000
MOST_ROUTINGS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRecord:
    person: Author
    attribute: str
    value: str
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    what: str
    how: Comparison
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRecord:
    name: str
    about: str
    matching: Matching
    rules: tuple[RuleRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRecord:
    name: str
    made: datetime
    closed: datetime | None
    members: tuple[Author, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRecord:
    department: str
    owner: Author | None
    by: Author
    at: datetime
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRecord:
    awaits: Awaited
    until: datetime
    since: datetime
    by: Author
    why: str
    answered: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRecord:
    """Who looks after an idea, where it is routed, and until when it is put off."""

    idea: str
    assignee: Author | None
    routed: tuple[RoutingRecord, ...]
    put_off: PauseRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRecord:
    idea: str
    by: Author
    act: Act
    words: str
    at: datetime
    undone_at: datetime | None
    undone_by: Author | None


def read_attribute(fields: Fields) -> AttributeDraft:
    return AttributeDraft(
        label=read.line(fields, "label", most=LONGEST_NAME),
        kind=read.one_of(fields, "kind", FieldKind),
        hint=read.line_or_none(fields, "hint", most=LONGEST_HINT) or "",
        choices=read.lines(fields, "choices", most=LONGEST_CHOICE),
    )


def read_known(fields: Fields) -> KnownRecord:
    return KnownRecord(
        person=author_named(fields, "person"),
        attribute=read.line(fields, "attribute", most=LONGEST_NAME),
        value=read.line(fields, "value", most=LONGEST_ANSWER),
        source=read.one_of_or_none(fields, "source", Source) or Source.FILE,
        at=read.moment(fields, "at"),
    )


def read_segment(fields: Fields) -> SegmentRecord:
    rules = read.objects(fields, "rules", most=MOST_RULES)
    if not rules:
        raise LineError("`rules` is empty")
    return SegmentRecord(
        name=read.line(fields, "name", most=LONGEST_NAME),
        about=read.line_or_none(fields, "about", most=LONGEST_HINT) or "",
        matching=read.one_of_or_none(fields, "matching", Matching) or Matching.ALL,
        rules=tuple(map(rule_of, rules)),
    )


def rule_of(fields: Fields) -> RuleRecord:
    return RuleRecord(
        what=read.line(fields, "what", most=LONGEST_NAME),
        how=read.one_of(fields, "how", Comparison),
        value=read.line_or_none(fields, "value", most=LONGEST_ANSWER) or "",
    )


def read_department(fields: Fields) -> DepartmentRecord:
    members = read.objects(fields, "members", most=MOST_MEMBERS)
    return DepartmentRecord(
        name=read.line(fields, "name", most=LONGEST_NAME),
        made=read.moment(fields, "made"),
        closed=read.moment_or_none(fields, "closed"),
        members=tuple(author_named(one, "person") for one in members),
    )


def read_desk(fields: Fields) -> DeskRecord:
    off = read.object_or_none(fields, "put_off")
    routed = read.objects(fields, "routed", most=MOST_ROUTINGS)
    return DeskRecord(
        idea=read.key(fields, "idea"),
        assignee=somebody(fields, "assignee"),
        routed=tuple(map(routing_of, routed)),
        put_off=pause_of(off) if off else None,
    )


def somebody(fields: Fields, name: str) -> Author | None:
    return author_of(fields, name) if fields.get(name) else None


def routing_of(fields: Fields) -> RoutingRecord:
    return RoutingRecord(
        department=read.line(fields, "department", most=LONGEST_NAME),
        owner=somebody(fields, "owner"),
        by=author_named(fields, "by"),
        at=read.moment(fields, "at"),
        due=day_of(fields, "due"),
    )


def day_of(fields: Fields, name: str) -> date | None:
    said = read.line_or_none(fields, name, most=LONGEST_NAME)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise LineError(f"`{name}` is no day") from None


def pause_of(fields: Fields) -> PauseRecord:
    return PauseRecord(
        awaits=read.one_of(fields, "awaits", Awaited),
        until=read.moment_to_come(fields, "until"),
        since=read.moment(fields, "since"),
        by=author_named(fields, "by"),
        why=read.line_or_none(fields, "why", most=LONGEST_WHY) or "",
        answered=read.moment_or_none(fields, "answered"),
    )


def read_verdict(fields: Fields) -> VerdictRecord:
    undone = read.object_or_none(fields, "undone")
    return VerdictRecord(
        idea=read.key(fields, "idea"),
        by=author_named(fields, "by"),
        act=read.one_of(fields, "act", Act),
        words=read.prose(fields, "words", most=current().comment_most),
        at=read.moment(fields, "at"),
        undone_at=read.moment(undone, "at") if undone else None,
        undone_by=author_named(undone, "by") if undone else None,
    )
