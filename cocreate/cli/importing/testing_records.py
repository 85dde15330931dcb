"""What the lines of what testers did and reported say, typed."""

from dataclasses import dataclass
from datetime import datetime

from cocreate.beta.actions import PastAttempt, PastRating
from cocreate.beta.kinds import (
    Honours,
    Outcome,
    Platform,
    ReportKind,
    Severity,
    Went,
)
from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_named, author_of
from cocreate.cli.importing.beside import FileRecord, files_of, prose_or_none
from cocreate.cli.importing.beta_records import (
    LONGEST_LABEL,
    LONGEST_WORDS,
    MOST_STEPS,
    MOST_THINGS,
)
from cocreate.cli.importing.build_records import LONGEST_VERSION, slug_of, whole
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError

MOST_JOINS = 10_000
BEST_SCORE = 5
HTTP = range(100, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildName:
    """A build, by what nothing else of its beta is called."""

    platform: Platform
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRecord:
    key: str
    task: str
    went: Went
    note: str
    at: datetime
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRecord:
    decision: str
    honours: Honours
    note: str
    at: datetime
    resolution: str
    resolved_by: Author | None
    resolved: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedRecord:
    slug: str
    build: BuildName
    person: Author
    attempts: tuple[PastAttempt, ...]
    rating: PastRating | None
    trials: tuple[TrialRecord, ...]
    verdicts: tuple[VerdictRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRecord:
    person: Author
    build: BuildName
    device: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRecord:
    severity: Severity | None
    note: str
    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecord:
    key: str
    slug: str
    build: BuildName
    fixed_in: BuildName | None
    author: Author
    kind: ReportKind
    severity: Severity | None
    title: str
    body: str
    steps: str
    device: str
    reported: datetime
    outcome: Outcome
    answer: str
    judged: datetime | None
    idea: str | None
    made_idea: bool
    linked_by: Author | None
    linked: datetime | None
    joins: tuple[JoinRecord, ...]
    judgement: JudgementRecord | None
    files: tuple[FileRecord, ...]


def read_tested(fields: Fields) -> TestedRecord:
    rating = read.object_or_none(fields, "rating")
    slug, build = slug_of(fields), build_named(fields)
    whose = f"{slug}/{build.platform}/{build.version}/{read.key(fields, 'person')}"
    downloads = read.objects(fields, "downloads", most=MOST_STEPS)
    tasks = read.objects(fields, "tasks", most=MOST_THINGS)
    verdicts = read.objects(fields, "verdicts", most=MOST_STEPS)
    return TestedRecord(
        slug=slug,
        build=build,
        person=author_named(fields, "person"),
        attempts=tuple(map(attempt_of, downloads)),
        rating=rating_of(rating) if rating else None,
        trials=tuple(trial_of(one, whose) for one in tasks),
        verdicts=tuple(map(verdict_of, verdicts)),
    )


def build_named(fields: Fields) -> BuildName:
    return BuildName(
        platform=read.one_of(fields, "platform", Platform),
        version=read.line(fields, "version", most=LONGEST_VERSION),
    )


def attempt_of(fields: Fields) -> PastAttempt:
    status = whole(fields, "status")
    if status not in HTTP:
        raise LineError("`status` is none of HTTP")
    return PastAttempt(
        attempted_at=read.moment(fields, "at"),
        status=status,
        first_byte=read.bytes_or_none(fields, "first") or 0,
        bytes_offered=read.bytes_or_none(fields, "offered") or 0,
        bytes_sent=read.bytes_or_none(fields, "sent"),
        link=read.line_or_none(fields, "link", most=LONGEST_LABEL) or "",
        reason=prose_or_none(fields, "reason", most=LONGEST_WORDS) or "",
    )


def rating_of(fields: Fields) -> PastRating:
    score = whole(fields, "score", most=BEST_SCORE)
    if not score:
        raise LineError("`score` is no number from 1 to 5")
    why = prose_or_none(fields, "why", most=LONGEST_WORDS) or ""
    return PastRating(score=score, why=why, rated_at=read.moment(fields, "at"))


def trial_of(fields: Fields, whose: str) -> TrialRecord:
    task = read.line(fields, "task", most=LONGEST_LABEL)
    return TrialRecord(
        key=f"{whose}/{task}",
        task=task,
        went=read.one_of(fields, "went", Went),
        note=prose_or_none(fields, "note", most=LONGEST_WORDS) or "",
        at=read.moment(fields, "at"),
        files=files_of(fields),
    )


def verdict_of(fields: Fields) -> VerdictRecord:
    by = author_of(fields, "resolved_by")
    resolved = read.moment_or_none(fields, "resolved")
    return VerdictRecord(
        decision=read.line(fields, "decision", most=LONGEST_LABEL),
        honours=read.one_of(fields, "honours", Honours),
        note=prose_or_none(fields, "note", most=LONGEST_WORDS) or "",
        at=read.moment(fields, "at"),
        resolution=prose_or_none(fields, "resolution", most=LONGEST_WORDS) or "",
        resolved_by=by if by.key and resolved else None,
        resolved=resolved,
    )


def read_report(fields: Fields) -> ReportRecord:
    slug, author = slug_of(fields), author_named(fields, "author")
    reported = read.moment(fields, "reported")
    fixed_in = read.object_or_none(fields, "fixed_in")
    judgement = read.object_or_none(fields, "judgement")
    linked_by = author_of(fields, "linked_by")
    joins = read.objects(fields, "joins", most=MOST_JOINS)
    title = read.line(fields, "title", most=LONGEST_LABEL)
    return ReportRecord(
        key=f"{slug}/{author.key}/{reported.isoformat()}/{title}",
        slug=slug,
        build=build_named(read.object_or_none(fields, "build") or {}),
        fixed_in=build_named(fixed_in) if fixed_in else None,
        author=author,
        kind=read.one_of(fields, "kind", ReportKind),
        severity=read.one_of_or_none(fields, "severity", Severity),
        title=title,
        body=read.prose(fields, "body", most=LONGEST_WORDS),
        steps=prose_or_none(fields, "steps", most=LONGEST_WORDS) or "",
        device=read.line_or_none(fields, "device", most=LONGEST_LABEL) or "",
        reported=reported,
        outcome=read.one_of_or_none(fields, "outcome", Outcome) or Outcome.OPEN,
        answer=prose_or_none(fields, "answer", most=LONGEST_WORDS) or "",
        judged=read.moment_or_none(fields, "judged"),
        idea=read.key_or_none(fields, "idea"),
        made_idea=read.yes(fields, "made_idea"),
        linked_by=linked_by if linked_by.key else None,
        linked=read.moment_or_none(fields, "linked"),
        joins=tuple(map(join_of, joins)),
        judgement=judgement_of(judgement) if judgement else None,
        files=files_of(fields),
    )


def join_of(fields: Fields) -> JoinRecord:
    return JoinRecord(
        person=author_named(fields, "person"),
        build=build_named(read.object_or_none(fields, "build") or {}),
        device=read.line_or_none(fields, "device", most=LONGEST_LABEL) or "",
        at=read.moment(fields, "at"),
    )


def judgement_of(fields: Fields) -> JudgementRecord:
    return JudgementRecord(
        severity=read.one_of_or_none(fields, "severity", Severity),
        note=prose_or_none(fields, "note", most=LONGEST_WORDS) or "",
        by=author_named(fields, "by"),
        at=read.moment(fields, "at"),
    )
